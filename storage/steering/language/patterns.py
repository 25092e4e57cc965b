"""Matching patterns, which no pattern can make explode.

Matching keeps the set of places reached after each part, so its cost is bounded by the parts times a gap's length.
Gaps and sequences never reach across a stronger break than a comma; a few particles («jo», «rett og slett») may stand
between any two words.
"""

from collections.abc import Iterable

from storage.steering.language.notation import Classes, PatternPart, begins, heads, read_parts
from storage.steering.language.words import SentenceWords

_MOST_PARTICLES = 3
_COMMON = ("negation", "copula", "auxiliary", "adverb", "they", "self", "dummy", "preposition", "determiner")


class Pattern:
    """A sequence of parts, the first of which is always a word; read when it is first needed.

    A language has some thousand patterns, and a text begins few of them.
    """

    __slots__ = ("_classes", "_parts", "_rest", "source")

    def __init__(self, source: str, classes: Classes) -> None:
        self.source = source
        self._classes = classes
        self._parts: tuple[PatternPart, ...] | None = None
        self._rest: tuple[PatternPart, ...] = ()

    def heads(self) -> Iterable[str]:
        """Give the first letters of the words it may begin with; a class as the name it has, `*` for any."""
        return heads(self.source)

    def begins(self, form: str) -> bool:
        """Whether it may begin with a word; classes are not looked at."""
        return begins(self.source, form)

    def words_of(self, name: str) -> frozenset[str]:
        """Give the words of a class by the name it has in patterns, such as `@parents`."""
        return self._classes[name[1:]]

    @property
    def parts(self) -> tuple[PatternPart, ...]:
        """Give the parts; raises PatternError."""
        if self._parts is None:
            self._parts = read_parts(self.source, self._classes)
            self._rest = self._parts[1:]
        return self._parts

    def telling(self) -> frozenset[str]:
        """Give the words of which one must follow the first, of the part that tells most; none where any word may."""
        return max((words for part in self.parts[1:] if (words := part.spelled)), key=self._tells, default=frozenset())

    def _tells(self, words: frozenset[str]) -> int:
        """Tell how well words tell the pattern apart: what every sentence has tells nothing, and long words much."""
        common = not all(words.isdisjoint(self._classes.get(name, ())) for name in _COMMON)
        return 0 if common else min(map(len, words))

    def names(self, words: frozenset[str]) -> bool:
        """Whether one of these words is among those it names, rather than swallowed by a gap."""
        return any(part.words & words for part in self.parts)

    def end(self, words: SentenceWords, start: int) -> int:
        """Give the place after the match that begins with the word at `start`, which is known to fit, or -1."""
        at = start + 1
        for turn, part in enumerate(self._rest):
            if part.gap or part.optional:
                return self._end_of_rest(words, turn, at)
            at = _after(words, part, at)
            if at < 0:
                return -1
        return at

    def _end_of_rest(self, words: SentenceWords, turn: int, at: int) -> int:
        """Go on from a part that leaves a choice, keeping every place reached."""
        reached = {at}
        for part in self._rest[turn:]:
            if part.gap:
                reached = _gap(words, part.gap, reached)
                continue
            after = {end for place in reached if (end := _after(words, part, place)) >= 0}
            reached = after | reached if part.optional else after
            if not reached:
                return -1
        return min(reached)


def _after(words: SentenceWords, part: PatternPart, at: int) -> int:
    """Give the place after the word that fits at a place, looking past a few particles, or -1."""
    forms, breaks = words.forms, words.breaks
    if part.at_end:
        return at if at == len(forms) or breaks[at] else -1
    last = at + _MOST_PARTICLES
    while at < len(forms) and breaks[at] != "|":
        form = forms[at]
        at += 1
        if form in part.words or (part.open and part.fits(form)):
            return at
        if at > last or form not in words.particles:
            return -1
    return -1


def _gap(words: SentenceWords, longest: int, reached: set[int]) -> set[int]:
    after = set(reached)
    for at in reached:
        for place in range(at, min(at + longest, len(words.forms))):
            if words.breaks[place] == "|":
                break
            after.add(place + 1)
    return after


def patterns_in(written: str | tuple[str, ...] | None, classes: Classes) -> tuple[Pattern, ...]:
    """Give every pattern of a list, or of a text with `;` or a line's end between them."""
    text = written if isinstance(written, str) else ";".join(written or ())
    pieces = text.replace("\n", ";").split(";")
    return tuple(Pattern(source, classes) for piece in pieces if (source := piece.strip()))
