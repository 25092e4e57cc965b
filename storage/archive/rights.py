"""Whether everything in a folder belongs to the right people and can be read by them alone."""

import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from storage.archive.backups import BACKUPS
from storage.archive.drafts import DRAFTS, PRIVATE
from storage.archive.exports import EXPORTS_FILE
from storage.archive.faults import name_of
from storage.archive.files import names_in
from storage.archive.findings import Finding, Mend
from storage.archive.folder import Folder
from storage.archive.heartbeat import HEARTBEAT
from storage.archive.history import HISTORY
from storage.archive.presence import PRESENT
from storage.inner import is_folder, is_plain

OURS = (BACKUPS, DRAFTS, HISTORY, PRESENT)


def wrong_rights(folder: Folder) -> Iterator[Finding]:
    """Yield the files and folders whose rights or owner are wrong, with the command that mends it."""
    for path in _everything(folder):
        state = path.lstat()
        if stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode):
            wanted = wanted_mode(folder, path)
            if not _is_right(stat.S_IMODE(state.st_mode), wanted):
                yield _wrong_mode(folder, path, wanted) if is_of_here(folder, path) else _elsewhere_too(folder, path)
            if state.st_uid != os.geteuid() and not folder.group:
                yield _wrong_owner(folder, path, state.st_uid)


def _everything(folder: Folder) -> Iterator[Path]:
    yield folder.path
    for name in (*folder.data_files(), *(name for name in [EXPORTS_FILE] if is_plain(folder.file(name)))):
        yield folder.file(name)
    for name in OURS:
        place = folder.file(name)
        if is_folder(place):
            yield place
            yield from (place / inner for inner in names_in(place))


def is_of_here(folder: Folder, path: Path) -> bool:
    """Tell whether all names of a file lie in the folder: rights belong to a file, and so to its every name."""
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode) or state.st_nlink == 1:
        return True
    names = {other for other in _everything(folder) if os.path.samestat(other.lstat(), state)}
    return len(names) == state.st_nlink


def _elsewhere_too(folder: Folder, path: Path) -> Finding:
    return Finding(code="name-elsewhere", path=_inside(folder, path))


def wanted_mode(folder: Folder, path: Path) -> int:
    """Return the rights that a file or folder of the team's should have."""
    if path.is_dir():
        return folder.folder_mode
    return PRIVATE if path.parent.name == DRAFTS and path.name != HEARTBEAT else folder.file_mode


def _is_right(mode: int, wanted: int) -> bool:
    return mode & 0o777 == wanted & 0o777 and mode & stat.S_ISGID >= wanted & stat.S_ISGID


def _wrong_mode(folder: Folder, path: Path, wanted: int) -> Finding:
    command = f"chmod {wanted:o} {shlex.quote(str(path))}"
    return Finding(code="wrong-mode", path=_inside(folder, path), mend=Mend.RIGHTS, params={"command": command})


def _wrong_owner(folder: Folder, path: Path, owner: int) -> Finding:
    command = f"sudo chown {name_of(os.geteuid())} {shlex.quote(str(path))}"
    return Finding(code="wrong-owner", path=_inside(folder, path), params={"owner": name_of(owner), "command": command})


def _inside(folder: Folder, path: Path) -> str:
    return str(path.relative_to(folder.path))
