"""From every older form of the files to the present one, and from others' records to what acts on no terminal."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from storage.archive.format.layout import SCHEMA, Lines
from storage.archive.format.records import TABLES, record_from, table_of
from storage.domain.record import AnyRecord, encoded
from storage.domain.text import checked_text, cleaned


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
