"""What lies in a folder and should not, and what cannot be read beside a team's own files."""

import os
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from storage.archive.beside import drafts, exports, presence
from storage.archive.beside import presence as heartbeat
from storage.archive.care.findings import Finding, Mend
from storage.archive.change.intent import INTENT_FILE, LEFTOVER, can_be_followed
from storage.archive.change.session import UNDONE
from storage.archive.change.snapshot import MOVED_FILE
from storage.archive.change.traces import DELETING_FILE, can_be_cleared
from storage.archive.disk.files import names_in
from storage.archive.disk.folder import CONFLICT_COPY, DATA_FILE, Folder, tool_of
from storage.archive.disk.lock import LOCK_FILE
from storage.archive.disk.mending import to_read
from storage.archive.earlier import asides, backups, history
from storage.domain.errors import Refused
from storage.inner import is_folder, is_plain, is_trap, odd_names, plain_files
from storage.school import SCHOOL_FOLDERS

MOST_NAMED = 20
"""Lines of one file that are named at a time; the others are once these are mended."""


def side_files(folder: Folder) -> Iterator[Finding]:
    """Yield the lines that cannot be read, or do not follow from those before them, and the files that cannot."""
    for path in _seen(folder.file(history.HISTORY), history.NAMED):
        yield from _lines(folder, path, "history-broken", history.broken_lines)
    yield from _lines(folder, folder.file(exports.EXPORTS_FILE), "line-unreadable", exports.unreadable_lines)
    yield from _unsettled(folder)
    for path in _seen(folder.file(drafts.DRAFTS), drafts.JOURNAL):
        yield from _lines(folder, path, "line-unreadable", drafts.unreadable_lines)


def _seen(place: Path, named: re.Pattern[str]) -> list[Path]:
    """Return an inner folder's files, newest first, as far as whoever asks may look; its rights are named elsewhere."""
    try:
        return plain_files(place, named)[::-1]
    except PermissionError:
        return []


def _unsettled(folder: Folder) -> Iterator[Finding]:
    """Yield the exports of which nobody has said what became of them; who wrote one can."""
    for export in islice(exports.unsettled(folder), MOST_NAMED):
        params: dict[str, object] = {"owner": export.owner, "place": str(export.place)}
        mend = Mend.TIDY if exports.is_own(export) else Mend.NOTHING
        yield Finding(code="export-unsettled", path=exports.EXPORTS_FILE, mend=mend, params=params)


def _lines(folder: Folder, path: Path, code: str, wrong: Callable[[Path], Iterator[int]]) -> Iterator[Finding]:
    name = str(path.relative_to(folder.path))
    try:
        for line in islice(wrong(path), MOST_NAMED):
            yield Finding(code=code, path=name, params={"line": line})
    except FileNotFoundError:
        return
    except Refused as why:
        if why.code == "damaged-file":
            yield Finding(code="passed-over", path=name, params=dict(why.params))


LIKE_A_YEAR = re.compile(r"\d{4}-\d{2}\.json")
SIDE_FILES = frozenset({exports.EXPORTS_FILE, LOCK_FILE, MOVED_FILE, *UNDONE})
INNER = {
    backups.BACKUPS: backups.KEPT,
    drafts.DRAFTS: re.compile(rf"{drafts.TRACE.pattern}|{re.escape(heartbeat.HEARTBEAT)}"),
    history.HISTORY: history.NAMED,
    presence.PRESENT: presence.SIGN,
}
"""The folders that the program makes inside a team's, and the names that belong there."""


def strangers(folder: Folder) -> Iterator[Finding]:
    """Yield the names in a folder that somebody should look at."""
    for name in names_in(folder.path):
        if name == INTENT_FILE and is_plain(folder.file(name)) and not can_be_followed(folder):
            yield Finding(code="intent-unusable", path=name, mend=Mend.SET_ASIDE)
        elif _is_beside(name) and is_trap(folder.file(name)):
            yield Finding(code="not-a-file", path=name)
        elif LEFTOVER.fullmatch(name) or name in UNDONE:
            stays = name == DELETING_FILE and not can_be_cleared(folder)
            yield Finding(code="leftover", path=name, mend=Mend.NOTHING if stays else Mend.TIDY)
        elif CONFLICT_COPY.fullmatch(name):
            yield Finding(code="conflict-copy", path=name, params={"tool": tool_of(name)})
        elif LIKE_A_YEAR.fullmatch(name) and not DATA_FILE.fullmatch(name):
            yield Finding(code="no-such-year", path=name)
    for name, named in INNER.items():
        yield from _inside(folder, name, named)
    yield from _schools(folder)
    yield from _false_backups(folder)


def _schools(folder: Folder) -> Iterator[Finding]:
    """Yield the names of a school's own folders that lead elsewhere, or that whoever asks may not look into."""
    for name in SCHOOL_FOLDERS:
        if os.path.lexists(folder.file(name)) and not is_folder(folder.file(name)):
            yield Finding(code="not-a-folder-inside", path=name)
        elif is_folder(folder.file(name)) and not os.access(folder.file(name), os.R_OK | os.X_OK):
            params: dict[str, object] = {"reason": "not-allowed", **to_read(folder.file(name))}
            yield Finding(code="file-unreadable", path=name, params=params)


def _is_beside(name: str) -> bool:
    """Tell whether a name is one of ours that no record lies under; the others are looked at as what they should be."""
    return name in SIDE_FILES or bool(LEFTOVER.fullmatch(name))


def _odd(place: Path, named: re.Pattern[str]) -> list[str]:
    """Return the odd names in an inner folder, as far as whoever asks may look; its rights are named elsewhere."""
    try:
        return odd_names(place, named)
    except PermissionError:
        return []


def _false_backups(folder: Folder) -> Iterator[Finding]:
    """Yield what bears a backup's name and is not that backup."""
    for name in backups.newest_seen(folder):
        for backup in backups.backups_of(folder, name):
            if os.access(backup.path, os.R_OK) and not backups.is_what_it_is_called(backup):
                yield Finding(code="no-such-backup", path=f"{backups.BACKUPS}/{backup.path.name}")
    for name in asides.falsely_stamped(folder):
        yield Finding(code="no-such-backup", path=f"{backups.BACKUPS}/{name}")


def _inside(folder: Folder, name: str, named: re.Pattern[str]) -> Iterator[Finding]:
    """Yield what is wrong in one of the program's own folders: it is none, or holds what does not belong there."""
    place = folder.file(name)
    if os.path.lexists(place) and not is_folder(place):
        yield Finding(code="not-a-folder-inside", path=name)
    for odd in _odd(place, named):
        if name == backups.BACKUPS and asides.is_stamped(odd):
            continue  # what a repair has put aside, whatever it was
        code = "not-a-file" if is_trap(place / odd) else "foreign-file"
        yield Finding(code=code, path=f"{name}/{odd}")
