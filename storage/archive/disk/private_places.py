"""What is never to be opened for a team's sake: homes and the system's own folders, and the groups of single people."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

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
