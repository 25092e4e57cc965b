"""Every text of a book that can be found: what people wrote, and what their themes are called."""

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import NamedTuple

from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case
from storage.domain.homes.contact import ClassContacts
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.meeting.meeting import Meeting
from storage.domain.meeting.planning import open_notes
from storage.domain.people import Team
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record
from storage.domain.search import Index, Passage
from storage.domain.views.book import Book

BETWEEN = " · "
"""What stands between the fields of a record that is found as one text."""


class Found(NamedTuple):
    """One text of a record: its kind, itself, and the part of the record it stands in."""

    kind: str
    text: str
    part: str = ""


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
        code = _code(record)
        for kind, text, part in texts_to_find(record):
            if text.strip():
                yield Passage(code, kind, text, part)
        names = [theme_names.get(theme, theme) for theme in getattr(record, "themes", ())]
        if names:
            yield Passage(code, "theme", BETWEEN.join(names))


def _code(record: Record) -> str:
    """Return what a hit in a record leads to: the case it belongs to, or itself."""
    match record:
        case Case(code=code) | Agreement(case=code) if code:
            return code
    return record.id


@singledispatch
def texts_to_find(record: Record) -> Iterator[Found]:
    """Yield every text that people see written in a record."""
    raise NotImplementedError(type(record).__name__)


@texts_to_find.register
def _(record: Team) -> Iterator[Found]:  # noqa: ARG001 - a team's name stands above everything it wrote
    return iter(())


@texts_to_find.register
def _(record: Area) -> Iterator[Found]:
    yield Found("area", _joined(record.title, record.about, record.notes))


@texts_to_find.register
def _(record: Practice) -> Iterator[Found]:
    said = (record.title, record.minimum, record.room, record.sign, record.notes)
    yield Found("practice", _joined(*said))


@texts_to_find.register
def _(record: ExperienceCard) -> Iterator[Found]:
    yield Found("card", _joined(record.title, record.when, record.worked, record.start, record.watch))


@texts_to_find.register
def _(record: Case) -> Iterator[Found]:
    yield Found("case", f"{record.code} {record.title}")
    yield from (Found("entry", entry.text, entry.id) for entry in record.entries)
    yield from (Found("idea", idea.text, idea.id) for idea in record.ideas)
    yield from (Found("lesson", learned.text, learned.id) for learned in record.learned)
    yield Found("first-step", record.first_step)
    if record.pressure:
        pressure = record.pressure
        yield Found("pressure", _joined(pressure.fixed, pressure.entitled, pressure.we_can, pressure.decides))
    if record.standing:
        yield Found("reason", record.standing.reason)
    yield Found("reason", record.false_alarm)
    yield from (Found("told", told.who) for told in record.told)


@texts_to_find.register
def _(record: Agreement) -> Iterator[Found]:
    yield Found("agreement", record.what, record.id)
    yield from _ratings("agreement", record.ratings, record.id)


@texts_to_find.register
def _(record: Meeting) -> Iterator[Found]:
    yield from (Found("meeting", note.text, note.id) for note in (*open_notes(record), *record.parking))
    # A decision about another record tells in that record's words.
    yield from (Found("decision", each.text, each.id) for each in record.decisions if not each.ref)


@texts_to_find.register
def _(record: ParentMeeting) -> Iterator[Found]:
    kept = record.after.keep if record.after else ""
    yield Found("parents", _joined(record.title, record.note, kept))
    yield from (Found("parents", _joined(item.title, item.decides, item.note), item.id) for item in record.items)


@texts_to_find.register
def _(record: ConversationRound) -> Iterator[Found]:
    for agreed in record.agreements:
        yield Found("round", agreed.what, agreed.id)
        yield from _ratings("round", agreed.ratings, agreed.id)


@texts_to_find.register
def _(record: ClassContacts) -> Iterator[Found]:
    yield Found("class", record.label)


def _ratings(kind: str, ratings: Iterable[Rating], part: str) -> Iterator[Found]:
    yield from (Found(kind, rating.note, part) for rating in ratings)


def _joined(*texts: str) -> str:
    return BETWEEN.join(filter(None, texts))
