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
matches      match of an entry        ``matches(tokens, lexicon)``: article, sentence, start, end, form, theme,
                                      subtheme, entry, tier, tokens
coded        sentence x theme         ``code(sentences, matches)``, ``read_coding(path)``: article, sentence, theme,
                                      present (0/1), source (``lexicon`` or the coder's name), start, end
counts       sentence x theme         ``count(articles, sentences, matches)``: article, sentence, part, speaker, theme,
                                      words, sentences, matches, coded_sentences; or sums of them by article
rates        group x theme            ``rates(articles, sentences, matches, by="city")``: group, theme, articles,
                                      sentences, words, matches, coded_sentences, rate, share, each with _low and _high,
                                      dispersion, unit
contrasts    pair of groups x theme   ``contrasts(articles, sentences, matches, by="city")``: a, b, theme, count_a,
                                      count_b, log_ratio, low, high, p, p_adjusted, verdict, detectable_ratio, unit,
                                      tests
validity     theme (x group)          ``validity(coded_by_lexicon, coded_by_hand)``: theme, articles, sentences,
                                      true_positives, false_positives, false_negatives, true_negatives, precision,
                                      recall, f1, each with _low and _high, unit
lexicon      entry                    ``read_lexicon(path)``: entry, theme, subtheme, pattern, tier, note, guard, near,
                                      not_near, near_words, speaker, examples, counter_examples, lists
codebook     theme and sub-theme      ``read_codebook(path)``: theme, subtheme, name_fa, name_en, definition,
                                      definition_fa, do_not_code, do_not_code_fa
===========  =======================  ================================================================================

``part`` is one of kicker, headline, lead, body, crosshead, meta, residue; ``speaker`` one of official, other,
narration, none. What counts is said in one place, ``counted(sentences)``. A function takes its tables in the order in
which they stand here, then ``by``, the column of *articles* that names the groups.

The folders follow the data: ``text`` from page to words, ``themes`` from words to codes, ``statistics`` from codes
to claims, ``output`` from claims to paper; ``scale`` counts archives by the same chain. ``read_study(folder)`` makes
every table of a corpus at once.

Names are loaded when they are first asked for, so that ``import analysis`` costs nothing and drawing needs no
language tools.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what a type checker is to know of the names below
    from analysis.corpus import read_corpus as read_corpus
    from analysis.errors import InputError as InputError
    from analysis.output import figures as figures
    from analysis.output.html import show as show
    from analysis.statistics.contrasts import contrasts as contrasts
    from analysis.statistics.counting import count as count
    from analysis.statistics.rates import rates as rates
    from analysis.statistics.validity import validity as validity
    from analysis.study import Study as Study
    from analysis.study import read_study as read_study
    from analysis.text.counted import counted as counted
    from analysis.text.page import sentences as sentences
    from analysis.text.tokens import tokens as tokens
    from analysis.text.tokens import zwnj_log as zwnj_log
    from analysis.themes.coding import code as code
    from analysis.themes.coding import read_coding as read_coding
    from analysis.themes.lexicon import read_codebook as read_codebook
    from analysis.themes.lexicon import read_lexicon as read_lexicon
    from analysis.themes.matching import matches as matches

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

__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'analysis' has no attribute {name!r}")
    home = import_module(_HOMES[name])
    value = home if name == "figures" else getattr(home, name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(_HOMES)
