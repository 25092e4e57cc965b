"""Looking a team's folder over, without changing anything."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from storage.archive import backups, chain, history
from storage.archive.faults import saying_unreadable
from storage.archive.files import read_whole
from storage.archive.findings import Finding, Mend
from storage.archive.folder import TEAM_FILE, Folder, found
from storage.archive.mounts import unshared_locks
from storage.archive.opened import OpenedFile, opened
from storage.archive.references import doubtful_references
from storage.archive.restoring import sound_backups
from storage.archive.rights import wrong_rights
from storage.archive.side_files import side_files
from storage.archive.snapshot import Snapshot, watched
from storage.archive.strangers import strangers
from storage.domain.calendar import SchoolYear
from storage.domain.errors import Refused

TAKEN_IN = frozenset({"changed-outside", "older-copy"})
"""What can be taken in as it is."""
OF_NEWER = frozenset({"newer-schema"})
"""What only a newer program can judge."""


def findings_in(path: Path) -> tuple[Finding, ...]:
    """Return everything that is wrong with a team's folder; raises `no-folder`, `not-a-folder`, `folder-unreadable`."""
    folder = found(path)
    with saying_unreadable(path):
        return tuple(_findings(folder))


def _findings(folder: Folder) -> Iterator[Finding]:
    newest = backups.newest(folder)
    sound: dict[str, OpenedFile] = {}
    for name in sorted({TEAM_FILE, *folder.data_files(), *newest}):
        file = _looked_at(folder, name, newest.get(name, 0))
        if isinstance(file, OpenedFile):
            sound[name] = file
        why = file.obstacle if isinstance(file, OpenedFile) else file
        if why:
            yield _of_file(folder, name, why)
    if TEAM_FILE in sound and len(sound[TEAM_FILE].records.get("team", ())) == 1:
        given = {SchoolYear(int(name[:4])): file.given for name, file in sound.items() if name != TEAM_FILE}
        yield from doubtful_references(Snapshot({}, sound).book, given)
    yield from _around(folder)
    yield from _cut_histories(folder, sound.values())


def _looked_at(folder: Folder, name: str, newest: int) -> OpenedFile | Refused:
    """Return a file with what stands in its way, or why it cannot be read."""
    try:
        content, token = read_whole(folder.file(name))
        return watched(opened(name, content, token), None, name, newest)
    except FileNotFoundError:
        return Refused("file-missing", file=name)
    except Refused as why:
        return why


def _of_file(folder: Folder, name: str, why: Refused) -> Finding:
    return Finding(code=why.code, path=name, mend=_mend_for(folder, name, why.code), params=dict(why.params))


def _mend_for(folder: Folder, name: str, code: str) -> Mend:
    if code in TAKEN_IN:
        return Mend.TAKE_IN
    if code in OF_NEWER or next(sound_backups(folder, name), None) is None:
        return Mend.NOTHING
    return Mend.RESTORE


def _around(folder: Folder) -> Iterator[Finding]:
    yield from strangers(folder)
    yield from wrong_rights(folder)
    yield from side_files(folder)
    why = unshared_locks(folder.path)
    if why:
        yield Finding(code=why.code, path="", params=dict(why.params))


def _cut_histories(folder: Folder, files: Iterable[OpenedFile]) -> Iterator[Finding]:
    """Yield the changes that a file holds and the history lacks: its end was cut off, or an older one put back."""
    lasts = {last.seal: last for file in files if (last := file.header.last)}
    for last in lasts.values():
        if chain.lacks_end(folder, last):
            day = datetime.fromisoformat(last.trace.at).astimezone().date()
            yield Finding(code="history-cut", path=history.HISTORY, params={"day": day})
