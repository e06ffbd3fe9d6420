"""What every self-contained page of the study shares: templates that escape, the font inside, data safe in a script."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from analysis.output.wording import TEMPLATES

HERE = Path(__file__).parent
WEIGHTS = {"Regular": 400, "Bold": 700}

# In a script element only these can end it or be read as a line break; JSON may write all of them as escapes.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def environment() -> Environment:
    """Templates of the folder templates/, every value escaped and none allowed to be missing."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def source(*names: str) -> Markup:
    """Files of our own, one after the other, to stand in a page as they are."""
    return Markup("\n".join((TEMPLATES / name).read_text("utf-8").strip() for name in names))


def script_json(data: object) -> Markup:
    """Data as JSON that can stand in a script element whatever its strings hold.

    >>> script_json({"text": "</script><b>&"})
    Markup('{"text":"\\\\u003c/script\\\\u003e\\\\u003cb\\\\u003e\\\\u0026"}')
    """
    return Markup(json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(_UNSAFE))


def content_hash(text: str) -> str:
    """What a content security policy says of one inline script or style: this text and no other.

    >>> content_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def font_faces() -> Markup:
    """CSS that carries Vazirmatn inside the page, so that Persian looks the same with no font and no network."""
    return Markup("\n".join(_font_face(name, weight) for name, weight in WEIGHTS.items()))


def _font_face(name: str, weight: int) -> str:
    packed = io.BytesIO()
    with TTFont(HERE / "fonts" / f"Vazirmatn-{name}.ttf", recalcTimestamp=False) as font:
        font.flavor = "woff"
        font.save(packed)
    data = base64.b64encode(packed.getvalue()).decode("ascii")
    return (
        f'@font-face {{ font-family: "Vazirmatn"; font-weight: {weight}; font-display: block; '
        f'src: url("data:font/woff;base64,{data}") format("woff"); }}'
    )
