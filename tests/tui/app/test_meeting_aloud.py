"""A meeting in plain lines: the same records as by keys, every question a line, and nothing that was typed is lost."""

import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from storage.archive import create_store, open_store
from storage.content.demo.demo import demo_team
from storage.content.forms import forms
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Outcome, Route
from storage.domain.meeting.meeting import MeetingState
from storage.domain.people import SHARED, Language
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.store import Change, Heartbeat
from tests.tui.meeting.conftest import NOW, counted_ids, still, store
from tests.tui.meeting.sitting import Sitting, case_on_the_table, in_a_meeting, on_to, running, saved
from tui.app.aloud.meeting import MeetingAloud
from tui.app.aloud.page import SIZE
from tui.app.aloud.talk import AloudApp, Talk, numbered, place_of
from tui.app.app import FredstidApp
from tui.desk.desk import Desk
from tui.desk.preparation import Preparation
from tui.desk.settings import Settings
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.follow_up import RatingDialog
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.form import TextDialog
from tui.i18n.words import Words
from tui.screens.meeting.room import MeetingRoom
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.pages import MinutesScreen
from tui.widgets.lists import WrappedList

__all__ = ("still", "store")
ROOT = Path(__file__).resolve().parents[3]


def a_team(folder: Path) -> Desk:
    """Return a desk at the demo team, where it is always the same minute."""
    ids = counted_ids()
    team, records = demo_team(Language.EN, date(2026, 11, 23), NOW, lambda: next(ids))
    create_store(folder, team, *records, now=NOW)
    store = open_store(folder, session="one")
    return Desk(store, Words(Language.EN), "one", now=lambda: NOW, place=store.place)


async def spoken(desk: Desk, *lines: str) -> str:
    """Hold a meeting by lines, and return all that was said."""
    out = StringIO()
    talk = Talk(desk.words, out, BytesIO("".join(f"{line}\n" for line in lines).encode()), repeats=True)
    app = AloudApp(desk, Settings(), talk)
    await app.run_async(headless=True, size=SIZE, auto_pilot=MeetingAloud(app).hold)
    assert app.failure is None
    return out.getvalue()


BY_LINES = (
    "begin",
    "n", "Thanks",
    "n", "1", "3", "3", "Well", "..",
    "n", "n", "On Monday", "n", "home: Tired", "n", "n", "One plan",
    "n", "1 1", "1", "", "", "", "+5", "..",
    "n", "5", "No need",
    "n", "8 7 9", "n", "1",
)  # fmt: skip
"""A whole case round, one line after the other."""


async def by_keys(desk: Desk) -> None:
    """Hold the same meeting by the keys of the screens."""
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, running(desk).visits[0].phase)
        await write(sitting, desk, "Thanks")
        await sitting.press("n", "enter")
        await sitting.on(RatingDialog)
        await sitting.press("3", "3")
        await sitting.type("Well")
        await sitting.press("enter")
        await saved(sitting, desk, lambda book: any(each.ratings for each in fresh(book)), "the rating")
        await sitting.on(MeetingScreen)
        await sitting.press("n", "n")
        await write(sitting, desk, "On Monday")
        await sitting.press("n")
        await write(sitting, desk, "home: Tired")
        await sitting.press("n", "n")
        await write(sitting, desk, "One plan")
        await sitting.press("n", "1")
        await agree_on_the_first_idea(sitting, desk)
        await close_it(sitting, desk)


def fresh(book: Book) -> list[Agreement]:
    return [each for each in book.agreements if each.ratings and each.ratings[-1].note == "Well"]


async def agree_on_the_first_idea(sitting: Sitting, desk: Desk) -> None:
    had = len(desk.store.book().agreements)
    await sitting.press("enter")
    await sitting.on(AgreementDialog)
    await sitting.press("tab", "tab", "tab", "+", "5", "enter")
    await saved(sitting, desk, lambda book: len(book.agreements) > had, "the agreement")
    await sitting.on(MeetingScreen)


