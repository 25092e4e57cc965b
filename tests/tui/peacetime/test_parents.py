"""The list of parent meetings and the designer, with real keys."""

import re
import stat
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from storage.content.plan_template import parent_meetings
from storage.domain.homes.parent_meeting import AgendaItem, LedBy, LookBack, ParentMeeting, agenda, with_items
from storage.domain.people import Language
from storage.domain.plan.plan import Depth
from storage.store import Change
from tests.tui.stage import TODAY, memory_desk, shown, store_of
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.form import FileNameDialog
from tui.dialogs.homes.parent_meeting import AgendaItemDialog, LookBackDialog, ParentMeetingDialog, ReadyAgendaDialog
from tui.screens.homes.parent_meetings import ParentMeetingScreen, ParentsScreen
from tui.widgets.lists import LineList

ITEMS = (
    AgendaItem(id="a", title="The school year", minutes=40, note="Only what is new"),
    AgendaItem(id="b", title="The tables", minutes=10, depth=Depth.DIALOGUE, led_by=LedBy.CLASS_CONTACTS),
)
SOON = with_items(ParentMeeting(id="soon", title="About phones", on=date(2026, 12, 3), law=("forskr-11-1",)), ITEMS)
HELD = with_items(
    ParentMeeting(
        id="held",
        title="The silent one",
        on=date(2025, 12, 3),
        after=LookBack(on=date(2025, 12, 4), came=22, went=4, keep="Send the letter first"),
    ),
    [AgendaItem(id="x", title="Fifty minutes", minutes=50)],
)
BEEN = ParentMeeting(id="been", title="The last one", on=date(2026, 11, 20))


def meeting(desk: Desk, key: str = "soon") -> ParentMeeting:
    record = desk.store.book().record(key)
    assert isinstance(record, ParentMeeting)
    return record


def order(desk: Desk) -> list[str]:
    return [item.title for item in agenda(meeting(desk))]


async def test_meetings_are_listed_with_how_they_stand() -> None:
    desk = memory_desk(SOON, HELD, BEEN)
    async with shown(ParentsScreen(desk)) as player:
        rows = player.text().splitlines()[2:5]
        assert "▸ 3 Dec 2026" in rows[0]
        assert "! 20 Nov 2026" in rows[1]
        assert "▸" not in rows[2]
        assert rows[0].endswith("50 min, 80 % of it information")
        assert rows[1].endswith("how did it go?")
        assert rows[2].endswith("22 came · the evening got 4 of 10")


async def test_without_any_it_says_how_one_is_planned() -> None:
    async with shown(ParentsScreen(memory_desk())) as player:
        await player.sees("No parent meeting is planned yet.")
        await player.press("enter")
        await player.on(ReadyAgendaDialog)
        await player.press("escape")
        await player.on(ParentsScreen)
        await player.press("x")
        assert isinstance(player.screen, ParentsScreen)


async def test_the_meeting_that_the_law_asks_for_begins_with_its_line() -> None:
    desk = memory_desk()
    async with shown(ParentsScreen(desk)) as player:
        await player.press("n")
        await player.on(ReadyAgendaDialog)
        await player.sees("Det loven krever, på en tredel av tida.")
        await player.press("enter")
        await player.on(ParentMeetingDialog)
        await player.press("enter")
        await player.on(ParentMeetingScreen)
        await player.sees("last checked 23 Nov 2026")
        (made,) = desk.store.book().parent_meetings
        assert made.law == ("forskr-11-1",)
        assert made.on == date(2026, 12, 14)
        assert len(made.items) == len(parent_meetings(Language.NB).starts[0].items)


