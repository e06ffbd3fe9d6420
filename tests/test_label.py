"""Labels: what is drawn is what HarfBuzz draws after the Unicode bidirectional algorithm.

tests/cases/labels.json holds hard strings with their levels in a Persian and in an English figure, as ICU 72 has them.
Where matplotlib shapes by itself, the glyphs of its SVG are compared; on an older one (make test runs this file in
.env-mpl310 too), the letters and their order.
"""

import io
import json
import unicodedata
from pathlib import Path

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

from analysis.errors import InputError
from analysis.output import rtl
from analysis.output.rtl import label, number, speaking
from analysis.output.style import style
from analysis.output.wrapping import width, wrap
from tests import bidi_levels, shaping
from tests.unwarned import unwarned

CASES = json.loads((Path(__file__).parent / "cases" / "labels.json").read_text(encoding="utf-8"))
PAIRS = [(case["text"], language, [*map(int, case[language])]) for case in CASES for language in ("fa", "en")]
HOSTILE = [
    ("a\x00b\x07c", "abc"),
    ("\x1b[31mسرخ", "[31mسرخ"),
    ("\ud800خدمت", "خدمت"),
    ("\ufeffخدمت\ufeff", "خدمت"),
    ("یک\tدو", "یک دو"),
    ("یک\r\nدو\u2028سه\x85چهار", "یک\nدو\nسه\nچهار"),
    ("漢字 و خدمت", "… و خدمت"),
    ("𝐀 سلام", "A سلام"),
    ("\ue000\U0010ffff", ""),
    ("", ""),
    ("\u00a0خدمت\u3000", "\u00a0خدمت "),
]


@pytest.mark.parametrize(("text", "language", "levels"), PAIRS)
def test_the_plain_algorithm_agrees_with_icu(text, language, levels):
    if not set(text) & set("\u202b\u2066\u2067\u2068"):  # it knows neither embeddings nor isolates
        with speaking(language):
            assert bidi_levels.levels(text, int(rtl.direction(text) == "R")) == levels


def drawn_svg(text: str) -> str:
    figure = plt.figure(layout="none")
    figure.text(0.5, 0.5, label(text))
    file = io.StringIO()
    figure.savefig(file, format="svg")
    plt.close(figure)
    return file.getvalue()


@pytest.mark.skipif(not rtl.NATIVE, reason="this matplotlib does not shape; letters are compared instead")
@pytest.mark.parametrize(("text", "language", "levels"), PAIRS)
def test_glyphs_are_those_of_harfbuzz(text, language, levels):
    with style(language=language):
        ((_, drawn),) = shaping.in_svg(drawn_svg(text))
    assert drawn == shaping.glyphs(text, levels)


@pytest.mark.skipif(rtl.NATIVE, reason="this matplotlib shapes; glyphs are compared instead")
@pytest.mark.parametrize(("text", "language", "levels"), PAIRS)
def test_letters_stand_in_visual_order(request, text, language, levels):
    from bidi.mirror import MIRRORED

    if "\u2067" in text and language == "en":
        request.node.add_marker(pytest.mark.xfail(strict=True, reason="python-bidi knows embeddings, no isolates"))
    with speaking(language):
        drawn = label(text)
    expected = [
        MIRRORED.get(text[n], text[n]) if levels[n] % 2 else text[n]
        for n in shaping.visual_order(levels)
        if unicodedata.category(text[n]) != "Cf"
    ]
    assert unshaped(drawn) == "".join(expected)


def unshaped(drawn: str) -> str:
    """Presentation forms as the letters they stand for; a ligature's letters in visual order."""
    return "".join(unicodedata.normalize("NFKC", c)[::-1] if "\ufb50" <= c <= "\ufefc" else c for c in drawn)


@pytest.mark.parametrize(("text", "drawn"), HOSTILE)
def test_what_cannot_be_drawn_is_left_out(text, drawn):
    assert rtl.drawable(text) == drawn


@unwarned
@pytest.mark.parametrize("text", [text for text, _ in HOSTILE] + [case["text"] for case in CASES] + ["خدمت " * 40])
def test_no_box_and_no_warning(text):
    with style():
        svg = drawn_svg(text)
    assert "LastResort" not in svg
    assert all(glyph for _, drawn in shaping.in_svg(svg) for _, glyph in drawn)


@pytest.mark.skipif(not rtl.NATIVE, reason="an older matplotlib needs presentation forms")
@pytest.mark.parametrize("text", [case["text"] for case in CASES] + ["\u202eخدمت\u202c abc \u202d۱۲"])
def test_native_labels_stay_logical(text):
    drawn = label(text)
    assert not any("\ufb50" <= c <= "\ufdfb" or "\ufe70" <= c <= "\ufefe" or c in "\u202d\u202e" for c in drawn)
    assert label(drawn) == drawn


def test_lines_are_wrapped_before_they_are_ordered():
    text = "سازمان فرهنگی، اجتماعی و ورزشی شهرداری منطقه ۱۳ تهران (BBC فارسی)"
    lines = wrap(text, 80, 7).split("\n")
    assert " ".join(lines) == text
    assert all(width(line, 7) <= 80 for line in lines)
    assert label("\n".join(lines)).split("\n") == [label(line) for line in lines] or not rtl.NATIVE


@pytest.mark.parametrize("text", ["ب" * 200, "a" * 200, "خدمت‌" * 40, "ا" + "\u064e" * 60, "漢" * 50, " "])
def test_long_words_are_cut_and_long_names_end_in_an_ellipsis(text):
    lines = wrap(text, 60, 7, lines=3).split("\n")
    assert len(lines) <= 3
    assert all(width(line, 7) <= 60 or len(line) == 1 for line in lines)


def test_text_of_one_script_keeps_its_direction():
    with speaking("fa"):
        assert rtl.direction("Gries (2008).") == "L"
        assert rtl.direction("BBC فارسی") == rtl.direction("۱۲ ± ۳") == rtl.direction("12") == "R"
    with speaking("en"):
        assert rtl.direction("«خدمت» (۳).") == "R"
        assert rtl.direction("کرج (Karaj)") == rtl.direction("12") == "L"


def test_numbers_are_written_in_the_language():
    assert [number(x, 1) for x in (1234.56, 0, float("nan"))] == ["۱٬۲۳۴٫۶", "۰٫۰", ""]
    assert number(-0.25, 2) == "\u200e−۰٫۲۵\u200f"
    assert number(-0.001, 1) == "۰٫۰"  # no minus before nothing
    with speaking("en"):
        assert [number(x, 1) for x in (-1234.56, -0.01)] == ["−1,234.6", "0.0"]


def test_an_unknown_language_is_refused():
    with pytest.raises(InputError, match="its language is 'fa'"), speaking("ar"):
        pass
