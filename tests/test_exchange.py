"""Exchange with other programs: what goes out comes back, and what they change on the way does no harm."""

from __future__ import annotations

import dataclasses
import re
import shutil
import zipfile
from pathlib import Path
from xml.etree import ElementTree as Xml

import pandas as pd
import pytest

from analysis.__main__ import main
from analysis.commands import SEEDS
from analysis.errors import InputError
from analysis.output.exchange_refi import NAMESPACE, guid, plain, write_refi
from analysis.output.exchange_refi_coding import code_segments, read_codings
from analysis.output.exchange_refi_reading import codes_of, read_refi
from analysis.output.exchange_tokens import write_conllu, write_tokens
from analysis.packing import pack
from analysis.study import Study, read_study
from analysis.themes.coding import read_coding

TAG = f"{{{NAMESPACE}}}"
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# The elements of Project.xsd 1.0 that are written here: their children in order, and what each must carry.
SCHEMA: dict[str, tuple[str, str]] = {
    "Project": ("Users CodeBook Variables Sources", "name"),
    "Users": ("User", ""),
    "User": ("", "guid"),
    "CodeBook": ("Codes", ""),
    "Codes": ("Code", ""),
    "Code": ("Description Code", "guid name isCodable"),
    "Description": ("", ""),
    "Variables": ("Variable", ""),
    "Variable": ("", "guid name typeOfVariable"),
    "Sources": ("TextSource", ""),
    "TextSource": ("PlainTextSelection VariableValue", "guid plainTextPath creationDateTime"),
    "PlainTextSelection": ("Description Coding", "guid startPosition endPosition creatingUser creationDateTime"),
    "Coding": ("CodeRef", "guid"),
    "CodeRef": ("", "targetGUID"),
    "VariableValue": ("VariableRef TextValue", ""),
    "VariableRef": ("", "targetGUID"),
    "TextValue": ("", ""),
}


@pytest.fixture(scope="module")
def study() -> Study:
    return read_study(SEEDS)


@pytest.fixture(scope="module")
def project(study, tmp_path_factory) -> Path:
    return write_refi(study, tmp_path_factory.mktemp("refi"))


def document(path: Path) -> Xml.Element:
    with zipfile.ZipFile(path) as archive:
        return Xml.fromstring(archive.read("project.qde"))


def test_a_project_has_the_structure_of_the_schema(project):
    root = document(project)
    for element in root.iter():
        name = element.tag.removeprefix(TAG)
        children, needed = (part.split() for part in SCHEMA[name])
        places = [children.index(child.tag.removeprefix(TAG)) for child in element]
        assert places == sorted(places)
        assert set(needed) <= set(element.keys())
    known = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert all(GUID.fullmatch(guid) for guid in known)
    assert len(known) == len(set(known))
    named = {element.get("targetGUID") for element in root.iter() if element.get("targetGUID")}
    assert named <= set(known)


def test_every_match_and_coding_is_a_selection_of_its_text(study, project):
    root = document(project)
    selections = list(root.iter(f"{TAG}PlainTextSelection"))
    coded = study.hand[study.hand["present"] == 1].drop_duplicates(["source", "article", "sentence"])
    assert len(selections) == len(study.matches) + len(coded)
    with zipfile.ZipFile(project) as archive:
        for source in root.iter(f"{TAG}TextSource"):
            name = source.get("plainTextPath").replace("internal://", "sources/")
            text = archive.read(name).decode("utf-8")
            assert text == study.articles.set_index("article").loc[source.get("name"), "text"]
            for one in source.iter(f"{TAG}PlainTextSelection"):
                stretch = text[int(one.get("startPosition")) : int(one.get("endPosition"))]
                assert " ".join(stretch.split())[:80] == one.get("name")


