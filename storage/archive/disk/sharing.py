"""Who works in a folder beside its owner, and the rights a new file in it needs for their sake."""

import os
import pwd
import stat
import struct
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from storage.inner import MARK

HOMES = frozenset({Path("/home"), Path("/Users")})
"""What lies right below is somebody's home, also of people whom the machine does not list."""
OF_SYSTEM = frozenset(
    map(Path, ("/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/usr"))
)
BESIDE_SYSTEM = frozenset(map(Path, ("/media", "/mnt", "/opt", "/srv", "/var", "/var/lib")))
"""What belongs to everybody, while a folder inside may well be a team's."""
FIRST_OF_PEOPLE = 1000
"""Groups below have rights on the machine itself; a school's groups begin here."""
EVERYBODYS = frozenset({100})
"""The group `users`."""


def stays_closed(place: Path) -> bool:
    """Tell whether a folder is a home, one around it, or the system's: no team's to open, whatever lies in it."""
    here = Path(os.path.realpath(place))
    return here in BESIDE_SYSTEM or _is_everybodys(here) or is_home_or_systems(here)


def is_home_or_systems(place: Path) -> bool:
    """Tell whether a folder is a home, one around it, or the system's own."""
    here = Path(os.path.realpath(place))
    if here.parent in HOMES or OF_SYSTEM & {here, *here.parents}:
        return True
    return any(here == home or here in home.parents for home in _homes())


def _is_everybodys(here: Path) -> bool:
    """Tell whether a folder is one where everybody lays things side by side, as they do for a while."""
    mode = here.stat().st_mode
    return bool(mode & stat.S_ISVTX and mode & stat.S_IWOTH)


def is_nobodys_to_join(group: int, owner: int) -> bool:
    """Tell whether a group is the machine's, or one person's own, so that nobody is to be added to it."""
    if group < FIRST_OF_PEOPLE and group not in EVERYBODYS:
        return True
    return group == owner or group in _of_single_people()


def _homes() -> Iterator[Path]:
    yield Path(os.path.realpath(Path.home()))
    yield from (Path(os.path.realpath(each.pw_dir)) for each in pwd.getpwall() if each.pw_dir)


def _of_single_people() -> set[int]:
    """Return the groups that bear the number of the one person whose first group they are."""
    return {each.pw_gid for each in pwd.getpwall() if each.pw_gid == each.pw_uid}


ACCESS = "system.posix_acl_access"
VERSION = struct.pack("<I", 2)
ENTRY = struct.Struct("<HHI")
NOBODY = 0xFFFFFFFF
"""Whom an entry is about that is about the owner, the group or the others."""
THE_OWNER, USER, THE_GROUP, GROUP, MASK, OTHERS = 0x01, 0x02, 0x04, 0x08, 0x10, 0x20
NAMED = frozenset({USER, GROUP})
ALL, READ_AND_WRITE = 7, 6


class GroupNotKeptError(PermissionError):
    """A new file cannot be given to the folder's group by whoever writes it."""


class AclEntry(NamedTuple):
    """One line of an access list."""

    kind: int
    may: int
    """Read 4, write 2, enter 1."""
    who: int


def access_list(place: Path | int) -> tuple[AclEntry, ...]:
    """Return the access list of a file or folder, empty where there is none beyond its mode."""
    if sys.platform != "linux":
        return ()
    try:
        packed = os.getxattr(place, ACCESS)
    except OSError:
        return ()
    return tuple(AclEntry(*each) for each in ENTRY.iter_unpack(packed[len(VERSION) :]))


def is_shared(state: os.stat_result) -> bool:
    """Tell whether a folder's rights say that others than its owner work in it: its group, or those on its list."""
    return state.st_mode & stat.S_IRWXG == stat.S_IRWXG


