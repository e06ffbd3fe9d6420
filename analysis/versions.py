"""The versions on which numbers rest: this package's and those of the libraries that can move one."""

from __future__ import annotations

from importlib.metadata import version

PACKAGE = "persian-discourse"
COUNTING = ("hazm", "numpy", "pandas", "rapidfuzz")  # from the page to the counts


def library_versions(*others: str) -> dict[str, str]:
    """The version of this package, of what makes the counts, and of `others` in use beside it, by name."""
    return {name: version(name) for name in (PACKAGE, *sorted({*COUNTING, *others}))}