async def close_it(sitting: Sitting, desk: Desk) -> None:
    """Say why nothing goes into the plan and what the meeting was worth, and end it."""
    await sitting.press("n")
    await sitting.until(lambda: bool(room(sitting).lacks), "the last question of the case")
    written = sitting.screen.query_one("#written", WrappedList)
    written.show(written.given, Outcome.NOTHING.value)
    await sitting.press("enter")
    await sitting.on(TextDialog)
    await sitting.type("No need")
    await sitting.press("enter")
    await sitting.until(lambda: isinstance(sitting.screen, MeetingScreen) and not room(sitting).lacks, "the reason")
    await sitting.press("n")
    await write(sitting, desk, "8 7 9")
    await sitting.press("n")
    await sitting.on(ConfirmDialog)
    await sitting.press("down", "enter")
    await sitting.on(MinutesScreen)


def room(sitting: Sitting) -> MeetingRoom:
    assert isinstance(sitting.screen, MeetingScreen)
    return sitting.screen.room


async def write(sitting: Sitting, desk: Desk, text: str) -> None:
    before = desk.store.book()
    await sitting.press("enter")
    await sitting.type(text)
    await sitting.press("enter")
    await sitting.until(lambda: desk.store.book() is not before, f"{text!r} in the book")
    await sitting.press("escape")


def told(book: Book, since: Book) -> list[Any]:
    """Return what a meeting made and changed, but for what chance and the clock put in."""
    had = {each.id: each for each in records(since)}
    changed = [_plain(each) for each in records(book) if had.get(each.id) != each]
    text = msgspec.json.encode(sorted(changed, key=lambda each: (each.get("what", ""), each.get("code", "")))).decode()
    names = dict[str, str]()
    for key in re.findall(r"[0-9A-HJKMNP-TV-Z]{26}|[0-9a-z]{12,}", text):
        names.setdefault(key, f"id-{len(names)}")
    for key, name in names.items():
        text = text.replace(key, name)
    plain: list[Any] = msgspec.json.decode(re.sub(r'"spent":[0-9.]+,?', "", text))
    return plain


def _plain(record: Record) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(record)
    return {name: value for name, value in fields.items() if name not in {"before", "rev"}}


def records(book: Book) -> list[Record]:
    return [*book.cases, *book.agreements, *book.meetings, *book.practices, *book.areas, *book.cards]


@pytest.mark.slow
async def test_the_same_meeting_by_lines_and_by_keys(tmp_path: Path) -> None:
    said, books = "", list[list[Any]]()
    for way in ("lines", "keys"):
        desk = a_team(tmp_path / way)
        before = desk.store.book()
        if way == "lines":
            said = await spoken(desk, *BY_LINES)
        else:
            await by_keys(desk)
        books.append(told(desk.store.book(), before))
    for by_lines, by_key in zip(*books, strict=True):
        assert by_lines == by_key
    assert len(books[0]) >= 4, "the meeting, its case, a rating and an agreement"
    assert "One plan" in said.rpartition("# ")[2] or "# " in said


async def test_what_is_said_has_no_drawing_and_no_colour_in_it(still: Desk) -> None:
    said = await spoken(still, *BY_LINES)
    assert not re.findall("[\x00-\x09\x0b-\x1f\u2500-\u259f]", said)
    assert still.store.book().meetings[0].state is MeetingState.HELD
    assert "\nWas it done? (1 not started, 2 partly done, 3 done as agreed, 4 stopped" in said
    assert said.count("The question: ") >= 9


async def test_a_page_is_read_before_the_meeting_and_ends_nothing(tmp_path: Path) -> None:
    desk = a_team(tmp_path / "team")
    minutes = re.search(r"^(\d+)\. Minutes of the last meeting", await spoken(desk, "?"), re.MULTILINE)
    assert minutes
    said = await spoken(desk, minutes[1], "b", "c", "?")
    assert "Before the meeting on" in said
    assert "Tell us what you saw and heard. The rest of us listen." in said
    assert "a number chooses the row that has it" in said


async def test_whoever_stops_in_the_middle_can_go_on(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "Thanks")
    assert "takes it up again" in said
    assert running(still).notes[-1].text == "Thanks"
    said = await spoken(still, "1", "")
    assert "Thanks" in said
    assert running(still).place == 0


