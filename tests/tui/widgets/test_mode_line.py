"""The top line: who sits here stays readable, however long the team is called."""

import pytest
from textual.app import ComposeResult

from storage.domain.people import Language
from tui.app.themes import DressedApp
from tui.i18n.words import Words
from tui.widgets.edges import ModeLine


class LineApp(DressedApp[None]):
    """Nothing but a top line."""

    def __init__(self, *right: str) -> None:
        super().__init__()
        self.line = ModeLine(Words(Language.EN), "today", right)
        self.chosen: list[str] = []

    def on_mode_line_chosen(self, event: ModeLine.Chosen) -> None:
        self.chosen.append(event.mode)

    def compose(self) -> ComposeResult:
        yield self.line


@pytest.mark.parametrize(
    ("right", "shown"),
    [
        (("Team 6", "AB"), "Team 6 · AB"),
        (("The team of the sixth grade", "AB"), "The team… · AB"),
        (("read only", "The sixth grade", "AB"), "read only · AB"),
        (("The team of the sixth grade",), "The team of t…"),
    ],
)
async def test_the_team_gives_way_and_the_alias_stays(right: tuple[str, ...], shown: str) -> None:
    app = LineApp(*right)
    async with app.run_test(size=(64, 5)):
        row = app.line.render().plain
        assert len(row) <= 64
        assert row.rstrip().endswith(shown)


@pytest.mark.parametrize(("width", "shown"), [(80, "Mon 30 Nov · Team 6 · AB"), (62, "  Team 6 · AB")])
async def test_the_day_stands_there_where_it_fits(width: int, shown: str) -> None:
    app = LineApp("Team 6", "AB")
    async with app.run_test(size=(width, 5)):
        app.line.day = "Mon 30 Nov"
        assert app.line.render().plain.rstrip().endswith(shown)


async def test_a_click_on_a_tab_tells_its_mode_once() -> None:
    app = LineApp("Team 6", "AB")
    async with app.run_test(size=(60, 4)) as pilot:
        await pilot.click(ModeLine, offset=(2, 0))
        assert app.chosen == []
        await pilot.click(ModeLine, offset=(10, 0))
        await pilot.double_click(ModeLine, offset=(20, 0))
        await pilot.click(ModeLine, offset=(55, 0))
        assert app.chosen == ["plan", "cases"]
