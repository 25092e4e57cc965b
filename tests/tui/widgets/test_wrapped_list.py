from textual.app import ComposeResult

from tui.app.themes import DressedApp
from tui.look.letters import letters
from tui.look.signs import Mark
from tui.presentation.lines import Line
from tui.widgets.lists import WrappedList


class Table(DressedApp[None]):
    def compose(self) -> ComposeResult:
        yield WrappedList()


async def test_every_paragraph_of_a_row_is_broken_on_its_own() -> None:
    app = Table()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(WrappedList)
        rows.show(
            [
                Line("a", "one two three four five six seven\neight nine\nten", "now", mark=Mark.SAID, indent=2),
                Line("b", "short"),
            ]
        )
        await pilot.pause()
        assert [(line.key, line.said, line.right) for line in rows.lines] == [
            ("a", "  ┃ one two three four", "now"),
            ("", "    five six seven", ""),
            ("", "    eight nine", ""),
            ("", "    ten", ""),
            ("b", "short", ""),
        ]


async def test_a_remark_that_leaves_no_room_beside_it_goes_on_below() -> None:
    app = Table()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(WrappedList)
        rows.show([Line("a", "Ask midway", "about homework and notes")])
        await pilot.pause()
        assert [(line.key, line.said, line.right) for line in rows.lines] == [
            ("a", "Ask midway", ""),
            ("", "  about homework and notes", ""),
        ]


async def test_a_click_on_any_row_of_a_long_text_marks_it() -> None:
    app = Table()
    async with app.run_test(size=(30, 12)) as pilot:
        rows = app.query_one(WrappedList)
        heading = Line[str]("", "Heading", look="heading")
        rows.show([heading, Line("a", "one two three four five six seven eight"), Line("b", "short")])
        await pilot.pause()
        for row, key in ((3, "b"), (2, "a"), (3, "b"), (0, "b"), (9, "b"), (1, "a")):
            await pilot.click(WrappedList, offset=(5, row))
            assert rows.key == key, row


async def test_a_large_text_is_one_row_that_is_marked_whole_and_bold_where_it_is_too_long() -> None:
    app = Table()
    async with app.run_test(size=(48, 12)) as pilot:
        rows = app.query_one(WrappedList)
        rows.show(
            [Line("a", "Call home", "4/10", large=1), Line("b", "Call home, and call school", mark=Mark.SAID, large=1)]
        )
        await pilot.pause()
        first, *others = rows.lines
        assert [line.said.strip() for line in (first, *others[:2])] == [row.strip() for row in letters("Call home", 42)]
        assert (first.key, first.right, [line.goes_on for line in others[:2]]) == ("a", "4/10", [True, True])
        assert [(line.key, line.said, line.look) for line in others[2:]] == [
            ("b", "┃ Call home, and call school", "heading"),
        ]
        assert rows.text.startswith("Call home")


async def test_what_begins_above_says_so_before_its_first_word() -> None:
    async with Table().run_test(size=(40, 4)) as pilot:
        rows = pilot.app.query_one(WrappedList)
        rows.show([Line("a", "one word and another " * 12, indent=4), Line("b", "short", indent=4)])
        rows.unmark()
        await pilot.pause()
        first, second = (rows.render_line(y).text for y in (0, 1))
        assert first.lstrip().startswith("… ")
        assert len(first) - len(first.lstrip("… ")) == len(second) - len(second.lstrip())
        rows.unmark(at_end=False)
        await pilot.pause()
        assert "…" not in rows.render_line(0).text
