"""Two sessions in one folder: what one writes shows on the other's screen, which stays as it was otherwise."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input, TextArea

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.meeting.meeting import Note
from storage.domain.people import Language
from storage.domain.plan.plan import Practice, PracticeState, reached
from storage.store import Change, Presence
from tests.tui.meeting.sitting import Sitting
from tests.tui.stage import small_team
from tui.app.app import FredstidApp
from tui.desk.desk import Desk
from tui.desk.drafting import session_name
from tui.desk.settings import Settings
from tui.dialogs.case.entry import EntryDialog
from tui.i18n.words import Words
from tui.look.signs import text_of
from tui.screens.case.log import CasesScreen
from tui.screens.case.screen import CaseScreen
from tui.screens.looking.search import SearchScreen
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.pages import MinutesScreen
from tui.screens.plan.screen import PlanScreen
from tui.screens.today.screen import TodayScreen
from tui.widgets.composer import Composer
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    team, records = small_team()
    many = (Case(id=f"m{n:02}", code=f"26-0{n}", title=f"Number {n}", opened=date(2026, 9, 1)) for n in range(10, 50))
    agreed = reached(Practice(id="agreed", area="homework", title="Stop in time"), PracticeState.AGREED, NOW.date())
    create_store(tmp_path / "team", team, agreed, *records, *many, now=NOW)
    return tmp_path / "team"


@pytest.fixture
def other(folder: Path) -> FolderStore:
    """CD's session."""
    return open_store(folder, session=session_name("other"))


@asynccontextmanager
async def sitting(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Sitting]:
    store = open_store(folder, session=session_name("mine"))
    desk = Desk(store, Words(Language.EN), session_name("mine"), "AB", lambda: NOW, place=store.place)
    async with FredstidApp(desk, Settings()).run_test(size=size) as pilot:
        await pilot.pause()
        yield Sitting(pilot)


def picture(player: Sitting) -> str:
    return "\n".join(strip.text.rstrip() for strip in player.screen._compositor.render_strips())


async def sees(player: Sitting, text: str) -> None:
    await player.until(lambda: text in picture(player), text)


def case_of(store: FolderStore, code: str = "26-001") -> Case:
    return store.book().case(code)


def add_entry(store: FolderStore, key: str, text: str, code: str = "26-001") -> None:
    case = case_of(store, code)
    entry = Entry(id=key, step=Step.SITUATION, text=text, at=NOW, by="CD")
    store.save(Change(case, with_entry(case, entry)), by="CD", at=NOW)


def rename(store: FolderStore, code: str, title: str) -> None:
    case = case_of(store, code)
    store.save(Change(case, case.but(title=title)), by="CD", at=NOW)


