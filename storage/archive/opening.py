"""Opening a team's folder, and making a new one."""

import contextlib
import os
from datetime import datetime
from pathlib import Path

from storage.archive.beside import exports, presence
from storage.archive.beside import presence as heartbeat
from storage.archive.change.recovery import is_untidy, tidy
from storage.archive.change.session import Session
from storage.archive.disk.faults import saying_unreadable
from storage.archive.disk.folder import TEAM_FILE, Folder, existing, existing_folder, new_folder
from storage.archive.disk.lock import locked
from storage.archive.disk.mending import owner_of, to_work_in
from storage.archive.disk.mounts import unshared_locks
from storage.archive.earlier.asides import refuse_remains
from storage.archive.store import FolderStore
from storage.domain.changing import Change, apply, refuse_identity_numbers
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.record import Record


def open_store(folder: Path, *, session: str, insist: bool = False, memory: Path | None = None) -> FolderStore:
    """Return the store of a team's folder; `insist` writes also where locks may not be shared.

    `memory` is where this system user's programs remember what they last knew of each folder.

    Raises `no-folder`, `not-a-folder`, `folder-unreadable`, `no-team`, `team-file-gone`, `not-a-file`,
    `file-unreadable` or `damaged-file`. What can be read but not written (`read-only`, `newer-schema`,
    `changed-outside`, `older-copy`, `diverged`, `file-missing`, `locks-not-shared`) opens all the same, and the book's
    `read_only` says so.
    """
    place = _with_team(folder)
    obstacle = obstacle_in(folder, insist=insist)
    if not obstacle:
        _tidy_if_free(place, session)
    store = FolderStore(Session(place, session, obstacle, memory))
    store.book()
    return store


def create_store(
    folder: Path, team: Team, *records: Record, now: datetime, session: str = "", insist: bool = False
) -> FolderStore:
    """Return the store of a folder that holds a new team and its first records.

    Raises `team-exists`, `team-file-gone`, `not-a-folder`, `not-saved`, `identity-number`, or `locks-not-shared` unless
    somebody insists.
    """
    refuse_identity_numbers(tuple(Change(None, record) for record in (team, *records)))
    place = new_folder(folder)
    refuse_remains(place)
    desk = Session(place, session, obstacle_in(folder, insist=insist))
    with desk.change("", now) as to:
        if TEAM_FILE in to.snapshot.files:
            raise Refused("team-exists", path=str(folder))
        for record in (team, *records):
            apply(Change(None, record), to)
    store = FolderStore(desk)
    store.book()
    return store


def _with_team(path: Path) -> Folder:
    try:
        return existing(path)
    except Refused as why:
        if why.code == "no-team":
            with saying_unreadable(path):
                refuse_remains(existing_folder(path))
        raise


def obstacle_in(folder: Path, *, insist: bool = False) -> Refused | None:
    """Return why nothing can be written in a folder, if nothing can."""
    if not os.access(folder, os.W_OK):
        return Refused("read-only", path=str(folder), owner=owner_of(folder), command=to_work_in(folder))
    return None if insist else unshared_locks(folder)


def _tidy_if_free(folder: Folder, session: str) -> None:
    """Tidy up after somebody who died here; readers do without, so whoever is at work is left in peace."""
    with contextlib.suppress(Refused, OSError):
        heartbeat.tidy_heartbeat(folder)
        presence.tidy_presence(folder)
        exports.tidy(folder)
        if is_untidy(folder):
            with locked(folder, session, patience=0):
                tidy(folder)
