"""Looking a team's folder over without changing anything, and putting right what a program can put right."""

import contextlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from storage.archive.beside import exports
from storage.archive.care.findings import Finding, Mend
from storage.archive.care.references import doubtful_references
from storage.archive.care.restoring import leave_out, restore, sound_backups
from storage.archive.care.rights import is_of_here, set_rights, wrong_rights
from storage.archive.care.strangers import side_files, strangers
from storage.archive.change import intent, traces
from storage.archive.change.memory import known_in, vanished
from storage.archive.change.opened import Known, OpenedFile, Remembered, last_kept, opened
from storage.archive.change.session import Session, speaks_true, tidy
from storage.archive.change.snapshot import Snapshot, judged, watched
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import DATA_FILE, TEAM_FILE, Folder, existing_folder
from storage.archive.disk.lock import PATIENCE, at_rest, locked, unshared_locks
from storage.archive.disk.mending import saying_not_saved, saying_unreadable
from storage.archive.earlier import backups, chain, history
from storage.archive.earlier.asides import is_teams
from storage.archive.store import FolderStore
from storage.domain.calendar import SchoolYear, local_day
from storage.domain.changing import renumber
from storage.domain.errors import Refused

TAKEN_IN = frozenset({"changed-outside", "older-copy", "diverged"})
"""What can be taken in as it is."""
OF_WRITERS = frozenset({"leftover", "history-broken", "history-cut", "points-nowhere", "given-twice"})
"""What a look in the middle of somebody's change may show although nothing is wrong."""
LEFT_OUT = frozenset({"damaged-file", "file-missing"})
"""What a year without any backup can be left out for."""
LATE = {"conflict-copy": 1, "diverged": 2}
"""What is named after all else, and in which order: joining puts right what was written at the same time."""
OF_NEWER = frozenset({"newer-schema"})
"""What only a newer program can judge."""


def findings_in(path: Path, memory: Path | None = None) -> tuple[Finding, ...]:
    """Return everything that is wrong with a team's folder.

    Raises `no-folder`, `not-a-folder`, `folder-unreadable`, or `no-team-there` where nothing of a team's lies.

    `memory` is where this system user's programs remember what they last knew of each folder.
    """
    folder = existing_folder(path)
    known = known_in(folder, memory)
    with saying_unreadable(path):
        if not is_teams(folder):
            raise Refused("no-team-there", path=str(path))
        try:
            seen = _in_order(folder, known)
        except FileNotFoundError:
            seen = None
        return seen if seen == () else _seen_at_rest(folder, known, seen or ())


def _seen_at_rest(folder: Folder, known: Remembered, seen: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return what is wrong while nobody writes; where somebody does all the time, what no writer can have caused."""
    with at_rest(folder, PATIENCE) as still:
        if still:
            return _in_order(folder, known)
    return tuple(each for each in seen if each.code not in OF_WRITERS)


def _in_order(folder: Folder, known: Remembered) -> tuple[Finding, ...]:
    """Return what is wrong; what came from another copy after the copies beside it, as joining these puts it right."""
    return tuple(sorted(_findings(folder, known), key=lambda each: LATE.get(each.code, 0)))


def _findings(folder: Folder, known: Remembered) -> Iterator[Finding]:
    newest = backups.newest_seen(folder)
    sound: dict[str, OpenedFile] = {}
    names = {TEAM_FILE, *folder.data_files(), *_proven(folder, newest), *filter(DATA_FILE.fullmatch, known)}
    for name in sorted(names):
        file = _looked_at(folder, name, newest.get(name, 0), known.get(name))
        if isinstance(file, OpenedFile):
            sound[name] = file
        why = file.obstacle if isinstance(file, OpenedFile) else file
        if why:
            yield _of_file(folder, name, why)
    if TEAM_FILE in sound and len(sound[TEAM_FILE].records.get("team", ())) == 1:
        given = {SchoolYear(int(name[:4])): file.given for name, file in sound.items() if name != TEAM_FILE}
        yield from doubtful_references(Snapshot({}, sound).book, given)
    for name in vanished(folder, names, sound.values()):
        yield _of_file(folder, name, Refused("file-missing", file=name))
    yield from _around(folder)
    yield from _cut_histories(folder, sound.values())


def _proven(folder: Folder, newest: Iterable[str]) -> Iterator[str]:
    """Yield the files that a backup knows, by more than its name."""
    return (name for name in newest if folder.file(name).exists() or backups.newest_proven(folder, name))


def _looked_at(folder: Folder, name: str, newest: int, known: Known | None) -> OpenedFile | Refused:
    """Return a file with what stands in its way, or why it cannot be read."""
    try:
        content, token = read_whole(folder.file(name))
        file = opened(name, content, token)
        seen = watched(file, None, name, backups.newest_beyond(folder, name, newest, file.header.generation))
        return judged(folder, seen, known or last_kept(folder, name, newest))
    except FileNotFoundError:
        return Refused("file-missing", file=name)
    except Refused as why:
        return Refused(why.code, **why.params)  # the one that was raised holds on to what was read


def _of_file(folder: Folder, name: str, why: Refused) -> Finding:
    try:
        mend, shut = _mend_for(folder, name, why.code), False
    except PermissionError:  # of backups that are shut to whoever asks nothing is promised, and nothing denied
        mend, shut = Mend.NOTHING, True
    params = dict(why.params) | ({"shut": backups.BACKUPS} if shut else {})
    return Finding(code=why.code, path=name, mend=mend, params=params)


def _mend_for(folder: Folder, name: str, code: str) -> Mend:
    if code in TAKEN_IN:
        return Mend.TAKE_IN
    if code in OF_NEWER:
        return Mend.NOTHING
    if next(sound_backups(folder, name), None):
        return Mend.RESTORE
    return Mend.LEAVE_OUT if code in LEFT_OUT and name != TEAM_FILE else Mend.NOTHING


def _around(folder: Folder) -> Iterator[Finding]:
    yield from strangers(folder)
    yield from wrong_rights(folder)
    yield from side_files(folder)
    why = unshared_locks(folder.path)
    if why:
        yield Finding(code=why.code, path="", params=dict(why.params))


def _cut_histories(folder: Folder, files: Iterable[OpenedFile]) -> Iterator[Finding]:
    """Yield the changes that a file holds and the history lacks: its end was cut off, or an older one put back."""
    lasts = {last.seal: last for file in files if (last := file.header.last) and speaks_true(file)}
    for last in lasts.values():
        if chain.lacks_end(folder, last):
            day = local_day(datetime.fromisoformat(last.trace.at))
            yield Finding(code="history-cut", path=history.HISTORY, params={"day": day})


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
