"""What a finished count left, to compare."""

from __future__ import annotations

from pathlib import Path


def tables(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}
