"""What a repair replaces, kept under names that nothing thins out, and what a lost team can come back from."""

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from storage.archive.disk.files import LARGEST, copy, is_told, move, names_in, read_whole, write_new
from storage.archive.disk.folder import COPY, TEAM_FILE, YEAR_FILE, Folder
from storage.archive.earlier import backups
from storage.archive.earlier.backups import BACKUPS, Backup
from storage.archive.format.damage import both_sides
from storage.archive.format.layout import Header, MisshapenError, parsed
from storage.domain.errors import Refused
from storage.domain.text import pattern
from storage.inner import is_plain, plain_names

STAMP = pattern(r"[0-9]{8}T[0-9]{12}")
STAMPED = pattern(rf"(?P<stem>team|[0-9]{{4}}-[0-9]{{2}})\.aside-(?P<stamp>{STAMP.pattern})\.json")


def names_of(folder: Folder) -> set[str]:
    """Return the names of the files of which something was put aside."""
    place = folder.file(BACKUPS)
    named = map(STAMPED.fullmatch, filter(is_stamped, plain_names(place, STAMPED)))
    return {f"{each['stem']}.json" for each in named if each}


def asides_of(folder: Folder, name: str) -> Iterator[Backup]:
    """Yield what was put aside of a file, newest first; the generation is not known by the name."""
    place = folder.file(BACKUPS)
    for other in reversed(plain_names(place, STAMPED)):
        named = STAMPED.fullmatch(other)
        written = _moment_of(named["stamp"]) if named else None
        if named and written and f"{named['stem']}.json" == name:
            yield Backup(place / other, name, 0, written, named["stamp"])


def _moment_of(stamp: str) -> datetime | None:
    """Return the moment of a stamp; None for what is none that can be told, such as a thirteenth month."""
    try:
        moment = datetime.strptime(stamp, "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if is_told(moment) else None


def is_stamped(name: str) -> bool:
    """Tell whether a name is that of something that was put aside."""
    named = STAMPED.fullmatch(name)
    return named is not None and _moment_of(named["stamp"]) is not None


def falsely_stamped(folder: Folder) -> list[str]:
    """Return the names like those of what was put aside that tell no moment, as far as whoever asks may look."""
    try:
        return [name for name in plain_names(folder.file(BACKUPS), STAMPED) if not is_stamped(name)]
    except PermissionError:
        return []


def set_aside(folder: Folder, name: str, at: datetime, instead: int | None = None) -> None:
    """Keep what lies in a file's place, and the last good one where that is another; `instead` takes its place."""
    present = folder.file(name)
    folder.inside(BACKUPS)
    if is_plain(present) and present.lstat().st_size <= LARGEST:
        copy(present, backups.aside(folder, name, at), folder.file_mode)
        for side in _sides(present):
            keep_aside(folder, name, at, side)
    elif os.path.lexists(present):  # a trap, or so long that a copy could fill the disk
        move(present, backups.aside(folder, name, at))
    good = next((each for each in backups.backups_of(folder, name) if is_whole(each.path)), None)
    if good and good.generation != instead and not _is_same(good.path, present):
        copy(good.path, backups.aside(folder, name, at), folder.file_mode)


def put_aside(folder: Folder, path: Path, at: datetime) -> str:
    """Let a copy that lies beside our files lie among what was put aside; return where, or nothing where it stays."""
    named, beside = COPY.fullmatch(path.name), {copy.name for copy, _ in folder.copies()}
    if not named or path.name not in beside or path.parent.resolve() != folder.path.resolve():
        return ""
    with contextlib.suppress(OSError, Refused):
        folder.inside(BACKUPS)
        target = backups.aside(folder, f"{named['name'].lower()}.json", at)
        move(path, target)
        return f"{BACKUPS}/{target.name}"
    return ""


def keep_aside(folder: Folder, name: str, at: datetime, *content: bytes) -> None:
    """Keep bytes that belong in a file's place and lie nowhere else."""
    folder.inside(BACKUPS)
    write_new(backups.aside(folder, name, at), folder.file_mode, *content)


def _sides(path: Path) -> tuple[bytes, ...]:
    try:
        return both_sides(read_whole(path)[0])
    except (Refused, OSError):
        return ()


def is_kept(folder: Folder, name: str, header: Header) -> bool:
    """Tell whether a state of a file lies among its backups or was put aside."""
    for backup in (*backups.backups_of(folder, name), *asides_of(folder, name)):
        with contextlib.suppress(OSError):
            if backups.header_of(backup.path) == header:
                return True
    return False


def is_whole(path: Path) -> bool:
    """Tell whether a file is, byte for byte, as this program left it."""
    try:
        parsed(read_whole(path)[0])
    except (MisshapenError, Refused, OSError):
        return False
    return True


def _is_same(one: Path, other: Path) -> bool:
    try:
        return read_whole(one)[0] == read_whole(other)[0]
    except (Refused, OSError):
        return False


def is_teams(folder: Folder) -> bool:
    """Tell whether a team lies in a folder, or anything is left of one."""
    return TEAM_FILE in names_in(folder.path) or has_remains(folder)


def has_remains(folder: Folder) -> bool:
    """Tell whether a folder holds backups of a team, or a year that this program wrote."""
    if backups.newest(folder) or names_of(folder):
        return True
    return any(_is_ours(folder, name) for name in names_in(folder.path) if YEAR_FILE.fullmatch(name))


def _is_ours(folder: Folder, name: str) -> bool:
    try:
        return backups.header_of(folder.file(name)) is not None
    except OSError:
        return False


def refuse_remains(folder: Folder) -> None:
    """Raise `team-file-gone` where the team's own file is missing beside what is left of the team."""
    if has_remains(folder):
        raise Refused("team-file-gone", path=str(folder.path), file=TEAM_FILE)
