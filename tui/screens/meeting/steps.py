"""The steps of a meeting: on to the next phase and back, its clock, its end; each asks first what must be asked."""

from collections.abc import Callable

from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import SHARED
from storage.domain.text import cleaned
from storage.domain.views.strips import concluded
from storage.store import Change
from tui.dialogs.choose import DROP, ConfirmDialog, ask_half_written
from tui.screens.meeting.room import MeetingRoom
from tui.screens.meeting.tools import do
from tui.screens.safety import ask_standing
from tui.screens.team_screen import TeamScreen
from tui.screens.telling import marked_lines, read_as_parents
from tui.widgets.nudge_line import NudgedField


async def steer(screen: TeamScreen, room: MeetingRoom, step: Callable[[Meeting], Meeting]) -> None:
    """Take a step of the meeting itself, and save it with the time so far; only the screen that leads can."""
    meeting = room.meeting
    if not room.leads:
        screen.tell(Refused("only-leader"))
    elif meeting:
        try:
            after = step(room.timed(meeting))
        except Refused as refusal:
            screen.tell(refusal)
        else:
            await screen.keep(Change(meeting, after), by=SHARED, asks=False)


async def move(screen: TeamScreen, room: MeetingRoom, steps: int) -> None:
    """Move so many phases, unless this one still lacks its answer; after the last the meeting ends."""
    meeting = room.meeting
    if meeting is None:
        return
    if steps > 0 and (lacks := room.lacks):
        screen.say(lacks)
    elif steps > 0 and room.is_unasked:
        screen.run_worker(ask_safety(screen, room))
    elif steps > 0 and is_unread(room):
        screen.run_worker(ask_what_stays(screen, room))
    elif meeting.place + steps >= len(meeting.visits):
        screen.run_worker(end(screen, room))
    else:
        await steer(screen, room, lambda timed: room.moved(timed, steps))


async def ask_safety(screen: TeamScreen, room: MeetingRoom) -> None:
    """Ask the question that every case begins with, then move on."""
    if room.case and await ask_standing(screen, room.case):
        await move(screen, room, 1)


def is_unread(room: MeetingRoom) -> bool:
    """Tell whether something was told here that could hurt the parents to read, and nobody has looked at it since."""
    scene = room.scene
    if scene is None or scene.case is None or not (room.leads and scene.phase.quiet):
        return False
    return any(marked_lines(room.desk, scene.case, room.read))


async def ask_what_stays(screen: TeamScreen, room: MeetingRoom) -> None:
    """Ask of what was told which lines stay, then move on."""
    if room.case and await read_as_parents(screen, room.case, room.read):
        await move(screen, room, 1)


async def end(screen: TeamScreen, room: MeetingRoom) -> None:
    """Ask, then end the meeting."""
    words = room.desk.words
    sure = ConfirmDialog(room.desk, words("End the meeting?"), words("End it"))
    if await screen.app.push_screen_wait(sure):
        await steer(screen, room, lambda timed: concluded(timed, screen.current, room.desk.now()))


async def settle_text_and_move(screen: TeamScreen, room: MeetingRoom, field: NudgedField) -> None:
    """Keep or drop what stands in the field, then move on; what cannot be kept stays, and so does the meeting."""
    async with room.one_at_a_time:
        text = cleaned(field.composer.text).strip()
        choice = await ask_half_written(screen.app.push_screen_wait, room.desk, text)
        if choice is None:
            screen.set_focus(field.composer)
        elif choice == DROP or await do(screen, room, room.stage.written, text):
            field.draft.typed("")
            field.composer.write("")
            await move(screen, room, 1)
