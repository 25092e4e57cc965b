"""One file while a change is made ready in memory, through TinyDB's tables."""

from storage.archive.change.opened import OpenedFile
from storage.archive.change.storage import Database, StagedTables
from storage.archive.format.documents import LazyDocument
from storage.archive.format.edge import COUNTERS, line_of, record_from, table_of
from storage.archive.format.layout import SCHEMA, Header, Sealed
from storage.domain.record import Record


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
