"""The folders follow the data: no module knows of one that comes after it, and no two modules know each other."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import analysis

HOME = Path(analysis.__file__).parent
# Each folder and what it builds on, beside itself and the modules that know no folder (errors, files, codes …).
BUILT_ON = {
    "text": set(),
    "themes": {"text"},
    "statistics": {"text", "themes"},
    "scale": {"text", "themes", "statistics"},
    "output": {"text", "themes", "statistics", "scale", "study"},
    "corpus": {"text", "scale"},
    "study": {"text", "themes", "statistics", "scale", "corpus"},
    "commands": {"text", "themes", "statistics", "output", "scale", "corpus", "study"},
    "__main__": {"commands"},
    "__init__": {"text", "themes", "statistics", "output", "corpus", "study"},
}


def _modules() -> dict[str, Path]:
    """Every module of the package by its dotted name; a folder's own is that of its `__init__`."""
    paths = [path.relative_to(HOME.parent).with_suffix("") for path in HOME.rglob("*.py")]
    return {".".join(path.parts).removesuffix(".__init__"): HOME.parent / f"{path}.py" for path in paths}


MODULES = _modules()


def imports(module: str) -> set[str]:
    """The modules of the package that a module imports, wherever in it."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            named |= whole if whole & set(MODULES) else {str(node.module)}
    return (named & set(MODULES)) - {"analysis"}


def place(module: str) -> str:
    """The folder a module stands in, or its own name beside the folders."""
    return [*module.split("."), "__init__"][1]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_builds_on_what_comes_before_it(module):
    here = place(module)
    ground = set(map(place, MODULES)) - set(BUILT_ON)
    assert set(map(place, imports(module))) <= BUILT_ON.get(here, set()) | {here} | ground


def test_no_two_modules_know_each_other():
    order = TopologicalSorter({module: imports(module) for module in MODULES}).static_order()
    assert set(order) == set(MODULES)
