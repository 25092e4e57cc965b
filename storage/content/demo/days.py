"""The demo team's days: counted back from the day it is opened, and valid on every day of the year."""

from datetime import date, timedelta
from math import ceil

import msgspec

from storage.content.demo.outline import Year
from storage.domain.calendar import SATURDAY, SchoolYear, school_day_by, school_days_after, school_year

LAST_SCHOOL_DAY = (6, 20)
FIRST_MEETING_DAY = (9, 1)
"""Before this the new school year is too young to have a history: all of it lies in the year before."""


class DemoDays(msgspec.Struct, frozen=True, kw_only=True):
    """The day the demo is opened, and the days its two school years are counted back from."""

    today: date
    mark: date
    """Today, or in the summer the last school day before it."""
    deepest: int
    """The most days that anything is counted back in this school year."""

    @property
    def this(self) -> SchoolYear:
        """The school year of what goes on now."""
        return school_year(self.mark)

    @property
    def last(self) -> SchoolYear:
        """The school year before it."""
        return SchoolYear(self.this.start - 1)

    def year(self, which: Year) -> SchoolYear:
        """Return one of the two school years."""
        return self.this if which == "this" else self.last

    def ago(self, which: Year, days: int) -> date:
        """Return the school day so many days before a year's mark, inside that year.

        This year's days are shrunk while it is younger than it is deep, so order is kept and nothing falls out of it.
        """
        first = school_days_after(self.year(which).first - timedelta(days=1), 1)
        mark = self.mark if which == "this" else date(self.this.start, *LAST_SCHOOL_DAY)
        room = (self.mark - first).days
        shrunk = ceil(days * min(1, room / self.deepest)) if which == "this" else days
        return max(first, school_day_by(mark - timedelta(days=shrunk)))

    def ahead(self, days: int) -> date:
        """Return the day so many days from today; before it a school day back, from today on a school day ahead."""
        day = self.today + timedelta(days=days)
        return school_day_by(day) if days < 0 else school_days_after(day - timedelta(days=1), 1)

    def soon(self, days: int, earliest: date, latest: date) -> date:
        """Return the day so many days from today that still is one to think of now, in a holiday too.

        The next school day when it lies near enough, else the last one; in the long summer any weekday.
        """
        for day in (self.ahead(days), school_day_by(self.today)):
            if earliest <= day <= latest:
                return day
        return _weekday_from(self.today + timedelta(days=days))


def _weekday_from(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def demo_days(today: date, deepest: int) -> DemoDays:
    """Return the days of a demo team that is opened today."""
    ended = date(today.year, *LAST_SCHOOL_DAY)
    summer = ended < today < date(today.year, *FIRST_MEETING_DAY)
    return DemoDays(today=today, mark=ended if summer else today, deepest=deepest)
