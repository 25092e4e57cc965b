"""What comes from elsewhere and goes there, on the screens: a copy that is joined, decks, the leader's page."""

import shutil
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Input

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import CaseState, ForLeader
from storage.domain.case.standing import set_aside
from storage.domain.people import Language, Team
from storage.store import Change
from tests.tui.stage import NOW, TODAY, Player, shown, small_team
from tui.desk.desk import Desk
from tui.dialogs.case.card import DeidentifyDialog
from tui.dialogs.choose import ChooseDialog, MarksDialog
from tui.dialogs.conflict import TwoCopiesDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import FileNameDialog, TextDialog
from tui.i18n.words import Words
from tui.presentation.lines import Row
from tui.screens.case.log import CasesScreen
from tui.screens.pages import LiftScreen, SchoolScreen
from tui.screens.today.screen import TodayScreen

FILE = "2026-27.json"
LATER = timedelta(hours=1)


def at(folder: Path, memory: Path | None = None) -> FolderStore:
    return open_store(folder, session=f"{folder.name}:1", memory=memory)


def desk_at(folder: Path, memory: Path | None = None, *, me: str = "AB") -> Desk:
    store = at(folder, memory)
    return Desk(store, Words(Language.EN), "one", me, lambda: NOW + 9 * LATER, place=store.place)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small team in a folder, which writes English."""
    team, records = small_team()
    create_store(tmp_path / "team", team.but(language=Language.EN), *records, now=NOW)
    return tmp_path / "team"


@pytest.fixture
def laptop(folder: Path) -> Path:
    """A copy of the folder that went its own way."""
    shutil.copytree(folder, folder.parent / "laptop")
    return folder.parent / "laptop"


def retitled(folder: Path, title: str, hours: int, memory: Path | None = None) -> None:
    store = at(folder, memory)
    case = store.book().case("26-001")
    store.save(Change(case, case.but(title=title)), by="CD", at=NOW + hours * LATER)


async def marked(player: Player, row: Row) -> None:
    screen = player.screen
    assert isinstance(screen, TodayScreen)
    await player.until(lambda: any(line.key == row for line in screen.rows.lines), "the row")
    screen.rows.cursor = next(place for place, line in enumerate(screen.rows.lines) if line.key == row)


async def named(player: Player, place: Path) -> None:
    await player.on(FileNameDialog)
    player.screen.query_one(Input).value = str(place)
    await player.press("enter")


@pytest.mark.parametrize("apart", [False, True])
async def test_a_copy_is_named_on_today_and_joined_there(folder: Path, laptop: Path, *, apart: bool) -> None:
    """Also where the other copy's file lies in the place of ours, which can only be read then."""
    memory = folder.parent / "memory"
    retitled(folder, "Ours", 1, memory)
    retitled(laptop, "Theirs", 2)
    copy = folder / "2026-27-LAPTOP-7QK2.json"
    shutil.copy(folder / FILE if apart else laptop / FILE, copy)
    if apart:
        for name in (FILE, f"history/{FILE}l"):
            shutil.copy(laptop / name, folder / name)
    desk = desk_at(folder, memory)
    assert bool(desk.store.book().read_only) is apart
    async with shown(TodayScreen(desk)) as player:
        await player.sees("A copy lies here: 2026-27-LAPTOP-7QK2.json")
        await player.sees("OneDrive")
        await marked(player, Row("copy", str(copy)))
        await player.press("enter")
        await player.on(ReadingDialog)
        await player.sees("title: “")
        await player.press("enter")
        await player.on(TwoCopiesDialog)
        await player.sees("Both copies changed this.")
        await player.press("1" if not apart else "2")
        await player.on(TodayScreen)
        await player.hears("Joined: 1 case.")
        assert (desk.store.book().case("26-001").title, desk.store.book().read_only) == ("Ours", None)
        await player.hears("The copy is put aside now")
        await player.until(lambda: "A copy lies here" not in player.text())


@pytest.mark.parametrize(("answer", "left"), [("enter", []), ("down", ["The bus stop"])])
async def test_a_case_deleted_here_and_changed_there_is_asked_about(folder: Path, answer: str, left: list[str]) -> None:
    (known, *_) = at(folder).book().cases
    at(folder).save(Change(None, known.but(id="x1", code="", title="The bus")), by="AB", at=NOW + LATER)
    shutil.copytree(folder, folder.parent / "laptop")
    store = at(folder.parent / "laptop")
    case = store.book().record("x1")
    assert case
    store.save(Change(case, case.but(title="The bus stop")), by="CD", at=NOW + 2 * LATER)
    at(folder).delete_case("x1", by="AB", at=NOW + 3 * LATER)
    copy = folder / "2026-27 (1).json"
    shutil.copy(folder.parent / "laptop" / FILE, copy)
    async with shown(TodayScreen(desk_at(folder))) as player:
        await marked(player, Row("copy", str(copy)))
        await player.press("enter")
        await player.on(ReadingDialog)
        await player.press("enter")
        await player.on(ChooseDialog)
        await player.press(answer, *(["enter"] if answer == "down" else []))
        await player.on(TodayScreen)
        await player.hears("Joined:" if left else "The copy still holds a case that was deleted")
        assert [case.title for case in at(folder).book().cases if case.id == "x1"] == left


