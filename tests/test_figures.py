"""Every chart: its texts stand inside the figure and apart, drawn as HarfBuzz would; its errors are sentences."""

import io

import matplotlib as mpl
import pytest

mpl.use("agg")

import matplotlib.pyplot as plt

from analysis import figures
from analysis.errors import InputError
from analysis.output.style import MM
from tests import invented, measuring, shaping
from tests.bidi_levels import levels
from tests.unwarned import unwarned

CODEBOOK = invented.codebook()


def profile(groups, ax, **named):
    return figures.profile(invented.rates(groups), ax, codebook=CODEBOOK, **named)


def with_verdicts(groups, ax, **named):
    return profile(groups, ax, contrasts=invented.contrasts([*groups, "یزد"]), **named)


def subthemes(groups, ax, **named):
    return figures.subthemes(invented.rates(groups, subthemes=True), ax, codebook=CODEBOOK, **named)


def dispersion(groups, ax, **named):
    sentences = invented.sentences(groups)
    counting = sentences[sentences["part"] != "residue"]
    return figures.dispersion(sentences, invented.matches(sentences), ax, counting=counting, codebook=CODEBOOK, **named)


def contrasts(groups, ax, **named):
    groups = groups if len(groups) > 1 else [*groups, "کرج"]
    return figures.contrasts(invented.contrasts(groups[:4]), ax, codebook=CODEBOOK, **named)


def verdicts(groups, ax, **named):
    return figures.verdicts(invented.contrasts([*groups, "یزد"]), ax, codebook=CODEBOOK, **named)


def keywords(groups, ax, **named):
    return figures.keywords(invented.keywords(groups[:4]), ax, **named)


def cooccurrence(groups, ax, **named):
    return figures.cooccurrence(invented.cooccurrence(), ax, codebook=CODEBOOK, **named)


def validity(groups, ax, **named):
    return figures.validity(invented.validity(), ax, codebook=CODEBOOK, **named)


def specification(groups, ax, **named):
    shown = {"repeats": groups[-1]}
    table = invented.specifications(groups[:4])
    return figures.specification(table, ax, choices=[*invented.CHOICES], title=groups[0], shown=shown, **named)


CHARTS = [
    profile,
    with_verdicts,
    subthemes,
    dispersion,
    contrasts,
    verdicts,
    keywords,
    cooccurrence,
    validity,
    specification,
]
GROUPS = {"cities": invented.CITIES, "one": ["رشت"], "twenty": invented.TWENTY, "long names": invented.LONG}
TOO_MANY_FOR_A_COLUMN = {
    "subthemes": ("twenty", "long names"),
    "dispersion": ("long names",),
    "contrasts": ("long names",),
    "verdicts": ("twenty", "long names"),
}


def test_every_chart_is_drawn_here():
    no_charts = {"caption", "export", "interval", "label", "number", "style"}
    assert set(figures.__all__) - no_charts <= {chart.__name__ for chart in CHARTS}


@unwarned
@pytest.mark.parametrize(("groups", "language"), [("cities", "en"), ("one", "fa"), ("long names", "fa")])
@pytest.mark.parametrize("chart", CHARTS)
def test_no_text_is_clipped_and_none_overlap(chart, groups, language):
    with figures.style("page", language):
        figure, ax = plt.subplots()
        assert chart(GROUPS[groups], ax) is ax
        assert measuring.faults(figure) == []
        assert all(text.get_fontsize() >= 7 for text, _ in measuring.texts(figure))
        assert figure.get_figwidth() == pytest.approx(175 * MM)
        plt.close(figure)


@pytest.mark.parametrize("groups", ["cities", "twenty", "long names"])
@pytest.mark.parametrize("chart", CHARTS)
def test_a_column_holds_the_chart_or_it_is_refused(chart, groups):
    with figures.style("column"):
        figure, ax = plt.subplots()
        if groups in TOO_MANY_FOR_A_COLUMN.get(chart.__name__, ()):
            with pytest.raises(InputError, match="a page holds 240 mm"):
                chart(GROUPS[groups], ax)
        else:
            chart(GROUPS[groups], ax)
            assert measuring.faults(figure) == []
            assert figure.get_figwidth() == pytest.approx(85 * MM)
        plt.close(figure)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("chart", CHARTS)
def test_every_label_is_drawn_as_harfbuzz_would(chart, language):
    with figures.style(language=language):
        figure, ax = plt.subplots()
        chart(invented.CITIES, ax)
        file = io.StringIO()
        figure.savefig(file, format="svg")
        plt.close(figure)
    drawn = shaping.in_svg(file.getvalue())
    assert len(drawn) > 8
    for text, glyphs in drawn:
        assert glyphs in [shaping.glyphs(text, levels(text), weight) for weight in ("normal", "bold")], text


def test_panels_are_read_from_the_right_in_persian():
    for language, first in (("fa", max), ("en", min)):
        with figures.style(language=language):
            figure, ax = plt.subplots()
            profile(invented.CITIES, ax)
            figure.canvas.draw()
            panels = [panel for panel in figure.axes if panel.get_title(loc=("right" if language == "fa" else "left"))]
            places = [panel.get_position().x0 for panel in panels]
            plt.close(figure)
        assert first(places) == places[0]
        assert sorted(places, reverse=language == "fa") == places


