from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from typing import TypeVar

import pytest

from storage.content.demo.demo import demo_team
from storage.documents.words import Labels, labels
from storage.domain.case.agreement import Agreement
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record
from storage.domain.views.book import Book, YearBook, year_of

TODAY = date(2026, 11, 23)
WINTER = timezone(timedelta(hours=1))
Kept = TypeVar("Kept", bound=Record)


def of(kind: type[Kept], records: tuple[Record, ...]) -> tuple[Kept, ...]:
    return tuple(record for record in records if isinstance(record, kind))


def demo_book(language: Language) -> Book:
    numbers = count()
    team, records = demo_team(
        language, TODAY, datetime(2026, 11, 23, 8, tzinfo=WINTER), lambda: f"{next(numbers):016d}"
    )
    kept = (*of(Case, records), *of(Agreement, records), *of(Meeting, records))
    years = sorted({year_of(record, TODAY) for record in kept}, reverse=True)
    within = {year: tuple(record for record in kept if year_of(record, TODAY) == year) for year in years}
    return Book(
        team=team,
        areas=of(Area, records),
        practices=of(Practice, records),
        cards=of(ExperienceCard, records),
        years=tuple(
            YearBook(year, of(Case, each), of(Agreement, each), of(Meeting, each)) for year, each in within.items()
        ),
    )


@pytest.fixture(scope="session")
def book() -> Book:
    return demo_book(Language.NB)


@pytest.fixture(scope="session")
def book_in() -> Callable[[Language], Book]:
    return demo_book


@pytest.fixture(scope="session")
def norwegian() -> Labels:
    return labels(
        Language.NB, day=lambda day: f"{day.day}.{day.month}.{day.year}", local=lambda m: m.astimezone(WINTER)
    )


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 16, 13, 15, tzinfo=UTC)
