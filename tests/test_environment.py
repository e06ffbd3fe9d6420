"""pyproject.toml, requirements.lock and environment.yml name the same versions, and no registry's host."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib

import yaml
from packaging.requirements import Requirement

from tests.environment_yml import ROOT, environment, pins

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def locked() -> dict[str, str]:
    """Name to version; where a lock holds two for different platforms, this platform's."""
    requirements = [Requirement(pin) for pin in pins(LOCK)]
    return {r.name: str(r.specifier).removeprefix("==") for r in requirements if not r.marker or r.marker.evaluate()}


def test_every_requirement_is_locked_at_a_version_it_allows():
    versions = locked()
    extras = [requirement for extra in PROJECT["optional-dependencies"].values() for requirement in extra]
    for requirement in map(Requirement, PROJECT["dependencies"] + extras):
        assert requirement.specifier.contains(versions[requirement.name]), requirement


def test_every_pin_carries_hashes():
    blocks = re.split(r"\n(?=\S)", LOCK.strip())
    assert all("--hash=sha256:" in block for block in blocks)


def test_environment_yml_is_written_from_the_lock():
    assert (ROOT / "environment.yml").read_text(encoding="utf-8") == environment()


def test_the_pip_section_installs_as_conda_installs_it(tmp_path):
    """conda writes the section to a file beside environment.yml and gives it to the installer from there."""
    dependencies = yaml.safe_load(environment())["dependencies"]
    section = next(entry["pip"] for entry in dependencies if isinstance(entry, dict))
    listing = ROOT / f".conda-pip-{os.getpid()}.txt"
    listing.write_text("\n".join(section), encoding="utf-8")
    uv = shutil.which("uv") or str(ROOT / ".boot" / "bin" / "uv")
    try:
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(tmp_path / "env")], check=True)
        command = [uv, "pip", "install", "--dry-run", "--python", str(tmp_path / "env"), "-U", "-r", str(listing)]
        result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        listing.unlink()
    assert result.returncode == 0, result.stderr
    assert PROJECT["name"] in result.stderr


def test_no_tracked_configuration_names_a_registry():
    hosts = re.compile(r"pypi\.org|pythonhosted|npmjs|conda\.anaconda|deb\.debian")
    paths = [path for path in ROOT.iterdir() if path.suffix in {".toml", ".lock", ".yml", ".md", ".cff"}]
    paths += [
        ROOT / "Makefile",
        ROOT / ".ci" / "run",
        ROOT / ".ci" / "environment",
        ROOT / ".ci" / "other-python",
        *ROOT.glob("tests/*.lock"),
        *ROOT.glob("fuzz/*.lock"),
    ]
    assert [path.name for path in paths if hosts.search(path.read_text(encoding="utf-8"))] == []
