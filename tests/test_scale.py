"""Counting an archive: the same numbers as a study's own chain, from any format, on any workers, whole or not."""

from __future__ import annotations

import csv
import gzip
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pandas as pd
import psutil
import pyarrow as pa
import pytest
from distributed import Client, LocalCluster

from analysis.commands import SEEDS
from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.scale import chain, count, formats, workers
from analysis.scale.archive import read_counts, read_matches
from analysis.scale.count import read_manifest, run
from analysis.scale.inputs import input_files, partitions
from analysis.statistics.counting import COUNTS
from analysis.statistics.counting import count as count_sentences
from analysis.statistics.rates import rates_of
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches
from benchmarks import generate
from tests.test_exclusions import good, lines

THEMES = SEEDS / "themes.toml"


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return generate.articles(60)


@pytest.fixture(autouse=True)
def small_partitions(monkeypatch):
    monkeypatch.setattr(formats, "TARGET", 2**15)


@pytest.fixture(scope="module")
def undisturbed(articles, tmp_path_factory) -> Path:
    """The articles counted in one piece in this process."""
    folder = tmp_path_factory.mktemp("undisturbed")
    articles.to_parquet(folder / "all.parquet")
    return run(folder / "all.parquet", folder / "out", THEMES, with_matches=True)


def write_lines(path: Path, articles: pd.DataFrame) -> None:
    text = articles.to_json(orient="records", lines=True, force_ascii=False).encode()
    if path.suffix == ".gz":
        text = gzip.compress(text)
    if path.suffix == ".zst":
        with pa.output_stream(str(path), compression="zstd") as file:
            file.write(text)
    else:
        path.write_bytes(text)


