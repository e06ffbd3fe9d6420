"""Wire copies: found across outlets, told apart from texts that quote each other, counted once or every time."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.commands import SEEDS
from analysis.scale import copies as module
from analysis.scale.archive import read_counts
from analysis.scale.copies import clusters, contained, copies, recall_of_banding, shingles, sketches, without_copies
from analysis.scale.count import run
from benchmarks import generate
from tests.unwarned import unwarned


@pytest.fixture(scope="module")
def archive() -> tuple[pd.DataFrame, dict[str, str]]:
    """400 articles with their copies and follow-ups, and what each is a copy of."""
    return generate.wire(400)


def pairs(sizes: pd.Series) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def test_precision_and_recall_of_pairs(archive):
    articles, origin = archive
    found = copies(articles)
    labelled = found.assign(origin=found["article"].map(origin))
    right = pairs(labelled.groupby(["cluster", "origin"]).size())
    assert right / pairs(labelled.groupby("cluster").size()) >= 0.95
    assert right / pairs(pd.Series(origin).value_counts()) >= 0.95


def test_order_and_pieces_change_nothing(archive):
    articles, _ = archive
    whole = copies(articles)
    mixed = articles.sample(frac=1, random_state=3)
    pieces = [sketches(mixed.iloc[n : n + 100]) for n in range(0, len(mixed), 100)]
    pd.testing.assert_frame_equal(clusters(pd.concat(pieces)), whole)


def test_the_earliest_counts_and_every_cluster_has_its_evidence(archive):
    articles, _ = archive
    found = copies(articles)
    kept = found.loc[found["article"] == found["cluster"]].set_index("cluster")
    assert (found["published"] >= found["cluster"].map(kept["published"])).all()
    assert (kept["contained"] == 1).all()
    assert found["nearest_contained"].ge(module.THRESHOLD).all()
    assert (found["article"] != found["nearest"]).all()
    once = without_copies(articles, found)
    assert len(once) == len(articles) - len(found) + found["cluster"].nunique()


def test_estimates_lie_near_the_exact_values(archive):
    articles, _ = archive
    texts = articles.set_index("article")["text"]
    found = copies(articles)
    sets = {name: set(shingles(texts[name]).tolist()) for name in {*found["article"], *found["cluster"]}}
    exact = [
        len(sets[a] & sets[b]) / len(sets[a] | sets[b]) for a, b in zip(found["article"], found["cluster"], strict=True)
    ]
    assert np.abs(found["resemblance"] - exact).max() < 5 * 0.5 / np.sqrt(module.BANDS * module.BAND)


def test_letter_variants_spacing_and_zwnj_tell_no_copies_apart():
    text = "شهردار رشت گفت: برنامه‌ریزی برای خدمات‌رسانی به مردم شهر ادامه می‌یابد و مدیران می‌آیند."
    other = text.replace("ی", "ي").replace("ک", "ك").replace("\u200c", "")
    assert set(shingles(other)) == set(shingles(text))
    apart = text.replace("\u200c", " ")  # spaces add beginnings of words, and lose none
    assert set(shingles(text)) <= set(shingles(apart))


def test_short_empty_and_hostile_texts():
    assert len(shingles("")) == len(shingles("… — !")) == 0
    assert len(shingles("خبر")) == 1
    table = pd.DataFrame({"article": ["a", "b", "c", "d"], "text": ["", "خبر", "خبر!", "آ" * 100_000]})
    assert list(copies(table)["article"]) == ["b", "c"]
    assert copies(table.iloc[:1]).empty
    same = pd.DataFrame({"article": [f"{n:05d}" for n in range(20_000)], "text": "یک متن که بیست هزار بار آمده است"})
    assert copies(same)["copies"].eq(20_000).all()


@unwarned
@pytest.mark.parametrize("unit", ["s", "ns"])  # Parquet files of pandas before 3 hold nanoseconds
def test_the_earliest_counts_and_one_without_a_day_last(unit):
    days = pd.to_datetime([None, "2024-05-06", "2024-05-05"]).astype(f"datetime64[{unit}]")
    table = pd.DataFrame({"article": ["a", "b", "c"], "text": "خبر شهرداری رشت", "published": days})
    assert copies(table)[["cluster", "article"]].to_numpy().tolist() == [["c", "c"], ["c", "b"], ["c", "a"]]


def test_the_nearest_of_equals_is_the_earliest():
    table = pd.DataFrame({"article": list("abcd"), "text": "خبر شهرداری رشت"})
    assert copies(table).set_index("article")["nearest"].to_dict() == {"a": "b", "b": "a", "c": "a", "d": "a"}


def test_containment_from_resemblance():
    # |A| = 60, |B| = 90, 30 in common: resemblance 30 / 120, contained 30 / 60.
    assert contained(30 / 120, 60, 90) == pytest.approx(0.5)


def test_recall_of_banding_as_published(monkeypatch):
    """Leskovec, Rajaraman & Ullman, Mining of Massive Datasets, Fig. 3.8: 20 bands of 5."""
    monkeypatch.setattr(module, "BANDS", 20)
    monkeypatch.setattr(module, "BAND", 5)
    expected = [0.006, 0.047, 0.186, 0.470, 0.802, 0.975, 0.9996]
    assert [recall_of_banding(n / 10) for n in range(2, 9)] == pytest.approx(expected, abs=5.1e-4)


def test_recall_of_banding_is_met():
    rng = np.random.default_rng(5)
    met = []
    for _ in range(150):
        numbers = rng.choice(2**31, 340, replace=False).tolist()  # 140 in both of 240 each: resemblance 140 / 340
        pair = [numbers[:240], numbers[100:]]
        a, b = module.MinHash.bulk(pair, num_perm=module.BANDS * module.BAND, seed=1, hashfunc=int)
        met.append((a.hashvalues == b.hashvalues).reshape(-1, module.BAND).all(axis=1).any())
    assert np.mean(met) >= recall_of_banding(140 / 340) - 0.02


def test_copies_count_every_time_or_once(tmp_path):
    first = generate.article(3)
    archive = pd.DataFrame([first, generate.copy(first, 1), generate.copy(first, 2), generate.article(4)])
    archive.to_parquet(tmp_path / "a.parquet")
    out = run(tmp_path / "a.parquet", tmp_path / "out", SEEDS / "themes.toml")
    assert len(read_counts(out)[0]) == 4
    articles, counts = read_counts(out, clusters=copies(archive))
    assert len(articles) == 2
    assert set(counts["article"]) == set(articles["article"])
