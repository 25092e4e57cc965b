"""Two states of one of a team's files as git hands them over, joined into one: its own way would break lines and seals.

Git gives a file at a time, so a number that both sides gave follows within its year's file alone, and what was deleted
is known from what both last had. Whole folders are joined by `merging`, which knows more.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from storage.archive.change.opened import OpenedFile, opened
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import DATA_FILE
from storage.archive.disk.mending import saying_unreadable
from storage.archive.earlier import history
from storage.archive.earlier.chain import Head
from storage.archive.format.layout import COUNTERS, GONE, SCHEMA, Header, Sealed, Trace, sealed
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.ids import case_code
from storage.domain.joining.codes import number_of
from storage.domain.joining.copies import TeamCopy, joining
from storage.domain.joining.trails import chosen_of
from storage.domain.kinds import kind_of
from storage.domain.record import Record, line_of


def join_in_git(base: Path, ours: Path, theirs: Path, name: Path, *, at: datetime, change: str) -> Path | None:
    """Join a team's file into `ours`, as a merge driver does; return what was laid beside it and git must be told of.

    `name` is where the file lies in the work tree. Raises `no-such-copy` for a file that is none of a team's, or why
    one of the three cannot be read or joined; then `ours` is as it was.
    """
    if DATA_FILE.fullmatch(name.name):
        ours.write_bytes(_joined_data(*(_opened(name.name, path) for path in (base, ours, theirs))))
        return None
    if history.OWN.fullmatch(name.name):
        return _join_history(ours, theirs, name, Trace(change=change, at=at.isoformat(), by="", records=()))
    raise Refused("no-such-copy", path=str(name))


def _opened(name: str, path: Path) -> OpenedFile:
    """Return one of the three states; where both sides made the file, what they last both had is empty."""
    with saying_unreadable(path):
        content, token = read_whole(path)
    file = opened(name, content, token) if content else OpenedFile(name)
    if file.obstacle:
        raise file.obstacle
    return file


def _joined_data(base: OpenedFile, ours: OpenedFile, theirs: OpenedFile) -> bytes:
    both = joining(_copy(ours, base), _copy(theirs, base))
    tables: dict[str, dict[str, bytes]] = {name: {} for name in (*ours.lines, *theirs.lines)}
    for key, record in both.copy.records.items():
        one, other = both.ours.get(key), both.theirs.get(key)
        whole = chosen_of(one, other, record, {}) if one and other and one != other else record
        tables[kind_of(record).table][key] = _line(whole, key, ours, theirs)
    if COUNTERS in tables:
        tables[COUNTERS] = dict(_counters(ours, theirs, both.copy.records))
    generation = max(ours.header.generation, theirs.header.generation) + 1
    _, pieces = sealed(tables, Header(schema=SCHEMA, generation=generation, last=ours.header.last))
    return b"".join(pieces)


def _records(file: OpenedFile) -> dict[str, Record]:
    return {key: record for table in file.records.values() for key, record in table.items()}


def _copy(file: OpenedFile, base: OpenedFile) -> TeamCopy:
    """Return what one side knows: what it has, and what it took out since both had the same."""
    records = _records(file)
    gone = {key: case_code(int(file.name[:4]), number) for key, number in file.gone.items() if key not in records}
    deleted = {key: frozenset({key}) for key in (*gone, *(_records(base).keys() - records.keys()))}
    return TeamCopy(records, deleted, gone=gone)


def _line(record: Record, key: str, *files: OpenedFile) -> bytes:
    """Return a record's line, with what a newer program wrote in it that we do not know; as it lay there if it can."""
    table = kind_of(record).table
    for file in files:
        if (old := file.records.get(table, {}).get(key)) is not None:
            kept = file.lines[table][key]
            return kept if old == record else line_of(_next(record, *files), old, kept)
    return line_of(record)


def _next(record: Record, *files: OpenedFile) -> Record:
    revisions = (old.rev for file in files if (old := _records(file).get(record.id)))
    return record.but(rev=max((record.rev, *(rev + 1 for rev in revisions))))


def _counters(ours: OpenedFile, theirs: OpenedFile, records: Mapping[str, Record]) -> Iterator[tuple[str, bytes]]:
    """Yield the numbers that are never given twice, as high as either side or a new code has them."""
    codes = (number_of(record.code) for record in records.values() if isinstance(record, Case))
    yield "cases", _counter(max((ours.given, theirs.given, *codes)))
    yield from ((f"{GONE}{key}", _counter(number)) for key, number in {**theirs.gone, **ours.gone}.items())


def _counter(number: int) -> bytes:
    return msgspec.json.encode({"last": number})


def _join_history(ours: Path, theirs: Path, name: Path, trace: Trace) -> Path | None:
    """Keep the other side's history whole beside ours, and name its end in a line of ours, sealed as every line is."""
    here, there = (read_whole(path)[0] for path in (ours, theirs))
    if here.startswith(there):
        return None
    end = history.last_in(there)
    if there.startswith(here) or end is None:
        ours.write_bytes(there if end else here)
        return None
    head = Head(history.year_in(name), there.count(b"\n"), end.seal)
    trace = msgspec.structs.replace(trace, records=((history.HISTORY, str(head), "joined"),))
    last = history.last_in(here)
    beside = name.with_name(history.joined_name(head.year, head.seal))
    beside.write_bytes(there)
    line = Sealed(trace, history.seal_of(last.seal if last else "", trace))
    ours.write_bytes(here + msgspec.json.encode(line) + b"\n")
    return beside
