"""What every kept record has in common: an identity, a revision, and its own earlier values."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

import msgspec


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

    id: str
    rev: int = 0
    before: tuple[Before, ...] = ()

    def but(self, **values: object) -> Self:
        """Return this record with some values changed."""
        return msgspec.structs.replace(self, **values)


AnyRecord = TypeVar("AnyRecord", bound=Record)
KEPT_BY_THE_STORE = frozenset({"id", "rev", "before"})


def fields_of(record: Record) -> tuple[str, ...]:
    """Return the names of the fields that people change."""
    return tuple(name for name in record.__struct_fields__ if name not in KEPT_BY_THE_STORE)


def texts_of(record: Record | None) -> set[str]:
    """Return every text in a record that people write."""
    if record is None:
        return set()
    values = msgspec.to_builtins(record)
    return {text for name in values if name not in KEPT_BY_THE_STORE for text in texts_in(values[name])}


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
