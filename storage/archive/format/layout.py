"""A file's text: a first line that says what the rest must be, and one record a line; older forms are brought up."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import datetime
from typing import Annotated, Any

import msgspec

from storage.archive.disk.files import UNREADABLE, is_told, says_too_much
from storage.domain.changing import MadeChange
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, kind_of
from storage.domain.record import AnyRecord, Record, encoded
from storage.domain.text import checked_text, cleaned

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


_decoded = msgspec.json.Decoder(dict[str, Any]).decode


class LazyDocument(MutableMapping[str, Any]):
    """A document that stays as it lay in the file until it is looked into."""

    __slots__ = ("_line", "_values")

    def __init__(self, line: bytes) -> None:
        self._line = line
        self._values: dict[str, Any] | None = None

    @property
    def _opened(self) -> dict[str, Any]:
        if self._values is None:
            self._values = _decoded(self._line)
        return self._values

    @property
    def line(self) -> bytes:
        """The document as its JSON, as it lay in the file if nobody has looked into it."""
        return self._line if self._values is None else encoded(self._values)

    def __getitem__(self, key: str) -> Any:
        return self._opened[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._opened[key] = value

    def __delitem__(self, key: str) -> None:
        del self._opened[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._opened)

    def __len__(self) -> int:
        return len(self._opened)

    def __repr__(self) -> str:
        return repr(self._opened)


def handed_out(lines: Lines) -> dict[str, dict[str, Any]]:
    """Return tables that whoever gets them may change as they like."""
    return {name: {key: LazyDocument(line) for key, line in records.items()} for name, records in lines.items()}


def taken_in(tables: Mapping[str, Mapping[Any, Mapping[str, Any]]]) -> dict[str, dict[str, bytes]]:
    """Return tables as lines; only documents that somebody looked into are written anew."""
    return {
        name: {
            str(key): document.line if isinstance(document, LazyDocument) else encoded(document)
            for key, document in documents.items()
        }
        for name, documents in tables.items()
    }


TABLES: Mapping[str, type[Record]] = {kind.table: kind.record for kind in KINDS}
COUNTERS = "counters"
"""The table of numbers that are never given twice; no records."""
GONE = "gone-"
"""What the number that a deleted case had is called there, before the case's id."""
_DECODERS = {name: msgspec.json.Decoder(kind) for name, kind in TABLES.items()}


def table_of(record: Record) -> str:
    """Return the name of the table that a record lies in."""
    return kind_of(record).table


def record_from(file: str, table: str, key: str, line: bytes) -> Record:
    """Return a line as a record; raises `damaged-file` with the place when it does not fit."""
    try:
        record = _DECODERS[table].decode(line)
    except msgspec.ValidationError as fault:
        problem, _, place = str(fault).partition(" - at `$")
        raise _unfit(file, f"$.{table}.{key}{place.rstrip('`')}", problem) from None
    except UNREADABLE as fault:
        raise _unfit(file, f"$.{table}.{key}", str(fault)) from None
    if record.id != key:
        raise _unfit(file, f"$.{table}.{key}.id", f"Expected `{key}`")
    for field, problem in kind_of(record).misfits(record):
        raise _unfit(file, f"$.{table}.{key}.{field}", problem)
    return record


def _unfit(file: str, place: str, problem: str) -> Refused:
    return Refused("damaged-file", file=file, reason="does-not-fit", place=place, detail=problem)


def cleaned_record(record: AnyRecord) -> AnyRecord:
    """Return a record with every text in it cleaned, earlier values too; raises `long-text` or `damaged-file`."""
    plain = msgspec.to_builtins(record)
    clean = cleaned_values(plain, checked_text)
    if clean == plain:
        return record
    read = record_from("", table_of(record), clean["id"], encoded(clean))
    return msgspec.convert(read, type(record))


def cleaned_values(value: Any, clean: Callable[[str], str] = cleaned) -> Any:
    """Return a value of JSON with every text in it cleaned."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(key): cleaned_values(each, clean) for key, each in value.items()}
        case list() | tuple():
            return [cleaned_values(each, clean) for each in value]
    return value


Migration = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Turns a table's record from one schema into the next."""


def texts_cleaned(_table: str, record: dict[str, Any]) -> dict[str, Any]:
    """From 1 to 2: nothing that acts on a terminal is kept any more, whoever wrote it, in earlier values either."""
    return {name: value if name == "id" else cleaned_values(value) for name, value in record.items()}


def routes_as_they_are(_table: str, record: dict[str, Any]) -> dict[str, Any]:
    """From 2 to 3: the gate has a route more, `danger`, which a program of schema 2 could not read."""
    return record


def answers_as_they_are(_table: str, record: dict[str, Any]) -> dict[str, Any]:
    """From 3 to 4: an answer says whose it is; a program of schema 3 would take a home's for the school's."""
    return record


MIGRATIONS: Mapping[int, Migration] = {1: texts_cleaned, 2: routes_as_they_are, 3: answers_as_they_are}
"""What leads away from each schema; whoever raises `SCHEMA` adds one, and an old folder under the tests."""
OLDEST = min(MIGRATIONS)


def brought_up(schema: int, lines: Lines) -> Lines:
    """Return a file's lines as the present schema has them; those of a newer one as they are."""
    for each in range(schema, SCHEMA):
        lines = {table: _migrated(MIGRATIONS[each], table, records) for table, records in lines.items()}
    return lines


def _migrated(migration: Migration, table: str, records: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {key: _line(migration, table, line) for key, line in records.items()} if table in TABLES else records


def _line(migration: Migration, table: str, line: bytes) -> bytes:
    plain = msgspec.json.decode(line, type=dict[str, Any])
    new = migration(table, plain)
    return line if new == plain else encoded(new)
