"""What waits for the leadership, as a page for the head: what is asked, what is fixed, and room for an answer."""

from collections.abc import Iterator
from datetime import date

from storage.documents.page import INDENT, escaped, listed, named, one_line, page, section
from storage.documents.said import filled
from storage.documents.words import Labels
from storage.domain.views.book import Book
from storage.domain.views.lift import Lifted, lifted


def lift_page(book: Book, today: date, labels: Labels) -> str:
    """Return the page as Markdown: codes and titles, and nothing that was written along a case's path."""
    words, waiting = labels.words.lift, lifted(book, today)
    title = words.title.format(team=book.team.name, day=labels.day(today))
    parts = (
        one_line(words.intro if waiting else words.empty),
        *(section(2, f"{each.code} {each.title}", listed(_asked(each, labels))) for each in waiting),
    )
    return page(title, labels.words.working_note, parts)


def _asked(each: Lifted, labels: Labels) -> Iterator[str]:
    words, pressure = labels.words.lift, each.pressure
    yield named(words.asked, escaped(each.asked, INDENT))
    yield named(words.since, filled("{day}", day=labels.day(each.since)))
    yield named(words.fixed, escaped(pressure.fixed, INDENT))
    yield named(words.entitled, escaped(pressure.entitled, INDENT))
    yield named(words.tried, escaped(pressure.we_can, INDENT))
    yield named(words.decides, escaped(pressure.decides, INDENT))
    yield named(words.answer, "…")
