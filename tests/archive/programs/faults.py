"""Kills a command, or makes the system say no, at its every file system call, and looks at what is left.

Run with `python tests/archive/programs/faults.py EVERY FAULT...`: EVERY is 1 for each call, 5 for each fifth; a fault
is `kill`, or a name such as `ENOSPC`, or `ENOSPC+` for one that stays. Prints a line for each point that was bad, then
the counts as JSON.
"""

import errno
import fcntl
import itertools
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from storage.archive import create_store, open_store
from storage.archive.care.exporting import export_folder, files_of
from storage.archive.care.importing import bring_in, looked_at
from storage.archive.care.restoring import restore
from storage.archive.change.session import is_untidy
from storage.archive.disk.folder import Folder
from storage.archive.disk.mending import saying_unreadable
from storage.archive.earlier import history
from storage.archive.earlier.backups import backups_of
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Entry, Learned, Outcome, Standing, Step, with_entry
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.plan.plan import Practice
from storage.store import Change, Draft

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
CALLS = (
    *(
        "open",
        "write",
        "fsync",
        "close",
        "link",
        "rename",
        "replace",
        "unlink",
        "ftruncate",
        "fchmod",
        "chmod",
        "mkdir",
    ),
    *("pwrite", "pread", "read", "fstat", "lstat", "scandir"),
)
YEAR = "2026-27.json"
OLD = Path(__file__).resolve().parents[1] / "old" / "1"
ACKNOWLEDGED, REFUSED, CRASHED = 0, 3, 4

State = tuple[object, ...]
Command = Callable[[Path], object]


def entry(key: str) -> Entry:
    """Return an entry."""
    return Entry(id=key, step=Step.SITUATION, text="Gråter over leksene.", at=NOW)


def prepared(place: Path) -> None:
    """Make a folder with a team, two cases, an agreement and a few changes behind it."""
    case = Case(id="case", title="Leksetid", opened=date(2026, 9, 1))
    store = create_store(place, Team(id="team", name="6. trinn"), Practice(id="p", area="a", title="Lekser"), now=NOW)
    kept, _ = store.save(Change(None, case), Change(None, case.but(id="other")), by="AB", at=NOW)
    assert isinstance(kept, Case)
    store.save(Change(kept, with_entry(kept, entry("e1"))), by="AB", at=NOW)
    store.save(Change(None, agreement("agreement")), by="AB", at=NOW)
    store.keep_draft(Draft(by="AB", place="case/26-001/entry", text="Begynt på", at=NOW))
    shutil.copytree(OLD, place / "other")
    (place / "beside").mkdir()


def agreement(key: str) -> Agreement:
    """Return an agreement of the first case."""
    return Agreement(id=key, what="Ringe", owner="AB", made=date(2026, 9, 1), due=date(2026, 9, 4), case="26-001")


def _add_case(place: Path) -> None:
    case = Case(id="new", title="Ny sak", opened=date(2026, 9, 2))
    open_store(place, session="s").save(Change(None, case), by="AB", at=NOW)


def _add_case_in_new_year(place: Path) -> None:
    case = Case(id="new", title="Ny sak", opened=date(2027, 9, 2))
    open_store(place, session="s").save(Change(None, case), by="AB", at=NOW)


def _add_entry(place: Path) -> None:
    store = open_store(place, session="s")
    case = store.book().case("26-001")
    store.save(Change(case, with_entry(case, entry("e2"))), by="AB", at=NOW)


def _delete_agreement(place: Path) -> None:
    store = open_store(place, session="s")
    store.save(Change(store.book().agreements[0], None), by="AB", at=NOW)


def _close(place: Path) -> None:
    store = open_store(place, session="s")
    case, practice = store.book().case("26-001"), store.book().practices[0]
    learned = Learned(id="l", outcome=Outcome.CHANGE, ref=practice.id)
    closed = case.but(standing=Standing(state=CaseState.CLOSED, on=NOW.date()), learned=(learned,))
    changed = practice.but(minimum="En halv time", evidence=(case.code,))
    store.save(Change(case, closed), Change(practice, changed), by="AB", at=NOW)


def _undo(place: Path) -> None:
    open_store(place, session="s").undo(by="AB", at=NOW, earlier=True)


