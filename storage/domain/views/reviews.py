"""Which practices ask to be looked at again, and what cases keep coming back to without one."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import msgspec

from storage.domain.calendar import SchoolYear, school_year
from storage.domain.case.case import Case, Kind
from storage.domain.plan.plan import Practice, PracticeState, living
from storage.domain.views.book import Book

RECURRING = 3
"""Cases about a theme in one school year that make it recurring."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """One theme: the cases about it, and what the plan has for it."""

    theme: str
    cases: tuple[Case, ...]
    practices: tuple[Practice, ...]
    """Those agreed on."""
    ideas: tuple[Practice, ...]
    """Those that are only ideas yet."""


def coverage(cases: Iterable[Case], practices: Iterable[Practice]) -> tuple[Coverage, ...]:
    """Return the themes of cases (successes left out), those with most cases first."""
    about: dict[str, list[Case]] = {}
    for case in cases:
        if case.kind is Kind.CASE:
            for theme in case.themes:
                about.setdefault(theme, []).append(case)
    kept = living(practices)
    rows = (_covered(theme, found, kept) for theme, found in about.items())
    return tuple(sorted(rows, key=lambda row: (-len(row.cases), row.theme)))


def _covered(theme: str, cases: Iterable[Case], practices: Iterable[Practice]) -> Coverage:
    fitting = [practice for practice in practices if theme in practice.themes]
    return Coverage(
        theme=theme,
        cases=tuple(cases),
        practices=tuple(each for each in fitting if each.state is not PracticeState.IDEA),
        ideas=tuple(each for each in fitting if each.state is PracticeState.IDEA),
    )


def gaps(book: Book, year: SchoolYear) -> tuple[Coverage, ...]:
    """Return the themes that came back this school year and that the plan has no agreed practice for."""
    cases = (case for kept in book.years if kept.year == year for case in kept.cases)
    return tuple(row for row in coverage(cases, book.plan) if len(row.cases) >= RECURRING and not row.practices)


KEPT = frozenset({PracticeState.AGREED, PracticeState.IN_USE, PracticeState.REVIEWED})
"""What the team has agreed on; an idea is looked at anyway."""
TRIED = frozenset({PracticeState.IN_USE, PracticeState.REVIEWED})


class Reason(StrEnum):
    """Why a practice asks to be looked at again."""

    OVERDUE = "review-overdue"
    """Its own day has come."""
    CASES = "cases-keep-coming"
    """It is in use, and cases about what it is for keep coming all the same."""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A practice to look at again."""

    practice: Practice
    reason: Reason
    cases: tuple[Case, ...] = ()
    """Those that keep coming, newest first."""


def reviews(book: Book, today: date) -> tuple[Review, ...]:
    """Return what asks to be looked at again: what has waited longest first, then what most cases speak against."""
    due = (practice for practice in book.plan if is_due(practice, today))
    asked = tuple(Review(practice=each, reason=Reason.OVERDUE) for each in sorted(due, key=_review_day))
    contradicted = sorted(_contradicted(book, today), key=lambda review: (-len(review.cases), review.practice.id))
    known = {review.practice.id for review in asked}
    return (*asked, *(review for review in contradicted if review.practice.id not in known))


def _review_day(practice: Practice) -> tuple[date, str]:
    return (practice.review or date.max, practice.id)


def is_due(practice: Practice, today: date) -> bool:
    """Tell whether a practice's day for looking at it again has come and nobody has."""
    if practice.review is None or practice.review > today or practice.state not in KEPT:
        return False
    seen = (each.on for each in practice.milestones if each.state is PracticeState.REVIEWED)
    return max(seen, default=date.min) < practice.review


def _contradicted(book: Book, today: date) -> Iterator[Review]:
    for practice in book.plan:
        cases = cases_since(book, practice, today)
        if len(cases) >= RECURRING:
            yield Review(practice=practice, reason=Reason.CASES, cases=cases)


def cases_since(book: Book, practice: Practice, today: date) -> tuple[Case, ...]:
    """Return this school year's cases about what a practice is for, opened since it was taken into use or reviewed.

    A practice is for its first theme: with all its themes most practices would seem to be spoken against.
    """
    since = next((each.on for each in reversed(practice.milestones) if each.state in TRIED), None)
    if since is None or practice.state not in TRIED or not practice.themes:
        return ()
    year, theme = school_year(today), practice.themes[0]
    opened = (case for kept in book.years if kept.year == year for case in reversed(kept.cases))
    return tuple(each for each in opened if each.kind is Kind.CASE and theme in each.themes and each.opened > since)
