"""What a date and an hour in figures look like, as patterns to build others from."""

from __future__ import annotations

# Year, month and day («1403/07/08», «2025-12-16»), or the day first; a year of two digits stands before slashes only,
# for «10-20-30» and «1.2.3» are no dates.
DATE = r"(?:\d{4}(?P<mark>[-/.])\d\d?(?P=mark)\d\d?|\d\d?/\d\d?/\d{4}|\d\d/\d\d?/\d\d?)(?!\d)"
HOUR = r"\d\d?:\d\d(?::\d\d)?"
