"""Codings to and from QualCoder, NVivo, ATLAS.ti and MAXQDA: the REFI-QDA project exchange, version 1.5 (.qdpx).

Written with the standard library: the one Python package for the format (pyrefiqda 0.3) unpacks what it reads into the
working directory and names files by chance, so that no two exports are alike. The element order is the schema's;
selections name their user and their time because QualCoder stops without them.
"""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pandas as pd

from analysis.files import write_whole
from analysis.packing import pack, storable
from analysis.study import Study
from analysis.versions import PACKAGE

NAMESPACE = "urn:QDA-XML:project:1.0"
LEXICON = "lexicon"  # the user to whom the lexicon's matches belong
THEN = "1980-01-01T00:00:00Z"  # a time must be named; the same bytes each time need the same one
VARIABLES = ("city", "official", "role", "outlet", "published")
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
SEPARATOR = " · "
NOT_CODED = {"Not": "do_not_code", "کد نمی‌خورد": "do_not_code_fa"}


def write_refi(study: Study, folder: str | Path) -> Path:
    """Write coding.qdpx: the articles, the codebook, every match of the lexicon and every hand coding.

    The lexicon and each coder are users of the project; a hand-coded sentence is one selection with its codes.
    Positions are code points of the article's file, which stands in the project with as many characters.
    """
    project = _element("Project", name=str(study.folder.resolve().name), origin=PACKAGE)
    users = [LEXICON, *study.coders]
    project.set("creatingUserGUID", guid("user", LEXICON))
    project.set("creationDateTime", THEN)
    project.extend([_users(users), _codebook(study.codebook), _variables(study)])
    sources = Xml.SubElement(project, "Sources")
    files = []
    for row in study.articles.to_dict("records"):
        sources.append(_source(study, row))
        files.append((f"sources/{guid('text', row['article'])}.txt", plain(row["text"]).encode("utf-8")))
    project.set("xmlns", NAMESPACE)
    Xml.indent(project)
    document = Xml.tostring(project, encoding="utf-8", xml_declaration=True)
    return write_whole(Path(folder) / "coding.qdpx", pack([("project.qde", document), *files]))


def guid(*what: str) -> str:
    """The identifier of a thing, the same in every export of it."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:persian-discourse:" + "\n".join(what)))


def plain(text: str) -> str:
    """The text for programs that each have their own idea of a line's end, with as many characters as before.

    >>> plain("\\ufeffa\\r\\nb\\rc")
    ' a \\nb\\nc'
    """
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return text.replace("\r\n", " \n").replace("\r", "\n")


def code_name(row: Mapping[Hashable, Any]) -> str:
    """A code as its coder reads it, and the name by which the study knows it."""
    return f"{row['name_fa']}{SEPARATOR}{row['subtheme'] or row['theme']}"


def _element(tag: str, **attributes: str) -> Xml.Element:
    return Xml.Element(tag, attributes)


def _users(users: list[str]) -> Xml.Element:
    element = _element("Users")
    element.extend(_element("User", guid=guid("user", user), name=user) for user in users)
    return element


def _codebook(codebook: pd.DataFrame) -> Xml.Element:
    """Themes as codes, their sub-themes as codes below them."""
    element = _element("CodeBook")
    codes = Xml.SubElement(element, "Codes")
    themes: dict[str, Xml.Element] = {}
    for row in codebook.to_dict("records"):
        above = themes.get(row["theme"], codes)
        code = Xml.SubElement(
            above, "Code", guid=guid("code", row["theme"], row["subtheme"]), name=code_name(row), isCodable="true"
        )
        themes.setdefault(row["theme"], code)
        code.set("color", COLOURS[(len(themes) - 1) % len(COLOURS)])
        said = [row["definition"], row["definition_fa"]]
        said += [f"{no}: {row[field]}" for no, field in NOT_CODED.items() if row[field]]
        Xml.SubElement(code, "Description").text = storable("\n".join(filter(None, said)))
    return element


def variables(study: Study) -> list[str]:
    """What is told of each article: its facts, and the further columns by which the study compares."""
    return list(dict.fromkeys([*VARIABLES, *study.further]))


def _variables(study: Study) -> Xml.Element:
    element = _element("Variables")
    for name in variables(study):
        Xml.SubElement(element, "Variable", guid=guid("variable", name), name=name, typeOfVariable="Text")
    return element


def _source(study: Study, row: dict) -> Xml.Element:
    """One article with its selections and what is known of it."""
    text = guid("text", row["article"])
    element = _element(
        "TextSource",
        guid=guid("source", row["article"]),
        name=row["article"],
        plainTextPath=f"internal://{text}.txt",
        creatingUser=guid("user", LEXICON),
        creationDateTime=THEN,
    )
    element.extend(_matches(study, row))
    element.extend(_hand(study.hand, row))
    for name in variables(study):
        if pd.notna(row[name]):
            value = Xml.SubElement(element, "VariableValue")
            Xml.SubElement(value, "VariableRef", targetGUID=guid("variable", name))
            said = f"{row[name]:%Y-%m-%d}" if name == "published" else str(row[name])
            Xml.SubElement(value, "TextValue").text = storable(said)
    return element


def _matches(study: Study, row: dict) -> Iterator[Xml.Element]:
    notes = study.lexicon.set_index("entry")[["pattern", "note"]].to_dict("index")
    own = study.matches[study.matches["article"] == row["article"]]
    for match in own.itertuples():
        entry = notes[match.entry]
        why = f"{entry['pattern']} ({match.tier}). {entry['note']}".strip()
        yield _selection(row, LEXICON, match.start, match.end, [(match.theme, match.subtheme)], why)


def _hand(hand: pd.DataFrame, row: dict) -> Iterator[Xml.Element]:
    """The sentences in which a coder found something."""
    if hand.empty:
        return
    own = hand[(hand["article"] == row["article"]) & (hand["present"] == 1)]
    for (coder, start, end), cells in own.groupby(["source", "start", "end"], sort=False):
        codes = [
            (theme, "" if subtheme == theme else subtheme)
            for theme, subthemes in zip(cells["theme"], cells["subthemes"], strict=True)
            for subtheme in subthemes.split("+")
        ]
        yield _selection(row, str(coder), start, end, codes)


def _selection(row: dict, user: str, start: int, end: int, codes: list[tuple[str, str]], why: str = "") -> Xml.Element:
    """A stretch of text that a user gave one or more codes."""
    place = (row["article"], user, str(start), str(end), *(f"{theme}/{subtheme}" for theme, subtheme in codes))
    element = _element(
        "PlainTextSelection",
        guid=guid("selection", *place),
        name=storable(" ".join(row["text"][start:end].split())[:80]),
        startPosition=str(start),
        endPosition=str(end),
        creatingUser=guid("user", user),
        creationDateTime=THEN,
    )
    if why:
        Xml.SubElement(element, "Description").text = storable(why)
    for theme, subtheme in codes:
        coding = Xml.SubElement(
            element,
            "Coding",
            guid=guid("coding", *place, theme, subtheme),
            creatingUser=guid("user", user),
            creationDateTime=THEN,
        )
        Xml.SubElement(coding, "CodeRef", targetGUID=guid("code", theme, subtheme))
    return element
