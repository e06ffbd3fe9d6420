"""Every figure of the study, its labels, its style and its files: `from analysis import figures`.

Each chart is a function *table + Axes -> Axes* without statistics inside. Drawn within `style()` it takes width,
language and colours from there; `language=` draws that one chart in another.
"""

from __future__ import annotations

from analysis.output.charts.profiles import profile, subthemes
from analysis.output.charts.ratios import contrasts, keywords
from analysis.output.charts.specifications import specification
from analysis.output.charts.texts import dispersion
from analysis.output.charts.together import cooccurrence
from analysis.output.charts.validation import validity
from analysis.output.charts.verdicts import verdicts
from analysis.output.export import export
from analysis.output.rtl import label, number
from analysis.output.style import style

__all__ = [
    "contrasts",
    "cooccurrence",
    "dispersion",
    "export",
    "keywords",
    "label",
    "number",
    "profile",
    "specification",
    "style",
    "subthemes",
    "validity",
    "verdicts",
]
