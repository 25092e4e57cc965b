"""Which agreements waited on a day to be asked about, and which a meeting made or spoke of; for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from storage.domain.case.agreement import Agreement

LONGEST_WAIT = 60
"""Weeks."""
NO_WEEK = -1
Span = tuple[date, date, Agreement]
"""From which day until before which one it waited."""


@dataclass(frozen=True)
class Agreed:
    """A book's agreements, found by the meeting that made or asked about them, and by the week they waited in."""

    agreements: tuple[Agreement, ...]

    @cached_property
    def by_meeting(self) -> Mapping[str, list[Agreement]]:
        """The agreements that each meeting made."""
        by: defaultdict[str, list[Agreement]] = defaultdict(list)
        for agreement in self.agreements:
            by[agreement.meeting].append(agreement)
        return by

    @cached_property
    def spoken_of(self) -> Mapping[str, Mapping[str, Agreement]]:
        """The agreements of which something was said in each meeting, by id."""
        by: defaultdict[str, dict[str, Agreement]] = defaultdict(dict)
        for agreement in self.agreements:
            for rating in agreement.ratings:
                by[rating.meeting][agreement.id] = agreement
        return by

    @cached_property
    def _by_week(self) -> Mapping[int, list[Span]]:
        """When the agreements waited, by week; the longest stand under none, for all weeks."""
        by: defaultdict[int, list[Span]] = defaultdict(list)
        for span in (span for each in self.agreements for span in _spans(each)):
            for week in _weeks(*span[:2]):
                by[week].append(span)
        return by

    def waiting(self, day: date) -> Iterator[Agreement]:
        """Yield the agreements that waited on a day; of those that were changed, all that could have."""
        for spans in (self._by_week.get(_week(day), ()), self._by_week.get(NO_WEEK, ())):
            yield from (agreement for since, until, agreement in spans if since <= day < until)


def _spans(agreement: Agreement) -> Iterator[Span]:
    """Yield when an agreement waited: from the day after it was made, and as each answer of a later day left it."""
    since = agreement.made + timedelta(days=1)
    if agreement.before:
        lasts = (each.on + timedelta(days=1) for each in agreement.ratings)
        yield since, date.max if agreement.asked_next else max(lasts, default=since), agreement
        return
    for place, until in enumerate((*(each.on for each in agreement.ratings), date.max)):
        asked = agreement.but(ratings=agreement.ratings[:place]).asked_next if place else agreement.due
        if asked and max(asked, since) < until:
            yield max(asked, since), until, agreement
        since = max(since, until)


def _weeks(since: date, until: date) -> Iterable[int]:
    first, last = _week(since), _week(until)
    return (NO_WEEK,) if last - first > LONGEST_WAIT else range(first, last + 1)


def _week(day: date) -> int:
    return day.toordinal() // 7