def _delete_case(place: Path) -> None:
    open_store(place, session="s").delete_case("26-001", by="AB", at=NOW)


def _import(place: Path) -> None:
    store = open_store(place, session="s")
    cases = (Case(id=f"i{n}", title=f"Sak {n}", opened=date(2024 + n, 9, 2)) for n in range(4))
    practices = (Practice(id=f"ip{n}", area="a", title="Praksis") for n in range(2))
    store.save(*(Change(None, record) for record in (*cases, *practices)), by="AB", at=NOW)


def _draft(place: Path) -> None:
    draft = Draft(by="AB", place="case/26-001/entry", text="Begynt på noe mer", at=NOW)
    open_store(place, session="s").keep_draft(draft)


def _restore(place: Path) -> None:
    with saying_unreadable(place):
        generation = max(each.generation for each in backups_of(Folder(place), YEAR)[1:])
    restore(place, YEAR, generation, by="AB", at=NOW)


def _export(place: Path) -> None:
    export_folder(Folder(place), place / "beside" / "export", files_of(place), team="team", by="AB", at=NOW)


def _bring_in(place: Path) -> None:
    coming = looked_at(place / "other", open_store(place, session="s").book(), whole=False)
    bring_in(place, coming, by="AB", at=NOW)


def _change_in_old_folder(place: Path) -> None:
    store = open_store(place / "other", session="s")
    store.save(Change(store.book().team, store.book().team.but(name="Ny")), by="AB", at=NOW)


def _create(place: Path) -> None:
    create_store(place / "inner", Team(id="team", name="7. trinn"), Practice(id="p", area="a", title="x"), now=NOW)


COMMANDS: dict[str, Command] = {
    "add a case": _add_case,
    "add a case in a new year": _add_case_in_new_year,
    "add an entry": _add_entry,
    "delete an agreement": _delete_agreement,
    "close a case": _close,
    "undo": _undo,
    "delete a case": _delete_case,
    "import": _import,
    "keep a draft": _draft,
    "create": _create,
    "restore": _restore,
    "export": _export,
    "bring in": _bring_in,
    "change in an old folder": _change_in_old_folder,
}


def main(every: int, faults: list[str]) -> int:
    """Sweep all commands with each fault; return 1 when a point was bad."""
    points = bad = 0
    with tempfile.TemporaryDirectory() as place:
        before = Path(place, "before")
        prepared(before)
        for (name, command), fault in itertools.product(COMMANDS.items(), faults):
            for number, complaint in sweep(Path(place), before, command, fault, every):
                points += 1
                bad += bool(complaint)
                if complaint:
                    sys.stdout.write(f"{name}, {fault} at call {number}: {complaint}\n")
    sys.stdout.write(json.dumps({"points": points, "bad": bad}) + "\n")
    return 1 if bad else 0


def sweep(place: Path, before: Path, command: Command, fault: str, every: int) -> Iterator[tuple[int, str]]:
    """Yield each point's number and what was wrong there, or nothing."""
    old, new = state_of(_fresh(place, before)), _state_after(place, before, command)
    for number in itertools.count(1, every):
        work = _fresh(place, before)
        ended, reached = _run(work, command, fault, number)
        if not reached:
            return
        untidy = is_untidy(Folder(work))
        yield number, _complaint(work, ended, old, new, may_be_in_doubt=fault.endswith("+"))
        if fault == "kill" and untidy:
            yield from _recovery(place, before, command, number, every, old, new)


def _recovery(
    place: Path, before: Path, command: Command, first: int, every: int, old: State, new: State
) -> Iterator[tuple[int, str]]:
    """Yield what was wrong when the recovery itself was killed, at its every call."""
    for number in itertools.count(1, every):
        work = _fresh(place, before)
        _run(work, command, "kill", first)
        _, reached = _run(work, _open_and_look, "kill", number)
        if not reached:
            return
        complaint = _complaint(work, -signal.SIGKILL, old, new)
        yield first, complaint and f"recovery killed at call {number}: {complaint}"


def _open_and_look(place: Path) -> None:
    open_store(place, session="s").book()


def _fresh(place: Path, before: Path) -> Path:
    work = place / "work"
    shutil.rmtree(work, ignore_errors=True)
    return Path(shutil.copytree(before, work))


def _state_after(place: Path, before: Path, command: Command) -> State:
    work = _fresh(place, before)
    command(work)
    return state_of(work)


