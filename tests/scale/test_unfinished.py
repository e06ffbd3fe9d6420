"""A count is there whole or not at all, goes on where it was, and replaces nothing but an older count."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.scale import chain, count
from analysis.scale.count import read_manifest, run
from analysis.scale.inputs import input_files, partitions
from tests.scale.finished import tables

THEMES = SEEDS / "themes.toml"


def test_an_interrupted_count_goes_on(articles, undisturbed, tmp_path, monkeypatch):
    articles.to_parquet(tmp_path / "a.parquet", row_group_size=9)
    real, seen = chain.tables_of, []

    def failing(*args, **kwargs):
        seen.append(1)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    monkeypatch.setattr(chain, "tables_of", failing)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "a.parquet", tmp_path / "out", THEMES, with_matches=True)
    assert not (tmp_path / "out").exists()
    out = run(tmp_path / "a.parquet", tmp_path / "out", THEMES, with_matches=True)
    assert len(seen) == 1 + len(list(partitions(input_files(tmp_path / "a.parquet"), tmp_path / "a.parquet")))
    assert tables(out) == tables(undisturbed)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.parquet", "out"]


def test_a_full_disk_is_one_sentence_and_what_is_finished_is_kept(articles, tmp_path, monkeypatch):
    articles.to_parquet(tmp_path / "a.parquet", row_group_size=9)
    real, seen = chain.parquet.write, []

    def full(*args):
        seen.append(1)
        if len(seen) > 7:
            raise OSError(28, "No space left on device")
        real(*args)

    monkeypatch.setattr(chain.parquet, "write", full)
    with pytest.raises(InputError) as error:
        run(tmp_path / "a.parquet", tmp_path / "out", THEMES)
    assert "No space left on device" in str(error.value)
    assert "2 finished partitions are kept" in str(error.value)
    monkeypatch.setattr(chain.parquet, "write", real)
    assert read_manifest(run(tmp_path / "a.parquet", tmp_path / "out", THEMES))["articles"] == 60


def test_what_stands_in_hidden_folders_and_in_the_output_is_no_input(articles, tmp_path):
    (tmp_path / ".cache").mkdir()
    articles.to_parquet(tmp_path / ".cache" / "old.parquet")
    articles[:9].to_parquet(tmp_path / "a.parquet")
    out = run(tmp_path, tmp_path / "out", THEMES)
    assert [one["file"] for one in read_manifest(out)["inputs"]] == ["a.parquet"]
    before = tables(out)
    assert tables(run(tmp_path, out, THEMES)) == before


def test_a_folder_that_cannot_be_written_is_one_sentence(articles, tmp_path):
    articles[:9].to_parquet(tmp_path / "a.parquet")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="Nothing can be written into"):
        run(tmp_path / "a.parquet", tmp_path / "file" / "out", THEMES)


def test_another_plan_does_not_go_on_from_these_parts(articles, tmp_path, monkeypatch):
    articles.to_parquet(tmp_path / "a.parquet")
    monkeypatch.setattr(count, "_finish", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "a.parquet", tmp_path / "out", THEMES)
    with pytest.raises(InputError, match="unfinished count of another input, lexicon, choice or version"):
        run(tmp_path / "a.parquet", tmp_path / "out", THEMES, repeats="every")


def test_a_finished_count_stands_and_another_replaces_it(articles, tmp_path):
    articles.to_parquet(tmp_path / "a.parquet")
    out = run(tmp_path / "a.parquet", tmp_path / "out", THEMES)
    before = (out / "manifest.json").stat().st_mtime_ns
    run(tmp_path / "a.parquet", out, THEMES)
    assert (out / "manifest.json").stat().st_mtime_ns == before
    run(tmp_path / "a.parquet", out, THEMES, repeats="every")
    assert read_manifest(out)["choices"]["repeats"] == "every"


def test_what_a_run_killed_at_its_last_step_left_is_tidied_up(articles, tmp_path, monkeypatch):
    articles.to_parquet(tmp_path / "a.parquet")
    with monkeypatch.context() as killed:
        killed.setattr(count, "_replace", lambda out, made: made.rename(out) and (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            run(tmp_path / "a.parquet", tmp_path / "out", THEMES)
    assert (tmp_path / ".out.unfinished").is_dir()
    before = tables(tmp_path / "out")
    assert tables(run(tmp_path / "a.parquet", tmp_path / "out", THEMES)) == before
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["a.parquet", "out"]


def test_a_part_that_another_worker_left_stands(tmp_path):
    for text in ("first", "second"):
        chain._leave(tmp_path / "000000", {"exclusions": pd.DataFrame({"reason": [text]})})
    assert [path.name for path in tmp_path.iterdir()] == ["000000"]
    assert pd.read_parquet(tmp_path / "000000" / "exclusions.parquet")["reason"].tolist() == ["first"]


@pytest.mark.parametrize("manifest", [None, b'{"made": {"thesis.txt": "x"}, "versions": {}}', b"{", b"[]", b"\xff"])
def test_a_folder_of_something_else_is_never_replaced(articles, tmp_path, manifest):
    """A study leaves a manifest.json as well; its folder was taken for an older count, and removed."""
    articles.to_parquet(tmp_path / "a.parquet")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("x")
    if manifest is not None:
        (tmp_path / "mine" / "manifest.json").write_bytes(manifest)
    with pytest.raises(InputError, match="holds no count"):
        run(tmp_path / "a.parquet", tmp_path / "mine", THEMES)
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "x"
