"""Whether what the records say of each other, of dates and of years can be true."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from storage.archive.care.findings import Finding, Mend
from storage.archive.change.opened import OpenedFile
from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.archive.format.records import KIND_OF, OF_TEAM
from storage.domain.calendar import SchoolYear, local_day, school_year, year_of_code
from storage.domain.ids import CODE
from storage.domain.views.book import Book, YearBook

Given = Mapping[SchoolYear, int]
"""How many codes each year has given: a case that has one and is not there was deleted, and that is no error."""


def doubtful_references(book: Book, given: Given) -> Iterator[Finding]:
    """Yield what points nowhere, was given twice, or has a date that cannot be."""
    yield from _given_twice(book)
    yield from _pointing_nowhere(book, given)
    for year in book.years:
        yield from _odd_dates(year)


def _given_twice(book: Book) -> Iterator[Finding]:
    codes = Counter(case.code for case in book.cases)
    ids = Counter(record.id for record in book.records())
    for name, count in (codes + ids).items():
        if count > 1:
            mend = Mend.RENUMBER if codes[name] > 1 else Mend.NOTHING
            yield Finding(code="given-twice", mend=mend, params={"record": name})


def _pointing_nowhere(book: Book, given: Given) -> Iterator[Finding]:
    areas = {area.key for area in book.areas}
    practices = {practice.id for practice in book.practices}
    for practice in book.practices:
        if areas and practice.area not in areas:
            yield _doubtful("points-nowhere", practice.id, "area", practice.area)
    for agreement in book.agreements:
        if agreement.practice and agreement.practice not in practices:
            yield _doubtful("points-nowhere", agreement.id, "practice", agreement.practice)
        if agreement.case and not _was_given(agreement.case, given):
            yield _doubtful("points-nowhere", agreement.id, "case", agreement.case)
    for round_ in book.rounds:
        for each in round_.agreements:
            if CODE.fullmatch(each.pupil) and not _was_given(each.pupil, given):
                yield _doubtful("points-nowhere", round_.id, "agreements", each.pupil)


def _was_given(code: str, given: Given) -> bool:
    number = code.partition("-")[2]
    return code[:2].isdigit() and number.isdigit() and int(number) <= given.get(year_of_code(code), 0)


def _odd_dates(year: YearBook) -> Iterator[Finding]:
    for case in year.cases:
        if school_year(case.opened) != year.year:
            yield _doubtful("odd-date", case.code, "opened", case.opened)
        if case.standing and case.standing.on < case.opened:
            yield _doubtful("odd-date", case.code, "standing", case.standing.on)
    for agreement in year.agreements:
        if agreement.due < agreement.made:
            yield _doubtful("odd-date", agreement.id, "due", agreement.due)
    for meeting in year.meetings:
        if meeting.ended and meeting.ended < meeting.started:
            yield _doubtful("odd-date", meeting.id, "ended", meeting.ended)
    yield from _odd_dates_around(year)


def _odd_dates_around(year: YearBook) -> Iterator[Finding]:
    for parents in year.parent_meetings:
        if parents.after and parents.after.on < parents.on:
            yield _doubtful("odd-date", parents.id, "after", parents.after.on)
    for round_ in year.rounds:
        if not round_.starts <= round_.ends < round_.midpoint:
            yield _doubtful("odd-date", round_.id, "midpoint", round_.midpoint)


def _doubtful(code: str, record: str, field: str = "", value: object = "") -> Finding:
    return Finding(code=code, params={"record": record, "field": field, "value": value})


OF_YEARS = frozenset(kind for table, kind in KIND_OF.items() if table not in OF_TEAM)


def vanished(folder: Folder, names: Iterable[str], files: Iterable[OpenedFile]) -> tuple[str, ...]:
    """Return the names of the years in which something was made that no file holds and nobody has deleted."""
    here = {key for file in files for table in file.records.values() for key in table}
    with contextlib.suppress(PermissionError):  # a history that is shut to whoever asks says nothing
        return tuple(sorted(set(_years_of_lost(folder, here)) - set(names)))
    return ()


def _years_of_lost(folder: Folder, here: set[str]) -> Iterator[str]:
    gone: set[str] = set()
    for trace in history.latest(folder):
        of_years = [(key, what) for kind, key, what in trace.records if kind in OF_YEARS]
        gone |= {key for key, what in of_years if what == "deleted"}
        if any(what == "made" and key not in here and key not in gone for key, what in of_years):
            yield f"{school_year(local_day(datetime.fromisoformat(trace.at))).name}.json"