def tables(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


def sums(counts: pd.DataFrame, *by: str) -> pd.DataFrame:
    keyed = counts.assign(**{name: counts[name].astype(str) for name in ("article", "theme", *by)})
    return keyed.groupby(["article", *by, "theme"])[COUNTS].sum()


# The same numbers


def test_an_archive_counts_as_the_study_of_the_same_articles(articles, undisturbed):
    said = sentences(articles)
    found = matches(tokens(said), read_lexicon(THEMES))
    expected = count_sentences(articles, said, found)
    stored, counts = read_counts(undisturbed, split=("part", "speaker"))
    pd.testing.assert_frame_equal(sums(counts, "part", "speaker"), sums(expected, "part", "speaker"), check_dtype=False)
    assert list(stored["article"]) == sorted(articles["article"])
    assert stored["words"].sum() == said["words"].sum()
    their_sentences, their_matches = read_matches(undisturbed)
    pd.testing.assert_frame_equal(
        their_matches.drop(columns="theme"),
        found[their_matches.columns].drop(columns=["theme"]),
        check_dtype=False,
        check_categorical=False,
    )
    assert list(their_sentences["start"]) == list(said["start"])
    by_sentence = count_sentences(stored, their_sentences, their_matches)
    assert by_sentence["matches"].sum() == expected["matches"].sum()


def test_seeds_as_a_corpus_folder(tmp_path):
    out = run(SEEDS, tmp_path / "out", THEMES)
    assert read_manifest(out)["articles"] == 5
    assert set(read_counts(out)[0]["article"]) == set(read_corpus(SEEDS)["article"])


def test_read_corpus_reads_an_archive(articles, tmp_path):
    articles.to_parquet(tmp_path / "a.parquet")
    read = read_corpus(tmp_path / "a.parquet")
    assert list(read["text"]) == list(articles["text"])
    assert read.loc[0, "published"] == pd.Timestamp(articles.loc[0, "published"])
    lines(tmp_path / "b.jsonl", good(articles.loc[0, "article"]), good("b", text=""))
    with pytest.raises(InputError) as error:
        read_corpus(tmp_path)
    assert "b.jsonl, byte" in error.value.problems[0]
    assert "stands twice" in error.value.problems[1]
    (tmp_path / "c.jsonl").write_bytes(b"")
    with pytest.raises(InputError, match="holds no article"):
        read_corpus(tmp_path / "c.jsonl")


def test_rates_take_what_read_counts_gives(articles, undisturbed):
    stored, counts = read_counts(undisturbed)
    grouped = stored.assign(half=["a", "b"] * 30)
    rates = rates_of(grouped, counts, by="half")
    assert rates["words"].sum() == counts.groupby("theme", observed=True)["words"].sum().sum()


def test_a_group_of_few_articles_has_a_rate_and_no_interval(articles, undisturbed):
    stored, counts = read_counts(undisturbed)
    rates = rates_of(stored.assign(group=["few"] * 3 + ["many"] * 57), counts, by="group").set_index("group")
    assert rates.loc["few", "rate"].notna().all()
    assert rates.loc["few", "rate_low"].isna().all()
    assert rates.loc["many", "unit"].eq("article").all()


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.csv.gz"])
def test_every_format_and_order_gives_the_same_bytes(articles, undisturbed, tmp_path, name):
    mixed = articles.sample(frac=1, random_state=7)
    (tmp_path / "in").mkdir()
    for n in range(2):
        path = tmp_path / "in" / f"{n}{name}"
        if "csv" in name:
            mixed.iloc[n::2].to_csv(path, index=False, quoting=csv.QUOTE_ALL)
        else:
            write_lines(path, mixed.iloc[n::2])
    out = run(tmp_path / "in", tmp_path / "out", THEMES, with_matches=True)
    assert tables(out) == tables(undisturbed)


def test_partitions_are_many_and_always_the_same(articles, tmp_path):
    articles.to_parquet(tmp_path / "a.parquet", row_group_size=9)
    write_lines(tmp_path / "b.jsonl", articles)
    first, again = (list(partitions(input_files(tmp_path))) for _ in range(2))
    assert len(first) > 6
    assert first == again
    assert [one.number for one in first] == list(range(len(first)))
    assert sum(one.size for one in first) == pytest.approx(sum(p.stat().st_size for p in tmp_path.iterdir()), rel=0.01)


def test_buckets_change_files_but_not_rows(articles, undisturbed, tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.scale.merge.ARTICLES", 20)
    monkeypatch.setattr(chain, "ROWS", 7)
    articles.to_parquet(tmp_path / "a.parquet")
    articles[:1].assign(article="unmatched", text="باران آمد.").to_parquet(tmp_path / "b.parquet")
    out = run(tmp_path, tmp_path / "out", THEMES, with_matches=True)
    assert len(list((out / "counts").iterdir())) == 4
    assert len(read_matches(out)[1]) == len(read_matches(undisturbed)[1])
    counts = read_counts(out)[1]
    pd.testing.assert_frame_equal(
        sums(counts[counts["article"] != "unmatched"]), sums(read_counts(undisturbed)[1]), check_dtype=False
    )


# Workers


def test_processes_of_this_machine_one_of_them_killed(articles, undisturbed, tmp_path):
    for n in range(4):
        articles.iloc[n::4].to_parquet(tmp_path / f"{n}.parquet")

    def kill() -> None:
        while not list(tmp_path.glob(".out.unfinished/parts/0*")):
            time.sleep(0.01)
        workers_now = [
            one for one in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(one.cmdline())
        ]
        workers_now[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    out = run(tmp_path, tmp_path / "out", THEMES, workers=2, with_matches=True)
    killer.join(1)
    assert not killer.is_alive()
    assert tables(out) == tables(undisturbed)


def test_a_lost_scheduler_is_one_sentence_and_what_is_finished_is_kept(articles, undisturbed, tmp_path):
    for n in range(4):
        articles.iloc[n::4].to_parquet(tmp_path / f"{n}.parquet")
    with LocalCluster(n_workers=1, processes=False, dashboard_address=":0") as cluster, Client(cluster) as client:

        def close() -> None:
            while not list(tmp_path.glob(".out.unfinished/parts/0*")):
                time.sleep(0.01)
            cluster.close()

        threading.Thread(target=close, daemon=True).start()
        with pytest.raises(InputError) as error:
            run(tmp_path, tmp_path / "out", THEMES, client=client, with_matches=True)
    assert error.value.problems[0] == "The connection to the Dask scheduler was lost."
    assert "the same command goes on from there" in error.value.problems[1]
    assert tables(run(tmp_path, tmp_path / "out", THEMES, with_matches=True)) == tables(undisturbed)


def test_an_unreachable_scheduler_is_one_sentence(articles, tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 1)
    articles.to_parquet(tmp_path / "a.parquet")
    with pytest.raises(InputError, match=r"No Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        run(tmp_path / "a.parquet", tmp_path / "out", THEMES, scheduler="tcp://127.0.0.1:9")


def test_a_worker_of_another_version_is_refused(articles, tmp_path):
    job = chain.Job(tmp_path, THEMES, "", {}, False, {"hazm": "0.10"})
    with pytest.raises(InputError, match="start the workers in the environment of this project"):
        chain.count_partition(job, formats.Partition(0, "", "records", 0, 0, 0, []))


def test_what_goes_out_with_every_partition_is_small(articles, tmp_path, monkeypatch):
    sent = []
    articles.to_parquet(tmp_path / "a.parquet")
    monkeypatch.setattr(count, "count_partition", lambda job, one: sent.append(job) or chain.count_partition(job, one))
    run(tmp_path / "a.parquet", tmp_path / "out", THEMES)
    assert max(len(pickle.dumps(job)) for job in sent) < 2048  # a scheduler keeps something of each


@pytest.mark.parametrize(("memory", "number"), [(2**40, 64), (3 * 2**30, 4), (2**28, 1)])
def test_workers_are_as_many_as_cores_or_as_memory_holds(monkeypatch, memory, number):
    monkeypatch.setattr("dask.system.CPU_COUNT", 64)
    monkeypatch.setattr("distributed.system.MEMORY_LIMIT", memory)
    assert workers._fitting() == number


def test_little_memory_does_not_stop_the_workers(articles, undisturbed, tmp_path, monkeypatch):
    monkeypatch.setattr("distributed.system.MEMORY_LIMIT", 2**28)  # by Dask's own limit both would be paused
    articles.to_parquet(tmp_path / "a.parquet")
    assert tables(run(tmp_path / "a.parquet", tmp_path / "out", THEMES, workers=2, with_matches=True)) == tables(
        undisturbed
    )


def test_a_process_that_counts_loads_no_classifiers_and_can_load_them_later():
    program = "from analysis.scale.process import ready, lean; lean(); ready(); import sys; "
    program += "assert not {'scipy', 'sklearn'} & set(sys.modules); import sklearn, scipy"
    subprocess.run([sys.executable, "-c", program], check=True)


# Whole or not at all


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
    assert len(seen) == 1 + len(list(partitions(input_files(tmp_path / "a.parquet"))))
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