def test_a_hand_coding_comes_back_as_it_went(study, project):
    segments = read_refi(project, study.articles, study.codebook)
    units = study.hand.drop_duplicates(["article", "sentence"])
    themes = list(study.hand["theme"].cat.categories)
    back = code_segments(segments, units, themes)
    keys = ["source", "article", "sentence", "theme"]
    pd.testing.assert_frame_equal(
        back.sort_values(keys)[[*keys, "present", "subthemes"]].reset_index(drop=True).astype({"theme": str}),
        study.hand.sort_values(keys)[[*keys, "present", "subthemes"]].reset_index(drop=True).astype({"theme": str}),
        check_dtype=False,
    )


def as_another_program(project: Path, target: Path) -> Path:
    """The project as a Windows program writes it again: CRLF, a mark at the head, capitals, identifiers of its own."""
    with zipfile.ZipFile(project) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = Xml.fromstring(files["project.qde"])
    for source in root.iter(f"{TAG}TextSource"):
        name = source.get("plainTextPath").replace("internal://", "sources/")
        text = files.pop(name).decode("utf-8")
        files[name.replace("sources/", "Sources/")] = ("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8")
        for one in source.iter(f"{TAG}PlainTextSelection"):
            for edge in ("startPosition", "endPosition"):
                place = int(one.get(edge))
                one.set(edge, str(place + 1 + text.count("\n", 0, place)))
    text = Xml.tostring(root, encoding="unicode")
    files["project.qde"] = GUID.sub(lambda found: found.group().upper(), text).encode("utf-8")
    capitals = {"Sources/" + name[8:-4].upper() + ".txt": data for name, data in files.items() if "/" in name}
    target.write_bytes(pack({"project.qde": files["project.qde"], **capitals}.items()))
    return target


def test_what_another_program_rewrote_is_read_all_the_same(study, project, tmp_path):
    ours = read_refi(project, study.articles, study.codebook)
    theirs = read_refi(as_another_program(project, tmp_path / "other.qdpx"), study.articles, study.codebook)
    pd.testing.assert_frame_equal(ours, theirs)


def test_a_selection_from_the_mark_at_the_head_begins_with_the_text(study, project, tmp_path):
    def from_the_head(root):
        for one in root.iter(f"{TAG}PlainTextSelection"):
            one.set("startPosition", "0")

    other = rewritten(as_another_program(project, tmp_path / "other.qdpx"), tmp_path / "head.qdpx", from_the_head)
    assert read_refi(other, study.articles, study.codebook)["start"].unique().tolist() == [0]


def test_line_ends_and_marks_keep_every_place(study, tmp_path):
    text = "\ufeffعنوان خبر\r\nخدمت به مردم 😀 و خدمت.\rپایان"
    articles = study.articles.iloc[:1].assign(text=text)
    assert len(plain(text)) == len(text)
    at = text.index("خدمت.")
    match = study.matches.iloc[:1].assign(start=at, end=at + 4)
    small = dataclasses.replace(study, articles=articles, matches=match, hand=study.hand.iloc[:0])
    path = write_refi(small, tmp_path)
    one = next(document(path).iter(f"{TAG}PlainTextSelection"))
    with zipfile.ZipFile(path) as archive:
        stored = archive.read(next(name for name in archive.namelist() if name.startswith("sources/"))).decode("utf-8")
    assert stored[int(one.get("startPosition")) : int(one.get("endPosition"))] == "خدمت"
    assert "\r" not in stored


def test_a_hasty_selection_codes_no_neighbour(study):
    first, second = study.sentences.iloc[3], study.sentences.iloc[4]
    segment = {"article": first["article"], "theme": "service", "subtheme": "ethos", "source": "سارا"}
    hasty = pd.DataFrame([{**segment, "start": first["start"] + 3, "end": second["start"] + 4}])
    coded = code_segments(hasty, study.sentences, ["service"])
    assert coded.loc[coded["present"] == 1, "sentence"].tolist() == [first["sentence"]]
    both = pd.DataFrame([{**segment, "start": first["start"], "end": second["end"]}])
    coded = code_segments(both, study.sentences, ["service"])
    assert coded.loc[coded["present"] == 1, "sentence"].tolist() == [first["sentence"], second["sentence"]]


