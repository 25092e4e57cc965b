"""What a change may do to records, whatever keeps them: merging, numbering, refusing, taking back, forgetting a case.

A store brings a `Pending` change to these rules, under whatever lock it has, and keeps what they leave, or nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec

from storage.domain.calendar import SchoolYear
from storage.domain.case.card import with_trials
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.ids import case_code
from storage.domain.kinds import AGREEMENT, CARD, CASE, KINDS, TEAM, RecordKind, kind_named, kind_of, year_of_case
from storage.domain.meeting.meeting import Meeting
from storage.domain.merge import merged
from storage.domain.record import AnyRecord, Record, as_made, fields_of, revised, texts_in, texts_of, without_change
from storage.domain.text import eleven_digits

GIVEN_BY_THE_STORE = frozenset({"code", "first_code"})


class Change(msgspec.Struct, frozen=True):
    """What became of a record.

    `before` is what the change was made from (None: it is new), `after` what it should be (None: it goes).
    """

    before: Record | None
    after: Record | None


class Author(msgspec.Struct, frozen=True):
    """Who makes a change, when, in which session, and the change's own id."""

    by: str
    at: datetime
    change: str
    session: str = ""
    undoes: str = ""


class MadeChange(msgspec.Struct, frozen=True):
    """A change as a history knows it: who made it, and what became of which records."""

    change: str
    at: datetime
    by: str
    user: str
    """As which system user; empty where an older program did not say."""
    records: tuple[tuple[str, str, str], ...]
    """Kind, id and what became of it: made, changed or deleted."""
    undoes: str = ""
    """The change that this one took back."""


class Pending(Protocol):
    """The records as a change under way will leave them."""

    @property
    def author(self) -> Author:
        """Who makes the change."""
        ...

    def find(self, kind: RecordKind[Any], key: str) -> Record | None:
        """Return a record by its id."""
        ...

    def every(self, kind: RecordKind[AnyRecord]) -> Iterator[AnyRecord]:
        """Yield every record of a kind."""
        ...

    def put(self, record: Record, old: Record | None) -> Record:
        """Put a record in the place of `old`, or as a new one, and return it as it will be read."""
        ...

    def remove(self, record: Record) -> None:
        """Take a record out."""
        ...

    def last_number(self, year: SchoolYear) -> int:
        """Return the highest number that was remembered for the codes of a year's cases."""
        ...

    def remember_number(self, year: SchoolYear, number: int) -> None:
        """Remember the highest number that was given, so that it is never given again."""
        ...


def refuse_identity_numbers(changes: Iterable[Change]) -> None:
    """Raise `identity-number` when a change brings in a text that holds one; what was there before is not its fault."""
    for change in changes:
        for text in texts_in(msgspec.to_builtins(list(_fresh_values(change)))):
            if _holds_one(text) and text not in texts_of(change.before):
                raise Refused("identity-number")


def _fresh_values(change: Change) -> Iterator[object]:
    """Yield what may be new and was written: a long case is not looked through for every line that comes to it."""
    written = (name for name in fields_of(change.after) if name not in change.after.SECRETS) if change.after else ()
    for name in written:
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


def apply(change: Change, to: Pending) -> Record | None:
    """Do one change and return the record as it will be kept, None when it goes.

    Raises `Conflict`, `record-gone`, `record-exists`, `changed-since`, `code-taken` or `meeting-running`.
    """
    if change.after is None:
        _remove(change.before, to)
        return None
    current = to.find(kind_of(change.after), change.after.id)
    if change.before is None:
        return _same(current, change.after) if current else _added(change.after, to)
    if current is None:
        raise Refused("record-gone", record=change.before.id, kind=kind_of(change.before).name)
    return _edited(current, merged(change.before, change.after, current), to)


def _remove(record: Record | None, to: Pending) -> None:
    current = to.find(kind_of(record), record.id) if record else None
    if record is None or current is None:
        return
    if current.rev != record.rev:
        raise Refused("changed-since", record=record.id)
    to.remove(record)


