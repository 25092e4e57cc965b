"""What a team settles for everybody: its class list, and the words it does not want to be asked about."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from storage.domain.errors import Refused
from storage.domain.people import Retention, with_silenced
from storage.steering.names import class_list, listed_words, words_in
from storage.store import Change
from tests.tui.stage import NOT_ANSWERED, TODAY, Player, Stage, asked, english_desk, store_of
from tui.app.team_settings import settle
from tui.desk.desk import Desk
from tui.desk.nudges import with_class_list
from tui.dialogs.choose import ConfirmDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.team import ClassListDialog, ListField, SeriesDialog, TeamDialog
from tui.presentation.lines import Row
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList

PASTED = "Navn\nKjersti Fjell\nOla-Henrik Nes\n"


@asynccontextmanager
async def settling(desk: Desk) -> AsyncIterator[Player]:
    stage = Stage()
    async with stage.run_test(size=(80, 24), notifications=True) as pilot:
        stage.run_worker(settle(stage, desk))
        player = Player(pilot, stage)
        await player.on(TeamDialog)
        yield player


async def paste(player: Player, text: str) -> None:
    await player.press("enter")
    await player.on(ClassListDialog)
    player.screen.query_one(ListField).insert(text)
    await player.sees(f"{words_in(text)} word")


async def test_a_pasted_list_is_not_shown_and_cannot_be_read_back() -> None:
    desk = english_desk()
    async with settling(desk) as player:
        await paste(player, PASTED)
        await player.press("enter")
        await player.on(TeamDialog)
        await player.sees(f"{words_in(PASTED)} words are warned about")
    team = desk.store.book().team
    names = class_list(team)
    assert names
    assert all(names.holds(word) for word in ("Kjersti", "kjerstis", "Nes", "Henrik"))
    assert not names.holds("Navn")
    assert not {"kjersti", "fjell"} & set(team.names)
    assert not store_of(desk).kept_drafts


async def test_a_list_is_typed_line_by_line_and_left_with_escape() -> None:
    desk = english_desk()
    async with settling(desk) as player:
        await player.press("enter")
        await player.on(ClassListDialog)
        await player.press("enter")
        await player.write("Kjersti")
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        await player.sees("1 word")
        await player.press("escape")
        await player.on(TeamDialog)
        assert not desk.store.book().team.names


async def test_a_second_list_is_added_and_all_is_forgotten() -> None:
    desk = english_desk()
    team = desk.store.book().team
    desk.store.save(Change(team, with_class_list(team, "Kjersti")), by="AB", at=desk.now())
    key = desk.store.book().team.names_key
    async with settling(desk) as player:
        await paste(player, "Solveig\n")
        await player.press("enter")
        await player.until(lambda: listed_words(desk.store.book().team) == 2)
        assert desk.store.book().team.names_key == key
        await player.on(TeamDialog)
        await player.press("down", "enter")
        await player.until(lambda: not desk.store.book().team.names_key)


async def test_a_silenced_word_is_asked_about_again() -> None:
    desk = english_desk()
    team = desk.store.book().team
    desk.store.save(Change(team, with_silenced(with_silenced(team, "never"), "=Solstua")), by="AB", at=desk.now())
    async with settling(desk) as player:
        await player.sees("“Solstua” no name")
        await player.press("down", "enter")
        await player.until(lambda: desk.store.book().team.silenced == ("=Solstua",))
        await player.on(TeamDialog)
        await player.press("escape")


async def test_what_cannot_be_kept_is_said() -> None:
    desk = english_desk()
    store_of(desk).refusal = Refused("read-only")
    async with settling(desk) as player:
        await paste(player, "Solveig\n")
        await player.press("enter")
        await player.until(lambda: player.stage._notifications)


def test_a_list_without_words_changes_nothing() -> None:
    team = english_desk().store.book().team
    assert with_class_list(team, "1. 2. 3.") == team


async def test_the_team_chooses_how_long_closed_cases_are_kept() -> None:
    desk = english_desk()
    async with settling(desk) as player:
        await player.sees("until the school year they were closed in is over")
        await _choose(player, Row("keep", Retention.TWELVE_MONTHS))
        await player.until(lambda: desk.store.book().team.retention is Retention.TWELVE_MONTHS, "the choice")
        await player.sees("twelve months after they were closed" + " ")
    assert desk.store.book().overdue_for_deletion(TODAY) == ()


async def test_the_team_chooses_whether_meetings_show_what_they_came_to() -> None:
    desk = english_desk()
    async with settling(desk) as player:
        await _choose(player, Row("strip", ""))
        await player.until(lambda: not desk.store.book().team.shows_strip, "the choice")
        await player.on(TeamDialog)
        await _choose(player, Row("strip", "yes"))
        await player.until(lambda: desk.store.book().team.shows_strip, "the other choice")


async def test_somebody_new_comes_in_and_somebody_leaves() -> None:
    desk = english_desk()
    async with settling(desk) as player:
        await player.sees("Who is in the team")
        await _choose(player, Row("new"))
        await player.on(TextDialog)
        await player.write("gh")
        await player.press("enter")
        await player.until(lambda: desk.store.book().team.aliases == ("AB", "CD", "EF", "GH"), "the new one")
        await player.on(TeamDialog)
        await _choose(player, Row("member", "CD"))
        await player.on(ConfirmDialog)
        await player.sees("Has CD left the team?")
        await player.press("up", "enter")
        await player.until(lambda: desk.store.book().team.aliases == ("AB", "EF", "GH"), "the one who left")
        await player.on(TeamDialog)
        await player.sees("  GH")
    assert [member.alias for member in desk.store.book().team.members if member.left] == ["CD"]


async def test_nobody_leaves_by_mistake_and_no_alias_is_used_twice() -> None:
    desk = english_desk()
    async with settling(desk) as player:
        await _choose(player, Row("member", "CD"))
        await player.on(ConfirmDialog)
        await player.press("enter")
        await player.on(TeamDialog)
        await _choose(player, Row("new"))
        await player.on(TextDialog)
        await player.write("ab")
        await player.press("enter")
        await player.sees("AB is taken")
        await player.on(TextDialog)
        assert player.screen.query_one(Composer).text == "ab"
        await player.press("escape")
        await player.on(TeamDialog)
    assert desk.store.book().team.aliases == ("AB", "CD", "EF")


async def _choose(player: Player, key: Row) -> None:
    rows = player.screen.query_one(LineList)
    for _ in range(20):
        if rows.key == key:
            break
        await player.press("down")
    assert rows.key == key
    await player.press("enter")


async def test_its_heading_and_keys_stand_there_in_the_smallest_terminal() -> None:
    desk = english_desk()
    async with asked(TeamDialog(desk, desk.store.book().team), size=(64, 20)) as player:
        await player.sees(desk.store.book().team.name)
        await player.press("end")
        await player.sees(desk.store.book().team.name)
        await player.sees("Esc back")


async def test_the_years_meetings_and_free_days_are_settled_here_too() -> None:
    desk = english_desk()
    async with settling(desk) as player:
        await _choose(player, Row("series"))
        await player.on(SeriesDialog)
        await player.press("enter")
        await player.on(TeamDialog)
        await _choose(player, Row("free"))
        await player.on(TextDialog)
        player.screen.query_one(Composer).insert("4.12, 7.12–8.12")
        await player.press("enter")
        await player.on(TeamDialog)
        await _choose(player, Row("school", "2026-12-07"))
        await player.until(lambda: len(desk.store.book().team.free_days) == 2, "one day fewer")
    team = desk.store.book().team
    assert [day.isoformat() for day in team.free_days] == ["2026-12-04", "2026-12-08"]
    assert team.series
    assert (team.series.weekday, f"{team.series.starts:%H:%M}") == (1, "14:30")
