"""Clues: kinds of words that stand together in a sentence, in any order, and leave the safety gate in doubt.

Nobody writes «she is bullied» who has only seen that she waits behind the bins. So the gate also knows what such
sentences are made of (somebody afraid, the others, a place at school), and asks where enough of it stands together.
Most sentences lack one kind for every clue, and are done with when their words have been looked up once.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial, reduce
from operator import or_
from typing import NamedTuple

import msgspec

from storage.domain.case.case import Route
from storage.steering.deeds import Deeds
from storage.steering.language.bearer import bearer
from storage.steering.language.grammar import REACH, Clause, Role
from storage.steering.language.notation import Classes
from storage.steering.language.patterns import PatternIndex, Unless, patterns_in
from storage.steering.language.words import SentenceWords

_MOST_REMEMBERED = 20_000


class ClueEntry(msgspec.Struct, frozen=True):
    """A clue in one language."""

    route: Route
    all: str
    """The kinds that must stand together, as names; `fear|cries` is either."""
    ask: str
    unless: str = ""
    of_people: str = ""
    """The kind whose words must be told of people."""
    acts: str = ""
    """The kinds that somebody must do to somebody."""


class Clue(msgspec.Struct, frozen=True):
    """Kinds of words that together leave a doubt."""

    key: str
    route: Route
    ask: str
    kinds: tuple[int, ...]
    """Of each group one kind must be there; a kind is a bit."""
    unless: Unless
    of_people: int = 0
    acts: int = 0


class Together(NamedTuple):
    """A clue and the stretch of words that gave it."""

    clue: Clue
    start: int
    end: int


class _Sight(NamedTuple):
    """A place where words of these kinds stand."""

    kinds: int
    start: int
    end: int


class Clues:
    """A language's clues, ready to match; a kind no clue could ever find is a KeyError."""

    def __init__(
        self, kinds: Mapping[str, str], clues: Mapping[str, ClueEntry], classes: Classes, deeds: Deeds
    ) -> None:
        self._deeds = deeds
        self._names = tuple(kinds)
        bits = {kind: 1 << place for place, kind in enumerate(kinds)}
        self._clues = tuple(_clue(key, entry, bits, classes) for key, entry in clues.items())
        self._words: PatternIndex[int] = PatternIndex()
        self._phrases: PatternIndex[int] = PatternIndex()
        self._remembered: dict[str, int] = {}
        self._latest: tuple[SentenceWords, list[_Sight]] | None = None
        for kind, written in kinds.items():
            patterns = patterns_in(written, classes)
            self._words.add(bits[kind], (pattern for pattern in patterns if " " not in pattern.source))
            self._phrases.add(bits[kind], (pattern for pattern in patterns if " " in pattern.source))

    def find(self, clause: Clause) -> Iterator[Together]:
        """Give every clue in a sentence once, as soon as enough of it has been read."""
        sights = self._sights(clause.words)
        present = _present(sights)
        for clue in self._clues:
            for group in clue.kinds:
                if not group & present:
                    break
            else:
                yield from self._first(clue, clause, sights)

    def kinds(self, words: SentenceWords) -> Iterator[str]:
        """Give the names of the kinds of words that stand in a sentence."""
        present = _present(self._sights(words))
        return (name for place, name in enumerate(self._names) if present >> place & 1)

    def _sights(self, words: SentenceWords) -> list[_Sight]:
        """Give where each kind of word stands, in order; of the sentence that was looked at last they are known."""
        latest = self._latest
        if latest is None or latest[0] is not words:
            self._latest = latest = words, self._seen(words)
        return latest[1]

    def _seen(self, words: SentenceWords) -> list[_Sight]:
        sights = [
            _Sight(kinds, at, at + 1) for at, form in enumerate(words.forms) if (kinds := self._kinds_of(form, words))
        ]
        phrases = [_Sight(hit.meaning, hit.start, hit.end) for hit in self._phrases.find(words)]
        return sorted((*sights, *phrases), key=lambda sight: sight.start) if phrases else sights

    def _kinds_of(self, form: str, words: SentenceWords) -> int:
        """Give the kinds a single word is of, remembering the answer while there is room."""
        if (known := self._remembered.get(form)) is not None:
            return known
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        alone = SentenceWords([form], [0], [len(form)], [""], asked=False, particles=words.particles)
        kinds = 0
        for hit in self._words.find(alone):
            kinds |= hit.meaning
        self._remembered[form] = kinds
        return kinds

    def _first(self, clue: Clue, clause: Clause, sights: list[_Sight]) -> Iterator[Together]:
        """Give the first stretch in which all groups of a clue stand near each other, nothing innocent near."""
        last: dict[int, _Sight] = {}
        every = reduce(or_, clue.kinds)
        for newest in sights:
            if not newest.kinds & every or self._tells_nothing(clue, clause, newest):
                continue
            last |= dict.fromkeys((group for group in clue.kinds if group & newest.kinds), newest)
            if any(group not in last or newest.start - last[group].start > REACH for group in clue.kinds):
                continue
            start, end = min(one.start for one in last.values()), max(one.end for one in last.values())
            if not clue.unless.near(clause, start, end):
                yield Together(clue, start, end)
                return
            last.clear()

    def _tells_nothing(self, clue: Clue, clause: Clause, sight: _Sight) -> bool:
        """Return whether the words at a place are told of no person, or of an act without one."""
        if sight.kinds & clue.of_people and _told_of_a_thing(clause, sight):
            return True
        return bool(sight.kinds & clue.acts) and self._deeds.harmless(clause, sight.start, sight.end)


def _clue(key: str, entry: ClueEntry, bits: Mapping[str, int], classes: Classes) -> Clue:
    groups = tuple(sum(bits[kind] for kind in group.split("|")) for group in entry.all.split())
    unless = Unless(written=partial(patterns_in, entry.unless, classes))
    acts = sum(bits[kind] for kind in entry.acts.split())
    return Clue(key, entry.route, entry.ask, groups, unless, bits.get(entry.of_people, 0), acts)


def _present(sights: Iterable[_Sight]) -> int:
    """Give all kinds that were seen."""
    present = 0
    for sight in sights:
        present |= sight.kinds
    return present


def _told_of_a_thing(clause: Clause, sight: _Sight) -> bool:
    """Return whether the words at a place are told of no person: «salen blir full»."""
    place = bearer(clause, sight.start, sight.end)
    return place is not None and clause.role(place) in {Role.OTHER, Role.SHARED, Role.DUMMY}
