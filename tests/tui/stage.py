"""A bare app that opens one screen or asks one question, and waits for conditions rather than for time."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

from textual.pilot import Pilot
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from storage.domain.case.agreement import Agreement, Done, Effect, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, CaseState, Entry, Idea, Standing, Step, View
from storage.domain.people import Language, Member, Team
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record
from storage.store import Change
from tests.tui.meeting.sitting import come_to_rest, typed
from tests.tui.memory_store import MemoryStore
from tui.app.themes import DressedApp
from tui.desk.desk import Desk
from tui.i18n.words import Words
from tui.screens.team_screen import TeamScreen
from tui.terminal.orderly import OrderlyApp

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PATIENCE = 400
NOT_ANSWERED = object()


class Stage(OrderlyApp[None], DressedApp[None]):
    """Asks one question, or shows one screen."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.answer: object = NOT_ANSWERED

    def take(self, answer: object) -> None:
        self.answer = answer


class Player:
    """A pilot with patience."""

    def __init__(self, pilot: Pilot[None], stage: Stage) -> None:
        self.pilot = pilot
        self.stage = stage

    @property
    def screen(self) -> Screen[Any]:
        return self.stage.screen

    def one(self, selector: str) -> Widget:
        return self.screen.query_one(selector)

    def text(self, selector: str = "Screen") -> str:
        """What stands on the screen, or in a part of it, as plain rows."""
        region = self.screen.region if selector == "Screen" else self.one(selector).region
        rows = self.screen._compositor.render_strips()
        return "\n".join(strip.text[region.x : region.right].rstrip() for strip in rows[region.y : region.bottom])

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await come_to_rest(self.pilot)

    async def tab_to(self, selector: str) -> None:
        """Go on from field to field to the one that is meant, wherever it stands in the form."""
        chain = self.screen.focus_chain
        here, there = (chain.index(each) for each in (self.screen.focused, self.one(selector)) if each)
        await self.press(*["tab"] * ((there - here) % len(chain)))

    async def write(self, text: str) -> None:
        typed(self.pilot.app, text)
        await come_to_rest(self.pilot)

    async def until(self, true: Callable[[], object], what: str = "it") -> None:
        for _ in range(PATIENCE):
            if true():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"{what} never came; the screen shows\n{self.text()}")

    async def on(self, kind: type[Screen[Any]]) -> None:
        await self.until(lambda: isinstance(self.screen, kind) and self.ready(), kind.__name__)
        await self.pilot.pause()

    def ready(self) -> bool:
        return self.screen.is_mounted and bool(self.screen.focused or not self.screen.focus_chain)

    async def sees(self, text: str) -> None:
        await self.until(lambda: text in self.text(), text)

    async def hears(self, text: str) -> None:
        """Wait for a message that holds a text, however it is broken into rows."""
        await self.until(lambda: any(text in each.message for each in self.stage._notifications), text)


@asynccontextmanager
async def asked(dialog: ModalScreen[Any], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Player]:
    stage = Stage()
    async with stage.run_test(size=size, notifications=True) as pilot:
        await stage.push_screen(dialog, stage.take)
        player = Player(pilot, stage)
        await player.until(lambda: dialog.focused)
        yield player


@asynccontextmanager
async def shown(screen: TeamScreen, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Player]:
    stage = Stage()
    async with stage.run_test(size=size, notifications=True) as pilot:
        await stage.push_screen(screen)
        player = Player(pilot, stage)
        await player.until(lambda: screen.focused)
        yield player


def small_team() -> tuple[Team, tuple[Record, ...]]:
    """Three cases, one of them closed last year; an agreement, a practice and a card."""
    team = Team(id="team", name="6. trinn", members=(Member(alias="AB"), Member(alias="CD"), Member(alias="EF")))
    return team, (
        Area(id="area", key="homework", title="Homework", order=1),
        Area(id="area2", key="contact", title="First contact", order=2),
        Practice(id="practice", area="homework", title="Half an hour", minimum="At most half an hour."),
        ExperienceCard(
            id="card",
            title="Stop in time",
            made=date(2026, 6, 1),
            worked="The home may write stop.",
            themes=("homework",),
            sources=("25-001", "24-009"),
        ),
        *_cases(),
        *_agreements(),
    )


def _cases() -> tuple[Case, ...]:
    return (
        Case(
            id="case1",
            code="26-001",
            title="Homework every afternoon",
            opened=date(2026, 10, 1),
            themes=("homework",),
            owner="AB",
            entries=(
                Entry(id="e1", step=Step.SITUATION, text="It ends in tears.", at=NOW, by="AB"),
                Entry(id="e2", step=Step.VIEWS, text="They want less.", at=NOW, by="AB", view=View.HOME),
            ),
            ideas=(Idea(id="i1", text="Stop after twenty minutes"),),
        ),
        Case(id="case2", code="26-002", title="A quiet parent meeting", opened=date(2026, 11, 20), themes=("absence",)),
        Case(
            id="case3",
            code="25-001",
            title="The way home",
            opened=date(2026, 3, 1),
            standing=Standing(state=CaseState.CLOSED, on=date(2026, 5, 1)),
            first_step="It went well.",
        ),
    )


def _agreements() -> tuple[Agreement, ...]:
    return (
        Agreement(
            id="agreement",
            what="Call the home",
            owner="AB",
            buddy="CD",
            made=date(2026, 11, 2),
            due=date(2026, 11, 5),
            review=date(2026, 11, 12),
            case="26-001",
            ratings=(
                Rating(on=date(2026, 11, 13), done=Done.AS_PLANNED, effect=Effect.BETTER, note="Three calm days."),
            ),
        ),
    )


def memory_desk(*more: Record, me: str = "AB", language: Language = Language.EN) -> Desk:
    """A desk on a small team that lies nowhere."""
    team, records = small_team()
    store = MemoryStore(team, *records, *more, today=TODAY)
    return Desk(store, Words(language), "one", me, lambda: NOW, place=store.place)


def english_desk() -> Desk:
    """A desk on the small team, which writes English."""
    desk = memory_desk()
    team = desk.store.book().team
    store_of(desk).save(Change(team, team.but(language=Language.EN)), by="AB", at=NOW)
    return desk


def store_of(desk: Desk) -> MemoryStore:
    assert isinstance(desk.store, MemoryStore)
    return desk.store
