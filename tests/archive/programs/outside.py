"""What lies around a team's folder: every name, kind and byte, to be compared before and after."""

import stat
from pathlib import Path


def everything_in(place: Path) -> dict[str, tuple[int, int, bytes]]:
    """Return each name below a folder with its rights, owner and bytes, or where a link leads."""
    return {str(path.relative_to(place)): _state(path) for path in sorted(place.rglob("*"))}


def _state(path: Path) -> tuple[int, int, bytes]:
    state = path.lstat()
    if stat.S_ISREG(state.st_mode):
        return state.st_mode, state.st_uid, path.read_bytes()
    return state.st_mode, state.st_uid, str(path.readlink()).encode() if stat.S_ISLNK(state.st_mode) else b""
