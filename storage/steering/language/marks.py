"""The marks of a sentence that the gate's second ear weighs: pieces of words, words in a row, and what lists met.

A mark is kept as the number of a slot, not as text: the slot its checksum falls in. Two marks may share one; with some
tens of thousands of slots that costs little, and the weights stay small enough to come with the program.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations, pairwise, starmap
from typing import NamedTuple
from zlib import crc32

from storage.steering.shipped import SPOKEN, known_language, shipped

PIECES, PHRASES, HINTS, NEAR, RUNS = 65_536, 32_768, 8_192, 65_536, 98_304
"""How many slots there are for pieces of words, for words by themselves and in a row, for what the lists met, for two
words near each other, and for longer runs of words, where it begins and where it ends."""
TOLD = PIECES + PHRASES + HINTS
"""The slots without those for words near each other: all that tells one route from another."""
PAIRED = TOLD + NEAR
"""The slots without those for runs, which only some ears listen to."""
SLOTS = PAIRED + RUNS
HINT = 0.2
"""How much what the lists met counts beside the words, before anything is learnt."""
NEARNESS = 0.5
"""How much two words near each other count beside a word."""
_REACH = 5
"""How many words on another one is still near."""
_BEGINNING = 5
"""How many letters of a word stand for its other forms too."""
_EDGE = 3
"""How many words at either end are told apart from those within."""
_SHORTEST, _LONGEST = 2, 5
_LONGEST_WORD = 24
_MOST_REMEMBERED = 50_000
_DIGITS = re.compile(r"\d+")


class WordMarks(NamedTuple):
    """What of a word its marks are made of: the checksum of words in a row goes on from that of the first."""

    plain: str
    """As it is weighed: no longer than words are, and every number alike."""
    sum: int
    after: bytes
    """What goes on after another word."""
    begins: int
    begins_after: bytes
    """The same of its first letters alone."""


@lru_cache(maxsize=_MOST_REMEMBERED)
def marks_of(form: str) -> WordMarks:
    """Return what the marks of a word are made of."""
    plain = _DIGITS.sub("0", form[:_LONGEST_WORD])
    first = plain[:_BEGINNING]
    return WordMarks(
        plain, crc32(plain.encode()), f" {plain}".encode(), crc32(f"*{first}".encode()), f" {first}".encode()
    )


def of_word(form: str) -> Iterator[int]:
    """Give the marks of a word by itself: its pieces, where it begins and ends being part of them, and all of it."""
    word = marks_of(form)
    edged = f"<{word.plain}>"
    for length in range(_SHORTEST, _LONGEST + 1):
        for at in range(len(edged) - length + 1):
            yield crc32(edged[at : at + length].encode()) % PIECES
    yield PIECES + word.sum % PHRASES


def of_two(one: WordMarks, following: WordMarks) -> int:
    """Give the mark of two words in a row."""
    return PIECES + crc32(following.after, one.sum) % PHRASES


def of_near(words: Sequence[WordMarks]) -> Iterator[tuple[int, int, int]]:
    """Give the marks of every two words near each other, whichever comes first, with the places of both."""
    for at, one in enumerate(words):
        for there, other in enumerate(words[at + 1 : at + 1 + _REACH], at + 1):
            pair = crc32(other.after, one.sum) if one.plain < other.plain else crc32(one.after, other.sum)
            yield TOLD + pair % NEAR, at, there


def of_runs(words: Sequence[WordMarks]) -> Iterator[tuple[int, int, int]]:
    """Give the marks of runs of words with the places of their first and last.

    Three in a row, the beginnings of every two, and those with which it all begins and ends.
    """
    last = len(words) - 1
    for at in range(last - 1):
        run = crc32(words[at + 2].after, crc32(words[at + 1].after, words[at].sum))
        yield PAIRED + run % RUNS, at, at + 2
    for at, (one, other) in enumerate(pairwise(words)):
        yield PAIRED + crc32(other.begins_after, one.begins) % RUNS, at, at + 1
    plain = [word.plain for word in (*words[:_EDGE], *words[-_EDGE:])]
    for many in range(1, min(_EDGE, last + 1) + 1):
        yield _of_edge("^", (plain[many - 1],)), many - 1, many - 1
        yield _of_edge("$", (plain[-many],)), last + 1 - many, last + 1 - many
        if many > 1:
            yield _of_edge("^^", plain[:many]), 0, many - 1
            yield _of_edge("$$", plain[-many:]), last + 1 - many, last


def _of_edge(where: str, words: Sequence[str]) -> int:
    return _slot(f"{where}{' '.join(words)}", PAIRED, RUNS)


def of_hints(met: Iterable[str]) -> Iterator[int]:
    """Give the marks of what the lists of words met in a sentence, one by one and two by two."""
    in_order = sorted(met)
    yield from (_of_hint(hint, "") for hint in in_order)
    yield from starmap(_of_hint, combinations(in_order, 2))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _of_hint(one: str, other: str) -> int:
    return _slot(f"{one} {other}", PIECES + PHRASES, HINTS)


def _slot(mark: str, first: int, among: int) -> int:
    return first + crc32(mark.encode()) % among


_SHORTEST_BEGINNING = 2
_LONGEST_LOOKED_AT = 24


class Topics:
    """A language's words by what they are about."""

    def __init__(self, listed: dict[str, str]) -> None:
        """Take in words by topic: `word`, `begins*`, `*within*`, `*ends`."""
        self._whole: dict[str, set[str]] = {}
        self._begun: dict[str, set[str]] = {}
        self._within: dict[str, set[str]] = {}
        for topic, words in listed.items():
            for word in words.split():
                self._kept(word).setdefault(word.strip("*"), set()).add(topic)

    def _kept(self, word: str) -> dict[str, set[str]]:
        if word.startswith("*"):
            return self._within
        return self._begun if word.endswith("*") else self._whole

    def of(self, form: str) -> frozenset[str]:
        """Give what a word is about."""
        return frozenset(topic for topics in self._met(form[:_LONGEST_LOOKED_AT]) for topic in topics)

    def _met(self, form: str) -> Iterator[set[str]]:
        yield self._whole.get(form, set())
        for end in range(_SHORTEST_BEGINNING, len(form) + 1):
            yield self._begun.get(form[:end], set())
        for part, topics in self._within.items():
            if part in form:
                yield topics


@cache
def topics(language: str) -> Topics:
    """Return what the words of a language are about, read once."""
    spoken = SPOKEN[known_language(language)]
    return Topics({topic: words[spoken] for topic, words in shipped("concepts", "topics").items()})
