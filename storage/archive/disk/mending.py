"""What the system says when it says no, as what a person can be told; and what mends it."""

import contextlib
import errno
import grp
import os
import pwd
import shlex
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from storage.archive.disk import sharing
from storage.domain.errors import Refused, reason_of
from storage.inner import MARK

SHARED_FOLDER, SHARED_FILE, PRIVATE_FOLDER, PRIVATE_FILE = 0o2770, 0o660, 0o700, 0o600

READ_FOLDER, READ_FILE = 0o750, 0o640


def user_name(user: int) -> str:
    """Return a system user's name, or the number of one without."""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def group_name(group: int) -> str:
    """Return a group's name, or the number of one without."""
    try:
        return grp.getgrgid(group).gr_name
    except KeyError:
        return str(group)


def owner_of(path: Path) -> str:
    """Return the name of whose a file or folder is."""
    return user_name(path.stat().st_uid)


def who_works_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the groups and people who work in a folder beside its owner; none when it is private."""
    state, listed = folder.stat(), sharing.access_list(folder)
    if not sharing.is_shared(state):
        return ()
    if not listed:
        return (group_name(state.st_gid),)
    of_group = (group_name(state.st_gid) for entry in listed if entry.kind == sharing.THE_GROUP and entry.may)
    named = (
        user_name(who) if kind == sharing.USER else group_name(who)
        for kind, may, who in listed
        if kind in sharing.NAMED and may
    )
    return (*of_group, *named)


def commands_for(path: Path, mode: int, place: Path) -> Iterator[tuple[str, ...]]:
    """Yield what gives a file or folder the rights that it should have in the folder it lies in."""
    state, folder, above = path.lstat(), place.stat(), sharing.access_list(place) if mode & stat.S_IRWXG else ()
    if mode & stat.S_IRWXG and not above and state.st_gid != folder.st_gid:
        yield ("chgrp", group_name(folder.st_gid), str(path))
    own = sharing.access_list(path)
    if not has_mode(state, mode, listed=bool(own) and not sharing.is_shared(folder)):
        yield ("chmod", f"{mode:o}", str(path))
    missing = sharing.lacks(state, own, sharing.wanted_list(state, folder, mode, above)) if above else ()
    if missing:
        yield ("setfacl", "-m", ",".join(map(_spelt, missing)), str(path))


def has_mode(state: os.stat_result, mode: int, *, listed: bool) -> bool:
    """Tell whether a mode is as wanted; with an access list, the group's part of it only says how far that reaches."""
    is_mode = stat.S_IMODE(state.st_mode)
    if stat.S_ISDIR(state.st_mode) and is_mode & stat.S_ISVTX and mode & stat.S_IWGRP:
        return False  # there, only its owner could put a new file in an old one's place
    if listed and mode & stat.S_IRWXG == 0:
        return is_mode & 0o707 == mode & 0o707
    return is_mode & 0o777 == mode & 0o777 and is_mode & stat.S_ISGID >= mode & stat.S_ISGID


def _spelt(entry: sharing.AclEntry) -> str:
    may = "".join(letter for letter, bit in zip("rwx", (4, 2, 1), strict=True) if entry.may & bit)
    if entry.kind == sharing.USER:
        return f"u:{user_name(entry.who)}:{may}"
    return f"g:{group_name(entry.who)}:{may}"


def joined(commands: Iterable[tuple[str, ...]], *, sudo: bool) -> str:
    """Return commands as one line to be run."""
    lines = (shlex.join(("sudo", *command) if sudo else command) for command in commands)
    return " && ".join(lines)


def obstacle_at(path: Path) -> dict[str, str]:
    """Return what stands in the way of whoever may not write at a path: the file, its owner, and the command."""
    there = next(each for each in (path, *path.absolute().parents) if _is_seen(each))
    if not stat.S_ISDIR(there.lstat().st_mode) and _is_in_the_way(there):
        return _named(there, _to_use(there))
    folder = there if there.is_dir() else there.parent
    if folder == path.parent and not _is_seen(folder / MARK) and not _is_inner(folder):
        return _named(folder, _to_make(path))
    return _named(folder, _to_use(folder) if _is_inner(folder) else to_work_in(folder))


def _is_in_the_way(file: Path) -> bool:
    kept = file.parent.stat().st_mode & stat.S_ISVTX and file.lstat().st_uid != os.geteuid()
    return not kept and not os.access(file, os.R_OK | os.W_OK)


def _is_inner(folder: Path) -> bool:
    return _is_seen(folder.parent / MARK)


def _named(place: Path, command: str) -> dict[str, str]:
    name = place.name if _is_inner(place) or not place.is_dir() else str(place)
    return {"file": name, "owner": user_name(place.lstat().st_uid), "command": command}


def _to_use(path: Path) -> str:
    """Return the command that lets everybody who works in the folder use something that lies in it."""
    place = path.parent
    if sharing.is_shared(place.stat()):
        mode = SHARED_FOLDER if path.is_dir() else SHARED_FILE
        return joined(commands_for(path, mode, place), sudo=True) or to_work_in(place)
    keeper, state = _keeper(place), path.lstat()
    if state.st_uid != keeper:
        return joined((("chown", user_name(keeper), str(path)),), sudo=True)
    return _to_let_readers_in(path, place)


