"""Years that are not there any more, nor any backup of them, while the history still speaks of them."""

import contextlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from storage.archive.change.opened import OpenedFile
from storage.archive.disk.folder import Folder
from storage.archive.earlier import history
from storage.archive.format.edge import KIND_OF, OF_TEAM
from storage.domain.calendar import local_day, school_year

OF_YEARS = frozenset(kind for table, kind in KIND_OF.items() if table not in OF_TEAM)


def vanished(folder: Folder, names: Iterable[str], files: Iterable[OpenedFile]) -> tuple[str, ...]:
    """Return the names of the years in which something was made that no file holds and nobody has deleted."""
    here = {key for file in files for table in file.records.values() for key in table}
    with contextlib.suppress(PermissionError):  # a history that is shut to whoever asks says nothing
        return tuple(sorted(set(_years_of_lost(folder, here)) - set(names)))
    return ()


def _years_of_lost(folder: Folder, here: set[str]) -> Iterator[str]:
    gone: set[str] = set()
    for trace in history.latest(folder):
        of_years = [(key, what) for kind, key, what in trace.records if kind in OF_YEARS]
        gone |= {key for key, what in of_years if what == "deleted"}
        if any(what == "made" and key not in here and key not in gone for key, what in of_years):
            yield f"{school_year(local_day(datetime.fromisoformat(trace.at))).name}.json"
