"""The top line: who sits here stays readable, however long the team is called."""

import pytest
from textual.app import App, ComposeResult

from storage.domain.people import Language
from tui.i18n.words import Words
from tui.widgets.mode_line import ModeLine


class LineApp(App[None]):
    """Nothing but a top line."""

    def __init__(self, right: str) -> None:
        super().__init__()
        self.line = ModeLine(Words(Language.EN), "today", right)

    def compose(self) -> ComposeResult:
        yield self.line


@pytest.mark.parametrize(
    ("right", "shown"),
    [
        ("Team 6 · AB", "Team 6 · AB"),
        ("The team of the sixth grade · AB", "The team… · AB"),
        ("read only · The sixth grade · AB", "read only · AB"),
        ("The team of the sixth grade", "The team of t…"),
    ],
)
async def test_the_team_gives_way_and_the_alias_stays(right: str, shown: str) -> None:
    app = LineApp(right)
    async with app.run_test(size=(64, 5)):
        row = app.line.render().plain
        assert len(row) <= 64
        assert row.rstrip().endswith(shown)
