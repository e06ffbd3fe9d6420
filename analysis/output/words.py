"""The words that the charts themselves write, in Persian and English."""

from __future__ import annotations

from analysis.output.style import Style

WORDS: dict[str, tuple[str, str]] = {
    "rate": ("بسامد در هزار واژه", "Matches per 1,000 words"),
    "share": ("سهم جمله‌ها (درصد)", "Share of sentences (%)"),
    "articles": ("{n} متن", "{n} texts"),
    "article": ("{n} متن", "{n} text"),
    "no data": ("بی‌داده", "no data"),
    "words": ("{n} واژه", "{n} words"),
    "position": ("جای در متن (نویسه از آغاز)", "Position in the text (characters from its beginning)"),
    "theme": ("مضمون:", "Theme:"),
    "voice": ("گوینده:", "Voice:"),
    "part": ("بخش صفحه:", "Part of the page:"),
    "not counted": ("شمرده نشده", "not counted"),
    "official": ("مسئول", "the official"),
    "other": ("دیگری", "another speaker"),
    "narration": ("روایت رسانه", "the outlet’s account"),
    "none": ("زائد صفحه", "none (residue)"),
    "kicker": ("روتیتر", "kicker"),
    "headline": ("تیتر و میان‌تیتر", "headline, crosshead"),
    "lead": ("لید", "lead"),
    "body": ("متن", "body"),
    "meta": ("شناسنامه و زوائد", "dateline, residue"),
}


def word(key: str, now: Style, **facts: str) -> str:
    """One of the charts' own words in the figure's language, with the facts it speaks of filled in."""
    return WORDS[key][0 if now.language == "fa" else 1].format(**facts)
