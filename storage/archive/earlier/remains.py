"""What lies in a folder whose team's file is missing: a team that can come back, or nothing of a team's at all."""

from storage.archive.disk.files import names_in
from storage.archive.disk.folder import TEAM_FILE, YEAR_FILE, Folder
from storage.archive.earlier import asides, backups
from storage.domain.errors import Refused


def is_teams(folder: Folder) -> bool:
    """Tell whether a team lies in a folder, or anything is left of one."""
    return TEAM_FILE in names_in(folder.path) or has_remains(folder)


def has_remains(folder: Folder) -> bool:
    """Tell whether a folder holds backups of a team, or a year that this program wrote."""
    if backups.newest(folder) or asides.names_of(folder):
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
