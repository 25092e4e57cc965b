"""What somebody is typing, kept as it grows: a journal for each person and place, whose last whole line counts."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from storage.archive.decoding import value_in
from storage.archive.documents import encoded
from storage.archive.faults import saying_not_saved
from storage.archive.files import appending, make_last, read_whole, write_all
from storage.archive.folder import Folder
from storage.domain.errors import Refused
from storage.inner import plain_files, plain_names, remove_plain
from storage.store import Draft

DRAFTS = "drafts"
SUFFIX = ".jsonl"
JOURNAL = re.compile(r"[0-9A-Za-z_-]*\.[0-9A-Za-z_-]*(\.[0-9A-Za-z_-]+)*\.jsonl")
"""The names of the journals, an older or a newer program's too."""
PRIVATE = 0o600
"""Nobody else reads what is not saved yet, in a group folder either."""
LONGEST = 1 << 20
"""Bytes after which a journal starts over with its last line."""
SEAL = 16
_decode = msgspec.json.Decoder(Draft).decode


def keep(folder: Folder, draft: Draft) -> None:
    """Add a line to the journal, safe on disk when this returns; an empty text removes it. Raises `not-saved`."""
    with saying_not_saved():
        place, name = folder.inside(DRAFTS), name_of(draft.by, draft.place)
        if draft.text:
            _append(place / name, line_of(draft))
        else:
            remove_plain(place, (name,))


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
    for path in plain_files(folder.file(DRAFTS), JOURNAL):
        if path.name.startswith(start):
            yield _content(path)


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
    return value_in(content, _decode) if seal == _seal(content) else None


def unreadable_lines(path: Path) -> Iterator[int]:
    """Yield the number of a journal's last line where none of them can be read; one is enough."""
    try:
        journal, _ = read_whole(path)
    except Refused as why:
        if why.code == "file-unreadable":
            return  # a colleague's: that nobody else reads it is as it should be
        raise
    if journal and last_in(journal) is None:
        yield len(journal.splitlines())


def drop_about(folder: Folder, words: tuple[str, ...]) -> None:
    """Remove the drafts of everybody whose place names one of the words: a case's code or id."""
    place = folder.file(DRAFTS)
    about = re.compile(rf"(?<![0-9A-Za-z-])({'|'.join(re.escape(_plain(word)) for word in words)})(?![0-9A-Za-z-])")
    remove_plain(place, (name for name in plain_names(place, JOURNAL) if about.search(name)))
