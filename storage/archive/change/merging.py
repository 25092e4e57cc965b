"""Another copy of the team's folder, joined to this one: looked at first, then all of it as one change, or nothing."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from storage.archive.beside.drafts import bring_along
from storage.archive.change import traces
from storage.archive.change.opened import OpenedFile, descends, opened
from storage.archive.change.session import Session
from storage.archive.change.snapshot import DIVERGED, Snapshot, opened_source, refuse_given_twice
from storage.archive.change.transaction import Transaction
from storage.archive.disk.files import read_whole, remove
from storage.archive.disk.folder import COPY, Folder, existing_folder
from storage.archive.disk.mending import saying_unreadable
from storage.archive.disk.replacing import put_in_place, waiting_for
from storage.archive.earlier import history
from storage.archive.earlier.asides import put_aside
from storage.archive.earlier.chain import Head, head_of
from storage.archive.format.layout import Trace
from storage.domain.case.case import Case
from storage.domain.changing import Author
from storage.domain.errors import Refused
from storage.domain.ids import case_code
from storage.domain.joining.codes import number_of
from storage.domain.joining.copies import NEVER, Chosen, CopyAnswers, CopyReport, Joining, TeamCopy, joining, lost
from storage.domain.joining.trails import Stamp, chosen_of, forks
from storage.domain.kinds import CASE, kind_of
from storage.domain.record import Record, fields_of, revised
from storage.store import JoinedCopy


@dataclass(frozen=True)
class _Meeting:
    """Two copies, and what they are as one."""

    folder: Folder
    there: Folder | None
    """The other folder; None where the other copy is one file alone."""
    snapshot: Snapshot
    other: Snapshot
    ours: TeamCopy
    theirs: TeamCopy
    joining: Joining
    records: Mapping[str, Record]
    """What will be here."""
    done_here: Sequence[Trace]
    done_there: Sequence[Trace]
    laid: Sequence[Path]
    """The other copy's histories."""

    @property
    def unknown(self) -> frozenset[str]:
        """The changes there that are not in the history here."""
        return frozenset(trace.change for trace in self.done_there) - {trace.change for trace in self.done_here}


def compared(desk: Session, source: Path, answers: CopyAnswers) -> CopyReport:
    """Return what joining another copy would do; only reads.

    Raises `another-copy`, `no-such-copy`, `given-twice`, `history-unreadable`, and what reading the other raises.
    """
    return _report(_met(desk.folder, desk.look(), source, answers))


def joined_by(desk: Session, source: Path, answers: CopyAnswers, *, by: str, at: datetime) -> JoinedCopy:
    """Join another copy to this one as one change; what lay beside our files is put aside, if all in it is here.

    Raises what comparing and saving raise. Then nothing has changed, neither here nor there.
    """
    laid: list[Path] = []
    noted = False
    try:
        with desk.change(by, at, despite=frozenset({DIVERGED})) as to:
            meeting = _met(desk.folder, to.snapshot, source, answers)
            report = _report(meeting)
            if report.differs:
                _stage(to, meeting)
                _take_in_known(to, meeting)
                heads = _unknown_histories(meeting)
                laid += _lay_histories(meeting)
                to.touched |= {("history", str(head)): "joined" for _, head in heads}
                noted = _note_gone(to, report)
    except Refused:
        for path in laid:
            with contextlib.suppress(OSError):
                remove(path)
        if noted:
            traces.drop_note(desk.folder)
        raise
    deleted = bool(meeting.theirs.records.keys() - meeting.records)
    aside = "" if deleted else put_aside(meeting.folder, source, at)
    return JoinedCopy(report, *_drafts(meeting, report), aside=aside, holds_deleted=deleted)


def _drafts(meeting: _Meeting, report: CopyReport) -> tuple[int, int]:
    """Take over what was begun there; that it cannot be is no reason to call the copies not joined."""
    codes = {was: case.code for case, was in report.recoded if meeting.theirs.records.get(case.id)}
    with contextlib.suppress(OSError, Refused):
        return bring_along(meeting.folder, meeting.there, codes) if meeting.there else (0, 0)
    return 0, 0


def _met(folder: Folder, snapshot: Snapshot, source: Path, answers: CopyAnswers) -> _Meeting:
    there, other = _other(snapshot, source)
    if other.team_id != snapshot.team_id:
        raise Refused("another-copy", path=str(source))
    for each in (snapshot, other):
        refuse_given_twice(each.book)
    for gap in history.gaps(there) if there else ():
        raise gap
    done_here = tuple(history.latest(folder))
    laid = _histories(there) if there else _laid_with(folder, snapshot, other, done_here)
    done_there = tuple(history.latest(there) if there else history.traces_in(laid))
    ours, theirs = _copy(snapshot, done_here), _copy(other, done_there)
    both = joining(ours, theirs, answers.back)
    records = {key: _settled(record, both, answers.chosen) for key, record in both.copy.records.items()}
    return _Meeting(folder, there, snapshot, other, ours, theirs, both, records, done_here, done_there, laid)


