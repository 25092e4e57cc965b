"""Documents as TinyDB hands them out: read when somebody looks, and never the store's own."""

import json
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import msgspec

from storage.archive.format.layout import Lines

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
