"""Going back to a backup; what lay there is put aside, and what would become of the records is told first."""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from storage.archive.change.opened import OpenedFile, counters_of, records_of, understood
from storage.archive.change.session import tidy
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import TEAM_FILE, Folder, existing_folder
from storage.archive.disk.lock import locked
from storage.archive.disk.mending import saying_not_saved, user_name
from storage.archive.disk.replacing import put_in_place, waiting_for
from storage.archive.earlier import backups, history
from storage.archive.earlier.asides import asides_of, set_aside
from storage.archive.earlier.backups import Backup
from storage.archive.format import layout
from storage.domain.errors import Refused
from storage.domain.ids import id_at
from storage.domain.kinds import KINDS, MEETING
from storage.store import Difference

LEFT_OUT = "left-out"
MOST_LACKING = 20_000
"""Changes that are looked through for what a backup lacks: backups go back days, and this is many a year's."""
RecordDifference = tuple[str, str, str]
"""Kind, id and what became of a record: made, changed or deleted."""


@dataclass(frozen=True)
class SoundBackup:
    """A backup that is whole, and what it lacks: the changes that were made after it, newest first."""

    backup: Backup
    header: layout.Header
    lines: layout.Lines
    lacks: tuple[layout.Trace, ...]


def sound_backups(folder: Folder, name: str) -> Iterator[SoundBackup]:
    """Yield the backups of a file that can be gone back to, newest first."""
    for backup in backups.backups_of(folder, name):
        sound = _sound(folder, name, backup) if backups.is_what_it_is_called(backup) else None
        if sound:
            yield sound


def sound_asides(folder: Folder, name: str) -> Iterator[SoundBackup]:
    """Yield what repairs have replaced of a file and that can be gone back to, newest first."""
    found = (_sound(folder, name, aside) for aside in asides_of(folder, name))
    yield from (sound for sound in found if sound)


def _sound(folder: Folder, name: str, backup: Backup) -> SoundBackup | None:
    try:
        header, old = layout.parsed(read_whole(backup.path)[0])
        lines = layout.brought_up(header.schema, old)
        counters_of(name, lines)
        records_of(name, lines, OpenedFile(name))
    except (layout.MisshapenError, Refused, OSError):
        return None
    backup = msgspec.structs.replace(backup, generation=backup.generation or header.generation)
    return SoundBackup(backup, header, lines, tuple(_later(folder, name, header)))


def _later(folder: Folder, name: str, header: layout.Header) -> Iterator[layout.Trace]:
    kinds = {kind.name for kind in KINDS if kind.is_of_team == (name == TEAM_FILE)}
    for trace in islice(history.latest(folder), MOST_LACKING):
        if header.last and trace.change == header.last.trace.change:
            return
        if any(kind in kinds for kind, _, _ in trace.records):
            yield trace


def differences(old: layout.Lines, new: layout.Lines) -> Iterator[RecordDifference]:
    """Yield what became of the records between two states of a file."""
    for kind in KINDS:
        before, after = old.get(kind.table, {}), new.get(kind.table, {})
        for key in {**before, **after}:
            if before.get(key) != after.get(key):
                yield kind.name, key, "made" if key not in before else "changed" if key in after else "deleted"


def restore(path: Path, name: str, key: int | str, *, by: str, at: datetime) -> None:
    """Put a backup in a file's place, as its newest generation; raises `no-such-backup`, `not-saved` or `locked`.

    `key` is a generation, or the stamp of what was put aside.
    """
    folder = existing_folder(path)
    with saying_not_saved(), locked(folder, by):
        tidy(folder)
        kept = (*sound_backups(folder, name), *sound_asides(folder, name))
        sound = {each.backup.key: each for each in kept}
        if str(key) not in sound:
            raise Refused("no-such-backup", file=name, generation=key)
        chosen = sound[str(key)]
        set_aside(folder, name, at, None if chosen.backup.stamp else chosen.backup.generation)
        _write(folder, name, _counting_on(chosen.lines, kept), by, at)


def leave_out(path: Path, name: str, *, by: str, at: datetime) -> None:
    """Go on without a year: its file is kept aside, and an empty one takes its place; raises `not-saved` or `locked`.

    No code that was ever seen is given again.
    """
    folder = existing_folder(path)
    with saying_not_saved(), locked(folder, by):
        tidy(folder)
        highest = max(_numbers_seen(folder, name), default=0)
        set_aside(folder, name, at)
        _write(folder, name, {layout.COUNTERS: {"cases": msgspec.json.encode({"last": highest})}}, by, at, LEFT_OUT)


