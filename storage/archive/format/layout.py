"""A file's text: one record a line, and a first line that says what the rest must be."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from storage.archive.disk.files import UNREADABLE, is_told, says_too_much
from storage.domain.changing import MadeChange

SCHEMA = 4
"""The newest form of the files that this program writes."""
FILE_KEY = "_file"
OPENING = b'{"_file":'

LONGEST_KEY = 1000
Number = Annotated[int, msgspec.Meta(ge=0, le=10**14)]

Lines = Mapping[str, Mapping[str, bytes]]
"""Tables of records, each record as its JSON."""


class Trace(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who did what to which records; codes and kinds, never text."""

    change: str
    at: str
    by: str
    records: tuple[tuple[str, str, str], ...]
    """Kind, id and what became of it: made, changed or deleted."""
    session: str = ""
    """Which session of which system user, such as `kari@machine:123:fresh`; older ones name no user."""
    undoes: str = ""
    """The change that this one takes back."""

    def __post_init__(self) -> None:
        if not is_told(datetime.fromisoformat(self.at)):
            raise ValueError("no moment of ours")

    @property
    def made(self) -> MadeChange:
        """The change as the rules and whoever reads a history know it."""
        at, user = datetime.fromisoformat(self.at), user_in(self.session)
        return MadeChange(self.change, at, self.by, user, self.records, self.undoes)


class Sealed(msgspec.Struct, frozen=True):
    """A change as a line of the history; its seal follows from the line before."""

    trace: Trace
    seal: str


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What the first line says of the file."""

    schema: Number
    generation: Number = 0
    """Grows with every write, so that an older copy is known for what it is."""
    checksum: str = ""
    last: Sealed | None = None
    """The change that was written last: the history gets it even when the program died in between."""


def with_user(user: str, session: str) -> str:
    """Return a session as the history keeps it; the form of a line is what older programs seal it by."""
    return f"{user}@{session}"


def user_in(session: str) -> str:
    """Return the system user of a session that the history names; empty for older ones."""
    user, found, _ = session.partition("@")
    return user if found else ""


class MisshapenError(Exception):
    """The bytes are not what this program writes."""


_quoted = msgspec.json.Encoder().encode
_header = msgspec.json.Decoder(Header)
_key = msgspec.json.Decoder(str)


def composed(lines: Lines, header: Header) -> tuple[bytes, bytes]:
    """Return a file's bytes in two pieces, the first line and the rest, so that the long one is not copied."""
    return sealed(lines, header)[1]


def sealed(lines: Lines, header: Header) -> tuple[Header, tuple[bytes, bytes]]:
    """Return a file's header with its checksum, and its bytes in two pieces."""
    rest = b"".join(_pieces(lines))
    header = msgspec.structs.replace(header, checksum=_checksum(header, rest))
    return header, (_first_line(header, lines), rest)


def _first_line(header: Header, lines: Lines) -> bytes:
    return b"".join((OPENING, _quoted(header), b",\n" if lines else b"\n"))


def _pieces(lines: Lines) -> Iterator[bytes]:
    between = b""
    for name, records in lines.items():
        yield from (between, _quoted(name), b":{\n")
        yield from _records(records)
        between = b"},\n"
    yield b"}}\n" if lines else b"}\n"


def _records(records: Mapping[str, bytes]) -> Iterator[bytes]:
    between = b""
    for key, record in records.items():
        yield between
        yield _quoted(key)
        yield b":"
        yield record
        between = b",\n"
    if records:
        yield b"\n"


def _checksum(header: Header, rest: bytes) -> str:
    digest = hashlib.sha256(_quoted(msgspec.structs.replace(header, checksum="")))
    digest.update(rest)
    return digest.hexdigest()[:32]


def parsed(content: bytes) -> tuple[Header, dict[str, dict[str, bytes]]]:
    """Return what a file holds when it is, byte for byte, as this program left it; raises `MisshapenError`."""
    first, found, rest = content.partition(b"\n")
    try:
        header = _header_of(first)
        if header.checksum == _checksum(header, rest):
            lines = _tables(rest)
            if first + found == _first_line(header, lines):
                return header, lines
    except UNREADABLE:
        pass
    raise MisshapenError


def _header_of(first: bytes) -> Header:
    """Return the header in a first line; raises one of `UNREADABLE`."""
    if says_too_much(first):
        raise ValueError("more than any change of ours")
    return _header.decode(first.removeprefix(OPENING).removesuffix(b","))


def header_in(first: bytes) -> Header | None:
    """Return the header that a file's first line holds, or None when it holds none."""
    try:
        return _header_of(first.rstrip(b"\n"))
    except UNREADABLE:
        return None


def _tables(rest: bytes) -> dict[str, dict[str, bytes]]:
    tables: dict[str, dict[str, bytes]] = {}
    records: dict[str, bytes] = {}
    for line in _rows(rest):
        if line.endswith(b":{"):
            records = tables.setdefault(_key.decode(line[:-2]), {})
        elif not line.startswith(b"}"):
            key, record = _row(line)
            records[key] = record
    return tables


def _rows(rest: bytes) -> Iterator[bytes]:
    return iter(rest.removesuffix(b"\n").split(b"\n"))


def _row(line: bytes) -> tuple[str, bytes]:
    cut = line.index(b'":', 1, LONGEST_KEY) + 1
    while line[cut - 2] == ord("\\") and not _is_string(line[:cut]):
        cut = line.index(b'":', cut, LONGEST_KEY) + 1
    return _key.decode(line[:cut]), line[cut + 1 :].removesuffix(b",")


def _is_string(text: bytes) -> bool:
    try:
        _key.decode(text)
    except msgspec.DecodeError:
        return False
    return True
