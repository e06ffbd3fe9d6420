"""Words and phrases that tell what the lexicon misses or wrongly claims: candidates for a person to judge.

A penalised logistic regression on the lemmas of the hand-coded sentences; nothing here changes the lexicon. A phrase
that separates few sentences is a hint about them, not about the language: read the sentences, then decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from analysis.codes import KEYS
from analysis.statistics.bootstrap import SEED
from analysis.statistics.validity import align
from analysis.themes.coding import code, unit_of

COLUMNS = ["theme", "kind", "phrase", "weight", "in_mistakes", "in_others", "folds", "auc"]
FEWEST = 4  # mistakes of a theme from which anything can be learned
FOLDS = 4
LONGEST = 3  # words in a phrase
MARK = "\n"  # stands for any punctuation mark


def suggest(
    tokens: pd.DataFrame, matches: pd.DataFrame, coded_by_hand: pd.DataFrame, top: int = 20, seed: int = SEED
) -> pd.DataFrame:
    """Phrases (1 to 3 lemmas) that separate mistakes from right verdicts, the strongest first.

    `kind` is "missed": among the sentences where the lexicon finds nothing, those coded with the theme against those
    without (candidates for entries); or "wrong": among those where it finds the theme, those coded without it against
    those with it (candidates for guards and conditions).
    Columns: `theme`, `kind`, `phrase`, `weight` (coefficient), `in_mistakes` and `in_others` (sentences that hold it),
    `folds` (of 4 fits, each without a quarter of the articles, those in which the weight stays above 0) and `auc`: how
    well such fits rank the sentences they did not see; near 0.5 the candidates are noise. A theme with fewer than 4
    mistakes of a kind gives no row.
    """
    # The order of the rows decides the last digits of each weight.
    compared = align(code(coded_by_hand, matches), coded_by_hand).sort_values(KEYS, kind="stable")
    phrases = _phrases(tokens, compared[[*KEYS, "start", "end"]].drop_duplicates(KEYS).reset_index(drop=True))
    tables = []
    for theme, table in compared.groupby("theme", observed=True, sort=False):
        for kind, found in (("missed", 0), ("wrong", 1)):
            part = table[table["found"] == found]
            mistake = (part["present"] != part["found"]).to_numpy()
            if min(mistake.sum(), (~mistake).sum()) < FEWEST:
                continue
            texts = [phrases.get(key, []) for key in zip(part["article"], part["sentence"], strict=True)]
            learned = _learned(texts, mistake, part["article"].to_numpy(), seed)
            tables.append(learned.head(top).assign(theme=theme, kind=kind))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=COLUMNS)
    return table[COLUMNS]


def _phrases(tokens: pd.DataFrame, units: pd.DataFrame) -> dict[tuple, list[str]]:
    """The lemmas of each hand-coded sentence; a mark ends a phrase."""
    placed = tokens.assign(unit=unit_of(units, tokens))
    placed = placed[placed["unit"] >= 0]
    lemmas = placed["lemma"].where(placed["is_word"], MARK)
    texts = lemmas.groupby(placed["unit"]).agg(list)
    pairs = list(units[KEYS].itertuples(index=False, name=None))
    return {pairs[unit]: words for unit, words in zip(texts.index.tolist(), texts, strict=True)}


def ngrams(lemmas: Iterable[str]) -> list[str]:
    """Phrases of 1 to 3 lemmas that run over no punctuation.

    >>> ngrams(["خدمت", "به", MARK, "مردم"])
    ['خدمت', 'به', 'مردم', 'خدمت به']
    """
    runs = [list(run) for is_mark, run in groupby(lemmas, MARK.__eq__) if not is_mark]
    return [
        " ".join(run[at : at + size])
        for size in range(1, LONGEST + 1)
        for run in runs
        for at in range(len(run) - size + 1)
    ]


def _learned(texts: list[list[str]], mistake: np.ndarray, articles: np.ndarray, seed: int) -> pd.DataFrame:
    """The phrases that tell mistakes from the other texts; those of one text teach nothing."""
    vectorizer = CountVectorizer(analyzer=ngrams, binary=True, min_df=2)
    try:
        held = vectorizer.fit_transform(texts)
    except ValueError:  # no phrase stands in two sentences
        return pd.DataFrame(columns=COLUMNS)
    folds, auc = _without_a_part(held, mistake, articles, seed)
    table = pd.DataFrame(
        {
            "phrase": vectorizer.get_feature_names_out(),
            "weight": _fit(held, mistake).coef_[0],
            "in_mistakes": np.asarray(held[mistake].sum(axis=0)).ravel(),
            "in_others": np.asarray(held[~mistake].sum(axis=0)).ravel(),
            "folds": folds,
            "auc": auc,
        }
    )
    return table[table["weight"] > 0].sort_values(["weight", "phrase"], ascending=[False, True], ignore_index=True)


def _without_a_part(held: csr_matrix, mistake: np.ndarray, articles: np.ndarray, seed: int) -> tuple[np.ndarray, float]:
    """In how many fits, each without a part of the articles, a phrase weighs for a mistake, and how well they rank."""
    folds, ranked = np.zeros(held.shape[1], int), np.full(len(mistake), np.nan)
    parts = min(FOLDS, len(set(articles)))  # with one article there is nothing to leave out
    splitter = StratifiedGroupKFold(max(parts, 2), shuffle=True, random_state=seed)
    for seen, unseen in splitter.split(held, mistake, articles) if parts > 1 else ():
        if len(set(mistake[seen])) == 2:
            model = _fit(held[seen], mistake[seen])
            folds += model.coef_[0] > 0
            ranked[unseen] = model.predict_proba(held[unseen])[:, 1]
    judged = ~np.isnan(ranked)
    auc = roc_auc_score(mistake[judged], ranked[judged]) if len(set(mistake[judged])) == 2 else np.nan
    return folds, auc


def _fit(held: csr_matrix, mistake: np.ndarray) -> LogisticRegression:
    return LogisticRegression(class_weight="balanced", C=1.0, max_iter=1000).fit(held, mistake)
