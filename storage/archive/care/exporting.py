"""All of a team in a folder of its own: the files as they are kept, and pages to read; whole, or not at all."""

import contextlib
import fcntl
import io
import os
import re
import shutil
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from storage.archive.beside import exports
from storage.archive.beside.exports import MARK_FILE, Export, line_of, mark_for
from storage.archive.change.snapshot import Snapshot, snapshot_of
from storage.archive.disk import files as disk
from storage.archive.disk.folder import INNER, TEAM_FILE, Folder, existing
from storage.archive.disk.mending import saying_unreadable
from storage.archive.earlier import history
from storage.archive.format.layout import SCHEMA, composed
from storage.domain.errors import Refused, reason_of
from storage.inner import is_plain, plain_files
from storage.school import SCHOOL_FOLDERS, is_small

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700
SCHOOLS_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}\.toml")
"""What a school lays beside a team's files; what else lies there may be an export that no deletion would reach here."""
MOST_HISTORY = 2 * disk.LARGEST
"""Bytes of all the years' histories together: those of forty years of a busy team."""
Files = Mapping[str, bytes]
"""What stands in an export, by name; `/` parts the folders."""


def files_of(team: Path) -> dict[str, bytes]:
    """Return a team's files as they are kept, all from one moment; raises what opening raises, or `year-closed`."""
    folder = existing(team)
    with saying_unreadable(team):
        snapshot = snapshot_of(folder)
        for why in snapshot.closed:
            raise why
        return dict(_kept(snapshot)) | dict(_beside(folder))


