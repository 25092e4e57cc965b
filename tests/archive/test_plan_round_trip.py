"""Any plan, whatever people write in it, comes back from its line as it was."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from storage.archive.format.layout import record_from
from storage.domain.calendar import MONTHS
from storage.domain.plan.plan import (
    ALL_YEAR,
    Area,
    Choice,
    Depth,
    Handed,
    Level,
    Milestone,
    Practice,
    PracticeState,
    Reading,
)
from storage.domain.record import line_of, revised

AT = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
YEARS = st.integers(2020, 2040)
SEVERAL = st.lists(TEXTS, max_size=3).map(tuple)
MILESTONES = st.builds(Milestone, st.sampled_from(PracticeState), DAYS)
HANDED = st.builds(Handed, YEARS, st.sampled_from(Choice), DAYS)
READINGS = st.builds(Reading, DAYS, st.integers(0, 10), st.none() | st.sampled_from(Depth))
AREAS = st.builds(
    Area,
    id=st.just("a"),
    key=TEXTS,
    title=TEXTS,
    about=TEXTS,
    order=st.integers(0, 99),
    hidden=st.booleans(),
    readings=st.lists(READINGS, max_size=4).map(tuple),
    notes=TEXTS,
)
PRACTICES = st.builds(
    Practice,
    id=st.just("p"),
    area=TEXTS,
    title=TEXTS,
    minimum=TEXTS,
    room=TEXTS,
    level=st.sampled_from(Level),
    depth=st.sampled_from(Depth),
    owner=TEXTS,
    month=st.sampled_from([ALL_YEAR, *MONTHS]),
    sign=TEXTS,
    review=st.none() | DAYS,
    milestones=st.lists(MILESTONES, max_size=4).map(tuple),
    themes=SEVERAL,
    law=SEVERAL,
    evidence=SEVERAL,
    template=TEXTS,
    done=st.lists(YEARS, max_size=3).map(tuple),
    notes=TEXTS,
    handed=st.lists(HANDED, max_size=3).map(tuple),
)


@given(AREAS, AREAS)
def test_any_area_comes_back_with_what_it_was_before(was: Area, now: Area) -> None:
    kept = revised(was, now, by="AB", at=AT, change="c")
    assert record_from("team.json", "areas", "a", line_of(kept)) == kept


@given(PRACTICES, PRACTICES)
def test_any_practice_comes_back_with_what_it_was_before(was: Practice, now: Practice) -> None:
    kept = revised(was, now, by="AB", at=AT, change="c")
    assert record_from("team.json", "practices", "p", line_of(kept)) == kept
