"""A small app with the modes' screens on it: the themes and nothing else of the real one."""

from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.types import CSSPathType
from textual.widgets import Static

import tui
from storage.domain.people import Language, Member, Team
from storage.domain.record import Record
from tests.tui.memory_store import MemoryStore
from tui.app.themes import DressedApp
from tui.desk.desk import Desk
from tui.i18n.words import Words
from tui.presentation.lines import Line, Row
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
TEAM = Team(id="team", name="Team 6", language=Language.EN, members=tuple(Member(alias=each) for each in ("AB", "CD")))
ENGLISH = Words(Language.EN)
PATIENCE = 400


class CountingDesk(Desk):
    """A desk whose identifiers are counted."""

    counted: ClassVar[Callable[[], int]] = count(1).__next__

    def new_id(self) -> str:
        return f"new{type(self).counted():05d}"


class Empty(Screen[None]):
    """Stands in for a mode that is not looked at."""

    def compose(self) -> ComposeResult:
        yield Static("")


class ModeStage(DressedApp[object]):
    """Shows screens by mode."""

    CSS_PATH: ClassVar[CSSPathType | None] = str(Path(tui.__file__).parent / "screens" / "team_screen.tcss")

    def __init__(self, makers: Mapping[str, Callable[[], Screen[None]]], first: str) -> None:
        super().__init__()
        self.first = first
        for mode in ("today", "plan", "meeting", "insight"):
            self.add_mode(mode, makers.get(mode, Empty))

    async def on_mount(self) -> None:
        await self.switch_mode(self.first)


def desk_with(*records: Record, me: str = "AB", team: Team = TEAM) -> tuple[MemoryStore, Desk]:
    """Return a store that holds records, and a desk at it."""
    store = MemoryStore(team, *records, today=TODAY)
    return store, CountingDesk(store, ENGLISH, "session", me, lambda: NOW, place=store.place)


async def settled(pilot: Pilot[object]) -> None:
    """Wait until every worker is done, or asks something, and everything is drawn."""
    for _ in range(PATIENCE):
        await pilot.pause()
        if isinstance(pilot.app.screen, ModalScreen) or all(worker.is_finished for worker in pilot.app.workers):
            break
        await pilot.pause(0.01)
    await pilot.pause()


async def until(pilot: Pilot[object], holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(PATIENCE):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError


def shown(app: App[object]) -> list[Line[Any]]:
    """Return the rows of the list on the screen."""
    return list(app.screen.query_one("#rows", LineList).lines)


def kinds(app: App[object]) -> list[str]:
    """Return of what kind the rows are that can be chosen."""
    return [line.key.kind for line in shown(app) if isinstance(line.key, Row)]


def texts(app: App[object]) -> str:
    """Return every row as one text."""
    return "\n".join(f"{line.said} | {line.right}" for line in shown(app))


def text_of(static: Static) -> str:
    """Return what a Static says."""
    content = static.content
    return content.plain if isinstance(content, Content) else str(content)


def read(reader: Reader) -> str:
    """Return everything a reader holds."""
    return "\n".join(paragraph.said for paragraph in reader.paragraphs)


def mark(app: App[object], key: Hashable) -> None:
    """Put the cursor on the row with a key."""
    rows = app.screen.query_one("#rows", LineList)
    rows.cursor = [line.key for line in rows.lines].index(key)
