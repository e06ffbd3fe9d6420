"""The words that the charts themselves write, in Persian and English; a study's own terms are in `output.wording`."""

from __future__ import annotations

from analysis.codes import SPEAKER_NAMES
from analysis.output.style import Style
from analysis.output.wording import PARTS

WORDS: dict[str, tuple[str, str]] = {
    "rate": ("بسامد در هزار واژه", "Matches per 1,000 words"),
    "articles": ("{n} خبر", "{n} articles"),
    "article": ("{n} خبر", "{n} article"),
    "no data": ("بی‌داده", "no data"),
    "words": ("{n} واژه", "{n} words"),
    "position": ("جای در متن (نویسه از آغاز)", "Position in the text (characters from its beginning)"),
    "unknown": ("نامعلوم", "unknown"),
    "precision": ("دقت", "Precision"),
    "recall": ("بازیابی", "Recall"),
    "f1": ("F1", "F1"),
    "agreement": ("اندازه در برابر کدگذاری دستی", "Value against the hand coding"),
    "pair": ("{a} در برابر {b}", "{a} against {b}"),
    "more": ("{a} بیشتر", "{a} more"),
    "no difference shown": ("تفاوتی نشان داده نشد", "no difference shown"),
    "insufficient evidence": ("شواهد ناکافی", "insufficient evidence"),
    "differ": ("تفاوت در {n} جفت از {all}", "{n} of {all} pairs differ"),
    "one differs": ("تفاوت در {n} جفت از {all}", "{n} of {all} pairs differs"),
    "none differ": ("هیچ جفتی متفاوت نشان داده نشد", "no pair shown to differ"),
    "ratio": ("چند برابر (مقیاس لگاریتمی)", "Times as often (log scale)"),
    "one-sided": (
        "پیکان: بازه ادامه دارد؛ بی‌نشانه: یک گروه موردی ندارد و بازه تنها یک کران دارد",
        "Arrow: the interval continues; no marker: one group has no match, so the interval has one bound",
    ),
    "ratio to rest": (
        "چند برابر همه‌ی گروه‌های دیگر با هم (مقیاس لگاریتمی)؛ شمار در گروه و در دیگران",
        "Times as often as in all other groups together (log scale); counts in the group and in the others",
    ),
    "counts": ("{a} به {b} بار", "{a} : {b}"),
    "one in": ("۱ به {n}", "1/{n}"),  # ۱/۴ would be read as 1.4
    "no estimate": ("بی‌برآورد", "no estimate"),
    "no match": ("بدون مورد", "no match"),
    "in some": ("{what} در {n} ترکیب", "{what} in {n}"),
    "specifications": ("{n} ترکیب از گزینه‌ها، به ترتیب برآورد", "{n} combinations of choices, by estimate"),
    "together": (
        "شمار جمله‌های مشترک دو مضمون، و شماری که به تصادف انتظار می‌رفت؛ توپر: تفاوت با تصادف نشان داده شد",
        "Sentences with both themes, and how many chance would give; filled: differs from chance",
    ),
    "by chance": ("به تصادف {n}", "by chance {n}"),
    "verdict marks": (
        "ستون‌ها به شماره‌ی گروه. توپر: گروه ردیف بیشتر می‌گوید؛ توخالی: کمتر؛ "
        "نقطه: تفاوتی نشان داده نشد؛ جای خالی: شواهد ناکافی.",
        "Columns are groups by number. Full: the row’s group says more; hollow: less; dot: no difference shown; "
        "empty: insufficient evidence.",
    ),
    "theme": ("مضمون:", "Theme:"),
    "voice": ("گوینده:", "Voice:"),
    "part": ("بخش صفحه:", "Part of the page:"),
    "not counted": ("شمرده نشده", "not counted"),
    "official": (SPEAKER_NAMES["official"], "the official"),
    "other": (SPEAKER_NAMES["other"], "another speaker"),
    "narration": (SPEAKER_NAMES["narration"], "the outlet’s account"),
    "none": ("زائد صفحه", "none (residue)"),
    "kicker": (PARTS["kicker"], "kicker"),
    "headline": (f"{PARTS['headline']} و {PARTS['crosshead']}", "headline, crosshead"),
    "lead": (PARTS["lead"], "lead"),
    "body": (PARTS["body"], "body"),
    "meta": ("شناسنامه و زوائد", "dateline, residue"),
}


def word(key: str, now: Style, **facts: str) -> str:
    """One of the charts' own words in the figure's language, with the facts it speaks of filled in."""
    return WORDS[key][0 if now.language == "fa" else 1].format(**facts)
