from datetime import date

from storage.domain.plan.plan import ALL_YEAR, Area, Milestone, Practice, PracticeState, Reading
from storage.domain.views.book import Book
from tests.tui.mode_stage import ENGLISH, TEAM, TODAY
from tui.look.panels import fitting
from tui.look.signs import Mark
from tui.presentation.lines import Row
from tui.presentation.plan import (
    Group,
    PracticeSigns,
    by_area,
    by_month,
    empty_lines,
    legend,
    plan_lines,
    rows_when_open,
    signs_on,
    standing,
)

EARLY = date(2026, 8, 20)
AREAS = (
    Area(id="1", key="contact", title="First contact", order=1),
    Area(id="2", key="talk", title="The conversation", order=2),
    Area(id="3", key="gone", title="Hidden", order=3, hidden=True),
)


def practice(key: str, month: int, state: PracticeState = PracticeState.AGREED, **values: object) -> Practice:
    made = Practice(id=key, area="contact", title=key, month=month, milestones=(Milestone(state, EARLY),))
    return made.but(**values)


def book(*practices: Practice) -> Book:
    return Book(team=TEAM, areas=AREAS, practices=practices)


def signs(*practices: Practice) -> PracticeSigns:
    return signs_on(book(*practices), TODAY)


def test_each_practice_has_the_sign_of_how_it_stands_today() -> None:
    told = {
        "✓": practice("done", 9, done=(2026,)),
        "!": practice("late", 9),
        "▸": practice("now", 11),
        "◇": practice("idea", 9, PracticeState.IDEA),
        "×": practice("retired", 9, PracticeState.RETIRED),
        "·": practice("ahead", 2),
    }
    day = signs(*told.values())
    assert {sign: day.of(each).sign for sign, each in told.items()} == {sign: sign for sign in told}
    assert day.of(practice("last year's", 2, done=(2025,))) is Mark.LATER


def test_areas_come_in_order_with_their_practices_in_the_order_of_the_year() -> None:
    kept = (
        practice("all year", ALL_YEAR),
        practice("june", 6),
        practice("august", 8),
        practice("retired", 8, PracticeState.RETIRED),
    )
    first, second, hidden = by_area(ENGLISH, book(*kept))
    assert (first.key, [each.id for each in first.practices]) == ("contact", ["august", "june", "all year", "retired"])
    assert (second.title, second.practices) == ("The conversation", ())
    assert (hidden.title, hidden.remark) == ("Hidden", "hidden")


def test_a_practice_whose_area_is_gone_is_not_lost() -> None:
    lost = practice("lost", 8, area="old")
    assert by_area(ENGLISH, book(lost))[-1] == Group("", "Without an area", (lost,))


def test_the_wheel_runs_from_august_to_june_and_then_all_year_without_what_is_retired() -> None:
    wheel = by_month(ENGLISH, book(practice("a", 8), practice("r", 8, PracticeState.RETIRED)), TODAY)
    assert [group.title for group in wheel][:2] == ["August", "September"]
    assert [group.title for group in wheel][-2:] == ["June", "all year"]
    assert len(wheel) == 12
    assert [each.id for each in wheel[0].practices] == ["a"]
    assert [group.key for group in wheel if group.remark] == ["11"]


def test_an_open_group_shows_its_practices_and_a_folded_one_its_signs() -> None:
    kept = (practice("early", 9), practice("owned", 11, owner="CD", area="talk"))
    groups = by_area(ENGLISH, book(*kept))
    rows = list(plan_lines(ENGLISH, groups, {"talk"}, signs(*kept), wheel=False))
    assert [(row.key, row.said, row.right) for row in rows] == [
        (Row("group", "contact"), "+ First contact", "!"),
        (Row("group", "talk"), "− The conversation", "▸"),
        (Row("practice", "owned"), "    ▸ owned", "November · agreed"),
        (Row("group", "gone"), "  Hidden", "hidden"),
    ]


