"""Times of day, shares and other numbers as people type them: `18`, `18.30`, `1830`; `30 40 30`."""

import re
from datetime import time

from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import Wish

TIME = re.compile(r"(?:kl\.?\s*)?(?P<hour>\d{1,2})(?:[.:,\s]?(?P<minute>\d{2}))?")
SHARES = 3
LONGEST = 6
"""Digits; more are no number that anybody means."""


def typed_time(typed: str) -> time:
    """Return the time of day a person meant; raises `unknown-time`."""
    found = TIME.fullmatch(typed.strip().casefold())
    try:
        return time(int(found["hour"]), int(found["minute"] or 0)) if found else _unknown(typed)
    except ValueError:
        return _unknown(typed)


def _unknown(typed: str) -> time:
    raise Refused("unknown-time", typed=typed)


def typed_wish(typed: str) -> Wish:
    """Return the three shares a person meant, information first; raises `unknown-wish`."""
    numbers = re.findall(r"\d+", typed)
    if len(numbers) != SHARES or any(len(number) > LONGEST for number in numbers):
        raise Refused("unknown-wish", typed=typed)
    information, dialogue, co_decision = map(int, numbers)
    return Wish(information=information, dialogue=dialogue, co_decision=co_decision)


def typed_count(typed: str) -> int:
    """Return the whole number a person meant; raises `missing-count` or `unknown-count`."""
    text = typed.strip()
    if not text:
        raise Refused("missing-count")
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise Refused("unknown-count", typed=typed)
    return int(text)
