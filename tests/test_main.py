"""The command line as a user meets it: what it prints, where it writes, its exit status."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.commands import SEEDS


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A copy of the five articles that a test may spoil."""
    return Path(shutil.copytree(SEEDS, tmp_path / "corpus"))


def test_a_sound_corpus_is_said_to_be_sound(capsys):
    assert main(["check", str(SEEDS)]) == 0
    assert "sound corpus folder" in capsys.readouterr().out


def test_check_lists_every_problem_of_every_file_at_once(corpus, capsys):
    (corpus / "articles" / "karaj-kiani.txt").unlink()
    coding = corpus / "coding" / "first.csv"
    coding.write_text(coding.read_text(encoding="utf-8").replace(",headline,", ",heading,", 1), encoding="utf-8")
    assert main(["check", str(corpus)]) == 2
    told = capsys.readouterr().err
    assert "karaj-kiani.txt does not exist" in told
    assert "'heading'" in told
    assert "Traceback" not in told


def test_check_names_what_is_wrong_in_the_lexicon(corpus, capsys):
    themes = corpus / "themes.toml"
    themes.write_text(themes.read_text(encoding="utf-8") + '\n[[entries]]\ntheme = "weather"\n', encoding="utf-8")
    assert main(["check", str(corpus)]) == 2
    assert "'weather'" in capsys.readouterr().err


def test_check_names_an_entry_that_can_never_match(corpus, capsys):
    shadowed = """
[[entries]]
theme = "service"
subtheme = "ethos"
pattern = "خدمت به خلق"
tier = "core"
guard = true
note = "Claims the words of the next entry."

[[entries]]
theme = "service"
subtheme = "ethos"
pattern = "خدمت‌به‌خلق"
tier = "core"
note = "Never matches: its words are claimed."
examples = ["خدمت به خلق"]
"""
    themes = corpus / "themes.toml"
    themes.write_text(themes.read_text(encoding="utf-8") + shadowed, encoding="utf-8")
    assert main(["check", str(corpus)]) == 2
    assert "خدمت" in capsys.readouterr().err


def test_check_of_a_folder_that_is_not_there(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert "articles.csv does not exist" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["check"], ["study", "--corpus"]])
def test_a_file_of_a_corpus_is_not_the_corpus(corpus, capsys, words):
    assert main([*words, str(corpus / "articles.csv")]) == 2
    assert capsys.readouterr().err.endswith(f"csv is a file, and a corpus is a folder; name {corpus} instead.\n")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "frobnicate",
        "study --by",
        "study --nonsense",
        "study --corpus nowhere",
        "study --out {seeds}",
        "check",
        "check one two",
        "sheet",
        "sheet --sample x --coder a",
        "sheet --sample 0 --coder a",
        "sheet --sample 5 --coder a --seed -1",
        "sheet --sample 5 --coder a --out a.csv",
        "sheet --sample 5 --coder a --out {seeds}",
        "code",
        "code --read {seeds}",
        "suggest --top 0",
        "count",
        "count {seeds} --out {seeds}",
        "count {seeds} --out counts --workers 0",
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(typed, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    try:
        status = main(typed.format(seeds=SEEDS).split())
    except SystemExit as refused:
        status = refused.code
    told = capsys.readouterr().err
    assert status == 2
    assert all(line.endswith(".") for line in told.splitlines())
    assert not any(tmp_path.iterdir())


def test_a_broken_corpus_leaves_nothing_behind(corpus, tmp_path, capsys):
    (corpus / "articles.csv").unlink()
    assert main(["study", "--corpus", str(corpus), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()


def test_an_empty_sheet_stores_nothing_and_names_every_cell(corpus, tmp_path, capsys):
    sheet = tmp_path / "second.xlsx"
    asked = ["sheet", "--corpus", str(corpus), "--sample", "12", "--coder", "second", "--out", str(sheet)]
    assert main(asked) == 0
    assert main(["code", "--corpus", str(corpus), "--read", str(sheet)]) == 2
    assert "the speaker is empty in 12 of 12 rows, the first in cell I2" in capsys.readouterr().err
    assert not (corpus / "coding" / "second.csv").exists()


def test_a_sheet_is_never_written_over(tmp_path, capsys):
    sheet = tmp_path / "second.xlsx"
    sheet.write_bytes(b"days of work")
    assert main(["sheet", "--sample", "12", "--coder", "second", "--out", str(sheet)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert sheet.read_bytes() == b"days of work"


def test_suggestions_are_learned_from_one_coder(corpus, capsys):
    shutil.copy(corpus / "coding" / "first.csv", corpus / "coding" / "sara.csv")
    assert main(["suggest", "--corpus", str(corpus), "--coder", "sara"]) == 0
    assert "errs too seldom against the coding by sara" in capsys.readouterr().out
    coding = pd.read_csv(corpus / "coding" / "first.csv", dtype=str, keep_default_na=False)
    coding.loc[::2, "meritocracy"] = "selection"  # of every other sentence, most of which the lexicon misses
    coding.to_csv(corpus / "coding" / "sara.csv", index=False)
    assert main(["suggest", "--corpus", str(corpus), "--coder", "sara"]) == 0
    told = capsys.readouterr().out
    assert "Learned from the coding by sara" in told
    assert "#" not in told, "a verb is cited by its infinitive, not by the two stems of its lemma"
    assert main(["suggest", "--corpus", str(corpus), "--coder", "ali"]) == 2
    assert "it has codings by first, sara" in capsys.readouterr().err


def test_an_archive_is_counted(tmp_path, capsys):
    assert main(["count", str(SEEDS), "--out", str(tmp_path / "counts"), "--workers", "1"]) == 0
    assert (tmp_path / "counts" / "manifest.json").is_file()


def test_a_study_is_written_neither_over_its_corpus_nor_over_counts(tmp_path, capsys):
    assert main(["study", "--out", str(SEEDS)]) == 2
    assert "is the corpus itself" in capsys.readouterr().err
    (tmp_path / "counts").mkdir()
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert main(["study", "--out", str(tmp_path)]) == 2
    assert "holds the counts of an archive" in capsys.readouterr().err
    assert (tmp_path / "manifest.json").read_text(encoding="utf-8") == "{}"
