"""What somebody is typing, kept as it grows: a journal for each person and place, whose last whole line counts."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from storage.archive.documents import encoded
from storage.archive.faults import saying_not_saved
from storage.archive.files import appending, make_last, names_in, read_whole, remove, write_all
from storage.archive.folder import Folder
from storage.domain.errors import Refused
from storage.store import Draft

DRAFTS = "drafts"
SUFFIX = ".jsonl"
PRIVATE = 0o600
"""Nobody else reads what is not saved yet, in a group folder either."""
LONGEST = 1 << 20
"""Bytes after which a journal starts over with its last line."""
SEAL = 16


def keep(folder: Folder, draft: Draft) -> None:
    """Add a line to the journal, safe on disk when this returns; an empty text removes it. Raises `not-saved`."""
    with saying_not_saved():
        path = folder.inside(DRAFTS) / name_of(draft.by, draft.place)
        if draft.text:
            _append(path, line_of(draft))
        else:
            remove(path)


def name_of(by: str, place: str) -> str:
    """Return the journal's name: whoever may not read it still sees which case it belongs to."""
    digest = hashlib.sha256(f"{by}\0{place}".encode()).hexdigest()[:16]
    return f"{_plain(by)}.{_plain(place)}.{digest}{SUFFIX}"


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z-]+", "_", text)[:80]


def line_of(draft: Draft) -> bytes:
    """Return a draft as a line of its journal."""
    content = encoded(msgspec.to_builtins(draft))
    return b"%b %b\n" % (_seal(content), content)


def _seal(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[:SEAL].encode()


def _append(path: Path, line: bytes) -> None:
    with appending(path, PRIVATE) as number:
        size = os.fstat(number).st_size
        if size > LONGEST:
            os.ftruncate(number, 0)
        elif size and os.pread(number, 1, size - 1) != b"\n":
            line = b"\n" + line
        write_all(number, line)
        make_last(number)


def drafts_of(folder: Folder, by: str) -> dict[str, Draft]:
    """Return somebody's drafts by place."""
    found = (last_in(content) for content in _journals(folder, f"{_plain(by)}."))
    return {draft.place: draft for draft in found if draft and draft.by == by}


def _journals(folder: Folder, start: str) -> Iterator[bytes]:
    place = folder.file(DRAFTS)
    names = names_in(place) if place.is_dir() else []
    for name in names:
        if name.startswith(start) and name.endswith(SUFFIX):
            yield _content(place / name)


def _content(path: Path) -> bytes:
    try:
        return read_whole(path)[0]
    except (FileNotFoundError, Refused):
        return b""


def last_in(journal: bytes) -> Draft | None:
    """Return the draft of a journal's last whole line, wherever the journal was cut."""
    drafts = (_read(line) for line in reversed(journal.split(b"\n")) if line)
    return next((draft for draft in drafts if draft), None)


def _read(line: bytes) -> Draft | None:
    seal, _, content = line.partition(b" ")
    if seal != _seal(content):
        return None
    return msgspec.json.decode(content, type=Draft)


def drop_about(folder: Folder, words: tuple[str, ...]) -> None:
    """Remove the drafts of everybody whose place names one of the words: a case's code or id."""
    place = folder.file(DRAFTS)
    about = re.compile(rf"(?<![0-9A-Za-z-])({'|'.join(re.escape(_plain(word)) for word in words)})(?![0-9A-Za-z-])")
    for name in names_in(place) if place.is_dir() else []:
        if about.search(name):
            remove(place / name)