async def test_a_refused_answer_is_asked_for_again_and_the_rest_stays(still: Desk) -> None:
    had = len(still.store.book().agreements)
    said = await spoken(still, "begin", "n", "a", "Call the home", "cd", "", "someday", "fri", "..", "q", "1")
    made = still.store.book().agreements
    assert "Decided: CD: Call the home" in said
    assert "“someday” is not a date I know." in said
    assert any(each.what == "Call the home" and each.owner == "CD" for each in made)
    assert len(still.store.book().agreements) == had + 1


async def test_a_full_stop_leaves_a_question_and_a_number_that_is_no_row_is_no_text(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "a", ".", "77", "= 77", "k", "Ask about the bus")
    assert "No row has the number 77." in said
    assert [note.text for note in running(still).notes] == ["77"]
    assert [note.text for note in running(still).parking] == ["Ask about the bus"]


async def test_what_a_pupil_may_not_be_safe_from_is_said_whole(still: Desk) -> None:
    lines = ("begin", "n", "n", "n", "He says he gets hit at home.", "t", "3", "child welfare", "", "2", "q", "1")
    said = await spoken(still, *lines)
    assert said.count("What is it most like?") == 1
    case = case_on_the_table(still)
    assert (case.told[-1].route, case.told[-1].who) == (Route.HOME, "child welfare")


async def test_one_who_follows_writes_where_all_write_and_hears_who_leads(still: Desk) -> None:
    form = forms(Language.EN).form("case-round")
    assert form
    begun = Preparation.proposed(still.store.book(), form).begin("meeting", NOW)
    still.store.save(Change(None, begun.but(place=0)), by=SHARED, at=NOW)
    still.store.beat(Heartbeat(meeting="meeting", leader="elsewhere:1:x", place=0, spent=1.0, at=NOW))
    said = await spoken(still, "n", "A text")
    assert "Whoever leads writes here." in said
    assert said.split("> n\n")[1].startswith("Another screen leads the meeting.")
    assert not running(still).notes


async def test_a_corrected_row_of_numbers_takes_the_place_of_the_refused_one(still: Desk) -> None:
    said = await spoken(still, *BY_LINES[:-3], "11", *BY_LINES[-3:])
    assert "Not kept: “11”" in said
    score = still.store.book().meetings[0].score
    assert score
    assert (score.middle, score.count) == (8, 3)


async def test_a_look_back_before_the_act_is_refused_at_once_and_a_later_day_is_proposed(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "a", "Call the home", "cd", "", "18.12.2026", "+3", "", "..", "q", "1")
    made = next(each for each in still.store.book().agreements if each.what == "Call the home")
    assert made.review
    assert made.review > made.due
    assert said.index("cannot come before the due date") < said.index("It starts when")


SORTING = (*BY_LINES[: BY_LINES.index("One plan") + 1], "n")


async def test_every_line_of_the_sorting_is_answered_aloud(still: Desk) -> None:
    said = await spoken(still, *SORTING, "1 2", "1 2", "99 1", "1 7")
    sorted_row, again, no_row, no_sort = said.split("\n> 1 2\n", 1)[1].replace("> 1 2", "> 99 1").split("\n> ")[:4]
    assert sorted_row.startswith("1. ")
    assert again.endswith(f"It stands as it did: {sorted_row.removeprefix('1. ')}")
    assert "No row has the number 99." in no_row
    assert "sorts it" in no_sort
    assert not running(still).decisions[1:]


async def test_a_row_that_is_chosen_is_said_though_nothing_of_it_changes(still: Desk) -> None:
    said = await spoken(still, "2", "5", "1", "n", "n", "3")
    chosen = said.rpartition("> 3\n")[2].splitlines()[0]
    assert chosen.startswith("Put both homes")
    assert chosen in said.rpartition("> 3\n")[0]


async def test_a_question_mark_asks_in_a_question_too_what_can_be_typed(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "a", "?", "Call the home", "?", "cd", "", "?", "fri", "..", "q", "1")
    assert said.count("= alone empties the field") == 3
    assert re.search(r"\n\d\. CD\n", said)
    assert any(each.what == "Call the home" and each.owner == "CD" for each in still.store.book().agreements)


