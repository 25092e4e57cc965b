"""Matching patterns, which no pattern can make explode.

Matching keeps the set of places reached after each part, so its cost is bounded by the parts times a gap's length.
Gaps and sequences never reach across a stronger break than a comma; a few particles («jo», «rett og slett») may stand
between any two words.

Which of many match in a sentence is found without trying them all. They are kept by the word they begin with, and among
those by the word that tells them apart best: «ikke» begins some two hundred patterns, and hardly any of them goes on
with a word that also stands in the sentence. Both are worked out when a text first holds the word.
"""

from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Generic, NamedTuple, TypeVar

from storage.steering.language.grammar import COMMON, REACH, Clause
from storage.steering.language.notation import HEAD, Classes, Opening, PatternPart, heads, opening, read_parts
from storage.steering.language.words import SentenceWords

_MOST_PARTICLES = 3


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
        common = not words.isdisjoint(self._classes.get(COMMON, ()))
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


T = TypeVar("T")

_AHEAD = 24
"""How many words ahead a pattern can reach at most, as the lexicon's are written."""
_MOST_REMEMBERED = 20_000
_JUST_BEFORE = 8


class Posting(NamedTuple, Generic[T]):
    """A pattern and what it stands for."""

    pattern: Pattern
    meaning: T


class Hit(NamedTuple, Generic[T]):
    """A match: what it stands for, its first word, and the place after its last."""

    meaning: T
    start: int
    end: int
    pattern: Pattern


class _Beginning(Generic[T]):
    """The patterns that begin with one word: those to try at once, and those that also need another word ahead."""

    __slots__ = ("ahead", "at_once", "needed")

    def __init__(self, entries: Iterable[Posting[T]]) -> None:
        self.at_once: list[Posting[T]] = []
        self.ahead: dict[str, list[Posting[T]]] = {}
        for entry in entries:
            needed = entry.pattern.telling()
            if not needed:
                self.at_once.append(entry)
            for word in needed:
                self.ahead.setdefault(word, []).append(entry)
        self.needed = frozenset(self.ahead)

    def candidates(self, near: AbstractSet[str]) -> Iterable[Posting[T]]:
        """Give the patterns worth trying where these words stand near, each once."""
        met = self.needed & near
        if not met:
            return self.at_once
        if len(met) == 1:
            (word,) = met
            return [*self.at_once, *self.ahead[word]]
        listed = (self.at_once, *(self.ahead[word] for word in met))
        return {id(entry): entry for entries in listed for entry in entries}.values()


class PatternIndex(Generic[T]):
    """Patterns by the word they begin with; each stands for something of type T."""

    def __init__(self) -> None:
        self._heads: dict[str, list[Posting[T]]] = {}
        self._classes: dict[str, list[Posting[T]]] = {}
        self._opened: dict[str, list[tuple[Posting[T], Opening]]] = {}
        self._remembered: dict[str, _Beginning[T] | None] = {}

    def add(self, meaning: T, patterns: Iterable[Pattern]) -> None:
        """Take in what stands for a meaning."""
        for pattern in patterns:
            entry = Posting(pattern, meaning)
            for head in heads(pattern.source):
                kept = self._classes if head[0] == "@" else self._heads
                if head in kept:
                    kept[head].append(entry)
                else:
                    kept[head] = [entry]

    def _begun(self, form: str) -> _Beginning[T] | None:
        """Give the patterns that may begin with a word, remembering the answer while there is room."""
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        alike = (*self._alike(form[:HEAD]), *self._alike("*"))
        spelled = (entry for entry, opening in alike if opening.fits(form))
        fitting = [*self._heads.get(f"{form} ", ()), *spelled, *self._of_classes(form)]
        self._remembered[form] = begun = _Beginning(fitting) if fitting else None
        return begun

    def _alike(self, head: str) -> list[tuple[Posting[T], Opening]]:
        """Give the patterns kept by some first letters, with the words they begin with, worked out once."""
        if (known := self._opened.get(head)) is None:
            self._opened[head] = known = [(entry, opening(entry.pattern.source)) for entry in self._heads.get(head, ())]
        return known

    def _of_classes(self, form: str) -> Iterator[Posting[T]]:
        """Give the patterns that begin with a class a word belongs to."""
        for name, entries in self._classes.items():
            if form in entries[0].pattern.words_of(name):
                yield from entries

    def find(self, words: SentenceWords, places: range | None = None) -> Iterator[Hit[T]]:
        """Give every match in a sentence that begins at one of the places, in order."""
        remembered, forms = self._remembered, words.forms
        whole = words.whole() if len(forms) <= _AHEAD else frozenset()
        for at in range(len(forms)) if places is None else places:
            form = forms[at]
            begun = remembered[form] if form in remembered else self._begun(form)
            if begun is None:
                continue
            for pattern, meaning in begun.candidates(whole or frozenset(forms[at + 1 : at + _AHEAD])):
                if (end := pattern.end(words, at)) >= 0:
                    yield Hit(meaning, at, end, pattern)


class Unless:
    """Innocent contexts of one meaning; their index is made when a text first needs it."""

    __slots__ = ("_index", "_read", "_written")

    def __init__(
        self, patterns: Iterable[Pattern] = (), *, written: Callable[[], Iterable[Pattern]] | None = None
    ) -> None:
        self._written = written
        self._read: tuple[Pattern, ...] | None = None if written else tuple(patterns)
        self._index: PatternIndex[None] | None = None

    @property
    def _patterns(self) -> tuple[Pattern, ...]:
        """Give the patterns; those that are `written` are read when a text first needs them."""
        if self._read is None:
            self._read = tuple(self._written()) if self._written else ()
        return self._read

    def __iter__(self) -> Iterator[Pattern]:
        return iter(self._patterns)

    def near(self, clause: Clause, start: int, end: int) -> bool:
        """Whether one of them stands near a stretch of a sentence; in a short one everything is near."""
        if not self._patterns:
            return False
        if len(clause) > REACH:
            return self._among(clause, clause.around(start, end))
        if id(self) not in clause.innocent:
            clause.innocent[id(self)] = self._among(clause, range(len(clause)))
        return clause.innocent[id(self)]

    def ends_before(self, clause: Clause, start: int, between: int) -> bool:
        """Return whether one of them ends right before a place, with no more than some words between."""
        places = range(max(0, start - _JUST_BEFORE), start)
        return any(0 <= start - hit.end <= between for hit in self._found(clause, places))

    def begins_after(self, clause: Clause, end: int, between: int) -> bool:
        """Return whether one of them begins right after a place, with no more than some words between."""
        return any(True for _ in self._found(clause, range(end, min(len(clause), end + between + 1))))

    def _among(self, clause: Clause, places: range) -> bool:
        return any(True for _ in self._found(clause, places))

    def _found(self, clause: Clause, places: range) -> Iterator[Hit[None]]:
        if self._index is None:
            self._index = PatternIndex()
            self._index.add(None, self._patterns)
        return self._index.find(clause.words, places)
