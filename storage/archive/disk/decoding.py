"""Reading what may have been written by anybody: bytes as a value, or nothing."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec

Value = TypeVar("Value")
UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)
"""Everything that a decoder says to bytes: what is no JSON or does not fit, no UTF-8, nested too deep, too big."""
YEARS = range(1970, 9000)
"""In which a moment can be told in any time zone."""


def is_told(moment: datetime) -> bool:
    """Tell whether a moment names its zone and can be told in any other: so it can be compared, and shown to people."""
    return moment.tzinfo is not None and moment.year in YEARS


def value_in(content: bytes, decode: Callable[[bytes], Value]) -> Value | None:
    """Return what bytes say, None where they say nothing that can be read, or name a moment that nobody can tell."""
    try:
        value = decode(content)
    except UNREADABLE:
        return None
    parts = msgspec.structs.astuple(value) if isinstance(value, msgspec.Struct) else ()
    return value if all(is_told(part) for part in parts if isinstance(part, datetime)) else None
