"""A snapshot of everything a team has written, as one value."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from storage.domain import kinds
from storage.domain.calendar import SchoolYear, school_year
from storage.domain.case.agreement import Agreement
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Kind
from storage.domain.errors import Refused
from storage.domain.homes.contact import ClassContacts
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.ids import understood_code
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Team, delete_after
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import AnyRecord, Record
from storage.domain.record_texts import BETWEEN, Telling
from storage.domain.search import Index, Passage


@dataclass(frozen=True)
class YearBook:
    """What one school year's file holds, oldest first: a shelf for each kind, named as its table."""

    year: SchoolYear
    cases: tuple[Case, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    parent_meetings: tuple[ParentMeeting, ...] = ()
    rounds: tuple[ConversationRound, ...] = ()
    classes: tuple[ClassContacts, ...] = ()

    def shelf(self, kind: kinds.RecordKind[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Return the year's records of a kind."""
        kept: tuple[AnyRecord, ...] = getattr(self, kind.table)
        return kept


@dataclass(frozen=True)
class Book:
    """Everything, at one moment; nothing in it can be changed."""

    team: Team
    areas: tuple[Area, ...] = ()
    practices: tuple[Practice, ...] = ()
    cards: tuple[ExperienceCard, ...] = ()
    years: tuple[YearBook, ...] = ()
    """Newest first."""
    read_only: Refused | None = field(default=None, compare=False)
    """Why nothing can be saved, when nothing can."""
    closed: tuple[Refused, ...] = field(default=(), compare=False)
    """Which old years cannot be read, and why; all else is as usual."""

    @cached_property
    def plan(self) -> tuple[Practice, ...]:
        """The practices that count: those of areas the school has not hidden."""
        hidden = {area.key for area in self.areas if area.hidden}
        return tuple(practice for practice in self.practices if practice.area not in hidden)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Every case, newest first."""
        return self._of_years(kinds.CASE)

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement, newest first."""
        return self._of_years(kinds.AGREEMENT)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """Every meeting, newest first."""
        return self._of_years(kinds.MEETING)

    @cached_property
    def parent_meetings(self) -> tuple[ParentMeeting, ...]:
        """Every parent meeting, newest first."""
        return self._of_years(kinds.PARENT_MEETING)

    @cached_property
    def rounds(self) -> tuple[ConversationRound, ...]:
        """Every round of conversations, newest first."""
        return self._of_years(kinds.ROUND)

    @cached_property
    def classes(self) -> tuple[ClassContacts, ...]:
        """Every class's contacts, newest first."""
        return self._of_years(kinds.CLASS)

    def _of_years(self, kind: kinds.RecordKind[AnyRecord]) -> tuple[AnyRecord, ...]:
        return tuple(record for year in self.years for record in reversed(year.shelf(kind)))

    @cached_property
    def _case_by_code(self) -> Mapping[str, Case]:
        return {case.code: case for case in self.cases}

    @cached_property
    def running(self) -> Meeting | None:
        """The meeting that goes on, if one does."""
        return next((meeting for meeting in self.meetings if meeting.is_running), None)

    def case(self, typed: str) -> Case:
        """Return a case by its code as a person types it; raises `unknown-code` or `no-such-case`."""
        code = understood_code(typed)
        if code not in self._case_by_code:
            raise Refused("no-such-case", code=code)
        return self._case_by_code[code]

    def only_case(self, typed: str) -> Case:
        """Return the one case with a code, to change it; raises what `case` raises, or `code-twice`."""
        case = self.case(typed)
        if sum(each.code == case.code for each in self.cases) > 1:
            raise Refused("code-twice", code=case.code)
        return case

    def find_case(self, code: str) -> Case | None:
        """Return a case by its exact code, or None when it was deleted."""
        return self._case_by_code.get(code)

    def has_card_of(self, case: Case) -> bool:
        """Tell whether an experience card holds what a case taught."""
        return any(case.code in card.sources for card in self.cards)

    def delete_by(self, case: Case) -> date | None:
        """Return the day from which a closed case should be deleted; None for one that is not closed."""
        return delete_after(self.team.retention, case.closed_on) if case.closed_on else None

    def overdue_for_deletion(self, today: date) -> tuple[str, ...]:
        """Return the codes of closed cases whose delete-by date has come."""
        due = ((case.code, self.delete_by(case)) for case in self.cases)
        return tuple(code for code, day in due if day and day <= today)

    def agreements_of(self, code: str) -> tuple[Agreement, ...]:
        """Return a case's agreements, oldest first."""
        return tuple(each for each in reversed(self.agreements) if each.case == code)

    def record(self, key: str) -> Record | None:
        """Return any record by its id."""
        return self._record_by_id.get(key)

    @cached_property
    def _record_by_id(self) -> Mapping[str, Record]:
        return {record.id: record for record in reversed(tuple(self.records()))}

    def records(self) -> Iterator[Record]:
        """Yield every record."""
        for kind in kinds.KINDS:
            yield from self.shelf(kind)

    def shelf(self, kind: kinds.RecordKind[AnyRecord]) -> tuple[AnyRecord, ...]:
        """Return every record of a kind."""
        kept: AnyRecord | tuple[AnyRecord, ...] = getattr(self, kind.table)
        return kept if isinstance(kept, tuple) else (kept,)

    def without_next_step(self) -> tuple[Case, ...]:
        """Return the open cases that no open agreement carries on; a success waits for a lesson, not for a step."""
        carried = {each.case for each in self.agreements if each.is_open}
        waiting = (case for case in self.cases if case.is_open and case.kind is Kind.CASE)
        return tuple(case for case in waiting if case.code not in carried)


def year_of(record: Record, today: date) -> SchoolYear:
    """Return the school year whose file keeps a record; of the team's own, the one of today."""
    year = kinds.kind_of(record).year
    return year(record) if year else school_year(today)


def book_of(records: Iterable[Record], today: date, read_only: Refused | None = None) -> Book:
    """Return records as a book, each in its own year; exactly one of them is the team."""
    of_team, of_years = list[Record](), defaultdict[SchoolYear, list[Record]](list)
    for record in records:
        (of_team if kinds.kind_of(record).is_of_team else of_years[year_of(record, today)]).append(record)
    (team,) = (record for record in of_team if isinstance(record, Team))
    return Book(
        **_shelves(of_team, of_team=True) | {kinds.TEAM.table: team},
        years=tuple(
            YearBook(year, **_shelves(of_years[year], of_team=False)) for year in sorted(of_years, reverse=True)
        ),
        read_only=read_only,
    )


def _shelves(records: Iterable[Record], *, of_team: bool) -> dict[str, Any]:
    """Return records by kind, in the book's order."""
    kept = defaultdict[kinds.RecordKind[Any], list[Record]](list)
    for record in records:
        kept[kinds.kind_of(record)].append(record)
    return {kind.table: _shelf(kind, kept[kind]) for kind in kinds.KINDS if kind.is_of_team == of_team}


def _shelf(kind: kinds.RecordKind[Any], shelf: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(shelf, key=kind.order) if kind.order else shelf)


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
        kind = kinds.kind_of(record)
        code = kind.case(record) or record.id
        for found in kind.found(record):
            if found.text.strip():
                yield Passage(code, found.kind, found.text, found.part)
        names = [theme_names.get(theme, theme) for theme in getattr(record, "themes", ())]
        if names:
            yield Passage(code, "theme", BETWEEN.join(names))


def told(record: Record | None) -> tuple[Telling, ...]:
    """Return the texts in which something is told, each with the case it is about."""
    return tuple(each for each in kinds.kind_of(record).told(record) if each.text.strip()) if record else ()


def spoken(record: Record | None) -> tuple[str, ...]:
    """Return the texts in which something is told; why an alarm was put away and who was told are none."""
    return tuple(each.text for each in told(record))


def newly_spoken(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """Return the texts that a change brings."""
    known = set(spoken(before))
    return tuple(text for text in spoken(after) if text not in known)