def test_what_asks_to_be_looked_at_again_shows_it_beside_its_sign_and_on_its_area() -> None:
    kept = (practice("again", 2, review=TODAY), practice("calm", 3))
    groups = by_area(ENGLISH, book(*kept))
    rows = {row.key: row.right for row in plan_lines(ENGLISH, groups, {"contact"}, signs(*kept), wheel=False)}
    assert rows == {
        Row("group", "contact"): "·· ?",
        Row("group", "talk"): "",
        Row("practice", "again"): "February · agreed ?",
        Row("practice", "calm"): "March · agreed",
        Row("group", "gone"): "hidden",
    }


def test_both_tiers_stand_below_each_practice_where_nothing_stands_beside() -> None:
    kept = (practice("a", 9, minimum="All call.", room="You may visit."), practice("b", 10))
    groups = by_area(ENGLISH, book(*kept))
    rows = list(plan_lines(ENGLISH, groups, {"contact"}, signs(*kept), wheel=False, with_tiers=True))
    assert [(row.key, row.said.strip()) for row in rows[1:5]] == [
        (Row("practice", "a"), "! a"),
        ("", "■ all: All call."),
        ("", "□ free: You may visit."),
        (Row("practice", "b"), "! b"),
    ]


def test_a_month_shows_what_falls_in_it_and_when_open_whose_it_is() -> None:
    kept = (practice("early", 9), practice("other", 9), practice("owned", 11, owner="CD"))
    groups = by_month(ENGLISH, book(*kept), TODAY)
    rows = {row.key: row for row in plan_lines(ENGLISH, groups, {"11"}, signs(*kept), wheel=True)}
    assert (rows[Row("group", "9")].said, rows[Row("group", "9")].right) == (
        "+ September  early · other",
        "!!",
    )
    assert (rows[Row("group", "11")].said.strip(), rows[Row("group", "11")].right) == (
        "− November",
        "this month ▸",
    )
    assert rows[Row("practice", "owned")].right == "CD · agreed"


def test_late_and_done_show_in_the_look_as_well_as_in_the_sign() -> None:
    kept = (practice("late", 9), practice("done", 8, done=(2026,)))
    rows = plan_lines(ENGLISH, by_area(ENGLISH, book(*kept)), {"contact"}, signs(*kept), wheel=False)
    assert [row.look for row in rows if (row.key and row.key.kind == "practice")] == ["plain", "plain"]


def test_rows_are_counted_with_every_group_open() -> None:
    groups = by_area(ENGLISH, book(practice("a", 8), practice("b", 8)))
    opened = {group.key for group in groups}
    assert rows_when_open(groups) == len(list(plan_lines(ENGLISH, groups, opened, signs(), wheel=False))) == 5


def test_the_legend_explains_the_signs() -> None:
    assert legend(ENGLISH) == "✓ done  ! overdue  ▸ this month  · later  ? look again  ◇ idea"
    assert fitting(legend(ENGLISH), 45) == "✓ done  ! overdue  ▸ this month  · later"
    assert fitting(legend(ENGLISH), 5) == ""


def test_an_area_shows_where_it_has_stood_from_reading_to_reading() -> None:
    readings = tuple(Reading(date(2026, 9, day), scale) for day, scale in enumerate((0, 3, 5, 10), 1))
    assert standing(AREAS[0].but(readings=readings)) == "▁▂▄█"
    assert standing(AREAS[0].but(readings=readings * 3)) == "▁▂▄█▁▂▄█"
    assert standing(AREAS[0]) == ""
    read = book().areas[0].but(readings=readings[:2])
    (row,) = plan_lines(ENGLISH, by_area(ENGLISH, Book(team=TEAM, areas=(read,))), (), signs(), wheel=False)
    assert (row.said.strip(), row.right) == ("━━━─────── 3  First contact", "▁▂")


def test_an_empty_plan_has_two_ways_to_begin() -> None:
    rows = empty_lines(ENGLISH, 10, 31, 60)
    assert [row.said for row in rows if row.key] == [
        "t  Start from the template: 10 areas, 31 practices",
        "i  Take in a plan you already have, from a file",
    ]
    assert all(len(row.said) <= 57 for row in rows)
