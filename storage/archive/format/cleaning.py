"""Records that others wrote, with nothing in their texts that acts on a terminal."""

from collections.abc import Callable
from typing import Any

import msgspec

from storage.archive.format.documents import encoded
from storage.archive.format.edge import record_from, table_of
from storage.domain.record import AnyRecord
from storage.domain.text import checked_text, cleaned


def cleaned_record(record: AnyRecord) -> AnyRecord:
    """Return a record with every text in it cleaned, earlier values too; raises `long-text` or `damaged-file`."""
    plain = msgspec.to_builtins(record)
    clean = cleaned_values(plain, checked_text)
    if clean == plain:
        return record
    read = record_from("", table_of(record), clean["id"], encoded(clean))
    return msgspec.convert(read, type(record))


def cleaned_values(value: Any, clean: Callable[[str], str] = cleaned) -> Any:
    """Return a value of JSON with every text in it cleaned."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(key): cleaned_values(each, clean) for key, each in value.items()}
        case list() | tuple():
            return [cleaned_values(each, clean) for each in value]
    return value
