"""A team's folder: which files it holds, and who may read them."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from storage.archive.faults import saying_not_saved, saying_unreadable
from storage.archive.files import names_in
from storage.domain.errors import Refused
from storage.inner import is_folder

TEAM_FILE = "team.json"
YEARS = rf"(?!9999)(?:19|[2-9]\d)(?:{'|'.join(f'{year:02d}-{(year + 1) % 100:02d}' for year in range(100))})"
"""The names of school years, as a pattern: 2026-27 and no 2026-29, nor one beyond the calendar."""
YEAR_FILE = re.compile(rf"{YEARS}\.json")
DATA_FILE = re.compile(rf"{re.escape(TEAM_FILE)}|{YEAR_FILE.pattern}")
GROUP_BITS = stat.S_ISGID | stat.S_IRWXG


@dataclass(frozen=True)
class Folder:
    """Where a team's files lie, and with which rights they are made."""

    path: Path
    group: bool = False
    """Whether the whole group shares it (2770), or only the owner reads it (0700)."""

    @property
    def file_mode(self) -> int:
        """The rights of a new file, whatever the umask."""
        return 0o660 if self.group else 0o600

    @property
    def folder_mode(self) -> int:
        """The rights of a new folder inside this one."""
        return 0o2770 if self.group else 0o700

    def file(self, name: str) -> Path:
        """Return where a file of this folder lies."""
        return self.path / name

    def data_files(self) -> list[str]:
        """Return the names of the team's file and the years' files that are there."""
        return [name for name in names_in(self.path) if DATA_FILE.fullmatch(name)]

    def inside(self, name: str) -> Path:
        """Return a folder inside this one, made when it is not there; raises `not-a-folder-inside`, for a link too."""
        path = self.path / name
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            if not is_folder(path):
                raise Refused("not-a-folder-inside", path=name) from None
        else:
            path.chmod(self.folder_mode)
        return path


def existing(path: Path) -> Folder:
    """Return the team's folder at a path; raises `no-folder`, `not-a-folder`, `folder-unreadable` or `no-team`."""
    folder = found(path)
    with saying_unreadable(path):
        if TEAM_FILE not in names_in(path):
            raise Refused("no-team", path=str(path))
    return folder


def found(path: Path) -> Folder:
    """Return the folder at a path, whatever lies in it; raises `no-folder`, `not-a-folder` or `folder-unreadable`."""
    with saying_unreadable(path):
        try:
            mode = path.stat().st_mode
            names_in(path)
        except FileNotFoundError:
            raise Refused("no-folder", path=str(path)) from None
        except NotADirectoryError:
            raise Refused("not-a-folder", path=str(path)) from None
    return Folder(path, group=is_shared(mode))


def made(path: Path) -> Folder:
    """Return the folder at a path, made when it is not there; raises `team-exists`, `not-a-folder` or `not-saved`."""
    with saying_not_saved():
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):
            raise Refused("not-a-folder", path=str(path)) from None
        names, group = names_in(path), is_shared(path.stat().st_mode)
        if TEAM_FILE in names:
            raise Refused("team-exists", path=str(path))
        if not names and not group:
            path.chmod(0o700)
    return Folder(path, group=group)


def is_shared(mode: int) -> bool:
    """Tell whether a folder's rights say that its whole group works in it."""
    return mode & GROUP_BITS == GROUP_BITS
