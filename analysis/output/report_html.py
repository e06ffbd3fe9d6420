"""A report as one HTML page, in its language's direction, with its figures and its font inside."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from itertools import groupby

from analysis.output.blocks import Block, leftward
from analysis.output.web import content_hash, environment, font_faces, source
from analysis.output.wording import reads_right


def html(blocks: Iterable[Block], language: str) -> str:
    """The page as one string: no script, nothing to be fetched."""
    style = font_faces() + "\n" + source("report/page.css")
    blocks = list(blocks)
    return (
        environment()
        .get_template("report/page.html")
        .render(
            title=blocks[0].text,
            groups=[(kind, list(group)) for kind, group in groupby(blocks, key=lambda block: block.kind)],
            language=language,
            style=style,
            style_hash=content_hash(style),
            reads_right=reads_right,
            leftward=leftward,
            encoded=lambda image: base64.b64encode(image).decode("ascii"),
        )
    )