def _same(current: Record, wanted: Record) -> Record:
    """Return what is kept already, when the same record is saved once more."""
    asked = (name for name in fields_of(wanted) if name not in GIVEN_BY_THE_STORE or getattr(wanted, name))
    if any(getattr(current, name) != getattr(wanted, name) for name in asked):
        raise Refused("record-exists", record=current.id)
    return current


def _added(record: Record, to: Pending) -> Record:
    _refuse_second_meeting(record, to)
    numbered = _numbered(record, to) if isinstance(record, Case) else record
    return to.put(numbered.but(rev=max(1, record.rev)), None)


def _edited(current: AnyRecord, wanted: AnyRecord, to: Pending) -> Record:
    if all(getattr(current, name) == getattr(wanted, name) for name in fields_of(current)):
        return current
    _refuse_second_meeting(wanted, to)
    return _put_revised(current, wanted, to)


def _put_revised(current: AnyRecord, wanted: AnyRecord, to: Pending) -> Record:
    return to.put(revised(current, wanted, by=to.author.by, at=to.author.at, change=to.author.change), current)


def _refuse_second_meeting(record: Record, to: Pending) -> None:
    if not isinstance(record, Meeting) or not record.is_running:
        return
    running = next((other for other in to.every(kind_of(record)) if other.is_running and other.id != record.id), None)
    if running:
        raise Refused("meeting-running", meeting=running.id, title=running.title, started=running.started)


def _numbered(case: Case, to: Pending) -> Case:
    """Return a case with a code that no case of its year ever had; raises `code-taken`."""
    cases, year = tuple(to.every(CASE)), year_of_case(case)
    if case.code and any(case.code == other.code for other in cases):
        raise Refused("code-taken", code=case.code)
    given = (_number(other) for other in cases if year_of_case(other) == year)
    highest = max((to.last_number(year), *given))
    number = _number(case) if case.code else highest + 1
    to.remember_number(year, max(highest, number))
    return case if case.code else case.but(code=case_code(year.start, number))


def renumber(to: Pending) -> None:
    """Give every case whose code an earlier one bears a code of its own; agreements know codes, and stay with that."""
    given: set[str] = set()
    for case in sorted(to.every(CASE), key=lambda case: case.id):
        if case.code in given:
            to.put(_numbered(case.but(code=""), to).but(rev=case.rev + 1), case)
        given.add(case.code)


def _number(case: Case) -> int:
    return int(case.code.partition("-")[2])


class Undoable:
    """What one session can take back: its own changes, the last first, or else, once, what an alias did before it."""

    def __init__(self) -> None:
        self._own: list[tuple[MadeChange, Mapping[str, Record]]] = []
        """This session's changes, with what they deleted."""
        self._content: set[str] = set()
        """Those who have undone something in this session: what they did earlier is nobody's slip of the finger."""

    def remember(self, made: MadeChange, changes: Iterable[Change]) -> None:
        """Remember a change that this session made."""
        gone = (each.before for each in changes if each.before and each.after is None)
        self._own.append((made, {record.id: record for record in gone}))

    def forget(self, keys: Collection[str]) -> None:
        """Forget every change that touched one of these records."""
        self._own = [own for own in self._own if not any(key in keys for _, key, _ in own[0].records)]

    def last(
        self, by: str, user: str, earlier: Callable[[], Iterable[MadeChange]]
    ) -> tuple[MadeChange, Mapping[str, Record]]:
        """Return the change to take back, and what it deleted; raises `nothing-to-undo`."""
        if self._own:
            return self._own[-1]
        if by in self._content:
            raise Refused("nothing-to-undo")
        return last_by(by, user, earlier()), {}

    @property
    def last_own(self) -> str:
        """Return this session's last change that is not taken back; empty where there is none."""
        return self._own[-1][0].change if self._own else ""

    def refuse_reaching_back(self, made: MadeChange) -> None:
        """Raise `undo-reaches-back` where a change was not made in this session."""
        if not self._own:
            raise Refused("undo-reaches-back", change=made.change)

    def undone(self, by: str) -> None:
        """Remember that the last change was taken back."""
        if self._own:
            self._own.pop()
        self._content.add(by)


