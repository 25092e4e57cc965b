"""The safety gate in a case one reads alone."""

from datetime import date

import pytest
from textual.widgets import Input

from storage.domain.case.case import CaseState, Route, Told
from storage.domain.case.standing import alarmed, reported
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tests.tui.stage import TODAY, Player, english_desk, shown
from tui.desk.desk import Desk
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.case.safety import SafetyDialog, ToldDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.curtain import Banner, TurnDialog
from tui.dialogs.writing import WritingDialog
from tui.screens.case.screen import CaseScreen
from tui.widgets.reader import Reader

GATE = gate_file("en")
AWAY = GATE.routes["home"].no_contact
SAY = GATE.routes["not-safe"].say


def read(player: Player) -> str:
    return "\n".join(paragraph.said for paragraph in player.screen.query_one("#path", Reader).paragraphs)


def with_alarm(desk: Desk, route: Route, *, was_told: bool = False) -> Desk:
    case = desk.store.book().case("26-001")
    after = alarmed(case, route)
    if was_told:
        after = reported(after, Told(route=route, who="somebody", on=TODAY))
    desk.store.save(Change(case, after), by="AB", at=desk.now())
    return desk


async def test_what_is_sure_opens_the_notice_and_who_was_told_stands_there() -> None:
    desk = english_desk()
    async with shown(CaseScreen(desk, "26-001")) as player:
        await player.press("i")
        await player.sees("Nobody judges them yet")
        await player.write("The pupil is being bullied in the breaks")
        await player.press("enter")
        await player.on(SafetyDialog)
        await player.press("escape")
        await player.on(CaseScreen)
        assert f"▲ {SAY}" in read(player)
        await player.press("x")
        await player.on(SafetyDialog)
        await player.press("t")
        await player.on(ToldDialog)
        await player.press(*"head", "enter")
        await player.on(ChooseDialog)
        await player.press("home", "enter")
        await player.on(CaseScreen)
        await player.until(lambda: desk.store.book().case("26-001").state is CaseState.HANDED_OVER)
        assert SAY not in read(player)


async def test_the_head_alone_is_refused_where_it_is_about_the_home() -> None:
    desk = with_alarm(english_desk(), Route.HOME)
    async with shown(CaseScreen(desk, "26-001")) as player:
        await player.press("b")
        await player.on(SafetyDialog)
        await player.press("t")
        await player.on(ToldDialog)
        await player.sees("a role, no name: child welfare")
        await player.press("shift+tab", "left")
        await player.sees("a role, no name: the head")
        await player.press("right", "tab")
        await player.sees("a role, no name: child welfare")
        await player.press(*"the head", "enter")
        await player.sees("This is for child welfare")
        assert desk.store.book().case("26-001").alarm is Route.HOME
        await player.press(*" and child welfare", "enter")
        await player.on(ChooseDialog)
        await player.press("end", "enter")
        await player.on(CaseScreen)
        await player.until(lambda: desk.store.book().case("26-001").alarm is None)


async def test_behind_a_life_the_home_is_kept_out_and_is_the_next_notice() -> None:
    desk = with_alarm(with_alarm(english_desk(), Route.HOME), Route.DANGER)
    async with shown(CaseScreen(desk, "26-001")) as player:
        assert AWAY in read(player)
        await player.press("b")
        await player.on(SafetyDialog)
        await player.sees(GATE.routes["danger"].say[:20])
        assert AWAY.split(" before")[0] in " ".join(player.text().split())
        await player.press("a", "t")
        await player.on(ToldDialog)
        await player.press(*"the head", "enter")
        await player.on(ChooseDialog)
        await player.press("end", "enter")
        await player.on(SafetyDialog)
        await player.sees(GATE.routes["home"].say[:20])
        await player.press("escape")
        await player.on(CaseScreen)
    case = desk.store.book().case("26-001")
    assert (case.alarm, [told.route for told in case.told], case.advised) == (Route.HOME, [Route.DANGER], None)


async def test_nothing_turns_what_is_written_where_a_life_may_be_in_danger() -> None:
    desk = with_alarm(english_desk(), Route.DANGER)
    async with shown(CaseScreen(desk, "26-001")) as player:
        for key in ("i", "d", "a"):
            await player.press(key)
            await player.until(lambda: isinstance(player.screen, WritingDialog))
            await player.write("They never answer. Then Kjersti said so.")
            await player.sees("Is this a name?")
            assert "“never”" not in player.text()
            await player.press("escape")
            await player.on(CaseScreen)


async def test_b_shows_who_must_be_told() -> None:
    async with shown(CaseScreen(english_desk(), "26-001")) as player:
        await player.press("b")
        await player.on(SafetyDialog)
        await player.sees(SAY[:20])


async def test_where_the_home_is_kept_out_nothing_leads_there() -> None:
    desk = with_alarm(english_desk(), Route.HOME, was_told=True)
    async with shown(CaseScreen(desk, "26-001")) as player:
        assert AWAY in read(player)
        assert "What is wanted: nothing yet" not in read(player)
        assert "Clarification: nothing yet" in read(player)
        await player.press("v")
        await player.on(TurnDialog)
        assert AWAY.split(" before")[0] in player.screen.query_one(Banner).text
        await player.press("enter")
        await player.on(CaseScreen)
        await player.press("s")
        await player.on(ChooseDialog)
        assert "How others see it" not in player.text()
        await player.press("enter")
        await player.on(EntryDialog)
        assert "before child welfare" in " ".join(player.text().split())


async def test_what_was_kept_too_quickly_to_be_asked_about_is_asked_about_after() -> None:
    desk = english_desk()
    async with shown(CaseScreen(desk, "26-001")) as player:
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write("They never answer our messages")
        await player.press("enter")
        await player.on(CaseScreen)
        await player.sees("“never”")


@pytest.mark.parametrize(
    ("typed", "on"), [("20.11", date(2026, 11, 20)), ("fri", date(2026, 11, 20)), ("1.12", date(2025, 12, 1))]
)
async def test_somebody_was_told_on_a_day_that_was(typed: str, on: date) -> None:
    desk = with_alarm(english_desk(), Route.NOT_SAFE)
    async with shown(CaseScreen(desk, "26-001")) as player:
        await player.press("b")
        await player.on(SafetyDialog)
        await player.press("t")
        await player.on(ToldDialog)
        await player.press(*"the head")
        player.screen.query_one("#on", Input).value = typed
        await player.press("enter")
        await player.on(ChooseDialog)
        await player.press("end", "enter")
        await player.until(lambda: bool(desk.store.book().case("26-001").told))
    assert [told.on for told in desk.store.book().case("26-001").told] == [on]
