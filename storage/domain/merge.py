"""Three-way merging: what two people changed at once, field by field, and piece by piece inside a field."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import msgspec

from storage.domain.errors import Conflict
from storage.domain.record import AnyRecord, Part, Piece, fields_of, parts_of

NOTHING_CHOSEN: Mapping[str, object] = MappingProxyType({})


class Clash(msgspec.Struct, frozen=True):
    """One field that two people made different things of; `field` is a path such as `entries/01h…/text`."""

    field: str
    mine: Any
    theirs: Any


Settle = Callable[[Clash], object]


def merged(
    base: AnyRecord, mine: AnyRecord, theirs: AnyRecord, chosen: Mapping[str, object] = NOTHING_CHOSEN
) -> AnyRecord:
    """Return `theirs` with what `mine` changed since `base`.

    Where both changed the same, what is `chosen` for that field counts; raises `Conflict` where nothing is.
    """

    def settle(clash: Clash) -> object:
        if clash.field not in chosen:
            raise Conflict(theirs.id, clash.field, clash.mine, clash.theirs)
        return chosen[clash.field]

    return _merged(base, mine, theirs, settle)


def clashes(base: AnyRecord, mine: AnyRecord, theirs: AnyRecord) -> tuple[Clash, ...]:
    """Return every field that both made something different of."""
    found: list[Clash] = []

    def settle(clash: Clash) -> object:
        found.append(clash)
        return clash.theirs

    _merged(base, mine, theirs, settle)
    return tuple(found)


def _merged(base: AnyRecord, mine: AnyRecord, theirs: AnyRecord, settle: Settle) -> AnyRecord:
    values = {
        name: _met(name, getattr(base, name), getattr(mine, name), getattr(theirs, name), settle)
        for name in fields_of(base)
    }
    return theirs.but(**values)


def _met(field: str, base: object, mine: object, theirs: object, settle: Settle) -> object:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    was_piece = _blank_of(mine) if base is None else base
    if isinstance(was_piece, Piece) and isinstance(mine, Piece) and isinstance(theirs, Piece):
        return _pieces(field, was_piece, mine, theirs, settle)
    was, ours, other = parts_of(base), parts_of(mine), parts_of(theirs)
    if was is not None and ours is not None and other is not None:
        return _parts(field, was, ours, other, settle)
    if isinstance(base, tuple) and isinstance(mine, tuple) and isinstance(theirs, tuple):
        together = _lists(base, mine, theirs)
        return settle(Clash(field, mine, theirs)) if together is None else together
    return settle(Clash(field, mine, theirs))


def _blank_of(value: object) -> object:
    """Return a piece with nothing in it; a part is somebody's own, and has no such."""
    return type(value)() if isinstance(value, Piece) and not isinstance(value, Part) else None


def _pieces(field: str, base: Piece, mine: Piece, theirs: Piece, settle: Settle) -> Piece:
    values = {
        name: _met(f"{field}/{name}", getattr(base, name), getattr(mine, name), getattr(theirs, name), settle)
        for name in base.__struct_fields__
    }
    return msgspec.structs.replace(theirs, **values)


def _parts(
    field: str, was: dict[str, Part], ours: dict[str, Part], other: dict[str, Part], settle: Settle
) -> tuple[Part, ...]:
    keys = (*other, *(key for key in ours if key not in other))
    parts = (_met(f"{field}/{key}", was.get(key), ours.get(key), other.get(key), settle) for key in keys)
    return tuple(part for part in parts if isinstance(part, Part))


def _lists(base: tuple[Any, ...], mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Return both sides' additions and removals together; None where values were changed in their places."""
    plain = all(isinstance(value, (str, int, date)) for value in (*base, *mine, *theirs))
    grown = mine[: len(base)] == base == theirs[: len(base)]
    if not plain and not grown:
        return None
    kept = tuple(value for value in theirs if value in mine or value not in base)
    return kept + tuple(value for value in mine if value not in base and value not in theirs)
