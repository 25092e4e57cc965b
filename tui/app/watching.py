"""An application that follows what others do in the same folder, and tells them where it is."""

from contextlib import suppress

from textual import work
from textual.events import Key

from storage.domain.errors import Refused
from tui.app.put_aside import PutAsideApp
from tui.app.terminal import TerminalApp
from tui.desk.desk import Desk
from tui.desk.presence import NOWHERE, Company, Whereabouts, others
from tui.screens.team_screen import TeamScreen
from tui.terminal.fast_typing import FastTypingApp
from tui.terminal.packets import Packet

SECONDS_BETWEEN_LOOKS = 1.0
"""How often changes made elsewhere are looked for; they show within two seconds."""


class WatchingApp(PutAsideApp[None], FastTypingApp[None], TerminalApp[None]):
    """Looks once a second; nothing is drawn when there is no news."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.company = Company()

    def keep_looking(self) -> None:
        """Begin to look."""
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.look_for_changes)

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
        self.desk.drafting.flush()
        with suppress(Refused):
            self.company.leave(self.desk)

    def on_unmount(self) -> None:
        """Let go at the end."""
        self.let_go()
