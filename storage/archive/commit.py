"""Putting a change that is ready on disk: all of it, or none."""

import contextlib

from storage.archive import backups, intent
from storage.archive.folder import Folder
from storage.archive.layout import Sealed, composed
from storage.archive.opened import OpenedFile
from storage.archive.replacing import Waiting, drop, put_in_place, waiting_for
from storage.archive.snapshot import Snapshot, with_files
from storage.archive.staging import StagedFile
from storage.archive.transaction import Transaction
from storage.domain.errors import Refused


def commit(folder: Folder, change: Transaction, line: Sealed, *, keep_backups: bool = True) -> Snapshot:
    """Write the files of a change and return the snapshot after it; raises OSError, and nothing has changed."""
    waiting: list[Waiting] = []
    written: list[OpenedFile] = []
    try:
        for staged in change.changed:
            if keep_backups:
                _keep_backup(folder, staged.file)
            file, new = _written(folder, staged, line)
            written.append(file)
            waiting.append(new)
        _put_in_place(folder, waiting)
    except OSError:
        for each in waiting:
            drop(each)
        raise
    for file in written:
        with contextlib.suppress(OSError):
            _tend_backups(folder, file)
    return with_files(change.snapshot, written)


def _keep_backup(folder: Folder, old: OpenedFile) -> None:
    if old.token:
        backups.keep(folder, old.name, old.header.generation)
        if old.is_of_older_program:
            backups.keep_old_schema(folder, old.name, old.header.schema)


def _written(folder: Folder, staged: StagedFile, line: Sealed) -> tuple[OpenedFile, Waiting]:
    header, lines = staged.next(line)
    new = waiting_for(folder.file(staged.file.name), folder.file_mode, *composed(lines, header))
    file = OpenedFile(staged.file.name, new.token, header, lines, staged.records, newest=header.generation)
    return file, new


def _tend_backups(folder: Folder, file: OpenedFile) -> None:
    """Keep what is new by a second name, so that it is missed when it goes, and thin out what nobody will miss."""
    backups.keep(folder, file.name, file.header.generation)
    backups.thin_out(folder, file.name)


def _put_in_place(folder: Folder, waiting: list[Waiting]) -> None:
    if len(waiting) == 1:
        put_in_place(waiting[0])
        return
    intent.declare(folder, {each.target.name: each.path.name for each in waiting})
    with contextlib.suppress(OSError, Refused):
        intent.finish(folder)  # it is certain already: whoever comes next finishes it if we cannot