async def test_a_meeting_begins_like_an_earlier_one_or_empty() -> None:
    desk = memory_desk(HELD)
    async with shown(ParentsScreen(desk)) as player:
        await player.press("n")
        await player.on(ReadyAgendaDialog)
        await player.press("down", "down")
        await player.sees("Send the letter first")
        await player.press("enter")
        await player.on(ParentMeetingDialog)
        await player.press("enter")
        await player.on(ParentMeetingScreen)
        made = desk.store.book().parent_meetings[0]
        assert (made.title, [item.title for item in made.items]) == ("The silent one", ["Fifty minutes"])
        assert made.items[0].id != "x"
        await player.press("escape")
        await player.on(ParentsScreen)
        await player.press("n")
        await player.on(ReadyAgendaDialog)
        await player.press("end", "enter")
        await player.on(ParentMeetingDialog)
        await player.write("Empty")
        await player.press("enter")
        await player.on(ParentMeetingScreen)
        await player.sees("Nothing on the agenda yet.")


async def test_leaving_the_questions_makes_nothing() -> None:
    desk = memory_desk()
    async with shown(ParentsScreen(desk)) as player:
        await player.press("n")
        await player.on(ReadyAgendaDialog)
        await player.press("enter")
        await player.on(ParentMeetingDialog)
        await player.press("escape")
        await player.on(ParentsScreen)
        assert desk.store.book().parent_meetings == ()


async def test_taking_a_meeting_away_is_asked_about_and_can_be_undone() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentsScreen(desk)) as player:
        await player.press("x")
        await player.on(ConfirmDialog)
        await player.press("enter")
        await player.on(ParentsScreen)
        assert meeting(desk) == SOON
        await player.press("x")
        await player.on(ConfirmDialog)
        await player.press("up", "enter")
        await player.until(lambda: not desk.store.book().parent_meetings)
        desk.store.undo(by="AB", at=desk.now())
        assert meeting(desk) == SOON.but(rev=meeting(desk).rev)


async def test_enter_opens_the_designer_and_escape_goes_back() -> None:
    async with shown(ParentsScreen(memory_desk(SOON))) as player:
        await player.press("enter")
        await player.on(ParentMeetingScreen)
        await player.press("escape")
        await player.on(ParentsScreen)


async def test_the_designer_draws_times_shares_and_wish_without_colour() -> None:
    async with shown(ParentMeetingScreen(memory_desk(SOON, HELD), "soon")) as player:
        rows = player.text().splitlines()
        assert rows[1].strip() == "About phones · Thu 3 Dec · 18:00–18:50 · 50 min"
        assert rows[2].strip() == "· the class contacts have not been asked yet"
        told, talked = rows[3].split()
        assert (len(told), len(talked)) == (60, 15)
        assert {*told, *talked} == {"▁", "▄"}
        assert rows[4].split() == ["18:00", "18:40", "18:50"]
        assert rows[4].index("18:40") == rows[3].index("▄")
        assert "▁ we tell you" in rows[5]
        assert rows[5].endswith("40 min  80 %, wish 30 %")
        bar = rows[5].split()[4]
        assert (bar.count("▇") / (len(bar) - 1), bar.index("│") / (len(bar) - 1)) == pytest.approx((0.8, 0.3), abs=0.02)
        assert rows[8].strip() == "! 80 % is information. Press t for other ways."
        assert rows[9].split() == ["▌18:00", "40", "▁", "The", "school", "year", "teacher"]
        assert rows[10].split()[:3] == ["18:40", "10", "▄"]
        assert "Only what is new" in player.text("#detail")
        assert "3 Dec 2025 · The silent one: 22 came · the evening got 4 of 10" in player.text("#detail")


async def test_what_the_parents_decide_stands_together_with_its_time() -> None:
    rule = AgendaItem(id="c", title="The rule", minutes=20, depth=Depth.CO_DECISION, decides="One rule for phones")
    async with shown(ParentMeetingScreen(memory_desk(with_items(SOON, [rule])), "soon")) as player:
        assert "What you decide tonight\n █ 18:50 One rule for phones" in player.text("#detail").replace("│", "")


async def test_it_fits_the_smallest_terminal_and_a_wide_one() -> None:
    for size in ((64, 20), (140, 40)):
        async with shown(ParentMeetingScreen(memory_desk(SOON), "soon"), size) as player:
            rows = player.text().splitlines()
            assert rows[5].endswith("wish 30 %")
            assert "18:40" in player.text("#rows")
            assert "Only what is new" in player.text("#detail")


