"""Which exports a deletion reaches, and taking a case out of those."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from storage.archive.beside import exports
from storage.archive.beside.drafts import DRAFTS
from storage.archive.change.memory import team_at
from storage.archive.change.snapshot import snapshot_of
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import TEAM_FILE, Folder, existing_folder
from storage.archive.disk.replacing import put_in_place, waiting_for
from storage.archive.earlier.backups import BACKUPS
from storage.archive.earlier.history import HISTORY
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.inner import is_folder, is_plain, is_trap, odd_names, plain_files, remove_plain
from storage.store import Unreached

PAGES = ("cases", "minutes")
"""The folders of an export whose pages speak of cases."""
PAGE = re.compile(r"[^/]+\.md")
OURS = (BACKUPS, DRAFTS, HISTORY)
PRIVATE = 0o600
Forget = Callable[[Path], None]
"""Deletes the case from the folder of a team; raises `no-such-case` where it is not."""


def reached(folder: Folder, team: str) -> tuple[Path, ...]:
    """Return the exports of a team that a deletion reaches."""
    return tuple(export.place for export in exports.known(folder) if not _obstacle(export, team))


def take_out(folder: Folder, team: str, case: Case, at: datetime, forget: Forget) -> tuple[Unreached, ...]:
    """Take a case out of every export that can be reached, and return what was not: the others, or all of the list."""
    unlisted = Unreached(path=str(folder.file(exports.EXPORTS_FILE)), at=at, reason="list-unread")
    unread = () if exports.can_be_listed(folder) else (unlisted,)
    judged = [(export, *_dealt_with(export, team, case, forget)) for export in exports.known(folder)]
    return (*unread, *(_unreached(*each) for each in judged if each[1] not in {"", "nothing-there"}))


def _unreached(export: exports.Export, reason: str, case: str) -> Unreached:
    place = export.filled_at if reason == "unfinished" else export.place
    owner = export.owner if reason == "unsettled" else exports.owner_around(place)
    return Unreached(path=str(place), at=export.at, reason=reason, owner=owner, case=case)


def _dealt_with(export: exports.Export, team: str, case: Case, forget: Forget) -> tuple[str, str]:
    """Take a case out of an export; return why that did not work, and what the case answers to there."""
    reason = _obstacle(export, team) or _taken_out(export.place, case.id, forget)
    if reason in {"lives-on", "not-yours"}:
        return _if_there(export.place, case, reason)
    return reason, case.id


def _if_there(place: Path, case: Case, reason: str) -> tuple[str, str]:
    """Return the reason, and the code that the case has there; no reason where it is certain that it is not there.

    Another case may bear its code there: only its id tells.
    """
    try:
        codes = tuple(_codes(place, case.id))
        if codes:
            return reason, codes[0]
        return ("pages-left" if any(_pages_about(place, case.code)) else ""), case.code
    except (OSError, Refused):
        return reason, case.id


def _obstacle(export: exports.Export, team: str) -> str:
    """Return why nothing can be taken out of an export, as a code; empty for one that is as it was written."""
    if not exports.is_here(export):
        return "other-machine"
    try:
        return _lies_as(export, team)
    except (OSError, Refused):
        if export.sealed:
            return "sealed"
        return "unsettled" if export.waiting else "not-allowed"


def _lies_as(export: exports.Export, team: str) -> str:
    if export.waiting and exports.is_there(export.filled_at):
        return "unfinished"
    if not exports.is_there(export.place):
        return "nothing-there" if export.waiting else "moved"
    if export.sealed and not is_folder(export.place):
        return "sealed"
    mark = exports.mark_in(export.place)
    if export.waiting and (mark is None or mark.export != export.id):
        return "nothing-there"
    if mark is None:
        return _unmarked(export.place, team)
    if mark.team != team or mark.export != export.id:
        return "moved"
    if mark != exports.mark_of(export.place, mark.export, mark.team):
        return "lives-on"
    return "" if _may_change(export.place) else "not-yours"


def _unmarked(place: Path, team: str) -> str:
    """Return what a folder without a mark is: another's, or one of the same team that goes its own way."""
    with os.scandir(place):  # whoever may not look at it is told so
        there = team_at(place) if is_plain(place / TEAM_FILE) else None
    return "lives-on" if there and there.id == team else "moved"


def _may_change(place: Path) -> bool:
    """Tell whether whoever asks may change an export: write in its folder, and in those inside it."""
    inside = (place / name for name in (*PAGES, *OURS) if is_folder(place / name))
    return all(os.access(each, os.R_OK | os.W_OK | os.X_OK) for each in (place, *inside))


def _taken_out(place: Path, case: str, forget: Forget) -> str:
    """Take a case out of an export; return why that did not work, empty when it did."""
    try:
        mark = exports.mark_in(place)
        for code in _codes(place, case):
            _drop_pages(place, code)
            forget(place)
        if mark:
            now = exports.line_of(exports.mark_of(place, mark.export, mark.team))
            put_in_place(waiting_for(place / exports.MARK_FILE, PRIVATE, now))
    except (OSError, Refused):
        return "not-changed"
    return ""


def _codes(place: Path, case: str) -> Iterator[str]:
    """Yield the code that the case with an id bears in an export, if it is there; raises why that cannot be seen."""
    snapshot = snapshot_of(existing_folder(place))
    for why in snapshot.closed:
        raise why
    yield from [each.code for each in snapshot.book.cases if each.id == case]


def _drop_pages(place: Path, code: str) -> None:
    """Remove the pages of an export that speak of a case."""
    for page in list(_pages_about(place, code)):
        remove_plain(page.parent, [page.name])


def own_pages_gone(folder: Folder, team: str, code: str) -> bool:
    """Remove the pages about a case from a folder that is an export itself; tell whether none can be left there."""
    try:
        mark = exports.mark_in(folder.path)
        if mark and mark.team == team:
            _drop_pages(folder.path, code)
    except (OSError, Refused):
        return False
    return True


def _pages_about(place: Path, code: str) -> Iterator[Path]:
    """Yield the pages of an export that speak of a case; raises `not-a-file` where one is none."""
    spoken_of = re.compile(rf"(?<![0-9-]){re.escape(code)}(?![0-9])".encode())
    for inside in (place / name for name in PAGES if is_folder(place / name)):
        if any(is_trap(inside / odd) for odd in odd_names(inside, PAGE)):
            raise Refused("not-a-file", file=str(inside))
        yield from (page for page in plain_files(inside, PAGE) if spoken_of.search(read_whole(page)[0]))
