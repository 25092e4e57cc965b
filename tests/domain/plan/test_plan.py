from datetime import date

import pytest

from storage.domain.calendar import SchoolYear
from storage.domain.errors import Refused
from storage.domain.plan.plan import (
    Area,
    Depth,
    Milestone,
    Practice,
    PracticeState,
    Reading,
    area_of_themes,
    checked_practice,
    done_in,
    late,
    living,
    of_month,
    reached,
    read_scale,
    retired,
    stepped_on,
    taken_back,
)

DAY = date(2026, 11, 23)
YEAR = SchoolYear(2026)
PRACTICE = Practice(id="p", area="talks", title="Midtveis")


def agreed(key: str, month: int, on: date = date(2026, 8, 20)) -> Practice:
    return reached(Practice(id=key, area="talks", title=key, month=month), PracticeState.AGREED, on)


def test_a_practice_is_an_idea_until_something_is_agreed() -> None:
    assert PRACTICE.state is PracticeState.IDEA
    assert reached(PRACTICE, PracticeState.IDEA, DAY).milestones == ()
    assert reached(PRACTICE, PracticeState.AGREED, DAY).milestones == (Milestone(PracticeState.AGREED, DAY),)


@pytest.mark.parametrize("month", [0, 8, 12, 1, 6])
def test_a_practice_falls_in_a_school_month_or_all_year(month: int) -> None:
    assert checked_practice(PRACTICE.but(month=month)).month == month


@pytest.mark.parametrize(("broken", "code"), [({"title": " "}, "empty-title"), ({"month": 7}, "no-such-month")])
def test_what_cannot_be_kept_says_why(broken: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_practice(PRACTICE.but(**broken))
    assert refused.value.code == code


def test_a_practice_goes_round_until_it_is_retired() -> None:
    states = []
    practice = PRACTICE
    for _ in range(5):
        practice = stepped_on(practice, DAY)
        states.append(practice.state)
    assert states == [
        PracticeState.AGREED,
        PracticeState.IN_USE,
        PracticeState.REVIEWED,
        PracticeState.IN_USE,
        PracticeState.REVIEWED,
    ]
    gone = retired(practice, DAY)
    assert gone.state is PracticeState.RETIRED
    assert stepped_on(gone, DAY).state is PracticeState.REVIEWED
    assert taken_back(retired(PRACTICE, DAY), DAY).state is PracticeState.IDEA


def test_ticking_twice_unticks() -> None:
    once = done_in(done_in(PRACTICE, SchoolYear(2027)), YEAR)
    assert once.done == (2026, 2027)
    assert done_in(once, YEAR).done == (2027,)


def test_where_an_area_stands_is_read_again_and_again() -> None:
    area = Area(id="a", key="talks", title="Samtalen")
    area = read_scale(area, 0, None, date(2026, 9, 1))
    area = read_scale(area, 4, None, DAY)
    area = read_scale(area, 10, Depth.DIALOGUE, DAY)
    assert area.readings == (Reading(date(2026, 9, 1), 0), Reading(DAY, 10, Depth.DIALOGUE))


@pytest.mark.parametrize("scale", [-1, 11])
def test_a_scale_ends_at_ten(scale: int) -> None:
    with pytest.raises(Refused) as refused:
        read_scale(Area(id="a", key="talks", title="Samtalen"), scale, None, DAY)
    assert (refused.value.code, refused.value.params) == ("no-such-scale", {"value": scale})


def test_retired_practices_do_not_live() -> None:
    assert living([PRACTICE, retired(PRACTICE, DAY)]) == (PRACTICE,)


def test_a_months_practices_come_undone_first() -> None:
    practices = [done_in(agreed("a", 11), YEAR), agreed("b", 11), agreed("c", 12), retired(agreed("d", 11), DAY)]
    assert [each.id for each in of_month(practices, 11, YEAR)] == ["b", "a"]


def test_late_is_what_was_agreed_in_time_and_not_done() -> None:
    practices = [
        agreed("undone", 10),
        done_in(agreed("done", 10), YEAR),
        agreed("this month", 11),
        agreed("ahead", 1),
        agreed("all year", 0),
        agreed("agreed too late", 9, on=date(2026, 10, 1)),
        agreed("agreed that month", 10, on=date(2026, 10, 30)),
        Practice(id="idea", area="talks", title="idea", month=9),
        retired(agreed("retired", 10), DAY),
    ]
    assert [each.id for each in late(practices, DAY, YEAR)] == ["undone", "agreed that month"]


@pytest.mark.parametrize(
    ("today", "expected"),
    [(date(2026, 8, 31), []), (date(2027, 1, 2), ["aug", "dec"]), (date(2027, 7, 5), ["aug", "dec", "jan", "jun"])],
)
def test_late_follows_the_school_years_months(today: date, expected: list[str]) -> None:
    on = date(2026, 8, 1)
    practices = [agreed("aug", 8, on), agreed("dec", 12, on), agreed("jan", 1, on), agreed("jun", 6, on)]
    assert [each.id for each in late(practices, today, YEAR)] == expected


def test_themes_belong_where_the_plans_practices_share_most_of_them() -> None:
    areas = [Area(id=key, key=key, title=key) for key in ("talks", "homework", "screens")]
    both = PRACTICE.but(area="homework", themes=("homework", "wellbeing"))
    one = PRACTICE.but(area="talks", themes=("homework",))
    assert area_of_themes(areas, [one, both], ("homework", "wellbeing")) == "homework"
    assert area_of_themes(areas, [both, one], ("homework",)) == "talks"
    hidden = [each.but(hidden=each.key == "homework") for each in areas]
    assert area_of_themes(hidden, [one, both], ("homework", "wellbeing")) == "talks"
    retired = reached(both, PracticeState.RETIRED, DAY)
    assert area_of_themes(areas, [one, retired], ("homework", "wellbeing")) == "talks"
    assert area_of_themes(areas, [one, both], ("absence",)) == area_of_themes([], [], ("homework",)) == ""
