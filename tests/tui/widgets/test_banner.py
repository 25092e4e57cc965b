"""Large words: as large as there is room for, and bold where there is not."""

from textwrap import dedent

from textual.app import ComposeResult

from tests.tui.stage import Player, Stage, memory_desk
from tui.app.themes import DressedApp
from tui.dialogs.curtain import Banner, TurnDialog
from tui.look.letters import letters


class One(DressedApp[None]):
    def compose(self) -> ComposeResult:
        yield Banner("Who else sees it?", most=6)


async def test_it_is_large_where_that_fits_and_bold_where_it_does_not() -> None:
    app = One()
    async with app.run_test(size=(40, 20)) as pilot:
        banner = app.query_one(Banner)
        assert [banner.render_line(y).text.rstrip() for y in range(6)] == [
            row.rstrip() for row in letters(banner.text, 40)
        ]
        banner.most = 5
        await pilot.pause()
        assert banner.size.height == 1
        assert banner.render_line(0).text.strip() == "Who else sees it?"


async def test_a_turning_question_fills_the_screen_and_is_drawn_anew_for_another() -> None:
    question = "Who else sees it?"
    stage = Stage()
    async with stage.run_test(size=(60, 14)) as pilot:
        await stage.push_screen(TurnDialog(memory_desk(), [question]))
        player, large = Player(pilot, stage), "\n".join(row.rstrip() for row in letters(question, 56))
        await player.until(lambda: large in dedented(player.text("#turn")), "the large letters")
        await pilot.resize_terminal(60, 8)
        await player.sees(question)
        await pilot.resize_terminal(60, 14)
        await player.until(lambda: large in dedented(player.text("#turn")), "the large letters again")


def dedented(text: str) -> str:
    return "\n".join(row.rstrip() for row in dedent(text).splitlines())
