"""What a change does to a record: additions merge, revisions count up, and identity numbers are refused."""

from collections.abc import Iterator

import msgspec

from storage.archive.change.transaction import Transaction
from storage.archive.format.records import table_of
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.ids import case_code
from storage.domain.kinds import kind_of
from storage.domain.meeting.meeting import Meeting
from storage.domain.merge import merged
from storage.domain.record import AnyRecord, Record, fields_of, revised, texts_in, texts_of
from storage.steering.identity_numbers import eleven_digits
from storage.store import Change


def refuse_identity_numbers(changes: tuple[Change, ...]) -> None:
    """Raise `identity-number` when a change brings in a text that holds one; what was there before is not its fault."""
    for change in changes:
        for text in texts_in(msgspec.to_builtins(list(_fresh_values(change)))):
            if _holds_one(text) and text not in texts_of(change.before):
                raise Refused("identity-number")


def _fresh_values(change: Change) -> Iterator[object]:
    """Yield what may be new: a long case is not looked through for every line that is written in it."""
    for name in fields_of(change.after) if change.after else ():
        old, new = getattr(change.before, name, None), getattr(change.after, name)
        if isinstance(old, tuple) and isinstance(new, tuple):
            kept = {id(item) for item in old}
            yield from (item for item in new if id(item) not in kept)
        elif old != new:
            yield new


def refuse_identity_number(text: str) -> None:
    """Raise `identity-number` when a text holds one that stands the check of its last digits."""
    if _holds_one(text):
        raise Refused("identity-number")


def _holds_one(text: str) -> bool:
    return any(each.checks for each in eleven_digits(text))


GIVEN_BY_THE_STORE = frozenset({"code"})


def apply(change: Change, to: Transaction) -> Record | None:
    """Do one change and return the record as it will be kept, None when it goes.

    Raises `Conflict`, `record-gone`, `record-exists`, `changed-since` or `meeting-running`.
    """
    if change.after is None:
        _remove(change.before, to)
        return None
    current = to.find(table_of(change.after), change.after.id)
    if change.before is None:
        return _same(current, change.after) if current else _added(change.after, to)
    if current is None:
        raise Refused("record-gone", record=change.before.id, kind=kind_of(change.before).name)
    return _edited(current, merged(change.before, change.after, current), to)


def _remove(record: Record | None, to: Transaction) -> None:
    current = to.find(table_of(record), record.id) if record else None
    if record is None or current is None:
        return
    if current.rev != record.rev:
        raise Refused("changed-since", record=record.id)
    to.remove(record)


def _same(current: Record, wanted: Record) -> Record:
    """Return what is kept already, when the same record is saved once more."""
    if any(getattr(current, name) != getattr(wanted, name) for name in fields_of(wanted) if _is_asked(wanted, name)):
        raise Refused("record-exists", record=current.id)
    return current


def _is_asked(record: Record, name: str) -> bool:
    return name not in GIVEN_BY_THE_STORE or bool(getattr(record, name))


def _added(record: Record, to: Transaction) -> Record:
    _keep_rules(record, to)
    numbered = _numbered(record, to) if isinstance(record, Case) else record
    return to.put(numbered.but(rev=max(1, record.rev)), None)


def _edited(current: AnyRecord, wanted: AnyRecord, to: Transaction) -> Record:
    if all(getattr(current, name) == getattr(wanted, name) for name in fields_of(current)):
        return current
    _keep_rules(wanted, to)
    author = to.author
    return to.put(revised(current, wanted, by=author.by, at=author.at, change=author.change), current)


def _keep_rules(record: Record, to: Transaction) -> None:
    if not isinstance(record, Meeting) or not record.is_running:
        return
    running = next((other for other in to.every(Meeting) if other.is_running and other.id != record.id), None)
    if running:
        raise Refused("meeting-running", meeting=running.id, title=running.title, started=running.started)


def _numbered(case: Case, to: Transaction) -> Case:
    """Return a case with a code that no case of its year ever had; raises `code-taken`."""
    file = to.stage(to.home_of(case))
    given = [_number(other) for other in file.records.get("cases", {}).values() if isinstance(other, Case)]
    if case.code and any(case.code == other.code for other in to.every(Case)):
        raise Refused("code-taken", code=case.code)
    highest = max((file.counted("cases"), *given))
    number = _number(case) if case.code else highest + 1
    file.count_to("cases", max(highest, number))
    return case if case.code else case.but(code=case_code(int(file.file.name[:4]), number))


def renumber(to: Transaction) -> None:
    """Give every case whose code an earlier one bears a code of its own; agreements know codes, and stay with that."""
    given: set[str] = set()
    for case in sorted(to.every(Case), key=lambda case: case.id):
        if case.code in given:
            to.put(_numbered(case.but(code=""), to).but(rev=case.rev + 1), case)
        given.add(case.code)


def _number(case: Case) -> int:
    return int(case.code.partition("-")[2])
