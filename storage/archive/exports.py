"""Where a team's exports lie, so that what is deleted goes from them too."""

import contextlib
import platform
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from storage.archive import history
from storage.archive.faults import saying_not_saved
from storage.archive.files import appending, make_last, read_whole, remove, write_all
from storage.archive.folder import TEAM_FILE, Folder
from storage.archive.layout import Trace
from storage.archive.lock import locked
from storage.domain.errors import Refused
from storage.domain.ids import new_id
from storage.store import Unreached

EXPORTS_FILE = "exports.jsonl"
EXPORT = "export"
"""What the history calls one among the kinds of records."""
PAGES = ("cases", "minutes")
"""The folders of an export whose pages speak of cases."""


class Export(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One export: where it was written, by whom and when."""

    path: str
    machine: str
    at: datetime
    by: str
    sealed: bool = False
    """Encrypted: nothing can be taken out of it."""


def note(folder: Folder, target: Path, *, by: str, at: datetime, sealed: bool) -> None:
    """Remember an export, safe on disk when this returns; raises `not-saved`."""
    export = Export(path=str(target.absolute()), machine=platform.node(), at=at, by=by, sealed=sealed)
    with saying_not_saved(), appending(folder.file(EXPORTS_FILE), folder.file_mode) as number:
        write_all(number, msgspec.json.encode(export) + b"\n")
        make_last(number)


def note_in_history(folder: Folder, target: Path, *, by: str, at: datetime) -> None:
    """Write in the history that there is an export, and what it is called; raises `not-saved` or `locked`."""
    trace = Trace(
        change=new_id(at, secrets.randbits(30)),
        at=at.isoformat(),
        by=by,
        records=((EXPORT, target.name, "exported"),),
    )
    with saying_not_saved(), locked(folder, by):
        history.append(folder, history.seal(folder, trace))


def known(folder: Folder) -> Iterator[Export]:
    """Yield the exports that are known, the newest of each place; lines that cannot be read are passed over."""
    try:
        lines = read_whole(folder.file(EXPORTS_FILE))[0].splitlines()
    except (FileNotFoundError, Refused):
        return
    found: dict[tuple[str, str], Export] = {}
    for line in lines:
        with contextlib.suppress(msgspec.MsgspecError):
            export = msgspec.json.decode(line, type=Export)
            found[export.machine, export.path] = export
    yield from found.values()


def take_out(folder: Folder, code: str, delete: Callable[[Path], None]) -> tuple[Unreached, ...]:
    """Take a case out of every export that can be reached, and return the others with the reason."""
    judged = ((export, _unreachable(export) or _taken_out(Path(export.path), code, delete)) for export in known(folder))
    return tuple(Unreached(path=export.path, at=export.at, reason=reason) for export, reason in judged if reason)


def _unreachable(export: Export) -> str:
    """Return why nothing can be taken out of an export, as a code; empty for one that can be reached."""
    if export.machine != platform.node():
        return "other-machine"
    if not Path(export.path).exists():
        return "moved"
    return "sealed" if export.sealed or not Path(export.path, TEAM_FILE).is_file() else ""


def _taken_out(place: Path, code: str, delete: Callable[[Path], None]) -> str:
    """Take a case out of an export; return why that did not work, empty when it did."""
    try:
        _drop_pages(place, code)
        delete(place)
    except OSError:
        return "not-changed"
    except Refused as why:
        return "" if why.code == "no-such-case" else "not-changed"
    return ""


def _drop_pages(place: Path, code: str) -> None:
    """Remove the pages of an export that speak of a case."""
    spoken_of = re.compile(rf"(?<![0-9-]){re.escape(code)}(?![0-9])".encode())
    for page in (page for folder in PAGES for page in sorted((place / folder).glob("*.md"))):
        if spoken_of.search(read_whole(page)[0]):
            remove(page)
