"""A themes.toml as Python reads it; where it is not TOML, what the person who wrote it by hand is likely to mend."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from analysis.errors import InputError

# What the parser's own words come to in a file of codes and patterns; the first that fits is told.
MEANT = {
    r"Unterminated string|Illegal character '\\n'|Expected \"'|Expected '\"": "a quotation mark is never closed",
    r"Unescaped '\\'": "a backslash inside double quotes is written twice",
    r"Expected '=' after a key": 'a line is name = "text", and a new table begins with its name in brackets',
    r"Invalid value": "after = stands a text in straight double quotes, a list in brackets, true, false or a number",
    r"Unclosed array": "a list is not closed: its texts are separated by commas, and a bracket ends it",
    r"Expected newline or end of document": "something follows where the line should end; "
    "quotation marks inside a text are written «»",
    r"Cannot (overwrite|declare|mutate)|Duplicate": "this name stands twice; each may stand once",
    r"Expected '\]": "a bracket is not closed; a table is named [themes.name], an entry begins with [[entries]]",
    r"Invalid (initial character|statement)": "a name is of Latin letters, digits, _ and -, or stands in double quotes",
}
PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a themes.toml, as yet unchecked. Raises InputError where it cannot be read."""
    if not path.is_file():
        what = "is no file" if path.exists() else "does not exist"
        raise InputError(f"{path} {what}; a corpus folder keeps its codebook and lexicon in themes.toml.")
    try:
        source = path.read_bytes().decode("utf-8-sig")
        # A key of many parts costs the square of them in time; no line of a lexicon has so many full stops.
        if deep := next((n for n, line in enumerate(source.split("\n"), 1) if line.count(".") > 1_000), None):
            raise InputError(f"{path}, line {deep}, has more than 1,000 full stops; break it into several lines.")
        return tomllib.loads(source)
    except OSError as error:
        raise InputError(f"{path} could not be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8.") from error
    except RecursionError as error:
        raise InputError(f"{path} is nested too deeply; a lexicon needs tables and lists of texts.") from error
    except InputError:
        raise
    except ValueError as error:  # not TOML, or a number of more digits than Python converts
        raise InputError(_plainly(path, str(error))) from error


def _plainly(path: Path, said: str) -> str:
    """The parser's complaint with its place first, and a plain sentence before its own words."""
    found = PLACE.search(said)
    where = f", line {found[1]}, column {found[2]}," if found and found[1] else " at its end" if found else ""
    said = PLACE.sub("", said)
    meant = next((meaning for pattern, meaning in MEANT.items() if re.match(pattern, said)), None)
    return f"{path}{where} is not TOML: {meant} ({said})." if meant else f"{path}{where} is not TOML: {said}."
