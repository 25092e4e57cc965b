"""Putting a change that is ready on disk: all of it, or none."""

import contextlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from storage.archive.change import intent
from storage.archive.change.opened import OpenedFile
from storage.archive.change.snapshot import Snapshot, with_files
from storage.archive.change.staging import StagedFile
from storage.archive.change.transaction import Transaction
from storage.archive.disk.folder import Folder
from storage.archive.disk.replacing import Waiting, drop, put_in_place, waiting_for
from storage.archive.earlier import backups
from storage.archive.earlier.asides import set_aside
from storage.archive.format.layout import Sealed, sealed
from storage.domain.errors import Refused


def commit(folder: Folder, change: Transaction, line: Sealed, *, keep_backups: bool = True) -> Snapshot:
    """Write the files of a change and return the snapshot after it; raises OSError, and nothing has changed."""
    waiting: list[Waiting] = []
    written: list[OpenedFile] = []
    try:
        for staged in change.changed:
            if keep_backups:
                _keep_backup(folder, staged.file, change.author.at)
            file, new = _written(folder, staged, line)
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


def _written(folder: Folder, staged: StagedFile, line: Sealed) -> tuple[OpenedFile, Waiting]:
    unsealed, lines = staged.next(line)
    header, content = sealed(lines, unsealed)
    new = waiting_for(folder.file(staged.file.name), folder.file_mode, *content)
    file = OpenedFile(staged.file.name, new.token, header, lines, staged.records, newest=header.generation)
    return file, new


def _put_in_place(folder: Folder, waiting: list[Waiting], keep_old: Path | None) -> None:
    if len(waiting) == 1:
        put_in_place(waiting[0], keep_old)
        return
    intent.declare(folder, {each.target.name: each.path.name for each in waiting})
    with contextlib.suppress(OSError, Refused):
        intent.finish(folder)  # it is certain already: whoever comes next finishes it if we cannot
