"""The one error a user's mistake may raise: full sentences that say what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable

ZWNJ = "\u200c"
MOST = 200  # problems told at once: a file with a million of them has one cause
LONGEST = 500  # characters of a problem's beginning and of its end


class InputError(ValueError):
    """What the user gave cannot be used; `problems` holds one full sentence for each mistake found.

    At most 200 of them are printed, none so long that the others would be lost from sight.

    >>> print(InputError(["First problem.", "Second problem."]))
    First problem.
    Second problem.
    """

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = [
            _short(visible(problem)) for problem in ([problems] if isinstance(problems, str) else problems)
        ]
        more = len(self.problems) - MOST
        rest = [f"… and {more:,} more."] if more > 0 else []
        super().__init__("\n".join([*self.problems[:MOST], *rest]))


def _short(problem: str) -> str:
    return problem if len(problem) <= 2 * LONGEST else f"{problem[:LONGEST]} … {problem[-LONGEST:]}"


class PageError(InputError):
    """A chart of so many rows that no page holds it; the rest of a study can be made without it."""


def visible(text: str) -> str:
    r"""Text for a terminal: what it would obey and not show (controls, marks of direction, line ends) is spelled out.

    A file name or a cell can otherwise recolour the screen, turn a sentence around or forge another one. ZWNJ stays,
    without which Persian is misspelled.

    >>> print(visible("a\x1b[2Jb\u202ec"))
    a\x1b[2Jb\u202ec
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == ZWNJ else repr(char)[1:-1] for char in text)
