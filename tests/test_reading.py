"""The reading room in a real browser: its counts are the study's, its text is text, every control does its work."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.output.reading import reading_page, write_reading
from analysis.statistics.rates import rates
from analysis.statistics.validity import validity
from analysis.study import Study, read_study
from analysis.themes.coding import code
from tests.browser import DESKTOP, PHONE, accessibility_faults, chromium, needs_chromium, quiet_page

LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.", "٬,")
HOSTILE = (
    "تیتر </script><script>window.hacked=1</script>\n"
    "وی گفت: <img src=x onerror='window.hacked=2'> خدمت به مردم &amp; \u202eوارونه\u2028 و 😀 خدمت‌رسانی به مردم هست.\n"
    "{{ 7*7 }} <!-- شهروندان --> ]]> خدمت صادقانه به مردم \\u003c وظیفه است."
)

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study(SEEDS, by=["outlet"])


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def path(study, tmp_path_factory) -> Path:
    return write_reading(study, tmp_path_factory.mktemp("reading"))


@pytest.fixture
def page(browser, path):
    with quiet_page(browser) as page:
        page.goto(f"{path.as_uri()}#en")
        yield page


def table_of(page) -> pd.DataFrame:
    """The page's table of counts, one row a group, numbers as numbers."""
    rows = page.locator("#table tbody tr").evaluate_all(
        "rows => rows.map(r => [...r.querySelectorAll('bdi, b, td small')].map(one => one.textContent))"
    )
    read = [[cell.translate(LATIN) for cell in row] for row in rows]
    return pd.DataFrame([[name, *(fact.split()[0] for fact in facts[:3]), *facts[3:]] for name, *facts in read])


def expected(study: Study, by: str, **choices) -> pd.DataFrame:
    """The same table from the study's own rates."""
    table = rates(study.articles, study.sentences, study.matches, by=by, **choices)
    rows = []
    for group, of_group in table.groupby("group", sort=False):
        first = of_group.iloc[0]
        row = [group, first["articles"], first["sentences"], first["words"]]
        for cell in of_group.itertuples():
            row += [cell.matches, "–" if pd.isna(cell.rate) else f"{cell.rate:.1f}"]
        rows.append([str(value).translate(LATIN) for value in row])
    return pd.DataFrame(rows)


@pytest.mark.parametrize("by", ["official", "city", "outlet", "article"])
def test_counts_are_the_rates_of_the_default_choices(browser, path, study, by):
    with quiet_page(browser) as page:
        page.goto(path.as_uri())
        page.select_option("#by", by)
        pd.testing.assert_frame_equal(table_of(page), expected(study, by))


@pytest.mark.parametrize("left_out", ["official", "narration", "other"])
def test_counts_follow_the_voices(browser, path, study, left_out):
    voices = tuple(voice for voice in ("official", "other", "narration", "none") if voice != left_out)
    with quiet_page(browser) as page:
        page.goto(path.as_uri())
        page.locator(f"#voices input[value={left_out}]").uncheck()
        pd.testing.assert_frame_equal(table_of(page), expected(study, "official", speakers=voices))


def test_counts_follow_the_tier(page, study):
    page.locator("#tiers input[value=core]").check()
    core = study.matches[study.matches["tier"] == "core"]
    mine = expected(dataclasses.replace(study, matches=core), "official")
    pd.testing.assert_frame_equal(table_of(page).drop(columns=0), mine.drop(columns=0))


def test_every_number_opens_as_many_lines(page):
    for button in page.locator("#table .count").all():
        button.click()
        assert page.locator("#lines tbody tr").count() == int(button.locator("b").inner_text())


def test_a_line_leads_to_its_place_in_the_article(page, study):
    page.locator("#table tfoot .count").first.click()
    line = page.locator("#lines tbody tr").last
    text = line.locator("td.match").inner_text()
    line.locator("button").click()
    focused = page.locator(":focus")
    assert focused.inner_text() in text
    assert page.locator("#card").is_visible()
    last = study.matches[study.matches["theme"] == "service"].iloc[-1]
    assert last["entry"].endswith(page.locator("#card code, #card dd").nth(3).inner_text())
    assert last["article"] in page.url