async def test_at_a_meeting_that_is_not_finished_a_line_that_is_nothing_there_is_answered(still: Desk) -> None:
    await spoken(still, "begin", "n", "Thanks")
    said = await spoken(replace(still, now=lambda: NOW + timedelta(hours=1)), "hello", "7", "2")
    assert said.count("is not finished.") == 1
    assert "That is none of these. ? says what can be typed here." in said
    assert "\n1. Begin the meeting\n" in said, "other rows, other numbers"


async def test_before_the_first_phase_nobody_is_told_that_another_one_leads(still: Desk) -> None:
    said = await spoken(still, "begin", "We begin")
    assert "Whoever leads" not in said
    assert said.count("Type n to begin") == 2


def test_a_number_of_its_own_is_no_second_number() -> None:
    assert numbered(["not asked", "1 not started", "2 partly done"]) == {
        "0": "not asked", "1": "not started", "2": "partly done"
    }  # fmt: skip
    assert list(numbered(["not asked", "0", "1"])) == ["-", "0", "1"]
    assert place_of("1", numbered(["not asked", "0", "1"])) == 2


async def test_one_letter_alone_is_no_text(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "y", "= y", "a", "n", "Call the home", "cd", "", "..", "q", "1")
    assert said.count("One letter alone is no text.") == 2
    assert [note.text for note in still.store.book().meetings[0].notes] == ["y"]
    assert "n" not in {each.what for each in still.store.book().agreements}


async def test_enter_alone_says_that_the_clock_stands_and_how_much_is_left(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "pause", "")
    assert said.count("The clock stands.") == 2
    assert "Left of this phase: " in said


async def test_what_is_taken_back_is_named_before_it_is(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "Thanks", "u", "1", "pause", "u", "1")
    asked = [line for line in said.split("\n") if line.startswith("Take back this: ")]
    assert len(asked) == 2
    assert "the pause" in asked[1]
    assert "something else" not in said


async def test_a_meeting_that_is_ended_from_the_start_says_that_it_was(still: Desk) -> None:
    await spoken(still, "begin", "n", "Thanks")
    later = replace(still, now=lambda: NOW + timedelta(hours=1))
    said = await spoken(later, "2")
    assert "The meeting was broken off here." in said
    assert still.store.book().meetings[0].state is MeetingState.BROKEN_OFF


def test_the_command_holds_a_meeting_from_a_pipe(tmp_path: Path) -> None:
    desk = a_team(tmp_path / "team")
    typed = "1\nn\nWe begin\nq\n1\n"
    ended = subprocess.run(
        [sys.executable, "-m", "tui", "meeting", "--team", str(tmp_path / "team"), "--language", "nb"],
        input=typed,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Spørsmålet: " in ended.stdout
    assert [note.text for note in running(desk).notes] == ["We begin"]


async def test_another_team_is_opened_by_its_name(still: Desk, tmp_path: Path) -> None:
    other = a_team(tmp_path / "other").place.path
    app = FredstidApp(still, Settings().with_me(other, "AB"))
    async with app.run_test() as pilot:
        await pilot.press("W")
        await Sitting(pilot).on(ChooseDialog)
        await pilot.press("down", "enter")
        await Sitting(pilot).until(lambda: app.next_team == str(other), "the other team")


def test_a_key_that_came_too_late_answers_no_question() -> None:
    options = numbered(["Yes", "No, as far as we know", "We do not know"])
    assert [place_of(typed, options) for typed in ("n", "y", "w", "", "no", "2", "yes")] == [None] * 4 + [1, 1, 0]


async def test_saying_it_in_other_words_names_no_keys_of_the_screens(still: Desk) -> None:
    said = await spoken(still, "begin", "n", "n", "n", "The mother is hopeless", "n", "?", "s", "sa", "?", "..")
    assert "Does it stay?" in said
    assert "Text [The mother is hopeless]" in said
    assert "two letters or more" in said, "one alone is refused"
    assert not re.search(r"Tab|Esc|Ctrl|↵", said)


async def test_nothing_is_said_where_there_is_nothing_to_say() -> None:
    out = StringIO()
    talk = Talk(Words(Language.EN), out, BytesIO(), repeats=True)
    talk.listen()

    def stands() -> bool:
        talk.say()
        return True

    with suppress(EOFError):
        await talk.asked("> ", stands)
    assert out.getvalue() == "> \n"
