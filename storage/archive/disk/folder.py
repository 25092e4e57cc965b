"""A team's folder: which files it holds, and who may read them."""

import os
import re
import stat
from pathlib import Path

import msgspec

from storage.archive.disk.files import names_in
from storage.archive.disk.mending import saying_not_saved, saying_unreadable
from storage.archive.disk.sharing import access_list, give_rights, is_shared
from storage.domain.errors import Refused, reason_of, system_reason
from storage.domain.text import pattern
from storage.inner import MARK, InnerPath, is_folder

TEAM_FILE = MARK
_ONES = "|".join(f"{one}-[0-9]{(one + 1) % 10}" for one in range(10))
_TENS = "|".join(f"{ten}(?:[0-8]-{ten}|9-{(ten + 1) % 10})" for ten in range(10))
YEARS = rf"(?!9999)(?:19|[2-9][0-9])(?=[0-9](?:{_ONES}))(?={_TENS})[0-9]{{2}}-[0-9]{{2}}"
"""The names of school years, as a pattern: 2026-27 and no 2026-29, nor one beyond the calendar."""
YEAR_FILE = pattern(rf"{YEARS}\.json")
DATA_FILE = pattern(rf"{re.escape(TEAM_FILE)}|{YEAR_FILE.pattern}")
STEM = r"(?:team|\d{4}-\d{2})"
CONFLICT_COPY = pattern(
    rf"{STEM}(.*(conflict|konflikt).*|[^\w/][^/]*|_[^/]*)\.json"
    rf"|{STEM}\.json[.~].*|(?:copy of|kopi av) {STEM}\.json",
    re.IGNORECASE,
)
"""One of our own names with something set off after it, or as a copy is called before it."""
COPY = pattern(rf"(?:copy of |kopi av )?(?P<name>team|{YEARS})(?![0-9A-Za-z]).*", re.IGNORECASE)
"""How the copy of one of our files is called: by that file's name, with something after it, or before it."""
TOOLS = tuple(
    (tool, pattern(named, re.IGNORECASE))
    for tool, named in (
        ("Syncthing", rf"{STEM}\.sync-conflict-\d{{8}}-\d{{6}}(-\w+)?\.json"),
        ("Nextcloud", rf"{STEM} \(conflicted copy \d{{4}}-\d\d-\d\d \d{{6}}\)\.json"),
        ("Nextcloud", rf"{STEM}_conflict-\d{{8}}-\d{{6}}\.json"),
        ("Dropbox", rf"{STEM} \(.*(conflicted copy|konflikt).*\)\.json"),
        ("git", rf"{STEM}(_(BASE|LOCAL|REMOTE|BACKUP)_\d+\.json|\.json\.(orig|rej))"),
        ("Google Drive", rf"{STEM} \(\d+\)\.json"),
        ("iCloud", rf"{STEM} \d+\.json"),
        ("OneDrive", rf"{STEM}-(?!(copy|kopi|conflict)\b)[\w-]+\.json"),
    )
)
"""How the tools call a copy where two went their own ways; a number in brackets may come from a browser too."""


def tool_of(name: str) -> str:
    """Return which tool calls a copy so; empty where it is a person, an editor or whoever."""
    return next((tool for tool, named in TOOLS if named.fullmatch(name)), "")


INNER = frozenset({"backups", "drafts", "history", "present"})
"""The folders inside that saving, typing and being there write into."""
LOOK_IN = stat.S_IRGRP | stat.S_IXGRP
"""What lets a group that may not write look into a folder."""
READ_AND_WRITE = stat.S_IRGRP | stat.S_IWGRP


class Folder(msgspec.Struct, frozen=True):
    """Where a team's files lie, and with which rights they are made."""

    path: Path
    group: bool = False
    """Whether others than its owner work in it: its group, or those on its access list."""
    listed: bool = False
    """Whether it is an access list that says who."""
    readers: bool = False
    """Whether its group may read what it holds, and no more."""

    @property
    def file_mode(self) -> int:
        """The rights of a new file, whatever the umask."""
        if self.group:
            return 0o660
        return 0o640 if self.readers else 0o600

    @property
    def folder_mode(self) -> int:
        """The rights of this folder, and of a new one inside it."""
        if self.group:
            return 0o770 if self.listed else 0o2770
        return 0o750 if self.readers else 0o700

    def file(self, name: str) -> Path:
        """Return where a file of this folder lies."""
        return InnerPath(self.path, name) if name in INNER else self.path / name

    def inner(self, name: str) -> Path:
        """Return where something lies that is named from here, such as `backups/team.00000001.json`."""
        first, _, rest = name.partition("/")
        return self.file(first) / rest if rest else self.path / first

    def data_files(self) -> list[str]:
        """Return the names of the team's file and the years' files that are there."""
        return [name for name in names_in(self.path) if DATA_FILE.fullmatch(name)]

    def copies(self) -> tuple[tuple[Path, str], ...]:
        """Return what looks like a copy of one of the team's files, each with the tool that calls copies so."""
        names = filter(CONFLICT_COPY.fullmatch, names_in(self.path))
        return tuple((self.path / name, tool_of(name)) for name in sorted(names))

    def inside(self, name: str) -> Path:
        """Return a folder inside this one, made when it is not there; raises `not-a-folder-inside`, for a link too."""
        path = self.file(name)
        try:
            path.mkdir(mode=0o700)
        except FileExistsError:
            if not is_folder(path):
                raise Refused("not-a-folder-inside", path=name) from None
        else:
            share(path, self.folder_mode)
        return path


