"""Agreement of coders: Krippendorff's own example, his package's alpha, and codings that do not meet."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.statistics.reliability import agreement
from tests.codings import coded


def test_alpha_of_the_published_example():
    """Krippendorff (2011), Computing Krippendorff's alpha-reliability, section A: binary data, two observers."""
    a = coded([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "a")
    b = coded([1, 1, 1, 0, 0, 1, 0, 0, 0, 0], "b")
    row = agreement(pd.concat([a, b])).iloc[0]
    assert row["alpha"] == pytest.approx(0.095, abs=5e-4)
    assert row["agreement"] == pytest.approx(0.6)
    assert row["unit"] == "sentence"


def codes_of(*coders: str) -> pd.DataFrame:
    """The codes that each coder gave to the same sentences, a letter or digit each, "-" where none."""
    return pd.concat(
        [coded([None if code == "-" else code for code in codes], f"coder {n}") for n, codes in enumerate(coders)]
    )


# Krippendorff (2011), sections B and C (four observers, missing data); Wikipedia's example of three coders
@pytest.mark.parametrize(
    ("coders", "alpha"),
    [
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412---", "1233224125-3", "-3332342251-", "12332441251-"), 0.743),
        (("-----34121133-3", "1-213343-------", "--21344-21133-4"), 0.691),
    ],
)
def test_alpha_of_several_codes_as_published(coders, alpha):
    assert agreement(codes_of(*coders))["alpha"].item() == pytest.approx(alpha, abs=5e-4)


def test_alpha_is_that_of_the_krippendorff_package():
    rng = np.random.default_rng(5)
    first, second, third = rng.integers(0, 2, (3, 40))
    some = coded(list(third[:25]), "c")  # who coded fewer sentences
    row = agreement(pd.concat([coded(list(first), "a"), coded(list(second), "b"), some])).iloc[0]
    table = np.array([first, second, np.append(third[:25], [np.nan] * 15)], dtype=float)
    assert row["alpha"] == pytest.approx(krippendorff.alpha(table, level_of_measurement="nominal"))
    assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"]
    assert np.isnan(agreement(pd.concat([coded([0, 0], "a"), coded([0, 0], "b")]))["alpha"]).all()


def test_agreement_needs_two_coders_and_the_same_cuts():
    with pytest.raises(InputError, match=r"needs two coders; the codings hold 1 \(first\)"):
        agreement(coded([1, 0]))
    apart = [coded([1, 0], name).assign(start=[0, cut], end=[cut, 90]) for name, cut in (("a", 40), ("b", 50))]
    with pytest.raises(InputError) as error:
        agreement(pd.concat(apart))
    assert len(error.value.problems) == 2
