"""environment.yml for conda users, written from requirements.lock: python -m tests.environment_yml

conda hands the pip section to `pip install -U -r`, and pip refuses an editable install beside hashes; so the section
holds the lock's pins without their hashes, and the package itself.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEAD = """\
# For conda and mamba: the versions of requirements.lock (written from it by `make lock`) and the package itself.
name: persian-discourse
channels:
  - conda-forge
dependencies:
  - python=3.13
  - pip
  - pip:
"""


def pins(lock: str) -> list[str]:
    """The requirements of a lock without their hashes.

    >>> pins("a==1 ; python_version < '3.13' \\\\\\n    --hash=sha256:00\\nb==2 \\\\\\n    --hash=sha256:11\\n")
    ["a==1 ; python_version < '3.13'", 'b==2']
    """
    return [line.removesuffix("\\").strip() for line in lock.splitlines() if "==" in line and not line.startswith(" ")]


def environment() -> str:
    """The text of environment.yml."""
    lines = [f'      - "{pin}"\n' for pin in pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))]
    return HEAD + "".join(lines) + '      - "-e ."\n'


if __name__ == "__main__":
    (ROOT / "environment.yml").write_text(environment(), encoding="utf-8")