def existing(path: Path) -> Folder:
    """Return the team's folder at a path; raises `no-folder`, `not-a-folder`, `folder-unreadable` or `no-team`."""
    folder = existing_folder(path)
    with saying_unreadable(path):
        if TEAM_FILE not in names_in(path):
            raise Refused("no-team", path=str(path))
    return folder


def existing_folder(path: Path) -> Folder:
    """Return the folder at a path, whatever lies in it; raises `no-folder`, `not-a-folder` or `folder-unreadable`."""
    with saying_unreadable(path):
        try:
            names_in(path)
            return as_shared(path)
        except FileNotFoundError:
            raise Refused("no-folder", path=str(path)) from None
        except NotADirectoryError:
            raise Refused("not-a-folder", path=str(path)) from None


def as_shared(path: Path) -> Folder:
    """Return the folder at a path, shared as its rights say, or else as those of the team's file do.

    Many a folder is 775 or 755 by a lax setting alone: that lets nobody into files that were private so far.
    """
    state, given = path.stat(), _given_to_group(path)
    group = is_shared(state) and (is_for_a_group(path) or given & stat.S_IRWXG & ~stat.S_IXGRP == READ_AND_WRITE)
    readers = state.st_mode & stat.S_IRWXG == LOOK_IN and bool(given & stat.S_IRGRP)
    return Folder(path, group, group and bool(access_list(path)), readers)


def _given_to_group(path: Path) -> int:
    """Return what the folder's group may do with the team's file; nothing where there is none."""
    try:
        team = (path / TEAM_FILE).lstat()
    except FileNotFoundError:
        return 0
    return team.st_mode if team.st_gid == path.stat().st_gid else 0


def share(path: Path, mode: int) -> None:
    """Give a folder that was made just now its mode, and to those who work where it lies."""
    number = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        give_rights(number, mode, path.parent)
    finally:
        os.close(number)


def new_folder(path: Path) -> Folder:
    """Return the folder at a path, made when it is not there; raises `team-exists`, `not-a-folder` or `not-saved`."""
    with saying_not_saved():
        try:
            _make(path)
        except (FileExistsError, NotADirectoryError):
            raise Refused("not-a-folder", path=str(path)) from None
        except OSError as fault:
            if reason_of(fault) == "not-allowed":
                raise
            reason = "takes-no-folder" if isinstance(fault, FileNotFoundError) else system_reason(fault)
            raise Refused("folder-not-made", path=str(path), reason=reason) from None
        names, folder = names_in(path), as_shared(path)
        if TEAM_FILE in names:
            raise Refused("team-exists", path=str(path))
        if not names and not folder.group:
            path.chmod(0o700)
        elif not names and path.stat().st_mode & stat.S_ISVTX and path.stat().st_uid == os.geteuid():
            path.chmod(folder.folder_mode)  # else nobody could put a new file in the place of a colleague's
    return folder


def _make(path: Path) -> None:
    """Make a folder: its owner's alone, or shared as the one it lies in."""
    try:
        path.mkdir(mode=0o700)
    except FileNotFoundError:
        if path.parent.is_dir():
            raise  # where the system makes folders itself, such as /proc
        _make(path.parent)
        _make(path)
    except FileExistsError:
        if not path.is_dir():
            raise
    else:
        if is_for_a_group(path.parent):
            share(path, 0o770 if access_list(path.parent) else 0o2770)


def is_for_a_group(folder: Path) -> bool:
    """Tell whether a folder was made for several people: not for everybody, nor by a lax setting alone."""
    state = folder.stat()
    chosen = not state.st_mode & stat.S_IRWXO or state.st_mode & stat.S_ISGID or access_list(folder)
    return is_shared(state) and not state.st_mode & stat.S_IWOTH and bool(chosen)
