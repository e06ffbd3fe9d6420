"""Files that appear whole or not at all: written aside, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from analysis.errors import InputError

HALF = ".half"  # ends the name of a file while it is being written


def write_whole(path: str | Path, data: bytes | str) -> Path:
    """Write a file so that no reader ever sees half of it; text as UTF-8. Folders on the way are made."""
    path = Path(path)
    raw = data.encode("utf-8") if isinstance(data, str) else data
    aside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=HALF, dir=path.parent)
        aside = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        aside.chmod(0o666 & ~_umask())
        aside.replace(path)
    except OSError as error:
        raise InputError(f"{path} could not be written ({error.strerror}); what stood there before stands.") from error
    finally:
        if aside is not None:
            aside.unlink(missing_ok=True)
    return path


def clear_halves(folder: Path) -> None:
    """Delete what a run that was killed left unfinished in a folder into which no other run is writing."""
    for half in folder.rglob(f".*{HALF}"):
        half.unlink(missing_ok=True)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
