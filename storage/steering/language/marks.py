"""The marks of a sentence that the gate's second ear weighs: pieces of words, words in a row, and what lists met.

A mark is kept as the number of a slot, not as text: the slot its checksum falls in. Two marks may share one; with some
tens of thousands of slots that costs little, and the weights stay small enough to come with the program.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate, combinations, pairwise, repeat, starmap
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


class Apart(NamedTuple):
    """Marks of words that stand as far apart as each other: of the first two, of those that begin one on, and so on."""

    first: int
    apart: int
    marks: list[int]


def of_word(form: str) -> list[int]:
    """Return the marks of a word by itself: its pieces, where it begins and ends being part of them, and all of it."""
    word = marks_of(form)
    edged = f"<{word.plain}>"
    written = edged.encode()
    cuts = range(len(edged) + 1) if edged.isascii() else (0, *accumulate(len(sign.encode()) for sign in edged))
    pieces = [
        crc32(written[start:end]) % PIECES
        for length in range(_SHORTEST, _LONGEST + 1)
        for start, end in zip(cuts, cuts[length:], strict=False)
    ]
    return [*pieces, PIECES + word.sum % PHRASES]


def of_two(one: WordMarks, following: WordMarks) -> int:
    """Give the mark of two words in a row."""
    return PIECES + crc32(following.after, one.sum) % PHRASES


def of_near(words: Sequence[WordMarks]) -> Iterator[Apart]:
    """Give the marks of every two words near each other, whichever comes first."""
    for apart in range(1, _REACH + 1):
        marks = [
            TOLD + (crc32(other[2], one[1]) if one[0] < other[0] else crc32(one[2], other[1])) % NEAR
            for one, other in zip(words, words[apart:], strict=False)
        ]
        yield Apart(0, apart, marks)


def of_runs(words: Sequence[WordMarks]) -> Iterator[Apart]:
    """Give the marks of runs of words: three in a row, the beginnings of every two, and how it all begins and ends."""
    threes = zip(words, words[1:], words[2:], strict=False)
    yield Apart(0, 2, [PAIRED + crc32(last[2], crc32(one[2], first[1])) % RUNS for first, one, last in threes])
    yield Apart(0, 1, [PAIRED + crc32(other[4], one[3]) % RUNS for one, other in pairwise(words)])
    last, plain = len(words) - 1, [word.plain for word in (*words[:_EDGE], *words[-_EDGE:])]
    for many in range(1, min(_EDGE, last + 1) + 1):
        yield Apart(many - 1, 0, [_of_edge("^", (plain[many - 1],))])
        yield Apart(last + 1 - many, 0, [_of_edge("$", (plain[-many],))])
        if many > 1:
            yield Apart(0, many - 1, [_of_edge("^^", plain[:many])])
            yield Apart(last + 1 - many, many - 1, [_of_edge("$$", plain[-many:])])


def _of_edge(where: str, words: Sequence[str]) -> int:
    return _slot(f"{where}{' '.join(words)}", PAIRED, RUNS)


def of_hints(met: Iterable[str]) -> list[int]:
    """Return the marks of what the lists of words met in a sentence, one by one and two by two."""
    in_order = sorted(met)
    return [*map(_of_hint, in_order, repeat("")), *starmap(_of_hint, combinations(in_order, 2))]


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
