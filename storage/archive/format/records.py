"""Where lines become records, and records lines again with what we do not know kept."""

import json
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from storage.archive.disk.files import UNREADABLE
from storage.archive.format.layout import Lines
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS, kind_of
from storage.domain.record import Part, Record

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


def encoded(document: Mapping[str, Any]) -> bytes:
    """Return a document as one line of JSON; what UTF-8 cannot hold becomes the replacement mark.

    Raises TypeError for what is no JSON, ValueError for a number that is none.
    """
    plain = dict(document)
    try:
        line = msgspec.json.encode(plain, enc_hook=_plain)
    except UnicodeEncodeError:
        line = msgspec.json.encode(_mended(plain), enc_hook=_plain)
    if b"null" in line:
        json.dumps(plain, allow_nan=False, default=str)  # the fast way writes null for a number that is none
    return line


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} is not JSON")


def _mended(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        case Mapping():
            return {_mended(key): _mended(each) for key, each in value.items()}
        case list() | tuple():
            return [_mended(each) for each in value]
    return value


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


def line_of(record: Record, old: Record | None = None, kept: bytes = b"") -> bytes:
    """Return a record as its line; what lay in the line `kept` beside the fields of `old` that we know stays."""
    plain = encoded(msgspec.to_builtins(record))
    if old is None or encoded(msgspec.to_builtins(old)) == kept:
        return plain
    return encoded(_overlaid(record, old, msgspec.json.decode(kept)))


def _overlaid(new: object, old: object, kept: object) -> Any:
    if isinstance(new, msgspec.Struct) and isinstance(kept, Mapping):
        return _overlaid_struct(new, old, kept)
    if isinstance(new, tuple) and isinstance(old, tuple) and isinstance(kept, list) and len(old) == len(kept):
        return [_overlaid(item, *_counterpart(place, item, old, kept)) for place, item in enumerate(new)]
    return msgspec.to_builtins(new)


def _overlaid_struct(new: msgspec.Struct, old: object, kept: Mapping[str, Any]) -> dict[str, Any]:
    known = {field.name: field.encode_name for field in msgspec.structs.fields(new)}
    plain: dict[str, Any] = msgspec.to_builtins(new)
    for name, key in known.items():
        if key in plain and key in kept:
            plain[key] = _overlaid(getattr(new, name), getattr(old, name, None), kept[key])
    return plain | {key: value for key, value in kept.items() if key not in known.values()}


def _counterpart(place: int, item: object, old: tuple[object, ...], kept: list[Any]) -> tuple[object, Any]:
    """Return what an item was before: the part with its id, an equal one, or the one in its place."""
    if isinstance(item, Part):
        places = [at for at, other in enumerate(old) if isinstance(other, Part) and other.id == item.id]
    else:
        places = [at for at, other in enumerate(old) if other == item] or [at for at in [place] if at < len(old)]
    return (old[places[0]], kept[places[0]]) if places else (None, None)