def _numbers_seen(folder: Folder, name: str) -> Iterator[int]:
    """Yield the numbers of the year's codes in whatever can be read of it, of its backups and of the other files."""
    code = re.compile(rb'"%b-(\d{1,6})"|"cases":\{"last":(\d{1,6})\}' % name[2:4].encode())
    own = [folder.file(name), *(each.path for each in backups.backups_of(folder, name)), *_asides(folder, name)]
    for place in (*own, *(folder.file(other) for other in folder.data_files() if other != name)):
        with contextlib.suppress(OSError, Refused):
            for found in code.finditer(read_whole(place)[0]):
                if found[1] or place in own:
                    yield int(found[1] or found[2])


def _generations_seen(folder: Folder, name: str) -> Iterator[int]:
    """Yield the generations that the file itself, and what was put aside of it, say they are."""
    for place in (folder.file(name), *_asides(folder, name)):
        with contextlib.suppress(OSError, Refused):
            if header := backups.header_of(place):
                yield header.generation


def _asides(folder: Folder, name: str) -> Iterator[Path]:
    return (each.path for each in asides_of(folder, name))


def _counting_on(lines: layout.Lines, others: Iterable[SoundBackup]) -> layout.Lines:
    """Return the lines with the counters no lower than any that was ever kept, so that no code is given again."""
    counters = [counters_of("", lines), *(counters_of("", other.lines) for other in others)]
    highest: dict[str, int] = {}
    for name, last in (pair for counter in counters for pair in counter.items()):
        highest[name] = max(highest.get(name, 0), last)
    kept = {name: msgspec.json.encode({"last": last}) for name, last in highest.items()}
    return {**lines, layout.COUNTERS: kept} if kept else lines


def _write(folder: Folder, name: str, lines: layout.Lines, by: str, at: datetime, what: str = "restored") -> None:
    change = id_at(at)
    session = layout.with_user(user_name(os.geteuid()), "")
    trace = layout.Trace(change=change, at=at.isoformat(), by=by, session=session, records=(("file", name, what),))
    line = history.seal(folder, trace)
    generation = max((backups.newest(folder).get(name, 0), *_generations_seen(folder, name))) + 1
    if what == LEFT_OUT:  # nobody may take it for an older one than what they knew: each writing left a line here
        generation += sum(1 for _ in history.latest(folder))
    header = layout.Header(schema=layout.SCHEMA, generation=generation, last=line)
    put_in_place(waiting_for(folder.file(name), folder.file_mode, *layout.composed(lines, header)))
    with contextlib.suppress(OSError, Refused):  # it is there already, and the next change sees to the history
        if written := backups.header_of(folder.file(name)):
            backups.keep(folder, name, written)
        history.append(folder, line)


KNOWN_BY = {kind.name: kind.known_by for kind in KINDS}
DAY = len("2026-11-25")


def named_differences(old: layout.Lines, new: layout.Lines) -> Iterator[Difference]:
    """Yield what became of each record, with the name it had last."""
    named = {key: line for state in (old, new) for records in state.values() for key, line in records.items()}
    for kind, key, what in differences(old, new):
        yield Difference(kind=kind, id=key, what=what, name=_name(kind, named[key]))


def _name(kind: str, line: bytes) -> str:
    fields: Mapping[str, Any] = msgspec.json.decode(line)
    name = str(fields.get(KNOWN_BY[kind], ""))
    return name[:DAY] if kind == MEETING.name else name


def since_last_good(folder: Folder, name: str) -> tuple[Difference, ...]:
    """Return how a file differs from its newest whole backup; nothing where there is none."""
    newest = next(sound_backups(folder, name), None)
    _, lines = as_it_lies(folder, name)
    return tuple(named_differences(newest.lines, lines)) if newest else ()


def as_it_lies(folder: Folder, name: str) -> tuple[layout.Header | None, layout.Lines]:
    """Return what a file holds, its header only when it is as this program left it; nothing for one that is none."""
    try:
        header, lines, obstacle = understood(name, read_whole(folder.file(name))[0])
    except (FileNotFoundError, Refused):
        return None, {}
    return (None if obstacle else header), lines
