"""A process made ready to count: what is built once in it is built, and takes no more memory than it must."""

from __future__ import annotations

import gc
import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache

import pandas as pd
import pyarrow as pa

from analysis.text.page import sentences
from analysis.text.tokens import tokens


@cache
def ready() -> None:
    """Build what is built once, and let the collector of garbage alone with it."""
    if multiprocessing.parent_process():
        lean()
    tokens(sentences(pd.DataFrame({"article": [0], "text": ["شهردار گفت: خدمت به مردم."]})))
    settle()


def settle() -> None:
    """Spare the collector of garbage the million objects that stand, and most of its rounds.

    The chain leaves nothing behind that only the collector could free; looking for it took a twenty-fifth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def lean() -> None:
    """Keep a process small that does nothing but count: some 130 MB less, and two seconds sooner ready.

    hazm imports all of nltk, and nltk SciPy and scikit-learn where they are installed, for classifiers that nothing
    here asks for; they are not imported, and nltk's own uses of them fail in this process. Arrow's own allocator keeps
    what was freed, up to 90 MB; the system's gives it back.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    with suppress(ImportError), _without("scipy", "sklearn"):  # an nltk that needs them is imported whole, later
        import hazm  # noqa: F401 (whoever imports it later finds it there)


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Let libraries that are not imported yet seem not to be installed."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None says so to the import system
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]
