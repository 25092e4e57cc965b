"""Reading long and hostile text."""

from typing import Self

from textual.app import ComposeResult
from textual.geometry import Region

from tui.app.themes import DressedApp
from tui.presentation.lines import Paragraph
from tui.widgets.reader import Reader


class One(DressedApp[None]):
    def compose(self) -> ComposeResult:
        yield Reader()

    def rows(self) -> list[str]:
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


async def test_a_hundred_thousand_characters_scroll_to_their_end() -> None:
    app = One()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.query_one(Reader)
        reader.show([Paragraph("ord " * 25_000), Paragraph("the end", indent=2)])
        reader.focus()
        await pilot.press("end")
        await pilot.pause()
        assert app.rows()[-1] == "   the end"
        await pilot.press("home", "down")
        await pilot.pause()
        assert reader.scroll_offset.y == 1


async def test_markup_is_text() -> None:
    app = One()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one(Reader).show([Paragraph("[/] [@click=app.quit]out[/] [red]")])
        await pilot.pause()
        assert app.rows()[0] == " [/] [@click=app.quit]out[/] [red]"


async def test_another_width_breaks_the_rows_anew_and_others_start_at_the_top() -> None:
    app = One()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.query_one(Reader)
        reader.show([Paragraph("ord " * 400)])
        before = len(reader.rows)
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert len(reader.rows) > before
        reader.scroll_to(y=9, animate=False)
        await pilot.pause()
        reader.show([Paragraph("ord " * 500)])
        assert reader.scroll_target_y == 9
        reader.show([Paragraph("annet " * 500)], top=True)
        await pilot.pause()
        assert reader.scroll_offset.y == 0


class Watched(Reader):
    """Remembers which of its rows it drew."""

    drawn: list[int] = []  # noqa: RUF012 - one reader a test

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        self.drawn += [y for region in regions for y in region.line_range] or [-1]
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class Beside(DressedApp[None]):
    def compose(self) -> ComposeResult:
        yield Watched()


async def test_what_follows_the_cursor_draws_only_the_rows_that_differ() -> None:
    app = Beside()
    async with app.run_test(size=(80, 24)) as pilot:
        reader = app.query_one(Watched)
        reader.show([Paragraph("Agreed", "heading"), Paragraph("one"), Paragraph("two"), Paragraph("three")])
        await pilot.pause()
        reader.drawn.clear()
        reader.show([Paragraph("Agreed", "heading"), Paragraph("another"), Paragraph("two")], top=True)
        assert reader.drawn == [1, 3]
        await pilot.pause()
        rows = [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]
        assert rows[:5] == [" Agreed", " another", " two", "", ""]
