"""Large words: as large as there is room for, and bold where there is not."""

from textual.app import ComposeResult

from tui.app.themes import DressedApp
from tui.look.letters import letters
from tui.widgets.banner import Banner


class Stage(DressedApp[None]):
    def compose(self) -> ComposeResult:
        yield Banner("Who else sees it?", most=6)


async def test_it_is_large_where_that_fits_and_bold_where_it_does_not() -> None:
    app = Stage()
    async with app.run_test(size=(40, 20)) as pilot:
        banner = app.query_one(Banner)
        assert [banner.render_line(y).text.rstrip() for y in range(6)] == [
            row.rstrip() for row in letters(banner.text, 40)
        ]
        banner.most = 5
        await pilot.pause()
        assert banner.size.height == 1
        assert banner.render_line(0).text.strip() == "Who else sees it?"
