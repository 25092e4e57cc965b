import pytest
from textual.app import ComposeResult

from storage.domain.text import MARK
from tui.app.themes import DressedApp
from tui.widgets.composer import Composer


class Listener(DressedApp[None]):
    """Nothing but a field, and what it hands over."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def compose(self) -> ComposeResult:
        yield Composer()

    def on_composer_entered(self, message: Composer.Entered) -> None:
        self.kept.append(message.text)


async def test_what_is_handed_over_holds_nothing_that_acts_on_a_terminal() -> None:
    app = Listener()
    async with app.run_test() as pilot:
        composer = app.query_one(Composer)
        composer.focus()
        composer.insert("calm\x1b[31m again")
        await pilot.press("enter")
    assert app.kept == [f"calm{MARK} again"]


@pytest.mark.parametrize(
    ("said", "while_writing"), [("↵ One idea", "One idea"), ("↵ on an area: this one", "Write a note")]
)
async def test_the_empty_field_names_the_key_only_while_one_steers(said: str, while_writing: str) -> None:
    app = Listener()
    async with app.run_test() as pilot:
        composer = app.query_one(Composer)
        app.set_focus(None)
        await pilot.pause()
        composer.invite(said, while_writing)
        assert composer.placeholder == said
        composer.focus()
        await pilot.pause()
        assert composer.placeholder == while_writing
        await pilot.press("escape")
        assert composer.placeholder == said


async def test_letters_keep_their_colours_and_a_new_look_takes_new_ones() -> None:
    app = Listener()
    async with app.run_test() as pilot:
        composer = app.query_one(Composer)
        composer.focus()
        await pilot.press("a")
        before = composer.render_lines(composer.size.region)[0]
        await pilot.press("b")
        assert {segment.style for segment in composer.render_lines(composer.size.region)[0]} == {
            segment.style for segment in before
        }
        app.theme = "textual-light"
        await pilot.pause()
        after = composer.render_lines(composer.size.region)[0]
        assert after.text.startswith("ab")
        assert {segment.style for segment in after}.isdisjoint({segment.style for segment in before})
