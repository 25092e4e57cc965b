"""A record as one line of JSON, with what a newer program wrote in it and we do not know kept."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from storage.domain.record import Part, Record


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
