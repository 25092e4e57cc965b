"""A look at who a folder belongs to, without opening it: nothing is tidied and nothing has to be whole."""

from pathlib import Path

from storage.archive.change.opened import opened
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import TEAM_FILE
from storage.domain.errors import Refused
from storage.domain.people import Team


def team_at(folder: Path) -> Team | None:
    """Return a folder's team as far as it can be read."""
    try:
        file = opened(TEAM_FILE, *read_whole(folder / TEAM_FILE))
    except (OSError, Refused):
        return None
    return next(iter(file.kept("team", Team)), None)
