"""What is never kept, whoever hands it in: identity numbers have no place here, not even in a draft."""

from collections.abc import Iterator

import msgspec

from storage.domain.errors import Refused
from storage.domain.record import KEPT_BY_THE_STORE, Record
from storage.steering.identity_numbers import eleven_digits
from storage.store import Change


def refuse_identity_numbers(changes: tuple[Change, ...]) -> None:
    """Raise `identity-number` when a change brings in a text that holds one; what was there before is not its fault."""
    for change in changes:
        for text in texts_of(change.after) - texts_of(change.before):
            refuse_identity_number(text)


def refuse_identity_number(text: str) -> None:
    """Raise `identity-number` when a text holds one that stands the check of its last digits."""
    if any(each.checks for each in eleven_digits(text)):
        raise Refused("identity-number")


def texts_of(record: Record | None) -> set[str]:
    """Return every text in a record that people write."""
    if record is None:
        return set()
    values = msgspec.to_builtins(record)
    return {text for name in values if name not in KEPT_BY_THE_STORE for text in _texts(values[name])}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, (list, tuple)):
        yield from (text for each in value for text in _texts(each))
