"""Codings by the lexicon and by hand: present where a match begins, and every fault of a file named at once."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.themes.coding import code, read_coding

HEADER = "article,sentence,start,end,part,speaker,repeat_of,service,participation\n"
TEXT = "خدمت به مردم. کار تازه.\n"


def found(*places: tuple[str, int, str]) -> pd.DataFrame:
    table = pd.DataFrame(places, columns=["article", "start", "theme"])
    return table.assign(end=table["start"] + 3, theme=pd.Categorical(table["theme"], ["service", "participation"]))


def units(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["article", "sentence", "start", "end"])


def test_a_theme_is_present_where_a_match_begins():
    places = found(("b", 12, "service"), ("a", 9, "participation"), ("a", 10, "service"), ("c", 0, "service"))
    coded = code(units(("a", 1, 0, 10), ("a", 2, 11, 20), ("b", 1, 0, 30)), places)
    assert coded.groupby(["article", "sentence", "theme"], observed=True)["present"].sum().to_dict() == {
        ("a", 1, "service"): 0,
        ("a", 1, "participation"): 1,
        ("a", 2, "service"): 0,
        ("a", 2, "participation"): 0,
        ("b", 1, "service"): 1,
        ("b", 1, "participation"): 0,
    }
    assert set(coded["source"]) == {"lexicon"}


def test_themes_without_a_list_of_them_are_those_that_occur():
    places = found(("a", 9, "service")).astype({"theme": object})
    assert code(units(("a", 1, 0, 10), ("a", 2, 11, 20)), places)["present"].tolist() == [1, 0]


def test_no_matches_code_nothing():
    coded = code(units(("a", 1, 0, 10)), found())
    assert coded["present"].tolist() == [0, 0]
    assert code(units(), found(("a", 0, "service"))).empty


def test_the_coding_of_the_seeds_is_read_whole():
    coded = read_coding(SEEDS / "coding" / "first.csv")
    assert len(coded) == 76 * 4
    assert coded.groupby("theme", observed=True)["present"].sum().tolist() == [31, 19, 12, 12]
    assert set(coded.loc[coded["present"] == 0, "subthemes"]) == {""}
    assert coded["repeat_of"].dtype == "Int64"


def corpus(folder: Path, rows: str) -> Path:
    (folder / "articles").mkdir()
    (folder / "articles" / "a.txt").write_bytes(TEXT.encode())
    (folder / "coding").mkdir()
    path = folder / "coding" / "first.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def test_a_sound_coding_is_read(tmp_path):
    coded = read_coding(corpus(tmp_path, "a,1,0,13,body,official,,ethos,\na,2,14,23,body,official,1,,\n"))
    assert coded["present"].tolist() == [1, 0, 0, 0]
    assert coded["weight"].eq(1).all()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("b,1,0,5,body,official,,,", "line 2: the article 'b' has no text"),
        ("a,1,0,99,body,official,,,", "the offsets 0–99 lie beyond the article's 24 characters"),
        ("a,1,0,2,body,official,,,", "the offsets 0–2 cut a word at 2"),
        ("a,1,13,14,body,official,,,", "the offsets 13–14 hold no text"),
        ("a,1,9,4,body,official,,,", "the offsets 9–4 are empty or overlap"),
        ("a,1,0,x,body,official,,,", "end is 'x'; it must be a whole number"),
        ("a,1,0,13,body,official,7,,", "repeat_of names sentence 7, which does not stand above"),
        ("a,1,0,13,boddy,official,,,", "part is 'boddy'; it is one of kicker"),
        ("a,1,0,13,body,mayor,,,", "speaker is 'mayor'; it is one of official"),
        ("a,1,0,13,body,official,,,\na,1,14,23,body,official,,,", "sentence 1 of 'a' stands already in line 2"),
        ("a,1,0,13,body,official,,,\na,2,5,23,body,official,,,", "overlap the sentence above, which ends at 13"),
        ("a,1,0,13,body", "5 fields where the header has 9"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, row, told):
    with pytest.raises(InputError) as error:
        read_coding(corpus(tmp_path, row + "\n"))
    assert told in str(error.value)


def test_unknown_codes_are_told_where_a_codebook_stands(tmp_path):
    path = corpus(tmp_path, "a,1,0,13,body,official,,ethos+etos,\n")
    (tmp_path / "themes.toml").write_bytes((SEEDS / "themes.toml").read_bytes())
    with pytest.raises(InputError) as error:
        read_coding(path)
    assert "line 2: 'etos' is no code of service; they are delivery, ethos, responsiveness, service." in str(
        error.value
    )
    assert "the column of the theme 'meritocracy' is missing" in str(error.value)


@pytest.mark.parametrize("cell", ["+", "ethos+"])
def test_a_plus_that_joins_nothing_is_no_code(tmp_path, cell):
    path = corpus(tmp_path, f"a,1,0,13,body,official,,{cell},\n")
    (tmp_path / "themes.toml").write_bytes((SEEDS / "themes.toml").read_bytes())
    with pytest.raises(InputError, match="line 2: '' is no code of service"):
        read_coding(path)


@pytest.mark.parametrize("weight", ["inf", "nan", "0", "-1", "x", ""])
def test_a_weight_is_a_number_above_0(tmp_path, weight):
    path = corpus(tmp_path, "")
    path.write_text(HEADER.replace("\n", ",weight\n") + f"a,1,0,13,body,official,,,,{weight}\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"line 2: weight is '{weight}'; it must be a number above 0"):
        read_coding(path)


def test_all_faults_are_told_at_once(tmp_path):
    rows = "a,1,0,2,body,mayor,,,\na,1,14,99,boddy,official,,,\nb,1,0,5,body,official,,,\n"
    with pytest.raises(InputError) as error:
        read_coding(corpus(tmp_path, rows))
    assert len(error.value.problems) == 6
