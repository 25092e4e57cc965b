"""The history on the screen, a case as it was, and what is said of an undo."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.archive import create_store, open_store
from storage.archive.disk.files import LARGEST
from storage.domain.case.case import Entry, Step, with_entry
from storage.domain.people import Language
from storage.store import Change, Deed, Touch
from tests.tui.meeting.sitting import Sitting
from tests.tui.stage import NOW, memory_desk, shown, small_team
from tui.app.app import FredstidApp
from tui.desk.desk import Desk
from tui.desk.settings import Settings
from tui.dialogs.choose import ConfirmDialog
from tui.i18n.deeds import deed_text, doer
from tui.i18n.words import Words
from tui.screens.case.history import EarlierScreen, HistoryScreen
from tui.screens.case.screen import CaseScreen
from tui.screens.today.screen import TodayScreen

ENGLISH = Words(Language.EN)


def touch(kind: str, what: str = "changed", name: str = "", *fields: str) -> Touch:
    return Touch(kind=kind, id="x", what=what, name=name, fields=fields)


@pytest.mark.parametrize(
    ("touches", "said"),
    [
        ((touch("case", "changed", "26-001", "title", "entries/e1"),), "changed case 26-001 (title, entry)"),
        ((touch("case", "made", "26-001"),), "wrote case 26-001"),
        ((touch("case", "deleted"),), "deleted a case that is deleted now"),
        ((touch("agreement", "made", "26-001"), touch("agreement", "made", "26-001")), "wrote an agreement in 26-001"),
        ((touch("agreement"),), "changed an agreement"),
        ((touch("meeting", "changed", "2026-11-23"),), "changed the meeting of Monday 23 Nov"),
        ((touch("practice", "made"), touch("team")), "wrote a practice of the plan, changed the team"),
        ((touch("file", "restored", "team.json"),), "put the file team.json back from a backup"),
        ((touch("file", "taken-in", "team.json"),), "took in the file team.json, changed outside"),
        ((touch("comet", "vanished"),), "changed something"),
        (
            tuple(touch("case", "made", f"26-00{n}") for n in range(5)),
            "wrote case 26-000, wrote case 26-001, wrote case 26-002, and 2 things more",
        ),
    ],
)
def test_it_is_told_in_words(touches: tuple[Touch, ...], said: str) -> None:
    assert deed_text(ENGLISH, Deed(change="c", at=NOW, by="AB", records=touches)) == said


def test_what_was_taken_back_is_called_so() -> None:
    deed = Deed(change="c", at=NOW, by="AB", records=(touch("case", "changed", "26-001"),), undoes=True)
    assert deed_text(ENGLISH, deed) == "took back: changed case 26-001"


def test_nobody_in_particular_has_a_name_too() -> None:
    assert (doer(ENGLISH, "AB"), doer(ENGLISH, "")) == ("AB", "a shared screen")
    assert (doer(ENGLISH, "AB", "kari"), doer(ENGLISH, "", "kari")) == ("AB (kari)", "a shared screen (kari)")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    team, records = small_team()
    create_store(tmp_path / "team", team, *records, now=NOW - timedelta(days=30))
    store = open_store(tmp_path / "team", session="one")
    for hours, (by, title) in enumerate((("AB", "Homework at night"), ("CD", "Homework in the evening")), 1):
        case = store.book().case("26-001")
        entry = Entry(id=f"n{hours}", step=Step.SITUATION, text=f"Told by {by}", at=NOW, by=by)
        change = Change(case, with_entry(case.but(title=title), entry))
        store.save(change, by=by, at=NOW + timedelta(hours=hours))
    return Desk(store, ENGLISH, "one", "AB", lambda: NOW + timedelta(hours=5), place=store.place)


async def test_a_case_shows_its_history_and_what_it_was_after_each_line(desk: Desk) -> None:
    async with shown(CaseScreen(desk, "26-001")) as player:
        await player.press("h")
        await player.on(HistoryScreen)
        assert "The history of case 26-001" in player.text()
        assert "changed case 26-001 (title, entry)" in player.text()
        assert "Told by" not in player.text()
        await player.press("down", "enter")
        await player.on(EarlierScreen)
        assert "Homework at night" in player.text()
        assert f"As it was on {ENGLISH.moment(NOW + timedelta(hours=1))}" in player.text()
        assert "AB changed: title, entry" in player.text()
        assert "Told by AB" in player.text()
        assert "Told by CD" not in player.text()


async def test_one_pages_through_the_moments_of_a_case(desk: Desk) -> None:
    async with shown(EarlierScreen(desk, "26-001")) as player:
        assert "Homework in the evening" in player.text()
        await player.press("n")
        await player.sees("That is how it is now.")
        await player.press("p")
        await player.sees("Homework at night")
        await player.press("p", "p", "p", "p")
        await player.sees("Homework every afternoon")
        await player.sees("as it was first written")
        await player.sees("That is how it began.")
        await player.press("right_square_bracket")
        await player.sees("a new agreement")


async def test_a_case_deleted_meanwhile_has_no_past(desk: Desk) -> None:
    async with shown(EarlierScreen(desk, "26-001")) as player:
        desk.store.delete_case("26-001", by="AB", at=desk.now())
        assert isinstance(player.screen, EarlierScreen)
        player.screen.follow()
        await player.sees("deleted case")
        await player.press("p", "n")
        await player.sees("That is how it")


async def test_the_history_of_everything_follows_and_leads_to_cases_only(desk: Desk) -> None:
    async with shown(HistoryScreen(desk)) as player:
        assert player.text().count("changed case 26-001") == 2
        practice = desk.store.book().practices[0]
        desk.store.save(Change(practice, practice.but(title="Secret")), by="", at=desk.now())
        assert isinstance(player.screen, HistoryScreen)
        player.screen.follow()
        await player.sees("changed a practice of the plan (title)")
        assert "Secret" not in player.text()
        await player.press("home", "enter")
        await player.sees("Only cases can be looked at")
        await player.press("down", "enter")
        await player.on(EarlierScreen)
        await player.press("escape")
        await player.on(HistoryScreen)


async def test_where_nothing_was_done_it_says_so() -> None:
    desk = memory_desk()
    async with shown(HistoryScreen(desk)) as player:
        assert "Nothing has been written yet." in player.text()
        await player.press("enter")
        await player.sees("Only cases can be looked at")
    assert not list(desk.store.history())


async def test_it_is_one_key_away_and_undo_says_what_it_undid(desk: Desk) -> None:
    async with FredstidApp(desk, Settings()).run_test(size=(80, 24)) as pilot:
        player = Sitting(pilot)
        await player.on(TodayScreen)
        await player.press("h")
        await player.on(HistoryScreen)
        await player.press("escape", "u")
        await player.until(lambda: desk.store.book().case("26-001").title == "Homework at night", "the undo")
        said = [notice.message for notice in player.app._notifications]
        assert said == ["took back: changed case 26-001 (title, entry)"]


async def test_what_of_it_cannot_be_read_is_said_in_its_place(desk: Desk, tmp_path: Path) -> None:
    with (tmp_path / "team" / "history" / "2026-27.jsonl").open("r+b") as file:
        file.truncate(LARGEST + 1)
    async with shown(HistoryScreen(desk)) as player:
        await player.sees("it is too big")
        assert "Nothing has been written yet." not in player.text()


async def test_what_an_earlier_session_did_is_undone_only_after_a_question(desk: Desk, tmp_path: Path) -> None:
    later = replace(desk, store=open_store(tmp_path / "team", session="two"), session="two", me="CD")
    async with FredstidApp(later, Settings()).run_test(size=(80, 24)) as pilot:
        player = Sitting(pilot)
        await player.on(TodayScreen)
        await player.press("u")
        await player.on(ConfirmDialog)
        assert isinstance(player.screen, ConfirmDialog)
        assert "changed case 26-001 (title, entry)" in player.screen.heading
        await player.press("enter")
        await player.on(TodayScreen)
        assert desk.store.book().case("26-001").title == "Homework in the evening"
        await player.press("u")
        await player.on(ConfirmDialog)
        await player.press("up", "enter")
        await player.until(lambda: desk.store.book().case("26-001").title != "Homework in the evening", "the undo")
