"""Norwegian identity numbers in running text: which eleven digits are one, by today's rule or the one from 2032."""

from collections.abc import Iterator

import msgspec

from storage.domain.text import pattern

_APART = "[ .\\-–\u00a0\u2009\u202f]{0,2}"
_ELEVEN = pattern(rf"(?<!\d)(?=(\d(?:{_APART}\d){{10}})(?!\d))")
_SIGNS = r"[\s./,:;_()*|–—-]{0,4}"
_PARTED = pattern(rf"(?<!\d)(?=(\d{{2}}{_SIGNS}\d{{2}}{_SIGNS}\d{{2}}{_SIGNS}\d{{3}}{_SIGNS}\d{{2}})(?!\d))")
"""Parted as a date and a number are, by other signs too; only with control digits that fit, since lists look so too."""
_DATE_AND_TIME = pattern(r"\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}\.\d{2}")
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_REMAINDERS = frozenset({0, 1, 2, 3})
"""0 by today's rule; 1, 2 and 3 as well from 2032 (Skatteetaten, the new identity number)."""
_D_NUMBER = 40
_MONTH_OFFSETS = (0, 40, 65, 80)
"""Ordinary, H-numbers and one test series, another test series, Skatteetaten's synthetic people."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MODULUS = 11


class Eleven(msgspec.Struct, frozen=True):
    """Eleven digits that begin with a plausible date."""

    start: int
    end: int
    checks: bool
    """The control digits fit: it is an identity number."""


def eleven_digits(text: str) -> Iterator[Eleven]:
    """Give each place where eleven digits begin with a plausible date, however they are parted."""
    near = set()
    for found in _ELEVEN.finditer(text):
        digits = tuple(int(sign) for sign in found[1] if sign.isdecimal())
        near.add(found.start(1))
        if _plausible(digits) and not _DATE_AND_TIME.fullmatch(found[1]):
            yield Eleven(found.start(1), found.end(1), checks(digits))
    for found in _PARTED.finditer(text):
        digits = tuple(int(sign) for sign in found[1] if sign.isdecimal())
        if found.start(1) not in near and _plausible(digits) and checks(digits):
            yield Eleven(found.start(1), found.end(1), checks=True)


def checks(digits: tuple[int, ...]) -> bool:
    """Whether the two control digits fit, by today's rule or the one from 2032."""
    first = sum(digit * weight for digit, weight in zip(digits[:10], _FIRST_WEIGHTS, strict=True)) % _MODULUS
    second = sum(digit * weight for digit, weight in zip(digits, _SECOND_WEIGHTS, strict=True)) % _MODULUS
    return first in _FIRST_REMAINDERS and second == 0


def _plausible(digits: tuple[int, ...]) -> bool:
    day = (digits[0] * 10 + digits[1]) % _D_NUMBER if digits[0] > 3 else digits[0] * 10 + digits[1]  # noqa: PLR2004
    written = digits[2] * 10 + digits[3]
    months = [written - offset for offset in _MONTH_OFFSETS if 1 <= written - offset <= len(_DAYS)]
    return any(1 <= day <= _DAYS[month - 1] for month in months)
