"""What lies inside a team's folder, looked at before anything follows it.

Whoever shares a folder can lay anything into it, under any name: a link into somebody's home, a pipe, a name that
leads out. So nothing is read, changed or removed there but ordinary files of our own kinds of names, in folders that
are no links. The folder itself was named by a person: that one may be a link.
"""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PosixPath

import msgspec

from storage.domain.people import Language

MARK = "team.json"
"""Which file tells that a folder is a team's."""
WITHOUT_WAITING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
LONGEST_GLANCE = 8 * 1024 * 1024
"""Bytes: a team's own file is a hundredth of that."""
NO_LINK = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ELOOP})


class InnerPath(PosixPath):
    """A path into a folder inside a team's: what is done to its file is done in that folder itself, never by its name.

    Between a look and a deed somebody may put a link in the folder's place; a folder that is open stays what it is.
    """


@contextlib.contextmanager
def near(path: Path) -> Iterator[tuple[Path | str, int | None]]:
    """Return what a file is called by, and the number of the open folder to look for it in; raises OSError for a link.

    A path that is not an inner one was named by a person, and is called by itself.
    """
    if not isinstance(path, InnerPath):
        yield path, None
        return
    number = os.open(path.parent, NO_LINK)
    try:
        yield path.name, number
    except OSError as fault:
        if fault.filename == path.name:
            fault.filename = str(path)  # whoever is told of it wants to know where
        raise
    finally:
        with contextlib.suppress(OSError):
            os.close(number)


class _Spoken(msgspec.Struct):
    language: Language = Language.NB
    name: str = ""


class _Glimpse(msgspec.Struct):
    team: dict[str, _Spoken]


def language_at(folder: Path) -> Language | None:
    """Return the language of the team that lies in a folder, without opening it; None where that cannot be read."""
    team = _glimpsed(folder)
    return team.language if team else None


def name_at(folder: Path) -> str:
    """Return what the team that lies in a folder is called, without opening it; empty where that cannot be read."""
    team = _glimpsed(folder)
    return team.name if team else ""


def _glimpsed(folder: Path) -> _Spoken | None:
    try:
        with open(os.open(folder / MARK, WITHOUT_WAITING), "rb") as file:  # noqa: PTH123 - what is opened is a number
            content = file.read(LONGEST_GLANCE) if is_plain(folder / MARK) else b""
        teams = msgspec.json.decode(content, type=_Glimpse).team
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return None
    return next(iter(teams.values()), None)


def is_plain(path: Path) -> bool:
    """Tell whether an ordinary file lies at a path: no link, pipe, device or folder."""
    return stat.S_ISREG(_mode(path))


def is_folder(path: Path) -> bool:
    """Tell whether a folder lies at a path, and no link to one."""
    return stat.S_ISDIR(_mode(path))


def is_trap(path: Path) -> bool:
    """Tell whether something lies at a path that is no ordinary file: a link, a pipe, a device or a folder."""
    mode = _mode(path)
    return mode != 0 and not stat.S_ISREG(mode)


def _mode(path: Path) -> int:
    """Return what lies at a path, 0 where nothing does or nobody may look."""
    try:
        return path.lstat().st_mode
    except (OSError, ValueError):
        return 0


def plain_names(place: Path, named: re.Pattern[str]) -> list[str]:
    """Return the names of one kind that ordinary files in an inner folder bear, sorted; none where that is a link."""
    with _opened(place) as number:
        return sorted(name for name, plain in _entries(number) if plain and named.fullmatch(name))


def plain_files(place: Path, named: re.Pattern[str]) -> list[Path]:
    """Return the ordinary files in an inner folder whose names are of one kind, sorted; none where that is a link."""
    return [place / name for name in plain_names(place, named)]


def odd_names(place: Path, named: re.Pattern[str]) -> list[str]:
    """Return the names in an inner folder that are of no kind of ours, or no ordinary file's, sorted; hidden ones not.

    What an operating system lays everywhere begins with a dot and is nobody's mistake, unless it is a link or a trap.
    """
    with _opened(place) as number:
        entries = list(_entries(number))
    return sorted(name for name, plain in entries if not plain or not (name.startswith(".") or named.fullmatch(name)))


def remove_plain(place: Path, names: Iterable[str]) -> None:
    """Remove files from an inner folder; nothing where that is a link, also when it became one just now."""
    with _opened(place) as number:
        for name in names if number is not None else ():
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name, dir_fd=number)


@contextlib.contextmanager
def _opened(place: Path) -> Iterator[int | None]:
    """Open an inner folder as a number; None where there is none, or something else bears its name."""
    number = _number(place)
    try:
        yield number
    finally:
        if number is not None:
            with contextlib.suppress(OSError):
                os.close(number)


def _number(place: Path) -> int | None:
    try:
        return os.open(place, NO_LINK)
    except OSError as fault:
        if fault.errno in NO_FOLDER:
            return None
        raise


def _entries(number: int | None) -> Iterator[tuple[str, bool]]:
    """Yield the names in a folder, and whether each is an ordinary file's."""
    if number is None:
        return
    with os.scandir(number) as entries:
        for entry in entries:
            yield entry.name, entry.is_file(follow_symlinks=False)
