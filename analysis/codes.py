"""What the tables share: the closed lists of codes (part of a page, who speaks), a sentence's key, what is checked."""

from __future__ import annotations

import pandas as pd

from analysis.errors import InputError

PARTS = ("kicker", "headline", "lead", "body", "crosshead", "meta", "residue")
SPEAKER_NAMES = {"official": "مسئول", "other": "دیگری", "narration": "روایت رسانه", "none": "هیچ‌کس"}
SPEAKERS = tuple(SPEAKER_NAMES)

KEYS = ["article", "sentence"]


def keys_of(table: pd.DataFrame) -> pd.MultiIndex:
    """The key of each row's sentence: its article and its number there."""
    return pd.MultiIndex.from_frame(table[KEYS])


def require(table: pd.DataFrame, columns: tuple[str, ...], name: str) -> None:
    """Raise InputError unless the table has the columns."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError(
            f"The table {name} lacks the columns {', '.join(missing)}; it has {', '.join(map(str, table.columns))}."
        )


def known(given: tuple[str, ...] | str, codes: tuple[str, ...], kind: str) -> list[str]:
    """The codes that a choice names, one or several. Raises InputError for one that is not among `codes`."""
    names = [given] if isinstance(given, str) else list(given)
    if strange := [name for name in names if name not in codes]:
        raise InputError(f"{strange[0]!r} is not a {kind} of the codebook; it knows {', '.join(codes)}.")
    return names
