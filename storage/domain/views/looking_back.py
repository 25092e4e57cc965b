"""A case as it was: the moments at which it changed, and the book as it stood at one of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

import msgspec

from storage.domain.calendar import beginning_of, local_day
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.ids import made_at
from storage.domain.past import as_it_was
from storage.domain.record import Before
from storage.domain.views.book import Book


class PastMoment(msgspec.Struct, frozen=True):
    """When something became of a case, by whom, and in which fields; none for its beginning."""

    at: datetime
    by: str
    fields: tuple[str, ...] = ()


def moments(book: Book, case: Case) -> tuple[PastMoment, ...]:
    """Return every moment at which a case or one of its agreements changed, oldest first."""
    agreements = book.agreements_of(case.code)
    memories = sorted((memory for record in (case, *agreements) for memory in record.before), key=_when)
    changed = [_moment(list(together)) for _, together in groupby(memories, key=_when)]
    made = [PastMoment(at, "", ("agreement",)) for each in agreements if (at := _made(each)) > _begun(case)]
    return (PastMoment(_begun(case), ""), *sorted((*made, *changed), key=lambda moment: moment.at))


def _when(memory: Before) -> tuple[datetime, str]:
    return memory.at, memory.by


def _moment(together: list[Before]) -> PastMoment:
    return PastMoment(together[0].at, together[0].by, tuple(dict.fromkeys(memory.field for memory in together)))


def _begun(case: Case) -> datetime:
    first = min((memory.at for memory in case.before), default=None)
    begun = made_at(case.id) or beginning_of(case.opened)
    return min(begun, first) if first else begun


def _made(agreement: Agreement) -> datetime:
    return made_at(agreement.id) or beginning_of(agreement.made)


def looked_back(book: Book, code: str, at: datetime) -> Book:
    """Return the book with a case and its agreements as they were at a moment; raises `no-such-case` or `not-yet`."""
    case = book.case(code)
    if at < _begun(case):
        raise Refused("not-yet", code=case.code, begun=local_day(_begun(case)))
    years = (
        replace(
            year,
            cases=tuple(as_it_was(each, at) if each.id == case.id else each for each in year.cases),
            agreements=tuple(_agreements(year.agreements, case.code, at)),
        )
        for year in book.years
    )
    return replace(book, years=tuple(years))


def _agreements(agreements: tuple[Agreement, ...], code: str, at: datetime) -> Iterator[Agreement]:
    for each in agreements:
        if each.case != code:
            yield each
        elif _made(each) <= at:
            yield as_it_was(each, at)
