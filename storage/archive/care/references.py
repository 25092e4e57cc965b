"""Whether what the records say of each other, of dates and of years can be true."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from storage.archive.care.findings import Finding, Mend
from storage.domain import kinds
from storage.domain.calendar import SchoolYear, school_year, year_of_code
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.ids import CODE, TYPED_CODE
from storage.domain.kinds import RecordKind
from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import Practice
from storage.domain.record import Record
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
    for kind, lost in POINTERS.items():
        if lost:
            found = ((record, pointer) for record in book.shelf(kind) for pointer in lost(record, book, given))
            yield from (_doubtful("points-nowhere", record.id, *pointer) for record, pointer in found)


Fields = Iterator[tuple[str, object]]
"""The fields of a record that can hardly be true, and what they hold."""


def _of_practice(practice: Practice, book: Book, _given: Given) -> Fields:
    if book.areas and all(area.key != practice.area for area in book.areas):
        yield "area", practice.area


def _of_agreement(agreement: Agreement, book: Book, given: Given) -> Fields:
    if agreement.practice and all(practice.id != agreement.practice for practice in book.practices):
        yield "practice", agreement.practice
    if agreement.case and not _was_given(agreement.case, given):
        yield "case", agreement.case


def _of_round(held: ConversationRound, _book: Book, given: Given) -> Fields:
    for each in held.agreements:
        if CODE.fullmatch(each.pupil) and not _was_given(each.pupil, given):
            yield "agreements", each.pupil


POINTERS: Mapping[RecordKind[Any], Callable[[Any, Book, Given], Fields] | None] = {
    **dict.fromkeys((kinds.TEAM, kinds.AREA, kinds.CASE, kinds.MEETING, kinds.PARENT_MEETING, kinds.CLASS), None),
    kinds.CARD: None,  # a source that was deleted is no error
    kinds.PRACTICE: _of_practice, kinds.AGREEMENT: _of_agreement, kinds.ROUND: _of_round,
}  # fmt: skip
"""What of a record points at another that never was; None of the kinds that point at none."""


def _was_given(code: str, given: Given) -> bool:
    number = code.partition("-")[2]
    return TYPED_CODE.fullmatch(code) is not None and int(number) <= given.get(year_of_code(code), 0)


def _odd_dates(year: YearBook) -> Iterator[Finding]:
    for kind, odd in ODD_DATES.items():
        if odd:
            found = ((record, date) for record in year.shelf(kind) for date in odd(record, year.year))
            yield from (_doubtful("odd-date", _code_or_id(record), *date) for record, date in found)


def _code_or_id(record: Record) -> str:
    return record.code if isinstance(record, Case) else record.id


def _odd_in_case(case: Case, year: SchoolYear) -> Fields:
    if school_year(case.opened) != year:
        yield "opened", case.opened
    if case.standing and case.standing.on < case.opened:
        yield "standing", case.standing.on


def _odd_in_agreement(agreement: Agreement, _year: SchoolYear) -> Fields:
    if agreement.due < agreement.made:
        yield "due", agreement.due


def _odd_in_meeting(meeting: Meeting, _year: SchoolYear) -> Fields:
    if meeting.ended and meeting.ended < meeting.started:
        yield "ended", meeting.ended


def _odd_in_parent_meeting(meeting: ParentMeeting, _year: SchoolYear) -> Fields:
    if meeting.after and meeting.after.on < meeting.on:
        yield "after", meeting.after.on


def _odd_in_round(held: ConversationRound, _year: SchoolYear) -> Fields:
    if not held.starts <= held.ends < held.midpoint:
        yield "midpoint", held.midpoint


ODD_DATES: Mapping[RecordKind[Any], Callable[[Any, SchoolYear], Fields] | None] = {
    kinds.TEAM: None, kinds.AREA: None, kinds.PRACTICE: None, kinds.CARD: None, kinds.CASE: _odd_in_case,
    kinds.AGREEMENT: _odd_in_agreement, kinds.MEETING: _odd_in_meeting, kinds.PARENT_MEETING: _odd_in_parent_meeting,
    kinds.ROUND: _odd_in_round, kinds.CLASS: None,
}  # fmt: skip
"""What of a record cannot be when it says; None of the kinds with no two dates that belong together."""


def _doubtful(code: str, record: str, field: str = "", value: object = "") -> Finding:
    return Finding(code=code, params={"record": record, "field": field, "value": value})
