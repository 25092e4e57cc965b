"""What somebody is typing, kept as it grows: a journal for each session and place, whose last whole line counts.

Two who are both nobody, one person at two screens and two accounts with one alias never write over each other. A draft
that another session left is offered until its text is kept or emptied here, or goes on growing there.
"""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import msgspec

from storage.archive.disk.files import appending, make_last, read_whole, remove, value_in, write_all, write_new
from storage.archive.disk.folder import Folder
from storage.archive.disk.mending import saying_not_saved, user_name
from storage.domain.errors import Refused
from storage.domain.record import encoded
from storage.domain.text import cleaned, decoded, pattern
from storage.inner import plain_files, plain_names, remove_plain
from storage.store import Draft

DRAFTS = "drafts"
SUFFIX = ".jsonl"
STEM = r"[0-9A-Za-z_-]*\.[0-9A-Za-z_-]*(\.[0-9A-Za-z_-]+)*"
JOURNAL = pattern(rf"{STEM}\.jsonl")
"""The names of the journals, an older or a newer program's too."""
PRIVATE = 0o600
"""Nobody else reads what is not saved yet, in a group folder either."""
LONGEST = 1 << 20
"""Bytes after which a journal starts over with its last line."""
SEAL = 16
EDITED = ".md"
"""A text that is open in somebody's own editor lies beside its journal, and is offered when nobody came back for it."""
TRACE = pattern(rf"\.?#?{STEM}\.(jsonl|md)(~|#|\.sw[a-z]|\.save|\.bak)?")
"""The names of all that speaks of a draft: its journal, the text in an editor, and what editors leave beside that."""


class Slot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of a journal: a draft, and which system user and which session typed it; older ones say neither."""

    by: str
    place: str
    text: str
    at: datetime
    user: str = ""
    session: str = ""

    @property
    def draft(self) -> Draft:
        """What was typed."""
        return Draft(by=self.by, place=self.place, text=self.text, at=self.at)


_decode = msgspec.json.Decoder(Slot).decode


class Journals:
    """The journals of a folder, as one session writes them and finds those of others."""

    def __init__(self, folder: Folder, session: str) -> None:
        self._folder = folder
        self._session = session
        self._user = user_name(os.geteuid())
        self._offered: dict[tuple[str, str], dict[Path, str]] = {}
        """What was found in other sessions' journals, by whose and where it is; it goes with what was made of it."""

    def keep(self, draft: Draft) -> None:
        """Add a line to the journal, safe on disk when this returns; an empty text removes it. Raises `not-saved`."""
        with saying_not_saved():
            path = self._path(draft)
            if draft.text:
                _append(path, line_of(draft, self._user, self._session))
            else:
                remove(path)
            _close_edited(path)
            for other, text in self._offered.pop((draft.by, draft.place), {}).items():
                left = _left_in(other)
                if left is None or left.text == text:
                    remove(other)
                    _close_edited(other)

    def edit(self, draft: Draft) -> Path:
        """Return a private file that holds the draft, to be opened in an editor; it goes when the draft is next kept.

        What is saved there stands as the draft, whatever becomes of the program meanwhile. Raises `not-saved`.
        """
        with saying_not_saved():
            path = self._path(draft)
            _append(path, line_of(draft, self._user, self._session))
            file = path.with_suffix(EDITED)
            _close_edited(path)
            write_new(file, PRIVATE, draft.text.encode("utf-8", "replace"))
            return file

    def _path(self, draft: Draft) -> Path:
        return self._folder.inside(DRAFTS) / name_of(draft.by, draft.place, self._user, self._session)

    def drop(self, by: str, place: str) -> None:
        """Remove this session's own journal of a place; raises `not-saved`."""
        path = Path(name_of(by, place, self._user, self._session))
        with saying_not_saved():
            remove_plain(self._folder.file(DRAFTS), (path.name, path.with_suffix(EDITED).name))

    def of(self, by: str, others: Callable[[str, datetime], bool] | None = None) -> dict[str, Draft]:
        """Return somebody's drafts by place: this session's own, else the newest of those that others left.

        `others` tells which sessions' drafts are not to be offered, by the session and when it typed last.
        """
        newest: dict[str, tuple[Path, Slot]] = {}
        for path, slot in sorted(self._slots(by), key=lambda found: self._rank(found[1])):
            busy = slot.session not in {"", self._session} and others and others(slot.session, slot.at)
            if not busy:
                newest[slot.place] = path, slot
        for path, slot in newest.values():
            if slot.session != self._session:
                self._offered[by, slot.place] = {path: slot.text}
        return {place: slot.draft for place, (_, slot) in newest.items()}

    def _rank(self, slot: Slot) -> tuple[bool, datetime]:
        return slot.session == self._session, slot.at

    def _slots(self, by: str) -> Iterator[tuple[Path, Slot]]:
        for path in _journals(self._folder, f"{_plain(by)}."):
            slot = _left_in(path)
            if slot and slot.text and slot.by == by and slot.user in {"", self._user}:
                yield path, slot