async def test_who_says_no_has_changed_nothing(folder: Path, laptop: Path) -> None:
    retitled(laptop, "Theirs", 1)
    shutil.copy(laptop / FILE, folder / "2026-27 (1).json")
    before = (folder / FILE).read_bytes()
    async with shown(TodayScreen(desk_at(folder))) as player:
        await marked(player, Row("copy", str(folder / "2026-27 (1).json")))
        await player.press("enter")
        await player.on(ReadingDialog)
        await player.press("escape")
        await player.on(TodayScreen)
    assert (folder / FILE).read_bytes() == before


async def test_a_damaged_copy_is_said_in_a_sentence(folder: Path) -> None:
    copy = folder / "2026-27 (1).json"
    copy.write_text("{")
    async with shown(TodayScreen(desk_at(folder))) as player:
        await marked(player, Row("copy", str(copy)))
        await player.press("enter")
        await player.hears("is damaged")
        assert isinstance(player.screen, TodayScreen)


async def begin(player: Player, way: str) -> None:
    await player.press("k")
    await player.on(ChooseDialog)
    await player.press(*(["down"] if way == "out" else []), "enter")


async def test_a_deck_goes_out_after_four_ticks_and_comes_in_at_another_team(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="cryptography is an extra")
    deck, card = (
        tmp_path / "deck.json",
        ExperienceCard(id="k", title="Short messages", made=TODAY, worked="One a week."),
    )
    at(folder).save(Change(None, card), by="AB", at=NOW)
    async with shown(CasesScreen(desk_at(folder))) as player:
        await begin(player, "out")
        await player.on(MarksDialog)
        await player.sees("Short messages")
        await player.press("enter")
        await player.on(DeidentifyDialog)
        await player.press("space", "space", "space", "enter")
        assert isinstance(player.screen, DeidentifyDialog)
        await player.press("space", "enter")
        await named(player, tmp_path / "nowhere" / "deck.json")
        await player.sees("could not be written")  # and what was ticked need not be ticked again
        assert not at(folder).book().team.deck_key
        await named(player, deck)
        await player.hears("stand in")
    assert deck.stat().st_mode & 0o777 == 0o600
    other = create_store(tmp_path / "other", Team(id="other", name="Year 7", language=Language.EN), now=NOW)
    async with shown(CasesScreen(desk_at(tmp_path / "other", me=""))) as player:
        for _ in range(2):
            await begin(player, "in")
            await named(player, deck)
            await player.until(
                lambda: isinstance(player.screen, ReadingDialog) or bool(other.book().cards), "the cards"
            )
            if isinstance(player.screen, ReadingDialog):
                await player.sees("Short messages")
                await player.press("enter")
                await player.hears("came in")
            await player.on(CasesScreen)
        await player.hears("Nothing new would come in.")
    assert "Short messages" in {each.title for each in other.book().cards}


@pytest.mark.parametrize("content", [b"\x89PNG", b'{"kind":"fredstid-deck","form":2}'])
async def test_what_is_no_deck_is_said_in_a_sentence(folder: Path, tmp_path: Path, content: bytes) -> None:
    pytest.importorskip("cryptography", reason="cryptography is an extra")
    (tmp_path / "deck.json").write_bytes(content)
    async with shown(CasesScreen(desk_at(folder))) as player:
        await begin(player, "in")
        await named(player, tmp_path / "deck.json")
        await player.hears("deck")
        assert isinstance(player.screen, CasesScreen)


async def test_a_head_reads_the_school_on_screen_and_answers(folder: Path, tmp_path: Path) -> None:
    summary = tmp_path / "school" / "six" / "fredstid-summary.json"
    summary.parent.mkdir(parents=True)
    lift = {"reference": "4F09A21C", "words": "Who pays for the hours?", "since": "2026-11-03"}
    told = {"kind": "fredstid-summary", "form": 1, "team": "Year 6", "mark": "m", "on": "2026-11-20", "lifts": [lift]}
    summary.write_bytes(msgspec.json.encode(told))
    (tmp_path / "school" / "seven").mkdir()
    (tmp_path / "school" / "seven" / summary.name).write_text("{")
    async with shown(LiftScreen(desk_at(folder))) as player:
        await player.press("s")
        await named(player, tmp_path / "school")
        await player.on(SchoolScreen)
        await player.sees("Who pays for the hours?")
        await player.hears("seven: ")
        await player.press("a")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(TextDialog)
        await player.write("Yes, from January.")
        await player.press("enter")
        await player.on(SchoolScreen)
        await player.sees("Yes, from January.")
    assert "Yes, from January." in (tmp_path / "school" / "fredstid-answers.json").read_text()


async def test_a_leaders_answer_stands_on_today(folder: Path) -> None:
    store = at(folder)
    case = store.book().case("26-001")
    answered = ForLeader(id=f"standing-{TODAY}", words="Who pays?", on=TODAY, answer="Yes.", answered=TODAY)
    lifted = set_aside(case, CaseState.LIFTED, "Who pays?", TODAY).but(for_leader=(answered,))
    store.save(Change(case, lifted), by="AB", at=NOW)
    async with shown(TodayScreen(desk_at(folder))) as player:
        await player.sees("26-001: the leadership has answered")
