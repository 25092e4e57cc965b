"""What every screen of a team has: its desk, the book as it stands, the top and bottom line; steering and writing."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.events import Key
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, TextArea
from textual.worker import active_worker

from storage.domain.errors import Conflict, Refused
from storage.domain.people import SHARED
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.store import Change, Presence
from tui.commands import COMMANDS, answering, with_own_keys
from tui.desk import conflicts, keeping, nudges
from tui.desk.desk import Desk
from tui.desk.presence import NOWHERE, Whereabouts
from tui.dialogs import conflict, writing
from tui.i18n.labels import short_day
from tui.look.panels import has_frames
from tui.screens import page_acts, safety
from tui.terminal.asking import opened
from tui.terminal.orderly import bound
from tui.terminal.walls import fitting
from tui.widgets import nudge_line
from tui.widgets.composer import Composer
from tui.widgets.edges import KeyLine, ModeLine

RESTS_AFTER = 0.12
"""Seconds after which the cursor rests, so that what stands beside its row is sent once."""


class TeamScreen(Screen[None]):
    """Subclasses yield their `body` and `draw` it; single keys are actions, unless a field has the focus."""

    MODE: ClassVar[str] = ""
    """Which mode the top line marks."""
    WHERE: ClassVar[str] = ""
    """Whose actions the bottom line and the help show."""
    WAITS: ClassVar[bool] = True
    """Whether what follows a change waits until the safety gate was answered."""
    HOLDS: ClassVar[bool] = False
    """Whether people sit around this screen: what leaves it, or takes something back, is asked about first."""

    book: reactive[Book | None] = reactive(None, init=False, always_update=False)
    key_line = query_one(KeyLine)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.commands = with_own_keys(COMMANDS, desk.own_keys)
        self._bindings = bound(self._bindings, answering((self.WHERE, "app"), self.commands))
        self.is_drawn = False
        self.rest: Timer | None = None
        self.stopped_by = ""
        """The code of what stands in the way of saving; empty while nothing does."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys be text while somebody writes."""
        return not (action == "steer" and self.somebody_writes) and super().check_action(action, parameters)

    @property
    def somebody_writes(self) -> bool:
        """Whether a field has the focus."""
        return isinstance(self.app.focused, (Input, TextArea))

    def at_rest(self, show: Callable[[], None]) -> None:
        """Show what stands beside the marked row as soon as the cursor rests."""
        if self.rest:
            self.rest.stop()
        self.rest = self.set_timer(RESTS_AFTER, lambda: self.if_it_stands(show))

    @property
    def stands(self) -> bool:
        """Whether it has its parts: not yet while it is made, and no more while it is taken away."""
        return self.is_drawn and self.display

    def if_it_stands(self, show: Callable[[], object]) -> None:
        """Show something, unless the screen has been left meanwhile."""
        if self.stands:
            show()

    def action_back(self) -> None:
        """Go back to where one came from."""
        self.app.pop_screen()

    async def action_steer(self, called: str) -> None:
        """Do a command; no key is read before one can type in what it opens."""
        here, before = self.app.screen, set(self.app.workers)
        await self.app.run_action(called, self)
        await opened(here, set(self.app.workers) - before)

    def compose(self) -> ComposeResult:
        """Draw the top line, the body and the bottom line."""
        self.on_resize()
        yield ModeLine(self.desk.words, self.MODE, self.whose())
        yield from self.body()
        yield KeyLine(self.desk.words, self.WHERE, commands=self.commands)

    def on_resize(self) -> None:
        """Take the room there is before Textual lays anything out in it: what is drawn twice is sent twice."""
        self.set_class(has_frames(self.app.size.width), "-wide")

    def body(self) -> ComposeResult:
        """Yield what stands between the lines."""
        yield from ()

    def whose(self) -> tuple[str, ...]:
        """Return the team and who sits here, for the top line; before them, that nothing can be saved."""
        book = self.desk.store.book()
        mark = self.desk.words("read only") if book.read_only else ""
        return tuple(filter(None, (mark, book.team.name, self.desk.me)))

    def write_top(self) -> None:
        """Say on the top line which day it is, whose team this is and who sits here."""
        for line in self.query_children(ModeLine):
            line.day, line.right = short_day(self.desk.words, self.desk.today), self.whose()

    def sit(self, desk: Desk) -> None:
        """Let somebody else sit at this screen."""
        self.desk = desk
        self.write_top()

    def on_mount(self) -> None:
        """Show the book for the first time: now there is something to draw on."""
        self.is_drawn = True
        self.follow()

    def on_screen_resume(self) -> None:
        """Show what was changed while another screen stood here."""
        self.follow()

    def follow(self) -> None:
        """Take in the book as it stands now; cheap when nothing has changed."""
        if not self.stands:
            return
        try:
            self.book = book = self.desk.store.book()
        except Refused as refusal:
            self.tell(refusal)
        else:
            self.notice(book.read_only)
            self.write_top()

    def watch_book(self) -> None:
        """Show the book that was taken in."""
        self.redraw()

    def redraw(self) -> None:
        """Draw what stands here as it is now, unless the screen is not there yet or no more."""
        self.if_it_stands(self.draw)

    def draw(self) -> None:
        """Draw what stands here; asked for by `redraw` alone."""

    def notice(self, obstacle: Refused | None) -> None:
        """Say once what stands in the way of saving, and mark it on the top line while it does."""
        code = obstacle.code if obstacle else ""
        if code == self.stopped_by:
            return
        self.stopped_by = code
        self.write_top()
        if obstacle:
            self.tell(obstacle)

    def whereabouts(self) -> Whereabouts:
        """Return which case is open here, if one is."""
        return NOWHERE

    def meet(self, others: Sequence[Presence]) -> None:
        """Show who else has the same open."""

    @property
    def is_written_in(self) -> bool:
        """Whether somebody writes here, or in a question that stands in front."""
        asked = self.app.screen
        return self.somebody_writes or (asked is not self and bool(asked.query("Input, TextArea")))

    def on_composer_writing(self, event: Composer.Writing) -> None:
        """Say on the bottom line which state this is."""
        self.key_line.writing = event.on

    @property
    def nudged_field(self) -> "nudge_line.NudgedField | None":
        """Where one writes without being asked; most screens have no such place."""
        return None

    @property
    def may_write(self) -> bool:
        """Whether something can be written there now."""
        return self.nudged_field is not None

    def takes_text(self, key: Key) -> bool:  # noqa: ARG002 - where keys sort ideas, it matters which
        """Tell whether a letter could be meant for the field, though nobody writes."""
        return self.may_write

    async def on_mode_line_chosen(self, event: ModeLine.Chosen) -> None:
        """Go to the mode whose tab was clicked, as its key does."""
        await self.app.run_action(f"app.mode({event.mode!r})")

    def take_text(self, text: str) -> None:
        """Begin to write with what somebody wrote where nobody writes; no letter of it is a command."""
        if self.nudged_field is None:
            self.say(self.desk.words("That was text, but nobody is writing: nothing was done."))
            return
        try:
            fits = fitting(text.rstrip("\n"), self.nudged_field.composer)
        except Refused as refusal:
            self.tell(refusal)
            return
        if self.may_write:
            self.set_focus(self.nudged_field.composer)
            self.nudged_field.composer.insert(fits)

    def action_take_nudge(self) -> None:
        """Take what may turn the text into it; where nothing does, take that back."""
        if self.nudged_field:
            self.nudged_field.take_nudge()

    def action_hide_nudge(self) -> None:
        """Put the question away."""
        if self.nudged_field:
            self.nudged_field.nudging.hide()

    def action_silence_nudge(self) -> None:
        """Do not ask the team about this word again."""
        hint = self.nudged_field.nudging.hint if self.nudged_field else None
        if hint and hint.silenced:
            self.action_hide_nudge()
            self.app.run_worker(writing.silence(self.app, self.desk.seated(SHARED), hint))

    def tell(self, refusal: Refused) -> None:
        """Show a refusal as a sentence."""
        self.app.clear_notifications()
        self.notify(self.desk.says(refusal), severity="warning", markup=False)

    def text_to_copy(self) -> str:
        """Return what is open here as text, the most important line first; empty where nothing is."""
        return page_acts.text_on(self)

    def can_keep(self) -> bool:
        """Tell whether what somebody is about to write could be kept, and say why where it could not."""
        if obstacle := self.desk.store.book().read_only:
            self.tell(obstacle)
        return obstacle is None

    def say(self, text: str) -> None:
        """Show a short message, in place of the one before: several would hide the screen."""
        self.app.clear_notifications()
        self.notify(text, markup=False, timeout=4)

    async def keep(self, *changes: Change, by: str | None = None, asks: bool = True) -> tuple[Record, ...]:
        """Keep changes off the event loop and show what follows; nothing when they were refused.

        Where somebody changed the same meanwhile, both are shown and one chooses. A key's own action cannot wait for
        that (`asks=False`): it goes on, and the choice is kept when it is made.
        """
        try:
            kept = await asyncio.to_thread(keeping.keep, self.desk, *changes, by=by, quiet=self.is_quiet)
        except Conflict:
            if asks:
                return await self.settled(changes, by)
            self.settle(changes, by)
            return ()
        except Refused as refusal:
            return self.not_kept(refusal)
        return await self.show_kept(kept)

    @work
    async def settle(self, changes: Sequence[Change], by: str | None = None) -> None:
        """Settle what clashes beside what goes on here."""
        await self.settled(changes, by)

    async def settled(self, changes: Sequence[Change], by: str | None) -> tuple[Record, ...]:
        """Ask what is kept of what clashes, and show what follows; nothing when somebody left the question."""
        try:
            kept = await conflicts.settle(self.ask_which, self.desk, changes, by=by, quiet=self.is_quiet)
        except Refused as refusal:
            return self.not_kept(refusal)
        if kept is None:
            self.say(self.desk.words("Nothing was saved. Your text waits where you wrote it."))
            return ()
        return await self.show_kept(kept)

    async def ask_which(self, versions: "conflicts.TwoVersions") -> "conflicts.Resolved | None":
        """Show two versions of a field, and wait for what is kept of them."""
        return await self.app.push_screen_wait(conflict.ConflictDialog(self.desk, versions))

    def not_kept(self, refusal: Refused) -> tuple[Record, ...]:
        """Say why nothing was kept."""
        self.tell(refusal)
        self.follow()
        return ()

    async def show_kept(self, kept: "keeping.Kept") -> tuple[Record, ...]:
        """Show the book that came of a change, and meet what follows; an alarm comes before a nudge."""
        self.app.clear_notifications()  # what was refused before has been put right, and what was said is old
        self.follow()
        if kept.obstacle:
            self.tell(kept.obstacle)
        if kept.alarm:
            await self.meet_alarm(kept.alarm)
        elif kept.nudge:
            self.remark(kept.nudge)
        return kept.records

    async def meet_alarm(self, alarm: "keeping.Raised") -> None:
        """Meet what the safety gate sees; where that cannot be waited for, beside what goes on."""
        if self.WAITS and self.is_in_worker:
            await safety.answer_alarm(self, alarm)
        else:
            self.meet_beside(alarm)

    @property
    def current(self) -> Book:
        """The book as it stands."""
        return self.book or self.desk.store.book()

    @property
    def is_quiet(self) -> bool:
        """Whether people may vent now: then only the guard speaks."""
        return False

    def remark(self, hint: "nudges.Hint") -> None:
        """Say something about what was kept a moment ago, where one writes if there is such a place."""
        if self.nudged_field:
            self.nudged_field.nudging.give(hint)
        else:
            self.say(nudges.hint_line(self.desk.words, hint, keys=False))

    @property
    def is_in_worker(self) -> bool:
        """Whether what goes on can wait for an answer."""
        return active_worker.get(None) is not None

    @work
    async def meet_beside(self, alarm: "keeping.Raised") -> None:
        """Meet what the safety gate sees beside what goes on here."""
        await safety.answer_alarm(self, alarm)
