"""The two faces of the program: somebody at the screens with real keys, and somebody at the command line."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner
from textual.screen import ModalScreen

from storage.archive import FolderStore, open_store
from storage.domain.people import Language
from tests.cli.conftest import NOW
from tests.tui.stage import Player, shown
from tui.cli.asked import Asked
from tui.cli.fredstid import fredstid
from tui.desk.desk import Desk
from tui.desk.drafting import session_name
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.curtain import Banner
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.words import Words
from tui.presentation.lines import Row
from tui.screens.case.screen import CaseScreen
from tui.screens.plan.screen import PlanScreen
from tui.widgets.fields import Field
from tui.widgets.lists import LineList

CASE, PRACTICE, MINIMUM = "26-001", "p1", "We end with a date."
SIZE = (140, 50)
Meanwhile = Callable[[], None]
"""What others do between the first letter and the keeping."""


class Face(Protocol):
    """Somebody in a team's folder; what they do returns all they are told."""

    async def write_entry(self, text: str, meanwhile: Meanwhile) -> str:
        """Write in the case; while it is written the text is a draft."""
        ...

    async def change_minimum(self, text: str, meanwhile: Meanwhile) -> str:
        """Change what all keep of the practice."""
        ...


FRAMES = str.maketrans("", "", "█┃━┏┓┗┛")
"""Without them a sentence that goes on over several rows of a question is one."""


class Screens:
    """AB at the screens."""

    def __init__(self, folder: Path) -> None:
        session = session_name("screens")
        store = open_store(folder, session=session)
        self.desk = Desk(store, Words(Language.EN), session, "AB", lambda: NOW, place=store.place)

    async def write_entry(self, text: str, meanwhile: Meanwhile) -> str:
        """Open the dialog of an entry and type."""
        async with shown(CaseScreen(self.desk, CASE), SIZE) as player:
            await player.press("enter")
            await player.on(EntryDialog)
            await player.write(text)
            self.desk.drafting.flush()
            meanwhile()
            return await self.kept(player)

    async def change_minimum(self, text: str, meanwhile: Meanwhile) -> str:
        """Open the dialog of the practice, go to its field and type."""
        async with shown(PlanScreen(self.desk), SIZE) as player:
            await player.until(
                lambda: player.screen.query_one(LineList).key == Row("practice", PRACTICE), "the practice"
            )
            await player.press("c")
            await player.on(PracticeDialog)
            while player.screen.focused is not player.one("#minimum"):
                await player.press("tab")
            await player.press("ctrl+a", "backspace")
            await player.write(text)
            meanwhile()
            return await self.kept(player)

    async def kept(self, player: Player) -> str:
        """Press Enter, and return what is said once everything is done or something is asked."""
        dialog = player.screen
        await player.press("enter")
        await player.until(lambda: player.screen is not dialog or self.is_refused(player), "an answer")
        await player.until(lambda: self.is_asked(player) or all(each.is_finished for each in player.stage.workers))
        await player.pilot.pause()
        self.desk.drafting.flush()
        large = (banner.text for banner in player.screen.query(Banner))
        said = (*large, player.text(), *(each.message for each in player.stage._notifications))
        return " ".join(" ".join(said).translate(FRAMES).split())

    def is_asked(self, player: Player) -> bool:
        """Tell whether a question stands there that takes keys."""
        return isinstance(player.screen, ModalScreen) and player.ready()

    def is_refused(self, player: Player) -> bool:
        """Tell whether the dialog says what is wrong with the text."""
        return any(field.has_class("-wrong") for field in player.screen.query(Field))


class Hesitant(io.BytesIO):
    """A yes on standard input, before which something happens."""

    def __init__(self, meanwhile: Meanwhile) -> None:
        super().__init__(b"y\n")
        self.meanwhile = meanwhile

    def read1(self, size: int | None = -1, /) -> bytes:
        """Let it happen, then say yes."""
        if not self.tell():
            self.meanwhile()
        return super().read1(-1 if size is None else size)


class CommandLine:
    """AB at a terminal with an editor."""

    def __init__(self, folder: Path, beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.beside = beside
        self.monkeypatch = monkeypatch

    async def write_entry(self, text: str, meanwhile: Meanwhile) -> str:
        """Write in the editor; what happens meanwhile happens before the command goes on."""
        editor = self.beside / "editor"
        editor.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{text}\nEND\n", "utf-8")
        editor.chmod(0o700)
        self.monkeypatch.setenv("EDITOR", os.fspath(editor))
        self.monkeypatch.delenv("VISUAL", raising=False)
        self.monkeypatch.setattr("tui.cli.writing._at_terminal", lambda: True)
        meanwhile()
        return self.run("log", CASE)

    async def change_minimum(self, text: str, meanwhile: Meanwhile) -> str:
        """Write the plan out, change it there, take it in again, and hesitate before the yes."""
        document = self.beside / "plan.md"
        self.run("plan", "export", os.fspath(document))
        document.write_text(document.read_text("utf-8").replace(MINIMUM, text), "utf-8")
        return self.run("plan", "import", os.fspath(document), given=Hesitant(meanwhile))

    def run(self, *arguments: str, given: io.BytesIO | None = None) -> str:
        """Run a command, and return what it says beside its data."""
        line = (*arguments, "--team", os.fspath(self.folder), "--as", "AB", "--language", "en")
        asked = Asked.by(line, lambda _: None)
        asked.now = lambda: NOW
        result = CliRunner().invoke(fredstid, line, obj=asked, input=given, prog_name="fredstid")
        return " ".join(result.stderr.split())


def reader_of(folder: Path) -> FolderStore:
    """Return another look at the folder."""
    return open_store(folder, session=session_name("reader"))
