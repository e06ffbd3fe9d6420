"""The Unicode bidirectional algorithm for one line without embeddings or isolates, rule by rule.

A second opinion on matplotlib's: tests/cases/labels.json holds ICU's levels, and this agrees with them.
"""

from __future__ import annotations

from unicodedata import bidirectional

PAIRS = {"(": ")", "[": "]", "{": "}"}


def levels(text: str, base: int | None = None) -> list[int]:
    """The level of each character; without a base the line takes the direction of its first strong character."""
    kinds = [bidirectional(character) for character in text]
    if base is None:
        base = next((int(kind != "L") for kind in kinds if kind in ("L", "R", "AL")), 0)
    side = "R" if base else "L"
    weak = _weak([kind for kind in kinds if kind != "BN"], side)
    shown = [n for n, kind in enumerate(kinds) if kind != "BN"]
    resolved = _neutral(_brackets([text[n] for n in shown], weak, side), side)
    found = dict(zip(shown, (_level(kind, base) for kind in resolved), strict=True))
    level, result = base, []
    for n in range(len(text)):  # what is ignored (ZWNJ) goes with what stands before it
        level = found.get(n, level)
        result.append(level)
    for n in range(len(text) - 1, -1, -1):  # L1: white space at the end of the line
        if kinds[n] not in ("WS", "BN"):
            break
        result[n] = base
    return result


def _level(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return 1 if kind == "R" else 2
    return {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], side: str) -> list[str]:
    """Rules W1 to W7."""
    kinds = list(kinds)
    strong = side
    for n, kind in enumerate(kinds):
        if kind == "NSM":  # W1
            kinds[n] = kinds[n - 1] if n else side
        elif kind == "EN" and strong == "AL":  # W2
            kinds[n] = "AN"
        if kinds[n] in ("L", "R", "AL"):
            strong = kinds[n]
    kinds = ["R" if kind == "AL" else kind for kind in kinds]  # W3
    for n in range(1, len(kinds) - 1):  # W4
        before, kind, after = kinds[n - 1 : n + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))):
            kinds[n] = before
    for n in [*range(len(kinds)), *range(len(kinds) - 1, -1, -1)]:  # W5, from both sides
        if kinds[n] == "ET" and "EN" in (kinds[n - 1 : n] + kinds[n + 1 : n + 2]):
            kinds[n] = "EN"
    kinds = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]  # W6
    strong = side
    for n, kind in enumerate(kinds):  # W7
        strong = kind if kind in ("L", "R") else strong
        kinds[n] = "L" if kind == "EN" and strong == "L" else kind
    return kinds


def _brackets(text: list[str], kinds: list[str], side: str) -> list[str]:
    """Rule N0."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for n, character in enumerate(text):
        if character in PAIRS:
            opened.append((PAIRS[character], n))
        elif any(character == close for close, _ in opened):
            while opened[-1][0] != character:
                opened.pop()
            pairs.append((opened.pop()[1], n))
    for start, end in sorted(pairs):
        inside = {_strong(kind) for kind in kinds[start + 1 : end]} - {""}
        before = next((s for s in map(_strong, reversed(kinds[:start])) if s), side)
        if inside:
            kinds[start] = kinds[end] = side if side in inside else before
    return kinds


def _neutral(kinds: list[str], side: str) -> list[str]:
    """Rules N1 and N2."""
    n = 0
    while n < len(kinds):
        end = n
        while end < len(kinds) and not _strong(kinds[end]):
            end += 1
        if end > n:
            before = _strong(kinds[n - 1]) if n else side
            after = _strong(kinds[end]) if end < len(kinds) else side
            kinds[n:end] = [before if before == after else side] * (end - n)
        n = end + 1
    return kinds


def _strong(kind: str) -> str:
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")
