from textual.app import App, ComposeResult

from storage.domain.text import MARK
from tui.widgets.composer import Composer


class Listener(App[None]):
    """Nothing but a field, and what it hands over."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[str] = []

    def compose(self) -> ComposeResult:
        yield Composer()

    def on_composer_kept(self, message: Composer.Kept) -> None:
        self.kept.append(message.text)


async def test_what_is_handed_over_holds_nothing_that_acts_on_a_terminal() -> None:
    app = Listener()
    async with app.run_test() as pilot:
        composer = app.query_one(Composer)
        composer.focus()
        composer.insert("calm\x1b[31m again")
        await pilot.press("enter")
    assert app.kept == [f"calm{MARK} again"]
