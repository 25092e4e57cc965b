"""One change over all files it touches: made ready from one snapshot under the lock, then put on disk, all or none."""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.archive.change import intent
from storage.archive.change.database import StagedFile
from storage.archive.change.opened import OpenedFile, Records
from storage.archive.change.snapshot import Snapshot, with_files
from storage.archive.disk.folder import TEAM_FILE, Folder
from storage.archive.disk.replacing import Waiting, drop, put_in_place
from storage.archive.earlier import backups
from storage.archive.earlier.asides import set_aside
from storage.archive.format.layout import Sealed, Trace
from storage.domain.calendar import SchoolYear, local_day
from storage.domain.case.case import Case
from storage.domain.changing import Author
from storage.domain.errors import Refused
from storage.domain.joining.codes import first_code, number_of
from storage.domain.kinds import RecordKind, kind_of
from storage.domain.record import AnyRecord, Record
from storage.domain.views.book import year_of


@dataclass
class Transaction:
    """What a change does to the files of a snapshot; the rules know it as `Pending`."""

    folder: Folder
    snapshot: Snapshot
    author: Author
    staged: dict[str, StagedFile] = field(default_factory=dict)
    touched: dict[tuple[str, str], str] = field(default_factory=dict)
    """What became of each record, by kind and id."""

    def find(self, kind: RecordKind[Any], key: str) -> Record | None:
        """Return a record as it stands in this change."""
        name = self._holder(kind, key)
        return self.stage(name).find(kind.table, key) if name else None

    def holds(self, record: Record) -> bool:
        """Tell whether a record with that id is kept already."""
        return self._holder(kind_of(record), record.id) is not None

    def every(self, kind: RecordKind[AnyRecord]) -> Iterator[AnyRecord]:
        """Yield every record of a kind as it stands in this change."""
        for name in {*self.snapshot.files, *self.staged}:
            records = self._records(name).get(kind.table, {}).values()
            yield from (record for record in records if isinstance(record, kind.record))

    def put(self, record: Record, old: Record | None) -> Record:
        """Put a record on the stage, and return it as it will be read."""
        kind = kind_of(record)
        name = self._holder(kind, record.id) or self.home_of(record)
        self.touched[kind.name, record.id] = "changed" if old else "made"
        return self.stage(name).put(record, old)

    def remove(self, record: Record) -> None:
        """Take a record off the stage."""
        kind = kind_of(record)
        name = self._holder(kind, record.id)
        if name:
            self.stage(name).remove(kind.table, record.id)
            self.touched[kind.name, record.id] = "deleted"
            if isinstance(record, Case):
                self.stage(name).count_gone(record.id, number_of(first_code(record)))

    def take_in(self, name: str) -> None:
        """Write a file as it is, so that it counts as ours again."""
        self.stage(name).take_in()
        self.touched["file", name] = "taken-in"

    def bring_up(self) -> None:
        """Write every file that lies there in an older form in the present one, with whatever else is changed."""
        for name, file in self.snapshot.files.items():
            if file.is_of_older_program:
                self.stage(name).take_in()

    def stage(self, name: str) -> StagedFile:
        """Return a file on the stage; a year that has none yet gets a new one, and a closed one is refused."""
        if name not in self.staged:
            file = self.snapshot.files.get(name) or OpenedFile(name)
            if file.is_closed and file.obstacle:
                raise file.obstacle
            self.staged[name] = StagedFile(file, self.folder.file(name), self.folder.file_mode)
        return self.staged[name]

    def home_of(self, record: Record) -> str:
        """Return the name of the file where a new record goes."""
        if kind_of(record).is_of_team:
            return TEAM_FILE
        return _file_of(year_of(record, local_day(self.author.at)))

    def last_number(self, year: SchoolYear) -> int:
        """Return the highest number that the year's file remembers."""
        return self.stage(_file_of(year)).counted("cases")

    def remember_number(self, year: SchoolYear, number: int) -> None:
        """Remember in the year's file which number was given."""
        self.stage(_file_of(year)).count_to("cases", number)

    @property
    def changed(self) -> tuple[StagedFile, ...]:
        """The files that this change writes."""
        return tuple(staged for staged in self.staged.values() if staged.changed)

    @property
    def trace(self) -> Trace:
        """The change's line in the history."""
        author = self.author
        records = tuple((kind, key, what) for (kind, key), what in self.touched.items())
        return Trace(
            change=author.change,
            at=author.at.isoformat(),
            by=author.by,
            session=author.session,
            undoes=author.undoes,
            records=records,
        )

    def _holder(self, kind: RecordKind[Any], key: str) -> str | None:
        names = {*self.snapshot.files, *self.staged}
        return next((name for name in names if key in self._records(name).get(kind.table, {})), None)

    def _records(self, name: str) -> Records | Mapping[str, dict[str, Record]]:
        return self.staged[name].records if name in self.staged else self.snapshot.files[name].records


def _file_of(year: SchoolYear) -> str:
    return f"{year.name}.json"


def commit(change: Transaction, line: Sealed, *, keep_backups: bool = True) -> Snapshot:
    """Write the files of a change and return the snapshot after it; raises OSError, and nothing has changed."""
    folder = change.folder
    waiting: list[Waiting] = []
    written: list[OpenedFile] = []
    try:
        for staged in change.changed:
            if keep_backups:
                _keep_backup(folder, staged.file, change.author.at)
            file, new = staged.waiting(line)
            written.append(file)
            waiting.append(new)
        old = change.changed[0].file if keep_backups and len(waiting) == 1 else None
        _put_in_place(folder, waiting, _place_of_old(folder, old) if old else None)
    except OSError:
        for each in waiting:
            drop(each)
        raise
    for file in written:
        with contextlib.suppress(OSError, Refused):
            backups.keep(folder, file.name, file.header)
            backups.thin_out(folder, file.name)
    return with_files(change.snapshot, written)


def secure(folder: Folder, files: Iterable[OpenedFile]) -> None:
    """See to it that each good file has a copy, a finished year's too, which nobody will write again."""
    for file in files:
        if file.token and not file.obstacle:
            with contextlib.suppress(OSError, Refused):
                backups.keep(folder, file.name, file.header)


def _keep_backup(folder: Folder, old: OpenedFile, at: datetime) -> None:
    if not old.token:
        return
    if old.obstacle:
        set_aside(folder, old.name, at)
        return
    backups.keep(folder, old.name, old.header)
    if old.is_of_older_program:
        backups.keep_old_schema(folder, old.name, old.header.schema)


def _place_of_old(folder: Folder, old: OpenedFile) -> Path | None:
    """Return where what lay there goes: its copy may not have reached the disk yet, and it has."""
    return backups.path_of(folder, old.name, old.header.generation) if old.token and not old.obstacle else None


def _put_in_place(folder: Folder, waiting: list[Waiting], keep_old: Path | None) -> None:
    if len(waiting) == 1:
        put_in_place(waiting[0], keep_old)
        return
    intent.declare(folder, {each.target.name: each.path.name for each in waiting})
    with contextlib.suppress(OSError, Refused):
        intent.finish(folder)  # it is certain already: whoever comes next finishes it if we cannot
