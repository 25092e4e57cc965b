"""All of a team in a folder of its own: the files as they are kept, and pages to read; whole, or not at all."""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from storage.archive import history
from storage.archive.faults import reason_of, saying_unreadable
from storage.archive.files import names_in, read_whole, sync_folder, temporary_for, write_new
from storage.archive.folder import Folder, existing
from storage.archive.layout import SCHEMA, composed
from storage.archive.snapshot import Snapshot, taken
from storage.domain.errors import Refused
from storage.school import folders

PRIVATE = 0o600
PRIVATE_FOLDER = 0o700
PLAIN_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")
Files = Mapping[str, bytes]
"""What stands in an export, by name; `/` parts the folders."""


def files_of(team: Path) -> dict[str, bytes]:
    """Return a team's files as they are kept, all from one moment; raises what opening raises, or `year-closed`."""
    folder = existing(team)
    with saying_unreadable(team):
        snapshot = taken(folder)
        for why in snapshot.closed:
            raise why
        return dict(_kept(snapshot)) | dict(_beside(folder))


def _kept(snapshot: Snapshot) -> Iterator[tuple[str, bytes]]:
    for name, file in snapshot.files.items():
        if file.token:
            header = msgspec.structs.replace(file.header, schema=max(file.header.schema, SCHEMA))
            yield name, b"".join(composed(file.lines, header))


def _beside(folder: Folder) -> Iterator[tuple[str, bytes]]:
    for place in (history.HISTORY, *folders.EVERY):
        inside = folder.file(place)
        if inside.is_dir() and not inside.is_symlink():
            for name in names_in(inside):
                if PLAIN_NAME.fullmatch(name):
                    yield f"{place}/{name}", read_whole(inside / name)[0]


def write_folder(target: Path, files: Files) -> None:
    """Write files into a folder that does not exist yet, or is empty, readable by their owner alone.

    Raises `folder-not-empty`, `file-exists` or `not-written`; then nothing of it is there.
    """
    _check_free(target)
    waiting = temporary_for(target)
    try:
        target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        try:
            _write_all(waiting, files)
            waiting.rename(target)
        except BaseException:
            shutil.rmtree(waiting, ignore_errors=True)
            raise
        sync_folder(target.parent)
    except OSError as fault:
        raise _not_written(target, fault) from None


def _check_free(target: Path) -> None:
    try:
        if os.path.lexists(target) and names_in(target):
            raise Refused("folder-not-empty", path=str(target))
    except NotADirectoryError:
        raise Refused("file-exists", file=str(target)) from None
    except OSError as fault:
        raise _not_written(target, fault) from None


def _write_all(folder: Path, files: Files) -> None:
    folder.mkdir(mode=PRIVATE_FOLDER)
    for place in sorted({Path(name).parent for name in files}):
        (folder / place).mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    for name, content in files.items():
        write_new(folder / name, PRIVATE, content)
    for place in {folder / name for name in files}:
        sync_folder(place.parent)


def write_file(target: Path, content: bytes) -> None:
    """Write one new file that only its owner reads; raises `file-exists` or `not-written`."""
    try:
        write_new(target, PRIVATE, content)
        sync_folder(target.parent)
    except FileExistsError:
        raise Refused("file-exists", file=str(target)) from None
    except OSError as fault:
        raise _not_written(target, fault) from None


def _not_written(target: Path, fault: OSError) -> Refused:
    return Refused("not-written", file=str(target), reason=reason_of(fault))
