"""Where a team's exports lie and how they are marked, so that what is deleted goes from them too."""

import contextlib
import fcntl
import hashlib
import os
import platform
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec

from storage.archive.disk import files as disk
from storage.archive.disk.folder import DATA_FILE, Folder
from storage.archive.disk.lock import locked
from storage.archive.disk.mending import saying_not_saved, user_name
from storage.archive.earlier import history
from storage.archive.format.layout import Trace
from storage.domain.errors import Refused
from storage.domain.ids import id_at
from storage.domain.text import LONE
from storage.inner import is_folder

MARK_FILE = "export.json"


class ExportMark(msgspec.Struct, frozen=True, kw_only=True):
    """What an export says of itself."""

    export: str
    """Which export it is."""
    team: str
    """The id of the team it was written from."""
    files: Mapping[str, str]
    """What the team's files in it must be: a folder in which somebody went on is an export no more."""


_mark_in = msgspec.json.Decoder(ExportMark).decode


def mark_for(files: Mapping[str, bytes], export: str, team: str) -> ExportMark:
    """Return the mark of an export that is about to hold these files."""
    kept = {name: _digest(content) for name, content in files.items() if DATA_FILE.fullmatch(name)}
    return ExportMark(export=export, team=team, files=kept)


def mark_of(place: Path, export: str, team: str) -> ExportMark:
    """Return the mark that fits what lies in an export now; raises what reading its files raises."""
    names = [name for name in disk.names_in(place) if DATA_FILE.fullmatch(name)]
    return mark_for({name: disk.read_whole(place / name)[0] for name in names}, export, team)


def mark_in(place: Path) -> ExportMark | None:
    """Return the mark that a folder bears, None where it bears none; raises `file-unreadable` where nobody may look."""
    try:
        content, _ = disk.read_whole(place / MARK_FILE, disk.SHORT)
    except FileNotFoundError:
        return None
    except Refused as why:
        if why.code == "file-unreadable":
            raise
        return None
    return disk.value_in(content, _mark_in)


def line_of(mark: ExportMark) -> bytes:
    """Return a mark as it lies in an export."""
    return msgspec.json.encode(mark) + b"\n"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


EXPORTS_FILE = "exports.jsonl"
EXPORT = "export"
"""What the history calls one among the kinds of records."""
MOST = 20_000
"""Lines; twice those of a nightly export in ten years."""
MOST_SETTLED = 20
"""Exports of which one command finds out what became of them."""
WAITING = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")


