"""The last good files, each a file of its own: the newest is a copy, earlier ones are what lay there before."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import msgspec

from storage.archive.disk import files
from storage.archive.disk.folder import TEAM_FILE, YEARS, Folder
from storage.archive.disk.replacing import second_name
from storage.archive.format.layout import OPENING, Header, header_in
from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.text import pattern
from storage.inner import plain_files, plain_names, remove_plain

BACKUPS = "backups"
NAMED = pattern(rf"(?P<stem>team|{YEARS})\.(?P<generation>[0-9]{{8,14}})\.json")
OF_A_TEAM = b'"team":{\n'
CASES_CODE = pattern(rb'"code":"(\d\d)-')
KEPT = pattern(rf"(team|{YEARS}|intent)\.[0-9A-Za-z.-]+\.json")
"""What is kept here besides: files put aside, and those of an older form."""
LAST = 6
"""Generations kept in any case, the present one included."""
MOST_REMEMBERED = 256
LONGEST_LINE = 1 << 23
FIRST_LINE = 1 << 16
"""Bytes that hold a file's first line, but for a change of thousands of records."""
DAYS = 7
"""Days of which the last generation is kept besides."""


class Backup(msgspec.Struct, frozen=True):
    """One generation of a file that was good."""

    path: Path
    file: str
    generation: int
    written: datetime
    stamp: str = ""
    """When it was put aside, of one that was replaced by a repair."""
    token: files.Token | None = None

    @property
    def key(self) -> str:
        """What it is asked for by."""
        return self.stamp or str(self.generation)


def backups_of(folder: Folder, name: str) -> tuple[Backup, ...]:
    """Return a file's backups, newest first."""
    found = (_backup(path) for path in plain_files(folder.file(BACKUPS), NAMED))
    mine = (backup for backup in found if backup and backup.file == name)
    return tuple(sorted(mine, key=lambda backup: -backup.generation))


def _backup(path: Path) -> Backup | None:
    named = NAMED.fullmatch(path.name)
    if not named:
        return None
    try:
        state = path.lstat()
    except FileNotFoundError:
        return None
    written = files.moment_of(state.st_mtime)
    return Backup(path, f"{named['stem']}.json", int(named["generation"]), written, token=files.token_of(state))


def newest(folder: Folder) -> dict[str, int]:
    """Return the highest generation of each file that the backups know."""
    named = map(NAMED.fullmatch, plain_names(folder.file(BACKUPS), NAMED))
    found: dict[str, int] = {}
    for name, generation in ((f"{each['stem']}.json", int(each["generation"])) for each in named if each):
        found[name] = max(generation, found.get(name, 0))
    return found


def newest_seen(folder: Folder) -> dict[str, int]:
    """Return the highest generations as far as whoever asks may look: what is shut to them stops no reader."""
    try:
        return newest(folder)
    except PermissionError:
        return {}


def path_of(folder: Folder, name: str, generation: int) -> Path:
    """Return where a generation of a file is kept."""
    return folder.file(BACKUPS) / f"{Path(name).stem}.{generation:08d}.json"


def keep(folder: Folder, name: str, header: Header) -> None:
    """See to it that the file as it lies there has a copy that shares nothing with it."""
    source, target = folder.file(name), path_of(folder, name, header.generation)
    folder.inside(BACKUPS)
    if not _is_copy(target, source, header):
        with contextlib.suppress(IsADirectoryError):  # somebody's folder by that name: it stops no change
            files.copy(source, target, folder.file_mode)


def _is_copy(target: Path, source: Path, header: Header) -> bool:
    """Tell whether a backup is one of this very content, and another file; its end is looked at when it is needed."""
    try:
        state, original = target.lstat(), source.lstat()
        apart = (state.st_dev, state.st_ino) != (original.st_dev, original.st_ino)
        return apart and state.st_size == original.st_size and header_of(target) == header
    except OSError:
        return False


def header_of(path: Path) -> Header | None:
    """Return what a file's first line says of it, or None where it says nothing; raises OSError."""
    try:
        return header_in(_beginning(path).partition(b"\n")[0])
    except (Refused, IsADirectoryError):
        return None  # a link, a pipe or a folder has no line of ours


def _beginning(path: Path) -> bytes:
    with files.descriptor(path, files.READING) as number:
        begins = os.pread(number, FIRST_LINE, 0)
        is_longer = begins.startswith(OPENING) and b"\n" not in begins
        return os.pread(number, LONGEST_LINE, 0) if is_longer else begins


