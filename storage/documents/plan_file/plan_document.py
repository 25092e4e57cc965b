"""The plan as a document of its own, which people change in any editor and which is read again without loss."""

from collections.abc import Iterable, Iterator

from storage.documents.labels import Labels
from storage.documents.page import heading, listed, page
from storage.documents.plan_file.plan_fields import area_names, area_values, items, practice_names, practice_values
from storage.documents.plan_file.text import canonical, prose
from storage.domain.calendar import MONTHS
from storage.domain.plan.plan import ALL_YEAR, Area, Practice, PracticeState
from storage.domain.views.book import Book

WHEEL = {month: place for place, month in enumerate((*MONTHS, ALL_YEAR))}


def plan_document(book: Book, labels: Labels) -> str:
    """Return the whole plan, hidden areas and retired practices too; no team, no day, no identifier."""
    words = labels.words
    sections = (_section(area, within, labels, book) for area, within in in_order(book, words.paper.no_area))
    return page(words.paper.title, words.working_note, sections)


def in_order(book: Book, no_area: str) -> Iterator[tuple[Area, tuple[Practice, ...]]]:
    """Yield areas with their practices as they are written; at last those without an area, under a title given."""
    for area in sorted(book.areas, key=lambda area: (area.order, area.id)):
        yield area, _sorted(each for each in book.practices if each.area == area.key)
    known = {area.key for area in book.areas}
    rest = _sorted(each for each in book.practices if each.area not in known)
    if rest:
        yield Area(id="", key="", title=no_area), rest


def _sorted(practices: Iterable[Practice]) -> tuple[Practice, ...]:
    """Return practices in the order of the year, retired ones last."""
    last = len(WHEEL)
    return tuple(sorted(practices, key=lambda each: (each.state is PracticeState.RETIRED, WHEEL.get(each.month, last))))


def _section(area: Area, practices: Iterable[Practice], labels: Labels, book: Book) -> str:
    about = prose(canonical(area.about))
    fields = listed(items(area_names(labels.words), area_values(area, labels)))
    within = (_practice(practice, labels, book) for practice in practices)
    return "\n\n".join(filter(None, (heading(2, area.title), about, fields, *within)))


def _practice(practice: Practice, labels: Labels, book: Book) -> str:
    fields = listed(items(practice_names(labels.words), practice_values(practice, labels, book)))
    return "\n\n".join((heading(3, practice.title), fields))
