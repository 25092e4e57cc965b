"""What may be kept of a text somebody typed, and the class list whose names it warns about."""

from secrets import token_hex

from storage.domain.errors import Refused
from storage.domain.identity_numbers import eleven_digits
from storage.domain.people import Team
from storage.domain.text import checked_text
from storage.steering.names import NameList

KEY_BYTES = 32
FORMS = 2
"""Each word is kept as it is and in the genitive."""


def with_class_list(team: Team, pasted: str) -> Team:
    """Return the team that is warned about the words of a pasted list too."""
    key = team.names_key or token_hex(KEY_BYTES)
    marks = NameList(key, frozenset(team.names)).adding(pasted).marks
    return team.but(names_key=key, names=tuple(sorted(marks))) if marks else team


def without_class_list(team: Team) -> Team:
    """Return the team without a class list."""
    return team.but(names_key="", names=())


def listed_words(team: Team) -> int:
    """Return about how many words are on the list."""
    return len(team.names) // FORMS


def words_in(pasted: str) -> int:
    """Return about how many words a pasted list brings."""
    return len(NameList("00" * KEY_BYTES).adding(pasted).marks) // FORMS


def checked(text: str) -> str:
    """Return a text that may be kept; raises `long-text` or `identity-number`."""
    if any(eleven.checks for eleven in eleven_digits(text)):
        raise Refused("identity-number")
    return checked_text(text)
