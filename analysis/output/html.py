"""Tables as a reader of Persian expects them in a notebook: right to left where the text is Persian, markup escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd
from IPython.display import HTML

from analysis.output.wording import LETTER, RIGHT_TO_LEFT, in_order, reads_right
from analysis.text.rows import HIDDEN

CELL = "text-align: start; white-space: normal; max-width: 44em; unicode-bidi: plaintext;"


def show(table: pd.DataFrame, caption: str = "", decimals: int = 2) -> HTML:
    """Any table as HTML: right to left if a cell holds Persian, floats rounded, missing as –; said if empty.

    >>> 'dir="rtl"' in show(pd.DataFrame({"text": ["خدمت به مردم"]})).data
    True
    >>> 'dir="ltr"' in show(pd.DataFrame({"text": ["<b>"]})).data
    True
    >>> "Guards: none" in show(pd.DataFrame({"text": []}), "Guards").data
    True
    """
    rtl = any(_is_persian(value) for column in table for value in table[column] if isinstance(value, str))
    direction = 'dir="rtl" lang="fa"' if rtl else 'dir="ltr" lang="en"'
    styler = table.style.format(escape="html", precision=decimals, na_rep="–", formatter=_formats(table, decimals))
    styler = styler.format_index(escape="html", axis="columns")
    styler = styler.hide(axis="index").set_uuid("t").set_table_attributes(direction)
    styler = styler.set_table_styles([{"selector": "td, th", "props": CELL}, {"selector": "caption", "props": CELL}])
    if table.empty:
        caption = f"{caption}: none" if caption else "None."
    if caption:
        styler = styler.set_caption(escape(caption))
    return HTML(f"<div {direction}>\n{styler.to_html()}</div>")


def _is_persian(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text)


def _formats(table: pd.DataFrame, decimals: int) -> dict:
    """How each column is written; texts are escaped by the Styler before."""
    formats: dict[str, str | Callable[[Any], str]] = {}
    for name in table.columns:
        if pd.api.types.is_bool_dtype(table[name]):
            formats[name] = lambda value: "yes" if value else "no"
        elif pd.api.types.is_float_dtype(table[name]):
            formats[name] = f"{{:,.{decimals}f}}"
        elif pd.api.types.is_integer_dtype(table[name]):
            formats[name] = "{:,}"
        elif pd.api.types.is_datetime64_any_dtype(table[name]):
            formats[name] = "{:%Y-%m-%d}"
        elif all(isinstance(value, str) for value in table[name]):
            formats[name] = _entry if name in ("pattern", "entry", "which") else _turned
    return formats


def _entry(text: str) -> str:
    """A pattern, an entry's name (its theme, a colon and its pattern), or what else `which` was left out."""
    theme, colon, pattern = _spelled(text).rpartition(": ")
    return (theme + colon or "\u200f") + in_order(pattern)  # the mark turns the cell: what is isolated does not


def _turned(text: str) -> str:
    """A text with a mark before it where its letters are Persian but the first, which would turn the cell, is not."""
    first = LETTER.search(text)
    astray = first is not None and not RIGHT_TO_LEFT.match(first.group()) and reads_right(text)
    return ("\u200f" if astray else "") + _spelled(text)


def _spelled(text: str) -> str:
    """A text in which what does not show, and could turn the letters around or end the page, is spelled out."""
    return HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
