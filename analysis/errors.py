"""The one error a user's mistake may raise: full sentences that say what is wrong, where, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable


class InputError(ValueError):
    """What the user gave cannot be used; `problems` holds one full sentence for each mistake found.

    >>> print(InputError(["First problem.", "Second problem."]))
    First problem.
    Second problem.
    """

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("\n".join(self.problems))
