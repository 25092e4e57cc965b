"""First positive contacts as ticks: how many homes, never which."""

from collections.abc import Iterable, Iterator
from datetime import date

from storage.domain.calendar import Term, school_year, term_of
from storage.domain.homes.contact import ClassContacts, Reached, of_year, ticks_of
from tui.i18n.words import Words
from tui.presentation.lines import Line

TICK, OPEN = "✓", "·"
GROUP = 5
"""Ticks stand in fives, so that one sees how many there are."""


def drawn(ticks: int, homes: int) -> str:
    """Return a tick for each home that was contacted and a dot for each that waits, in groups of five."""
    signs = TICK * ticks + OPEN * (homes - ticks)
    return " ".join(signs[at : at + GROUP] for at in range(0, homes, GROUP))


def class_lines(words: Words, classes: Iterable[ClassContacts], today: date) -> Iterator[Line]:
    """Yield this year's classes with their ticks, or those of last year to take over."""
    classes = tuple(classes)
    ours = of_year(classes, today)
    for each in ours:
        count = len(ticks_of(each, today))
        said = words("{count} of {homes}", count=count, homes=each.homes)
        look = "good" if count == each.homes else "plain"
        yield Line(f"class:{each.id}", f"{each.label:<12} {drawn(count, each.homes)}", said, look)
    if not ours:
        yield from _of_last_year(words, classes, today)


def _of_last_year(words: Words, classes: tuple[ClassContacts, ...], today: date) -> Iterator[Line]:
    last = max((each.made for each in classes if each.made < school_year(today).first), default=None)
    earlier = of_year(classes, last) if last else ()
    if not earlier:
        yield Line("", words("No class here yet."))
        yield Line("new", words("Press n to add one: its label and how many homes it has."))
    for each in earlier:
        yield Line(f"last:{each.id}", f"{each.label:<12} {each.homes}", words("↵ take along into this year"), "dim")


def term_name(words: Words, today: date) -> str:
    """Return which term it is, such as `autumn 2026`."""
    if term_of(today) is Term.AUTUMN:
        return words("autumn {year}", year=today.year)
    return words("spring {year}", year=today.year)


def contact_lines(words: Words, count: Reached) -> Iterator[Line]:
    """Yield how far the first contacts have come as a row of Today; nothing where no class is set up."""
    if not count.homes:
        return
    text = words("First good contact: {count} of {homes} homes", count=count.ticks, homes=count.homes)
    yield Line("contacts", f"  {text}", words("↵ tick"), "good" if count.ticks == count.homes else "plain")