async def test_today_follows_and_keeps_its_mark(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await player.on(TodayScreen)
        rows = player.screen.query_one("#rows", LineList)
        await player.press("end", "up")
        marked = rows.key
        due = Agreement(id="a0", what="Ring at once", owner="AB", made=date(2026, 11, 1), due=date(2026, 11, 2))
        other.save(Change(None, due), by="CD", at=NOW)
        await player.until(lambda: any("Ring at once" in line.said for line in rows.lines), "the agreement")
        assert rows.key == marked
        assert player.screen.focused is rows


async def test_the_plan_follows_and_keeps_its_mark(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await player.press("2")
        await player.on(PlanScreen)
        rows = player.screen.query_one("#rows", LineList)
        marked = rows.key
        practice = other.book().practices[0]
        other.save(Change(practice, practice.but(title="A quarter of an hour")), by="CD", at=NOW)
        await sees(player, "A quarter of an hour")
        assert rows.key == marked


async def test_the_cases_follow_and_keep_mark_and_scroll(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await player.press("3")
        await player.on(CasesScreen)
        rows = player.screen.query_one("#rows", LineList)
        await player.press("pagedown", "pagedown")
        marked, on_row = rows.key, rows.cursor - rows.scroll_offset.y
        new = Case(id="n", title="Brand new", opened=date(2026, 8, 20))
        other.save(Change(None, new), by="CD", at=NOW)
        await player.until(lambda: any("Brand new" in line.said for line in rows.lines), "the case")
        await player.pilot.pause()
        assert (rows.key, rows.cursor - rows.scroll_offset.y) == (marked, on_row)


async def test_what_is_typed_into_the_filter_stays(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await player.press("3", "f")
        await player.type("quiet")
        rename(other, "26-002", "A very quiet parent meeting")
        await sees(player, "A very quiet parent meeting")
        assert player.screen.query_one(Input).value == "quiet"
        assert isinstance(player.screen.focused, Input)


async def open_case(player: Sitting) -> CaseScreen:
    player.app.push_screen(CaseScreen(player.app.desk, "26-001"))
    await player.on(CaseScreen)
    screen = player.screen
    assert isinstance(screen, CaseScreen)
    return screen


def begins(reader: Reader) -> str:
    """Return what the first row in sight says; a rule ends with who wrote there last, which may change."""
    return text_of(reader.rows[reader.scroll_offset.y]).split(" ─")[0]


async def test_a_case_follows_and_one_goes_on_reading_where_one_was(folder: Path, other: FolderStore) -> None:
    async with sitting(folder, (64, 20)) as player:
        screen = await open_case(player)
        await player.press("pagedown")
        await player.pilot.pause()
        top = begins(screen.path)
        assert screen.path.scroll_offset.y
        add_entry(other, "e0", "A long story. " * 30)
        await player.until(lambda: any("A long story" in text_of(row) for row in screen.path.rows), "the entry")
        await player.pilot.pause()
        assert begins(screen.path) == top
        assert screen.focused is screen.path


async def test_a_case_that_is_written_in_follows_behind_the_question(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        screen = await open_case(player)
        await player.press("enter")
        await player.on(EntryDialog)
        await player.type("half a sen")
        add_entry(other, "e0", "Seen from elsewhere")
        await player.until(lambda: any("elsewhere" in text_of(row) for row in screen.path.rows), "the entry")
        assert player.screen.query_one(Composer).text == "half a sen"
        assert isinstance(player.screen.focused, TextArea)
        await player.type("tence")
        await player.press("enter")
        await player.on(CaseScreen)
        await player.until(lambda: len(case_of(other).entries) == 4, "both entries")


async def test_a_case_that_is_deleted_meanwhile_says_so(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await open_case(player)
        other.delete_case("26-001", by="CD", at=NOW)
        await sees(player, "This case is deleted")


async def test_a_search_follows_and_keeps_its_words_and_its_mark(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await player.press("slash")
        await player.on(SearchScreen)
        screen = player.screen
        assert isinstance(screen, SearchScreen)
        await player.type("number")
        await sees(player, "40 places")
        await player.press("down", "down", "down")
        marked = screen.found[int(screen.rows.key)]
        other.save(Change(None, Case(id="n", title="Number one", opened=date(2026, 11, 20))), by="CD", at=NOW)
        await sees(player, "41 places")
        assert screen.found[int(screen.rows.key)] == marked
        assert screen.field.value == "number"
        assert screen.focused is screen.field


async def begin_meeting(player: Sitting) -> MeetingScreen:
    await player.press("4")
    await player.until(lambda: bool(player.screen.query(LineList)), "the preparation")
    await player.pilot.pause()
    await player.press("enter")
    await player.on(MeetingScreen)
    screen = player.screen
    assert isinstance(screen, MeetingScreen)
    return screen


async def test_a_meeting_follows_while_somebody_types(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        screen = await begin_meeting(player)
        await player.press("n")
        await player.until(lambda: screen.room.scene is not None, "the first phase")
        await player.press("enter")
        await player.type("we are th")
        meeting = other.book().meetings[0]
        note = Note(id="n1", phase=meeting.visits[0].phase, text="Said from afar", by="CD")
        other.save(Change(meeting, meeting.but(notes=(note,))), by="CD", at=NOW)
        await sees(player, "Said from afar")
        assert screen.composer.text == "we are th"
        assert screen.focused is screen.composer


async def test_minutes_follow_and_one_goes_on_reading_where_one_was(folder: Path, other: FolderStore) -> None:
    async with sitting(folder, (64, 20)) as player:
        screen = await begin_meeting(player)
        player.app.push_screen(MinutesScreen(player.app.desk, screen.room.meeting_id))
        await player.on(MinutesScreen)
        await player.press("down", "down")
        reader = player.screen.query_one(Reader)
        meeting = other.book().meetings[0]
        note = Note(id="n1", phase=meeting.visits[0].phase, text="Said from afar", by="CD")
        other.save(Change(meeting, meeting.but(notes=(note,))), by="CD", at=NOW)
        await player.until(lambda: any("afar" in text_of(row) for row in reader.rows), "the note")
        assert player.screen.focused is reader


def sign_of(store: FolderStore) -> Presence | None:
    return next((sign for sign in store.present() if sign.by == "AB"), None)


async def test_who_else_has_the_case_open_stands_in_its_title(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await open_case(player)
        await sees(player, "days · AB")
        elsewhere = Presence(session="elsewhere:1:x", by="CD", case="26-001", at=NOW)
        other.be_here(elsewhere)
        await sees(player, "CD has it open too")
        other.be_here(msgspec.structs.replace(elsewhere, writes=True))
        await sees(player, "CD is writing here")
        other.leave(elsewhere.session)
        await sees(player, "days · AB")


async def test_others_are_told_where_one_is_and_when_one_has_gone(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        await open_case(player)
        await player.until(lambda: sign_of(other) is not None, "the sign")
        sign = sign_of(other)
        assert sign is not None
        assert (sign.case, sign.writes, sign.meeting) == ("26-001", False, False)
        await player.press("enter")
        await player.on(EntryDialog)
        await player.until(lambda: bool((sign := sign_of(other)) and sign.writes), "that one writes")
        await player.press("escape")
        await player.on(CaseScreen)
        await player.until(lambda: bool((sign := sign_of(other)) and not sign.writes), "that one reads again")
        await player.press("escape")
        await player.until(lambda: sign_of(other) is None, "that one has left the case")
        await open_case(player)
        await player.until(lambda: sign_of(other) is not None, "the sign")
    assert other.present() == ()


def has_moved(screen: MeetingScreen, place: int | None) -> bool:
    return screen.drawn_place != place


async def test_a_meeting_is_seen_at_its_case(folder: Path, other: FolderStore) -> None:
    async with sitting(folder) as player:
        screen = await begin_meeting(player)
        await player.press("n")
        await player.until(lambda: screen.room.scene is not None, "the first phase")
        while not screen.room.case_code:
            place = screen.drawn_place
            await player.press("n")
            await player.until(partial(has_moved, screen, place), "the next phase")
        await player.until(lambda: bool((sign := sign_of(other)) and sign.meeting), "the meeting's sign")
        sign = sign_of(other)
        assert sign is not None
        assert sign.case == screen.room.case_code


async def test_an_older_file_put_back_is_marked_until_it_is_settled(folder: Path, other: FolderStore) -> None:
    file = folder / "2026-27.json"
    last_week = file.read_bytes()
    add_entry(other, "e-new", "Written since")
    newest = file.read_bytes()
    async with sitting(folder) as player:
        assert "read only" not in picture(player)
        put_back(file, last_week)
        await sees(player, "read only")
        assert isinstance(player.screen, TodayScreen)
        assert player.screen.stopped_by == "older-copy"
        put_back(file, newest)
        await player.until(lambda: "read only" not in picture(player), "the end of the mark")


async def test_a_share_that_drops_leaves_the_screens_as_they_were(folder: Path) -> None:
    async with sitting(folder) as player:
        drop(folder)
        await sees(player, "read only")
        await open_case(player)
        await player.press("enter")
        assert come_back(folder) == []
        await player.until(lambda: "read only" not in picture(player), "the end of the mark")


async def test_a_teams_file_that_is_removed_ends_no_session(folder: Path) -> None:
    async with sitting(folder) as player:
        kept = folder.with_name("kept.json")
        (folder / "team.json").rename(kept)
        await sees(player, "read only")
        await open_case(player)
        kept.rename(folder / "team.json")
        await player.until(lambda: "read only" not in picture(player), "the end of the mark")


def drop(folder: Path) -> None:
    """Leave an empty mount point, as a share that drops does."""
    folder.rename(folder.with_name("away"))
    folder.mkdir()


def come_back(folder: Path) -> list[Path]:
    """Let a share that dropped come back, and return what was written meanwhile."""
    meanwhile = list(folder.iterdir())
    folder.rmdir()
    folder.with_name("away").rename(folder)
    return meanwhile


def put_back(file: Path, content: bytes) -> None:
    """Put a file in the place of another, as copying it there from elsewhere does."""
    copy = file.with_suffix(".copy")
    copy.write_bytes(content)
    copy.replace(file)
