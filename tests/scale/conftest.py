"""Sixty articles, counted in one piece: what every other way of counting them must give."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.scale import partition
from analysis.scale.count import run
from benchmarks import generate


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return generate.articles(60)


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch):
    monkeypatch.setattr(partition, "TARGET", 2**15)


@pytest.fixture(scope="module")
def undisturbed(articles, tmp_path_factory) -> Path:
    """The articles counted in one piece in this process."""
    folder = tmp_path_factory.mktemp("undisturbed")
    articles.to_parquet(folder / "all.parquet")
    return run(folder / "all.parquet", folder / "out", SEEDS / "themes.toml", with_matches=True)
