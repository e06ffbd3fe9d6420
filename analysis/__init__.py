"""Comparative discourse studies of Persian public speech.

The study is a chain of long tables; each function takes one and gives the next. Offsets are 0-based code points into
the article's file decoded as UTF-8, end exclusive: ``file_text[start:end]`` is what was counted.

===========  =======================  ================================================================================
table        one row per              made by
===========  =======================  ================================================================================
articles     article                  ``read_corpus(folder)``: article, city, official, role, outlet, published, jalali,
                                      note, path, sha256, text, then further columns of articles.csv
sentences    sentence of an article   ``sentences(articles)``: article, sentence (from 1), paragraph, start, end, text,
                                      part, speaker, repeat_of (sentence number or missing), words
tokens       word or punctuation      ``tokens(sentences)``: article, sentence, token, start, end, form, word (normal
                                      form, ZWNJ restored), lemma, after, is_word, speaker, rule, ambiguous
lexicon      entry                    ``read_lexicon(path)``: entry, theme, subtheme, pattern, tier, note, guard, near,
                                      not_near, speaker, examples, counter_examples
codebook     theme and sub-theme      ``read_codebook(path)``: theme, subtheme, name_fa, name_en, definition,
                                      definition_fa, do_not_code, do_not_code_fa
matches      match of an entry        ``matches(tokens, lexicon)``: article, sentence, start, end, form, theme,
                                      subtheme, entry, tier, tokens
coded        sentence x theme         ``code(sentences, matches)``, ``read_coding(path)``: article, sentence, theme,
                                      present (0/1), source (``lexicon`` or the coder's name)
counts       sentence x theme         ``count(articles, sentences, matches)``: what counts, ready for statistics
rates        group x theme            ``rates(articles, sentences, matches, by="city")``
contrasts    pair of groups x theme   ``contrasts(articles, sentences, matches, by="city")``
validity     theme (x group)          ``validity(coded_by_lexicon, coded_by_hand)``
===========  =======================  ================================================================================

``part`` is one of kicker, headline, lead, body, crosshead, meta, residue; ``speaker`` one of official, other,
narration, none. What counts is said in one place, ``counted(sentences)``. A function takes its tables in the order in
which they stand here, then ``by``, the column of *articles* that names the groups.

Names are loaded when they are first asked for, so that ``import analysis`` costs nothing and drawing needs no
language tools.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import analysis.output.figures as figures
    from analysis.corpus import read_corpus
    from analysis.errors import InputError
    from analysis.output.html import show
    from analysis.statistics.contrasts import contrasts
    from analysis.statistics.counting import count
    from analysis.statistics.rates import rates
    from analysis.statistics.validity import validity
    from analysis.study import Study, read_study
    from analysis.text.counted import counted
    from analysis.text.page import sentences
    from analysis.text.tokens import tokens, zwnj_log
    from analysis.themes.coding import code, read_coding
    from analysis.themes.lexicon import read_codebook, read_lexicon
    from analysis.themes.matching import matches

_HOMES = {
    "InputError": "analysis.errors",
    "Study": "analysis.study",
    "code": "analysis.themes.coding",
    "contrasts": "analysis.statistics.contrasts",
    "count": "analysis.statistics.counting",
    "counted": "analysis.text.counted",
    "figures": "analysis.output.figures",
    "matches": "analysis.themes.matching",
    "rates": "analysis.statistics.rates",
    "read_codebook": "analysis.themes.lexicon",
    "read_coding": "analysis.themes.coding",
    "read_corpus": "analysis.corpus",
    "read_lexicon": "analysis.themes.lexicon",
    "read_study": "analysis.study",
    "sentences": "analysis.text.page",
    "show": "analysis.output.html",
    "tokens": "analysis.text.tokens",
    "validity": "analysis.statistics.validity",
    "zwnj_log": "analysis.text.tokens",
}

__all__ = [
    "InputError",
    "Study",
    "code",
    "contrasts",
    "count",
    "counted",
    "figures",
    "matches",
    "rates",
    "read_codebook",
    "read_coding",
    "read_corpus",
    "read_lexicon",
    "read_study",
    "sentences",
    "show",
    "tokens",
    "validity",
    "zwnj_log",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    home = import_module(_HOMES[name])
    value = home if name == "figures" else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
