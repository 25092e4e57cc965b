"""Which agreements waited on a day to be asked about, and which a meeting made or spoke of; for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from storage.domain.case.agreement import Agreement

LONGEST_WAIT = 60
"""Weeks."""
NO_WEEK = -1
Key = TypeVar("Key")
Span = tuple[date, date, Agreement]
"""From which day until before which one it waited."""


@dataclass(frozen=True)
class Agreed:
    """A book's agreements, found by the meeting that made or asked about them, and by the week they waited in."""

    agreements: tuple[Agreement, ...]

    @cached_property
    def by_meeting(self) -> Mapping[str, tuple[Agreement, ...]]:
        """The agreements that each meeting made."""
        return _grouped((each.meeting, each) for each in self.agreements)

    @cached_property
    def spoken_of(self) -> Mapping[str, Mapping[str, Agreement]]:
        """The agreements of which something was said in each meeting, by id."""
        by: defaultdict[str, dict[str, Agreement]] = defaultdict(dict)
        for agreement in self.agreements:
            for rating in agreement.ratings:
                by[rating.meeting][agreement.id] = agreement
        return by

    @cached_property
    def _waiting(self) -> Mapping[int, list[Span]]:
        """When the agreements waited of which answers alone tell it, by week; the longest under none, for all weeks."""
        by: defaultdict[int, list[Span]] = defaultdict(list)
        for agreement in self.agreements:
            for span in _spans(agreement) if _is_told_by_answers(agreement) else ():
                for week in _weeks(*span[:2]):
                    by[week].append(span)
        return by

    @cached_property
    def _changed(self) -> Mapping[int, tuple[Agreement, ...]]:
        """The other agreements, by each week they could wait in; of these only their history tells."""
        changed = (each for each in self.agreements if not _is_told_by_answers(each))
        return _grouped((week, each) for each in changed for week in _weeks(each.made, _last(each)))

    def waiting(self, day: date) -> Iterator[Agreement]:
        """Yield the agreements that waited on a day, as far as answers alone tell."""
        waiting = self._waiting
        for of_week in (waiting.get(_week(day), ()), waiting.get(NO_WEEK, ())):
            yield from (agreement for since, until, agreement in of_week if since <= day < until)

    def changed(self, day: date) -> tuple[Agreement, ...]:
        """Return the agreements that were changed since they were made, and could wait on a day."""
        return (*self._changed.get(_week(day), ()), *self._changed.get(NO_WEEK, ()))


def _grouped(pairs: Iterable[tuple[Key, Agreement]]) -> Mapping[Key, tuple[Agreement, ...]]:
    by: defaultdict[Key, list[Agreement]] = defaultdict(list)
    for key, agreement in pairs:
        by[key].append(agreement)
    return {key: tuple(each) for key, each in by.items()}


def _is_told_by_answers(agreement: Agreement) -> bool:
    return not agreement.before and all(one.on <= other.on for one, other in pairwise(agreement.ratings))


def _spans(agreement: Agreement) -> Iterator[Span]:
    """Yield when an agreement waited: from the day after it was made, and as each answer of a later day left it."""
    since = agreement.made + timedelta(days=1)
    told: date | None = agreement.due
    for place, rating in enumerate(agreement.ratings):
        if told and max(told, since) < rating.on:
            yield max(told, since), rating.on, agreement
        since, told = max(since, rating.on), agreement.but(ratings=agreement.ratings[: place + 1]).asked_next
    if told:
        yield max(told, since), date.max, agreement


def _last(agreement: Agreement) -> date:
    """Return until when a changed agreement could wait: beyond every day while it still does."""
    return date.max if agreement.asked_next else max((each.on for each in agreement.ratings), default=agreement.made)


def _weeks(since: date, until: date) -> Iterable[int]:
    first, last = _week(since), _week(until)
    return (NO_WEEK,) if last - first > LONGEST_WAIT else range(first, last + 1)


def _week(day: date) -> int:
    return day.toordinal() // 7