def give_rights(number: int, mode: int, place: Path, like: Path | None = None) -> None:
    """Give a new file or folder in `place` its mode, and to those who work there; `like` is what it takes over from.

    Raises OSError, as `GroupNotKeptError` where only the folder's own group could have had it and may not get it.
    """
    folder, before = place.stat(), os.fstat(number)
    if os.geteuid() == 0 and not is_shared(folder) and _is_of_team(place):
        os.fchown(number, folder.st_uid, folder.st_gid)  # what root writes in somebody's folder is theirs to go on with
    shared = bool(mode & stat.S_IRWXG)
    above = access_list(place) if shared else ()
    if shared and before.st_gid != folder.st_gid and _group_may(above, mode):
        _give_group(number, place, folder.st_gid, needed=not above)
    os.fchmod(number, mode)
    own = access_list(like) if like else ()
    if above or (own and any(entry.kind in NAMED for entry in own)):
        _write_list(number, wanted_list(os.fstat(number), folder, mode, above, own))


def _is_of_team(place: Path) -> bool:
    return any((folder / MARK).exists() for folder in (place, place.parent))


def _group_may(above: tuple[AclEntry, ...], mode: int) -> bool:
    return any(entry.kind == THE_GROUP and entry.may for entry in above) if above else bool(mode & stat.S_IRWXG)


def _give_group(number: int, place: Path, group: int, *, needed: bool) -> None:
    try:
        os.fchown(number, -1, group)
    except PermissionError as fault:
        if needed:
            raise GroupNotKeptError(fault.errno, fault.strerror, str(place)) from None


def wanted_list(
    state: os.stat_result, folder: os.stat_result, mode: int, above: Iterable[AclEntry], own: Iterable[AclEntry] = ()
) -> tuple[AclEntry, ...]:
    """Return the access list of a file or folder: of those who work in the folder, and of those it named itself."""
    most = ALL if stat.S_ISDIR(state.st_mode) else READ_AND_WRITE
    of_group = mode >> 3 & ALL
    named: dict[tuple[int, int], int] = {}
    for kind, may, who in above:
        if kind in NAMED:
            named[kind, who] = may & most
        elif kind == THE_OWNER:
            named[USER, folder.st_uid] = may & most
        elif kind == THE_GROUP:
            of_group = may & most
            if state.st_gid != folder.st_gid:
                named[GROUP, folder.st_gid], of_group = of_group, 0
    for kind, may, who in own:  # what a folder hands down says «enter» too, which its files do not grant
        if kind in NAMED:
            named[kind, who] = named.get((kind, who), 0) | may & most
    named.pop((USER, state.st_uid), None)
    return tuple(_ordered(mode, of_group, named))


def _ordered(mode: int, of_group: int, named: dict[tuple[int, int], int]) -> Iterator[AclEntry]:
    """Yield an access list's entries in the order in which the system wants them."""
    reach = of_group
    for may in named.values():
        reach |= may
    yield AclEntry(THE_OWNER, mode >> 6 & ALL, NOBODY)
    yield from sorted(AclEntry(USER, may, who) for (kind, who), may in named.items() if kind == USER)
    yield AclEntry(THE_GROUP, of_group, NOBODY)
    yield from sorted(AclEntry(GROUP, may, who) for (kind, who), may in named.items() if kind == GROUP)
    yield AclEntry(MASK, reach, NOBODY)
    yield AclEntry(OTHERS, mode & ALL, NOBODY)


def _write_list(number: int, entries: Iterable[AclEntry]) -> None:
    if sys.platform == "linux":
        os.setxattr(number, ACCESS, VERSION + b"".join(ENTRY.pack(*entry) for entry in entries))


def lacks(state: os.stat_result, has: Iterable[AclEntry], wanted: Iterable[AclEntry]) -> tuple[AclEntry, ...]:
    """Return the named entries of a wanted list that a file does not grant."""
    granted = {(kind, who): may for kind, may, who in has}
    reach = granted.get((MASK, NOBODY), state.st_mode >> 3 & ALL)
    return tuple(
        entry
        for entry in wanted
        if entry.kind in NAMED and entry.may & ~(granted.get((entry.kind, entry.who), 0) & reach)
    )
