"""Years that only the history still speaks of: their file and every backup of it are gone."""

import contextlib
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from storage.archive.change.opened import OpenedFile
from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.domain.calendar import local_day, school_year
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS

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
