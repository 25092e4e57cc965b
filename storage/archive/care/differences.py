"""What became of a file's records between two states of it, each by a name that people know and that tells no text."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from storage.archive.care.restoring import differences, sound_backups
from storage.archive.change.opened import understood
from storage.archive.disk.files import read_whole
from storage.archive.disk.folder import Folder
from storage.archive.format.layout import Header, Lines
from storage.domain.errors import Refused
from storage.store import Difference

NAMED_BY = {
    "case": "code",
    "agreement": "case",
    "meeting": "started",
    "team": "name",
    "conversationround": "starts",
    "classcontacts": "label",
}
"""The field by which people know a record; others have a title."""
DAY = len("2026-11-25")


def named_differences(old: Lines, new: Lines) -> Iterator[Difference]:
    """Yield what became of each record, with the name it had last."""
    named = {key: line for state in (old, new) for records in state.values() for key, line in records.items()}
    for kind, key, what in differences(old, new):
        yield Difference(kind=kind, id=key, what=what, name=_name(kind, named[key]))


def _name(kind: str, line: bytes) -> str:
    fields: Mapping[str, Any] = msgspec.json.decode(line)
    name = str(fields.get(NAMED_BY.get(kind, "title"), ""))
    return name[:DAY] if kind == "meeting" else name


def since_last_good(folder: Folder, name: str) -> tuple[Difference, ...]:
    """Return how a file differs from its newest whole backup; nothing where there is none."""
    newest = next(sound_backups(folder, name), None)
    _, lines = as_it_lies(folder, name)
    return tuple(named_differences(newest.lines, lines)) if newest else ()


def as_it_lies(folder: Folder, name: str) -> tuple[Header | None, Lines]:
    """Return what a file holds, its header only when it is as this program left it; nothing for one that is none."""
    try:
        header, lines, obstacle = understood(name, read_whole(folder.file(name))[0])
    except (FileNotFoundError, Refused):
        return None, {}
    return (None if obstacle else header), lines
