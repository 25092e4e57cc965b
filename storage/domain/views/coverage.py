"""What cases keep coming back to, held against what the plan has practices for."""

from collections.abc import Iterable

import msgspec

from storage.domain.calendar import SchoolYear
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