def test_a_share_on_a_persian_axis_is_not_taken_for_a_decimal():
    """With ٫ drawn as it is, ۱/۴ would be read as 1.4."""
    with figures.style():
        figure, ax = plt.subplots()
        contrasts(["رشت"], ax)
        figure.draw_without_rendering()
    ticks = [tick.get_text() for tick in ax.get_xticklabels()]
    plt.close(figure)
    assert figures.label("۱ به ۴") in ticks
    assert not any("/" in tick for tick in ticks)


def test_a_group_without_data_is_said_to_have_none():
    table = invented.rates(invented.CITIES)
    table.loc[table["group"] == "کرج", ["rate", "rate_low", "rate_high"]] = float("nan")
    with figures.style():
        figure, ax = plt.subplots()
        figures.profile(table, ax)
        assert sum(text.get_text() == figures.label("بدون داده") for text, _ in measuring.texts(figure)) == 4
        plt.close(figure)


STRANGE = ["", "یک\nدو", "خدمت " * 40, "\x00\x07\u202eabc", "<b>$x_1$</b> & 50%", "漢字 😀", "_کرج_"]


@unwarned
def test_strange_names_make_readable_figures():
    with figures.style():
        for chart in (profile, dispersion):
            figure, ax = plt.subplots()
            chart(STRANGE, ax)
            assert measuring.faults(figure) == []
            figure.savefig(io.BytesIO(), format="svg")
            plt.close(figure)


def test_forty_groups_fit_the_page_and_four_hundred_are_refused():
    with figures.style():
        figure, ax = plt.subplots()
        profile([f"شهر {n}" for n in range(40)], ax)
        assert measuring.faults(figure) == []
        with pytest.raises(InputError, match="The chart profile would be 1744 mm high and a page holds 240 mm"):
            profile([f"شهر {n}" for n in range(400)], plt.figure().add_subplot())
        pairs = invented.contrasts([f"شهر {n}" for n in range(30)])
        said = "240 mm; draw fewer groups, .*; the chart verdicts holds the pairs of many groups"
        with pytest.raises(InputError, match=said):
            figures.contrasts(pairs, plt.figure().add_subplot())
        plt.close("all")


def test_articles_of_unknown_group_are_shown():
    table = invented.rates(["رشت", "کرج"])
    table["group"] = table["group"].where(table["group"] == "رشت")
    with figures.style():
        figure, ax = plt.subplots()
        figures.profile(table, ax)
        assert any("نامعلوم" in text.get_text() for text, _ in measuring.texts(figure))
        plt.close(figure)


def test_a_group_without_an_estimate_is_named_as_such():
    table = invented.specifications(invented.CITIES)
    table.loc[table["group"] == "کرج", ["log_ratio", "low", "high"]] = float("nan")
    with figures.style():
        figure, ax = plt.subplots()
        figures.specification(table, ax, choices=["voice"], title="خدمت")
        assert figures.label("کرج (بدون برآورد)") in {text.get_text() for text, _ in measuring.texts(figure)}
        plt.close(figure)


def test_a_group_without_a_match_is_named_as_such():
    table = invented.specifications(invented.CITIES).assign(estimate=1.0)
    never, sometimes = table["group"] == "کرج", (table["group"] == "رشت") & (table["specification"] <= 3)
    table.loc[never | sometimes, "estimate"] = 0.0
    table.loc[never | sometimes, ["log_ratio", "low", "high"]] = float("nan")
    with figures.style():
        figure, ax = plt.subplots()
        figures.specification(table, ax, choices=["voice"], title="خدمت")
        said = {text.get_text() for text, _ in measuring.texts(figure)}
        assert {figures.label("کرج (بدون مورد)"), figures.label("رشت (بدون مورد در ۳ از ۳۲)")} <= said
        plt.close(figure)


def test_an_interval_with_one_bound_is_an_arrow_that_the_key_explains():
    table = invented.contrasts(invented.CITIES)
    table.loc[0, ["log_ratio", "low", "high", "count_a", "count_b"]] = float("nan"), 1.0, float("nan"), 7, 0
    with figures.style():
        figure, ax = plt.subplots()
        figures.contrasts(table, ax, language="en")
        said = [text.get_text() for text, _ in measuring.texts(figure)]
        assert any("no marker: one group has no match" in text.replace("\n", " ") for text in said)
        assert any("(7 : 0)" in text for text in said)
        (arrow,) = [line for line in ax.lines if len(line.get_xdata()) == 2 and line.get_xdata()[0] == 1.0]
        assert arrow.get_xdata()[1] == pytest.approx(ax.get_xlim()[1])
        plt.close(figure)


def test_errors_are_sentences():
    with figures.style():
        figure, ax = plt.subplots()
        with pytest.raises(InputError, match="the one given lacks theme, articles"):
            figures.profile(invented.rates(["رشت"])[["group", "rate", "rate_low", "rate_high"]], ax)
        with pytest.raises(InputError, match="without rows"):
            figures.profile(invented.rates(["رشت"]).head(0), ax)
        with pytest.raises(InputError, match="choose 'column'"), figures.style(width="poster"):
            pass
        plt.close(figure)


def test_a_chart_outside_any_style_is_in_the_house_style():
    figure, ax = plt.subplots()
    profile(invented.CITIES, ax)
    assert measuring.faults(figure) == []
    assert {text.get_fontname() for text, _ in measuring.texts(figure)} == {"Vazirmatn"}
    plt.close(figure)
