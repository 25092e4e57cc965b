"""Reading what may have been written by anybody: bytes as a value, or nothing."""

from collections.abc import Callable
from typing import TypeVar

import msgspec

Value = TypeVar("Value")
UNREADABLE = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)
"""Everything that a decoder says to bytes: what is no JSON or does not fit, no UTF-8, nested too deep, too big."""


def value_in(content: bytes, decode: Callable[[bytes], Value]) -> Value | None:
    """Return what bytes say, None where they say nothing that can be read, whatever they are."""
    try:
        return decode(content)
    except UNREADABLE:
        return None