@lru_cache(maxsize=MOST_REMEMBERED)
def is_what_it_is_called(backup: Backup) -> bool:
    """Tell whether a backup's first lines say what its name says: which file's it is, and which generation.

    One that has not changed is not looked into again with each change.
    """
    try:
        first, _, rest = _beginning(backup.path).partition(b"\n")
    except (OSError, Refused):
        return False
    header = header_in(first)
    return header is not None and header.generation == backup.generation and _may_be_of(backup.file, rest)


def _may_be_of(name: str, lines: bytes) -> bool:
    """Tell whether the lines after the first may be those of a file; a year's are told by its first case."""
    is_team = OF_A_TEAM in lines
    case = CASES_CODE.search(lines)
    return is_team == (name == TEAM_FILE) and (case is None or case[1].decode() == name[2:4])


def newest_beyond(folder: Folder, name: str, named: int, present: int) -> int:
    """Return the highest generation of a file that ever was; backups are looked into only where they are beyond it."""
    return named if named <= present else newest_proven(folder, name)


def _is_cut(begins: bytes) -> bool:
    """Tell whether a file begins as ours do and does not get to say what it is: a damaged one was there too."""
    return begins.startswith(OPENING) and header_in(begins.partition(b"\n")[0]) is None


def newest_proven(folder: Folder, name: str) -> int:
    """Return the highest generation of a file that a backup's name gives and its own first lines do not deny."""
    for backup in backups_of(folder, name):
        with contextlib.suppress(OSError, Refused):
            if is_what_it_is_called(backup) or _is_cut(_beginning(backup.path)):
                return backup.generation
    return 0


def keep_old_schema(folder: Folder, name: str, schema: int) -> None:
    """Keep a file as it was before it was first written in a newer form; nothing thins that out."""
    folder.inside(BACKUPS)
    with contextlib.suppress(FileExistsError):
        second_name(
            folder.file(name), folder.file(BACKUPS) / f"{Path(name).stem}.schema-{schema}.json", folder.file_mode
        )


def thin_out(folder: Folder, name: str) -> None:
    """Drop the backups of a file that nobody will go back to, and copies that were never finished.

    What only bears a backup's name pushes none out, and stays for somebody to look at.
    """
    _drop_unfinished(folder, name)
    backups = tuple(filter(is_what_it_is_called, backups_of(folder, name)))
    wanted = set(wanted_of(backups))
    for backup in backups:
        if backup not in wanted:
            with contextlib.suppress(OSError):
                files.remove(backup.path)


def _drop_unfinished(folder: Folder, name: str) -> None:
    place = folder.file(BACKUPS)
    for other in files.names_in(place):
        if files.is_unfinished(other) and other.startswith(f"{Path(name).stem}."):
            with contextlib.suppress(OSError):
                files.remove(place / other)


def wanted_of(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Return the backups worth keeping: the last few, and the last of each of the last days; newest first in."""
    ordered = tuple(backups)
    by_day: dict[date, Backup] = {}
    for backup in ordered:
        by_day.setdefault(local_day(backup.written), backup)
    return tuple(dict.fromkeys((*ordered[:LAST], *tuple(by_day.values())[:DAYS])))


def aside(folder: Folder, name: str, moment: datetime) -> Path:
    """Return where a file that is not to be trusted is kept, by the moment it was put there; a name that is free."""
    path = folder.file(BACKUPS) / f"{Path(name).stem}.aside-{moment:%Y%m%dT%H%M%S%f}.json"
    return aside(folder, name, moment + timedelta(microseconds=1)) if os.path.lexists(path) else path


def forget(folder: Folder, name: str) -> None:
    """Drop every backup of a file that holds other bytes than the file itself, and what was put aside."""
    place, start = folder.file(BACKUPS), f"{Path(name).stem}."
    others = [other for other in plain_names(place, KEPT) if other.startswith(start)]
    present = files.read_whole(folder.file(name))[0]
    remove_plain(place, [other for other in others if _content(place / other) != present])


def _content(path: Path) -> bytes | None:
    try:
        return files.read_whole(path)[0]
    except (FileNotFoundError, Refused):
        return None


@contextlib.contextmanager
def lifted(folder: Folder, name: str) -> Iterator[None]:
    """Hold a file's backups in memory for a while, so that a full disk has room; all are back when that failed."""
    place, start = folder.file(BACKUPS), f"{Path(name).stem}."
    paths = [path for path in plain_files(place, KEPT) if path.name.startswith(start)]
    held = [(path, path.lstat(), _content(path)) for path in paths]
    remove_plain(place, [path.name for path, _, content in held if content is not None])
    try:
        yield
    except BaseException:
        for path, state, content in held:
            if content is not None:
                with contextlib.suppress(OSError):
                    files.write_new(path, folder.file_mode, content)
                    files.give_times(path, state)
        raise
