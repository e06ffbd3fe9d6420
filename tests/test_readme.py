"""What the README and the change log say is what the study says today."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_finding_of_the_readme_is_the_study_s():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = readme.partition("<!-- findings -->\n")[2].partition("<!-- /findings -->")[0]
    assert told == (ROOT / "figures" / "findings.en.md").read_text(encoding="utf-8")


def test_every_figure_that_the_readme_shows_is_exported():
    for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("!["):
            assert (ROOT / line.partition("](")[2].rstrip(")")).is_file(), line
