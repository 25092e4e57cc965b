"""What may be kept of a text somebody typed."""

from storage.domain.errors import Refused
from storage.domain.text import checked_text
from storage.steering.identity_numbers import eleven_digits


def checked(text: str) -> str:
    """Return a text that may be kept; raises `long-text` or `identity-number`."""
    if any(eleven.checks for eleven in eleven_digits(text)):
        raise Refused("identity-number")
    return checked_text(text)
