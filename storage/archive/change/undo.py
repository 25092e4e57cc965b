"""Taking a change back, as a new change."""

from collections.abc import Iterable, Iterator, Mapping

from storage.archive.beside.exports import EXPORT
from storage.archive.change.transaction import Transaction
from storage.archive.format.layout import Trace, user_in
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.kinds import TEAM, kind_named
from storage.domain.past import as_made, without_change
from storage.domain.record import Record, fields_of, revised


def last_by(by: str, user: str, traces: Iterable[Trace]) -> Trace:
    """Return the last change that an alias made as a system user and that was not taken back.

    Raises `nothing-to-undo`. Older changes do not say as whom they were made.
    """
    taken_back: set[str] = set()
    for trace in traces:
        if trace.undoes:
            taken_back.add(trace.undoes)
        elif trace.change in taken_back or _changed_nothing(trace):
            continue
        elif trace.by == by and user_in(trace.session) in {"", user}:
            return trace
    raise Refused("nothing-to-undo")


def _changed_nothing(trace: Trace) -> bool:
    return all(kind == EXPORT for kind, _, _ in trace.records)


def take_back(trace: Trace, removed: Mapping[str, Record], to: Transaction) -> tuple[Record, ...]:
    """Take a change back and return the records that were changed by that.

    `removed` holds what the change deleted, by id. Raises `changed-since`, or `nothing-to-undo` for what is gone, and
    for the making of the team: a folder without one cannot be opened.
    """
    kept = [_taken_back(trace.change, *each, removed, to) for each in list(_touched(trace))]
    return tuple(record for record in kept if record)


def _touched(trace: Trace) -> Iterator[tuple[str, str, str]]:
    """Yield table, id and what became of it; nothing but records can be taken back, and not the team's making."""
    for name, key, what in trace.records:
        kind = kind_named(name)
        if kind is None or (kind is TEAM and what == "made"):
            raise Refused("nothing-to-undo")
        yield kind.table, key, what


def _taken_back(
    change: str, table: str, key: str, what: str, removed: Mapping[str, Record], to: Transaction
) -> Record | None:
    current = to.find(table, key)
    if what == "deleted":
        return _brought_back(current, removed.get(key), to)
    if current is None:
        raise Refused("nothing-to-undo", record=key)
    if what == "made":
        _unmade(current, to)
        return None
    wanted = without_change(current, change)
    if wanted == current:
        raise Refused("nothing-to-undo", record=key)  # what it changed is not remembered on purpose
    author = to.author
    return to.put(revised(current, wanted, by=author.by, at=author.at, change=author.change), current)


def _brought_back(current: Record | None, removed: Record | None, to: Transaction) -> Record:
    if current or removed is None or _is_of_deleted_case(removed, to):
        raise Refused("nothing-to-undo")
    return to.put(removed.but(rev=removed.rev + 1), None)


def _is_of_deleted_case(record: Record, to: Transaction) -> bool:
    if not isinstance(record, Agreement) or not record.case:
        return False
    return all(case.code != record.case for case in to.every(Case))


def _unmade(current: Record, to: Transaction) -> None:
    first = as_made(current)
    if any(getattr(first, name) != getattr(current, name) for name in fields_of(current)):
        raise Refused("changed-since", record=current.id)
    to.remove(current)
