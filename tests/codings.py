"""Made-up codings: one theme in sentences of made-up articles."""

from __future__ import annotations

import numpy as np
import pandas as pd


def coded(present: list[int], source: str = "first", per_article: int = 4) -> pd.DataFrame:
    """The table *coded* with these verdicts, so many sentences an article."""
    number = np.arange(len(present))
    return pd.DataFrame(
        {
            "article": [f"a{n // per_article}" for n in number],
            "sentence": number % per_article + 1,
            "theme": "service",
            "present": present,
            "source": source,
        }
    )