def rewritten(project: Path, target: Path, change) -> Path:
    """The project after `change` was made to its document."""
    with zipfile.ZipFile(project) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = Xml.fromstring(files["project.qde"])
    change(root)
    files["project.qde"] = Xml.tostring(root)
    target.write_bytes(pack(files.items()))
    return target


def rename(user: str, name: str):
    return lambda root: next(one for one in root.iter(f"{TAG}User") if one.get("name") == user).set("name", name)


def test_codings_come_in_through_the_command(study, project, tmp_path, capsys):
    corpus = Path(shutil.copytree(SEEDS, tmp_path / "corpus"))
    sara = rewritten(project, tmp_path / "sara.qdpx", rename("first", "سارا احمدی"))
    assert main(["code", "--corpus", str(corpus), "--read", str(sara)]) == 0
    assert "سارا-احمدی.csv" in capsys.readouterr().out
    back = read_coding(corpus / "coding" / "سارا-احمدی.csv")
    hand = code_segments(
        read_refi(project, study.articles, study.codebook), study.sentences, list(back["theme"].cat.categories)
    )
    assert back["present"].sum() == hand["present"].sum() > 0
    assert set(back["article"]) == set(study.articles["article"])
    assert main(["code", "--corpus", str(corpus), "--read", str(sara)]) == 2
    assert "has a coding already" in capsys.readouterr().err


def test_what_stands_there_stays_and_new_coders_are_added(project, tmp_path, capsys):
    def second(root):
        users = root.find(f"{TAG}Users")
        new = Xml.SubElement(users, f"{TAG}User", guid="0" * 8 + "-0000-4000-8000-" + "0" * 12, name="second")
        one = next(one for one in root.iter(f"{TAG}Coding") if one.get("creatingUser") != users[0].get("guid"))
        one.set("creatingUser", new.get("guid"))

    corpus = Path(shutil.copytree(SEEDS, tmp_path / "corpus"))
    before = (corpus / "coding" / "first.csv").read_bytes()
    path = rewritten(project, tmp_path / "two.qdpx", second)
    assert main(["code", "--corpus", str(corpus), "--read", str(path)]) == 0
    assert "stay as they are: first" in capsys.readouterr().out
    assert (corpus / "coding" / "first.csv").read_bytes() == before
    added = read_coding(corpus / "coding" / "second.csv")
    assert added["article"].nunique() == 1, "a coder read the articles in which they coded something"
    assert added["present"].sum() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (rename("first", "lexicon"), "nobody but 'lexicon' coded"),
        (rename("first", "../.."), "cannot name a coding file"),
    ],
    ids=["lexicon", "path"],
)
def test_codings_that_cannot_be_stored_are_told_and_nothing_is_written(study, project, tmp_path, change, said):
    path = rewritten(project, tmp_path / "bad.qdpx", change)
    with pytest.raises(InputError, match=re.escape(said)):
        read_codings(path, study)


def test_a_theme_coded_without_a_sub_theme_stands_by_its_own_name(study, project, tmp_path):
    def bare(root):
        for one in root.iter(f"{TAG}CodeRef"):
            one.set("targetGUID", guid("code", "service", ""))

    (coding,) = read_codings(rewritten(project, tmp_path / "bare.qdpx", bare), study)
    assert set(coding["service"]) == {"", "service"}
    assert set(coding["participation"]) == {""}