class Export(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One export: where it was written, by whom and when."""

    path: str
    machine: str
    at: datetime
    by: str
    sealed: bool = False
    """Encrypted: nothing can be taken out of it."""
    id: str = ""
    """What its mark says; exports of older programs bear none."""
    waiting: str = ""
    """The name, beside its place, under which it is being filled; empty once it is whole."""
    dropped: bool = False
    """Whether it never became one."""
    user: str = ""
    """As which system user; empty where an older program did not say."""

    @property
    def place(self) -> Path:
        """Where it lies."""
        return Path(self.path)

    @property
    def filled_at(self) -> Path:
        """Where it is being filled."""
        return self.place.with_name(self.waiting)

    @property
    def owner(self) -> str:
        """The system user whose it is: who wrote it, or whose the nearest folder around it is that can be seen."""
        return self.user or owner_around(self.place)


_export_in = msgspec.json.Decoder(Export).decode


def begun(target: Path, *, by: str, at: datetime, sealed: bool, key: str, waiting: str = "") -> Export:
    """Return an export that is about to be written on this machine; raises `not-written` for a name without letters."""
    if LONE.search(str(target)):
        raise Refused("not-written", file=str(target), reason="wrong-encoding")
    place, machine = str(target.absolute()), platform.node()
    me = user_name(os.geteuid())
    return Export(path=place, machine=machine, at=at, by=by, sealed=sealed, id=key, waiting=waiting, user=me)


def note(folder: Folder, export: Export) -> None:
    """Remember an export, safe on disk when this returns; raises `not-saved`."""
    with saying_not_saved(), disk.appending(folder.file(EXPORTS_FILE), folder.file_mode) as number:
        size = os.fstat(number).st_size
        ended = not size or os.pread(number, 1, size - 1) == b"\n"
        disk.write_all(number, (b"" if ended else b"\n") + msgspec.json.encode(export) + b"\n")
        disk.make_last(number)


def note_in_history(folder: Folder, target: Path, *, by: str, at: datetime) -> None:
    """Write in the history that there is an export, and what it is called; raises `not-saved` or `locked`."""
    trace = Trace(change=id_at(at), at=at.isoformat(), by=by, records=((EXPORT, target.name, "exported"),))
    with saying_not_saved(), locked(folder, by):
        history.append(folder, history.seal(folder, trace))


def known(folder: Folder) -> tuple[Export, ...]:
    """Return the exports that are known, one for each place; lines that cannot be read are passed over.

    Whoever may write in the folder can add a line: it hides no export that bears its mark where it lies.
    """
    last = {(each.id or str(number), each.machine, each.path): each for number, each in enumerate(_noted(folder))}
    places: dict[tuple[str, str], list[Export]] = {}
    for export in last.values():
        places.setdefault((export.machine, export.path), []).append(export)
    return tuple(filter(None, map(_lying_there, places.values())))


def _lying_there(noted: list[Export]) -> Export | None:
    """Return which of the exports noted for a place lies there by its mark, else the newest that became one."""
    newest = next((export for export in reversed(noted) if not export.dropped), None)
    if newest and len(noted) == 1:
        return newest
    try:
        mark = mark_in(noted[0].place) if is_here(noted[0]) else None
    except (OSError, Refused):
        return newest or noted[-1]  # what nobody may see is not gone
    return next((export for export in noted if mark and export.id == mark.export), newest)


def _noted(folder: Folder) -> Iterator[Export]:
    try:
        lines = _lines(folder.file(EXPORTS_FILE))
    except (FileNotFoundError, Refused):
        return
    yield from (export for export in map(_said_by, lines) if export)


def _said_by(line: bytes) -> Export | None:
    """Return what a line of the list says, None where it says nothing that an export could be."""
    export = disk.value_in(line, _export_in)
    if export is None or not _is_place(export.path) or "\0" in export.waiting:
        return None
    is_beside = not export.waiting or (WAITING.fullmatch(export.waiting) and "/" not in export.waiting)
    return export if is_beside else None


def _is_place(path: str) -> bool:
    return path.startswith("/") and "\0" not in path and ".." not in path.split("/") and Path(path).name != ""


def _lines(path: Path) -> list[bytes]:
    content, _ = disk.read_whole(path)
    if content.count(b"\n") > MOST:
        raise Refused("damaged-file", file=path.name, reason="too-big", place="")
    return content.removesuffix(b"\n").split(b"\n") if content else []


def unreadable_lines(path: Path) -> Iterator[int]:
    """Yield the numbers of the lines of a list of exports that say nothing."""
    for number, line in enumerate(_lines(path), 1):
        if _said_by(line) is None:
            yield number


def can_be_listed(folder: Folder) -> bool:
    """Tell whether the list of exports can be read, so that not all of them are passed over."""
    try:
        _lines(folder.file(EXPORTS_FILE))
    except FileNotFoundError:
        return True
    except Refused:
        return False
    return True


def is_here(export: Export) -> bool:
    """Tell whether an export was written on this machine."""
    return export.machine == platform.node()


def tidy(folder: Folder) -> None:
    """Remove what was left of exports that were never finished, and note what became of them.

    Only who wrote one does that, and only who can look: what nobody may see is not gone.
    """
    own = (export for export in known(folder) if export.waiting and is_own(export))
    for export in islice(own, MOST_SETTLED):
        if is_unsettled(export):
            with contextlib.suppress(OSError, Refused):
                _settle(folder, export)


def unsettled(folder: Folder) -> Iterator[Export]:
    """Yield the exports of this machine of which nobody has said what became of them, and that nobody fills now."""
    for export in known(folder):
        if is_unsettled(export):
            yield export


def is_unsettled(export: Export) -> bool:
    """Tell whether nobody on this machine has said what became of an export, and nobody fills it now."""
    return bool(export.waiting) and is_here(export) and not _is_being_filled(export.filled_at)


def is_own(export: Export) -> bool:
    """Tell whether an export was written by whoever asks, as far as it says."""
    return export.user in {"", user_name(os.geteuid())}


def is_there(place: Path) -> bool:
    """Tell whether something lies at a path; raises OSError where nobody may look."""
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def owner_around(place: Path) -> str:
    """Return whose a place is, or the nearest folder around it that can be seen."""
    for path in (place, *place.parents):
        with contextlib.suppress(OSError):
            return user_name(path.stat().st_uid)
    return ""


def _settle(folder: Folder, export: Export) -> None:
    place = export.filled_at
    if is_there(place):
        if not _removed(place, export):
            return
        note(folder, msgspec.structs.replace(export, waiting="", dropped=True))
    else:
        mark = mark_in(export.place)
        whole = mark is not None and mark.export == export.id
        note(folder, msgspec.structs.replace(export, waiting="", dropped=not whole))


def _removed(place: Path, export: Export) -> bool:
    """Remove a folder that was to become an export, if it is one of ours that nobody is filling any more."""
    if not is_folder(place) or place.lstat().st_uid != os.geteuid():
        return False
    if not any(place.iterdir()):
        place.rmdir()
        return True
    mark = mark_in(place)
    if mark is None or mark.export != export.id or _is_being_filled(place):
        return False
    shutil.rmtree(place)
    return True


def _is_being_filled(place: Path) -> bool:
    """Tell whether whoever fills a folder is at it: they hold its mark that long."""
    try:
        with disk.descriptor(place / MARK_FILE, disk.READING) as number:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (OSError, Refused):
        return False
    return False
