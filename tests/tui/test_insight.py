from datetime import UTC, date, datetime
from itertools import product

import pytest
from rich.cells import cell_len
from textual.app import App

from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import Meeting, MeetingState, Score, Visit
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.record import Record
from storage.domain.views.book import Book, YearBook
from tests.tui.mode_stage import ENGLISH, TEAM, TODAY, ModeStage, desk_with, settled
from tui.look.letters import huge_letters, letters
from tui.look.signs import text_of as text_of_spans
from tui.presentation.balance import counting, figures
from tui.screens.looking.insight import InsightScreen


def meeting(day: date, plan: float, cases: float) -> Meeting:
    visits = (
        Visit(phase="a", title="A", minutes=5, writes=Writes.AGREEMENTS, spent=plan * 60),
        Visit(phase="c", title="C", minutes=5, writes=Writes.ENTRY, case="26-001", spent=cases * 60),
    )
    started = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Meeting(
        id=f"m{day}", form="f", title="F", started=started, planned=45, visits=visits, state=MeetingState.HELD
    )


CASES = tuple(
    Case(
        id=f"c{number}", title="C", opened=date(2026, 9, 1), code=f"26-00{number}", themes=("homework", "phones")[:part]
    )
    for number, part in ((1, 1), (2, 2), (3, 1))
)
CALL = Agreement(
    id="a",
    what="Call",
    owner="AB",
    made=date(2026, 9, 1),
    due=date(2026, 9, 4),
    ratings=(Rating(on=date(2026, 9, 9), done=Done.AS_PLANNED, effect=Effect.BETTER),),
)
PRACTICE = Practice(
    id="p",
    area="talk",
    title="Ask first",
    themes=("phones",),
    milestones=(Milestone(PracticeState.AGREED, date(2026, 10, 1)),),
)
AREA = Area(id="area", key="talk", title="The conversation")
MEETINGS = (meeting(date(2026, 9, 7), 10, 30), meeting(date(2026, 11, 2), 20, 20))
RECORDS: tuple[Record, ...] = (AREA, PRACTICE, *CASES, CALL, *MEETINGS)
YEAR = YearBook(SchoolYear(2026), cases=CASES, agreements=(CALL,), meetings=MEETINGS)


def no_form(_key: str) -> None:
    """Find no form."""


BOOK = Book(team=TEAM, areas=(AREA,), practices=(PRACTICE,), years=(YEAR,))


BOTH = YearBook(SchoolYear(2025), cases=(Case(id="old", title="O", opened=date(2025, 9, 1), code="25-001"),))


def shown(key: str, width: int = 78, book: Book = BOOK) -> list[str]:
    """What a block draws, row by row."""
    block = next(each for each in figures(ENGLISH, book, TODAY, no_form) if each.key == key)
    return [text_of_spans(row).rstrip() for row in block.rows(width)]


def test_one_number_in_large_letters_says_the_balance_with_a_bar_and_the_minutes_beside_it() -> None:
    said, bar, sides = shown("balance", width=64)
    assert said.endswith("of the meeting time went to the plan.")
    assert bar.count("▇") / (bar.count("▇") + bar.count("▒")) == pytest.approx(30 / 80, abs=0.02)
    assert [each.strip() for each in sides.split("   ") if "min" in each] == ["the plan 30 min", "the cases 50 min"]
    assert all(row[2:].startswith(large) for row, large in zip((said, bar, sides), letters("38%", 20), strict=True))
    assert "No meeting time" in shown("balance", book=Book(team=TEAM))[0]
    assert "Hold a meeting" in shown("balance", book=Book(team=TEAM))[1]


def test_where_there_is_room_the_number_is_huge_and_says_which_of_the_two_had_more() -> None:
    said, leaning, *others, sides = shown("balance", width=78)
    assert all(row[2:].startswith(huge) for row, huge in zip((said, leaning), huge_letters("38%", 40), strict=False))
    assert leaning.endswith("The cases took more.")
    assert len(others) == 2
    assert "the plan 30 min" in sides


def test_months_stand_on_one_axis_with_the_plan_above_it_and_the_cases_below() -> None:
    rows = shown("months")
    axis = next(place for place, row in enumerate(rows) if row.split() == list("ASONDJFMAMJJ"))
    assert rows[0].strip() == "In November the plan had 20 of 40 minutes."
    above, below = rows[1:axis], rows[axis + 1 : -1]
    september, november = rows[axis].index("S"), rows[axis].index("N")
    assert [row[september : september + 1].strip() for row in above] == ["", "", "█"]
    assert [row[september] for row in below] == ["█", "█", "█"]
    assert [row[november : november + 1] for row in below] == ["█", "█", ""]
    assert rows[-1].strip() == "2026–27: the plan 30 min, the cases 50 min"


def test_every_block_of_figures_says_its_span() -> None:
    spans = {block.key: block.state for block in figures(ENGLISH, BOOK, TODAY, no_form)}
    assert {spans[key] for key in ("agreements", "themes", "steps")} == {"this school year"}
    both = {block.key: block.state for block in figures(ENGLISH, Book(team=TEAM, years=(YEAR, BOTH)), TODAY, no_form)}
    assert {both[key] for key in ("agreements", "themes", "steps")} == {"both school years"}