def _to_let_readers_in(path: Path, place: Path) -> str:
    """Return the command that lets the group that may look into a folder read what lies there; empty without one."""
    folder, mark = place.stat(), (place / MARK).lstat()
    if not folder.st_mode & stat.S_IRGRP or not mark.st_mode & stat.S_IRGRP or sharing.stays_closed(place):
        return ""
    return joined(commands_for(path, READ_FOLDER if path.is_dir() else READ_FILE, place), sudo=True)


def _keeper(folder: Path) -> int:
    """Return whose the things in a folder are that nobody shares: its owner's, unless that is the machine's."""
    return folder.stat().st_uid or os.geteuid()


def _to_make(folder: Path) -> str:
    """Return the command that lets whoever asks make a folder; empty where it would lie in somebody else's home."""
    state, me = folder.parent.stat(), user_name(os.geteuid())
    if sharing.is_shared(state) and not state.st_mode & stat.S_IRWXO:
        return to_work_in(folder.parent)
    if _is_elses_own(folder.parent):
        return ""
    return joined((("install", "-d", "-m", f"{PRIVATE_FOLDER:o}", "-o", me, str(folder)),), sudo=True)


def _is_elses_own(place: Path) -> bool:
    state = place.stat()
    return state.st_uid != os.geteuid() and (sharing.is_home_or_systems(place) or not state.st_mode & stat.S_IRWXG)


def to_work_in(folder: Path) -> str:
    """Return the command that lets whoever asks work in a team's folder, beside those who work there already.

    Empty where that would open what is to stay closed: then its owner has to share it.
    """
    state, me = folder.stat(), user_name(os.geteuid())
    if state.st_uid == os.geteuid():
        return joined((("chmod", "u+rwx", str(folder)),), sudo=False)
    if sharing.stays_closed(folder) or not state.st_mode & stat.S_IRWXG:
        return ""
    if sharing.access_list(folder):
        return joined((("setfacl", "-m", f"u:{me}:rwx", str(folder)),), sudo=True)
    is_member = state.st_gid in {os.getegid(), *os.getgroups()}
    if not is_member and sharing.is_nobodys_to_join(state.st_gid, state.st_uid):
        return ""
    commands: list[tuple[str, ...]] = []
    if state.st_mode & stat.S_ISVTX or stat.S_IMODE(state.st_mode) & SHARED_FOLDER != SHARED_FOLDER:
        commands.append(("chmod", f"{SHARED_FOLDER:o}", str(folder)))
    if not is_member:
        commands.append(("usermod", "-aG", group_name(state.st_gid), me))
    return joined(commands, sudo=True)


def to_read(path: Path) -> dict[str, str]:
    """Return whose a file is that may not be read, and the command that lets whoever works there read it."""
    try:
        owner = path.lstat().st_uid
        return {"owner": user_name(owner), "command": _to_use(path)}
    except OSError:
        return {}


def to_share(folder: Path) -> str:
    """Return the command after which new files in a folder take its group, whoever writes them."""
    return "" if sharing.stays_closed(folder) else joined((("chmod", f"{SHARED_FOLDER:o}", str(folder)),), sudo=True)


def to_enter(path: Path) -> dict[str, str]:
    """Return the nearest folder that can be seen, whose it is, and the command that lets whoever asks look into it."""
    there = next(each for each in (path, *path.absolute().parents) if _is_seen(each))
    command = _to_use(there) if _is_inner(there) else to_work_in(there)
    return {"path": str(there), "owner": owner_of(there), "command": command}


def _is_seen(place: Path) -> bool:
    try:
        place.lstat()
    except OSError:
        return False
    return True


TRAPS = frozenset({errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENODEV})
"""What the system says to opening a link, a pipe, a folder or a device as a file."""


def unreadable(path: Path, fault: OSError) -> Refused:
    """Return what a person is told when a file cannot be read."""
    if fault.errno in TRAPS:
        return Refused("not-a-file", file=path.name)
    return Refused("file-unreadable", file=path.name, reason=reason_of(fault), **to_read(path))


def not_saved(fault: OSError) -> Refused:
    """Return what a person is told when writing failed; the old file is as it was."""
    reason = reason_of(fault)
    if reason == "not-allowed" and isinstance(fault.filename, str | bytes):
        place = Path(os.fsdecode(fault.filename))
        if isinstance(fault, sharing.GroupNotKeptError):
            return Refused("group-not-kept", path=str(place), command=to_share(place))
        found = obstacle_at(place)
        return Refused("not-allowed", file=found["file"], owner=found["owner"], command=found["command"])
    return Refused("not-saved", reason=reason, detail=fault.strerror or "")


@contextlib.contextmanager
def saying_unreadable(path: Path) -> Iterator[None]:
    """Turn what the system says while a folder is read into `folder-unreadable`."""
    try:
        yield
    except OSError as fault:
        odd = Path(os.fsdecode(fault.filename)) if isinstance(fault.filename, str | bytes) else path
        known = to_enter(odd) if reason_of(fault) == "not-allowed" else {}
        seen = known.pop("path", str(path))
        raise Refused("folder-unreadable", path=seen, reason=reason_of(fault), **known) from None


@contextlib.contextmanager
def saying_not_saved() -> Iterator[None]:
    """Turn what the system says while something is written into `not-saved`, `not-allowed` or `group-not-kept`."""
    try:
        yield
    except OSError as fault:
        raise not_saved(fault) from None
