"""What waits for the leadership, as a page for the head: what is asked, what is fixed, and room for an answer."""

from collections.abc import Iterator
from datetime import date

from storage.documents.page import Page, Text, in_line, listed, named, page, prose, section, verbatim, written
from storage.documents.words import Labels
from storage.domain.views.book import Book
from storage.domain.views.lift import Lifted, lifted


def lift_page(book: Book, today: date, labels: Labels) -> str:
    """Return the page as Markdown."""
    return lift_blocks(book, today, labels).markdown


def lift_blocks(book: Book, today: date, labels: Labels) -> Page:
    """Return the page: codes and titles, and nothing that was written along a case's path."""
    words, waiting = labels.words.lift, lifted(book, today)
    title = words.title.format(team=book.team.name, day=labels.day(today))
    parts = (
        prose(in_line(words.intro if waiting else words.empty)),
        *(section(2, f"{each.code} {each.title}", listed(_asked(each, labels))) for each in waiting),
    )
    return page(title, labels.words.working_note, parts)


def _asked(each: Lifted, labels: Labels) -> Iterator[Text]:
    words, pressure = labels.words.lift, each.pressure
    yield named(words.asked, written(each.asked))
    yield named(words.since, in_line(labels.day(each.since)))
    yield named(words.fixed, written(pressure.fixed))
    yield named(words.entitled, written(pressure.entitled))
    yield named(words.tried, written(pressure.we_can))
    yield named(words.decides, written(pressure.decides))
    yield named(words.answer, verbatim("…"))
