"""Moments as they are typed on the command line."""

from datetime import datetime, timedelta

from storage.domain.calendar import checked_day
from storage.domain.errors import Refused

DAY = len("2026-11-25")


def typed_moment(typed: str) -> datetime:
    """Return a moment on this machine's clock, such as `2026-11-25 14:30`; a day alone is meant to its end.

    Raises `unknown-moment`, and what `checked_day` raises.
    """
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        raise Refused("unknown-moment", typed=typed) from None
    checked_day(moment.date())
    whole_day = timedelta(days=1, microseconds=-1) if len(typed.strip()) <= DAY else timedelta()
    return (moment + whole_day).astimezone()
