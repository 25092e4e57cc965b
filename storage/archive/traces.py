"""What a deleted case leaves in backups and drafts: noted before the case goes, cleared once it is gone.

A deletion that is refused has cleared nothing; one that was cut short is cleared to its end by whoever comes next.
"""

import contextlib
import os
import re

import msgspec

from storage.archive import backups, drafts
from storage.archive.decoding import value_in
from storage.archive.files import read_whole, remove, sync_folder
from storage.archive.folder import DATA_FILE, Folder
from storage.archive.intent import leftovers
from storage.archive.lock import locked
from storage.archive.replacing import drop, put_in_place, waiting_for
from storage.domain.case import Case
from storage.domain.errors import Refused
from storage.domain.ids import CODE

DELETING_FILE = ".deleting"
KEY = re.compile(r"[0-9A-Za-z_-]{1,40}")


class Deleting(msgspec.Struct, frozen=True):
    """A case that is being deleted, and the files that spoke of it."""

    case: str
    code: str
    files: tuple[str, ...]


_decode = msgspec.json.Decoder(Deleting).decode


def note(folder: Folder, case: Case, files: tuple[str, ...]) -> None:
    """Note which traces go with a case, safe on disk when this returns; under the lock, before the case goes."""
    content = msgspec.json.encode(Deleting(case.id, case.code, files))
    new = waiting_for(folder.file(DELETING_FILE), folder.file_mode, content)
    try:
        put_in_place(new)
    except OSError:
        drop(new)
        raise


def drop_note(folder: Folder) -> None:
    """Take the note back, as well as that can be done: where its case is still here, nobody acts on it."""
    with contextlib.suppress(OSError):
        remove(folder.file(DELETING_FILE))


def clear(folder: Folder) -> None:
    """Clear the traces of a case that is gone, if that was left to do; under the lock."""
    try:
        content, _ = read_whole(folder.file(DELETING_FILE))
    except (FileNotFoundError, Refused):
        return
    deleting = value_in(content, _decode)
    if deleting is None or not _is_ours(deleting):
        return
    contents = [_content(folder, name) for name in deleting.files]
    if None in contents:
        return  # nobody can tell whether the case is gone
    if not any(_holds(content, deleting.case) for content in contents if content):
        for name in deleting.files:
            _forget(folder, name)
        drafts.drop_about(folder, (deleting.code, deleting.case))
    remove(folder.file(DELETING_FILE))
    sync_folder(folder.path)


def cleared(folder: Folder, who: str) -> bool:
    """Clear the traces of a case that is gone, under the lock; tell whether that was possible now."""
    try:
        with locked(folder, who):
            clear(folder)
    except (OSError, Refused):
        return False
    return not os.path.lexists(folder.file(DELETING_FILE))


def _is_ours(deleting: Deleting) -> bool:
    named = all(DATA_FILE.fullmatch(name) for name in deleting.files)
    return named and bool(CODE.fullmatch(deleting.code)) and bool(KEY.fullmatch(deleting.case))


def _content(folder: Folder, name: str) -> bytes | None:
    try:
        return read_whole(folder.file(name))[0]
    except (FileNotFoundError, Refused):
        return None


def _holds(content: bytes, case: str) -> bool:
    """Tell whether a record with an id stands in a file, as its key."""
    return re.search(rb"%b\s*:" % re.escape(msgspec.json.encode(case)), content) is not None


def _forget(folder: Folder, name: str) -> None:
    """Drop every older state of a file, what was put aside and what waited to take its place."""
    backups.forget(folder, name)
    for waiting, file in leftovers(folder):
        if file == name:
            remove(folder.file(waiting))
