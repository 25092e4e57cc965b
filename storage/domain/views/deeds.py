"""What was done, as a person reads it: each change with the names that its records go by now."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import groupby

import msgspec

from storage.domain.calendar import beginning_of, local_day
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.changing import MadeChange
from storage.domain.errors import Refused
from storage.domain.ids import made_at
from storage.domain.kinds import kind_of
from storage.domain.record import Before, Record, as_it_was
from storage.domain.views.book import Book

NAMED_BY_THEMSELVES = frozenset({"export", "file", "history"})
"""Kinds that are no records: their ids are names."""


class Touch(msgspec.Struct, frozen=True, kw_only=True):
    """What a change did to one record, told by codes and kinds."""

    kind: str
    id: str
    what: str
    """made, changed or deleted; of a file, restored, taken-in or left-out; exported; joined."""
    name: str = ""
    """The code of a case or of an agreement's case, a meeting's day, a file's name; empty where nobody knows it."""
    fields: tuple[str, ...] = ()
    """The fields that were changed, as far as the record still remembers."""


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what when: one line of the history."""

    change: str
    at: datetime
    by: str
    records: tuple[Touch, ...]
    undoes: bool = False
    """Whether it took an earlier change back."""
    user: str = ""
    """As which system user; empty where an older program did not say."""


def deeds_of(changes: Iterable[MadeChange], book: Book, about: Collection[str] = ()) -> Iterator[Deed]:
    """Yield changes as deeds; only what they did to the records with these ids, when some are given."""
    records = {record.id: record for record in book.records()}
    for made in changes:
        touched = tuple(each for each in made.records if not about or each[1] in about)
        if touched:
            yield Deed(
                change=made.change,
                at=made.at,
                by=made.by,
                user=made.user,
                records=tuple(_touch(made.change, *each, records.get(each[1])) for each in touched),
                undoes=bool(made.undoes),
            )


def _touch(change: str, kind: str, key: str, what: str, record: Record | None) -> Touch:
    memories = (memory.field for memory in record.before if memory.change == change) if record else ()
    return Touch(kind=kind, id=key, what=what, name=_name(kind, key, record), fields=tuple(dict.fromkeys(memories)))


def _name(kind: str, key: str, record: Record | None) -> str:
    """Return a code, or a day as one counts it here; text that people wrote never stands in a history."""
    field = kind_of(record).history_name if record else None
    if field is None:
        return key if kind in NAMED_BY_THEMSELVES else ""
    known_by: str | datetime = getattr(record, field)
    return local_day(known_by).isoformat() if isinstance(known_by, datetime) else known_by


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
