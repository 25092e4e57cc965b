"""What is never kept, whoever hands it in: identity numbers have no place here, not even in a draft."""

from collections.abc import Iterator

import msgspec

from storage.domain.errors import Refused
from storage.domain.record import fields_of, texts_in, texts_of
from storage.steering.identity_numbers import eleven_digits
from storage.store import Change


def refuse_identity_numbers(changes: tuple[Change, ...]) -> None:
    """Raise `identity-number` when a change brings in a text that holds one; what was there before is not its fault."""
    for change in changes:
        for text in texts_in(msgspec.to_builtins(list(_fresh_values(change)))):
            if _holds_one(text) and text not in texts_of(change.before):
                raise Refused("identity-number")


def _fresh_values(change: Change) -> Iterator[object]:
    """Yield what may be new: a long case is not looked through for every line that is written in it."""
    for name in fields_of(change.after) if change.after else ():
        old, new = getattr(change.before, name, None), getattr(change.after, name)
        if isinstance(old, tuple) and isinstance(new, tuple):
            kept = {id(item) for item in old}
            yield from (item for item in new if id(item) not in kept)
        elif old != new:
            yield new


def refuse_identity_number(text: str) -> None:
    """Raise `identity-number` when a text holds one that stands the check of its last digits."""
    if _holds_one(text):
        raise Refused("identity-number")


def _holds_one(text: str) -> bool:
    return any(each.checks for each in eleven_digits(text))
