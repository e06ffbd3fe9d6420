"""Accidents: a run that is stopped, a disk that is full, a folder that takes nothing, two runs at once, a dead kernel.

What stood before stands, whole; what went wrong is one sentence that names the file; the next run does the work.
"""

from __future__ import annotations

import errno
import hashlib
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from analysis import InputError, files
from analysis.__main__ import main
from analysis.claim import LOCK, MARK
from analysis.commands import SEEDS
from analysis.files import HALF, write_whole
from analysis.output.manifest import NAME
from analysis.output.notebooks import run_notebooks
from analysis.study import read_study
from tests.test_lexicon import THEMES

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="accidents happen to a process of their own"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded"),  # the child runs one command and ends
]

TEXT = "شهردار گفت: خدمت صادقانه به مردم افتخار است. وی افزود: باران بارید. شهردار گفت: خدمت به شهروندان.\n"


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """Everything that a run loads is loaded, so that a process forked from here begins at once."""
    import analysis.output.publish
    import analysis.scale.count  # noqa: F401

    read_study(SEEDS)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three short articles of two cities."""
    folder = tmp_path / "corpus"
    (folder / "articles").mkdir(parents=True)
    rows = ["article,city,official"]
    for number in range(3):
        (folder / "articles" / f"a{number}.txt").write_text(TEXT * (number + 1), encoding="utf-8")
        rows.append(f"a{number},شهر {number % 2},علوی")
    (folder / "articles.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "themes.toml").write_text(THEMES, encoding="utf-8")
    return folder


class Run:
    """A command in a process of its own."""

    def __init__(self, *arguments: object, before: Callable[[], object] = lambda: None) -> None:
        self.log = Path(tempfile.mkstemp()[1])
        sys.stdout.flush()
        self.process = os.fork()
        if self.process == 0:
            handle = os.open(self.log, os.O_WRONLY)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
            signal.signal(signal.SIGINT, signal.default_int_handler)
            before()
            status = 99
            try:
                status = main([str(argument) for argument in arguments])
            except BaseException as error:
                print("Traceback:", type(error).__name__, error)
            finally:
                try:
                    sys.stdout.flush()
                    sys.stderr.flush()
                finally:  # also where no room is left to say anything: the copy must never go on as the tests
                    os._exit(status)

    def end(self) -> tuple[int, str]:
        """The exit status, negative for the signal that ended it, and what was printed."""
        _, status = os.waitpid(self.process, 0)
        told = self.log.read_text(encoding="utf-8")
        self.log.unlink()
        return os.waitstatus_to_exitcode(status), told


def state(*folders: Path) -> dict[str, str]:
    """Every file with the hash of its bytes, without the hidden ones, which only a run looks at."""
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def commands(corpus: Path, out: Path) -> dict[str, list[object]]:
    return {
        "study": ["study", "--corpus", corpus, "--out", out / "study"],
        "count": ["count", corpus, "--out", out / "count", "--workers", 1],
        "sheet": ["sheet", "--corpus", corpus, "--sample", 2, "--coder", "second", "--out", out / "second.xlsx"],
    }


# Stopped


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("name", ["study", "count", "sheet"])
def test_a_run_stopped_at_any_moment_leaves_whole_files_and_the_next_one_ends(name, kind, corpus, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    command = commands(corpus, out)[name]
    before = state(corpus)
    undisturbed = tmp_path / "undisturbed"
    undisturbed.mkdir()
    begun = time.monotonic()
    if name != "study":
        assert Run(*commands(corpus, undisturbed)[name]).end()[0] == 0
    lasts = min(time.monotonic() - begun, 3) if name != "study" else 3.0
    ended = False
    for moment in (0.2, 0.6, 0.9):
        (out / "second.xlsx").unlink(missing_ok=True)  # a sheet is never written over
        run = Run(*command)
        time.sleep(lasts * moment)
        os.kill(run.process, kind)
        status, told = run.end()
        assert status in (0, 130, -kind), told
        assert "Traceback" not in told
        ended |= status == 0  # on a fast machine, before it was stopped
        assert status != 130 or "Interrupted; every file that was written is whole." in told
        assert state(corpus) == before
        for path, digest in state(out).items():
            other = undisturbed / Path(path).relative_to(out)
            assert name == "study" or digest == hashlib.sha256(other.read_bytes()).hexdigest()
    if name == "study":
        assert (out / "study" / NAME).exists() is ended
        assert (out / "study" / MARK).exists() or not (out / "study").exists()  # on a slow machine it had not begun
    else:
        (out / "second.xlsx").unlink(missing_ok=True)
        assert Run(*command).end()[0] == 0
        assert {Path(p).relative_to(out): d for p, d in state(out).items()} == {
            Path(p).relative_to(undisturbed): d for p, d in state(undisturbed).items()
        }


def test_the_next_study_says_that_one_was_stopped_and_clears_what_it_left(corpus, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / MARK).touch()
    (out / f".cities.fa.png.x{HALF}").write_bytes(b"half")
    run = Run("study", "--corpus", corpus, "--out", out, before=only_tables)
    status, told = run.end()
    assert status == 0, told
    assert f"An earlier run into {out} was stopped before it was done" in told
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def only_tables() -> None:
    """Leave the figures out, which take long and are drawn in tests of their own."""
    from analysis.output import publish

    publish.PLATES = ()


# Nothing can be written


FAULTS = [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EIO]


@pytest.mark.parametrize("code", FAULTS, ids=errno.errorcode.get)
@pytest.mark.parametrize("step", ["mkstemp", "write", "replace"])
def test_a_file_that_cannot_be_written_stands_as_it_did(step, code, tmp_path, monkeypatch):
    path = write_whole(tmp_path / "a.csv", "before")

    def fails(*arguments: object, **options: object) -> None:
        raise OSError(code, os.strerror(code))

    if step == "mkstemp":
        monkeypatch.setattr(files.tempfile, "mkstemp", fails)
    elif step == "write":
        monkeypatch.setattr(files.os, "fdopen", fails)
    else:
        monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(InputError) as error:
        write_whole(path, "after")
    assert str(error.value) == f"{path} could not be written ({os.strerror(code)}); what stood there before stands."
    monkeypatch.undo()
    assert path.read_text() == "before"
    assert [found.name for found in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("name", ["study", "count", "sheet"])
def test_a_full_disk_is_one_sentence(name, corpus, tmp_path):
    """No file may grow beyond some bytes, as when the disk has no more."""
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.txt").write_bytes(b"before")

    def no_room() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    status, told = Run(*commands(corpus, out)[name], before=no_room).end()
    assert "Traceback" not in told, told
    assert status == 2
    assert "Traceback" not in told
    assert "File too large" in told or "EFBIG" in told
    assert (out / "notes.txt").read_bytes() == b"before"
    assert not (out / "second.xlsx").exists()
    assert not list(out.rglob(f"*{HALF}"))
    assert not (out / "count").exists()


@pytest.mark.parametrize("name", ["study", "count", "sheet"])
def test_a_folder_that_takes_nothing_is_one_sentence(name, corpus):
    """/proc takes no file of anyone, root included; where there is none, nor does a file take files."""
    nowhere = Path("/proc/self") if Path("/proc/self").exists() else corpus / "articles.csv"
    status, told = Run(*commands(corpus, nowhere)[name]).end()
    assert status == 2
    assert "Traceback" not in told
    assert str(nowhere) in told


def test_a_corpus_that_cannot_be_read_is_one_sentence(corpus, monkeypatch, capsys):
    def fails(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", fails)
    assert main(["check", str(corpus)]) == 2
    told = capsys.readouterr().err
    assert "articles.csv could not be read (Permission denied)" in told
    assert "themes.toml could not be read (Permission denied)" in told


# Two at once


@pytest.mark.parametrize("name", ["study", "count"])
def test_the_second_of_two_runs_into_one_folder_is_told(name, corpus, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    lock = out / "study" / LOCK if name == "study" else out / ".count.running"
    begun = out / "study" / MARK if name == "study" else out / ".count.unfinished"  # made once the lock is held
    first = Run(*commands(corpus, out)[name], before=only_tables)
    while not begun.exists():
        assert os.waitpid(first.process, os.WNOHANG) == (0, 0)
        time.sleep(0.001)
    os.kill(first.process, signal.SIGSTOP)
    status, told = Run(*commands(corpus, out)[name]).end()
    os.kill(first.process, signal.SIGCONT)
    assert status == 2
    assert "Another run is writing into" in told
    assert first.end()[0] == 0
    assert not lock.exists()


# A notebook


def test_a_killed_kernel_leaves_the_notebook_as_it_was(tmp_path):
    path = tmp_path / "a.ipynb"
    cell = nbformat.v4.new_code_cell("import os\nos.kill(os.getpid(), 9)")
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"a\.ipynb was not run to its end: its Python process ended"):
        run_notebooks([path])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_coding_is_stored_whole_or_not_at_all(corpus, tmp_path):
    sheet = tmp_path / "second.xlsx"
    assert main(["sheet", "--corpus", str(corpus), "--sample", "2", "--coder", "second", "--out", str(sheet)]) == 0
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    speaker = next(cell.column for cell in book["coding"][1] if str(cell.value).endswith("speaker"))
    for row in (2, 3):
        book["coding"].cell(row, speaker).value = "official"
    book.save(sheet)
    no_room = lambda: (  # noqa: E731
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN),
        resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20)),
    )
    status, _ = Run("code", "--corpus", corpus, "--read", sheet, before=no_room).end()
    assert status != 0
    assert list((corpus / "coding").iterdir()) == []
    assert main(["code", "--corpus", str(corpus), "--read", str(sheet)]) == 0
    assert len(pd.read_csv(corpus / "coding" / "second.csv")) == 2
