"""Positive contact: in how many homes of a class something good was told first this term; never in which."""

from collections.abc import Iterable
from datetime import date

import msgspec

from storage.domain.calendar import school_year, term_of
from storage.domain.errors import Refused
from storage.domain.record import Part, Record

MOST_HOMES = 60
LONGEST_LABEL = 12


class Tick(Part, frozen=True, kw_only=True):
    """One home that has had a first positive contact; which one is not kept."""

    on: date
    by: str = ""


class ClassContacts(Record, frozen=True, kw_only=True):
    """One class in one school year: how many homes it has, and a tick for each that was contacted."""

    label: str
    homes: int
    made: date
    ticks: tuple[Tick, ...] = ()


class Reached(msgspec.Struct, frozen=True):
    """How far the first contacts have come this term."""

    ticks: int
    homes: int


def checked_class(given: ClassContacts) -> ClassContacts:
    """Return a class that may be kept; raises `empty-title`, `long-title` or `no-such-count`."""
    if not given.label.strip():
        raise Refused("empty-title")
    if len(given.label) > LONGEST_LABEL:
        raise Refused("long-title", longest=LONGEST_LABEL)
    if not 1 <= given.homes <= MOST_HOMES:
        raise Refused("no-such-count", value=given.homes, most=MOST_HOMES)
    return given


def of_year(classes: Iterable[ClassContacts], today: date) -> tuple[ClassContacts, ...]:
    """Return this school year's classes by their label."""
    year = school_year(today)
    return tuple(sorted((each for each in classes if each.made in year), key=lambda each: (each.label, each.id)))


def ticks_of(given: ClassContacts, today: date) -> tuple[Tick, ...]:
    """Return the ticks of the term a day lies in, at most one for each home."""
    term, year = term_of(today), school_year(today)
    return tuple(tick for tick in given.ticks if tick.on in year and term_of(tick.on) is term)[: given.homes]


def ticked(given: ClassContacts, tick: Tick) -> ClassContacts:
    """Return the class with one more tick; raises `all-homes` when every home has one this term."""
    if len(ticks_of(given, tick.on)) >= given.homes:
        raise Refused("all-homes", label=given.label)
    return given.but(ticks=(*given.ticks, tick))


def unticked(given: ClassContacts, today: date) -> ClassContacts:
    """Return the class without this term's last tick; one that has none stays as it is."""
    last = next(reversed(ticks_of(given, today)), None)
    return given.but(ticks=tuple(tick for tick in given.ticks if last is None or tick.id != last.id))


def reached(classes: Iterable[ClassContacts], today: date) -> Reached:
    """Return how many homes of this school year's classes have had a first contact this term."""
    ours = of_year(classes, today)
    return Reached(sum(len(ticks_of(each, today)) for each in ours), sum(each.homes for each in ours))
