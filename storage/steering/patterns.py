"""Matching patterns, which no pattern can make explode.

Matching keeps the set of places reached after each part, so its cost is bounded by the parts times a gap's length.
Gaps and sequences never reach across a stronger break than a comma; a few particles («jo», «rett og slett») may stand
between any two words.
"""

from collections.abc import Iterator

from storage.steering.notation import Classes, Part, beginnings, read_parts
from storage.steering.words import Words

_MOST_PARTICLES = 3


class Pattern:
    """A sequence of parts, the first of which is always a word; read when it is first needed.

    A language has some thousand patterns, and a text begins few of them.
    """

    __slots__ = ("_classes", "_parts", "source")

    def __init__(self, source: str, classes: Classes) -> None:
        self.source = source
        self._classes = classes
        self._parts: tuple[Part, ...] | None = None

    def beginnings(self) -> Iterator[str]:
        """Give the words it may begin with as they are written, `*` and all."""
        return beginnings(self.source, self._classes)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Give the parts; raises PatternError."""
        if self._parts is None:
            self._parts = read_parts(self.source, self._classes)
        return self._parts

    def end(self, words: Words, start: int) -> int:
        """Give the place after the match that begins with the word at `start`, or -1."""
        reached = {start}
        for part in self.parts:
            reached = _step(words, part, reached, start)
            if not reached:
                return -1
        return max(reached)


def _open_to(words: Words, place: int, first: int) -> bool:
    """Whether a sequence may go on to this place."""
    return place < len(words.forms) and (place == first or words.breaks[place] != "|")


def _step(words: Words, part: Part, reached: set[int], first: int) -> set[int]:
    if part.gap:
        return _gap(words, part.gap, reached, first)
    if part.at_end:
        return {at for at in reached if at == len(words.forms) or words.breaks[at]}
    after = {end for at in reached if (end := _after(words, part, at, first)) >= 0}
    return after | reached if part.optional else after


def _after(words: Words, part: Part, at: int, first: int) -> int:
    """Give the place after the word that fits at a place, looking past a few particles, or -1."""
    for place in range(at, at + 1 + (_MOST_PARTICLES if at > first else 0)):
        if not _open_to(words, place, first):
            return -1
        if part.fits(words.forms[place]):
            return place + 1
        if words.forms[place] not in words.particles:
            return -1
    return -1


def _gap(words: Words, longest: int, reached: set[int], first: int) -> set[int]:
    after = set(reached)
    for at in reached:
        for place in range(at, at + longest):
            if not _open_to(words, place, first):
                break
            after.add(place + 1)
    return after


def patterns_in(written: str | tuple[str, ...] | None, classes: Classes) -> tuple[Pattern, ...]:
    """Give every pattern of a list, or of one text with `;` between them."""
    pieces = written.split(";") if isinstance(written, str) else written or ()
    return tuple(Pattern(source, classes) for piece in pieces if (source := piece.strip()))
