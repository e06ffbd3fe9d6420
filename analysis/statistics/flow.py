"""From the characters of a page to the sentences that count: every exclusion named and counted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.codes import PARTS, SPEAKERS, keys_of, known
from analysis.text.counted import COUNTED_PARTS, counted

COUNTED = "counted"
REPEAT = "repeat of a sentence that counts"
VOICE = "voice not asked for"
BETWEEN = "between sentences"


def flow(articles: pd.DataFrame, sentences: pd.DataFrame, **choices) -> pd.DataFrame:
    """Where every character of every article went, one row per article × outcome that occurs.

    Columns: article, outcome, sentences, words, characters. Outcomes: ``counted``; the parts that are left out
    (``residue``, ``meta`` …); ``repeat of a sentence that counts``; ``voice not asked for``; ``between sentences``
    (white space and stray marks). The characters of an article's outcomes add up to its text. `choices` are those of
    `counted`.
    """
    kept = keys_of(counted(sentences, **choices))
    keys = keys_of(sentences)
    outcome = _outcome(sentences, keys.isin(kept), choices)
    rows = pd.DataFrame(
        {
            "article": sentences["article"].to_numpy(),
            "outcome": outcome,
            "sentences": 1,
            "words": sentences["words"].to_numpy(),
            "characters": (sentences["end"] - sentences["start"]).to_numpy(),
        }
    )
    within = rows.groupby("article", sort=False)["characters"].sum()
    rest = articles["text"].str.len().to_numpy() - within.reindex(articles["article"], fill_value=0).to_numpy()
    between = pd.DataFrame({"article": articles["article"].to_numpy(), "outcome": BETWEEN, "characters": rest})
    table = pd.concat([rows, between.assign(sentences=0, words=0)], ignore_index=True)
    order = pd.CategoricalDtype([COUNTED, REPEAT, *PARTS, VOICE, BETWEEN], ordered=True)
    places = pd.CategoricalDtype(articles["article"].to_numpy(), ordered=True)
    table = table.assign(outcome=table["outcome"].astype(order), article=table["article"].astype(places))
    table = table.groupby(["article", "outcome"], observed=True, as_index=False).sum()
    return table.astype({"article": object, "outcome": object})


def _outcome(sentences: pd.DataFrame, kept: np.ndarray, choices: dict) -> np.ndarray:
    """Why each sentence counts or does not; the first reason that holds."""
    part = sentences["part"].astype(object).to_numpy()
    left_out = ~np.isin(part, known(choices.get("parts", COUNTED_PARTS), PARTS, "part"))
    speakers = choices.get("speakers") and known(choices["speakers"], SPEAKERS, "speaker")
    other_voice = (
        np.zeros(len(sentences), bool) if speakers is None else ~sentences["speaker"].isin(speakers).to_numpy()
    )
    return np.select([kept, left_out, other_voice], [COUNTED, part, VOICE], REPEAT)