def test_agreements_narrow_from_due_to_followed_up_to_helped() -> None:
    two = YearBook(SchoolYear(2026), agreements=(CALL, CALL.but(id="b", ratings=())))
    meant, *drawn = shown("agreements", book=Book(team=TEAM, years=(two,)))
    assert meant.strip() == "Nobody asked how 1 of them went."
    rows = [row.split() for row in drawn]
    assert [row[-1] for row in rows] == ["2", "%", "%"]
    assert [row[-3:-1] for row in rows[1:]] == [["1", "50"], ["1", "100"]]
    assert shown("agreements", book=Book(team=TEAM)) == [" No agreement's day has come yet."]


def test_steps_and_new_cases_stand_month_by_month_with_their_sums_behind() -> None:
    plan, cases, axis = shown("steps")
    assert plan.split() == ["plan", "steps", "·", "·", "▃▃", "·", "1"]
    assert cases.split() == ["cases", "opened", "·", "██", "·", "·", "3"]
    assert axis.index("O") == plan.index("▃")


@pytest.mark.parametrize(
    ("key", "width"),
    [
        *product(("balance", "months", "agreements", "themes", "steps"), (62, 78, 84)),
        *product(("agreements", "themes"), (44, 52)),
    ],
)
def test_two_years_fit_whatever_the_width(key: str, width: int) -> None:
    rows = shown(key, width, Book(team=TEAM, areas=(AREA,), practices=(PRACTICE,), years=(YEAR, BOTH)))
    assert all(cell_len(row) <= width for row in rows)


def test_without_anything_to_draw_no_picture_is_empty() -> None:
    assert {each.key for each in figures(ENGLISH, Book(team=TEAM), TODAY, no_form)} == {
        "balance",
        "agreements",
        "themes",
    }


def test_themes_stand_against_the_areas_that_have_an_agreed_practice() -> None:
    meant, first, second, legend = shown("themes")
    assert meant.strip() == "Most often: homework. 1 theme has no practice."
    assert first.split() == ["homework", "▇▇▇▇▇▇▇▇", "3", "○", "no", "practice", "agreed"]
    assert second.endswith("1 ● The conversation")
    assert "● the plan has a practice" in legend
    assert shown("themes", book=Book(team=TEAM)) == [" No cases yet."]


def test_it_names_nobody() -> None:
    told = [text_of_spans(row) for row in counting(ENGLISH, folded=False).rows(78)]
    everything = "\n".join(
        (*(row for block in figures(ENGLISH, BOOK, TODAY, no_form) for row in shown(block.key)), *told)
    )
    assert "AB" not in everything
    assert "never about one person" in everything


def staged(*records: Record) -> ModeStage:
    _, desk = desk_with(*records)
    return ModeStage({"insight": lambda: InsightScreen(desk)}, "insight")


def drawing(app: App[object]) -> str:
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def test_space_goes_on_then_tells_what_is_counted_and_then_goes_back() -> None:
    app = staged(*RECORDS)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        assert "2026–27: the plan 30 min" in drawing(app)
        while screen.folded:
            await pilot.press("space")
            await settled(pilot)
        assert "Helped: what was said last" in drawing(app)
        while not screen.folded:
            await pilot.press("space")
            await settled(pilot)
        assert screen.page.scroll_offset.y == 0


async def test_a_wide_terminal_holds_everything_at_once() -> None:
    app = staged(*RECORDS)
    async with app.run_test(size=(140, 48)):
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        assert screen.page.max_scroll_y == 0
        assert screen.query_one("#themes").region.x >= 80
        assert "Helped: what was said last" in drawing(app)


async def test_a_new_team_sees_words_and_no_crash() -> None:
    app = staged()
    async with app.run_test(size=(64, 20)):
        assert "Hold a meeting (4)" in drawing(app)


ROUND = ConversationRound(
    id="r",
    starts=date(2026, 10, 1),
    ends=date(2026, 10, 9),
    midpoint=date(2026, 11, 9),
    agreements=(
        ConversationAgreement(id="x", pupil="1", what="Read", made=date(2026, 10, 1), ratings=CALL.ratings),
        ConversationAgreement(id="y", pupil="2", what="Call", made=date(2026, 10, 1)),
    ),
)
BECAME = "The autumn round 2026: 2 agreements · 1 followed up · 1 helped"


async def test_what_became_of_the_conversations_has_a_block_of_its_own() -> None:
    app = staged(*RECORDS, ROUND)
    async with app.run_test(size=(140, 40)):
        assert BECAME in drawing(app)


async def test_without_conversations_nothing_is_said_about_them() -> None:
    app = staged(*RECORDS)
    async with app.run_test(size=(140, 40)):
        assert not app.screen.query_one("#conversations").display


def test_meetings_are_drawn_by_month_and_their_years_told_in_words() -> None:
    rows = "\n".join(shown("meetings"))
    assert "score" not in rows
    assert "2026–27  2 meetings · 80 of 90 min" in rows
    scored_ = tuple(each.but(score=Score(middle=7.5, lowest=6, highest=9, count=4)) for each in MEETINGS)
    drawn = "\n".join(shown("meetings", book=Book(team=TEAM, years=(YearBook(SchoolYear(2026), meetings=scored_),))))
    assert "score" in drawn
    assert "7.5" in drawn
    assert "2026–27  2 meetings · score 7.5 (6–9) · 80 of 90 min" in drawn


def test_the_phases_of_the_form_that_is_held_most_are_drawn_with_their_minutes() -> None:
    meant, first, *_ = shown("phases")
    assert meant.strip() == "C runs over most: 20 min each time."
    assert first.split()[0::2] == ["A", "15", "5"]
