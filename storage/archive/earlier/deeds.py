"""The history as people read it: each line with the codes of what it was about."""

from collections.abc import Collection, Iterator
from datetime import datetime

from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.archive.format.layout import Trace, user_in
from storage.domain.calendar import local_day
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.store import Deed, Touch

NAMED_BY_THEMSELVES = frozenset({"file", "export"})
"""Kinds that are no records: their ids are names."""


def deeds(folder: Folder, book: Book, about: Collection[str] = ()) -> Iterator[Deed]:
    """Yield what was done, newest first; only to the records with these ids, when some are given."""
    records = {record.id: record for record in book.records()}
    for trace in history.latest(folder):
        touched = tuple(each for each in trace.records if not about or each[1] in about)
        if touched:
            yield _deed(trace, touched, records)


def _deed(trace: Trace, touched: tuple[tuple[str, str, str], ...], records: dict[str, Record]) -> Deed:
    return Deed(
        change=trace.change,
        at=datetime.fromisoformat(trace.at),
        by=trace.by,
        user=user_in(trace.session),
        records=tuple(_touch(trace.change, *each, records.get(each[1])) for each in touched),
        undoes=bool(trace.undoes),
    )


def _touch(change: str, kind: str, key: str, what: str, record: Record | None) -> Touch:
    memories = (memory.field for memory in record.before if memory.change == change) if record else ()
    return Touch(kind=kind, id=key, what=what, name=_name(kind, key, record), fields=tuple(dict.fromkeys(memories)))


def _name(kind: str, key: str, record: Record | None) -> str:
    match record:
        case Case():
            return record.code
        case Agreement():
            return record.case
        case Meeting():
            return local_day(record.started).isoformat()
    return key if kind in NAMED_BY_THEMSELVES else ""