def test_a_name_that_two_themes_share_is_told_apart_by_its_theme(study):
    codebook = study.codebook.copy()
    codebook.loc[codebook["subtheme"].isin(["approach", "citizens"]), ["subtheme", "name_fa", "name_en"]] = "دیگر"
    root = Xml.fromstring(
        f"<Project xmlns='{NAMESPACE}'><CodeBook><Codes><Code guid='A' name='Participation'>"
        "<Code guid='b' name='دیگر'/></Code><Code guid='c' name='دیگر'/><Code guid='d' name='ethos'/>"
        "</Codes></CodeBook></Project>"
    )
    assert codes_of(root, codebook) == {
        "a": ("participation", ""),
        "b": ("participation", "دیگر"),
        "d": ("service", "ethos"),
    }


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("a.txt", b"x")], "holds 0 .qde files"),
        ([("project.qde", b"<a")], "cannot be read as a REFI-QDA project"),
    ],
)
def test_what_is_no_project_is_told(study, tmp_path, files, said):
    path = tmp_path / "bad.qdpx"
    path.write_bytes(pack(files))
    with pytest.raises(InputError, match=re.escape(said)):
        read_refi(path, study.articles, study.codebook)


def damaged(raw: bytes) -> bytes:
    return raw[:200] + bytes(60) + raw[260:]


def encrypted(raw: bytes) -> bytes:
    flags = raw.index(b"PK\x01\x02") + 8
    return raw[:6] + b"\1" + raw[7:flags] + b"\1" + raw[flags + 1 :]


def packed_otherwise(raw: bytes) -> bytes:
    method = raw.index(b"PK\x01\x02") + 10
    return raw[:method] + b"\x63" + raw[method + 1 :]


@pytest.mark.parametrize("spoil", [damaged, encrypted, packed_otherwise])
def test_an_archive_that_cannot_be_unpacked_is_told(study, project, tmp_path, spoil):
    path = tmp_path / "bad.qdpx"
    path.write_bytes(spoil(project.read_bytes()))
    with pytest.raises(InputError, match="cannot be read as a REFI-QDA project"):
        read_refi(path, study.articles, study.codebook)


@pytest.mark.parametrize("place", ["12.5", "-3", None])
def test_a_selection_without_a_place_is_told(study, project, tmp_path, place):
    def misplace(root):
        one = next(root.iter(f"{TAG}PlainTextSelection"))
        one.attrib.pop("endPosition") if place is None else one.set("endPosition", place)

    path = rewritten(project, tmp_path / "bad.qdpx", misplace)
    with pytest.raises(InputError, match=re.escape(f"to '{place}'; a place is a whole number")):
        read_refi(path, study.articles, study.codebook)


def test_an_edited_text_is_told(study, project):
    edited = study.articles.assign(text=study.articles["text"].str.replace("شهر", "ده"))
    with pytest.raises(InputError, match="edited after it was exported"):
        read_refi(project, edited, study.codebook)


def test_the_same_bytes_each_time(study, project, tmp_path):
    assert write_refi(study, tmp_path).read_bytes() == project.read_bytes()


def test_tokens_have_the_shape_that_quanteda_reads(study, tmp_path):
    path = write_tokens(study, tmp_path)
    lines = path.read_text("utf-8").splitlines()
    assert len({line.count("\t") for line in lines}) == 1
    table = pd.read_csv(path, sep="\t", quoting=3, keep_default_na=False)
    assert table["token"].tolist() == study.tokens["word"].tolist()
    assert table["doc_id"].unique().tolist() == study.articles["article"].tolist()
    assert not table["token"].str.contains(r"[\t\n\r]", regex=True).any()
    assert table.groupby(["doc_id", "sentence_id"])["token_id"].is_monotonic_increasing.all()


def test_conllu_rebuilds_every_sentence(study, tmp_path):
    blocks = write_conllu(study, tmp_path).read_text("utf-8").strip("\n").split("\n\n")
    assert len(blocks) == study.tokens.groupby(["article", "sentence"]).ngroups
    words = 0
    for block in blocks:
        comments = dict(line[2:].split(" = ", 1) for line in block.splitlines() if line.startswith("#"))
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
        assert all(len(row) == 10 and all(row) and " " not in row[1] for row in rows)
        rebuilt = "".join(row[1] + ("" if "SpaceAfter=No" in row[9] else " ") for row in rows).strip()
        assert rebuilt == comments["text"]
        words += len(rows)
    assert words == len(study.tokens)