async def test_single_keys_move_lengthen_deepen_and_hand_over_the_marked_item() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        await player.press("j")
        assert order(desk) == ["The tables", "The school year"]
        assert player.screen.query_one("#rows", LineList).key == "a"
        await player.press("k", "minus", "minus", "plus", "d", "l", "l")
        item = agenda(meeting(desk))[0]
        assert (item.id, item.minutes, item.depth, item.led_by) == ("a", 35, Depth.DIALOGUE, LedBy.PUPILS)
        await player.press("f")
        assert meeting(desk).with_contacts
        await player.sees("✓ made together with the class contacts")
        await player.press("x")
        assert order(desk) == ["The tables"]
        desk.store.undo(by="AB", at=desk.now())
        assert order(desk) == ["The school year", "The tables"]


async def test_minutes_that_cannot_be_are_refused_in_words() -> None:
    short = SOON.but(items=(AgendaItem(id="a", title="Short", minutes=3),))
    desk = memory_desk(short)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        await player.press("minus")
        await player.hears("An item takes between 1 and 240 minutes.")
        assert meeting(desk) == short


async def test_keys_on_an_empty_agenda_do_no_harm_and_enter_writes_the_first_item() -> None:
    desk = memory_desk(BEEN)
    async with shown(ParentMeetingScreen(desk, "been")) as player:
        await player.press("j", "plus", "d", "l", "x")
        assert meeting(desk, "been").items == ()
        await player.press("enter")
        await player.on(AgendaItemDialog)
        await player.write("Welcome")
        await player.press("enter")
        await player.on(ParentMeetingScreen)
        await player.until(lambda: meeting(desk, "been").items)
        (item,) = meeting(desk, "been").items
        assert (item.title, item.minutes, item.depth) == ("Welcome", 10, Depth.DIALOGUE)
        await player.sees("Nothing yet that the parents decide.")


async def test_a_new_item_comes_behind_the_marked_one_and_is_marked() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        await player.press("n")
        await player.on(AgendaItemDialog)
        await player.write("Between")
        await player.press("tab", "backspace", "backspace", "2", "0", "tab", "c", "tab", "p", "tab")
        await player.write("One rule")
        await player.press("enter")
        await player.on(ParentMeetingScreen)
        await player.until(lambda: order(desk) == ["The school year", "Between", "The tables"])
        item = agenda(meeting(desk))[1]
        assert (item.minutes, item.depth, item.led_by) == (20, Depth.CO_DECISION, LedBy.PUPILS)
        assert player.screen.query_one("#rows", LineList).key == item.id
        await player.sees("The parents decide: One rule")


async def test_enter_changes_the_marked_item_and_what_was_typed_waits_when_one_leaves() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        await player.press("enter")
        await player.on(AgendaItemDialog)
        await player.write("!")
        await player.press("escape")
        await player.on(ParentMeetingScreen)
        assert order(desk)[0] == "The school year"
        desk.drafting.flush()
        assert [draft.text for draft in desk.store.drafts("AB").values()] == ["The school year!"]
        await player.press("enter")
        await player.on(AgendaItemDialog)
        await player.press("enter")
        await player.until(lambda: order(desk)[0] == "The school year!")


async def test_another_way_puts_ready_items_behind_the_marked_one() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        await player.press("t")
        await player.on(ReadyAgendaDialog)
        await player.press("escape")
        await player.on(ParentMeetingScreen)
        await player.press("t")
        await player.on(ReadyAgendaDialog)
        await player.press("down")
        await player.sees("Slik virker stasjonene")
        await player.press("enter")
        await player.on(ParentMeetingScreen)
        ours = parent_meetings(Language.NB).alternatives[1]
        await player.until(
            lambda: order(desk) == ["The school year", *(item.title for item in ours.items), "The tables"]
        )
        await player.hears("is on the agenda")


async def test_the_frame_is_changed() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        await player.press("c")
        await player.on(ParentMeetingDialog)
        await player.write("!")
        await player.press("enter")
        await player.until(lambda: meeting(desk).title == "About phones!")
        await player.press("c")
        await player.on(ParentMeetingDialog)
        await player.press("escape")
        await player.on(ParentMeetingScreen)


