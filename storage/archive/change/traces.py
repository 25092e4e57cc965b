"""What a deleted case leaves in backups and drafts: noted before the case goes, cleared once it is gone.

A deletion that is refused has cleared nothing; one that was cut short is cleared to its end by whoever comes next.
"""

import contextlib
import errno
import os
import re
from collections.abc import Sequence

import msgspec

from storage.archive.beside import drafts
from storage.archive.change.intent import leftovers
from storage.archive.disk.files import SHORT, read_whole, remove, sync_folder, value_in
from storage.archive.disk.folder import DATA_FILE, Folder
from storage.archive.disk.lock import locked
from storage.archive.disk.mending import not_saved
from storage.archive.disk.replacing import drop, put_in_place, waiting_for
from storage.archive.earlier import backups, history
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.ids import CODE
from storage.inner import is_folder

DELETING_FILE = ".deleting"
KEY = re.compile(r"[0-9A-Za-z_-]{1,40}")


class Deleting(msgspec.Struct, frozen=True):
    """A case that is being deleted, and the files that spoke of it."""

    case: str
    code: str
    files: tuple[str, ...]
    others: tuple[tuple[str, str], ...] = ()
    """Ids and codes of the cases that go with it, where copies are joined."""

    @property
    def cases(self) -> tuple[tuple[str, str], ...]:
        """Ids and codes of all that go."""
        return ((self.case, self.code), *self.others)


_decode = msgspec.json.Decoder(Deleting).decode


def note(folder: Folder, cases: Sequence[Case], files: tuple[str, ...]) -> None:
    """Note which traces go with some cases, safe on disk when this returns; under the lock, before they go."""
    (case, code), *others = ((case.id, case.code) for case in cases)
    content = msgspec.json.encode(Deleting(case, code, files, tuple(others)))
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
    """Clear the traces of a case that is gone, if that was left to do and can be done; under the lock.

    Whoever can write here can lay a note here: of a case that nobody deleted nothing goes but the note.
    """
    with contextlib.suppress(FileNotFoundError, Refused):
        deleting = _noted(folder)
        refuse_out_of_reach(folder)
        contents = [_content(folder, name) for name in deleting.files] if deleting else [None]
        if deleting is None or None in contents:
            return  # nobody can tell whether the case is gone
        held = [content for content in contents if content is not None]
        if all(_is_gone(folder, case, held) for case, _ in deleting.cases):
            for name in deleting.files:
                _forget(folder, name)
            drafts.drop_about(folder, tuple(word for case, code in deleting.cases for word in (code, case)))
        _drop(folder)


def drop_junk(folder: Folder) -> None:
    """Remove a note that names no case that could be deleted; under the lock."""
    with contextlib.suppress(FileNotFoundError, Refused):
        if _noted(folder) is None:
            _drop(folder)


def can_be_cleared(folder: Folder) -> bool:
    """Tell whether whoever asks can see what a note says, and get at what it speaks of."""
    try:
        deleting = _noted(folder)
        refuse_out_of_reach(folder)
    except (OSError, Refused):
        return False
    return deleting is None or None not in [_content(folder, name) for name in deleting.files]


def refuse_out_of_reach(folder: Folder) -> None:
    """Raise `not-a-folder-inside` or `not-allowed` where traces may lie that whoever asks cannot clear."""
    for place in map(folder.file, (backups.BACKUPS, drafts.DRAFTS)):
        if os.path.lexists(place) and not is_folder(place):
            raise Refused("not-a-folder-inside", path=place.name)
        if is_folder(place) and not os.access(place, os.R_OK | os.W_OK | os.X_OK):
            raise not_saved(PermissionError(errno.EACCES, "", str(place)))


def _noted(folder: Folder) -> Deleting | None:
    """Return what a note says, None for junk; raises FileNotFoundError, and what reading a file raises."""
    try:
        content, _ = read_whole(folder.file(DELETING_FILE), SHORT)
    except Refused as why:
        if why.code == "damaged-file":
            return None  # longer than any note of ours
        raise
    deleting = value_in(content, _decode)
    return deleting if deleting and _is_ours(deleting) else None


def _drop(folder: Folder) -> None:
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
    return named and all(CODE.fullmatch(code) and KEY.fullmatch(case) for case, code in deleting.cases)


def _content(folder: Folder, name: str) -> bytes | None:
    """Return what a file holds: nothing for one that never was, None where nobody can tell."""
    try:
        return read_whole(folder.file(name))[0]
    except FileNotFoundError:
        return None if backups.backups_of(folder, name) else b""
    except Refused:
        return None


def _is_gone(folder: Folder, case: str, contents: list[bytes]) -> bool:
    """Tell whether a case is in none of the files, and a change deleted it."""
    return not any(_holds(content, case) for content in contents) and _was_deleted(folder, case, contents)


def _was_deleted(folder: Folder, case: str, contents: list[bytes]) -> bool:
    """Tell whether a change deleted the case: the files' own last one, or one in the history."""
    line = msgspec.json.encode(("case", case, "deleted"))
    lasts = (content.partition(b"\n")[0] for content in contents)
    return any(line in last for last in lasts) or any(line in each for each in history.contents_of(folder))


def _holds(content: bytes, case: str) -> bool:
    """Tell whether a record with an id stands in a file, as its key."""
    return re.search(rb"%b\s*:" % re.escape(msgspec.json.encode(case)), content) is not None


def _forget(folder: Folder, name: str) -> None:
    """Drop every older state of a file, what was put aside and what waited to take its place."""
    if os.path.lexists(folder.file(name)):
        backups.forget(folder, name)
    for waiting, file in leftovers(folder):
        if file == name:
            remove(folder.file(waiting))
