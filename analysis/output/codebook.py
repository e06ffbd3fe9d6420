"""The codebook as pages to print and code by: what is coded and what is not, who speaks, parts of the page, repeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.codes import PARTS, SPEAKER_NAMES, SPEAKERS
from analysis.files import write_whole
from analysis.output import wording
from analysis.output.blocks import Block, Cells
from analysis.output.manifest import lexicon_hash
from analysis.output.report_docx import docx
from analysis.output.report_html import html
from analysis.output.wording import LANGUAGES, listed, template_words
from analysis.themes.lexicon import read_codebook, read_lexicon

EXAMPLES = 2  # of each sub-theme, or of a theme without any


def write_codebook(themes: str | Path, folder: str | Path) -> list[Path]:
    """Write codebook.LANGUAGE.html and .docx, in Persian and English, from a themes.toml.

    Raises InputError with every problem of the file.
    """
    folder = Path(folder)
    paths = []
    for language in LANGUAGES:
        blocks = list(codebook(themes, language))
        paths.append(write_whole(folder / f"codebook.{language}.html", html(blocks, language)))
        paths.append(write_whole(folder / f"codebook.{language}.docx", docx(blocks, language)))
    return paths


def codebook(themes: str | Path, language: str) -> Iterator[Block]:
    """The codebook in one language, block by block; a definition that has no Persian stands in English."""
    table, lexicon = read_codebook(themes), read_lexicon(themes)
    words = template_words("codebook/words.toml")[language]
    own = table[table["subtheme"] == ""].to_dict("records")
    names = listed([theme[f"name_{language}"] for theme in own], language)
    yield Block("title", words["title"].format(themes=names))
    yield Block("subtitle", words["subtitle"].format(hash=lexicon_hash(themes)))
    yield Block("heading", words["how"])
    yield from (Block("item", rule) for rule in words["rules"])
    for theme in own:
        subthemes = table[(table["theme"] == theme["theme"]) & (table["subtheme"] != "")]
        yield from _theme(theme, subthemes, lexicon, words, language)
    for kind, codes, names_fa in (("speaker", SPEAKERS, SPEAKER_NAMES), ("part", PARTS, wording.PARTS)):
        yield Block("heading", words[kind])
        rows = [[code, words[f"{kind}s"][code]] for code in codes]
        heads = [words["code"], words["when"]]
        if language == "fa":
            rows = [[code, names_fa[code], means] for code, means in rows]
            heads.insert(1, words["name"])
        yield _table(words[f"{kind}_caption"], heads, rows)
    yield Block("heading", words["repeat"])
    yield Block("text", words["repeat_text"])


def _theme(
    theme: Mapping[str, Any], subthemes: pd.DataFrame, lexicon: pd.DataFrame, words: Mapping[str, Any], language: str
) -> Iterator[Block]:
    """A theme: what it means, what is not coded, and its sub-themes with sentences that show them."""
    name = theme[f"name_{language}"]
    yield Block("heading", name if name == theme["theme"] else f"{name} ({theme['theme']})")
    yield Block("text", _said(theme, "definition", language))
    if not_coded := _said(theme, "do_not_code", language):
        yield Block("text", words["not"].format(text=not_coded))
    if subthemes.empty and (shown := _shown(theme, lexicon)):
        yield Block("text", words["as_in"].format(examples=" / ".join(map(_apart, shown))))
    rows = [
        {
            "code": row["subtheme"],
            "name": row[f"name_{language}"],
            "when": _said(row, "definition", language),
            "shown": "\n".join(_shown(row, lexicon)),
        }
        for row in subthemes.to_dict("records")
    ]
    if rows:
        columns = [column for column in rows[0] if column != "name" or any(row["name"] != row["code"] for row in rows)]
        cells = [[row[column] for column in columns] for row in rows]
        yield _table(words["subthemes"].format(theme=name), [words[column] for column in columns], cells)


def _table(caption: str, heads: list[str], rows: list[list[str]]) -> Block:
    return Block("table", caption, Cells(caption, heads, rows, ()))


def _said(row: Mapping[str, Any], field: str, language: str) -> str:
    if language == "fa" and row[f"{field}_fa"]:
        return row[f"{field}_fa"]
    return _apart(row[field]) if language == "fa" and row[field] else row[field]


def _apart(text: str) -> str:
    """A text that keeps its own order beside words of the other direction."""
    return f"\u2068{text}\u2069"


def _shown(row: Mapping[str, Any], lexicon: pd.DataFrame) -> list[str]:
    """An example of each of the first entries of a sub-theme, or of a theme without any, core ones before others."""
    own = (lexicon["theme"] == row["theme"]) & (lexicon["subtheme"] == row["subtheme"]) & ~lexicon["guard"]
    entries = lexicon[own].sort_values("tier", kind="stable")
    return [examples[0] for examples in entries["examples"] if examples][:EXAMPLES]
