"""Forms for a parent meeting, its items, how it went, a round of conversations and a class."""

from datetime import date, time

import pytest

from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound, proposed_round
from storage.domain.homes.parent_meeting import AgendaItem, LookBack, ParentMeeting, Wish
from tests.tui.stage import NOT_ANSWERED, TODAY, asked, memory_desk, shown
from tui.dialogs.homes.parent_meeting import (
    AgendaItemDialog,
    LookBackDialog,
    ParentMeetingDialog,
    ReadyAgenda,
    ReadyAgendaDialog,
)
from tui.dialogs.homes.rounds import ClassDialog, RoundDialog
from tui.presentation.lines import Row
from tui.screens.homes.parent_meetings import ParentsScreen
from tui.screens.homes.rounds import RoundsScreen
from tui.widgets.reader import Reader

MEETING = ParentMeeting(id="m", title="About phones", on=date(2026, 12, 3))


async def test_a_meeting_gets_its_day_time_wish_and_who_planned_it() -> None:
    async with asked(ParentMeetingDialog(memory_desk(), MEETING, new=False)) as player:
        await player.write("!")
        await player.press("tab", *["backspace"] * 10)
        await player.write("10.12")
        assert "Thursday 10 Dec" in player.text("#on-field")
        await player.press("tab", *["backspace"] * 5)
        await player.write("17.30")
        await player.press("tab")
        await player.write("The library")
        await player.press("tab", "right", "tab", *["backspace"] * 8)
        await player.write("20 50")
        assert "?" in player.text("#wish-field")
        await player.write(" 30")
        assert "▁ 20  ▄ 50  █ 30" in player.text("#wish-field")
        await player.press("tab")
        await player.write("Labels")
        await player.press("enter")
        assert player.stage.answer == MEETING.but(
            title="About phones!",
            on=date(2026, 12, 10),
            starts=time(17, 30),
            venue="The library",
            with_contacts=True,
            wish=Wish(information=20, dialogue=50, co_decision=30),
            note="Labels",
        )


