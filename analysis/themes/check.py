"""Whether a lexicon can do what it says: entries that can never match, examples that do not show what they should."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.text.persian import joined_key
from analysis.text.tokens import tokens
from analysis.themes.lexicon import read_lexicon
from analysis.themes.matching import claims
from analysis.themes.patterns import GAP

VARIANTS = 6  # ways in which a pattern with lists is written out
_ENDINGS = ("", "\u200cها", "ی")  # after a stem or lemma: an entry for the bare word does not claim all its forms


def lexicon_problems(path: str | Path) -> list[str]:
    """Everything wrong with a themes.toml, one full sentence each.

    The faults of the file; or, where it can be read, entries that can never match and examples that are not matched
    as they should be.
    """
    try:
        lexicon = read_lexicon(path)
    except InputError as error:
        return error.problems
    faults = [*unreachable(lexicon), *lost_lemmas(lexicon), *untrue_examples(lexicon)]
    return [f"{path}, entry {fault}" for fault in faults]


def unreachable(lexicon: pd.DataFrame) -> list[str]:
    """Entries that never match their own words: by themselves, because their own `not_near` names these, or because
    unconditional ones of the theme claim them.

    Each pattern is written out as text (a stem with several endings, a list by three of its patterns) and matched
    without conditions but that one.
    """
    nothing = lexicon["near"].map(lambda _: ())
    bare = lexicon.assign(near=nothing, not_near=nothing, speaker="")
    lists: list[dict[str, tuple[str, ...]]] = lexicon["lists"].to_list()  # type: ignore[assignment]
    written = [(n, text) for n, pattern in enumerate(lexicon["pattern"]) for text in _written(pattern, lists[n])]
    words = tokens(as_sentences(pd.Series([text for _, text in written], dtype=str)))
    apart = bare.assign(theme=pd.Categorical(bare["entry"]))
    alone = _entries_of(claims(words, apart))
    allowed = _entries_of(claims(words, apart.assign(not_near=lexicon["not_near"])))
    together = _entries_of(claims(words, bare))
    free = (lexicon[["near", "not_near", "speaker"]].map(len) == 0).all(axis=1)
    always = set(lexicon.loc[free, "entry"])
    theme = lexicon.set_index("entry")["theme"].astype(str)
    problems = []
    by_entry: dict[str, list[int]] = {}
    for k, (n, _) in enumerate(written):
        by_entry.setdefault(str(lexicon["entry"].iloc[n]), []).append(k)
    for entry, own in by_entry.items():
        rivals = {other for k in own for other in together.get(k, ()) if theme[other] == theme[entry]}
        if not any(entry in alone.get(k, ()) for k in own):
            problems.append(
                f"{entry!r}: it can never match, since no text gives its words so; write them as they stand."
            )
        elif not any(entry in allowed.get(k, ()) for k in own):
            problems.append(f"{entry!r}: it can never match, since its own words hold what its not_near forbids.")
        elif entry not in rivals and rivals and rivals <= always:
            claimed = ", ".join(sorted(map(repr, rivals)))
            problems.append(f"{entry!r}: it can never match, since {claimed} always claims its words.")
    return problems


def lost_lemmas(lexicon: pd.DataFrame) -> list[str]:
    """Patterns with a lemma: that the lemmatiser does not give for the word itself. Infinitives are asked of verbs."""
    asked = [
        (entry, part.removeprefix("lemma:"))
        for entry, pattern, lists in zip(lexicon["entry"], lexicon["pattern"], lexicon["lists"], strict=True)
        for part in " ".join([pattern, *(p for patterns in lists.values() for p in patterns)]).split()
        if part.startswith("lemma:") and not part.endswith(("تن", "دن"))
    ]
    table = pd.DataFrame(list(dict.fromkeys(asked)), columns=["entry", "word"])
    words = tokens(as_sentences(table["word"]))
    one = words.groupby("article", sort=False)["lemma"].agg(["first", "size"])
    given = {int(str(k)): lemma for k, lemma, size in one.itertuples() if size == 1}
    return [
        f"{entry!r}: no form has the lemma {word!r}; the lemma of {word} is {given[n]}."
        for n, (entry, word) in enumerate(table.itertuples(index=False))
        if n in given and joined_key(given[n]) != joined_key(word)
    ]


def untrue_examples(lexicon: pd.DataFrame) -> list[str]:
    """Examples that their entry does not match, and counter-examples that it does, with the whole lexicon at work."""
    problems = []
    for column, wanted in (("examples", True), ("counter_examples", False)):
        asked = lexicon[["entry", column]].explode(column).dropna().reset_index(drop=True)
        found = _entries_of(claims(tokens(as_sentences(asked[column])), lexicon))
        for n, (entry, text) in enumerate(asked.itertuples(index=False)):
            if (entry in found.get(n, ())) != wanted:
                instead = ", ".join(map(repr, found.get(n, ()))) or "nothing"
                told = f"the example {text!r} is not matched by it; matched are: {instead}"
                problems.append(f"{entry!r}: {told if wanted else f'the counter-example {text!r} is matched by it'}.")
    return problems


def as_sentences(texts: pd.Series) -> pd.DataFrame:
    """Each text as the one sentence of an article that has its place for a name."""
    names = [str(n) for n in range(len(texts))]
    return pd.DataFrame({"article": names, "sentence": 1, "start": 0, "text": texts.to_numpy(), "speaker": "official"})


def _entries_of(found: pd.DataFrame) -> dict[int, list[str]]:
    by_text: dict[int, list[str]] = {}
    for article, entry in zip(found["article"], found["entry"], strict=True):
        by_text.setdefault(int(article), []).append(entry)
    return by_text


def _written(pattern: str, lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A pattern as texts that it should match."""
    ways = [_spread(list(_ways(part, lists))) for part in pattern.split()]
    for chosen in islice(product(*ways), VARIANTS):
        yield " ".join(word for word in chosen if word)


def _spread(ways: list[str]) -> list[str]:
    """At most three of them, from the first to the last."""
    return [ways[0], ways[len(ways) // 2], ways[-1]] if len(ways) > 3 else ways


def _ways(part: str, lists: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if gap := GAP.fullmatch(part):
        yield " ".join(["آن"] * int(gap[1]))
    elif part.startswith("@"):
        yield from (way for inside in lists[part[1:]] for way in islice(_written(inside, {}), 1))
    elif part.endswith("*"):
        yield from (part[:-1] + ending for ending in _ENDINGS)
    elif part.startswith("lemma:"):
        yield from (part.removeprefix("lemma:") + ending for ending in _ENDINGS)
    else:
        yield part
