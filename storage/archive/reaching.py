"""Which exports a deletion reaches, and taking a case out of those."""

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from storage.archive.export_mark import MARK_FILE, line_of, mark_in, mark_of
from storage.archive.exports import Export, is_here, known
from storage.archive.files import read_whole
from storage.archive.folder import TEAM_FILE, Folder, found
from storage.archive.glance import team_at
from storage.archive.mending import user_name
from storage.archive.replacing import put_in_place, waiting_for
from storage.archive.snapshot import taken
from storage.domain.errors import Refused
from storage.inner import is_folder, is_plain, is_trap, odd_names, plain_files, remove_plain
from storage.store import Unreached

PAGES = ("cases", "minutes")
"""The folders of an export whose pages speak of cases."""
PAGE = re.compile(r"[^/]+\.md")
PRIVATE = 0o600
Forget = Callable[[Path], None]
"""Deletes the case from the folder of a team; raises `no-such-case` where it is not."""


def reached(folder: Folder, team: str) -> tuple[Path, ...]:
    """Return the exports of a team that a deletion reaches."""
    return tuple(export.place for export in known(folder) if not _obstacle(export, team))


def take_out(folder: Folder, team: str, case: str, forget: Forget) -> tuple[Unreached, ...]:
    """Take the case with an id out of every export that can be reached, and return the others with the reason."""
    judged = [(export, _obstacle(export, team) or _taken_out(export.place, case, forget)) for export in known(folder)]
    return tuple(_unreached(export, reason) for export, reason in judged if reason not in {"", "nothing-there"})


def _unreached(export: Export, reason: str) -> Unreached:
    place = _waiting(export) if reason == "unfinished" else export.place
    return Unreached(path=str(place), at=export.at, reason=reason, owner=_owner_around(place))


def _waiting(export: Export) -> Path:
    return export.place.with_name(export.waiting)


def _obstacle(export: Export, team: str) -> str:
    """Return why nothing can be taken out of an export, as a code; empty for one that is as it was written."""
    if not is_here(export):
        return "other-machine"
    try:
        return _lies_as(export, team)
    except (OSError, Refused):
        return "not-allowed"


def _lies_as(export: Export, team: str) -> str:
    if export.waiting:
        return "unfinished" if _is_there(_waiting(export)) else "nothing-there"
    if not _is_there(export.place):
        return "moved"
    if export.sealed:
        return "sealed"
    mark = mark_in(export.place)
    if mark is None:
        return _unmarked(export.place, team)
    if mark.team != team or mark.export != export.id:
        return "moved"
    return "" if mark == mark_of(export.place, mark.export, mark.team) else "lives-on"


def _unmarked(place: Path, team: str) -> str:
    """Return what a folder without a mark is: another's, or one of the same team that goes its own way."""
    with os.scandir(place):  # whoever may not look at it is told so
        there = team_at(place) if is_plain(place / TEAM_FILE) else None
    return "lives-on" if there and there.id == team else "moved"


def _is_there(place: Path) -> bool:
    """Tell whether something lies at a path; raises OSError where nobody may look."""
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _owner_around(place: Path) -> str:
    """Return whose a place is, or the nearest folder around it that can be seen."""
    for path in (place, *place.parents):
        with contextlib.suppress(OSError):
            return user_name(path.stat().st_uid)
    return ""


def _taken_out(place: Path, case: str, forget: Forget) -> str:
    """Take a case out of an export; return why that did not work, empty when it did."""
    try:
        mark = mark_in(place)
        for code in _codes(place, case):
            _drop_pages(place, code)
            forget(place)
        if mark:
            now = line_of(mark_of(place, mark.export, mark.team))
            put_in_place(waiting_for(place / MARK_FILE, PRIVATE, now))
    except (OSError, Refused):
        return "not-changed"
    return ""


def _codes(place: Path, case: str) -> Iterator[str]:
    """Yield the code that the case with an id bears in an export, if it is there."""
    yield from [each.code for each in taken(found(place)).book.cases if each.id == case]


def _drop_pages(place: Path, code: str) -> None:
    """Remove the pages of an export that speak of a case."""
    spoken_of = re.compile(rf"(?<![0-9-]){re.escape(code)}(?![0-9])".encode())
    for inside in (place / name for name in PAGES if is_folder(place / name)):
        if any(is_trap(inside / odd) for odd in odd_names(inside, PAGE)):
            raise Refused("not-a-file", file=str(inside))
        pages = plain_files(inside, PAGE)
        remove_plain(inside, [page.name for page in pages if spoken_of.search(read_whole(page)[0])])
