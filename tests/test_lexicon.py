"""The lexicon of the seeds does what it says, and every fault of a themes.toml is named at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.text.tokens import tokens
from analysis.themes.check import as_sentences, lexicon_problems
from analysis.themes.lexicon import read_codebook, read_lexicon
from analysis.themes.matching import matches

THEMES = """
[themes.service]
name_fa = "خدمت"
name_en = "service"
definition = "Serving people."
[themes.service.subthemes.ethos]
name_fa = "روحیه"
name_en = "ethos"
definition = "As a duty."
[lists.people]
note = "Those who are served."
patterns = ["مردم", "شهروندان"]
[[entries]]
theme = "service"
subtheme = "ethos"
pattern = "خدمت {0,2} به @people"
tier = "core"
note = "Serving named people."
examples = ["خدمت صادقانه به مردم"]
"""


@pytest.fixture(scope="module")
def lexicon():
    return read_lexicon(SEEDS / "themes.toml")


def entry(**fields: str) -> str:
    given = {
        "theme": '"service"',
        "subtheme": '"ethos"',
        "pattern": '"مهر"',
        "tier": '"core"',
        "note": '"why"',
        **fields,
    }
    return "\n[[entries]]\n" + "\n".join(f"{name} = {value}" for name, value in given.items() if value)


def problems(folder: Path, source: str) -> list[str]:
    path = folder / "themes.toml"
    path.write_text(source, encoding="utf-8")
    return lexicon_problems(path)


def test_every_example_of_the_seeds_shows_what_it_should():
    assert lexicon_problems(SEEDS / "themes.toml") == []


def test_every_entry_has_examples_and_every_condition_a_counter_example(lexicon):
    assert (lexicon["examples"].str.len() > 0).all()
    conditioned = lexicon[(lexicon[["near", "not_near", "speaker"]].map(len) > 0).any(axis=1)]
    assert (conditioned["counter_examples"].str.len() > 0).all()
    assert not lexicon["note"].eq("").any()


def test_counter_examples_fail_by_their_condition_alone(lexicon):
    """Without its condition the entry matches: the counter-example shows what the condition keeps out."""
    nothing = lexicon["near"].map(lambda _: ())
    bare = lexicon.assign(near=nothing, not_near=nothing, guard=False, theme=lexicon["entry"].astype("category"))
    asked = lexicon[["entry", "counter_examples"]].explode("counter_examples").dropna().reset_index(drop=True)
    found = matches(tokens(as_sentences(asked["counter_examples"])), bare)
    pairs = set(zip(found["article"].astype(int), found["entry"], strict=True))
    assert [row.counter_examples for row in asked.itertuples() if (row.Index, row.entry) not in pairs] == []


def test_codebook_has_the_four_themes_with_their_parts(lexicon):
    codebook = read_codebook(SEEDS / "themes.toml")
    parts = codebook[codebook["subtheme"] != ""].groupby("theme", sort=False)["subtheme"].agg(list)
    assert parts.to_dict() == {
        "service": ["ethos", "delivery", "responsiveness"],
        "participation": ["citizens", "institutions", "expertise"],
        "meritocracy": ["selection", "development", "assessment"],
        "structural_change": ["structure", "approach"],
    }
    used = lexicon[~lexicon["guard"]].groupby("theme", observed=True)["subtheme"].agg(lambda names: set(names))
    assert {theme: set(names) for theme, names in parts.items()} == used.to_dict()
    assert set(lexicon["tier"]) == {"core", "extended"}


def test_a_theme_may_have_no_sub_theme(tmp_path):
    theme = '\n[themes.safety]\nname_fa = "ایمنی"\nname_en = "safety"\ndefinition = "x"'
    entry = '\n[[entries]]\ntheme = "safety"\npattern = "ایمنی"\ntier = "core"\nnote = "x"'
    assert problems(tmp_path, THEMES + theme + entry + '\nsubtheme = "fire"') != []
    assert problems(tmp_path, THEMES + theme + entry) == []
    assert read_lexicon(tmp_path / "themes.toml")["subtheme"].iloc[-1] == ""


def test_a_guard_needs_no_tier(tmp_path):
    guard = '\n[[entries]]\ntheme = "service"\npattern = "مهرگان"\nguard = true\nnote = "A feast."'
    assert problems(tmp_path, THEMES + guard) == []
    assert read_lexicon(tmp_path / "themes.toml")["tier"].iloc[-1] == "core"


def test_a_sound_file_has_no_problem(tmp_path):
    assert problems(tmp_path, THEMES) == []


@pytest.mark.parametrize(
    ("added", "told"),
    [
        (entry(weight="2"), "the field 'weight' is unknown; known are id, theme"),
        (entry(exmaples='["x"]'), "the field 'exmaples' is unknown; perhaps 'examples' is meant."),
        (entry(pattern='" "'), "the field 'pattern' is missing or empty"),
        (entry(note=""), "the field 'note' is missing or empty"),
        (entry(theme='"servise"'), "the theme 'servise' is not in [themes]; perhaps 'service' is meant."),
        (entry(subtheme='"delivery"'), "the sub-theme 'delivery' is not one of service; known are ethos"),
        (entry(tier='"main"'), "the tier 'main' is unknown; it is core or extended"),
        (entry(speaker='"mayor"'), "the speaker 'mayor' is unknown"),
        (entry(near='"مردم"'), "near is 'مردم'; it must be a list of texts"),
        (entry(guard='"yes"'), "guard is 'yes'; it must be a bare true or false"),
        (entry(near_words="3"), "near_words is the reach in words of near or not_near"),
        (entry(near='["@bodies"]'), "near: the list @bodies is not defined under [lists]; defined are: people"),
        (entry(pattern='"خدمت(ی|گزار)"'), "not a regular expression"),
        (entry(pattern='"خدمت.*مردم"'), "not a regular expression"),
        (entry(pattern='"ـ"'), "has no letter left to compare after normalisation"),
        (entry(pattern='"خ*"'), "is a single letter; it would match most of the text"),
        (entry(pattern='"{0,2} مردم"'), "the pattern begins or ends with a gap"),
        (entry(pattern='"خدمت {4,2} مردم"'), "the gap {4,2} must run from fewer to more words"),
        (entry(pattern='"خدمت {0,2} به @people"'), "entry 1 claims the same words in the theme 'service'; keep one"),
        (entry() + entry(pattern='"مِهر"'), "entry 3 («مِهر»): entry 2 claims the same words"),
        (entry(id='"a"') + entry(id='"a"', pattern='"ماه"'), "the id 'a' already belongs to entry 2"),
        ('\n[lists.empty]\nnote = "x"\npatterns = []', "patterns is empty; a list needs at least one pattern"),
        ('\n[lists.long]\nnote = "x"\npatterns = ["خدمت {0,2} مردم"]', "a list holds single words and compounds"),
        (
            '\n[themes.other]\nname_fa = "x"\nname_en = "x"\ndefinition = "x"'
            + entry(theme='"other"', subtheme="", guard="true"),  # a guard counts for nothing
            "the theme 'other' has no entry that counts",
        ),
        ("\n[codebook]\nx = 1", "[codebook] is unknown"),
        (
            '\n[themes.other]\nname_fa = "خِدمت"\nname_en = "x"\ndefinition = "x"' + entry(theme='"other"', subtheme=""),
            "[themes.other]: the name 'خِدمت' is also one of [themes.service]; give each its own",
        ),
        (
            '\n[themes.service.subthemes.other]\nname_fa = "y"\nname_en = "ethos"\ndefinition = "x"',
            "[themes.service.subthemes.other]: the name 'ethos' is also one of [themes.service.subthemes.ethos]",
        ),
        (entry(pattern='"lemma:شهروندان"'), "no form has the lemma 'شهروندان'; the lemma of شهروندان is شهروند"),
        (entry(examples='["مردم"]'), "the example 'مردم' is not matched by it; matched are: nothing"),
        (entry(counter_examples='["مهر"]'), "the counter-example 'مهر' is matched by it"),
        (entry(pattern='"مهر."'), "without punctuation"),
        (entry(pattern='"مهر_ماه"'), "it can never match, since no text gives its words so"),
        (entry(pattern='"مهر مردم"', not_near='["@people"]'), "its own words hold what its not_near forbids"),
        (
            entry() + entry(pattern='"lemma:مهر"', guard="true"),
            "'service: مهر': it can never match, since 'service: lemma:مهر' always claims its words",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path, added, told):
    found = problems(tmp_path, THEMES + added)
    assert len(found) == 1, found
    assert told in found[0]
    assert found[0].startswith(str(tmp_path / "themes.toml"))
    assert found[0].endswith(".")


@pytest.mark.parametrize("subthemes", ["3", "true", '"ethos"', '["ethos"]', "{ethos = 3}"])
def test_sub_themes_that_are_no_tables_are_told_once(tmp_path, subthemes):
    theme = f'[themes.other]\nname_fa = "x"\nname_en = "x"\ndefinition = "x"\nsubthemes = {subthemes}\n'
    (problem,) = problems(tmp_path, THEMES + "\n" + theme + entry(theme='"other"', subtheme='"ethos"'))
    assert "the sub-themes of 'other' must be tables such as [themes.other.subthemes.name]" in problem


def test_an_entry_that_others_always_claim_is_told(tmp_path):
    rivals = entry(pattern='"مهر"', guard="true", subtheme="") + entry(pattern='"lemma:مهر"')
    assert any("it can never match, since" in told for told in problems(tmp_path, THEMES + rivals)) is False
    shadow = entry(pattern='"مهربانی"', guard="true", subtheme="") + entry(pattern='"مهربان ی"', theme='"service"')
    assert "claims the same words" in problems(tmp_path, THEMES + shadow)[0]


def test_all_faults_are_told_at_once(tmp_path):
    bad = entry(tier='"main"') + entry(pattern='"x|y"') + entry(theme='"servise"')
    assert len(problems(tmp_path, THEMES + bad)) == 3
    with pytest.raises(InputError) as error:
        read_lexicon(tmp_path / "themes.toml")
    assert len(error.value.problems) == 3


def test_a_file_that_is_no_toml_and_one_that_is_not_there(tmp_path):
    assert "is not TOML" in problems(tmp_path, "[themes")[0]
    for source, place, meant in (
        ('name = "متن\n', "line 1, column 12,", "a quotation mark is never closed"),
        ("name = “متن”", "line 1, column 8,", "straight double quotes"),
        ('[themes.خدمت]\nname_fa = "خدمت"', "line 1, column 9,", "Latin letters"),
        ("a = 1\na = 2", "at its end", "this name stands twice"),
    ):
        (said,) = problems(tmp_path, source)
        assert f"themes.toml {place}" in said.replace("toml,", "toml")
        assert f"is not TOML: {meant}" in said or meant in said
    assert "does not exist" in lexicon_problems(tmp_path / "none.toml")[0]
    (tmp_path / "themes.toml").write_bytes(b"\xff\xfe")
    assert "is not UTF-8" in lexicon_problems(tmp_path / "themes.toml")[0]
