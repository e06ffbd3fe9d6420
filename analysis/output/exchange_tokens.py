"""The words of a study for other programs: quanteda and other readers of tables, and CoNLL-U for corpus tools.

quanteda reads the table in one line of R (quoting is off, for no token holds a tab or a line break):

    x <- read.delim("tokens.tsv", quote = "", fileEncoding = "UTF-8")
    toks <- quanteda::as.tokens(split(x$token, factor(x$doc_id, unique(x$doc_id))))

with `x$lemma` in place of `x$token` for lemmas, and `subset(x, is_word == 1)` before it to leave punctuation out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from analysis.files import write_whole
from analysis.study import Study


def write_tokens(study: Study, folder: str | Path) -> Path:
    """Write tokens.tsv, one row per word or punctuation mark, for quanteda.

    Columns: `doc_id` (the article), `sentence_id`, `token_id` (in the sentence), `token` (normalised, ZWNJ restored),
    `lemma`, `is_word` (1 or 0), `form` (as it stands on the page), `start`, `end`, `part`, `speaker`.
    """
    table = study.tokens.merge(study.sentences[["article", "sentence", "part"]], on=["article", "sentence"])
    names = {"article": "doc_id", "sentence": "sentence_id", "token": "token_id", "word": "token"}
    table = table.rename(columns=names).assign(is_word=table["is_word"].astype(int))
    kept = ["doc_id", "sentence_id", "token_id", "token", "lemma", "is_word", "form", "start", "end", "part", "speaker"]
    lines = ["\t".join(kept), *map("\t".join, zip(*(table[name].astype(str) for name in kept), strict=True))]
    return write_whole(Path(folder) / "tokens.tsv", "\n".join(lines) + "\n")


def write_conllu(study: Study, folder: str | Path) -> Path:
    """Write corpus.conllu: articles as documents, paragraphs, sentences with part and voice, words with their lemmas.

    FORM is the page's own text; MISC has Norm (the normalised word), where it stands in the file, and SpaceAfter=No.
    Parts of speech and trees are not known and stay `_`.
    """
    return write_whole(Path(folder) / "corpus.conllu", "\n".join(_sentences(study)) + "\n")


def _sentences(study: Study) -> Iterator[str]:
    words = dict(list(study.tokens.groupby(["article", "sentence"], observed=True, sort=False)))
    before = ("", 0)
    columns = (study.sentences[name] for name in ("article", "sentence", "paragraph", "part", "speaker"))
    for article, sentence, paragraph, part, speaker in zip(*columns, strict=True):
        tokens = words.get((article, sentence))
        if tokens is None:
            continue
        if article != before[0]:
            yield f"# newdoc id = {article}"
        if (article, paragraph) != before:
            yield f"# newpar id = {article}-p{paragraph}"
        before = (article, paragraph)
        yield f"# sent_id = {article}-s{sentence}"
        yield f"# part = {part}"
        yield f"# speaker = {speaker}"
        yield from _tokens(tokens)
        yield ""


def _tokens(tokens: pd.DataFrame) -> Iterator[str]:
    """The text of a sentence and its words; between two of them there is a space or nothing."""
    columns = (tokens[name] for name in ("form", "word", "lemma", "start", "end", "after"))
    rows = list(zip(*columns, strict=True))
    spaces = [" " if any(map(str.isspace, after)) else "" for *_, after in rows]
    yield "# text = " + "".join(form + space for (form, *_), space in zip(rows, spaces, strict=True)).strip()
    for n, ((form, word, lemma, start, end, _), space) in enumerate(zip(rows, spaces, strict=True), 1):
        norm = word.replace("|", r"\p")  # as Universal Dependencies writes a bar inside a value
        misc = [f"Norm={norm}" if word != form else "", f"start={start}", f"end={end}"]
        if not space and n < len(rows):
            misc.append("SpaceAfter=No")
        yield "\t".join([str(n), form, lemma or "_", *["_"] * 6, "|".join(filter(None, misc))])
