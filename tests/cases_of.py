"""Cases as data: tests/cases/NAME.json as test parameters, a known failure as a strict xfail."""

import json
from pathlib import Path

import pytest


def cases(name: str, label: str) -> list:
    """The cases of a file, each named by its kind and by the field `label`."""
    rows = json.loads((Path(__file__).parent / "cases" / f"{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row, marks=_marks(row), id=f"{row['kind']}-{row[label]}".replace(" ", "-")) for row in rows]


def _marks(row: dict) -> tuple | pytest.MarkDecorator:
    if row["kind"] != "known failure":
        return ()
    return pytest.mark.xfail(strict=True, reason=row.get("why", row["kind"]))