def _histories(there: Folder) -> list[Path]:
    return [*history.files_of(there), *history.joined_files(there)]


def _laid_with(folder: Folder, snapshot: Snapshot, other: Snapshot, done_here: Sequence[Trace]) -> list[Path]:
    """Return the histories that hold the last change of a copied file: they lie among ours, where a tool put them.

    None where that change is known here: such a copy is one that ours came from, and brings nothing.
    """
    copied = (file.header.last for name, file in other.files.items() if file is not snapshot.files.get(name))
    unknown = {last.trace.change for last in copied if last} - {trace.change for trace in done_here}
    return [path for path in history.laid_beside(folder) if unknown & history.changes_in(path)]


def _other(snapshot: Snapshot, source: Path) -> tuple[Folder | None, Snapshot]:
    """Return another folder and what lies in it; for one file that of ours, with it in the place of the one it copies.

    Raises `no-such-copy` where a file is called like none of ours.
    """
    if not source.is_file():
        return existing_folder(source), opened_source(source)
    named = COPY.fullmatch(source.name)
    if named is None:
        raise Refused("no-such-copy", path=str(source))
    name = f"{named['name'].lower()}.json"
    with saying_unreadable(source):
        content, token = read_whole(source)
        file = opened(name, content, token)
    if file.obstacle and file.obstacle.code == "newer-schema":
        raise file.obstacle
    return None, replace(snapshot, files={**snapshot.files, name: file})


def _settled(record: Record, both: Joining, chosen: Chosen) -> Record:
    """Return a joined record with what was chosen, and what both added to one value."""
    one, other = both.ours.get(record.id), both.theirs.get(record.id)
    if one is None or other is None or one == other:
        return record
    return chosen_of(one, other, record, {path: value for (key, path), value in chosen.items() if key == record.id})


def _copy(snapshot: Snapshot, done: Sequence[Trace]) -> TeamCopy:
    deleted: dict[str, set[str]] = defaultdict(set)
    touched: dict[str, Stamp] = {}
    for trace in done:
        stamp = datetime.fromisoformat(trace.at), trace.change
        for _, key, what in trace.records:
            touched[key] = max(touched.get(key, NEVER), stamp)
            if what == "deleted":
                deleted[key].add(trace.change)
    records = {record.id: record for record in snapshot.book.records()}
    gone = {
        key: case_code(int(name[:4]), number)
        for name, file in snapshot.files.items()
        for key, number in file.gone.items()
    }
    for key in gone:
        deleted[key].add(key)  # a file alone has no history, and knows all the same
    gone = {key: code for key, code in gone.items() if key not in records}
    return TeamCopy(records, {key: frozenset(changes) for key, changes in deleted.items()}, touched, gone)


def _report(meeting: _Meeting) -> CopyReport:
    ours, records = meeting.ours.records, meeting.records
    new = tuple(record for key, record in records.items() if key not in ours)
    changed = tuple(record for key, record in records.items() if key in ours and record != ours[key])
    gone = tuple(record for key, record in ours.items() if key not in records)
    both = meeting.joining
    clashing = (
        (record, fork)
        for key, record in records.items()
        if key in both.ours and key in both.theirs
        for fork in forks(both.ours[key], both.theirs[key])
    )
    differs = bool(new or changed or gone or _unknown_histories(meeting) or set(_refound(meeting)))
    return CopyReport(new, changed, gone, tuple(clashing), tuple(_doubtful(meeting)), _recoded(meeting), differs)


def _recoded(meeting: _Meeting) -> tuple[tuple[Case, str], ...]:
    """Return the cases whose code is another than where they come from, and that one."""
    pairs = []
    for key, record in meeting.records.items():
        was = meeting.ours.records.get(key) or meeting.theirs.records.get(key)
        if isinstance(record, Case) and isinstance(was, Case) and was.code != record.code:
            pairs.append((record, was.code))
    return tuple(pairs)


def _doubtful(meeting: _Meeting) -> Iterator[Case]:
    """Yield the cases that one side deleted while the other went on with them."""
    here, there = meeting.done_here, meeting.done_there
    for side, other, done, known in (
        (meeting.ours, meeting.theirs, here, there),
        (meeting.theirs, meeting.ours, there, here),
    ):
        cases = [record for key in lost(side, other) if isinstance(record := side.records[key], Case)]
        changes = {trace.change for trace in known} if cases else set()
        touched = {key for trace in done if trace.change not in changes for _, key, _ in trace.records}
        touched |= {key for key, each in side.records.items() if {memory.change for memory in each.before} - changes}
        yield from (case for case in cases if touched & _ids_about(case, side))


def _ids_about(case: Case, side: TeamCopy) -> set[str]:
    return {key for key, each in side.records.items() if key == case.id or kind_of(each).case(each) == case.code}


def _unknown_histories(meeting: _Meeting) -> list[tuple[Path, Head]]:
    """Return the other copy's histories that hold a line which is not here, and where they end."""
    unknown = meeting.unknown
    heads = ((path, head_of(path)) for path in meeting.laid if not unknown.isdisjoint(history.changes_in(path)))
    return [(path, head) for path, head in heads if head]