def last_by(by: str, user: str, changes: Iterable[MadeChange]) -> MadeChange:
    """Return the last change that an alias made as a system user and that was not taken back, from the newest on.

    Raises `nothing-to-undo`. Older changes do not say as whom they were made.
    """
    taken_back: set[str] = set()
    for made in changes:
        if made.undoes:
            taken_back.add(made.undoes)
        elif made.change not in taken_back and made.by == by and made.user in {"", user}:
            return made
    raise Refused("nothing-to-undo")


def take_back(made: MadeChange, removed: Mapping[str, Record], to: Pending) -> tuple[Record, ...]:
    """Take a change back and return the records that were changed by that.

    `removed` holds what the change deleted, by id. Raises `changed-since`, or `nothing-to-undo` for what is gone, and
    for the making of the team: without one there is nothing to open.
    """
    touched = list(_touched(made))
    kept = [_taken_back(made.change, kind, key, what, removed, to) for kind, key, what in touched]
    return tuple(record for record in kept if record)


def _touched(made: MadeChange) -> Iterator[tuple[RecordKind[Any], str, str]]:
    """Yield kind, id and what became of it; nothing but records can be taken back, and not the team's making."""
    for name, key, what in made.records:
        kind = kind_named(name)
        if kind is None or (kind is TEAM and what == "made"):
            raise Refused("nothing-to-undo")
        yield kind, key, what


def _taken_back(
    change: str, kind: RecordKind[Any], key: str, what: str, removed: Mapping[str, Record], to: Pending
) -> Record | None:
    current = to.find(kind, key)
    if what == "deleted":
        return _brought_back(current, removed.get(key), to)
    if current is None:
        raise Refused("nothing-to-undo", record=key)
    if what == "made":
        _unmake(current, to)
        return None
    wanted = without_change(current, change)
    if wanted == current:
        raise Refused("nothing-to-undo", record=key)  # what it changed is not remembered on purpose
    return _put_revised(current, wanted, to)


def _brought_back(current: Record | None, removed: Record | None, to: Pending) -> Record:
    if current or removed is None or _is_of_deleted_case(removed, to):
        raise Refused("nothing-to-undo")
    return to.put(removed.but(rev=removed.rev + 1), None)


def _is_of_deleted_case(record: Record, to: Pending) -> bool:
    kind = kind_of(record)
    if kind is not AGREEMENT or not kind.case(record):
        return False
    return all(case.code != kind.case(record) for case in to.every(CASE))


def _unmake(current: Record, to: Pending) -> None:
    first = as_made(current)
    if any(getattr(first, name) != getattr(current, name) for name in fields_of(current)):
        raise Refused("changed-since", record=current.id)
    to.remove(current)


def forget(key: str, to: Pending) -> Case:
    """Take out a case, its agreements and what was said of it elsewhere; by its id, or its code.

    Cards keep counts of what came of them in it. Raises `no-such-case`, or `code-twice` where another bears its code.
    """
    case = _case_meant(key, to)
    going = [each for each in to.every(AGREEMENT) if each.case == case.code and each.card]
    for card in list(to.every(CARD)) if going else ():
        _edited(card, with_trials(card, going), to)
    for kind in KINDS:
        for record in list(to.every(kind)):
            left = kind.without_case(record, case.code)
            if left is None:
                to.remove(record)
            elif left is not record:
                to.put(left, record)
    return case


def _case_meant(key: str, to: Pending) -> Case:
    cases = list(to.every(CASE))
    case = next((each for each in cases if each.id == key), None) or next((c for c in cases if c.code == key), None)
    if case is None:
        raise Refused("no-such-case", code=key)
    if sum(each.code == case.code for each in cases) > 1:
        raise Refused("code-twice", code=case.code)
    return case
