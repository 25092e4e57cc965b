"""Whether a folder lies where the kernel's locks hold for everybody, and nobody moves files behind their backs."""

import os
import re
from pathlib import Path

from storage.archive.disk.files import names_in
from storage.domain.errors import Refused
from storage.domain.text import pattern

MOUNTS = Path("/proc/self/mountinfo")
"""Linux only: elsewhere nothing is known, and nothing is refused."""
UNSHARED = pattern(r"nfs\d?|cifs|smb\w*|9p|afs|ceph|ncpfs|vboxsf|prl_fs|fuse(\..+)?")
"""File systems whose locks may end at this machine."""


def unshared_locks(folder: Path, mounts: Path = MOUNTS) -> Refused | None:
    """Return why nothing should be written in a folder, if its locks may not hold for other machines."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return None
    kind = _kind_at(os.path.realpath(folder), lines)
    return Refused("locks-not-shared", path=str(folder), kind=kind) if UNSHARED.fullmatch(kind) else None


def _kind_at(path: str, lines: list[str]) -> str:
    """Return the kind of file system that a path lies on: that of the longest mount point above it, the last one."""
    best, kind = -1, ""
    for line in lines:
        point, _, after = line.partition(" - ")
        place = re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), point.split()[4])
        if _is_above(place, path) and len(place) >= best:
            best, kind = len(place), after.split()[0]
    return kind


def _is_above(place: str, path: str) -> bool:
    return path == place or path.startswith(place.rstrip("/") + "/")


MARKER = pattern(r"\.stfolder|\.git|desktop\.ini|\._?sync_[0-9a-z]+\.db|\.(owncloud|nextcloud)sync\.log", re.IGNORECASE)
"""What Syncthing, git, OneDrive and Nextcloud leave at the top of what they look after."""


def sync_marker(folder: Path, home: Path) -> Path | None:
    """Return what shows that a folder, or one above it, is kept in step elsewhere; `home` itself is not asked."""
    real = folder.resolve()
    for place in (real, *real.parents):
        if place in {home, Path(place.anchor)}:
            return None
        try:
            found = next((name for name in names_in(place) if MARKER.fullmatch(name)), None)
        except OSError:
            continue
        if found:
            return place / found
    return None
