"""A meeting without the screens: they run where nobody sees them, what they show is said, and lines steer them."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from storage.domain.errors import Refused
from storage.domain.views.book import Book
from tui.app.aloud.questions import Questions
from tui.app.aloud.talk import AS_IT_IS, KEEPS_REST, LEAVES, AloudApp, NumberedRows, is_key_alone, literal
from tui.commands import Command, answering, key_name
from tui.desk.nudges import Tone, hint_line
from tui.presentation import aloud
from tui.presentation.lines import Row
from tui.screens.meeting.lead import LEADERS
from tui.screens.meeting.ready import MeetingMode
from tui.screens.meeting.screen import SORTING, MeetingScreen
from tui.screens.pages import MinutesScreen, PageScreen
from tui.screens.team_screen import TeamScreen
from tui.terminal.asking import Asking
from tui.widgets.composer import Composer

BESIDE = frozenset({"company", "lead"})
"""What goes on beside everything and is not waited for."""
TURN = 0.005
"""Seconds of a turn in which everything gets on."""
QUIET = 3
"""Turns without anything going on after which nothing more is to come."""
LONGEST_REST = 6000
"""Turns after which the next thing is said although something still goes on."""
HERE = frozenset({"undo", "leave"})
"""What of the actions that work everywhere is of use here."""
OF_HINTS = "♡◦ "
"""What marks a question on the screens."""
OF_WRITING = frozenset({"write", "begin", "take_nudge", "hide_nudge", "silence_nudge"})
"""What lines do by themselves: a text is typed, and a row is chosen by its number."""


class MeetingAloud:
    """Says what the screen in front shows, and gives it what is typed."""

    def __init__(self, app: AloudApp) -> None:
        self.app = app
        self.words = app.desk.words
        self.talk = app.talk
        self.pilot: Pilot[object] | None = None
        self.questions = Questions(app, app.talk, self.rest)
        self.rows = NumberedRows(app.talk)
        self.book: Book | None = None
        """The book that was told last."""
        self.clock = ""
        self.has_met = self.is_over = False

    async def hold(self, pilot: Pilot[object]) -> None:
        """Say and ask until the meeting is over or somebody leaves."""
        self.pilot = pilot
        self.talk.listen()
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self.talk.end)
        try:
            while self.app.is_running and not self.is_over:
                await self.rest()
                await self.meet(self.app.screen)
        except EOFError:
            if self.app.desk.store.book().running:
                self.talk.say(self.words("The meeting goes on. «fredstid meeting» takes it up again where it is."))
        self.app.exit()

    async def rest(self) -> None:
        """Wait until what was done has been taken in, or something is asked."""
        quiet = 0
        for _ in range(LONGEST_REST):
            if self.pilot is None or not self.app.is_running:
                return
            await self.pilot.pause(TURN)
            front = self.app.screen
            if isinstance(front, Asking) and not front.is_answered and front.is_mounted:
                return
            goes_on = (each for each in self.app.workers if each.group not in BESIDE and not each.is_finished)
            quiet = 0 if isinstance(front, Asking) or any(goes_on) else quiet + 1
            if quiet == QUIET:
                return

    async def meet(self, front: Screen[Any]) -> None:
        """Say what is new on the screen in front, and do what is typed."""
        match front:
            case Asking():
                await self.questions.answer(front)
            case MeetingScreen():
                await self.at_phase(front)
            case MeetingMode():
                await self.get_ready(front)
            case PageScreen():
                self.read(front)
            case _:
                self.app.pop_screen()

    def read(self, front: PageScreen) -> None:
        """Say a page; the minutes of the meeting that was held here are the end."""
        self.talk.say("", *(aloud.spoken_paragraph(self.words, each) for each in front.paragraphs))
        self.is_over = self.has_met and isinstance(front, MinutesScreen) and not self.app.desk.store.book().running
        if not self.is_over:
            self.app.pop_screen()

    async def get_ready(self, front: MeetingMode) -> None:
        """Say what is proposed, and change it by the numbers of the rows, or begin."""
        rows = tuple(aloud.spoken_rows(self.words, front.rows.whole_rows()))
        place = front.MODE, front.book and front.book.running and front.book.running.id
        is_new = self.rows.where != place
        self.rows.say(place, rows, {each.key for each in rows if each.key})
        if is_new:
            self.talk.say(self.words("Type the number of a row to change it, or to begin. ? says what else there is."))
        text = await self.talk.asked("> ", lambda: self.app.screen is front)
        if text is None:
            return
        chosen = self.rows.chosen(text) or self.rows.named(text)
        if chosen:
            await self.change(front, chosen)
        elif text.strip().isdecimal():
            self.say_no_row(text.strip())
        elif not text.strip():
            self.rows.where = None
        elif not await self.did(text, front):
            self.say_none_of_these()

    async def change(self, front: MeetingMode, chosen: aloud.SpokenRow) -> None:
        """Do what a row is for; a case that would have to wait is the first one taken, as that is what is meant."""
        match chosen.key:
            case Row("case", code) if front.ready and code not in {*front.ready.shares, *front.ready.left_out}:
                front.choose(front.ready.with_case(code))
            case _:
                front.rows.cursor = next(at for at, line in enumerate(front.rows.lines) if line.key == chosen.key)
                await self.app.run_action("begin", front)

    async def at_phase(self, front: MeetingScreen) -> None:
        """Say the phase, or what has changed in it, and write or do what is typed."""
        self.has_met = True
        self.say_news(front)
        waiting = front.composer.text.strip()
        if waiting:
            self.talk.say(aloud.spoken_draft(self.words, waiting, is_replaced=front.composer.is_replaced))
        text = await self.talk.asked("> ", lambda: self.stands(front))
        if text is None or not text.strip():
            if text is not None:
                self.rows.where = None
                self.talk.say(*aloud.spoken_clock(self.words, front.room.meeting, front.room.clock))
            return
        if text.strip() in {AS_IT_IS, LEAVES, KEEPS_REST}:
            if not waiting:
                self.say_none_of_these()
            front.composer.write("")
        elif await self.chose(text, front) or await self.did(text, front):
            return
        elif is_key_alone(text):
            self.talk.say(self.words("One letter alone is no text. With = before it, it is."))
        else:
            await self.write(front, literal(text))

    def stands(self, front: MeetingScreen) -> bool:
        """Tell whether a phase still waits for a line, and say meanwhile what others do and how the time goes."""
        if self.app.screen is not front:
            return False
        self.say_news(front)
        return True

    def say_news(self, front: MeetingScreen) -> None:
        """Say a phase that was not said yet, else what stands there anew, and that the time is nearly up."""
        room = front.room
        meeting, picture = room.meeting, room.picture
        if meeting is None or picture is None:
            return
        lines = tuple(aloud.spoken_rows(self.words, room.lines))
        places = (
            aloud.SpokenRow("", self.words("Idea {number}: {text}", number=number, text=text))
            for number, text in enumerate(room.places, 1)
            if text
        )
        offered = {each.key for each in lines if room.offers(each.key) or (room.sorts and room.leads)}
        where, comes = (meeting.id, meeting.place), (meeting.id, meeting.place) != self.rows.where
        if comes:
            self.clock = ""
            minutes = meeting.visit.minutes if meeting.visit else 0
            head = (
                aloud.spoken_phase(self.words, picture, minutes) if meeting.visit else (picture.title, *picture.prompts)
            )
            self.talk.say("", *head)
        self.rows.say(where, (*places, *lines), offered)
        self.say_happenings(front)
        if comes:
            self.talk.say(*self.invitation(front))
        self.say_time(front)

    def say_happenings(self, front: MeetingScreen) -> None:
        """Say what no row shows: whose turn it is, that the clock stands, what was decided beside the phase."""
        room = front.room
        if room.book is None:
            return
        told = {"turn", "paused", "resumed"} | (set() if room.stage.chooses else {"decision"})
        happened = aloud.happenings(self.words, self.book, room.book, room.meeting_id)
        self.talk.say(*(each.text for each in happened if each.kind in told))
        self.book = room.book

    def invitation(self, front: MeetingScreen) -> Iterator[str]:
        """Yield what can be done here."""
        room = front.room
        if picture := room.picture:
            yield picture.follows
        if room.scene is None:
            yield self.words("Type n to begin, ? to hear what else can be done, q to leave.")
        elif room.may_write:
            chosen, written = (each.lstrip("↵ ") for each in room.invitations)
            if self.rows.now and chosen != written:
                yield self.words("The number {what}", what=chosen)
            yield self.words("Here: {what}", what=written)
        else:
            yield self.words("Whoever leads writes here.")

    def say_time(self, front: MeetingScreen) -> None:
        """Say once that little time is left, and once that it is up."""
        clock = front.room.clock
        now = "over" if clock.over else "soon" if clock.soon else ""
        if now and now != self.clock:
            self.talk.say(aloud.spoken_time(self.words, clock))
        self.clock = now

    async def chose(self, text: str, front: MeetingScreen) -> bool:
        """Choose the row whose number was typed, or sort it by a second number; tell whether it was that."""
        numbers = text.split()
        if not all(map(str.isdecimal, numbers)) or len(numbers) > 1 + front.room.sorts:
            return False
        row, pick = self.rows.chosen(numbers[0]), "".join(numbers[1:])
        if row is None and front.room.stage.counts:
            return False
        if pick and (pick not in SORTING or not front.room.leads):
            self.talk.say(*self.sorting(front))
        elif row is None:
            self.say_no_row(numbers[0])
        elif pick:
            await self.sort(front, row, int(pick))
        else:
            self.rows.say_again(row)
            front.written.show(front.written.given, row.key)
            front.choose(row.key)
        return True

    async def sort(self, front: MeetingScreen, row: aloud.SpokenRow, pick: int) -> None:
        """Sort a row, and say how it stands even where that is as before."""
        front.written.show(front.written.given, row.key)
        if front.room.sorted(row.key, pick):
            self.rows.say_again(row)
            await front.action_sort(pick)
        else:
            self.talk.say(self.words("It stands as it did: {row}", row=row.text))

    def sorting(self, front: MeetingScreen) -> Iterator[str]:
        """Yield how rows are sorted, where that is what a phase is for, or that whoever leads does it."""
        if front.room.sorts and front.room.leads:
            yield self.words("a row's number and then 1, 2 or 3 sorts it")
        elif front.room.sorts:
            yield self.app.desk.says(Refused("only-leader"))

    def say_no_row(self, number: str) -> None:
        """Say that a number is no row's."""
        self.talk.say(self.words("No row has the number {number}.", number=number))

    def say_none_of_these(self) -> None:
        """Say that a line does nothing here, and how to hear what does."""
        self.talk.say(self.words("That is none of these. ? says what can be typed here."))

    async def did(self, text: str, front: TeamScreen) -> bool:
        """Do the action whose key or word was typed; tell whether it was one."""
        typed = text.strip().casefold()
        if typed == "?":
            self.talk.say("", *self.help(front))
            return True
        command = next((each for each in self.actions(front) if typed in self.names(each)), None)
        if command:
            await self.app.run_action(command.called, front)
        elif isinstance(front, MeetingScreen) and not front.room.leads:
            leading = {name for each in front.commands if each.action in LEADERS for name in self.names(each)}
            if typed in leading:
                self.talk.say(self.app.desk.says(Refused("only-leader")))
            return typed in leading
        return command is not None

    def actions(self, front: TeamScreen) -> Iterator[Command]:
        """Yield the actions that are of use here."""
        without = front.room.without_use if isinstance(front, MeetingScreen) else frozenset()
        for each in answering((front.WHERE, "app"), front.commands):
            here = each.where != "app" or each.action in HERE
            if here and each.action not in without | OF_WRITING:
                yield each

    def names(self, command: Command) -> set[str]:
        """Return what is typed to do an action: one of its keys, or its word."""
        return {*command.keys, key_name(command).casefold(), self.words(command.hint).casefold()} - {""}

    def help(self, front: TeamScreen) -> Iterator[str]:
        """Yield what can be typed here."""
        words = self.words
        for each in self.actions(front):
            key = key_name(each)
            yield f"{key if key.isascii() and len(key) == 1 else words(each.hint)}  {words(each.text)}"
        yield words("a number chooses the row that has it")
        if isinstance(front, MeetingScreen):
            yield from self.sorting(front)
            yield words("Enter alone says again where we are")
            yield words("anything else is written, with = before it where it would mean something else")
            yield words("\\ at the end of a line: the text goes on in the next one")

    async def write(self, front: MeetingScreen, text: str) -> None:
        """Write a text in this phase, behind what was begun; and say what may turn it."""
        if not front.may_write:
            self.talk.say(*self.invitation(front))
            return
        begun = "" if front.composer.is_replaced else front.composer.text
        between = " " if begun and not begun[-1].isspace() else ""
        front.composer.write("")
        front.take_written(Composer.Entered(f"{begun}{between}{text}"))
        await self.rest()
        if hint := front.nudged_field.nudging.hint:
            if hint.tone is not Tone.MAYBE:
                asked = hint_line(self.words, hint, keys=False).lstrip(OF_HINTS)
                self.talk.say(
                    asked, self.words("It is kept as it stands. Take it back with u, and say it in other words.")
                )
            front.nudged_field.nudging.hide()
