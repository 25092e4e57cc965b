"""Whether what the records say of each other, and of dates, can be true."""

from collections import Counter
from collections.abc import Iterator, Mapping

from storage.archive.care.findings import Finding, Mend
from storage.domain.calendar import SchoolYear, school_year, year_of_code
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
