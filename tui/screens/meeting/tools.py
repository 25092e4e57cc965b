"""What works in every phase: moving on and back, writing, turn, agreements, the parking lot, roles, safety."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from storage.domain.case.case import Route
from storage.domain.errors import Refused
from storage.domain.meeting.form import ROTATING, MeetingRole
from storage.domain.meeting.meeting import Meeting, parked, with_present, with_role
from storage.domain.people import SHARED
from storage.domain.text import cleaned
from storage.domain.views.strips import concluded
from storage.store import Change
from tui.dialogs.case.case import PressureDialog
from tui.dialogs.choose import DROP, ChooseDialog, ConfirmDialog, MarksDialog, ask_half_written
from tui.dialogs.curtain import TurnDialog
from tui.dialogs.dialog import Ask
from tui.dialogs.form import TextDialog
from tui.i18n.labels import label, not_at_home
from tui.screens.meeting.room import MeetingRoom
from tui.screens.meeting.stages.ideas import agreed
from tui.screens.meeting.stages.stage import Changes, Scene
from tui.screens.safety import ask_standing, show_notice
from tui.screens.team_screen import TeamScreen
from tui.screens.telling import marked_lines, read_as_parents
from tui.widgets.nudge_line import NudgedField

Given = TypeVar("Given")
HERE = "here"
"""Stands among the roles for who is here."""


async def take_in(screen: TeamScreen, changes: Changes) -> bool:
    """Save what came of a phase; what is said in a meeting is the meeting's, not a person's."""
    return bool(changes and await screen.keep(*changes, by=SHARED))


async def do(
    screen: TeamScreen, room: MeetingRoom, deed: Callable[[Ask, Scene, Given], Awaitable[Changes]], given: Given
) -> bool:
    """Let the phase do something, and tell whether anything came of it."""
    if room.scene is None:
        return False
    try:
        changes = await deed(screen.app.push_screen_wait, room.scene, given)
    except Refused as refusal:
        screen.tell(refusal)
        return False
    return await take_in(screen, changes)


async def take_written(screen: TeamScreen, room: MeetingRoom, field: NudgedField, text: str) -> bool:
    """Give a text to the phase; what cannot be kept goes back into the field. Tell whether it was kept."""
    draft = field.draft
    draft.typed(text)  # it stands until it is saved, whatever is asked before that
    if not await do(screen, room, room.stage.written, text):
        are_numbers = room.stage.counts and not any(map(str.isalpha, text))  # to be put right, not gone on with
        (field.composer.give_back_to_replace if are_numbers else field.composer.give_back)(text)
        return False
    draft.typed("")
    field.begin_anew()
    return True


async def turn(screen: TeamScreen, room: MeetingRoom, field: NudgedField, last: str) -> None:
    """Put one large turning question on the screen; the answer to it is written next.

    It turns what stands in the field, or else what was written `last`.
    """
    scene, desk = room.scene, room.desk
    if scene is None:
        return
    away = not_at_home(desk.words, scene.case)
    language, written = scene.book.team.language, field.composer.text or last
    questions = room.turning.questions(language, scene.phase.steers_to, written, at_school_only=bool(away))
    questions = [away, *questions] if away else questions
    taken = await screen.app.push_screen_wait(TurnDialog(desk, questions, takes=room.may_write, turned=written))
    if taken and taken != away:
        field.composer.write(f"{field.composer.text}\n→ {taken} ".lstrip("\n"))
        screen.set_focus(field.composer)


async def agree(screen: TeamScreen, room: MeetingRoom) -> None:
    """Make an agreement."""
    if room.scene:
        await take_in(screen, await agreed(screen.app.push_screen_wait, room.scene))


async def park(screen: TeamScreen, room: MeetingRoom) -> None:
    """Put something in the parking lot."""
    desk, words, draft = room.desk, room.desk.words, room.desk.draft_in("meeting", room.meeting_id, "parking")
    asked = TextDialog(desk, words("Parking lot"), words("What do we come back to?"), draft=draft, is_new=True)
    text = await screen.app.push_screen_wait(asked)
    if text and room.meeting:
        after = parked(room.meeting, desk.new_id(), text)
        if await take_in(screen, (Change(room.meeting, after),)):
            screen.say(words("Parked. You find it again in the minutes."))


async def change_roles(screen: TeamScreen, room: MeetingRoom) -> Callable[[Meeting], Meeting] | None:
    """Ask which role changes hands and who takes it, or who is here now; return what becomes of the meeting."""
    meeting, words = room.meeting, room.desk.words
    if meeting is None:
        return None
    owner = (MeetingRole.CASE_OWNER,) if room.case_code else ()
    roles = dict.fromkeys((*owner, *ROTATING), "") | meeting.roles
    options = [(role.value, f"{label(words, role)}: {alias}") for role, alias in roles.items()]
    here = words("Somebody came late, or left. Here: {people}", people=" ".join(meeting.present))
    role = await screen.app.push_screen_wait(ChooseDialog(room.desk, words("Which role?"), [*options, (HERE, here)]))
    if role == HERE:
        return await _ask_present(screen, room, meeting)
    people = [(alias, alias) for alias in meeting.present]
    asked = words("Who is the {role}?", role=label(words, MeetingRole(role))) if role else ""
    alias = await screen.app.push_screen_wait(ChooseDialog(room.desk, asked, people)) if role else None
    return partial(with_role, role=MeetingRole(role), alias=alias) if role and alias else None


async def _ask_present(screen: TeamScreen, room: MeetingRoom, meeting: Meeting) -> Callable[[Meeting], Meeting] | None:
    team = room.book.team.aliases if room.book else ()
    people = [(alias, alias) for alias in dict.fromkeys((*team, *meeting.present))]
    asked = MarksDialog(room.desk, room.desk.words("Who is here today?"), people, meeting.present)
    present = await screen.app.push_screen_wait(asked)
    return partial(with_present, aliases=present) if present else None


async def show_safety(screen: TeamScreen, room: MeetingRoom) -> None:
    """Show who must be told when a pupil may not be safe."""
    if room.case:
        await show_notice(screen, room.case, room.case.alarm or Route.NOT_SAFE)


async def sort_pressure(screen: TeamScreen, room: MeetingRoom) -> None:
    """Fill in the case's cross-pressure card."""
    case = room.case
    pressure = await screen.app.push_screen_wait(PressureDialog(room.desk, case)) if case else None
    if case and pressure:
        await take_in(screen, (Change(case, case.but(pressure=pressure)),))


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


async def settled_text(screen: TeamScreen, room: MeetingRoom, field: NudgedField) -> bool:
    """Keep or drop what stands in the field, and tell whether that is done; what cannot be kept stays."""
    async with room.one_at_a_time:
        text = cleaned(field.composer.text).strip()
        choice = await ask_half_written(screen.app.push_screen_wait, room.desk, text)
        if choice is None:
            screen.set_focus(field.composer)
        elif choice == DROP or await do(screen, room, room.stage.written, text):
            field.draft.typed("")
            field.composer.write("")
            return True
        return False
