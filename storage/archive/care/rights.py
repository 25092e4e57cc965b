"""Whether everybody who works in a folder can work with what lies in it, and nobody else can read it."""

import contextlib
import os
import shlex
import stat
from collections.abc import Iterator
from pathlib import Path

from storage.archive.beside.drafts import DRAFTS, PRIVATE
from storage.archive.beside.exports import EXPORTS_FILE
from storage.archive.beside.presence import HEARTBEAT, PRESENT
from storage.archive.care.findings import Finding, Mend
from storage.archive.disk.files import READING, descriptor, names_in
from storage.archive.disk.folder import Folder
from storage.archive.disk.lock import LOCK_FILE
from storage.archive.disk.mending import commands_for, has_mode, joined, user_name
from storage.archive.disk.sharing import access_list, give_rights, stays_closed
from storage.archive.earlier.backups import BACKUPS
from storage.archive.earlier.history import HISTORY
from storage.inner import is_folder, is_plain

OURS = (BACKUPS, DRAFTS, HISTORY, PRESENT)


def wrong_rights(folder: Folder) -> Iterator[Finding]:
    """Yield the files and folders whose rights or owner are wrong, with the command that mends it."""
    keeper = folder.path.stat().st_uid
    for path, state in _states(folder):
        if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
            continue
        commands: tuple[tuple[str, ...], ...] = ()
        with contextlib.suppress(FileNotFoundError):  # a writer's unfinished file may be gone by now
            commands = tuple(_mending(folder, path))
        if commands and not is_of_here(folder, path):
            yield _elsewhere_too(folder, path)
        elif commands:
            yield _wrong_mode(folder, path, state.st_uid, commands)
        if state.st_uid != keeper and not folder.group:
            yield _wrong_owner(folder, path, state.st_uid, keeper)


def _mending(folder: Folder, path: Path) -> Iterator[tuple[str, ...]]:
    wanted = wanted_mode(folder, path)
    if path != folder.path:
        yield from commands_for(path, wanted, folder.path)
    elif not stays_closed(path) and not has_mode(path.lstat(), wanted, listed=bool(access_list(path))):
        yield ("chmod", f"{wanted:o}", str(path))


def _states(folder: Folder) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield everything with its state; what somebody takes away meanwhile is left out."""
    for path in _everything(folder):
        with contextlib.suppress(FileNotFoundError):
            yield path, path.lstat()


def _everything(folder: Folder) -> Iterator[Path]:
    yield folder.path
    for name in (*folder.data_files(), EXPORTS_FILE, LOCK_FILE):
        if is_plain(folder.file(name)):
            yield folder.file(name)
    for name in OURS:
        place = folder.file(name)
        if is_folder(place):
            yield place
            if os.access(place, os.R_OK | os.X_OK):
                yield from (place / inner for inner in names_in(place) if is_plain(place / inner))


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


def set_rights(folder: Folder, path: Path) -> None:
    """Give a file or folder of the team's the rights that it should have; raises OSError or `not-a-file`."""
    wanted = wanted_mode(folder, path)
    if path == folder.path:
        path.chmod(wanted)
        return
    with descriptor(path, READING) as number:
        give_rights(number, wanted, folder.path, path)


def _wrong_mode(folder: Folder, path: Path, owner: int, commands: tuple[tuple[str, ...], ...]) -> Finding:
    """Return what is wrong with a file's rights; only its owner, or the machine's, can be offered to mend it here."""
    ours = os.geteuid() == 0 or (os.geteuid() == owner and _is_in(folder.path.stat().st_gid if folder.group else -1))
    command = joined(commands, sudo=not ours)
    mend = Mend.RIGHTS if ours else Mend.NOTHING
    params: dict[str, object] = {"command": command, "owner": user_name(owner)}
    code = "wrong-folder-mode" if path == folder.path else "wrong-mode"
    return Finding(code=code, path=_inside(folder, path), mend=mend, params=params)


def _is_in(group: int) -> bool:
    return group in {-1, os.getegid(), *os.getgroups()}


def _wrong_owner(folder: Folder, path: Path, owner: int, keeper: int) -> Finding:
    """Return that a file is not its folder's owner's, who alone works there."""
    command = f"sudo chown {user_name(keeper)} {shlex.quote(str(path))}"
    params: dict[str, object] = {"owner": user_name(owner), "command": command}
    return Finding(code="wrong-owner", path=_inside(folder, path), params=params)


def _inside(folder: Folder, path: Path) -> str:
    return str(path.relative_to(folder.path))
