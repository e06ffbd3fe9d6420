"""Invented tables for drawing, with the columns of the real ones and numbers of their sizes; the same every time."""

from __future__ import annotations

import numpy as np
import pandas as pd

THEMES = {
    "service": ("خدمت", "Service", ["ethos", "delivery", "responsiveness"]),
    "participation": ("مشارکت", "Participation", ["citizens", "institutions", "expertise"]),
    "meritocracy": ("شایسته‌سالاری", "Meritocracy", ["selection", "development", "assessment"]),
    "structural_change": ("تغییر ساختاری", "Structural change", ["structure", "approach"]),
}
CITIES = ["رشت", "کرمانشاه", "کرج", "تهران"]
LONG = [f"سازمان فرهنگی، اجتماعی و ورزشی شهرداری منطقه {n} کلان‌شهر تهران بزرگ"[-60:] for n in range(1, 21)]
TWENTY = [f"شهر {n}" for n in range(1, 21)]


def codebook() -> pd.DataFrame:
    rows = [(theme, "", fa, en) for theme, (fa, en, _) in THEMES.items()]
    rows += [(theme, s, f"زیرمضمون {s}", s.capitalize()) for theme, (_, _, below) in THEMES.items() for s in below]
    return pd.DataFrame(rows, columns=["theme", "subtheme", "name_fa", "name_en"])


def rates(groups: list[str], subthemes: bool = False) -> pd.DataFrame:
    rng = np.random.default_rng(7)
    rows = []
    for group in groups:
        words = int(rng.integers(300, 1500))
        for theme, (_, _, below) in THEMES.items():
            for subtheme in below if subthemes else [""]:
                matches = int(rng.poisson(words / 1000 * rng.choice([2, 8, 15])))
                row = {"group": group, "theme": theme, "articles": int(rng.integers(1, 4)), "words": words}
                row |= {"matches": matches, "rate": 1000 * matches / words, "share": min(1.0, 30 * matches / words)}
                for value, most in (("rate", 1e3), ("share", 1.0)):
                    row |= {f"{value}_low": row[value] * 0.6, f"{value}_high": min(most, row[value] * 1.7 + 0.02)}
                rows.append(row | ({"subtheme": subtheme} if subthemes else {}))
    table = pd.DataFrame(rows)
    return table.assign(theme=pd.Categorical(table["theme"], list(THEMES)))


def sentences(articles: list[str]) -> pd.DataFrame:
    rng = np.random.default_rng(8)
    rows = []
    for article in articles:
        start = 0
        parts = ["kicker", "headline", "lead", *["body"] * int(rng.integers(4, 20)), "crosshead", "body", "residue"]
        for n, part in enumerate(parts, 1):
            words = int(rng.integers(4, 40))
            speaker = "none" if part == "residue" else str(rng.choice(["official", "other", "narration"]))
            rows.append((article, n, start, start + 5 * words, part, speaker, words))
            start += 5 * words + 1
    return pd.DataFrame(rows, columns=["article", "sentence", "start", "end", "part", "speaker", "words"])


def matches(sentences: pd.DataFrame) -> pd.DataFrame:
    rng = np.random.default_rng(9)
    chosen = sentences.sample(frac=0.6, random_state=3).sort_index()
    table = chosen[["article", "sentence", "start"]].assign(theme=rng.choice(list(THEMES), len(chosen)))
    return table.assign(theme=pd.Categorical(table["theme"], list(THEMES)))


def contrasts(groups: list[str]) -> pd.DataFrame:
    rng = np.random.default_rng(10)
    rows = [
        (a, b, theme, float(rng.normal(0, 1.2)), float(rng.uniform(0.4, 3)))
        for n, a in enumerate(groups)
        for b in groups[n + 1 :]
        for theme in THEMES
    ]
    table = pd.DataFrame(rows, columns=["a", "b", "theme", "log_ratio", "half"])
    table = table.assign(count_a=rng.integers(0, 30, len(table)), count_b=rng.integers(1, 30, len(table)))
    table = table.assign(low=table["log_ratio"] - table["half"], high=table["log_ratio"] + table["half"])
    table["verdict"] = np.select(
        [table["low"] > 0, table["high"] < 0, table["half"] < 1],
        ["higher", "lower", "no difference shown"],
        "insufficient evidence",
    )
    table.loc[0, ["log_ratio", "low", "high"]] = np.nan
    return table.assign(theme=pd.Categorical(table["theme"], list(THEMES)))


def keywords(groups: list[str]) -> pd.DataFrame:
    words = ["مردم", "خدمت", "شهرداری", "مشارکت", "تحول", "کارکنان", "همدلی", "پروژه", "می‌شود", "رضایت", "تلاش"]
    rng = np.random.default_rng(11)
    counts = {f"count_{side}": rng.integers(1, 30, len(words)) for side in "ab"}
    table = pd.DataFrame({"word": words, **counts})
    table["log_ratio"] = np.log2(table["count_a"] / table["count_b"])
    return table.assign(p_adjusted=rng.choice([0.01, 0.3, np.nan], len(words)), group=np.resize(groups, len(words)))


def cooccurrence() -> pd.DataFrame:
    names = list(THEMES)
    pairs = [(a, b) for n, a in enumerate(names) for b in names[n + 1 :]]
    table = pd.DataFrame(pairs, columns=["a", "b"])
    return table.assign(
        both=[12, 3, 7, 0, 4, 1], expected=[6.0, 4.2, 3.1, 0.8, 2.0, 1.4], p_adjusted=[0.01, 1, 0.2, 1, 0.6, np.nan]
    )


def validity() -> pd.DataFrame:
    rng = np.random.default_rng(12)
    rows = []
    for theme in THEMES:
        row = {"theme": theme}
        for measure in ("precision", "recall", "f1"):
            value = float(rng.uniform(0.3, 0.95))
            row |= {measure: value, f"{measure}_low": value * 0.8, f"{measure}_high": min(1.0, value * 1.15)}
        rows.append(row)
    table = pd.DataFrame(rows)
    return table.assign(theme=pd.Categorical(table["theme"], list(THEMES)))


CHOICES = {
    "repeats": ["once", "every"],
    "voice": ["all", "official"],
    "tier": ["core", "core + extended"],
    "value": ["rate", "share"],
    "spacing": ["restored", "as it came"],
}


def specifications(groups: list[str]) -> pd.DataFrame:
    rng = np.random.default_rng(13)
    choices = pd.MultiIndex.from_product(CHOICES.values(), names=CHOICES.keys()).to_frame(index=False)
    tables = []
    for n, group in enumerate(groups):
        moved = 0.5 * (choices["voice"] == "official") - 0.9 * (choices["tier"] == "core") * (n % 2)
        ratio = 0.6 - 0.3 * n + moved + rng.normal(0, 0.1, len(choices))
        tables.append(choices.assign(specification=range(1, len(choices) + 1), group=group, log_ratio=ratio))
    return pd.concat(tables, ignore_index=True)