def _lay_histories(meeting: _Meeting) -> Iterator[Path]:
    """Keep the other copy's histories beside ours, each whole and with its own seals."""
    for path, head in _unknown_histories(meeting):
        target = meeting.folder.inside(history.HISTORY) / history.joined_name(head.year, head.seal)
        if not target.exists():
            put_in_place(waiting_for(target, meeting.folder.file_mode, read_whole(path)[0]))
            yield target


def _stage(to: Transaction, meeting: _Meeting) -> None:
    to.snapshot = _outgrowing(meeting.snapshot, meeting.other)
    ours = meeting.ours.records
    for key, settled in meeting.records.items():
        record, old = _as_chosen(meeting.joining.copy.records[key], settled, to.author), ours.get(key)
        if old is None:
            _add(to, record, meeting)
        elif record != old:
            to.put(record.but(rev=max(record.rev, old.rev + 1)), old)
    for key, old in ours.items():
        if key not in meeting.records:
            to.remove(old)
    highest = defaultdict[str, int](int)
    for case in to.every(CASE):
        home = to.home_of(case)
        highest[home] = max(highest[home], number_of(case.code))
    for name, file in meeting.other.files.items():
        _count(to, name, file, highest[name])


def _take_in_known(to: Transaction, meeting: _Meeting) -> None:
    """Let the files that came from elsewhere count as ours, where what we knew of them is what is being joined.

    Raises `diverged` where something else would be written into one: what was known of it would be missing.
    """
    refound = set(_refound(meeting))
    for file in meeting.snapshot.files.values():
        if file.name in refound:
            to.take_in(file.name)
        elif _is_apart(file) and file.obstacle and file.name in {staged.file.name for staged in to.changed}:
            raise file.obstacle


def _refound(meeting: _Meeting) -> Iterator[str]:
    """Yield the files that do not descend from the ones we knew, while here or in the other copy those are not lost."""
    for name, file in meeting.snapshot.files.items():
        if _is_apart(file) and (known := file.known) and name in meeting.other.files:
            header = meeting.other.files[name].header
            checksums = {each.checksum for each in (header, file.header) if each.generation == known.generation}
            if known.checksum in checksums or (meeting.there and descends(meeting.there, name, known, header)):
                yield name


def _is_apart(file: OpenedFile) -> bool:
    return file.obstacle is not None and file.obstacle.code == DIVERGED and not file.is_closed


def _as_chosen(joined: Record, settled: Record, author: Author) -> Record:
    """Return a joined record with what was chosen as a change of its own."""
    if all(getattr(joined, name) == getattr(settled, name) for name in fields_of(joined)):
        return joined
    return revised(joined, settled, by=author.by, at=author.at, change=author.change)


def _add(to: Transaction, record: Record, meeting: _Meeting) -> None:
    """Add a record from the other copy, with what a newer program wrote in it that we do not know."""
    theirs, table = meeting.theirs.records[record.id], kind_of(record).table
    lines = (file.lines.get(table, {}).get(record.id) for file in meeting.other.files.values())
    to.stage(to.home_of(record)).lay(table, record.id, next(filter(None, lines), b""))
    to.put(record, theirs)
    to.touched[kind_of(record).name, record.id] = "made"


def _count(to: Transaction, name: str, file: OpenedFile, highest: int) -> None:
    here = to.snapshot.files[name]
    if file.given > here.given:
        to.stage(name).count_on("cases", file.given)
    for key, number in file.gone.items():
        if here.gone.get(key) != number:
            to.stage(name).count_gone(key, number)
    if highest and highest > to.stage(name).counted("cases"):
        to.stage(name).count_on("cases", highest)
    if file.header.checksum != here.header.checksum:
        to.stage(name).take_in()


def _outgrowing(snapshot: Snapshot, other: Snapshot) -> Snapshot:
    """Return our files as ones whose next generation is beyond both sides': nobody takes it for an older copy."""
    newest = {name: max(file.header.generation, file.newest) for name, file in other.files.items()}
    files = {name: snapshot.files.get(name, OpenedFile(name)) for name in {*snapshot.files, *newest}}
    return replace(
        snapshot,
        files={name: replace(file, newest=max(file.newest, newest.get(name, 0))) for name, file in files.items()},
    )


def _note_gone(to: Transaction, report: CopyReport) -> bool:
    """Note which traces go with the cases that go; tell whether any does."""
    cases: Sequence[Case] = [record for record in report.gone if isinstance(record, Case)]
    if cases:
        traces.refuse_out_of_reach(to.folder)
        traces.note(to.folder, cases, tuple(_speaking_of(cases, to)))
    return bool(cases)


def _speaking_of(cases: Sequence[Case], to: Transaction) -> Iterator[str]:
    """Yield the files that spoke of some cases here: the older states of the others are no traces of them."""
    codes = [case.code for case in cases]
    for staged in to.changed:
        records = (record for table in staged.file.records.values() for record in table.values())
        if any(kind_of(each).without_case(each, code) is not each for each in records for code in codes):
            yield staged.file.name
