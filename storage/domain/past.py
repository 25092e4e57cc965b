"""What a record held before: taking back a change, and looking at an earlier moment."""

from datetime import datetime
from typing import Any, get_args

import msgspec

from storage.domain.errors import Refused
from storage.domain.record import AnyRecord, Before, Part, Record, parts_of


def without_change(record: AnyRecord, change: str) -> AnyRecord:
    """Return the record with what one change did taken back.

    Raises `changed-since` when the same field has become something else since.
    """
    for place, memory in enumerate(record.before):
        if memory.change == change:
            if not _same(_left_by(record, place), _held(record, memory.field)):
                raise Refused("changed-since", record=record.id, field=memory.field)
            record = _with(record, memory.field, memory.value)
    return record


def as_made(record: AnyRecord) -> AnyRecord:
    """Return the record as it was first kept."""
    return _rewound(record, 0)


def as_it_was(record: AnyRecord, at: datetime) -> AnyRecord:
    """Return the record as it was at a moment, what came later left out."""
    kept = sum(memory.at <= at for memory in record.before)
    return _rewound(record, kept)


def as_before(record: AnyRecord, change: str) -> AnyRecord:
    """Return the record as one of its changes found it, what came later left out."""
    return _rewound(record, next(place for place, memory in enumerate(record.before) if memory.change == change))


def changed_by_another(record: Record, field: str, part: str, author: str) -> Before | None:
    """Return the last change of one of a record's parts by somebody else than who wrote it."""
    place = f"{field}/{part}"
    changes = (memory for memory in reversed(record.before) if memory.field == place and memory.value is not None)
    return next((memory for memory in changes if memory.by != author), None)


def _rewound(record: AnyRecord, kept: int) -> AnyRecord:
    earlier = record
    for memory in reversed(record.before[kept:]):
        earlier = _with(earlier, memory.field, memory.value)
    return earlier.but(before=record.before[:kept])


def _left_by(record: Record, place: int) -> Any:
    """Return what a field held after a remembered change: what the next change of it found, or what it holds now."""
    field = record.before[place].field
    later = (memory.value for memory in record.before[place + 1 :] if memory.field == field)
    return next(later, _held(record, field))


def _held(record: Record, field: str) -> Any:
    name, _, key = field.partition("/")
    value = getattr(record, name)
    return msgspec.to_builtins((parts_of(value) or {}).get(key) if key else value)


def _with(record: AnyRecord, field: str, value: Any) -> AnyRecord:
    name, _, key = field.partition("/")
    kind = next(known.type for known in msgspec.structs.fields(record) if known.name == name)
    if not key:
        return record.but(**{name: msgspec.convert(value, kind)})
    part = msgspec.convert(value, get_args(kind)[0]) if value is not None else None
    return record.but(**{name: _with_part(getattr(record, name), key, part)})


def _with_part(parts: tuple[Part, ...], key: str, part: Part | None) -> tuple[Part, ...]:
    """Return the parts with one put back in its place (ids sort by time), or taken out."""
    if part is None:
        return tuple(other for other in parts if other.id != key)
    if any(other.id == key for other in parts):
        return tuple(part if other.id == key else other for other in parts)
    place = next((at for at, other in enumerate(parts) if other.id > key), len(parts))
    return (*parts[:place], part, *parts[place:])


def _same(one: Any, other: Any) -> bool:
    return msgspec.json.encode(one) == msgspec.json.encode(other)
