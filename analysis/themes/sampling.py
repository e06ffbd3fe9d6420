"""Which sentences a coder reads: a random sample in which rare themes occur, with the weights that undo the favour."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.codes import KEYS, keys_of
from analysis.errors import InputError
from analysis.text.counted import counted

NONE, ALL = "none", "all"


def draw(sentences: pd.DataFrame, coded: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """Draw `n` of the sentences that count, in random order; the order of the rows and articles decides nothing.

    Each sentence belongs to the stratum of the rarest theme that the lexicon finds in it, or to "none"; the strata get
    equal shares as far as they reach, so that rare themes are read often enough to be judged. Where `n` is less than
    the number of strata, so that some would never be read, the sentences are one stratum, "all".
    Columns: those of `sentences`, then `stratum` and `weight` (sentences of the stratum in the corpus over sentences
    drawn from it: with it, shares and recall are those of the corpus).
    """
    eligible = counted(sentences)
    if not 0 < n <= len(eligible):
        raise InputError(f"A sample of {n} sentences cannot be drawn; the corpus has {len(eligible)} that count.")
    rng = np.random.default_rng(seed)
    pool = eligible.assign(stratum=_stratum(eligible, coded))
    pool = pool.iloc[np.lexsort((pool["sentence"], pool["article"].astype(str)))]
    if n < pool["stratum"].nunique():
        pool = pool.assign(stratum=ALL)
    sizes = pool["stratum"].value_counts().sort_index()
    shares = allocate(sizes, n)
    parts = [
        part.iloc[rng.choice(len(part), shares[name], replace=False)].assign(weight=len(part) / shares[name])
        for name, part in pool.groupby("stratum", sort=True)
    ]
    drawn = pd.concat(parts)
    return drawn.iloc[rng.permutation(len(drawn))].reset_index(drop=True)


def allocate(sizes: pd.Series, n: int) -> pd.Series:
    """Equal shares of `n` among strata; what a small stratum cannot fill goes to the others.

    >>> allocate(pd.Series({"none": 90, "rare": 4, "some": 30}), 30).tolist()
    [13, 4, 13]
    """
    shares, left = {}, n
    for place, (name, size) in enumerate(sizes.sort_values(kind="stable").items()):
        shares[name] = min(size, left // (len(sizes) - place))
        left -= shares[name]
    return pd.Series(shares).reindex(sizes.index)


def _stratum(sentences: pd.DataFrame, coded: pd.DataFrame) -> np.ndarray:
    """The rarest theme found in each sentence, or "none"."""
    found = coded[coded["present"] == 1].assign(theme=lambda table: table["theme"].astype(str))
    times = found["theme"].value_counts()
    found = found.assign(times=found["theme"].map(times)).sort_values(["times", "theme"], kind="stable")
    rarest = found.drop_duplicates(KEYS).set_index(KEYS)["theme"]
    return rarest.reindex(keys_of(sentences)).fillna(NONE).to_numpy()