async def test_afterwards_it_is_said_how_it_went_and_shown_to_the_next() -> None:
    desk = memory_desk(BEEN, SOON)
    async with shown(ParentMeetingScreen(desk, "been")) as player:
        await player.press("a")
        await player.on(LookBackDialog)
        await player.write("18")
        await player.press("tab")
        await player.write("7")
        await player.press("tab")
        await player.write("Small tables")
        await player.press("enter")
        await player.hears("It is shown to whoever plans the next one.")
        assert meeting(desk, "been").after == LookBack(on=TODAY, came=18, went=7, keep="Small tables")
        assert "Small tables" in player.text("#detail")
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        assert "Small tables" in player.text("#detail")


def _files_in(folder: Path) -> dict[str, Path]:
    return {file.name: file for file in folder.iterdir()}


def _holds_more(folder: Path, count: int) -> bool:
    return len(_files_in(folder)) > count


async def test_pages_are_written_to_new_files_that_only_their_owner_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        for downs in range(4):
            await player.press("e")
            await player.on(ChooseDialog)
            await player.press(*["down"] * downs, "enter")
            await player.on(FileNameDialog)
            await player.press("enter")
            await player.on(ParentMeetingScreen)
            await player.until(partial(_holds_more, tmp_path, downs))
        files = _files_in(tmp_path)
        assert set(files) == {
            f"2026-12-03-{name}" for name in ("agenda.md", "agenda.html", "run-sheet.md", "run-sheet.html")
        }
        assert {stat.S_IMODE(file.stat().st_mode) for file in files.values()} == {0o600}
        assert "Only what is new" not in files["2026-12-03-agenda.html"].read_text("utf-8")
        assert "Only what is new" in files["2026-12-03-run-sheet.md"].read_text("utf-8")
        await player.press("e")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(FileNameDialog)
        await player.press("enter")
        await player.until(lambda: re.search(r"exists\W+already", player.text()), "that it is there")
        assert isinstance(player.screen, FileNameDialog)


async def test_leaving_the_questions_about_a_page_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    async with shown(ParentMeetingScreen(memory_desk(SOON), "soon")) as player:
        await player.press("e")
        await player.on(ChooseDialog)
        await player.press("escape")
        await player.on(ParentMeetingScreen)
        await player.press("e")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(FileNameDialog)
        await player.press("escape")
        await player.on(ParentMeetingScreen)
        assert _files_in(tmp_path) == {}


async def test_a_meeting_that_somebody_took_away_says_so() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        store_of(desk).save(Change(SOON, None), by="CD", at=desk.now())
        assert isinstance(player.screen, ParentMeetingScreen)
        player.screen.follow()
        await player.sees("This parent meeting was taken away.")
        await player.press("enter", "n", "t", "c", "a", "e", "f", "j")
        assert isinstance(player.screen, ParentMeetingScreen)
        await player.press("escape")


async def test_two_who_change_different_items_both_get_what_they_did() -> None:
    desk = memory_desk(SOON)
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        assert isinstance(player.screen, ParentMeetingScreen)
        theirs = with_items(meeting(desk), [AgendaItem(id="z", title="Theirs", minutes=5)])
        store_of(desk).save(Change(meeting(desk), theirs), by="CD", at=desk.now())
        await player.press("plus")
        assert [(item.title, item.minutes) for item in agenda(meeting(desk))] == [
            ("The school year", 45),
            ("The tables", 10),
            ("Theirs", 5),
        ]


async def test_hostile_text_is_drawn_as_text() -> None:
    hostile = "[/] [@click=app.quit]x[/]"
    items = (AgendaItem(id="a", title=hostile, minutes=5, decides=hostile, note=hostile),)
    desk = memory_desk(SOON.but(title=hostile, note=hostile, items=items))
    async with shown(ParentMeetingScreen(desk, "soon")) as player:
        assert player.text().count("[@click=app.quit]x[/]") >= 4