def _kept(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    for name, file in snapshot.files.items():
        if file.token:
            header = msgspec.structs.replace(file.header, schema=max(file.header.schema, SCHEMA))
            yield name, b"".join(composed(file.lines, header))


def _beside(folder: Folder) -> Iterator[tuple[str, bytes]]:
    yield from _read([*history.files_of(folder), *history.joined_files(folder)], MOST_HISTORY)
    for place in SCHOOL_FOLDERS:
        small = (path for path in plain_files(folder.file(place), SCHOOLS_NAME) if is_small(path))
        yield from _read(small, disk.LARGEST)


def _read(paths: Iterable[Path], most: int) -> Iterator[tuple[str, bytes]]:
    """Yield files with what they hold; raises `damaged-file` for more than anybody wants to hold in memory."""
    left = most
    for path in paths:
        content, _ = disk.read_whole(path)
        left -= len(content)
        if left < 0:
            raise Refused("damaged-file", file=path.parent.name, reason="too-big", place="")
        yield f"{path.parent.name}/{path.name}", content


def export_folder(folder: Folder | None, target: Path, files: Files, *, team: str, by: str, at: datetime) -> bool:
    """Write an export of a team into a folder that does not exist yet, or is empty, and tell whether it is noted.

    It is noted before it is filled: whatever becomes of it, the next command and a deletion find it. Raises
    `inside-a-team`, and what `write_folder` raises.
    """
    refuse_inside_a_team(target)
    _check_free(target)
    waiting, key = disk.temporary_for(target), os.urandom(8).hex()
    export = exports.begun(target, by=by, at=at, sealed=False, key=key, waiting=waiting.name)
    noted = _noted(folder, export)
    try:
        write_folder(target, files, waiting, line_of(mark_for(files, key, team)))
    except BaseException:
        _noted(folder, msgspec.structs.replace(export, waiting="", dropped=True))
        raise
    _noted(folder, msgspec.structs.replace(export, waiting=""))
    return noted


def export_file(folder: Folder | None, target: Path, content: bytes, *, by: str, at: datetime) -> bool:
    """Write an encrypted export into one new file, and tell whether it is noted; raises what `write_file` raises."""
    export = exports.begun(target, by=by, at=at, sealed=True, key=os.urandom(8).hex())
    noted = _noted(folder, export)
    try:
        write_file(target, content)
    except BaseException:
        _noted(folder, msgspec.structs.replace(export, dropped=True))
        raise
    return noted


def _noted(folder: Folder | None, export: Export) -> bool:
    if folder is None:
        return False  # of a team in a database nobody notes where its exports lie
    try:
        exports.note(folder, export)
    except Refused:
        return False
    return True


def write_folder(target: Path, files: Files, waiting: Path | None = None, mark: bytes = b"") -> None:
    """Write files into a folder that does not exist yet, or is empty, readable by their owner alone.

    Raises `folder-not-empty`, `file-exists` or `not-written`; then nothing of it is there.
    """
    _check_free(target)
    waiting = waiting or disk.temporary_for(target)
    try:
        target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        try:
            waiting.mkdir(mode=PRIVATE_FOLDER)
            with _held(waiting / MARK_FILE, mark):
                _write_all(waiting, files)
                waiting.rename(target)
        except BaseException:
            shutil.rmtree(waiting, ignore_errors=True)
            raise
        disk.sync_folder(target.parent)
    except OSError as fault:
        raise _not_written(target, fault) from None


@contextlib.contextmanager
def _held(path: Path, mark: bytes) -> Iterator[None]:
    """Write an export's mark and hold it while the rest is written: so it shows whether anybody is still at it."""
    if not mark:
        yield
        return
    with disk.descriptor(path, disk.MAKING) as number:
        fcntl.flock(number, fcntl.LOCK_EX)
        os.fchmod(number, PRIVATE)
        disk.write_all(number, mark)
        disk.make_last(number)
        yield


def refuse_inside_a_team(target: Path) -> None:
    """Raise `inside-a-team` for a place among a team's own files, where a year or a form of that name would lie."""
    around = target.absolute().parent
    inner = INNER | frozenset(SCHOOL_FOLDERS)
    for place in (around, *([around.parent] if around.name in inner else [])):
        if is_plain(place / TEAM_FILE):
            raise Refused("inside-a-team", path=str(target))


def _check_free(target: Path) -> None:
    try:
        if os.path.lexists(target) and disk.names_in(target):
            raise Refused("folder-not-empty", path=str(target))
    except NotADirectoryError:
        raise Refused("file-exists", file=str(target)) from None
    except OSError as fault:
        raise _not_written(target, fault) from None


def _write_all(folder: Path, files: Files) -> None:
    for place in sorted({Path(name).parent for name in files}):
        (folder / place).mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    for name, content in files.items():
        disk.write_new(folder / name, PRIVATE, content)
    for place in {folder / name for name in files}:
        disk.sync_folder(place.parent)


def write_file(target: Path, content: bytes) -> None:
    """Write one new file that only its owner reads; raises `file-exists` or `not-written`."""
    try:
        disk.write_new(target, PRIVATE, content)
        disk.sync_folder(target.parent)
    except FileExistsError:
        raise Refused("file-exists", file=str(target)) from None
    except OSError as fault:
        raise _not_written(target, fault) from None


def _not_written(target: Path, fault: OSError) -> Refused:
    return Refused("not-written", file=str(target), reason=reason_of(fault))


SUFFIX = ".tar.age"
SSH = "ssh-"


def sealed(files: Mapping[str, bytes], recipients: Iterable[str], folder: str, at: datetime) -> bytes:
    """Return files as a tar under a folder's name, encrypted so that each recipient alone can open it.

    A recipient is `age1…` or an SSH public key. Raises `no-age` where pyrage is not installed, or `bad-recipient`.
    """
    age = _age()
    keys = [_key(age, recipient) for recipient in recipients]
    content: bytes = age.encrypt(_packed(files, folder, at), keys)
    return content


def _age() -> ModuleType:
    try:
        return import_module("pyrage")
    except ImportError:
        raise Refused("no-age") from None


def _key(age: ModuleType, typed: str) -> Any:
    kind = age.ssh if typed.startswith(SSH) else age.x25519
    try:
        return kind.Recipient.from_str(typed.strip())
    except age.RecipientError:
        raise Refused("bad-recipient", typed=typed) from None


def _packed(files: Mapping[str, bytes], folder: str, at: datetime) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(f"{folder}/{name}")
            entry.size, entry.mode, entry.mtime = len(content), PRIVATE, int(at.timestamp())
            tar.addfile(entry, io.BytesIO(content))
    return packed.getvalue()
