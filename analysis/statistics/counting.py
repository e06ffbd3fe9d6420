"""What counts, said once: the sentences that count, the matches in them, and their sums by article or group."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.codes import PARTS, SPEAKERS
from analysis.errors import InputError

COUNTED_PARTS = ("headline", "lead", "body", "crosshead")
REPEATS = ("once", "every")

# Of several sentences with the same words the body sentence counts (codebook.md); a lead is the body's summary,
# a headline the lead's. The parts that hold no speech come last, for those who choose to count them.
PREFERENCE = ("body", "lead", "headline", "crosshead", "kicker", "meta", "residue")

COUNTS = ["words", "sentences", "matches", "coded_sentences"]


def counted(
    sentences: pd.DataFrame,
    parts: tuple[str, ...] = COUNTED_PARTS,
    repeats: str = "once",
    speakers: tuple[str, ...] | None = None,
) -> pd.DataFrame:
    """The rows of *sentences* that count, unchanged and in their order.

    `parts` and `speakers` (None for all) name the sentences that qualify. With `repeats="once"`, one sentence of each
    group of repeats counts among those that qualify: the body's, else the lead's, the headline's, the crosshead's; of
    two in one part the one with more words, else the first.
    """
    require(sentences, ("article", "sentence", "part", "speaker", "repeat_of", "words"), "sentences")
    return sentences.iloc[_counted(sentences, _keys(sentences), parts, repeats, speakers)]


def _counted(
    sentences: pd.DataFrame,
    keys: pd.MultiIndex,
    parts: tuple[str, ...] = COUNTED_PARTS,
    repeats: str = "once",
    speakers: tuple[str, ...] | None = None,
) -> np.ndarray:
    """The positions of the rows that count."""
    chosen = known(parts, PARTS, "part")
    qualify = sentences["part"].isin(chosen).to_numpy()
    if speakers is not None:
        voices = known(speakers, SPEAKERS, "speaker")
        qualify = qualify & sentences["speaker"].isin(voices).to_numpy()
    if repeats not in REPEATS:
        raise InputError(f"repeats is {repeats!r}; a repeat counts 'once' or 'every' time.")
    rows = np.flatnonzero(qualify)
    if repeats == "every" or not len(rows):
        return rows
    rank = pd.Categorical(sentences["part"].take(rows), categories=PREFERENCE).codes
    number, words = (sentences[name].take(rows).to_numpy() for name in ("sentence", "words"))
    # Inside one part the fullest wins: a lead that was cut with […] does not stand for the whole one below it.
    order = np.lexsort((number, -words, rank))
    first = ~pd.Series(_first_said(sentences, keys)[rows][order]).duplicated().to_numpy()
    return rows[np.sort(order[first])]


def _keys(table: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(table[["article", "sentence"]])


def _first_said(sentences: pd.DataFrame, keys: pd.MultiIndex) -> np.ndarray:
    """For each row the position of the row where its words stand first, following chains of repeats."""
    if not keys.is_unique:
        raise InputError("The table sentences has two rows for one sentence of an article; each may stand once.")
    repeats = sentences["repeat_of"].notna().to_numpy()
    first = np.arange(len(sentences))
    targets = pd.MultiIndex.from_arrays(
        [sentences["article"][repeats], sentences["repeat_of"][repeats].astype(np.int64)]
    )
    first[repeats] = keys.get_indexer(targets)
    if (first < 0).any():
        row = sentences.iloc[int(np.argmin(first))]
        raise InputError(
            f"Sentence {row['sentence']} of article {row['article']!r} repeats sentence {row['repeat_of']}, "
            "which the table sentences does not hold; repeats must be found before sentences are dropped."
        )
    for _ in range(len(sentences).bit_length()):  # each pass doubles the length of chain that is followed
        first = first[first]
    return first


def count(articles: pd.DataFrame, sentences: pd.DataFrame, matches: pd.DataFrame, **choices) -> pd.DataFrame:
    """The table *counts*: one row per counted sentence × theme, zeros included.

    Columns: `article`, `sentence`, `part`, `speaker`, `theme`, `words`, `sentences` (1), `matches` (number),
    `coded_sentences` (1 if any match). Summed over sentences it says the same of articles, and serves wherever
    the unit is the article. `choices` are those of `counted`. Themes are the categories of `matches["theme"]`.
    """
    require(articles, ("article",), "articles")
    require(sentences, ("article", "sentence", "part", "speaker", "repeat_of", "words"), "sentences")
    require(matches, ("article", "sentence", "theme"), "matches")
    themes = themes_of(matches["theme"])
    keys = _keys(sentences)
    positions = _counted(sentences, keys, **choices)
    rows = sentences.iloc[positions]
    found = keys.get_indexer(_keys(matches))
    _same_corpus(articles, sentences, matches, found)
    places = np.full(len(sentences), -1)
    places[positions] = np.arange(len(positions))
    place = places[found] if len(found) else found
    theme = pd.Categorical(matches["theme"], categories=themes).codes
    inside = (place >= 0) & (theme >= 0)
    cells = np.bincount(place[inside] * len(themes) + theme[inside], minlength=len(rows) * len(themes))
    counts = rows.loc[rows.index.repeat(len(themes)), ["article", "sentence", "part", "speaker"]]
    return counts.reset_index(drop=True).assign(
        theme=pd.Categorical(np.tile(themes, len(rows)), categories=themes),
        words=np.repeat(rows["words"].to_numpy(np.int64), len(themes)),
        sentences=1,
        matches=cells,
        coded_sentences=(cells > 0).astype(np.int64),
    )


def themes_of(column: pd.Series) -> pd.Index:
    """The themes of a table: all categories where the column knows them, else those that occur."""
    themes = (
        column.cat.categories if isinstance(column.dtype, pd.CategoricalDtype) else pd.Index(column.dropna().unique())
    )
    if themes.empty:
        raise InputError(
            "No theme is known: the column theme is empty and has no categories; "
            "matches(tokens, lexicon) names every theme of the lexicon, also those without a match."
        )
    return themes


def groups_of(articles: pd.DataFrame, by: str) -> pd.Series:
    """Each article's group (the column `by` of *articles*), indexed by article; missing where not known."""
    if by not in articles.columns:
        raise InputError(f"The table articles has no column {by!r}; it has {', '.join(map(str, articles.columns))}.")
    if articles.empty:
        raise InputError("The table articles is empty, so there is nothing to count.")
    if articles["article"].duplicated().any():
        twice = articles.loc[articles["article"].duplicated(), "article"].iloc[0]
        raise InputError(f"The article {twice!r} stands twice in the table articles; each article may stand once.")
    groups = articles[by].astype(object).set_axis(pd.Index(articles["article"].astype(object), name="article"))
    if groups.isna().all():
        raise InputError(f"The column {by!r} of the table articles is empty, so it groups nothing.")
    return groups


