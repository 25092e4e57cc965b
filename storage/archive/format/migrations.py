"""From every older form of the files to the present one: forwards, record by record, what we do not know kept."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from storage.archive.format.cleaning import cleaned_values
from storage.archive.format.documents import encoded
from storage.archive.format.edge import TABLES
from storage.archive.format.layout import SCHEMA, Lines

Migration = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Turns a table's record from one schema into the next."""


def texts_cleaned(_table: str, record: dict[str, Any]) -> dict[str, Any]:
    """From 1 to 2: nothing that acts on a terminal is kept any more, whoever wrote it, in earlier values either."""
    return {name: value if name == "id" else cleaned_values(value) for name, value in record.items()}


def routes_as_they_are(_table: str, record: dict[str, Any]) -> dict[str, Any]:
    """From 2 to 3: the gate has a route more, `danger`, which a program of schema 2 could not read."""
    return record


MIGRATIONS: Mapping[int, Migration] = {1: texts_cleaned, 2: routes_as_they_are}
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
