"""What is never kept, whoever hands it in: identity numbers have no place here, not even in a draft."""

from storage.domain.errors import Refused
from storage.domain.record import texts_of
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
