"""Records that others wrote, with nothing in their texts that acts on a terminal."""

from typing import Any

import msgspec

from storage.archive.documents import encoded
from storage.archive.edge import record_from, table_of
from storage.domain.record import AnyRecord
from storage.domain.text import checked_text


def cleaned_record(record: AnyRecord) -> AnyRecord:
    """Return a record with every text in it cleaned, earlier values too; raises `long-text` or `damaged-file`."""
    plain = msgspec.to_builtins(record)
    clean = _cleaned(plain)
    if clean == plain:
        return record
    read = record_from("", table_of(record), clean["id"], encoded(clean))
    return msgspec.convert(read, type(record))


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return checked_text(value)
        case dict():
            return {_cleaned(key): _cleaned(each) for key, each in value.items()}
        case list() | tuple():
            return [_cleaned(each) for each in value]
    return value
