"""Small fields: one of several, several of many, and a path's rail."""

import pytest
from textual.app import ComposeResult
from textual.widget import Widget

from tui.app.themes import DressedApp
from tui.presentation.lines import Stop
from tui.widgets.canvas import Rail
from tui.widgets.fields import ChoiceRow, Ticks


class One(DressedApp[None]):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


@pytest.mark.parametrize(
    ("keys", "value"),
    [((), "b"), (("right",), "c"), (("left",), "a"), (("right", "right"), "a"), (("z",), "b")],
)
async def test_a_choice_goes_round(keys: tuple[str, ...], value: str) -> None:
    choice = ChoiceRow([("a", "alpha"), ("b", "beta"), ("c", "gamma")], "b")
    async with One(choice).run_test() as pilot:
        choice.focus()
        await pilot.press(*keys)
        assert choice.value == value


ROUTES = [("n", "Not safe"), ("a", "An adult"), ("h", "The home"), ("t", "Threat"), ("1", "1"), ("10", "10")]


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("a", "a", "Not safe → ‹ An adult ›"),
        ("t", "n", "‹ Not safe ›"),
        ("th", "n", "‹ Not safe ›"),
        ("thr", "t", "Not safe → ‹ Threat ›"),
        ("an adult", "a", "Not safe → ‹ An adult ›"),
        ("1", "1", "Not safe → ‹ 1 ›"),
        ("10", "10", "Not safe → ‹ 10 ›"),
        ("Head", "n", "‹ Not safe ›"),
        ("asked the head", "n", "‹ Not safe ›"),
        ("to her a n", "n", "‹ Not safe ›"),
        ("?", "n", "‹ Not safe ›"),
    ],
)
async def test_a_choice_takes_letters_only_where_nothing_else_can_be_meant(typed: str, value: str, shown: str) -> None:
    choice = ChoiceRow(ROUTES, "n")
    async with One(choice).run_test() as pilot:
        choice.focus()
        await pilot.press(*("space" if letter == " " else letter for letter in typed))
        assert choice.value == value
        assert str(choice.render()) == shown
        await pilot.press("right", "left")
        assert choice.value == value
        assert str(choice.render()).startswith("‹")


async def test_after_a_pause_a_letter_is_alone_again(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = ChoiceRow(ROUTES, "n")
    async with One(choice).run_test() as pilot:
        choice.focus()
        await pilot.press("z")
        monkeypatch.setattr("tui.widgets.fields.PAUSE", 0.0)
        await pilot.press("a")
        assert choice.value == "a"
        await pilot.press("space")
        assert choice.value == "h"


async def test_who_types_a_sentence_on_ticks_ticks_nothing() -> None:
    ticks = Ticks({"a": "alpha", "b": "beta"}, ["b"])
    async with One(ticks).run_test() as pilot:
        ticks.focus()
        await pilot.press(*"it", "space", *"ended", "space", *"in")
        assert ticks.value == ("b",)


async def test_a_choice_without_options_is_empty() -> None:
    choice = ChoiceRow([])
    async with One(choice).run_test() as pilot:
        choice.focus()
        await pilot.press("right", "left", "a")
        assert not choice.value


OPTIONS = {"a": "alpha", "b": "beta", "c": "gamma", "d": "delta"}


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("space",), ("a", "b")),
        (("right", "space"), ()),
        (("down", "space"), ("b", "c")),
        (("left", "space"), ("b", "d")),
        (("down", "down", "space"), ("a", "b")),
    ],
)
async def test_ticks_move_in_rows(keys: tuple[str, ...], value: tuple[str, ...]) -> None:
    ticks = Ticks(OPTIONS, ["b"])
    async with One(ticks).run_test(size=(22, 10)) as pilot:
        ticks.focus()
        await pilot.press(*keys)
        assert ticks.value == value


@pytest.mark.parametrize(("width", "names"), [(40, "Story 2"), (26, "Story 2"), (20, "Story Wanted")])
async def test_a_rail_says_how_much_a_stop_holds_where_there_is_room_for_that(width: int, names: str) -> None:
    rail = Rail()
    async with One(rail).run_test(size=(width, 10)) as pilot:
        rail.stops = (Stop("Story", 2), Stop("Wanted", 0, next=True), Stop("Ideas", 0))
        await pilot.pause()
        path, below = str(rail.render()).split("\n")
        assert below.startswith(names)
        assert [sign for sign in path if sign not in "━┄"] == ["●", "◉", "○"]
        assert len(path) <= width - 2


async def test_a_long_option_goes_on_below() -> None:
    choice = ChoiceRow([("a", "short"), ("b", "an option that is too long for one row here")])
    app = One(choice)
    async with app.run_test(size=(30, 10)) as pilot:
        choice.focus()
        assert choice.region.height == 1
        await pilot.press("right")
        await pilot.pause()
        assert choice.region.height == 2
        strips = app.screen._compositor.render_strips()
        assert "one row here ›" in " ".join(strip.text.strip() for strip in strips)
