"""Our own reviewed lists of words, data/NAME.toml, where each has its reason; hazm's are in `vocabulary`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def data(name: str) -> dict:
    """All tables of data/NAME.toml."""
    return tomllib.loads(files("analysis.text").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


@cache
def word_list(name: str, key: str) -> frozenset[str]:
    """One list of data/NAME.toml as a set."""
    return frozenset(data(name)[key])


@cache
def pairs(name: str, *keys: str) -> dict[str, str]:
    """Lists of data/NAME.toml whose entries are two words, as one mapping from the first to the second."""
    return dict(pair.split(" ") for key in keys for pair in data(name)[key])
