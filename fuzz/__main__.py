"""Coverage-guided fuzzing of reader, text layers and lexicon: python -m fuzz TARGET SECONDS (see `make fuzz`).

What the fuzzer learned stays in out/fuzz/TARGET, so that a later run goes on from there; an input on which a target
crashes or takes more than a minute is left as out/fuzz/TARGET-crash-… or -timeout-….
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["analysis"]):
    from fuzz.targets import KINDS, SEEDS, TARGETS

OUT = Path("out") / "fuzz"
LONGEST = 4096  # bytes: ten times a paragraph, where quadratic time already shows


def first_inputs() -> dict[str, list[bytes]]:
    """What each target begins with: paragraphs of the five articles, files of their corpus, entries of its lexicon."""
    pages = [path.read_bytes() for path in sorted((SEEDS / "articles").glob("*.txt"))]
    entries = (SEEDS / "themes.toml").read_bytes().split(b"\n[[")
    files = {"articles.csv": SEEDS / "articles.csv", "coding.csv": SEEDS / "coding" / "first.csv"}
    rows = [b'{"article": "a", "city": "b", "official": "c", "text": "d"}', b"article,city,official,text\na,b,c,d\n"]
    return {
        "text": [b"\0" + part for page in pages for part in page.split(b"\n\n")]
        + [bytes(range(128, 256)), b"\x80\0\1"],
        "reader": [bytes([KINDS.index(kind)]) + path.read_bytes()[:LONGEST] for kind, path in files.items()]
        + [bytes([number]) + row for number in range(len(KINDS)) for row in rows],
        "lexicon": [b"\0" + entries[0][:LONGEST]] + [b"\0[[" + entry for entry in entries[1:]] + [b"\x80\0\3\1\2\4\0"],
    }


def main(name: str, seconds: str) -> None:
    """Fuzz one target for so many seconds."""
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(first_inputs()[name]):
        (folder / f"first-{number:03d}").write_bytes(data)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=60", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], str(folder), f"-artifact_prefix={OUT}/{name}-", *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
