"""The case log in the order a team reads it, and narrowed to what somebody looks for."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

import msgspec

from storage.domain.calendar import SchoolYear
from storage.domain.case.case import Case, CaseState
from storage.domain.meeting.agenda import last_taken
from storage.domain.search import holds
from storage.domain.views.book import Book

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Standpoint(StrEnum):
    """Where a case stands for whoever plans the next meeting."""

    STEPLESS = "stepless"
    UNDER_WAY = "under-way"
    RESTING = "resting"


class Listed(msgspec.Struct, frozen=True):
    """A case in the list."""

    case: Case
    standpoint: Standpoint
    waited: int
    """Days since it was opened or last taken in a meeting."""


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """What the list is narrowed to; an empty value narrows nothing."""

    state: CaseState | None = None
    theme: str = ""
    year: SchoolYear | None = None
    words: str = ""

    def holds(self, case: Case, theme_names: Mapping[str, str] = NO_NAMES) -> bool:
        """Tell whether a case is looked for; words are looked for in code, title and what its themes are called."""
        return (
            (self.state is None or case.state is self.state)
            and (not self.theme or self.theme in case.themes)
            and (self.year is None or case.year == self.year)
            and (not self.words or holds(_headline(case, theme_names), self.words))
        )


NOTHING = Sought()


def _headline(case: Case, theme_names: Mapping[str, str]) -> str:
    return " ".join((case.code, case.title, *(theme_names.get(theme, theme) for theme in case.themes)))


def listed(book: Book, today: date) -> tuple[Listed, ...]:
    """Return every case: the open ones without a next step first, then by how long they have waited."""
    stepless = {case.code for case in book.without_next_step()}
    taken = last_taken(book.meetings)
    rows = (
        Listed(case, _standpoint(case, stepless), (today - taken.get(case.code, case.opened)).days)
        for case in book.cases
    )
    return tuple(sorted(rows, key=_urgency))


def _standpoint(case: Case, stepless: set[str]) -> Standpoint:
    if not case.is_open:
        return Standpoint.RESTING
    return Standpoint.STEPLESS if case.code in stepless else Standpoint.UNDER_WAY


def _urgency(row: Listed) -> tuple[int, int]:
    """Sort the open ones by waiting; the others stay newest first."""
    place = list(Standpoint).index(row.standpoint)
    return (place, 0 if row.standpoint is Standpoint.RESTING else -row.waited)


def narrowed(rows: Iterable[Listed], sought: Sought, theme_names: Mapping[str, str]) -> tuple[Listed, ...]:
    """Return the rows that are looked for."""
    return tuple(rows) if sought == NOTHING else tuple(row for row in rows if sought.holds(row.case, theme_names))
