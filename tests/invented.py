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
