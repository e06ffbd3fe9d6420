"""The matches that other reasonable choices upstream would have given: what the multiverse is crossed with."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pandas as pd

from analysis.text.persian import normal
from analysis.themes.matching import matches

Variant = tuple[Mapping[str, str], pd.DataFrame, pd.DataFrame]  # choices by name, sentences, matches


def variants(sentences: pd.DataFrame, tokens: pd.DataFrame, lexicon: pd.DataFrame) -> list[Variant]:
    """Every combination of: ZWNJ restored or as scraped, the whole lexicon or its core, entries matched on lemmas or
    on word forms. The study's own choices come first.
    """
    core = lexicon[(lexicon["tier"] == "core") | lexicon["guard"]]
    made: list[Variant] = []
    for (zwnj, words), (tier, entries), form in product(
        (("restored", tokens), ("as scraped", _as_scraped(tokens))),
        (("core + extended", lexicon), ("core", core)),
        ("lemma", "form"),
    ):
        found = matches(words if form == "lemma" else words.assign(lemma=words["word"]), entries)
        made.append(({"ZWNJ": zwnj, "lexicon": tier, "matching": form}, sentences, found))
    return made


def _as_scraped(tokens: pd.DataFrame) -> pd.DataFrame:
    """The tokens with every repaired word as it stood on the page."""
    stood = tokens["form"].map(normal)
    whole = tokens["rule"] == ""
    return tokens.assign(word=tokens["word"].where(whole, stood), lemma=tokens["lemma"].where(whole, stood))
