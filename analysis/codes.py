"""The closed lists of codes that the tables share (part of a page, who speaks), and the key of a sentence."""

from __future__ import annotations

PARTS = ("kicker", "headline", "lead", "body", "crosshead", "meta", "residue")
SPEAKERS = ("official", "other", "narration", "none")

KEYS = ["article", "sentence"]
