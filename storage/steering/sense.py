"""The second ear: what a sentence sounds like, learnt from sentences that people wrote.

Lists of words know only what somebody thought of. This ear has no words of its own: it weighs every piece of a sentence
by how it was used where something was to be heard, and where nothing was. The safety gate has one, so has what is said
of how people speak, and one hears whether a promise is whole. `.ci/train_gate.py` and `.ci/train_talk.py` work the
weights out, and they come with the program as whole numbers of one byte. It can be wrong about any sentence, so the
gate's never says that it is sure; without their files all have their lists.
"""

from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise, repeat, starmap
from math import sqrt
from typing import NamedTuple
from zlib import crc32

import msgspec

from storage.steering.language.marks import (
    HINT,
    PAIRED,
    Apart,
    marks_of,
    of_hints,
    of_near,
    of_runs,
    of_two,
    of_word,
)
from storage.steering.shipped import shipped_bytes

FOLDER = "concepts"
GATE, TALK, PROMISES = "gate.sense", "talk.sense", "promises.sense"
FILES = (GATE, TALK, PROMISES)
WINDOW = 40
"""How many words are weighed together; what goes on longer without a full stop is weighed in pieces."""
_LONGEST_SIGNAL = 8
_MOST_REMEMBERED = 20_000


class SenseHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The first line of a file of weights."""

    learnt_from: str
    """The digest of the sentences."""
    checksum: int
    scales: tuple[float, ...]
    """What a whole number stands for: of pieces, phrases and hints, and of words near each other and of runs of words
    where it listens to them."""
    bias: float
    kinds: dict[str, float]
    """What is added for each kind of what is heard: a route of the gate, a way of speaking."""
    slots: int = PAIRED
    """How many marks it listens to; the weights of the kinds follow."""


class Impression(NamedTuple):
    """What a sentence sounds like: the more over 0, the more like those in which something was to be heard."""

    weight: float
    start: int
    """The stretch of words that was weighed."""
    end: int


class Sense:
    """The weights, ready to use: of all languages together, since what the lists meet is named alike in all of them."""

    def __init__(self, content: bytes) -> None:
        """Read the content of a file of weights; one that is damaged is a ValueError."""
        self.header, body = parted(content)
        kinds, slots = self.header.kinds, self.header.slots
        self._heard = array("b", body[:slots])
        self._slots = (len(body) - slots) // max(1, len(kinds))
        starts = range(slots, len(body), self._slots or 1)
        self._kinds = {kind: array("b", body[at : at + self._slots]) for kind, at in zip(kinds, starts, strict=False)}
        self._remembered: dict[str, float] = {}
        self._remembered_kinds: dict[str, tuple[int, ...]] = {}

    def impression(self, forms: Sequence[str], hints: Iterable[str]) -> Impression:
        """Give what a sentence sounds like; of a long one the stretch in which most is heard."""
        if len(forms) <= WINDOW:
            return Impression(self._weighed(forms, hints), 0, len(forms))
        stretches = ((at, forms[at : at + WINDOW]) for at in range(0, len(forms), WINDOW))
        return max(Impression(self._weighed(part, ()), at, at + len(part)) for at, part in stretches)

    def heaviest(self, forms: Sequence[str]) -> tuple[int, int]:
        """Give the stretch of words in which most is heard."""
        return heaviest(self._weights(forms))

    def kinds(self, forms: Sequence[str], hints: Iterable[str]) -> dict[str, float]:
        """Give how much what is heard in a sentence sounds like each kind, in the measure of their own weights."""
        words, share = [marks_of(form) for form in forms], 1 / sqrt(max(1, len(forms)))
        pairs = [of_two(one, following) % self._slots for one, following in pairwise(words)]
        hinted = [mark % self._slots for mark in of_hints(hints)]
        alone = zip(*map(self._kinds_of_word, forms), strict=True) if forms else repeat(())
        return {
            kind: self.header.kinds[kind] + (sum(each) + _sum(weights, pairs)) * share + _sum(weights, hinted) * HINT
            for (kind, weights), each in zip(self._kinds.items(), alone, strict=False)
        }

    def _kinds_of_word(self, form: str) -> tuple[int, ...]:
        """Give what a word weighs by itself for each kind, remembering the answer while there is room."""
        if (known := self._remembered_kinds.get(form)) is not None:
            return known
        if len(self._remembered_kinds) >= _MOST_REMEMBERED:
            self._remembered_kinds.clear()
        marks = [mark % self._slots for mark in of_word(form)]
        self._remembered_kinds[form] = each = tuple(_sum(weights, marks) for weights in self._kinds.values())
        return each

    def _weighed(self, forms: Sequence[str], hints: Iterable[str]) -> float:
        """Give what words weigh all together."""
        heard, words, scales = self._heard, [*map(marks_of, forms)], self.header.scales
        weight = sum(self._of_words(forms)) + scales[1] * _sum(heard, starmap(of_two, pairwise(words)))
        for scale, marks in zip(scales[3:], (of_near, of_runs), strict=False):
            weight += scale * sum(_sum(heard, each.marks) for each in marks(words))
        return self.header.bias + weight / sqrt(max(1, len(forms))) + _sum(heard, of_hints(hints)) * scales[2]

    def _weights(self, forms: Sequence[str]) -> list[float]:
        """Give what each word weighs, with half of what it weighs together with those around it."""
        heard, words, each = self._heard, [*map(marks_of, forms)], self._of_words(forms)
        following = Apart(0, 1, list(starmap(of_two, pairwise(words))))
        scales = self.header.scales[1], *self.header.scales[3:]
        for scale, listed in zip(scales, ((following,), of_near(words), of_runs(words)), strict=False):
            for first, apart, marks in listed:
                for at, mark in enumerate(marks, first):
                    weight = heard[mark] * scale / 2
                    each[at] += weight
                    each[at + apart] += weight
        return each

    def _of_words(self, forms: Sequence[str]) -> list[float]:
        """Give what each word weighs by itself, remembering the answers while there is room."""
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        pieces, phrases, *_ = self.header.scales
        for form in forms:
            if form not in self._remembered:
                *parts, whole = of_word(form)
                self._remembered[form] = _sum(self._heard, parts) * pieces + self._heard[whole] * phrases
        return [*map(self._remembered.__getitem__, forms)]


def _sum(weights: Sequence[int], marks: Iterable[int]) -> int:
    return sum(map(weights.__getitem__, marks))


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
    of_kinds, kinds = len(body) - header.slots, len(header.kinds)
    whole = of_kinds == 0 if kinds == 0 else of_kinds > 0 and of_kinds % kinds == 0
    if not whole or crc32(body) != header.checksum:
        raise ValueError("The weights are not whole.")
    return header, body


@cache
def sense(file: str = GATE) -> Sense | None:
    """Return the weights that come with the program, read once; None where they are missing or damaged."""
    try:
        return Sense(shipped_bytes(FOLDER, file))
    except (OSError, ValueError):
        return None
