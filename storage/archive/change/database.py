"""What TinyDB reads and writes through: a file, written whole and safely, or a stage where a change is made ready."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from storage.archive.change.opened import OpenedFile, understood
from storage.archive.disk.files import Token, read_whole, token_at
from storage.archive.disk.replacing import drop, put_in_place, waiting_for
from storage.archive.format.layout import FILE_KEY, SCHEMA, Header, Lines, Sealed, composed
from storage.archive.format.records import COUNTERS, LazyDocument, handed_out, line_of, record_from, table_of, taken_in
from storage.domain.record import Record

Tables = dict[str, dict[str, Any]]


class FileStorage(Storage):
    """One of our files for any program that knows TinyDB: `TinyDB(path, storage=FileStorage)`.

    It serves one writer at a time. The archive itself changes several files at once, on a `Stage`, under its lock.
    """

    def __init__(self, path: str | Path, mode: int = 0o600) -> None:
        super().__init__()
        self._path = Path(path)
        self._mode = mode
        self._token: Token | None = None
        self._header = Header(schema=SCHEMA)
        self._lines: Lines = {}

    def read(self) -> Tables | None:
        """Return the tables, or None when there is no file; raises `damaged-file` and what reading a file raises."""
        token = token_at(self._path)
        if token is None:
            return None
        if token != self._token:
            content, self._token = read_whole(self._path)
            self._header, self._lines, _ = understood(self._path.name, content)
        return handed_out(self._lines)

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Put a new file in the old one's place; raises OSError, and the old one is as it was."""
        if FILE_KEY in data:
            raise ValueError(f"{FILE_KEY} is the name of the first line")
        lines = taken_in(data)
        self.read()
        header = Header(schema=SCHEMA, generation=self._header.generation + 1)
        new = waiting_for(self._path, self._mode, *composed(lines, header))
        try:
            put_in_place(new)
        except OSError:
            drop(new)
            raise
        self._token, self._header, self._lines = new.token, header, lines


class StagedTables(Storage):
    """A file's tables while a change is made ready in memory; whoever holds it writes `lines` afterwards."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._tables: Tables = handed_out(lines)

    def read(self) -> Tables:
        """Return the tables as they stand on the stage."""
        return self._tables

    def write(self, data: Tables) -> None:
        """Keep the tables on the stage."""
        self._tables = data

    @property
    def lines(self) -> dict[str, dict[str, bytes]]:
        """The tables as they should lie in the file."""
        return taken_in(self._tables)


class RecordTable(Table):
    """A table whose documents go by our own ids, and that remembers neither numbers nor queries."""

    document_id_class: Any = str
    default_query_cache_capacity = 0

    def put(self, key: str, document: Mapping[str, Any]) -> None:
        """Put a document in the place of the one with its id, or last."""

        def replace(table: dict[Any, Any]) -> None:
            table[key] = document

        self._update_table(replace)

    def line(self, key: str) -> bytes:
        """Return a document as its line; empty when it is not there."""
        document = self._read_table().get(key)
        return document.line if isinstance(document, LazyDocument) else b""

    def drop(self, key: str) -> None:
        """Remove a document if it is there."""

        def forget(table: dict[Any, Any]) -> None:
            table.pop(key, None)

        self._update_table(forget)


class Database(TinyDB):
    """TinyDB over a stage."""

    def __init__(self, stage: StagedTables) -> None:
        super().__init__(storage=lambda: stage)

    def records(self, table: str) -> RecordTable:
        """Return one of our tables."""
        return RecordTable(self.storage, table)


class StagedFile:
    """A file's tables and records as a change will leave them."""

    def __init__(self, file: OpenedFile) -> None:
        self.file = file
        self.changed = False
        self.records = {table: dict(records) for table, records in file.records.items()}
        self._stage = StagedTables(file.lines)
        self._database = Database(self._stage)

    def find(self, table: str, key: str) -> Record | None:
        """Return a record from its line, so that nobody who holds the one that was read can have changed it."""
        line = self._database.records(table).line(key)
        return record_from(self.file.name, table, key, line) if line else None

    def put(self, record: Record, old: Record | None) -> Record:
        """Put a record in its table, and return it as it will be read."""
        table = table_of(record)
        documents = self._database.records(table)
        line = line_of(record, old, documents.line(record.id))
        documents.put(record.id, LazyDocument(line))
        self.changed = True
        written = record_from(self.file.name, table, record.id, line)
        self.records.setdefault(table, {})[record.id] = written
        return written

    def remove(self, table: str, key: str) -> None:
        """Take a record out of its table."""
        self._database.records(table).drop(key)
        self.records[table].pop(key)
        self.changed = True

    def take_in(self) -> None:
        """Write the file as it is, so that it counts as ours again."""
        self.changed = True

    def count_to(self, counter: str, number: int) -> None:
        """Remember the highest number given, so that it is never given again."""
        self._database.records(COUNTERS).put(counter, {"last": number})

    def count_on(self, counter: str, number: int) -> None:
        """Remember that numbers up to this one were given, by whomever."""
        if number > self.counted(counter):
            self.count_to(counter, number)
            self.changed = True

    def counted(self, counter: str) -> int:
        """Return the highest number given."""
        documents = self._database.records(COUNTERS).all()
        return next((int(each["last"]) for each in documents if str(each.doc_id) == counter), 0)

    def next(self, last: Sealed) -> tuple[Header, dict[str, dict[str, bytes]]]:
        """Return what the file's next generation holds."""
        generation = max(self.file.header.generation, self.file.newest) + 1
        return Header(schema=SCHEMA, generation=generation, last=last), self._stage.lines
