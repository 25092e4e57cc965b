"""What TinyDB reads and writes through: a file of ours, written whole and safely, alone or together with others."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from storage.archive.change.opened import OpenedFile, understood
from storage.archive.disk.files import read_whole, token_at
from storage.archive.disk.replacing import Waiting, drop, put_in_place, waiting_for
from storage.archive.format import layout
from storage.domain.record import Record, line_of


class FileStorage(Storage):
    """One of our files as TinyDB reads and writes it: `TinyDB(path, storage=FileStorage)`, and each change of ours.

    Alone it serves one writer at a time, and what is written is put in place at once. A change, under the lock, hands
    in the file as it is `held`: what is written stays here till `waiting` lays it beside the file, with others' files.
    """

    def __init__(self, path: str | Path, mode: int = 0o600, held: OpenedFile | None = None) -> None:
        super().__init__()
        self._path = Path(path)
        self._mode = mode
        self._is_held = held is not None
        self._file = held or OpenedFile(self._path.name)
        self._tables: Mapping[str, Mapping[Any, Any]] = layout.handed_out(self._file.lines)

    def read(self) -> Any:
        """Return the tables, or None when there is no file; raises `damaged-file` and what reading a file raises."""
        if self._is_held:
            return self._tables
        token = token_at(self._path)
        if token is None:
            return None
        if token != self._file.token:
            content, token = read_whole(self._path)
            header, lines, _ = understood(self._path.name, content)
            self._file = OpenedFile(self._path.name, token, header, lines)
        return layout.handed_out(self._file.lines)

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Keep the tables, or put a new file in the old one's place; raises OSError, and the old one is as it was."""
        if layout.FILE_KEY in data:
            raise ValueError(f"{layout.FILE_KEY} is the name of the first line")
        self._tables = data
        if self._is_held:
            return
        self.read()
        file, new = self.waiting()
        try:
            put_in_place(new)
        except OSError:
            drop(new)
            raise
        self._file = file

    def waiting(self, last: layout.Sealed | None = None) -> tuple[OpenedFile, Waiting]:
        """Write the file's next generation beside it, and return it with what waits to be put in place."""
        lines, file = layout.taken_in(self._tables), self._file
        generation = max(file.header.generation, file.newest) + 1
        header, content = layout.sealed(lines, layout.Header(schema=layout.SCHEMA, generation=generation, last=last))
        new = waiting_for(self._path, self._mode, *content)
        return OpenedFile(file.name, new.token, header, lines, newest=generation), new


class RecordTable(Table):
    """A table whose documents go by our own ids, and that remembers neither numbers nor queries."""

    document_id_class: Any = str
    default_query_cache_capacity = 0

    def put(self, key: str, document: Mapping[str, Any]) -> None:
        """Put a document in the place of the one with its id, or last."""

        def put(table: dict[Any, Any]) -> None:
            table[key] = document

        self._update_table(put)

    def line(self, key: str) -> bytes:
        """Return a document as its line; empty when it is not there."""
        document = self._read_table().get(key)
        return document.line if isinstance(document, layout.LazyDocument) else b""

    def drop(self, key: str) -> None:
        """Remove a document if it is there."""

        def forget(table: dict[Any, Any]) -> None:
            table.pop(key, None)

        self._update_table(forget)


class Database(TinyDB):
    """TinyDB over one of our files."""

    def __init__(self, file: FileStorage) -> None:
        super().__init__(storage=lambda: file)

    def records(self, table: str) -> RecordTable:
        """Return one of our tables."""
        return RecordTable(self.storage, table)


class StagedFile:
    """A file's tables and records as a change will leave them."""

    def __init__(self, file: OpenedFile, path: Path, mode: int) -> None:
        self.file = file
        self.changed = False
        self.records = {table: dict(records) for table, records in file.records.items()}
        self._storage = FileStorage(path, mode, file)
        self._database = Database(self._storage)

    def find(self, table: str, key: str) -> Record | None:
        """Return a record from its line, so that nobody who holds the one that was read can have changed it."""
        line = self._database.records(table).line(key)
        return layout.record_from(self.file.name, table, key, line) if line else None

    def put(self, record: Record, old: Record | None) -> Record:
        """Put a record in its table, and return it as it will be read."""
        table = layout.table_of(record)
        documents = self._database.records(table)
        line = line_of(record, old, documents.line(record.id))
        documents.put(record.id, layout.LazyDocument(line))
        self.changed = True
        written = layout.record_from(self.file.name, table, record.id, line)
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
        self._database.records(layout.COUNTERS).put(counter, {"last": number})

    def count_on(self, counter: str, number: int) -> None:
        """Remember that numbers up to this one were given, by whomever."""
        if number > self.counted(counter):
            self.count_to(counter, number)
            self.changed = True

    def count_gone(self, case: str, number: int) -> None:
        """Remember which number a case had that goes, so that no copy of the folder gives it to another."""
        self.count_on(f"{layout.GONE}{case}", number)

    def lay(self, table: str, key: str, line: bytes) -> None:
        """Lay a record's line from another copy here: what is in it that we do not know stays when it is put."""
        self._database.records(table).put(key, layout.LazyDocument(line))

    def counted(self, counter: str) -> int:
        """Return the highest number given."""
        documents = self._database.records(layout.COUNTERS).all()
        return next((int(each["last"]) for each in documents if str(each.doc_id) == counter), 0)

    def waiting(self, last: layout.Sealed) -> tuple[OpenedFile, Waiting]:
        """Write the file's next generation beside it, and return it with what waits to be put in place."""
        file, new = self._storage.waiting(last)
        return replace(file, records=self.records), new
