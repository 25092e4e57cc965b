"""Dates as one says them: how far away, and on which weekday."""

from collections.abc import Iterable
from datetime import date

from tui.i18n.words import Words


def how_far(words: Words, day: date, today: date) -> str:
    """Return how far a due day is from today, such as `in 3 days` or `2 days late`."""
    days = (day - today).days
    if days < 0:
        return words.many("{count} day late", "{count} days late", -days)
    if days == 0:
        return words("today")
    if days == 1:
        return words("tomorrow")
    return words.many("in {count} day", "in {count} days", days)


def short_day(words: Words, day: date | None) -> str:
    """Return a date with a short weekday, such as `fre. 27. nov.`."""
    return words.day(day, "EEE d. MMM")


def either(words: Words, days: Iterable[date]) -> str:
    """Return the days that can be meant, such as `tirsdag 1. des. eller tirsdag 8. des.`."""
    return words(" or ").join(map(words.weekday, days))
