"""The tracked exports are those that the code makes, each says what it rests on, and a folder holds one study."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib import use

from analysis import InputError
from analysis.claim import MARK, claimed
from analysis.commands import ROOT, SEEDS
from analysis.output.manifest import NAME, lexicon_hash, manifest, take_away, texts_hash, write_manifest
from analysis.output.manifest import SEEDS as RANDOM
from analysis.output.publish import REPORTS, jobs
from analysis.study import Study, read_study

FIGURES = ROOT / "figures"
TRACKED = json.loads((FIGURES / NAME).read_text("utf-8"))
# One figure of the nine: `.ci/run` makes them all again, and compares them as it compares the notebooks.
DRAWN = {"figure: cities"}
TO_LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study(SEEDS)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_tracked_files_are_those_of_the_manifest():
    there = {path.relative_to(FIGURES).as_posix(): sha256(path) for path in FIGURES.rglob("*") if path.is_file()}
    del there[NAME]
    differ = [name for name in {**there, **TRACKED["made"]} if there.get(name) != TRACKED["made"].get(name)]
    assert not differ, f"run `make study`: these are not the files that it made: {', '.join(sorted(differ))}"


def test_what_is_made_now_is_what_is_tracked(study, tmp_path):
    use("Agg")
    made = [
        path for job in jobs(study, tmp_path) if "figure" not in job.name or job.name in DRAWN for path in job.write()
    ]
    differ = [path.name for path in made if sha256(path) != TRACKED["made"].get(path.relative_to(tmp_path).as_posix())]
    assert not differ, f"run `make study` and look at what changed: {', '.join(differ)}"
    rest = set(TRACKED["made"]) - {path.relative_to(tmp_path).as_posix() for path in made} - set(REPORTS)
    assert all(Path(name).suffix in {".png", ".svg", ".pdf", ".txt", ".csv"} and "/" not in name for name in rest)


TABLES = """
import sys
from pathlib import Path
from analysis.output.tables import write_tables
from analysis.study import read_study
write_tables(read_study(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_processor_that_sums_in_another_way_gives_the_same_tables(tmp_path):
    """With what every processor has, logarithms and sums have other last digits than with what this one has besides."""
    others = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    plain = {"NPY_DISABLE_CPU_FEATURES": " ".join(others), "OPENBLAS_CORETYPE": "Nehalem"}
    subprocess.run([sys.executable, "-c", TABLES, SEEDS, tmp_path], cwd=ROOT, env=os.environ | plain, check=True)
    made = {f"tables/{path.name}": sha256(path) for path in tmp_path.iterdir()}
    assert made == {name: digest for name, digest in TRACKED["made"].items() if name.startswith("tables/")}


def test_the_manifest_names_the_lexicon_the_texts_the_versions_and_the_seeds(study):
    told = manifest(study)
    assert told == {name: value for name, value in TRACKED.items() if name != "made"}
    assert told["files"]["themes.toml"] == sha256(SEEDS / "themes.toml")
    assert told["files"]["coding/first.csv"] == sha256(SEEDS / "coding" / "first.csv")
    assert told["articles"] == {path.stem: sha256(path) for path in (SEEDS / "articles").glob("*.txt")}
    assert told["seeds"] == {"permutation": 1, "bootstrap": 1403}


def test_every_caption_says_what_it_rests_on(study):
    captions = sorted(FIGURES.glob("*.txt"))
    assert len(captions) >= 18
    marks = [lexicon_hash(SEEDS / "themes.toml"), texts_hash(study.articles), TRACKED["versions"]["persian-discourse"]]
    marks += [str(seed) for seed in RANDOM.values()]
    for path in captions:
        text = path.read_text("utf-8").translate(TO_LATIN)
        assert [mark for mark in marks if mark not in text] == [], path.name


# A folder that another study was made in


@pytest.fixture
def folder(study, tmp_path) -> Path:
    """A folder with two files of a study, and one of the user's own."""
    for name in ("cities.fa.png", "tables/old.csv", "my-notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    write_manifest(study, tmp_path, [tmp_path / "cities.fa.png", tmp_path / "tables" / "old.csv"])
    return tmp_path


def test_what_a_study_makes_no_more_is_taken_away_and_nothing_else(folder):
    assert take_away(folder, [folder / "cities.fa.png"]) == ([folder / "tables" / "old.csv"], [])
    assert (folder / "cities.fa.png").is_file()
    assert (folder / "my-notes.txt").is_file()
    assert not (folder / "tables" / "old.csv").exists()


def test_a_file_that_was_edited_is_left_and_named(folder):
    (folder / "tables" / "old.csv").write_text("corrected", "utf-8")
    assert take_away(folder, [folder / "cities.fa.png"]) == ([], [folder / "tables" / "old.csv"])


@pytest.mark.parametrize("told", ["", "[]", "{", '{"made": 1}', '{"made": {"a": 1}}', "\x00"])
def test_without_a_manifest_nothing_is_taken_away(told, folder):
    (folder / NAME).write_text(told, "utf-8")
    assert take_away(folder, []) == ([], [])


def test_a_manifest_cannot_name_a_file_elsewhere(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "thesis.txt"
    outside.write_text("x", "utf-8")
    (folder / "link.txt").symlink_to(outside)
    names = [str(outside), os.path.relpath(outside, folder), "link.txt"]
    (folder / NAME).write_text(json.dumps({"made": dict.fromkeys(names, sha256(outside))}), "utf-8")
    assert take_away(folder, []) == ([], [])
    assert outside.is_file()


def test_a_folder_takes_one_run_at_a_time_and_tells_of_one_that_was_stopped(tmp_path):
    folder = tmp_path / "out" / "study"
    with claimed(folder) as stopped:
        assert not stopped
        with pytest.raises(InputError, match="Another run is writing into"), claimed(folder):
            pass
    assert not (folder / MARK).exists()
    with pytest.raises(KeyboardInterrupt), claimed(folder):
        raise KeyboardInterrupt
    with claimed(folder) as stopped:
        assert stopped
