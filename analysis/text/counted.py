"""Which sentences count, said once: those of the article itself, each of several with the same words once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.codes import PARTS, SPEAKERS, keys_of, known, require
from analysis.errors import InputError

COUNTED_PARTS = ("headline", "lead", "body", "crosshead")
REPEATS = ("once", "every")

# Of several sentences with the same words the body sentence counts (codebook.md); a lead is the body's summary,
# a headline the lead's. The parts that hold no speech come last, for those who choose to count them.
PREFERENCE = ("body", "lead", "headline", "crosshead", "kicker", "meta", "residue")


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
    return sentences.iloc[counted_places(sentences, keys_of(sentences), parts, repeats, speakers)]


def counted_places(
    sentences: pd.DataFrame,
    keys: pd.MultiIndex,
    parts: tuple[str, ...] = COUNTED_PARTS,
    repeats: str = "once",
    speakers: tuple[str, ...] | None = None,
) -> np.ndarray:
    """The positions of the rows that `counted` gives; `keys` are the keys of *sentences*."""
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
