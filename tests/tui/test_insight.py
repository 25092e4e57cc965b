from datetime import UTC, date, datetime

import pytest
from rich.cells import cell_len

from storage.domain.calendar import SchoolYear
from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import Meeting, MeetingState, Visit
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.record import Record
from storage.domain.views.balance import Minutes, work_by_month
from storage.domain.views.book import Book, YearBook
from tests.tui.mode_stage import ENGLISH, TEAM, TODAY, ModeStage, desk_with, settled, text_of
from tui.screens.looking.insight import InsightScreen, drawn, headline, themes_against_plan, what_is_counted


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
BOOK = Book(team=TEAM, areas=(AREA,), practices=(PRACTICE,), years=(YEAR,))


def chart(width: int = 78) -> list[str]:
    return drawn(ENGLISH, work_by_month(BOOK, TODAY), TODAY, width).plain.splitlines()


def test_bars_stand_month_by_month_above_their_letters_with_sums_behind() -> None:
    rows = chart()
    plan = next(row for row in rows if row.startswith(" the plan"))
    assert plan.split() == ["the", "plan", "·", "▅▅▅", "·", "███", "30"]
    assert rows[rows.index(plan) - 1].strip() == "▃▃▃"
    assert rows[-2].split() == ["A", "S", "O", "N", "D", "J", "F", "M", "A", "M", "J", "J"]
    assert rows[-1].strip() == "2026-27"
    assert rows[-2].index("A") == plan.index("·")


def test_agreements_show_due_followed_up_and_helped() -> None:
    sums = {row.split("  ")[0].strip(): row.split()[-1] for row in chart() if row.startswith(" ") and row.strip()}
    assert (sums["due"], sums["followed up"], sums["helped"]) == ("1", "1", "1")
    assert (sums["plan steps"], sums["cases opened"]) == ("1", "3")


@pytest.mark.parametrize("width", [58, 78, 84])
def test_two_years_fit_whatever_the_width(width: int) -> None:
    last = YearBook(SchoolYear(2025), cases=(Case(id="old", title="O", opened=date(2025, 9, 1), code="25-001"),))
    work = work_by_month(Book(team=TEAM, years=(YEAR, last)), TODAY)
    rows = drawn(ENGLISH, work, TODAY, width).plain.splitlines()
    assert len(work) == 24
    assert all(cell_len(row) <= width for row in rows)
    assert "2025-26" in rows[-1]
    assert "2026-27" in rows[-1]


def test_without_anything_to_draw_it_says_what_to_do() -> None:
    bare = drawn(ENGLISH, work_by_month(Book(team=TEAM), TODAY), TODAY, 78).plain
    assert bare == "Nothing to draw yet. Hold a meeting (4), or begin with the plan (2)."


def test_the_headline_says_the_balance_in_a_sentence_and_a_bar() -> None:
    said, bar = headline(ENGLISH, Minutes(30, 50)).plain.splitlines()
    assert said == "This school year the plan had 30 of 80 minutes."
    assert (bar.count("▇"), bar.count("▒")) == (15, 25)
    assert "No meeting time" in headline(ENGLISH, Minutes()).plain


def test_themes_stand_against_the_areas_that_have_an_agreed_practice() -> None:
    rows = themes_against_plan(ENGLISH, BOOK, {SchoolYear(2026)}, 78).plain.splitlines()
    assert rows[1].split() == ["homework", "▇▇▇▇▇▇▇▇", "3", "!", "no", "practice", "agreed"]
    assert rows[2].rstrip().endswith("1  The conversation")
    narrow = themes_against_plan(ENGLISH, BOOK, {SchoolYear(2026)}, 40).plain.splitlines()
    assert all(cell_len(row) <= 40 for row in narrow[1:])
    assert themes_against_plan(ENGLISH, BOOK, {SchoolYear(2020)}, 78).plain.endswith("No cases yet.")


def test_it_names_nobody() -> None:
    everything = "\n".join((*chart(), what_is_counted(ENGLISH).plain))
    assert "AB" not in everything
    assert "never about one person" in everything


def staged(*records: Record) -> ModeStage:
    _, desk = desk_with(*records)
    return ModeStage({"insight": lambda: InsightScreen(desk)}, "insight")


async def test_the_bars_stand_whole_on_80_by_24_and_space_goes_on_and_back() -> None:
    app = staged(*RECORDS)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        assert screen.bars.region.bottom <= 23
        assert "homework" in text_of(screen.themes)
        seen: list[int] = []
        while not seen or seen[-1]:
            await pilot.press("space")
            seen.append(screen.page.scroll_offset.y)
        assert max(seen) == screen.page.max_scroll_y > 0


async def test_a_wide_terminal_holds_everything_at_once() -> None:
    app = staged(*RECORDS)
    async with app.run_test(size=(140, 40)):
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        assert screen.page.max_scroll_y == 0
        assert screen.themes.region.x >= 80


async def test_bars_drawn_beside_the_words_keep_to_one_row_each() -> None:
    app = staged(*RECORDS)
    app.first = "today"
    async with app.run_test(size=(140, 40)) as pilot:
        await app.switch_mode("insight")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        rows = text_of(screen.bars).splitlines()
        assert max(map(cell_len, rows)) <= screen.bars.size.width


async def test_a_new_team_sees_words_and_no_crash() -> None:
    app = staged()
    async with app.run_test(size=(64, 20)):
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        assert "Nothing to draw yet" in text_of(screen.bars)


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


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_what_became_of_the_conversations_stands_under_the_bars(size: tuple[int, int]) -> None:
    app = staged(*RECORDS, ROUND)
    async with app.run_test(size=size):
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        assert text_of(screen.bars).splitlines()[-1].strip() == BECAME
        assert screen.bars.region.bottom - 2 <= 23, "the bars themselves stay whole"
        assert screen.bars.size.width >= cell_len(BECAME)


async def test_without_conversations_nothing_is_said_about_them() -> None:
    app = staged(*RECORDS)
    async with app.run_test(size=(80, 24)):
        screen = app.screen
        assert isinstance(screen, InsightScreen)
        assert "agreements ·" not in text_of(screen.bars)
