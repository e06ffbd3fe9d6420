"""Counting an archive: the same numbers as a study's own chain, from any format and in any order."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from analysis.commands import SEEDS
from analysis.corpus import read_corpus
from analysis.errors import InputError
from analysis.scale import chain, parquet, partition
from analysis.scale.archive import read_counts, read_matches
from analysis.scale.chain import SLOT
from analysis.scale.count import read_manifest, run
from analysis.scale.inputs import input_files, partitions, records
from analysis.scale.merge import Bucket, _of_part
from analysis.statistics.counting import COUNTS
from analysis.statistics.counting import count as count_sentences
from analysis.statistics.rates import rates_of
from analysis.text.page import sentences
from analysis.text.tokens import tokens
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import matches
from tests.scale.finished import tables
from tests.scale.test_exclusions import good, lines

THEMES = SEEDS / "themes.toml"


def write_lines(path: Path, articles: pd.DataFrame) -> None:
    text = articles.to_json(orient="records", lines=True, force_ascii=False).encode()
    if path.suffix == ".gz":
        text = gzip.compress(text)
    if path.suffix == ".zst":
        with pa.output_stream(str(path), compression="zstd") as file:
            file.write(text)
    else:
        path.write_bytes(text)


def sums(counts: pd.DataFrame, *by: str) -> pd.DataFrame:
    keyed = counts.assign(**{name: counts[name].astype(str) for name in ("article", "theme", *by)})
    return keyed.groupby(["article", *by, "theme"])[COUNTS].sum()


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


@pytest.mark.parametrize("source", [SEEDS, SEEDS / "articles.csv"])
def test_seeds_as_a_corpus_folder(tmp_path, source):
    out = run(source, tmp_path / "out", THEMES)
    assert read_manifest(out)["articles"] == 5
    assert len(read_manifest(out)["inputs"]) == 6  # the texts, which decide the result, are inputs too
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
    articles.to_csv(tmp_path / "c.csv", index=False)
    articles.to_parquet(tmp_path / "d.parquet")  # one giant row group
    first, again = (list(partitions(input_files(tmp_path), tmp_path)) for _ in range(2))
    assert min(Counter(one.path for one in first).values()) > 2
    assert first == again
    assert [one.number for one in first] == list(range(len(first)))
    assert sum(one.size for one in first) == pytest.approx(sum(p.stat().st_size for p in tmp_path.iterdir()), rel=0.01)


@pytest.mark.parametrize("target", [1, 50, 93, 186, 1000])
def test_a_line_belongs_to_one_span_wherever_the_spans_meet(tmp_path, monkeypatch, target):
    """Also where a span begins with a line: 93 bytes are one."""
    source = lines(tmp_path / "a.jsonl", *(good(str(n), text="خدمت به مردم") for n in range(9)))
    assert source.stat().st_size == 9 * 93
    monkeypatch.setattr(partition, "TARGET", target)
    found = [record.fields["article"] for one in partitions([source], source) for record in records(one)]
    assert found == list("012345678")


def test_a_bucket_takes_its_own_slots_and_no_others(tmp_path):
    part = tmp_path / "articles.parquet"
    parquet.write(pd.DataFrame({SLOT: [0, 4, 8], "article": ["a", "b", "c"]}), part, rows=2)
    for first, last, expected in ((0, 4, ["a"]), (4, 8, ["b"]), (8, 12, ["c"]), (12, 16, [])):
        bucket = Bucket(tmp_path, tmp_path, 0, first, last, (), ())
        assert _of_part(part, bucket, as_numbers=False)["article"].to_pylist() == expected


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


def test_counts_do_not_take_the_place_of_their_input(tmp_path):
    source = lines(tmp_path / "a.jsonl", good())
    before = source.read_bytes()
    for out in (source, tmp_path / "there" / ".." / "a.jsonl"):
        with pytest.raises(InputError, match="is the input itself; choose another folder"):
            run(source, out, THEMES)
    assert source.read_bytes() == before
