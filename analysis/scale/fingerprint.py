"""What a count depends on beside its texts: versions, the package's own code, the lexicon; and hashes of the input."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.resources import files
from pathlib import Path

from analysis.versions import library_versions


@cache
def versions() -> dict[str, str]:
    """The versions of what makes the numbers, the package's own code as one hash."""
    code = hashlib.sha256()
    home = Path(str(files("analysis")))
    own = [path for folder in ("text", "themes", "statistics", "scale") for path in (home / folder).rglob("*")]
    for path in sorted([*home.glob("*.py"), *own]):
        if path.suffix in (".py", ".toml"):
            code.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes())
    made = {"python": ".".join(platform.python_version_tuple()[:2]), "code": code.hexdigest()[:16]}
    return made | library_versions("pyarrow")


def digest(path: Path) -> tuple[str, int, str]:
    """A file's path, size and sha256."""
    with path.open("rb") as file:
        return str(path), path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()