def name_of(by: str, place: str, user: str = "", session: str = "") -> str:
    """Return the journal's name: whoever may not read it still sees which case it belongs to."""
    whose = "\0".join((by, place, user, session) if session else (by, place))
    digest = hashlib.sha256(whose.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{_plain(by)}.{_plain(place)}.{digest}{SUFFIX}"


def _plain(text: str) -> str:
    return re.sub(r"[^0-9A-Za-z-]+", "_", text)[:80]


def line_of(draft: Draft, user: str = "", session: str = "") -> bytes:
    """Return a draft as a line of its journal."""
    slot = Slot(by=draft.by, place=draft.place, text=draft.text, at=draft.at, user=user, session=session)
    content = encoded(msgspec.to_builtins(slot))
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


def _journals(folder: Folder, start: str) -> Iterator[Path]:
    yield from (path for path in plain_files(folder.file(DRAFTS), JOURNAL) if path.name.startswith(start))


def _left_in(path: Path) -> Slot | None:
    """Return what a journal and the text in an editor beside it hold; that text is what was written last."""
    slot = last_in(_content(path)) if _is_mine(path) else None
    file = path.with_suffix(EDITED)
    return msgspec.structs.replace(slot, text=_edited(_content(file))) if slot and _is_mine(file) else slot


def _close_edited(path: Path) -> None:
    """Remove the text that was in an editor beside a journal; what somebody else laid there stays."""
    file = path.with_suffix(EDITED)
    if _is_mine(file):
        remove(file)


def _is_mine(path: Path) -> bool:
    """Tell whether a plain file lies there that nobody else can have laid there."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISREG(state.st_mode) and os.geteuid() in {0, state.st_uid}


def _edited(content: bytes) -> str:
    try:
        text, _ = decoded(content)
    except Refused:
        text = content.decode("utf-8", "replace")
    return cleaned(text.strip("\n"))


def _content(path: Path) -> bytes:
    try:
        return read_whole(path)[0]
    except (FileNotFoundError, Refused):
        return b""


def last_in(journal: bytes) -> Slot | None:
    """Return the draft of a journal's last whole line, wherever the journal was cut."""
    slots = (_read(line) for line in reversed(journal.split(b"\n")) if line)
    return next((slot for slot in slots if slot), None)


def _read(line: bytes) -> Slot | None:
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


def own_slots(folder: Folder) -> tuple[list[Slot], int]:
    """Return what this system user was typing in a folder, and how many texts of others there are."""
    mine = user_name(os.geteuid())
    slots = [_left_in(path) for path in _journals(folder, "")]
    own = [slot for slot in slots if slot and slot.user in {"", mine}]
    return [slot for slot in own if slot.text], len(slots) - len(own)


def bring_along(folder: Folder, other: Folder, codes: Mapping[str, str]) -> tuple[int, int]:
    """Take over what this system user was typing in another copy; return how many texts, and how many others' stay.

    A newer text of one's own in the same place stays as it is. Where a case has another code here, the place follows.
    """
    (slots, others), brought = own_slots(other), 0
    for slot in slots:
        draft = Draft(by=slot.by, place=_moved(slot.place, codes), text=slot.text, at=slot.at)
        here = folder.inside(DRAFTS) / name_of(draft.by, draft.place, slot.user, slot.session)
        kept = _left_in(here)
        if kept is None or kept.at < slot.at:
            _append(here, line_of(draft, slot.user, slot.session))
            brought += 1
    return brought, others


def _moved(place: str, codes: Mapping[str, str]) -> str:
    return "/".join(codes.get(word, word) for word in place.split("/"))


def drop_about(folder: Folder, words: tuple[str, ...]) -> None:
    """Remove the drafts of everybody whose place names one of the words: a case's code or id."""
    place = folder.file(DRAFTS)
    about = re.compile(rf"(?<![0-9A-Za-z-])({'|'.join(re.escape(_plain(word)) for word in words)})(?![0-9A-Za-z-])")
    remove_plain(place, (name for name in plain_names(place, TRACE) if about.search(name)))
