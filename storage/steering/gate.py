"""The safety gate: words that point at a pupil who is not safe. Its misses matter more than its false alarms."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import msgspec

from storage.steering.clause import Clause
from storage.steering.gate_texts import gate_file
from storage.steering.grammar import grammar
from storage.steering.index import Hit, Index, Unless
from storage.steering.patterns import patterns_in
from storage.steering.shipped import known_language
from storage.steering.text import read
from storage.steering.tone import denied, swallowed
from storage.steering.words import Words


class Level(StrEnum):
    """How sure the gate is."""

    SURE = "sure"
    """Opens the full notice by itself."""
    DOUBT = "doubt"
    """Asks its one plain question."""


class Route(StrEnum):
    """Who must be told."""

    HOME = "home"
    """Violence, abuse or serious neglect at home: each employee's own duty to child welfare."""
    ADULT = "adult"
    """An adult at school who violates a pupil: the head at once, or the school owner."""
    NOT_SAFE = "not-safe"
    """A pupil who is not safe and well at school: the head; suspicion is enough."""


class Sign(msgspec.Struct, frozen=True):
    """One kind of words that the gate looks for."""

    key: str
    level: Level
    route: Route
    question: str
    """What is asked when the sign leaves doubt."""
    denied_question: str
    """What is asked when the text itself denies the sign."""
    unless: Unless
    """Innocent contexts."""


class Alarm(msgspec.Struct, frozen=True):
    """What the gate has seen in a text."""

    level: Level
    route: Route
    start: int
    """In characters, from 0."""
    end: int
    signal: str
    """The words themselves, as written."""
    sign: str
    question: str
    """The plain question to ask; the full notice does not need it."""
    routes: frozenset[Route]
    """Every route that something in the text points to as surely as this."""


def alarm(text: str, language: str) -> Alarm | None:
    """Give the most serious thing the gate sees in a text, quotations and code included, or None."""
    seen = sorted(alarms(text, language), key=lambda one: (_LEVELS[one.level], _ROUTES[one.route], one.start))
    if not seen:
        return None
    routes = frozenset(one.route for one in seen if one.level is seen[0].level)
    return msgspec.structs.replace(seen[0], routes=routes)


def alarms(text: str, language: str) -> Iterator[Alarm]:
    """Give everything the gate sees in a text, in order."""
    language = known_language(language)
    known = grammar(language)
    particles, english = known.classes["particles"], language == "en"
    for sentence in read(text):
        words = Words.of(text, sentence, particles=particles, english=english, all_of_it=True)
        clause = Clause(words, known)
        for hit in _signs(language).find(words):
            if not hit.meaning.unless.near(clause, hit.start, hit.end):
                yield _alarm(text, clause, hit)


def _alarm(text: str, clause: Clause, hit: Hit[Sign]) -> Alarm:
    sign, first, last = hit.meaning, clause.words.starts[hit.start], clause.words.ends[hit.end - 1]
    said = not denied(clause, hit.start, hit.end) and not swallowed(clause, hit.pattern, hit.start, hit.end)
    return Alarm(
        level=sign.level if said else Level.DOUBT,
        route=sign.route,
        start=first,
        end=last,
        signal=text[first:last],
        sign=sign.key,
        question=sign.question if said else sign.denied_question,
        routes=frozenset({sign.route}),
    )


_LEVELS = {level: rank for rank, level in enumerate(Level)}
_ROUTES = {route: rank for rank, route in enumerate(Route)}


@cache
def _signs(language: str) -> Index[Sign]:
    """Give a language's signs, ready to match, read once."""
    index: Index[Sign] = Index()
    file = gate_file(language)
    classes = grammar(language).classes
    for key, written in file.signs.items():
        sign = Sign(
            key=key,
            level=Level(written.level),
            route=Route(written.route),
            question=file.ask[written.ask],
            denied_question=file.ask["denied"],
            unless=Unless(patterns_in(written.unless, classes)),
        )
        index.add(sign, patterns_in(written.patterns, classes))
    return index
