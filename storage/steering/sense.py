"""The safety gate's second ear: what a sentence sounds like, learnt from sentences that people wrote.

Lists of words know only what somebody thought of. This ear has no words of its own: it weighs every piece of a sentence
by how it was used where pupils were not safe, and where all was calm. `.ci/train_gate.py` works the weights out, and
they come with the program as whole numbers of one byte. It can be wrong about any sentence, so it never says that it is
sure; without its file the gate has its lists.
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from math import sqrt
from typing import NamedTuple
from zlib import crc32

import msgspec

from storage.domain.case.case import Route
from storage.steering.language.marks import HINT, PIECES, SLOTS, of_hints, of_near, of_two, of_word, of_words
from storage.steering.shipped import shipped_bytes

FOLDER = "concepts"
FILE = "gate.sense"
ROUTES = tuple(Route)
ROUTE_SLOTS = 16_384
"""How many weights each route has: every mark's slot is taken among so many."""
SIZE = SLOTS + len(ROUTES) * ROUTE_SLOTS
WINDOW = 40
"""How many words are weighed together; what goes on longer without a full stop is weighed in pieces."""
_LONGEST_SIGNAL = 8
_MOST_REMEMBERED = 20_000


class SenseHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a file of weights."""

    learnt_from: str
    """The digest of the sentences."""
    checksum: int
    scales: tuple[float, float, float, float]
    """What a whole number stands for: of pieces, of phrases, of hints and of words near each other."""
    bias: float
    routes: tuple[float, ...]
    """What is added for each route."""


class Impression(NamedTuple):
    """What a sentence sounds like: the more over 0, the more like those of pupils who are not safe."""

    unsafe: float
    start: int
    """The stretch of words that was weighed."""
    end: int


class Sense:
    """The weights, ready to use: of all languages together, since what the lists meet is named alike in all of them."""

    def __init__(self, content: bytes) -> None:
        """Read the content of a file of weights; one that is damaged is a ValueError."""
        self.header, body = parted(content)
        self._unsafe = array("b", body[:SLOTS])
        self._routes = [array("b", body[at : at + ROUTE_SLOTS]) for at in range(SLOTS, len(body), ROUTE_SLOTS)]
        self._remembered: dict[str, float] = {}

    def impression(self, forms: Sequence[str], hints: Iterable[str]) -> Impression:
        """Give what a sentence sounds like; of a long one the stretch that sounds least safe."""
        if len(forms) <= WINDOW:
            return Impression(self._unsafe_by(forms, hints), 0, len(forms))
        stretches = ((at, forms[at : at + WINDOW]) for at in range(0, len(forms), WINDOW))
        return max(Impression(self._unsafe_by(part, ()), at, at + len(part)) for at, part in stretches)

    def heaviest(self, forms: Sequence[str]) -> tuple[int, int]:
        """Give the stretch of words that points most at somebody who is not safe."""
        return heaviest(self._weights(forms))

    def route(self, forms: Sequence[str], hints: Iterable[str]) -> Route:
        """Give the route that a sentence of somebody who is not safe sounds most like."""
        words = [mark % ROUTE_SLOTS for mark in of_words(forms)]
        hinted = [mark % ROUTE_SLOTS for mark in of_hints(hints)]
        each = zip(self.header.routes, self._routes, strict=True)
        heard = [
            bias + _sum(weights, words) / sqrt(max(1, len(forms))) + _sum(weights, hinted) * HINT
            for bias, weights in each
        ]
        return ROUTES[heard.index(max(heard))]

    def _unsafe_by(self, forms: Sequence[str], hints: Iterable[str]) -> float:
        hinted = sum(self._unsafe[mark] for mark in of_hints(hints)) * self.header.scales[2]
        return self.header.bias + sum(self._weights(forms)) / sqrt(max(1, len(forms))) + hinted

    def _weights(self, forms: Sequence[str]) -> list[float]:
        """Give what each word weighs, with half of what it weighs together with those around it."""
        each = [self._of_word(form) for form in forms]
        half = self.header.scales[1] / 2
        for at, (one, next_one) in enumerate(pairwise(forms)):
            weight = self._unsafe[of_two(one, next_one)] * half
            each[at] += weight
            each[at + 1] += weight
        half = self.header.scales[3] / 2
        for mark, at, there in of_near(forms):
            weight = self._unsafe[mark] * half
            each[at] += weight
            each[there] += weight
        return each

    def _of_word(self, form: str) -> float:
        """Give what a word weighs by itself, remembering the answer while there is room."""
        if (known := self._remembered.get(form)) is not None:
            return known
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        pieces, phrases, *_ = self.header.scales
        weight = sum(self._unsafe[mark] * (pieces if mark < PIECES else phrases) for mark in of_word(form))
        self._remembered[form] = weight
        return weight


def _sum(weights: Sequence[int], marks: Iterable[int]) -> int:
    return sum(weights[mark] for mark in marks)


def heaviest(weights: Sequence[float]) -> tuple[int, int]:
    """Give the stretch of at most a signal's words whose weights add up to most."""
    sums = (0.0, *accumulate(weights))
    stretches = (
        (sums[end] - sums[start], -start, end)
        for start in range(len(weights))
        for end in range(start + 1, min(len(weights), start + _LONGEST_SIGNAL) + 1)
    )
    _, start, end = max(stretches)
    return -start, end


def parted(content: bytes) -> tuple[SenseHeader, bytes]:
    """Part a file of weights into its first line and the weights; one that is damaged is a ValueError."""
    line, _, body = content.partition(b"\n")
    header = msgspec.json.decode(line, type=SenseHeader)
    if len(body) != SIZE or crc32(body) != header.checksum or len(header.routes) != len(ROUTES):
        raise ValueError("The weights are not whole.")
    return header, body


@cache
def sense() -> Sense | None:
    """Return the weights that come with the program, read once; None where they are missing or damaged."""
    try:
        return Sense(shipped_bytes(FOLDER, FILE))
    except (OSError, ValueError):
        return None
