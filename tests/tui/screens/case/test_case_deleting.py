"""What a home may ask for, and what is not to be kept any longer, from the screens."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.domain.case.card import ExperienceCard
from storage.store import Change, Unreached
from tests.tui.stage import memory_desk, shown, store_of
from tui.dialogs.case.card import CardDialog
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import FileNameDialog
from tui.screens.case.log import CasesScreen
from tui.screens.case.screen import CaseScreen
from tui.widgets.reader import Reader


async def test_all_that_is_kept_goes_to_a_file_of_ones_own() -> None:
    async with shown(CaseScreen(memory_desk(), "26-001")) as player:
        await player.press("f")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(ConfirmDialog)
        await player.sees("Earlier texts too.")
        await player.press("up", "enter")
        await player.on(FileNameDialog)
        await player.press("enter")
        await player.sees("It stands in")
    file = Path.home() / "fredstid-26-001-2026-11-23.md"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "It ends in tears." in file.read_text("utf-8")


async def test_nothing_is_written_without_a_yes_or_over_another_file() -> None:
    file = Path.home() / "fredstid-26-001-2026-11-23.md"
    async with shown(CaseScreen(memory_desk(), "26-001")) as player:
        await player.press("f")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(ConfirmDialog)
        await player.press("enter")
        await player.on(CaseScreen)
        assert not file.exists()
        file.write_text("mine")
        await player.press("f")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(ConfirmDialog)
        await player.press("up", "enter")
        await player.on(FileNameDialog)
        await player.press("enter")
        await player.until(lambda: "exists already" in " ".join(player.text("#box").replace("┃", " ").split()))
    assert file.read_text() == "mine"


@pytest.mark.parametrize(
    ("down", "title", "said"), [(1, "school's own log", "For the shared log: 26-001"), (2, "as it stands", "26-001 ")]
)
async def test_the_log_and_the_case_as_it_stands_are_one_choice_away(down: int, title: str, said: str) -> None:
    async with shown(CaseScreen(memory_desk(), "26-001")) as player:
        await player.press("f")
        await player.on(ChooseDialog)
        await player.press(*["down"] * down, "enter")
        await player.on(FileNameDialog)
        await player.sees(title)
        await player.press("enter")
        await player.sees("It stands in")
    assert (Path.home() / "fredstid-26-001-2026-11-23.md").read_text("utf-8").startswith(f"# {said}")


@pytest.mark.parametrize("code", ["99-001", "26-001"])
async def test_a_deleted_case_has_nothing_to_write(code: str) -> None:
    desk = memory_desk()
    desk.store.delete_case("26-001", by="AB", at=desk.now())
    async with shown(CaseScreen(desk, code)) as player:
        await player.press("f")
        assert isinstance(player.screen, CaseScreen)
    assert list(Path.home().glob("fredstid-*")) == []


async def test_those_whose_day_has_come_are_gone_through() -> None:
    desk = memory_desk()
    store_of(desk).unreached = (Unreached(path="/usb/team", at=datetime(2026, 9, 1, tzinfo=UTC), reason="moved"),)
    async with shown(CasesScreen(desk)) as player:
        await player.press("d")
        await player.on(CaseScreen)
        await player.sees("25-001  The way home")
        await player.press("delete")
        await player.on(ConfirmDialog)
        await player.press("up", "enter")
        await player.on(ReadingDialog)
        await player.sees("25-001 is deleted.")
        await player.sees("no longer at /usb/team")
        await player.press("enter")
        await player.on(CaseScreen)
        await player.press("escape")
        await player.on(CasesScreen)
        await player.press("d")
        await player.sees("No case is due for deletion.")


async def test_before_a_case_goes_a_card_is_offered_once() -> None:
    desk = memory_desk()
    desk.store.save(*(Change(card, None) for card in desk.store.book().cards), by="AB", at=desk.now())
    async with shown(CaseScreen(desk, "25-001")) as player:
        await player.press("delete")
        await player.on(ChooseDialog)
        await player.press("escape")
        await player.on(CaseScreen)
        await player.press("delete")
        await player.on(ChooseDialog)
        await player.press("enter")
        await player.on(CardDialog)
        await player.press("escape")
        await player.on(CaseScreen)
        card = ExperienceCard(id="card", title="Alone", worked="A friend", made=desk.today, sources=("25-001",))
        desk.store.save(Change(None, card), by="AB", at=desk.now())
        await player.press("delete")
        await player.on(ConfirmDialog)
    assert desk.store.book().find_case("25-001")


async def test_that_its_day_has_come_is_said_quietly_at_the_end() -> None:
    async with shown(CaseScreen(memory_desk(), "25-001")) as player:
        said = [paragraph for paragraph in player.screen.query_one("#path", Reader).paragraphs if paragraph.text]
        assert said[-1].look == "quiet"
        assert said[-1].text.startswith("Due for deletion on ")
