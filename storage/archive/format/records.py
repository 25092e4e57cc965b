"""Where lines become records and tables, and tables lines again."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from storage.archive.disk.files import UNREADABLE
from storage.archive.format.layout import Lines
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, kind_of
from storage.domain.record import Record, encoded

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