def test_a_note_in_the_other_language_is_to_be_opened_and_an_example_stands_before_it(page):
    """The notes of the lexicon are English: on the Persian page the card shows a sentence instead."""
    shown = {}
    for language in ("fa", "en"):
        page.goto(f"{page.url.partition('#')[0]}#{language}/karaj-kiani")
        page.reload()
        page.locator("#text [data-matches]").first.click()
        shown[language] = page.locator("#card").inner_text()
    assert "نمونه" in shown["fa"]
    assert "به انگلیسی" in shown["fa"]
    note = shown["en"].partition("Why")[2].split("\n")[1]
    assert note.isascii()
    assert note not in shown["fa"]


def test_the_lines_are_called_by_the_page_s_language_after_it_was_changed(page):
    page.goto(f"{page.url.partition('#')[0]}#fa/karaj-kiani")
    page.reload()
    page.select_option("#by", "city")
    page.locator("#table tbody .count").first.click()
    assert page.locator("#lines-title").inner_text().startswith("خدمت · رشت · ")
    page.locator("#language").click()
    assert page.locator("#lines-title").inner_text() == "service · Rasht · 8 matches"


def test_sorting_by_what_stands_before_or_after(page):
    page.locator("#table tfoot .count").first.click()
    for column in ("before", "match", "after", "place"):
        page.locator(f"[data-sort={column}]").click()
        assert page.locator(f"th.{column}").get_attribute("aria-sort") == "ascending"
        lines = page.locator(f"#lines td.{column}").all_inner_texts()
        if column in ("match", "after"):
            collated = page.evaluate("lines => lines.toSorted(new Intl.Collator('fa').compare)", lines)
            assert lines == collated
        page.locator(f"[data-sort={column}]").click()
        assert page.locator(f"th.{column}").get_attribute("aria-sort") == "descending"


def test_the_hand_coding_is_compared_as_validity_does(page, study):
    hand = study.hand[study.hand["source"] == "first"]
    table = validity(code(hand, study.matches), hand)
    page.select_option("#coder", "first")
    for place, row in enumerate(table.itertuples()):
        for name, count in (
            ("hit", row.true_positives),
            ("false_positive", row.false_positives),
            ("false_negative", row.false_negatives),
        ):
            button = page.locator(f"#check [data-theme='{place}'][data-outcome={name}]")
            assert button.locator("b").inner_text() == str(count)
            button.click()
            assert page.locator("#lines tbody tr").count() == count
    page.locator("#check [data-outcome=false_negative]").nth(1).click()
    if page.locator("#lines tbody tr").count():
        page.locator("#lines tbody tr").first.click()
        assert page.locator(".sentence.here .badge.false_negative").count() >= 1


def test_themes_and_officials_can_be_left_out(page):
    page.locator("#themes input").first.uncheck()
    assert page.locator("#text .t0").count() == 0
    assert page.locator("#table thead th").count() == 4
    page.locator("#none").click()
    assert page.locator("#table tbody tr").count() == 0
    page.fill("#find", "kiani")
    page.locator("#officials input").check()
    assert page.locator("#table tbody .name").all_inner_texts() == ["Mehrdad Kiani"]
    page.locator("#reset").click()
    assert page.locator("#table tbody tr").count() == 5
    assert page.locator("#table thead th").count() == 5


def test_what_does_not_count_is_dimmed_and_says_why(page, study):
    page.select_option("#article", "0")
    own = study.sentences[study.sentences["article"] == study.articles["article"].iloc[0]]
    assert page.locator("#text > li").count() == len(own)
    for part in ("residue",):
        assert page.locator(f"#text .part-{part}.aside").count() == (own["part"] == part).sum()
    repeated = page.locator(".aside [data-matches]").first
    repeated.press("Enter")
    assert "repeats sentence" in page.locator("#card .no").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()


def test_text_stands_as_it_came(page, study):
    for place, article in enumerate(study.articles["article"]):
        page.select_option("#article", str(place))
        texts = page.locator("#text li > p").evaluate_all("all => all.map(p => p.textContent)")
        assert texts == study.sentences.loc[study.sentences["article"] == article, "text"].tolist()


def test_language_light_and_address(browser, path):
    with quiet_page(browser) as page:
        page.goto(path.as_uri())
        assert page.locator("html").get_attribute("dir") == "rtl"
        page.locator("#language").click()
        assert page.locator("html").get_attribute("dir") == "ltr"
        assert page.locator("h1").inner_text() == "The reading room"
        before = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        page.locator("#light").click()
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != before
        page.goto(f"{path.as_uri()}#fa/karaj-kiani/5")
        assert page.locator("html").get_attribute("lang") == "fa"
        assert page.locator("#article").input_value() == "3"
        assert page.evaluate("document.activeElement.id") == "s5"
        page.locator("#next").click()
        assert page.locator("#article").input_value() == "4"
        assert page.locator("#next").is_disabled()


