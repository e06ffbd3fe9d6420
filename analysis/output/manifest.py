"""What the files of a study rest on and which they are: manifest.json, and what an earlier study left beside them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.files import write_whole
from analysis.output.wording import FIGURES, TO_PERSIAN, Language, joints, template_words
from analysis.statistics import bootstrap, permutation
from analysis.study import Study
from analysis.versions import PACKAGE, library_versions

NAME = "manifest.json"
LIBRARIES = ("matplotlib", "scipy", "statsmodels")  # that can move a p-value, a bound or a line of a figure
SEEDS = {"permutation": permutation.SEED, "bootstrap": bootstrap.SEED}


def rests_on(study: Study, language: Language) -> str:
    """What a caption says of the manifest: lexicon, texts, version and seeds, in a line."""
    seeds = joints(language)["and"].join(map(str, SEEDS.values()))
    return template_words(FIGURES)[language]["caption"]["rests_on"].format(
        lexicon=lexicon_hash(study.folder / "themes.toml"),
        texts=texts_hash(study.articles),
        version=library_versions()[PACKAGE],
        seeds=seeds.translate(TO_PERSIAN) if language == "fa" else seeds,
    )


def lexicon_hash(path: str | Path) -> str:
    """The first twelve digits of the lexicon file's sha256: enough to tell one state of it from another."""
    return _sha256(Path(path))[:12]


def texts_hash(articles: pd.DataFrame) -> str:
    """Twelve digits that tell one set of texts from another, whatever their order."""
    return hashlib.sha256("".join(sorted(articles["sha256"])).encode()).hexdigest()[:12]


def manifest(study: Study) -> dict[str, object]:
    """What the numbers rest on: the corpus, the lexicon, the codings and the libraries, by hash and version; seeds."""
    files = [study.folder / "themes.toml", *sorted((study.folder / "coding").glob("*.csv"))]
    articles = study.articles
    if not study.has_texts:  # the count's own manifest says from which texts it was made
        articles, files = articles[:0], [*files, study.folder / NAME]
    return {
        "articles": dict(zip(articles["article"], articles["sha256"], strict=True)),
        "files": {path.relative_to(study.folder).as_posix(): _sha256(path) for path in files},
        "versions": library_versions(*LIBRARIES),
        "seeds": SEEDS,
    }


def write_manifest(study: Study, folder: Path, made: Iterable[Path]) -> Path:
    """Write manifest.json: what the numbers rest on, and each file that was `made` in the folder with its hash."""
    files = {path.relative_to(folder).as_posix(): _sha256(path) for path in sorted(set(made))}
    told = json.dumps({**manifest(study), "made": files}, ensure_ascii=False, indent=2)
    return write_whole(folder / NAME, told + "\n")


def take_away(folder: Path, made: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Delete what an earlier study made in the folder and this one does not; gives what was deleted and what was left.

    Only a file that the folder's manifest names, and whose bytes are still those it names, is deleted: one that was
    edited since is left, and whatever else stands there is never touched.
    """
    gone, left = [], []
    for name, sha256 in _recorded(folder).items():
        path = folder / name
        inside = path.resolve().is_relative_to(folder.resolve()) and not path.is_symlink()
        if not inside or not path.is_file() or path in made:
            continue
        if _sha256(path) == sha256:
            path.unlink()
            gone.append(path)
        else:
            left.append(path)
    return gone, left


def _recorded(folder: Path) -> dict[str, str]:
    """The files that the folder's manifest names, none where there is no manifest or it cannot be read."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8")).get("made", {})
        return {name: sha256 for name, sha256 in told.items() if isinstance(sha256, str)}
    except (OSError, ValueError, AttributeError):
        return {}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
