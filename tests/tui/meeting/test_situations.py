"""The ten situations, and each as it is told on a bad day, through a whole meeting with the steering on."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.archive import create_store, open_store
from storage.content.forms import forms
from storage.domain.case.case import Case, Kind, Route
from storage.domain.meeting.form import Writes
from storage.domain.people import SHARED, Language, Member, Team
from storage.domain.views.book import Book
from storage.steering.gate_texts import gate_file
from storage.steering.nudges import judge
from storage.store import Change
from tests.steering.sentences import LANGUAGES, table
from tests.tui.meeting.sitting import Sitting
from tui.app.app import FredstidApp
from tui.desk.desk import Desk
from tui.desk.nudges import Hint
from tui.desk.preparation import Preparation
from tui.desk.settings import Settings
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.card import CardDialog, DeidentifyDialog
from tui.dialogs.case.safety import SafetyDialog, ToldDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.form import TextDialog
from tui.i18n.labels import CHECKS
from tui.i18n.words import Words
from tui.screens.meeting.screen import MeetingScreen
from tui.widgets.composer import Composer
from tui.widgets.nudge_line import NudgedField

NOW = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
SUCCESSES = {"football-coach", "good-news-call"}
SITUATIONS = [(language, told) for language in LANGUAGES for told in table("situations", language)["situations"]]
"""Each situation in each language."""


def rounds() -> Iterator[object]:
    """Yield the situations, each in one of the languages by turns; in the two others as the long form."""
    for number, (language, told) in enumerate(SITUATIONS):
        turn, at = divmod(number, len(SITUATIONS) // len(LANGUAGES))
        marks = () if at % len(LANGUAGES) == turn else pytest.mark.slow
        yield pytest.param(language, told, marks=marks, id=f"{language}-{told['key']}")


@dataclass
class Round:
    """A meeting about one situation, and everything that was said under its field."""

    desk: Desk
    sitting: Sitting
    told: dict[str, str]
    hints: list[Hint] = field(default_factory=list)
    asked: int = 0
    """How often the gate has asked one of its plain questions."""

    @property
    def book(self) -> Book:
        return self.desk.store.book()

    @property
    def case(self) -> Case:
        return self.book.case("26-001")

    def at(self) -> Writes | None:
        running = self.book.running
        return running.visit.writes if running and running.visit else None

    async def on_to(self, writes: Writes) -> None:
        while self.at() is not writes:
            await self.step()

    async def step(self) -> None:
        """Go on a phase; the question that every case begins with is answered on the way."""
        running = self.book.running
        assert running
        await self.sitting.press("n")

        def moved() -> bool:
            now = self.book.running
            return (now is not None and now.place > running.place) or isinstance(self.sitting.screen, ChooseDialog)

        await self.sitting.until(moved, "the next phase")
        if isinstance(self.sitting.screen, ChooseDialog):
            assert self.sitting.screen.heading.startswith(gate_file(self.language).standing)
            await self.no()
            await self.sitting.until(lambda: self.case.safe is True, "the answer")

    @property
    def language(self) -> str:
        return self.book.team.language.value

    async def no(self) -> None:
        await self.sitting.press("home", "down", "enter")
        await self.sitting.on(MeetingScreen)

    async def write(self, text: str, *, sighs: bool = False) -> None:
        """Write a text in this phase, and meet what the gate says of it, or the question that answers to a sigh."""
        self.hints.clear()
        count, answered = len(self.case.entries), bool(self.case.told)
        await self.sitting.press("enter")
        self.sitting.screen.query_one(Composer).write(text)
        await self.sitting.press("enter")
        await self.sitting.until(lambda: len(self.case.entries) > count, "the entry")
        if self.told["gate"] == "sure" and not answered:
            await self.tell_the_head()
        elif self.told["gate"] == "doubt":
            if not self.asked:
                await self.sitting.on(ChooseDialog)
            if isinstance(self.sitting.screen, ChooseDialog):
                assert self.sitting.screen.heading in set(gate_file(self.language).ask.values())
                self.asked += 1
                await self.no()
        elif sighs and self.is_met:
            await self.sitting.until(lambda: bool(self.hints), "a question")
        await self.sitting.pilot.pause()
        assert isinstance(self.sitting.screen, MeetingScreen)
        await self.sitting.press("escape")

    @property
    def is_met(self) -> bool:
        """Whether a question is put to the sigh; nothing is turned beside the gate."""
        loud = any(each.loud for each in judge(self.told["sigh"], self.language))
        return loud and self.told["gate"] == "none"

    async def tell_the_head(self) -> None:
        """The full notice opens by itself; the head is told, and the team goes on with its part."""
        await self.sitting.on(SafetyDialog)
        assert isinstance(self.sitting.screen, SafetyDialog)
        assert self.sitting.screen.route is Route.NOT_SAFE
        await self.sitting.press("t")
        await self.sitting.on(ToldDialog)
        await self.sitting.press(*"rektor", "enter")
        await self.sitting.on(ChooseDialog)
        await self.sitting.press("end", "enter")
        await self.sitting.on(MeetingScreen)
        await self.sitting.until(lambda: bool(self.case.told), "who was told")


@asynccontextmanager
async def meeting(
    tmp_path: Path, language: str, told: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Round]:
    team = Team(id="team", name="6", language=Language(language), members=(Member(alias="AB"), Member(alias="CD")))
    kind = Kind.SUCCESS if told["key"] in SUCCESSES else Kind.CASE
    case = Case(id="case", code="26-001", title="x", opened=date(2026, 11, 2), kind=kind, owner="AB")
    create_store(tmp_path / "team", team, case, now=NOW)
    store = open_store(tmp_path / "team", session="one")
    desk = Desk(store, Words(Language(language)), "one", "AB", place=store.place)
    form = forms(Language(language)).form("success" if kind is Kind.SUCCESS else "case-round-short")
    assert form
    begun = Preparation.proposed(desk.store.book(), form).begin("meeting", desk.now())
    desk.store.save(Change(None, begun), by=SHARED, at=desk.now())
    show = NudgedField.show_nudge
    async with FredstidApp(desk, Settings()).run_test(size=(80, 24)) as pilot:
        round_ = Round(desk, Sitting(pilot), told)

        def shown(field: NudgedField, hint: Hint | None) -> None:
            if hint and hint.asks and hint not in round_.hints:
                round_.hints.append(hint)
            show(field, hint)

        monkeypatch.setattr(NudgedField, "show_nudge", shown)
        await pilot.app.push_screen(MeetingScreen(desk, "meeting", leads=True))
        await round_.sitting.on(MeetingScreen)
        yield round_


@pytest.mark.parametrize(("language", "told"), [*rounds()])
async def test_each_ends_in_a_first_step_and_a_success_in_a_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, told: dict[str, str]
) -> None:
    async with meeting(tmp_path, language, told, monkeypatch) as round_:
        await round_.on_to(Writes.ENTRY)
        await round_.write(told["plain"])
        assert not round_.hints  # facts are left alone, and people may vent
        await round_.step()
        await round_.write(told["sigh"], sighs=True)
        assert len(round_.hints) == round_.is_met
        assert (round_.asked > 0) == (told["gate"] == "doubt")
        await first_step(round_)
        if told["key"] in SUCCESSES:
            await a_card(round_)
        else:
            await nothing_for_the_plan(round_)
        assert bool(round_.case.told) == (told["gate"] == "sure")
        assert round_.book.agreements_of("26-001")


async def first_step(round_: Round) -> None:
    sitting = round_.sitting
    if round_.told["key"] not in SUCCESSES:
        await round_.on_to(Writes.FIRST_STEP)
    await sitting.press("a")
    await sitting.on(AgreementDialog)
    await sitting.press(*"AB 1", "enter", "enter")  # the second keeps it without a buddy
    await sitting.on(MeetingScreen)
    await sitting.until(lambda: bool(round_.book.agreements_of("26-001")), "the first step")


async def a_card(round_: Round) -> None:
    sitting = round_.sitting
    await round_.on_to(Writes.CARD)
    sitting.screen.query_one(Composer).focus()
    sitting.screen.query_one(Composer).write("x")
    await sitting.press("enter")
    await sitting.on(CardDialog)
    await sitting.press("tab", "tab", *"x", "enter")
    await sitting.on(DeidentifyDialog)
    await sitting.press(*(["space"] * len(CHECKS)), "enter")
    await sitting.until(lambda: bool(round_.book.cards), "the card")
    assert round_.book.cards[0].sources == ("26-001",)


async def nothing_for_the_plan(round_: Round) -> None:
    sitting = round_.sitting
    await round_.on_to(Writes.INTO_PLAN)
    await sitting.press("end", "enter")
    await sitting.on(TextDialog)
    await sitting.press(*"x", "enter")
    await sitting.until(lambda: bool(round_.case.learned), "the reason")