class Units(NamedTuple):
    """The units that are resampled, as arrays: group and exposure of each, and its counts by theme (unit × theme)."""

    group: np.ndarray
    words: np.ndarray
    sentences: np.ndarray
    matches: np.ndarray
    coded_sentences: np.ndarray


def units(counts: pd.DataFrame, groups: pd.Series, themes: pd.Index, unit: str) -> Units:
    """The table *counts* as arrays with one row per unit: "article" or "sentence"."""
    require(counts, ("article", "theme", *COUNTS), "counts")
    keys = ["article"] if unit == "article" else ["article", "sentence"]
    if unit == "sentence" and "sentence" not in counts.columns:
        raise InputError(
            "The counts are sums by article (they have no column sentence), so sentences cannot be resampled; "
            "give counts by sentence, or leave out the groups with fewer than 8 articles."
        )
    strangers = ~counts["article"].isin(groups.index)
    if strangers.any():
        raise InputError(f"The article {counts.loc[strangers, 'article'].iloc[0]!r} is not in the table articles.")
    row = counts.groupby(keys, sort=False, observed=True).ngroup().to_numpy()
    size = int(row.max(initial=-1)) + 1
    theme = pd.Categorical(counts["theme"], categories=themes).codes.astype(np.int64)
    sums = [
        np.bincount(row * len(themes) + theme, counts[name].to_numpy(float), size * len(themes)).reshape(size, -1)
        for name in COUNTS
    ]
    words, sentences, matches, coded = sums
    of_row = np.empty(size, dtype=object)
    of_row[row] = groups.reindex(counts["article"]).to_numpy()
    # A sum by article may leave out themes without a match there; words and sentences are the same for every theme.
    return Units(of_row, words.max(axis=1, initial=0), sentences.max(axis=1, initial=0), matches, coded)


def require(table: pd.DataFrame, columns: tuple[str, ...], name: str) -> None:
    """Raise InputError unless the table has the columns."""
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise InputError(
            f"The table {name} lacks the columns {', '.join(missing)}; it has {', '.join(map(str, table.columns))}."
        )


def known(given: tuple[str, ...] | str, known: tuple[str, ...], kind: str) -> list[str]:
    """The codes that a choice names, one or several. Raises InputError for one that the codebook does not know."""
    names = [given] if isinstance(given, str) else list(given)
    if strange := [name for name in names if name not in known]:
        raise InputError(f"{strange[0]!r} is not a {kind} of the codebook; it knows {', '.join(known)}.")
    return names


def _same_corpus(articles: pd.DataFrame, sentences: pd.DataFrame, matches: pd.DataFrame, found: np.ndarray) -> None:
    """Raise InputError where a table speaks of articles or sentences that the one before it does not hold."""
    strange = ~sentences["article"].isin(articles["article"]).to_numpy()
    if strange.any():
        raise InputError(f"The article {sentences['article'][strange].iloc[0]!r} is not in the table articles.")
    strange = found < 0
    if strange.any():
        row = matches[strange].iloc[0]
        raise InputError(
            f"A match stands in sentence {row['sentence']} of article {row['article']!r}, "
            "which the table sentences does not hold; make both from the same corpus."
        )
