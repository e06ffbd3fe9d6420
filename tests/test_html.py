"""Tables as a notebook shows them."""

import pandas as pd

from analysis.output.html import show
from analysis.output.wording import in_order


def test_the_parts_of_a_pattern_keep_their_places():
    table = pd.DataFrame(
        {"entry": ["service: به @people {0,3} خدمت"], "pattern": ["lemma:خدمت @people"], "text": ["به @people"]}
    )
    shown = show(table).data
    assert f">service: {in_order('به @people {0,3} خدمت')}</td>" in shown
    assert f">\u200f{in_order('lemma:خدمت @people')}</td>" in shown
    assert ">به @people</td>" in shown
