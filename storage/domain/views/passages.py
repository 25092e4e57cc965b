"""Every text of a book that can be found, and what is told in a record: what the search and the gate read."""

from collections.abc import Iterator, Mapping

from storage.domain.case.case import Case
from storage.domain.kinds import kind_of
from storage.domain.record import Record
from storage.domain.record_texts import BETWEEN, Telling
from storage.domain.search import Index, Passage
from storage.domain.views.book import Book


class Finder:
    """Keeps the index of the newest book, made when something is first looked for in it."""

    def __init__(self) -> None:
        self._made: tuple[Book, Index] | None = None

    def index(self, book: Book, theme_names: Mapping[str, str]) -> Index:
        """Return everything in a book, to search."""
        if self._made is None or self._made[0] is not book:
            self._made = book, Index(passages(book, theme_names))
        return self._made[1]


def passages(book: Book, theme_names: Mapping[str, str]) -> Iterator[Passage]:
    """Yield every text that can be found, the cases' first; a theme is found by all that it is called."""
    cases_first = sorted(book.records(), key=lambda record: not isinstance(record, Case))
    for record in cases_first:
        kind = kind_of(record)
        code = kind.case(record) or record.id
        for found in kind.found(record):
            if found.text.strip():
                yield Passage(code, found.kind, found.text, found.part)
        names = [theme_names.get(theme, theme) for theme in getattr(record, "themes", ())]
        if names:
            yield Passage(code, "theme", BETWEEN.join(names))


def told(record: Record | None) -> tuple[Telling, ...]:
    """Return the texts in which something is told, each with the case it is about."""
    return tuple(each for each in kind_of(record).told(record) if each.text.strip()) if record else ()


def spoken(record: Record | None) -> tuple[str, ...]:
    """Return the texts in which something is told; why an alarm was put away and who was told are none."""
    return tuple(each.text for each in told(record))


def newly_spoken(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Return the texts that a change brings."""
    known = set(spoken(before))
    return tuple(text for text in spoken(after) if text not in known)
