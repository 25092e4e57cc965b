"""What an open session still knows of a file whose place, and whose backups, a copy from elsewhere has taken."""

import contextlib
from collections.abc import Mapping
from datetime import datetime

from storage.archive.change.opened import OpenedFile
from storage.archive.disk.folder import Folder
from storage.archive.earlier.asides import is_kept, keep_aside
from storage.archive.format.layout import sealed
from storage.domain.errors import Refused

Files = Mapping[str, OpenedFile]


def keep_lost(folder: Folder, before: Files, now: Files, at: datetime) -> None:
    """Put aside what was known of the files that were changed elsewhere, where it lies nowhere any more."""
    for name, known in before.items():
        replaced = now.get(name)
        if known.token and not known.obstacle and replaced and replaced.obstacle:
            with contextlib.suppress(OSError, Refused):
                _keep(folder, known, at)


def _keep(folder: Folder, known: OpenedFile, at: datetime) -> None:
    header, content = sealed(known.lines, known.header)
    if not is_kept(folder, known.name, header):
        keep_aside(folder, known.name, at, *content)
