"""The rehearsal on the screen of a meeting that is made ready."""

from storage.domain.meeting.form import MeetingRole
from tests.tui.meeting.sitting import seated
from tests.tui.meeting.test_getting_ready import getting_ready
from tui.desk.desk import Desk
from tui.presentation.lines import Row
from tui.screens.meeting.ready import MeetingMode
from tui.screens.meeting.rehearsal import RehearsalScreen


async def test_it_is_played_by_keys_to_its_end_and_leaves_nothing(desk: Desk) -> None:
    before = desk.store.book()
    async with seated(desk) as sitting:
        await getting_ready(sitting)
        await sitting.press("r")
        await sitting.on(RehearsalScreen)
        screen = sitting.screen
        assert isinstance(screen, RehearsalScreen)
        await sitting.press("enter")
        assert len(screen.rehearsal.chosen) == 1
        while screen.rehearsal.turn:
            before_it = len(screen.rehearsal.chosen)
            await sitting.press(f"{screen.rehearsal.offers.index(0) + 1}")
            assert len(screen.rehearsal.chosen) == before_it
            await sitting.press("enter")
        said = "\n".join(line.left for line in screen.rows.given)
        assert " of 12; next time:" in said or "12 of 12" in said
        assert "Somebody for each role before you begin" in said
        assert screen.rows.key == Row("again")
        first = screen.rehearsal.situation
        await sitting.press("down", "enter")
        assert screen.rehearsal.situation != first
        assert not screen.rehearsal.replies
        await sitting.press("escape")
        await sitting.on(MeetingMode)
    assert desk.store.book().meetings == before.meetings


async def test_its_key_stands_on_the_last_line_while_whoever_leads_has_led_no_meeting(desk: Desk) -> None:
    led = {each.roles.get(MeetingRole.FACILITATOR) for each in desk.store.book().meetings}
    async with seated(desk, (80, 24)) as sitting:
        screen = await getting_ready(sitting)
        assert screen.ready
        alias = next(each for each in screen.ready.present if each not in led)
        for who, named in ((alias, True), (next(each for each in led if each), False)):
            screen.choose(screen.ready.with_role(MeetingRole.FACILITATOR, who))
            await sitting.pilot.pause()
            assert ("r" in dict(screen.key_line.shown())) is named
