"""How well the lexicon says what a coder says: precision, recall and F1 with intervals, and where they part.

Grimmer & Stewart 2013 (doi 10.1093/pan/mps028): a dictionary is validated on the texts it is used on, or not trusted.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.codes import KEYS, require
from analysis.errors import InputError
from analysis.statistics.bootstrap import SEED, percentiles, resample
from analysis.statistics.intervals import wilson
from analysis.statistics.rates import ENOUGH_ARTICLES

COUNTS = ["true_positives", "false_positives", "false_negatives", "true_negatives"]
MEASURES = ("precision", "recall", "f1")


def validity(
    coded_by_lexicon: pd.DataFrame, coded_by_hand: pd.DataFrame, by: str | None = None, seed: int = SEED
) -> pd.DataFrame:
    """Compare the lexicon's coding with a hand coding, by theme and by the values of a column `by` of the hand coding.

    Columns: `theme`, (`by`), `articles`, `sentences`, `true_positives`, `false_positives`, `false_negatives`,
    `true_negatives` (sentences; the `weight` of a sampled coding enters the measures, not these), `precision`,
    `recall`, `f1`, each with `_low` and `_high` (95 %), and `unit`: what was resampled, the "article" where there are
    at least 8 of them, else the "sentence". No bound is nearer than Wilson's for the same counts, so that a perfect
    record on few sentences does not pass for certainty. Missing where the denominator is 0.
    """
    compared = align(coded_by_lexicon, coded_by_hand)
    rows = []
    for group, part in by_group(compared, by, "hand coding"):
        for theme, table in part.groupby("theme", observed=True, sort=False):
            rows.append({"theme": theme, **group, **_measured(table, seed)})
    result = pd.DataFrame(rows)
    result["theme"] = pd.Categorical(result["theme"], compared["theme"].cat.categories)
    return result


def by_group(coded: pd.DataFrame, by: str | None, name: str) -> Iterator[tuple[dict[str, object], pd.DataFrame]]:
    """The rows of each group of the column `by`, with the group under that name; all rows where there is none."""
    if by is None:
        yield {}, coded
        return
    require(coded, (by,), name)
    groups = pd.unique(coded[by].dropna())
    if not len(groups):
        raise InputError(f"The column {by!r} of the {name} is empty, so it groups nothing.")
    for group in groups:
        yield {by: group}, coded[coded[by] == group]


def align(coded_by_lexicon: pd.DataFrame, coded_by_hand: pd.DataFrame) -> pd.DataFrame:
    """The hand coding with the lexicon's verdict beside it, in the column `found` (0/1); `present` is the coder's.

    Where both name their sentences' offsets and cut them differently, each hand-coded sentence takes the verdict of
    the lexicon's sentence that shares most of its text, the first of those that share as much.
    (`code(coded_by_hand, matches)` gives verdicts on exactly the coder's sentences.) Raises InputError where the two
    share no theme, where the hand coding names sentences that the lexicon's does not or has a verdict that is neither
    0 nor 1, and where either has two verdicts on one sentence.
    """
    require(coded_by_lexicon, (*KEYS, "theme", "present"), "coded_by_lexicon")
    require(coded_by_hand, (*KEYS, "theme", "present", "source"), "coded_by_hand")
    _sound(coded_by_hand)
    for name, coded in (("lexicon's coding", coded_by_lexicon), ("hand coding", coded_by_hand)):
        if (twice := coded[coded.duplicated([*KEYS, "theme"])]).size:
            row = twice.iloc[0]
            raise InputError(
                f"The {name} has two verdicts on {row['theme']} in sentence {row['sentence']} of {row['article']!r}; "
                "each sentence has one."
            )
    lexicon = coded_by_lexicon.assign(theme=coded_by_lexicon["theme"].astype(str))
    themes = [t for t in pd.unique(coded_by_hand["theme"].astype(str)) if t in set(lexicon["theme"])]
    if not themes:
        raise InputError("The hand coding and the lexicon's share no theme, so there is nothing to compare.")
    hand = coded_by_hand.assign(theme=coded_by_hand["theme"].astype(str))
    hand = hand[hand["theme"].isin(themes)]
    number = _sentence_of(hand, lexicon)
    verdicts = lexicon[[*KEYS, "theme", "present"]].rename(columns={"sentence": "theirs", "present": "found"})
    joined = hand.assign(theirs=number).merge(verdicts, on=["article", "theirs", "theme"], how="left")
    if (lost := joined[joined["found"].isna() & joined["theirs"].notna()]).size:
        raise InputError(_unknown(lost))
    joined["found"] = joined["found"].fillna(0).astype(int)
    joined["theme"] = pd.Categorical(joined["theme"], themes)
    return joined.drop(columns="theirs")


def _sound(coded_by_hand: pd.DataFrame) -> None:
    """Refuse a coding of several coders, and verdicts that are neither 0 nor 1."""
    coders = coded_by_hand["source"].unique()
    if len(coders) != 1:
        raise InputError(
            f"The hand coding holds {len(coders)} coders ({', '.join(map(str, coders))}); validity compares with one."
        )
    if (unclear := coded_by_hand[~coded_by_hand["present"].isin((0, 1))]).size:
        row = unclear.iloc[0]
        raise InputError(
            f"The hand coding {row['source']!r} has the verdict {row['present']} on {row['theme']} in sentence "
            f"{row['sentence']} of {row['article']!r}; a verdict is 0 or 1."
        )


def _unknown(lost: pd.DataFrame) -> list[str]:
    pairs = lost[KEYS].drop_duplicates().itertuples(index=False)
    return [
        f"The hand coding {lost['source'].iloc[0]!r} names sentence {sentence} of {article!r}, which the lexicon's "
        "coding does not have."
        for article, sentence in pairs
    ]


def _sentence_of(hand: pd.DataFrame, lexicon: pd.DataFrame) -> np.ndarray:
    """The lexicon's sentence number for each row of the hand coding; missing where its text is in no sentence."""
    if not {"start", "end"} <= set(hand) & set(lexicon):
        return hand["sentence"].to_numpy()
    theirs = {
        article: tuple(table[name].to_numpy() for name in ("start", "end", "sentence"))
        for article, table in lexicon.drop_duplicates(KEYS).sort_values("start").groupby("article", observed=True)
    }
    best: dict[tuple, float] = {}
    units = hand[["article", "start", "end", "sentence"]].drop_duplicates()
    for article, start, end, sentence in units.itertuples(index=False):
        if article not in theirs:
            best[article, start, end] = sentence
            continue
        starts, ends, numbers = theirs[article]
        shared = np.minimum(ends, end) - np.maximum(starts, start)
        best[article, start, end] = numbers[shared.argmax()] if shared.max() > 0 else np.nan
    return np.array([best[key] for key in zip(hand["article"], hand["start"], hand["end"], strict=True)])


def _measured(table: pd.DataFrame, seed: int) -> dict[str, object]:
    """Counts, measures and intervals of one theme. Sentences of a weighted sample measure with their weights."""
    cells, weighed = cells_of(table), weighed_cells(table)
    articles = table["article"].nunique()
    unit = "article" if articles >= ENOUGH_ARTICLES else "sentence"
    counted = weighed.groupby(table["article"].to_numpy()).sum() if unit == "article" else weighed
    drawn = resample(counted.to_numpy(), seed)
    total = cells.sum()
    row: dict[str, object] = {"articles": articles, "sentences": len(table)}
    row |= {name: int(total[name]) for name in COUNTS}
    for name, value, draws in zip(MEASURES, measures(weighed.sum().to_numpy()), measures(drawn), strict=True):
        low, high = _bounds(name, total, draws)
        row |= {name: float(value), f"{name}_low": low, f"{name}_high": high}
    return {**row, "unit": unit}


def cells_of(table: pd.DataFrame) -> pd.DataFrame:
    """Each sentence as one of the four cells of the comparison (see COUNTS)."""
    coded, found = table["present"].to_numpy(bool), table["found"].to_numpy(bool)
    return pd.DataFrame(
        np.column_stack([coded & found, ~coded & found, coded & ~found, ~coded & ~found]).astype(int), columns=COUNTS
    )


def weighed_cells(table: pd.DataFrame) -> pd.DataFrame:
    """The cells of `cells_of` with the weights of a sampled coding, so that they stand for the corpus.

    The weights are scaled to the effective number of sentences, (Σw)² / Σw² (Kish 1965), so that sums of cells may
    serve as counts.
    """
    if "weight" not in table:
        return cells_of(table).astype(float)
    weight = table["weight"].to_numpy(float)
    return cells_of(table).mul(weight * weight.sum() / (weight**2).sum(), axis=0)


def measures(cells: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Precision, recall and F1 of true positives, false positives, false negatives (last axis); missing for 0 of 0.

    >>> [round(float(value), 2) for value in measures(np.array([8, 2, 4, 100]))]
    [0.8, 0.67, 0.73]
    """
    tp, fp, fn = np.moveaxis(np.asarray(cells, float), -1, 0)[:3]
    with np.errstate(invalid="ignore"):
        return tp / (tp + fp), tp / (tp + fn), 2 * tp / (2 * tp + fp + fn)


def _bounds(name: str, total: pd.Series, draws: np.ndarray) -> tuple[float, float]:
    """The percentile bounds of the draws, no nearer than Wilson's. F1 = 2J / (1 + J), J = tp / (tp + fp + fn)."""
    tp, fp, fn = (int(total[column]) for column in COUNTS[:3])
    low, high = wilson(tp, tp + {"precision": fp, "recall": fn, "f1": fp + fn}[name])
    if name == "f1":
        low, high = 2 * low / (1 + low), 2 * high / (1 + high)
    drawn_low, drawn_high = percentiles(draws)
    return (low, high) if np.isnan(drawn_low) else (min(low, drawn_low), max(high, drawn_high))
