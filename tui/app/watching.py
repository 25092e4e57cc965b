"""An application that follows what others do in the same folder, and can be suspended meanwhile."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from textual import work
from textual.app import App
from textual.events import Event, Key
from textual.widgets import TextArea

from storage.domain.errors import Refused
from tui.app.terminal import RoomyApp, TerminalApp
from tui.desk.desk import Desk
from tui.desk.presence import NOWHERE, Company, Whereabouts, others
from tui.screens.team_screen import TeamScreen
from tui.terminal.orderly import FastTypingApp
from tui.terminal.packets import Packet

Result = TypeVar("Result")


class PutAsideApp(RoomyApp[Result]):
    """Stops on Ctrl+Z, and stands there whole after it goes on, after `kill -TSTP` too, and on Ctrl+L.

    In a text Ctrl+Z takes back what was typed, as in every field.
    """

    def redraw_when_resumed(self) -> None:
        """Begin to draw everything when the shell brings the program back: what stood there is gone."""
        self.app_resume_signal.subscribe(self, self._redraw)

    def _redraw(self, _: App[object]) -> None:
        self.action_redraw()

    async def on_event(self, event: Event) -> None:
        """Take the two keys wherever one is, in questions too."""
        key = event.key if isinstance(event, Key) and not event.is_forwarded else ""
        if key == "ctrl+l":
            self.action_redraw()
        elif key == "ctrl+z" and not isinstance(self.focused, TextArea):
            self.action_suspend()
        else:
            await super().on_event(event)

    def action_redraw(self) -> None:
        """Draw everything anew, over whatever another program has written on the terminal."""
        self.forget_picture()
        self.refresh()

    def action_suspend(self) -> None:
        """Stop, and give the terminal back to the shell; `fg` goes on."""
        if self.may_be_suspended:
            self.action_suspend_process()

    @property
    def may_be_suspended(self) -> bool:
        """Whether a shell waits that can bring it back: one with jobs gives each a group of its own."""
        return os.getpgrp() != os.getsid(0)


SECONDS_BETWEEN_LOOKS = 1.0
"""How often changes made elsewhere are looked for; they show within two seconds."""


def _nothing() -> None:
    """Stop nothing."""


class WatchingApp(PutAsideApp[None], FastTypingApp[None], TerminalApp[None]):
    """Looks once a second; nothing is drawn when there is no news."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.company = Company()
        self.stop_listening: Callable[[], None] = _nothing

    def keep_looking(self) -> None:
        """Begin to look, and to listen where somebody tells."""
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look_for_changes)
        if self.desk.place.listen:
            self.stop_listening = self.desk.place.listen(self.look_at_once)

    def look_at_once(self) -> None:
        """Look now; said from another thread, and nothing where there is nobody any more."""
        with suppress(RuntimeError):
            self.call_from_thread(self.look_for_changes)

    def look_for_changes(self) -> None:
        """Let the screen on top follow what others have written, and see who else is there."""
        screen = next((each for each in reversed(self.screen_stack) if isinstance(each, TeamScreen)), None)
        where = screen.whereabouts() if screen else NOWHERE
        if screen:
            screen.follow()
            screen.meet(others(self.desk, where.case) if where.case else ())
        if self.company.is_news(self.desk, where):
            self.say_where(where)

    @work(thread=True, group="company", exclusive=True)
    def say_where(self, where: Whereabouts) -> None:
        """Say where one is, beside everything else: a slow disk holds up no key."""
        self.company.be(self.desk, where)

    def takes_text(self, key: Key) -> bool:
        """Tell whether a letter could be meant for the field of the screen in front."""
        screen = self.screen
        return isinstance(screen, TeamScreen) and not screen.somebody_writes and screen.takes_text(key)

    def takes_packet(self, packet: Packet) -> bool:
        """Tell whether a text that came in one read begins the field of the screen in front."""
        return not self.somebody_writes and all(map(self.takes_text, packet.keys))

    def take_text(self, text: str) -> None:
        """Let the screen in front say what becomes of a text where nobody writes; a question takes none."""
        if isinstance(self.screen, TeamScreen):
            self.screen.take_text(text)

    def refuse_paste(self, refusal: Refused) -> None:
        """Say why a paste was not taken in."""
        self.notify(self.desk.says(refusal), severity="warning", markup=False)

    def let_go(self) -> None:
        """Write what is being typed, and say that one has gone."""
        self.stop_listening()
        self.desk.drafting.flush()
        with suppress(Refused):
            self.company.leave(self.desk)

    def on_unmount(self) -> None:
        """Let go at the end."""
        self.let_go()
