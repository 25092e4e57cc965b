"""What a system user last knew of a team's folder, kept apart from it, and the years that only the history still knows.

No copy that is put in the folder's place can change what is kept here.
"""

import contextlib
import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from storage.archive.change.opened import Known, OpenedFile, Remembered, opened
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import TEAM_FILE, Folder
from storage.archive.earlier import history
from storage.domain.calendar import local_day, school_year
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, TEAM
from storage.domain.people import Team


def team_at(folder: Path) -> Team | None:
    """Return a folder's team as far as it can be read."""
    try:
        file = opened(TEAM_FILE, *read_whole(folder / TEAM_FILE))
    except (OSError, Refused):
        return None
    return next(iter(file.shelf(TEAM)), None)


PRIVATE = 0o600
PRIVATE_FOLDER = 0o700


class KnownTeam(msgspec.Struct, frozen=True):
    """The files of one team at one place on one machine."""

    team: str
    """The team's id: what is known of another one is not known of this."""
    files: dict[str, Known]


class Memory:
    """One system user's; without a place to keep it, it lasts for the session."""

    def __init__(self, place: Path | None, folder: Folder) -> None:
        where = f"{os.uname().nodename}\0{os.path.realpath(folder.path)}"
        self._file = place / f"{hashlib.sha256(os.fsencode(where)).hexdigest()[:24]}.json" if place else None
        self._kept: KnownTeam | None = None

    def of(self, team: str) -> Remembered:
        """Return what was known of a team's files; nothing where that cannot be read."""
        if self._kept is None and self._file:
            with contextlib.suppress(OSError, msgspec.MsgspecError, ValueError):
                self._kept = msgspec.json.decode(self._file.read_bytes(), type=KnownTeam)
        return self._kept.files if self._kept and self._kept.team == team else {}

    def keep(self, team: str, files: dict[str, Known]) -> None:
        """Remember a team's files as they are now; where that is not allowed, for this session."""
        fresh = KnownTeam(team, files)
        if fresh == self._kept:
            return
        self._kept = fresh
        if self._file:
            with contextlib.suppress(OSError):
                _write(self._file, msgspec.json.encode(fresh))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, PRIVATE)
    try:
        os.write(number, content)
    finally:
        os.close(number)
    fresh.replace(file)


def known_in(folder: Folder, place: Path | None) -> Remembered:
    """Return what a system user last knew of the team that lies in a folder."""
    team = team_at(folder.path)
    return Memory(place, folder).of(team.id) if team else {}


OF_YEARS = frozenset(kind.name for kind in KINDS if not kind.is_of_team)
MADE = re.compile(rb'"(?:%b)","[^"]*","made"' % "|".join(sorted(OF_YEARS)).encode())


def vanished(folder: Folder, names: Iterable[str], files: Iterable[OpenedFile]) -> tuple[str, ...]:
    """Return the names of the years in which something was made that no file holds and nobody has deleted."""
    here = {key for file in files for table in file.records.values() for key in table}
    with contextlib.suppress(PermissionError):  # a history that is shut to whoever asks says nothing
        return tuple(sorted(set(_years_of_lost(folder, here)) - set(names)))
    return ()


def lost_with_backups(folder: Folder, names: Collection[str], files: Iterable[OpenedFile]) -> tuple[str, ...]:
    """Return the same for whoever opens a folder, who reads a history only where the year's own file is not there."""
    with contextlib.suppress(PermissionError, Refused):
        if any(MADE.search(content) for content in history.contents_of(folder, without=names)):
            return vanished(folder, names, files)
    return ()


def _years_of_lost(folder: Folder, here: set[str]) -> Iterator[str]:
    gone: set[str] = set()
    for trace in history.latest(folder):
        of_years = [(key, what) for kind, key, what in trace.records if kind in OF_YEARS]
        gone |= {key for key, what in of_years if what == "deleted"}
        if any(what == "made" and key not in here and key not in gone for key, what in of_years):
            yield f"{school_year(local_day(datetime.fromisoformat(trace.at))).name}.json"