@pytest.mark.parametrize(
    ("tabs", "typed", "field", "said"),
    [
        (0, "", "title", "It needs a title."),
        (1, "soon", "on", "is not a date I know"),
        (2, "late", "starts", "is no time of day"),
        (5, "1 2", "wish", "Write three numbers"),
        (5, "30 30 30", "wish", "must add up to 100"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(tabs: int, typed: str, field: str, said: str) -> None:
    async with asked(ParentMeetingDialog(memory_desk(), MEETING, new=True)) as player:
        await player.press(*["tab"] * tabs, *["backspace"] * 14)
        await player.write(typed)
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert said in player.text(f"#{field}-field")


async def test_an_emptied_day_stays_as_it_was() -> None:
    async with asked(ParentMeetingDialog(memory_desk(), MEETING, new=True)) as player:
        await player.press("tab", *["backspace"] * 10, "enter")
        assert player.stage.answer == MEETING


@pytest.mark.parametrize(("typed", "said"), [("0", "between 1 and 240 minutes"), ("ten", "is no number")])
async def test_an_item_needs_minutes(typed: str, said: str) -> None:
    item = AgendaItem(id="i", title="Welcome", minutes=10, note="Pens")
    async with asked(AgendaItemDialog(memory_desk(), MEETING, item)) as player:
        await player.press("tab", "backspace", "backspace")
        await player.write(typed)
        await player.press("enter")
        assert said in player.text("#minutes-field")
        await player.press(*["backspace"] * 3, "5", "enter")
        assert player.stage.answer == AgendaItem(id="i", title="Welcome", minutes=5, note="Pens")


@pytest.mark.parametrize(
    ("came", "went", "field"), [("many", "5", "came"), ("1000", "5", "came"), ("5", "11", "went"), ("5", "", "went")]
)
async def test_how_it_went_is_asked_in_numbers(came: str, went: str, field: str) -> None:
    async with asked(LookBackDialog(memory_desk(), MEETING)) as player:
        await player.write(came)
        await player.press("tab")
        await player.write(went)
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert any(word in player.text(f"#{field}-field") for word in ("number", "scale"))


async def test_what_was_said_before_is_shown_again() -> None:
    said = MEETING.but(after=LookBack(on=date(2026, 11, 1), came=18, went=7, keep="Tables"))
    async with asked(LookBackDialog(memory_desk(), said)) as player:
        await player.press("enter")
        assert player.stage.answer == MEETING.but(after=LookBack(on=TODAY, came=18, went=7, keep="Tables"))


async def test_the_mid_point_follows_the_last_day_until_it_is_set() -> None:
    desk = memory_desk()
    async with asked(RoundDialog(desk, proposed_round("r", TODAY), new=True)) as player:
        await player.press("tab", *["backspace"] * 12)
        await player.write("4.12")
        assert "Friday 29 Jan" in player.text("#midpoint-field")
        await player.press("tab", *["backspace"] * 12)
        await player.write("1.2")
        await player.press("shift+tab", *["backspace"] * 12)
        await player.write("11.12")
        await player.press("enter")
        answer = player.stage.answer
        assert isinstance(answer, ConversationRound)
        assert (answer.ends, answer.midpoint) == (date(2026, 12, 11), date(2027, 2, 1))


@pytest.mark.parametrize(
    ("tabs", "typed", "field"), [(1, "1.11.2026", "ends"), (2, "1.11.2026", "midpoint"), (0, "x", "starts")]
)
async def test_days_that_cannot_be_are_refused_beside_their_field(tabs: int, typed: str, field: str) -> None:
    async with asked(RoundDialog(memory_desk(), proposed_round("r", TODAY), new=False)) as player:
        await player.press(*["tab"] * tabs, *["backspace"] * 12)
        await player.write(typed)
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert len(player.text(f"#{field}-field").splitlines()) > 1


@pytest.mark.parametrize(
    ("label", "homes", "field"), [("", "20", "label"), ("6A at the school", "20", "label"), ("6A", "99", "homes")]
)
async def test_a_class_needs_a_short_label_and_its_homes(label: str, homes: str, field: str) -> None:
    async with asked(ClassDialog(memory_desk(), None)) as player:
        await player.write(label)
        await player.press("tab")
        await player.write(homes)
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert len(player.text(f"#{field}-field").splitlines()) > 1


async def test_a_ready_agenda_is_chosen_by_what_stands_on_it() -> None:
    welcome = AgendaItem(id="i", title="Welcome", minutes=10)
    offered = [
        ReadyAgenda(Row("template", "one"), "The first", "For beginners", [welcome]),
        ReadyAgenda(Row("template", "two"), "An empty one"),
    ]
    async with asked(ReadyAgendaDialog(memory_desk(), "Which?", offered), (64, 20)) as player:
        assert "For beginners" in player.text()
        assert "▁ 10  Welcome · teacher" in player.text()
        await player.press("down")
        assert "Welcome" not in player.text()
        assert "Esc cancel" in player.text()
        await player.press("enter")
        assert player.stage.answer == Row("template", "two")


async def test_nothing_is_chosen_where_nothing_is_offered() -> None:
    async with asked(ReadyAgendaDialog(memory_desk(), "Which?", [])) as player:
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED


async def test_where_it_is_wide_more_about_the_marked_meeting_stands_beside_the_list() -> None:
    items = (AgendaItem(id="i", title="Sleep", minutes=20),)
    other = ParentMeeting(id="o", title="About sleep", on=date(2026, 12, 10), items=items)
    async with shown(ParentsScreen(memory_desk(MEETING, other)), (140, 40)) as player:
        beside = player.screen.query_one(Reader)
        await player.until(lambda: "18:00  20  Sleep" in beside.text)
        await player.press("down")
        await player.until(lambda: "About phones" in beside.text)
        assert "Sleep" not in beside.text


async def test_where_it_is_wide_what_was_agreed_in_the_marked_round_stands_beside_the_list() -> None:
    kept = proposed_round("r", TODAY)
    made = ConversationAgreement(id="a", pupil="3", what="Reads at home", owner="AB", made=TODAY)
    async with shown(RoundsScreen(memory_desk(kept.but(agreements=(made,)))), (140, 40)) as player:
        beside = player.screen.query_one(Reader)
        await player.until(lambda: "Reads at home" in beside.text)
        assert "0 of 1 agreement" in player.text("#beside")
        await player.pilot.resize_terminal(80, 24)
        await player.until(lambda: not player.one("#beside").region)