def test_a_hostile_article_is_only_text(browser, study, tmp_path):
    path = write_reading(study_of({"bad": HOSTILE}, study, tmp_path), tmp_path)
    with quiet_page(browser) as page:
        page.goto(f"{path.as_uri()}#en")
        assert page.evaluate("window.hacked") is None
        assert page.evaluate("document.querySelectorAll('script').length") == 2
        assert page.locator("#text img").count() == 0
        shown = "".join(page.locator("#text li > p").evaluate_all("all => all.map(p => p.textContent)"))
        assert "".join(shown.split()) == "".join(HOSTILE.split())
        marks = page.locator("#text [data-matches]").evaluate_all("all => all.map(m => m.textContent)")
        assert any(mark.startswith("خدمت‌رسانی") for mark in marks), "offsets after an emoji are those of the browser"


def test_the_page_is_the_same_each_time(study):
    assert reading_page(study) == reading_page(study)


@pytest.mark.parametrize(
    ("language", "light", "viewport"),
    [("fa", "light", DESKTOP), ("fa", "dark", PHONE), ("en", "dark", DESKTOP), ("en", "light", PHONE)],
    ids=["fa-light-desktop", "fa-dark-phone", "en-dark-desktop", "en-light-phone"],
)
def test_accessible_and_no_wider_than_the_screen(browser, path, language, light, viewport):
    with quiet_page(browser, viewport=viewport, color_scheme=light, reduced_motion="reduce") as page:
        page.goto(f"{path.as_uri()}#{language}")
        page.evaluate("document.querySelector('#choices details').open = true")
        page.select_option("#coder", "first")
        page.locator("#table tfoot .count").first.click()
        page.locator("#lines tbody button").first.click()
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        inside = "all => all.map(one => one.scrollWidth - one.parentElement.clientWidth)"
        assert all(wider <= 0 for wider in page.locator("#table, #check table, .kwic").evaluate_all(inside))


def test_five_hundred_articles(browser, study, tmp_path):
    """As many articles as a dissertation has: the page opens, counts and draws one article, not all of them."""
    texts = dict(zip(study.articles["article"], study.articles["text"], strict=True))
    many = repeated(study, 100)
    path = write_reading(many, tmp_path)
    with quiet_page(browser) as page:
        page.goto(f"{path.as_uri()}#en")
        assert page.locator("#article option").count() == 100 * len(texts)
        once = rates(study.articles, study.sentences, study.matches)["matches"].sum()
        shown = page.locator("#table tfoot b").all_inner_texts()
        assert sum(int(text.translate(LATIN)) for text in shown) == 100 * once
        page.locator("#table tfoot .count").first.click()
        assert page.locator("#lines tbody tr").count() == 200
        assert (
            page.locator("#lines tbody .place bdi").first.inner_text().endswith(f", {many.articles['article'].iloc[0]}")
        )
        page.locator("#more").click()
        assert page.locator("#lines tbody tr").count() == 400
        assert page.locator("#text > li").count() < 40


def repeated(study: Study, times: int) -> Study:
    """The same study with every article standing there so many times under ids of their own."""

    def each(table: pd.DataFrame) -> pd.DataFrame:
        copies = [table.assign(article=table["article"] + f"-{n}") for n in range(times)]
        return pd.concat(copies, ignore_index=True)

    tables = {name: each(getattr(study, name)) for name in ("articles", "sentences", "matches", "hand")}
    return dataclasses.replace(study, **tables)


def study_of(texts: dict[str, str], study: Study, folder: Path) -> Study:
    """A study of these texts with the lexicon of the seeds."""
    corpus = folder / "corpus"
    (corpus / "articles").mkdir(parents=True)
    (corpus / "themes.toml").write_bytes((SEEDS / "themes.toml").read_bytes())
    lines = [f"{name},شهر,نام <b>" for name in texts]
    (corpus / "articles.csv").write_text("\n".join(["article,city,official", *lines]), "utf-8")
    for name, text in texts.items():
        (corpus / "articles" / f"{name}.txt").write_bytes(text.encode("utf-8"))
    return read_study(corpus)
