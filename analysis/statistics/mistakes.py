"""Where the lexicon and the coder part: which entries cause false positives, which sentences are missed."""

from __future__ import annotations

import pandas as pd

from analysis.codes import KEYS
from analysis.errors import InputError
from analysis.statistics.validity import align
from analysis.themes.coding import code, unit_of


def entry_errors(matches: pd.DataFrame, coded_by_hand: pd.DataFrame) -> pd.DataFrame:
    """What each entry does in the hand-coded sentences, the most harmful first.

    Columns: `theme`, `entry`, `tier`, `right` and `wrong` (hand-coded sentences it matches with and without the theme),
    `precision`, `only_right` and `only_wrong` (those in which no other entry of the theme matches: what removing the
    entry would lose and mend).
    """
    units = coded_by_hand[[*KEYS, "start", "end"]].drop_duplicates(KEYS).reset_index(drop=True)
    row = unit_of(units, matches)
    placed = matches.assign(unit=row, theme=matches["theme"].astype(str))[row >= 0]
    placed = placed.drop_duplicates(["unit", "theme", "entry"])
    truth = coded_by_hand.assign(theme=coded_by_hand["theme"].astype(str)).merge(units.reset_index(names="unit"))
    placed = placed.merge(truth[["unit", "theme", "present"]], on=["unit", "theme"])
    alone = placed.groupby(["unit", "theme"])["entry"].transform("size") == 1
    right = placed["present"] == 1
    cells = {"right": right, "wrong": ~right, "only_right": alone & right, "only_wrong": alone & ~right}
    table = placed.assign(**cells).groupby(["theme", "entry", "tier"], sort=False)[list(cells)].sum().reset_index()
    table.insert(5, "precision", table["right"] / (table["right"] + table["wrong"]))
    return table.sort_values(["wrong", "right", "entry"], ascending=[False, True, True], ignore_index=True)


def mistakes(articles: pd.DataFrame, matches: pd.DataFrame, coded_by_hand: pd.DataFrame) -> pd.DataFrame:
    """Every hand-coded sentence that the lexicon misses or wrongly claims.

    Columns: `theme`, `mistake` ("missed" or "wrong"), `article`, `sentence`, `subthemes` (as coded by hand), `entries`
    and `forms` (what matched, joined by " | "), `text`.
    """
    if not (known := coded_by_hand["article"].isin(articles["article"])).all():
        stranger = coded_by_hand.loc[~known, "article"].iloc[0]
        raise InputError(f"The article {stranger!r} of the hand coding is not in the table articles.")
    compared = align(code(coded_by_hand, matches), coded_by_hand)
    parted = compared[compared["present"] != compared["found"]].copy()
    parted["mistake"] = parted["present"].map({1: "missed", 0: "wrong"})
    units = coded_by_hand[[*KEYS, "start", "end"]].drop_duplicates(KEYS).reset_index(drop=True)
    row = unit_of(units, matches)
    placed = matches[row >= 0].assign(sentence=units["sentence"].to_numpy()[row[row >= 0]])  # as the coder counts them
    by_sentence = placed.assign(theme=placed["theme"].astype(str)).groupby([*KEYS, "theme"], observed=True)
    joined = by_sentence.agg(entries=("entry", _joined), forms=("form", _joined)).reset_index()
    table = parted.assign(theme=parted["theme"].astype(str)).merge(joined, on=[*KEYS, "theme"], how="left")
    texts = articles.set_index("article")["text"]
    table["text"] = [texts[a][s:e] for a, s, e in zip(table["article"], table["start"], table["end"], strict=True)]
    columns = ["theme", "mistake", *KEYS, "subthemes", "entries", "forms", "text"]
    return table[columns].fillna({"entries": "", "forms": ""})


def _joined(values: pd.Series) -> str:
    return " | ".join(dict.fromkeys(values))
