"""The report of a study: question, corpus, method, findings with their verdicts, limits; every number computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from analysis.files import write_whole
from analysis.output import report_tables
from analysis.output.blocks import Block, Cells
from analysis.output.findings import findings_of, scope, ungrouped
from analysis.output.report_docx import docx
from analysis.output.report_facts import facts, nested, result, sizes
from analysis.output.report_html import html
from analysis.output.wording import LANGUAGES, kind, number, opening, template_words
from analysis.study import Study
from analysis.themes.coding import WEIGHT

WORDS = "report/words.toml"
METHOD = ("page", "words", "lexicon", "rates", "contrasts", "unit")


def write_report(study: Study, folder: str | Path, figures: Sequence[Path]) -> list[Path]:
    """Write report.fa.docx, report.fa.html and the same in English into a folder.

    `figures` are those exported, in the order of the argument: NAME.LANGUAGE.png, its caption in the .txt beside it.
    """
    folder = Path(folder)
    paths = []
    for language in LANGUAGES:
        blocks = report(study, figures, language)
        paths.append(write_whole(folder / f"report.{language}.docx", docx(blocks, language)))
        paths.append(write_whole(folder / f"report.{language}.html", html(blocks, language)))
    return paths


def report(study: Study, figures: Sequence[Path], language: str) -> list[Block]:
    """The report in one language, block by block."""
    words = template_words(WORDS)[language]
    values = facts(study, words, language)
    cells = report_tables.cells(study, words, values, language)
    values["flow_table"] = report_tables.position(cells, "flow", language) if "flow" in cells else ""
    blocks = list(_blocks(study, cells, words, values, language))
    if shown := [_figure(path) for path in figures if path.name.endswith(f".{language}.png")]:
        place = next(n for n, block in enumerate(blocks) if block.text == words["limits"])
        blocks[place:place] = [Block("heading", words["figures"]), *shown]
    return list(_numbered(_cited(blocks), words, language))


def _cited(blocks: list[Block]) -> list[Block]:
    """The report without the references that it does not name by their first author."""
    told = " ".join(block.text for block in blocks if block.kind != "reference")
    return [block for block in blocks if block.kind != "reference" or block.text.partition(",")[0] in told]


def _blocks(
    study: Study, cells: dict[str, Cells], words: dict[str, Any], values: dict[str, str], language: str
) -> Iterator[Block]:
    """The report without its figures: each section's heading, then what it says."""
    known, kinds = sizes(study), {by: kind(by, language) for by in study.groupings}
    compared = any(name.startswith("contrasts-") for name in cells)
    say = partial(_say, words, known, values)

    def table(name: str) -> Iterator[Block]:
        if name in cells:
            yield Block("table", cells[name].caption, cells[name])

    def found(by: str) -> Iterator[Block]:
        yield from (Block("item", finding) for finding in findings_of(study, by, language)["finding"])
        yield Block("text", scope(study.rates(by), language))
        yield from (Block("text", told) for told in [ungrouped(study.rates(by), language)] if told)

    yield say("title", "title")
    yield say("subtitle", "subtitle")
    yield say("summary", "heading")
    yield from found("city")
    for by in study.further:
        yield Block("text", f"{opening(kinds[by]['told'])}:")
        yield from found(by)
    yield say("question", "heading")
    yield say("question_pairs" if compared else "question_text")
    yield say("corpus", "heading")
    yield Block("text", " ".join(_said(words, known, values, key) for key in _corpus_sentences(known)))
    yield from table("articles")
    yield from [say("corpus_names")] if values["columns"] and language == "en" else []
    yield say("corpus_flow" if "flow" in cells else "corpus_flow_all")
    yield from table("flow")
    yield say("method", "heading")
    yield from (say(f"method_{step}", "item") for step in METHOD if step != "contrasts" or compared)
    yield say("validity", "heading")
    yield say("validity_text" if "validity" in cells else "validity_none")
    yield from table("validity")
    if WEIGHT in study.hand and study.hand[WEIGHT].nunique() > 1:
        yield say("validity_weighted")
    if values["agreement"]:
        yield say("agreement_text")
    yield say("results", "heading")
    for by, called in kinds.items():
        said = result(study, by, language)
        yield Block("text", opening(f"{called['told']}: {said}" if study.further else said))
        yield from table(f"rates-{by}")
        yield from table(f"contrasts-{by}")
    yield say("limits", "heading")
    yield from (say(f"limits_{limit}", "item") for limit in _limits(known))
    yield from (Block("item", called["nested"]) for by, called in kinds.items() if nested(study, by))
    yield say("cite", "heading")
    yield say("cite_text")
    yield say("references", "heading")
    yield from (Block("reference", item) for item in template_words(WORDS)["references"]["items"])


def _say(words: dict[str, Any], known: dict[str, int], values: dict[str, str], key: str, kind: str = "text") -> Block:
    """One sentence of words.toml as a block."""
    text = _said(words, known, values, key)
    return Block(kind, opening(text))


def _said(words: dict[str, Any], known: dict[str, int], values: dict[str, str], key: str) -> str:
    """One sentence of words.toml with its places filled, in the form for none, for one or for several."""
    text = words[key]
    if not isinstance(text, str):
        text = text.get({0: "none", 1: "one"}.get(known[text["by"]], "other"), text["other"])
    return text.format(**values)


def _corpus_sentences(known: dict[str, int]) -> list[str]:
    """What is said of the corpus; where something holds of all its articles, that is said of all."""
    every = known["articles"]
    said = ["corpus_text"]
    for key, size in (("corpus_outlets", "outlet_known"), ("corpus_dated", "dated"), ("corpus_undated", "undated")):
        if known[size]:
            said.append(f"{key}_all" if known[size] == every else key)
    return said


def _limits(known: dict[str, int]) -> list[str]:
    alone = "alone_all" if known["alone"] == known["officials"] else "alone"
    holds = {"scope": True, alone: known["alone"] > 0, "lexicon": known["coders"] > 0, "words": True}
    return [limit for limit, so in holds.items() if so]


def _figure(path: Path) -> Block:
    """An exported figure with its caption and its alternative text."""
    with Image.open(path) as opened:
        alt = opened.info.get("Description", "")
    return Block("figure", path.with_suffix(".txt").read_text("utf-8").strip(), image=path.read_bytes(), alt=alt)


def _numbered(blocks: list[Block], words: dict, language: str) -> Iterator[Block]:
    """Tables and figures with their numbers."""
    counts = {"table": 0, "figure": 0}
    for block in blocks:
        if block.kind in counts:
            counts[block.kind] += 1
            n = number(counts[block.kind], language)
            block = block._replace(text=words[block.kind].format(n=n, text=block.text))
        yield block
