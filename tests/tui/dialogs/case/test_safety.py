"""The gate's notice: in a frame of its own, and what is done now before all else."""

import pytest

from storage.domain.case.case import Route
from tests.tui.stage import asked, memory_desk
from tui.dialogs.case.safety import ROOMY, SafetyDialog
from tui.look.letters import letters
from tui.widgets.reader import Reader


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
@pytest.mark.parametrize("route", [Route.NOT_SAFE, Route.HOME, Route.DANGER])
async def test_numbers_what_to_do_and_the_first_step_are_in_sight_in_a_frame_of_its_own(
    size: tuple[int, int], route: Route
) -> None:
    dialog = SafetyDialog(memory_desk(), None, route)
    async with asked(dialog, size) as player:
        await player.pilot.pause()
        rows = [strip.text for strip in dialog._compositor.render_strips()]
        (kind, colour), *_ = dialog.query_one("#box").styles.border
        assert (kind, colour.hex6) == ("heavy", player.stage.theme_variables["safety"].upper())
        assert "┏" in rows[0]
        numbers = next(y for y, row in enumerate(rows) if "112" in row or letters("112", 20)[0] in row)
        said = next(y for y, row in enumerate(rows) if dialog.file.routes[route.value].say[:20] in row)
        first_step = next(y for y, row in enumerate(rows) if dialog.file.routes[route.value].steps[0][:20] in row)
        assert numbers < said < first_step
        assert dialog.query_one(Reader).size.height >= 4
        assert ("1 the pupil" in "".join(rows)) == (size[1] >= ROOMY)
