"""A folder while a study is written into it: one run at a time, and a mark for the next one if it does not end."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import InputError

try:
    import fcntl
except ImportError:  # Windows has no such locks: there two runs at once are not noticed
    fcntl = None  # type: ignore[assignment]

MARK = ".unfinished"


@contextmanager
def claimed(folder: Path) -> Iterator[bool]:
    """Keep a folder for this run; gives whether an earlier run was stopped before it was done.

    The lock is the system's, which ends with the process however that ends; the file stays and tells.
    Raises InputError where another run is writing into the folder, or nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stopped = (folder / MARK).exists()
        handle = os.open(folder / MARK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise InputError(f"Nothing can be written into {folder} ({error.strerror}); choose another folder.") from error
    try:
        _lock(handle, folder)
        yield stopped
        (folder / MARK).unlink(missing_ok=True)
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
