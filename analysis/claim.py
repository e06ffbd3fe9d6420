"""A folder while a study is written into it: one run at a time, and a mark for the next one if it does not end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import InputError

try:
    import fcntl
except ImportError:  # Windows has no such locks: there two runs at once are not noticed
    fcntl = None  # type: ignore[assignment]

MARK, LOCK = ".unfinished", ".lock"


@contextmanager
def claimed(folder: Path) -> Iterator[bool]:
    """Keep a folder for this run and mark it until the run is done; gives whether an earlier one was stopped.

    Raises InputError where another run is writing into the folder, or nothing can be written there.
    """
    with locked(folder / LOCK):
        mark = folder / MARK
        stopped = mark.exists()
        mark.touch()
        yield stopped
        mark.unlink()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file that one process at a time can hold: the lock is the system's, and ends with the process."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise InputError(
            f"Nothing can be written into {path.parent} ({error.strerror}); choose another folder."
        ) from error
    try:
        _lock(handle, path.parent)
        try:
            yield
        finally:
            with suppress(PermissionError):  # Windows deletes no file that is open
                path.unlink(missing_ok=True)
    finally:
        os.close(handle)


def _lock(handle: int, folder: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InputError(
            f"Another run is writing into {folder}; wait until it is done, or choose another folder."
        ) from None
    except OSError:
        return  # a file system without locks, as some networks have
