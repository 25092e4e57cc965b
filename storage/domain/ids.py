"""Identifiers that sort by the time they were made, and case codes."""

import os
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from storage.domain.errors import Refused
from storage.domain.text import with_plain_dashes

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LETTERS = frozenset(ALPHABET)
AS_DIGITS = str.maketrans(ALPHABET, "0123456789abcdefghijklmnopqrstuv")
"""Turns an identifier's letters into those that `int` reads to the base 32."""
LENGTH = 16
SHORTEST_END = 4
CHANCE = 4
"""Bytes, of which thirty bits are used."""
CODE = re.compile(r"(?P<year>\d{2})-(?P<number>\d{3,})")

TYPED_CODE = re.compile(r"(?P<year>\d{2})-(?P<number>\d{1,6})")

NewId = Callable[[], str]
"""Makes an identifier; handed in, so that tests can count instead."""


def new_id(now: datetime, chance: int) -> str:
    """Return 16 characters: ten of milliseconds since 1970, then thirty bits of `chance`."""
    milliseconds = int(now.timestamp() * 1000)
    return _digits(milliseconds, 10) + _digits(chance, 6)


def id_at(now: datetime) -> str:
    """Return an identifier that no other program makes at the same moment."""
    return new_id(now, int.from_bytes(os.urandom(CHANCE)) >> 2)


def shortest_end(key: str, among: Iterable[str]) -> str:
    """Return the end of an identifier that is enough to type, four letters or more, as no other one ends so."""
    others = [each for each in among if each != key]
    lengths = range(min(SHORTEST_END, len(key)), len(key) + 1)
    return next((key[-n:] for n in lengths if not any(each.endswith(key[-n:]) for each in others)), key)


def is_id(text: str) -> bool:
    """Tell whether a text is an identifier of ours rather than something a person wrote."""
    return len(text) == LENGTH and LETTERS.issuperset(text)


def _digits(number: int, width: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(width)))


def made_at(key: str) -> datetime | None:
    """Return the moment an identifier was made, or None for one that does not tell."""
    digits = key[:10]
    if len(key) != LENGTH or not LETTERS.issuperset(key):
        return None
    milliseconds = int(digits.translate(AS_DIGITS), 32)
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError):
        return None  # beyond every calendar


def case_code(start_year: int, number: int) -> str:
    """Return the code of a school year's n-th case, such as `26-014`."""
    return f"{start_year % 100:02d}-{number:03d}"


def understood_code(typed: str) -> str:
    """Return the case code a person meant by `26-14`, ` 26-014 `, `26–014` or `26 014`; raises `unknown-code`."""
    found = TYPED_CODE.fullmatch(re.sub(r"[\s_-]+", "-", with_plain_dashes(typed).strip()))
    if not found:
        raise Refused("unknown-code", typed=typed)
    return case_code(int(found["year"]), int(found["number"]))