def _run(work: Path, command: Command, fault: str, number: int) -> tuple[int, bool]:
    """Return how a command ended that meets a fault at a call, and whether it came to that call."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os._exit(_child(work, command, _Fault(fault, number, writing)))
    os.close(writing)
    reached = bool(os.read(reading, 1))
    os.close(reading)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), reached


def _child(work: Path, command: Command, fault: "_Fault") -> int:
    with fault:
        try:
            command(work)
        except Refused:
            return REFUSED
        except BaseException as crash:  # noqa: BLE001 - whatever comes out here is a traceback for a person
            sys.stderr.write(f"{crash!r}\n")
            return CRASHED
    return ACKNOWLEDGED


class _Fault:
    """Stands before the system's calls, and strikes at one of them."""

    def __init__(self, fault: str, number: int, report: int) -> None:
        self._fault, self._number, self._report = fault.rstrip("+"), number, report
        self._stays = fault.endswith("+")
        self._count = 0
        self._real: dict[str, Any] = {name: getattr(os, name) for name in CALLS}
        self._flock = fcntl.flock

    def __enter__(self) -> None:
        for name, real in self._real.items():
            setattr(os, name, self._before(real))
        fcntl.flock = self._before(self._flock)

    def __exit__(self, *_: object) -> None:
        for name, real in self._real.items():
            setattr(os, name, real)
        fcntl.flock = self._flock

    def _before(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            self._count += 1
            if self._count == self._number or (self._stays and self._count > self._number):
                self._strike(real, args)
            return real(*args, **options)

        return call

    def _strike(self, real: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self._real["write"](self._report, b"!")
        if self._fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if real is self._real["close"]:
            real(*args)
        code = getattr(errno, self._fault)
        raise OSError(code, os.strerror(code))


def _complaint(work: Path, ended: int, old: State, new: State, *, may_be_in_doubt: bool = False) -> str:
    """Return what is wrong, or nothing.

    A disk that says no from one call on can leave a change renamed into place and not certain to last: then it is said
    to be not saved, and saving it again makes sure first.
    """
    if ended == CRASHED:
        return "a traceback instead of a sentence"
    try:
        state = state_of(work)
    except Refused as why:
        return f"unreadable afterwards: {why}"
    if is_untidy(Folder(work)):
        return "leftovers after the next start"
    unknown = ended == REFUSED and may_be_in_doubt
    return _state_complaint(state, old, new, -1 if unknown else ended) or _history_complaint(work)


def _state_complaint(state: State, old: State, new: State, ended: int) -> str:
    if any(part not in sides for part, *sides in zip(state, old, new, strict=True)):
        return f"neither old nor new: {state}"[:200]
    if ended == ACKNOWLEDGED and state != new:
        return "acknowledged, and lost"
    if ended == REFUSED and state[0] != old[0]:
        return "said to be not saved, and saved"
    return ""


def _history_complaint(work: Path) -> str:
    store = open_store(work, session="check")
    team = store.book().team
    store.save(Change(team, team.but(name=team.name + "!")), by="AB", at=NOW)
    files = history.files_of(Folder(work))
    changes = [trace.change for trace in history.latest(Folder(work))]
    if any(list(history.broken_lines(path)) for path in files):
        return "a broken history"
    remembered = {memory.change for record in store.book().records() for memory in record.before}
    return "a change that is not in the history" if remembered - set(changes) else ""


def state_of(work: Path) -> State:
    """Return all that a folder holds for a person: the records, what three folders inside hold, and the drafts."""
    drafts = open_store(work, session="check").drafts("AB")
    return (
        _records(work),
        _records(work / "inner"),
        _records(work / "beside" / "export"),
        _records(work / "other"),
        {place: draft.text for place, draft in drafts.items()},
    )


def _records(work: Path) -> object:
    """Return a folder's records without the ids of changes, which are never the same."""
    try:
        book = open_store(work, session="check").book()
    except Refused as why:
        if why.code in {"no-team", "no-folder"}:
            return None
        raise
    if book.read_only:
        raise book.read_only
    plain = {record.id: msgspec.to_builtins(record) for record in book.records()}
    for record in plain.values():
        for memory in record.get("before", ()):
            del memory["change"]
    return plain


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
