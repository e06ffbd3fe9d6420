"""What an archive's count leaves out: each article with its reason, and no file that cannot be used."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.scale import chain
from analysis.scale.archive import read_counts, read_exclusions
from analysis.scale.count import read_manifest, run

THEMES = SEEDS / "themes.toml"


def good(article: str = "a", **fields: object) -> dict:
    text = "شهردار رشت گفت: خدمت به مردم وظیفه ماست.\n"
    return {"article": article, "city": "رشت", "official": "علوی", "text": text, **fields}


def lines(path: Path, *rows: dict | bytes) -> Path:
    made = [row if isinstance(row, bytes) else json.dumps(row, ensure_ascii=False).encode() for row in rows]
    path.write_bytes(b"\n".join(made) + b"\n")
    return path


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"article": "x", "text": ""}, "The text is empty."),
        ({"article": "x"}, "The text is empty."),
        ({"article": "x", "text": 5}, "The text is no text"),
        ({"article": "x", "text": ["متن"]}, "The text is no text"),
        ({"text": "متن"}, "The article has no id."),
        (b"{half", "The line is not JSON"),
        (b"[1]", "The line is not a JSON object"),
        (json.dumps({"article": "متن"}, ensure_ascii=False).encode("cp1256"), "The line is not UTF-8"),
        (rb'{"article": "x", "text": "\ud800"}', "bytes of another encoding"),
        ({"article": "x", "text": "شهردار رشت گفت".encode().decode("cp1252", "ignore")}, "read as another encoding"),
        ({"article": "x", "text": "خبر ����"}, "lost when the text was decoded"),
        ({"article": "x", "text": "آ" * 25_000_000}, "25,000,000 characters"),
        (good("a"), "The id stands twice, with the same text."),
        (good("a", text="خبر."), "The id stands twice; a longer text counts."),
    ],
)
def test_a_broken_article_is_left_out_with_its_reason(tmp_path, row, reason):
    source = lines(tmp_path / "a.jsonl", good(), good("b"), row)
    out = run(source, tmp_path / "out", THEMES, workers=1)
    (found,) = read_exclusions(out).itertuples(index=False)
    assert reason in found.reason
    assert found.article or found.place.startswith("a.jsonl, byte")
    assert set(read_counts(out)[0]["article"]) == {"a", "b"}
    assert read_manifest(out)["excluded"] == {found.reason: 1}


def test_an_id_in_two_files_counts_once(tmp_path):
    (tmp_path / "in").mkdir()
    lines(tmp_path / "in" / "a.jsonl", good(), good("b"))
    lines(tmp_path / "in" / "b.jsonl", good("a", text="خبر."), good("c"))
    out = run(tmp_path / "in", tmp_path / "out", THEMES)
    assert list(read_counts(out)[0]["article"]) == ["a", "b", "c"]
    (found,) = read_exclusions(out).itertuples(index=False)
    assert (found.article, found.reason) == ("a", "The id stands twice; a longer text counts.")
    words = read_counts(out)[0].set_index("article")["words"]
    assert words["a"] == words["b"]  # the longer one, whichever came first


def test_ids_that_stand_more_than_twice_are_set_beside_the_one_that_counts(tmp_path):
    source = lines(tmp_path / "a.jsonl", good(text="خبر."), good(), good(text="خبر."), good())
    out = run(source, tmp_path / "out", THEMES, workers=1)
    assert read_manifest(out)["excluded"] == {
        "The id stands twice, with the same text.": 1,
        "The id stands twice; a longer text counts.": 2,
    }


def test_an_article_on_which_the_program_fails_stops_no_other(tmp_path, monkeypatch):
    real = chain.sentences

    def failing(articles):
        if articles["text"].str.contains("بد").any():
            raise IndexError("list index out of range")
        return real(articles)

    monkeypatch.setattr(chain, "sentences", failing)
    source = lines(tmp_path / "a.jsonl", *(good(name) for name in "abcd"), good("e", text="بد"), good("f"))
    out = run(source, tmp_path / "out", THEMES)
    assert list(read_exclusions(out)["article"]) == ["e"]
    assert "IndexError: list index out of range" in read_exclusions(out)["reason"][0]
    assert list(read_counts(out)[0]["article"]) == ["a", "b", "c", "d", "f"]


def test_csv_lines_of_another_length_or_encoding(tmp_path):
    rows = ["article,city,official,text", 'a,رشت,علوی,"گفت: ""خدمت""\nبه مردم."', "b,رشت,علوی", "c,رشت,علوی,متن,5"]
    (tmp_path / "a.csv").write_bytes("\r\n".join(rows).encode() + "\r\nd,رشت,x,متن".encode("cp1256"))
    out = run(tmp_path / "a.csv", tmp_path / "out", THEMES)
    assert list(read_counts(out)[0]["article"]) == ["a"]
    reasons = read_exclusions(out).set_index("article")["reason"]
    assert "3 fields, the header 4" in reasons["b"]
    assert "5 fields, the header 4" in reasons["c"]
    assert "bytes of another encoding" in reasons["d"]


def test_a_row_group_that_is_damaged_names_its_file(tmp_path):
    path = tmp_path / "a.parquet"
    pd.DataFrame([good(str(n), text=f"شهردار گفت: خدمت {n * 7919 % 1000}") for n in range(3000)]).to_parquet(path)
    raw = bytearray(path.read_bytes())
    raw[2000:3000] = b"\xff" * 1000
    path.write_bytes(raw)
    with pytest.raises(InputError, match=r"a\.parquet could not be read to its end"):
        run(path, tmp_path / "out", THEMES, workers=1)


def test_an_article_without_an_id_is_found_by_its_place(tmp_path):
    rows = [good("a"), good(""), good("b")]
    pd.DataFrame(rows).to_parquet(tmp_path / "a.parquet", row_group_size=1)
    pd.DataFrame(rows).to_parquet(tmp_path / "whole.parquet")
    pd.DataFrame(rows).to_csv(tmp_path / "a.csv", index=False)
    plain = lines(tmp_path / "a.jsonl", *rows).read_bytes()
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(plain))
    part = tmp_path / "city=رشت" / "b.parquet"
    part.parent.mkdir()
    part.write_bytes((tmp_path / "whole.parquet").read_bytes())
    out = run(tmp_path, tmp_path / "out", THEMES, workers=1)
    begins = plain.index(b"\n") + 1
    places = read_exclusions(out).query("reason == 'The article has no id.'")["place"]
    assert places.tolist() == [
        "a.csv, line 5",  # in which its text, of two lines as the first one's, ends
        f"a.jsonl, byte {begins}",
        "a.parquet, row 2",
        f"b.jsonl.gz, byte {begins}",
        "city=رشت/b.parquet, row 2",
        "whole.parquet, row 2",
    ]


def test_a_moment_beyond_all_years_is_no_day(tmp_path):
    moments = [2**62, 1_700_000_000_000_000, -(2**62), None]
    table = pa.table({name: [good(str(n))[name] for n in range(4)] for name in good()})
    table = table.append_column("published", pa.array(moments, pa.timestamp("us", tz="UTC")))
    pq.write_table(table, tmp_path / "a.parquet")
    articles, _ = read_counts(run(tmp_path / "a.parquet", tmp_path / "out", THEMES))
    assert articles["published"].notna().tolist() == [False, True, False, False]
    assert articles["published"][1] == pd.Timestamp(2023, 11, 14)


def test_folders_give_the_columns_that_their_names_tell(tmp_path):
    """As pandas writes a partitioned dataset, which takes these columns out of its files."""
    rows = pd.DataFrame([good(name, year=year) for name, year in zip("abc", ("1402", "0403", None), strict=True)])
    rows.to_parquet(tmp_path / "in", partition_cols=["city", "year"])
    (tmp_path / "in" / "year=1404").mkdir()
    lines(tmp_path / "in" / "year=1404" / "some.jsonl", good("d"), good("e", year=1405))
    out = run(tmp_path / "in", tmp_path / "out", THEMES, workers=1)
    found = read_counts(out)[0].set_index("article")
    assert found["city"].eq("رشت").all()
    assert found["year"].fillna("").to_dict() == {"a": "1402", "b": "0403", "c": "", "d": "1404", "e": "1405"}


def test_what_is_no_fault_of_a_file(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "semicolons.csv").write_text('article;city;official;text\nsemi;رشت;علوی;"گفت: خدمت، به مردم"\n')
    (folder / "spreadsheet.csv").write_text(
        "article,city,official,text,,\n,,,,,\nsheet, رشت ,علوی,خدمت به مردم,,,,\n ,,\n"
    )
    lines(folder / "omitted.jsonl", {"article": "first", "text": "خدمت به مردم."}, good(2.0))
    lines(folder / "own.jsonl", good("own", row=1, slot=2, words=3, theme="x", matches=4))
    lines(folder / "a\udcff.jsonl", good("name"), {"text": "متن"})
    lines(folder / "_aside.jsonl", good("aside"))
    lines(folder / "danish.jsonl", good("danish", text="Ørsted در رشت نیروگاه می‌سازد؛ خدمت به مردم."))
    out = run(folder, tmp_path / "out", THEMES, workers=1)
    assert list(read_counts(out)[0]["article"]) == ["2", "danish", "first", "name", "own", "semi", "sheet"]
    assert read_counts(out)[0].set_index("article").loc["sheet", "city"] == "رشت"
    assert list(read_exclusions(out)["place"]) == ["a\\udcff.jsonl, byte 147"]
    alone = run(folder / "_aside.jsonl", tmp_path / "alone", THEMES, workers=1)
    assert list(read_counts(alone)[0]["article"]) == ["aside"]


@pytest.mark.parametrize(
    ("name", "content", "parts"),
    [
        ("a.jsonl", b'{"article": "a", "city": "x", "official": "y"}\n', ["a.jsonl", "columns text are missing"]),
        ("a.csv", b"article|city|official|text\n", ["a.csv", "article|city|official|text"]),
        ("a.csv", b"article,city,official,text\n", ["holds no article that can be counted"]),
        ("a.jsonl", b"", ["holds no article that can be counted"]),
        ("a.csv", b"", ["holds no article that can be counted"]),
        ("a.csv", "article,city".encode("utf-16"), ["a.csv is UTF-16", "iconv"]),
        ("a.jsonl", '{"article": "a"}'.encode("utf-16"), ["a.jsonl is UTF-16", "iconv"]),
        ("a.jsonl.gz", gzip.compress(b"{}\n" * 9, mtime=0)[:-5], ["a.jsonl.gz", "damaged"]),
        ("a.csv.zst", b"article,city", ["a.csv.zst", "damaged"]),
        ("a.parquet", b"PAR1", ["a.parquet", "damaged"]),
        ("a.txt", b"x", ["holds no articles"]),
        ("a.csv", b'article,city,official,text\n"a', ["a.csv, line 2: unexpected end of data", "quotation mark"]),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path, name, content, parts):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError) as error:
        run(tmp_path, tmp_path / "out" / "count", THEMES)
    (problem,) = error.value.problems
    assert all(part in problem for part in parts), problem
    assert not (tmp_path / "out" / "count").exists()


def test_a_linked_folder_is_not_passed_over_unseen(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "more").mkdir()
    lines(tmp_path / "in" / "a.jsonl", good())
    lines(tmp_path / "more" / "b.jsonl", good("b"))
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "more")
    with pytest.raises(InputError, match="linked is a link to a folder"):
        run(tmp_path / "in", tmp_path / "out", THEMES)
    assert read_manifest(run(tmp_path / "in" / "linked", tmp_path / "out", THEMES))["articles"] == 1


def test_a_broken_article_of_a_corpus_folder_is_left_out(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles.csv").write_text("article,city,official\na,رشت,علوی\nb,رشت,علوی\n../c,رشت,علوی\nd\n")
    (tmp_path / "articles" / "a.txt").write_text(good()["text"])
    (tmp_path / "articles" / "b.txt").write_bytes("متن".encode("cp1256"))
    os.mkfifo(tmp_path / "articles" / "d.txt")
    out = run(tmp_path, tmp_path / "out", THEMES)
    assert list(read_counts(out)[0]["article"]) == ["a"]
    left_out = read_exclusions(out)
    assert sorted(left_out["place"]) == ["articles.csv, line 3", "articles.csv, line 4", "articles.csv, line 5"]
    # The same bytes wherever the folder lies.
    assert not any(str(tmp_path) in reason for reason in left_out["reason"])
