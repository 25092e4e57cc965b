from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from storage.domain.people import Language, Retention
from tests.tui.mode_stage import ENGLISH, text_of
from tui.app.themes import DressedApp
from tui.i18n.words import Words
from tui.presentation.lines import Row
from tui.screens.first_run import FirstAnswers, FirstRunScreen
from tui.widgets.lists import LineList

UNANSWERED = object()


class Translated(Words):
    """Says everything in another tongue: a mark before it."""

    def __init__(self, mark: str) -> None:
        super().__init__(Language.EN)
        self.mark = mark

    def __call__(self, text: str, /, **params: object) -> str:
        return f"{self.mark} {super().__call__(text, **params)}"


def spoken(language: Language) -> Words:
    return ENGLISH if language is Language.EN else Translated(language)


class FirstStage(DressedApp[None]):
    def __init__(self, words: Words = ENGLISH, speak: Callable[[Language], Words] = spoken) -> None:
        super().__init__()
        self.words = words
        self.speak = speak
        self.answer: object = UNANSWERED

    def on_mount(self) -> None:
        self.push_screen(FirstRunScreen(self.words, "/home/ab/team", self.speak), self.take)

    def take(self, answer: FirstAnswers | None) -> None:
        self.answer = answer


@asynccontextmanager
async def first_run(size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[FirstStage, Pilot[None]]]:
    app = FirstStage()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def said(app: FirstStage, name: str) -> str:
    return text_of(app.screen.query_one(f"#{name}", Static))


async def write(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


async def test_five_questions_make_a_team() -> None:
    async with first_run() as (app, pilot):
        assert said(app, "question") == "Which language shall we speak?"
        await pilot.press("enter")
        await write(pilot, "Team 6")
        await pilot.press("enter")
        await write(pilot, "ab cd")
        await pilot.press("enter", "up", "up", "enter", "enter")
        await pilot.pause()
        assert app.answer == FirstAnswers(Language.EN, "Team 6", ("AB", "CD"), "CD")


async def test_the_shared_machine_is_nobody() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("enter", "t", "enter", "a", "enter", "end", "enter", "enter")
        await pilot.pause()
        assert app.answer == FirstAnswers(Language.EN, "t", ("A",), "")


async def test_nobody_is_marked_and_enter_alone_says_nobody_is_somebody() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("enter", "t", "enter", "a", "enter", "enter")
        await pilot.pause()
        assert app.answer is UNANSWERED
        assert "who you are" in said(app, "problem")
        assert app.screen.query_one(LineList).key == ""
        await pilot.press("down", "enter")
        await pilot.pause()
        assert said(app, "question") == "How long are closed cases kept?"
        assert "working notes about children" in said(app, "hint")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.answer == FirstAnswers(Language.EN, "t", ("A",), "A", Retention.SCHOOL_YEAR)


async def test_the_marked_language_is_spoken_at_once() -> None:
    async with first_run() as (app, pilot):
        assert app.screen.query_one(LineList).key == Row("language", "en")
        await pilot.press("up")
        await pilot.pause()
        assert said(app, "question") == "nn Which language shall we speak?"
        await pilot.press("up", "enter")
        await pilot.pause()
        assert said(app, "question") == "nb What is your team called?"
        assert "nb Everything is kept in /home/ab/team." in said(app, "hint")


async def test_d_looks_at_the_demo_in_the_marked_language() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("up", "d")
        await pilot.pause()
        assert app.answer == FirstAnswers(Language.NN, demo=True)


async def test_the_demo_is_a_choice_below_the_languages_by_key_and_by_two_clicks() -> None:
    async with first_run() as (app, pilot):
        assert "cooperation with the homes" in said(app, "about")
        await pilot.press("up", "end", "up", "enter")
        await pilot.pause()
        assert app.answer == FirstAnswers(Language.NN, demo=True)
    async with first_run() as (app, pilot):
        await pilot.press("end", "enter")
        await pilot.pause()
        assert app.answer == FirstAnswers(Language.EN, joins=True)
    async with first_run() as (app, pilot):
        await pilot.click("#choices", offset=(3, 4), times=2)
        await pilot.pause()
        assert app.answer == FirstAnswers(Language.EN, demo=True)


async def test_d_in_a_name_is_a_letter() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("enter", "d")
        await pilot.pause()
        assert app.answer is UNANSWERED
        assert app.screen.query_one(Input).value == "d"


async def test_escape_goes_back_with_what_was_answered_and_from_the_first_leaves() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("enter")
        await write(pilot, "Team 6")
        await pilot.press("enter", "escape")
        await pilot.pause()
        assert app.screen.query_one(Input).value == "Team 6"
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert app.answer is None


async def test_what_was_typed_at_a_question_that_was_left_stands_there_again() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("enter", "t", "enter")
        await write(pilot, "ab ab")
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert said(app, "question") == "Who is in it?"
        assert app.screen.query_one(Input).value == "ab ab"


async def test_an_answer_that_cannot_be_taken_is_explained_and_stays() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert said(app, "problem") == "The team needs a name."
        await write(pilot, "T")
        assert said(app, "problem") == ""
        await pilot.press("enter")
        await write(pilot, "ab ab")
        await pilot.press("enter")
        await pilot.pause()
        assert said(app, "problem").startswith("AB is taken")
        assert app.screen.query_one(Input).value == "ab ab"


async def test_members_are_shown_as_they_are_understood() -> None:
    async with first_run() as (app, pilot):
        await pilot.press("enter", "t", "enter")
        await write(pilot, "ab,cd")
        await pilot.pause()
        assert said(app, "understood") == "2 members: AB · CD"


async def test_every_question_fits_64_by_20() -> None:
    async with first_run((64, 20)) as (app, pilot):
        for answer in ("", "t", "a"):
            await write(pilot, answer)
            keys = app.screen.query_one("#keys")
            assert keys.region.bottom <= 20
            assert keys.region.height >= 1
            await pilot.press("enter")
            await pilot.pause()
        assert app.screen.query_one("#keys").region.bottom <= 20


@pytest.mark.parametrize("language", Language)
async def test_the_keys_of_the_first_question_fit_one_line_of_64(language: Language) -> None:
    app = FirstStage(Words(language), Words)
    async with app.run_test(size=(64, 20)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#keys").region.height == 1


async def test_a_large_team_still_leaves_room_for_the_keys() -> None:
    async with first_run((64, 20)) as (app, pilot):
        await pilot.press("enter", "t", "enter")
        await write(pilot, " ".join(f"a{number}" for number in range(15)))
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one("#keys").region.bottom <= 20
