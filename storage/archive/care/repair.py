"""Putting right what `check` found and a program can put right."""

import contextlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from storage.archive.beside import exports
from storage.archive.care.findings import Finding, Mend
from storage.archive.care.restoring import leave_out, restore, sound_backups
from storage.archive.care.rights import is_of_here, set_rights
from storage.archive.change import intent, traces
from storage.archive.change.recovery import tidy
from storage.archive.change.session import Session
from storage.archive.disk.faults import saying_not_saved
from storage.archive.disk.folder import Folder, existing_folder
from storage.archive.disk.lock import locked
from storage.archive.store import FolderStore
from storage.domain.changing import renumber


def repair(path: Path, findings: Iterable[Finding], *, by: str, at: datetime, memory: Path | None = None) -> None:
    """Put the findings right that can be, in an order that works; raises `locked` or `not-saved`.

    Afterwards another look shows what is left.
    """
    folder = existing_folder(path)
    wanted = tuple(findings)
    with saying_not_saved():
        _tidy_and_set_rights(folder, wanted, by)
        for finding in (each for each in wanted if each.mend is Mend.RESTORE):
            newest = next(sound_backups(folder, finding.path))
            restore(path, finding.path, newest.backup.generation, by=by, at=at)
        for finding in (each for each in wanted if each.mend is Mend.LEAVE_OUT):
            leave_out(path, finding.path, by=by, at=at)
        if any(finding.mend is Mend.TAKE_IN for finding in wanted):
            FolderStore(Session(folder, "", memory=memory)).take_in(by=by, at=at)
        if any(finding.mend is Mend.RENUMBER for finding in wanted):
            with Session(folder, "", memory=memory).change(by, at) as to:
                renumber(to)


def _tidy_and_set_rights(folder: Folder, findings: tuple[Finding, ...], by: str) -> None:
    with locked(folder, by):
        if any(finding.mend is Mend.SET_ASIDE for finding in findings):
            intent.set_aside(folder)
        if any(finding.mend is Mend.TIDY for finding in findings):
            tidy(folder)
            traces.drop_junk(folder)
            exports.tidy(folder)
        for finding in (each for each in findings if each.mend is Mend.RIGHTS):
            place = folder.inner(finding.path)
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # what somebody has moved meanwhile
                if not place.is_symlink() and is_of_here(folder, place):
                    set_rights(folder, place)
