"""The mark of an export: of which team it is, and what was written, so that a folder that lives on is known for one."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from storage.archive.disk.decoding import value_in
from storage.archive.disk.files import names_in, read_whole
from storage.archive.disk.folder import DATA_FILE
from storage.domain.errors import Refused

MARK_FILE = "export.json"


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What an export says of itself."""

    export: str
    """Which export it is."""
    team: str
    """The id of the team it was written from."""
    files: Mapping[str, str]
    """What the team's files in it must be: a folder in which somebody went on is an export no more."""


_mark_in = msgspec.json.Decoder(Mark).decode


def mark_for(files: Mapping[str, bytes], export: str, team: str) -> Mark:
    """Return the mark of an export that is about to hold these files."""
    kept = {name: _digest(content) for name, content in files.items() if DATA_FILE.fullmatch(name)}
    return Mark(export=export, team=team, files=kept)


def mark_of(place: Path, export: str, team: str) -> Mark:
    """Return the mark that fits what lies in an export now; raises what reading its files raises."""
    names = [name for name in names_in(place) if DATA_FILE.fullmatch(name)]
    return mark_for({name: read_whole(place / name)[0] for name in names}, export, team)


def mark_in(place: Path) -> Mark | None:
    """Return the mark that a folder bears, None where it bears none; raises `file-unreadable` where nobody may look."""
    try:
        content, _ = read_whole(place / MARK_FILE)
    except FileNotFoundError:
        return None
    except Refused as why:
        if why.code == "file-unreadable":
            raise
        return None
    return value_in(content, _mark_in)


def line_of(mark: Mark) -> bytes:
    """Return a mark as it lies in an export."""
    return msgspec.json.encode(mark) + b"\n"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
