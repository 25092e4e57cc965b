"""Where lines become records and tables, from every older form of the files too, and tables lines again."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from storage.archive.disk.files import UNREADABLE
from storage.archive.format.layout import SCHEMA, Lines
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, kind_of
from storage.domain.record import AnyRecord, Record, encoded
from storage.domain.text import checked_text, cleaned

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
