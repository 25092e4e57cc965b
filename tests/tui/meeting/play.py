"""A meeting without a terminal: scenes on the real store, and somebody who has the answers ready."""

from collections.abc import Awaitable, Callable
from typing import Any

from storage.content.forms import forms
from storage.domain.case.case import Case
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import SHARED, Language
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.preparation import Preparation
from tui.dialogs.dialog import Answer, Dialog
from tui.presentation.lines import Line
from tui.screens.meeting.room import STAGES
from tui.screens.meeting.stages.stage import Changes, Scene, Stage, StageKey

Answering = tuple[type[Dialog[Any]], Callable[[Any], Any]]
"""The kind of question that must come, and what is answered to it."""


def gives(answer: object) -> Callable[[object], object]:
    """Answer the same whatever is asked."""
    return lambda _: answer


LEFT = gives(None)


class Answers:
    """Gives prepared answers, each to one kind of question, and remembers the questions."""

    def __init__(self, *answers: Answering) -> None:
        self.answers = list(answers)

    async def __call__(self, dialog: Dialog[Answer], /) -> Answer | None:
        kind, answer = self.answers.pop(0)
        assert type(dialog) is kind
        given: Answer | None = answer(dialog)
        return given


class Play:
    """A running meeting of one form, moved to whatever kind of phase a test is about."""

    def __init__(self, desk: Desk, form: str) -> None:
        self.desk = desk
        chosen = forms(Language.EN).form(form)
        assert chosen
        self.save(Change(None, Preparation.proposed(self.book, chosen).begin("meeting", desk.now())))

    @property
    def book(self) -> Book:
        return self.desk.store.book()

    @property
    def meeting(self) -> Meeting:
        meeting = self.book.running
        assert meeting
        return meeting

    @property
    def scene(self) -> Scene:
        assert self.meeting.phase
        return Scene(self.desk, self.book, self.meeting, self.meeting.phase)

    @property
    def case(self) -> Case:
        assert self.scene.case
        return self.scene.case

    @property
    def stage(self) -> Stage:
        return STAGES[self.scene.phase.writes]

    @property
    def lines(self) -> tuple[Line[StageKey], ...]:
        return self.stage.lines(self.scene)

    @property
    def text(self) -> str:
        return "\n".join(f"{line.said} | {line.right}" for line in self.lines)

    def at(self, writes: Writes) -> "Play":
        """Go to the first phase of a kind."""
        place = next(place for place, visit in enumerate(self.meeting.visits) if visit.writes is writes)
        self.change(lambda meeting: meeting.but(place=place))
        return self

    def at_phase(self, key: str) -> "Play":
        """Go to a phase by its key."""
        place = next(place for place, visit in enumerate(self.meeting.visits) if visit.phase == key)
        self.change(lambda meeting: meeting.but(place=place))
        return self

    def change(self, how: Callable[[Meeting], Meeting]) -> None:
        self.save(Change(self.meeting, how(self.meeting)))

    def save(self, *changes: Change) -> None:
        self.desk.store.save(*changes, by=SHARED, at=self.desk.now())

    async def write(self, text: str, *answers: Answering) -> Changes:
        """Write a text, answer what is asked, and keep what comes of it."""
        return await self._kept(self.stage.written(ask := Answers(*answers), self.scene, text), ask)

    async def choose(self, key: StageKey, *answers: Answering) -> Changes:
        """Choose a line, answer what is asked, and keep what comes of it."""
        return await self._kept(self.stage.chosen(ask := Answers(*answers), self.scene, key), ask)

    async def _kept(self, deed: Awaitable[Changes], ask: Answers) -> Changes:
        changes: Changes = await deed
        assert not ask.answers, "a prepared answer was never asked for"
        if changes:
            self.save(*changes)
        return changes

    def sort(self, key: StageKey, number: int) -> Changes:
        changes = self.stage.sorted(self.scene, key, number)
        if changes:
            self.save(*changes)
        return changes

    def without_case(self) -> "Play":
        """Delete the case on the table."""
        self.desk.store.delete_case(self.case.code, by=SHARED, at=self.desk.now())
        return self
