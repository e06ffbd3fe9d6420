"""How fast the whole chain of counting is on one core: python -m benchmarks.speed [--articles N] [--rounds N]

Ratios and not seconds, because machines differ: the chain from page to matches against hazm's own chain on the same
text (Normalizer, sentences, words, lemmas, each built once) and against the floor, one pass of re.findall(r"\\w+").
Each is run in a process of its own, by turns, after other articles; processor time is taken, the median of the rounds.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from statistics import median

import pandas as pd

from analysis.scale.process import settle
from benchmarks import generate

WORD = re.compile(r"\w+")
CHUNK = 750  # articles at a time, as a worker takes them
WARM_UP = 5000  # other articles that are counted before, untimed: most of an archive meets a worker that has seen some


def floor(articles: pd.DataFrame) -> dict[str, float]:
    """One pass over the decoded text."""
    start = time.process_time()
    for text in articles["text"].tolist():
        WORD.findall(text)
    return {"all": time.process_time() - start}


def hazm(articles: pd.DataFrame) -> dict[str, float]:
    """hazm's own chain."""
    import hazm

    made = _built(hazm)
    start = time.process_time()
    for text in articles["text"].tolist():
        for sentence in made[1].tokenize(made[0].normalize(text)):
            for word in made[2].tokenize(sentence):
                made[3].lemmatize(word)
    return {"all": time.process_time() - start}


def _built(hazm, made=[]):  # noqa: B006 (built once a process)
    if not made:
        made += [
            hazm.Normalizer(),
            hazm.SentenceTokenizer(),
            hazm.WordTokenizer(join_verb_parts=False),
            hazm.Lemmatizer(),
        ]
    return made


def chain(articles: pd.DataFrame) -> dict[str, float]:
    """The study's chain, each stage by itself."""
    from analysis import count, matches, read_lexicon, sentences, tokens

    lexicon = read_lexicon(generate.SEEDS / "themes.toml")
    spent = dict.fromkeys(("sentences", "tokens", "matches", "count"), 0.0)
    for first in range(0, len(articles), CHUNK):
        some = articles.iloc[first : first + CHUNK]
        clock = [time.process_time()]
        said = sentences(some)
        clock.append(time.process_time())
        words = tokens(said)
        clock.append(time.process_time())
        found = matches(words, lexicon)
        clock.append(time.process_time())
        count(some, said, found)
        clock.append(time.process_time())
        for stage, begin, end in zip(spent, clock, clock[1:], strict=False):
            spent[stage] += end - begin
    return {**spent, "all": sum(spent.values())}


def measured(name: str, count: int) -> dict[str, float]:
    """Seconds of one run in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.speed", "--only", name, "--articles", str(count)],
        check=True,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=["floor", "hazm", "chain"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        run = globals()[options.only]
        run(generate.articles(WARM_UP, 10_000_000))
        settle()  # as a worker does: else whose list is read again by the collector is chance
        print(json.dumps(run(generate.articles(options.articles))))
        return
    words = sum(len(WORD.findall(text)) for text in generate.articles(options.articles)["text"])
    rounds = [
        {name: measured(name, options.articles) for name in ("floor", "hazm", "chain")} for _ in range(options.rounds)
    ]
    for name in ("floor", "hazm", "chain"):
        seconds = median(one[name]["all"] for one in rounds)
        print(f"{name:10} {words / seconds / 1e6:6.2f} M words/s")
    for stage in rounds[0]["chain"]:
        if stage != "all":
            spent = median(one["chain"][stage] for one in rounds)
            print(f"  {stage:10} {spent / words * 1e6:6.3f} microseconds a word")
    faster = median(one["hazm"]["all"] / one["chain"]["all"] for one in rounds)
    slower = median(one["chain"]["all"] / one["floor"]["all"] for one in rounds)
    print(f"chain / hazm   {faster:5.2f} times as fast (goal 4)")
    print(f"chain / floor  {slower:5.2f} times the time (goal 8)")


if __name__ == "__main__":
    main()
