"""Collocates: the words that stand near a word or a theme more than elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.codes import require
from analysis.errors import InputError
from analysis.statistics.measures import log_dice

COLUMNS = ["word", "count", "frequency", "nodes", "articles", "log_dice", "window"]


def collocates(tokens: pd.DataFrame, nodes: np.ndarray | pd.Series, window: int = 5, minimum: int = 3) -> pd.DataFrame:
    """Lemmas within `window` words of a node, inside its sentence, strongest first.

    `nodes` says for each row of *tokens* whether it belongs to the node: `tokens["lemma"] == "شهر"`, or
    `theme_nodes(tokens, matches, theme)`. A node of several words is one node, and its own words are no collocates.
    Those with fewer than `minimum` occurrences near a node are left out, as a rare word scores high by standing there
    once.
    Columns: `word`, `count` (f_xy: occurrences near a node, or nodes near an occurrence if fewer, so none counts
    twice), `frequency` (f_y, in all *tokens*), `nodes` (f_x), `articles` (in which it stands near a node), `log_dice`,
    `window` (for example "5 words each side").
    """
    if window < 1:
        raise InputError(f"window is {window}; a word stands 1 or more words away.")
    require(tokens, ("article", "sentence", "start", "lemma", "is_word"), "tokens")
    node = np.asarray(nodes, dtype=bool)
    if len(node) != len(tokens):
        raise InputError(f"nodes has {len(node)} values for {len(tokens)} tokens; each token needs one.")
    sentence = tokens.groupby(["article", "sentence"], sort=False, observed=True).ngroup().to_numpy()
    order = np.lexsort((tokens["start"], sentence))  # neighbours are those of the page, however the rows come
    order = order[tokens["is_word"].to_numpy(bool)[order]]
    rows, node, sentence = tokens.iloc[order], node[order], sentence[order]
    number = _numbers(node, sentence)
    near, other = _pairs(node, sentence, window)
    near, other = near[~node[other]], other[~node[other]]
    beside = rows.iloc[other][["lemma", "article"]].assign(token=other, node=number[near])
    found = beside.groupby("lemma", observed=True, sort=True)[["article", "token", "node"]].nunique()
    f_xy, f_x = found[["token", "node"]].min(axis=1), int(number.max(initial=0))
    f_y = rows["lemma"].value_counts().reindex(found.index)
    table = pd.DataFrame({"count": f_xy, "frequency": f_y, "nodes": f_x, "articles": found["article"]})
    table = table.assign(log_dice=log_dice(f_xy, f_x, f_y), window=f"{window} words each side")
    table = table.rename_axis("word").reset_index()
    table = table[table["count"] >= minimum].sort_values(["log_dice", "word"], ascending=[False, True])
    return table[COLUMNS].reset_index(drop=True)


def theme_nodes(tokens: pd.DataFrame, matches: pd.DataFrame, theme: str) -> np.ndarray:
    """For each row of *tokens* whether it stands inside a match of the theme."""
    require(matches, ("article", "start", "end", "theme"), "matches")
    inside = np.zeros(len(tokens), dtype=bool)
    rows = tokens.groupby("article", observed=True, sort=False).indices
    for article, spans in matches[matches["theme"] == theme].groupby("article", observed=True, sort=False):
        if article not in rows:
            continue
        places = rows[article]
        start = tokens["start"].to_numpy()[places]
        for low, high in zip(spans["start"], spans["end"], strict=True):
            inside[places[(start >= low) & (start < high)]] = True
    return inside


def _pairs(node: np.ndarray, sentence: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of a node's word and a word at most `window` away in its sentence, as two arrays of places."""
    places = np.flatnonzero(node)
    steps = np.concatenate([np.arange(-window, 0), np.arange(1, window + 1)])
    near = np.repeat(places, len(steps))
    other = near + np.tile(steps, len(places))
    inside = (other >= 0) & (other < len(node))
    near, other = near[inside], other[inside]
    same = sentence[near] == sentence[other]
    return near[same], other[same]


def _numbers(node: np.ndarray, sentence: np.ndarray) -> np.ndarray:
    """The number of the node that each word belongs to, from 1: a run of node words in one sentence is one node."""
    begins = node.copy()
    begins[1:] &= ~node[:-1] | (sentence[1:] != sentence[:-1])
    return np.where(node, np.cumsum(begins), 0)
