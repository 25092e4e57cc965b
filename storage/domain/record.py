"""What every kept record has in common: an identity, a revision, one line of JSON, and what it held before."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar, get_args

import msgspec

from storage.domain.errors import Refused


class Before(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One earlier value: what `field` held before `change`, made by `by` at `at`.

    A field of parts is named with the part's id (`entries/01h…`); a part that was added has no earlier value.
    """

    change: str
    at: datetime
    by: str
    field: str
    value: Any = None


class Piece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something inside a record whose fields people change one by one."""


class Part(Piece, frozen=True, kw_only=True):
    """A piece that has an identity of its own."""

    id: str


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something kept under its own id; `rev` counts its changes and `before` remembers them, oldest first."""

    FORGETS: ClassVar[frozenset[str]] = frozenset()
    """Fields whose earlier values must not be kept; changes to them cannot be undone."""
    SECRETS: ClassVar[frozenset[str]] = frozenset()
    """Fields that no other program is told of."""

    id: str
    rev: int = 0
    before: tuple[Before, ...] = ()

    def but(self, **values: object) -> Self:
        """Return this record with some values changed."""
        return msgspec.structs.replace(self, **values)


AnyRecord = TypeVar("AnyRecord", bound=Record)


def without_secrets(record: AnyRecord) -> AnyRecord:
    """Return a record as other programs may know it."""
    if not record.SECRETS:
        return record
    before = tuple(each for each in record.before if each.field.partition("/")[0] not in record.SECRETS)
    empty = {field.name: field.default for field in msgspec.structs.fields(record) if field.name in record.SECRETS}
    return record.but(before=before, **empty)


KEPT_BY_THE_STORE = frozenset({"id", "rev", "before"})


def fields_of(record: Record) -> tuple[str, ...]:
    """Return the names of the fields that people change."""
    return tuple(name for name in record.__struct_fields__ if name not in KEPT_BY_THE_STORE)


def texts_of(record: Record | None) -> set[str]:
    """Return every text in a record that people write; keys and hashes are none, whatever digits chance put there."""
    if record is None:
        return set()
    values, no_texts = msgspec.to_builtins(record), KEPT_BY_THE_STORE | record.SECRETS
    return {text for name in values if name not in no_texts for text in texts_in(values[name])}


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in texts_in(each))
    elif isinstance(value, (list, tuple)):
        yield from (text for each in value for text in texts_in(each))


def parts_of(value: object) -> dict[str, Part] | None:
    """Return a field's parts by id, or None when it is no field of parts."""
    if not isinstance(value, tuple) or not all(isinstance(item, Part) for item in value):
        return None
    return {part.id: part for part in value}


def revised(old: AnyRecord, new: AnyRecord, *, by: str, at: datetime, change: str) -> AnyRecord:
    """Return `new` as the next revision of `old`, remembering what changed."""
    memories = tuple(
        Before(change=change, at=at, by=by, field=field, value=value)
        for name in fields_of(old)
        if name not in old.FORGETS
        for field, value in _earlier(name, getattr(old, name), getattr(new, name))
    )
    kept = tuple(each for each in old.before if each.field not in old.FORGETS)
    return new.but(id=old.id, rev=old.rev + 1, before=kept + memories)


def _earlier(name: str, old: object, new: object) -> list[tuple[str, Any]]:
    if old == new:
        return []
    was, now = parts_of(old), parts_of(new)
    if was is None or now is None:
        return [(name, as_kept(old))]
    return [(f"{name}/{key}", as_kept(was.get(key))) for key in was | now if was.get(key) != now.get(key)]


def as_kept(value: object) -> Any:
    """Return a value as it will be when it is read back from the file."""
    return msgspec.json.decode(msgspec.json.encode(value))


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
