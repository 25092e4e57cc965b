"""Three-way merging: what two people changed at once, field by field, and part by part inside a field."""

from storage.domain.errors import Conflict
from storage.domain.record import AnyRecord, Part, fields_of, parts_of


def merged(base: AnyRecord, mine: AnyRecord, theirs: AnyRecord) -> AnyRecord:
    """Return `theirs` with what `mine` changed since `base`; raises `Conflict` where both changed the same."""
    changes = {
        name: _merged_field(theirs.id, name, getattr(base, name), getattr(mine, name), getattr(theirs, name))
        for name in fields_of(base)
    }
    return theirs.but(**changes)


def _merged_field(record: str, name: str, base: object, mine: object, theirs: object) -> object:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    was, ours, other = parts_of(base), parts_of(mine), parts_of(theirs)
    if was is None or ours is None or other is None:
        raise Conflict(record, name, mine, theirs)
    return _merged_parts(record, name, was, ours, other)


def _merged_parts(
    record: str, name: str, was: dict[str, Part], ours: dict[str, Part], other: dict[str, Part]
) -> tuple[Part, ...]:
    keys = (*other, *(key for key in ours if key not in other))
    parts = (_merged_field(record, f"{name}/{key}", was.get(key), ours.get(key), other.get(key)) for key in keys)
    return tuple(part for part in parts if isinstance(part, Part))
