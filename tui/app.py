"""The application: look, language, modes, and the actions that work everywhere."""

import asyncio
from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from textual import work
from textual.filter import LineFilter
from textual.notifications import SeverityLevel

from storage.domain.errors import Refused
from tui.answering import answering
from tui.desk import Desk
from tui.dialogs.commands import CommandsDialog
from tui.dialogs.curtain import Curtain
from tui.dialogs.who import WhoDialog
from tui.i18n.deeds import deed_text
from tui.other_language import other_language
from tui.own_files import broken_files, broken_sentence
from tui.screens.cases import CasesScreen
from tui.screens.history import HistoryScreen
from tui.screens.insight import InsightScreen
from tui.screens.meeting.mode import MeetingMode
from tui.screens.plan import PlanScreen
from tui.screens.search import SearchScreen
from tui.screens.team_screen import TeamScreen
from tui.screens.today import TodayScreen
from tui.settings import DEMO, Settings, save_settings, team_folder
from tui.team_settings import settle
from tui.themes import DARK, THEMES, after
from tui.wall import WALL
from tui.watching import WatchingApp

MOST_NAMED = 3
"""So many broken files are named at the start; `fredstid check` names them all."""


class FredstidApp(WatchingApp):
    """fredstid's screens, on one team's folder."""

    TITLE = "fredstid"
    CSS_PATH = "screens/team_screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    SCREENS_BY_MODE: ClassVar[dict[str, type[TeamScreen]]] = {
        "today": TodayScreen,
        "plan": PlanScreen,
        "cases": CasesScreen,
        "meeting": MeetingMode,
        "insight": InsightScreen,
    }

    def __init__(self, desk: Desk, settings: Settings, *, asks_who: bool = False) -> None:
        super().__init__(desk)
        self.settings = settings
        self.asks_who = asks_who
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in self.available_themes else DARK.name
        for mode, screen in self.SCREENS_BY_MODE.items():
            self.add_mode(mode, self.maker_of(screen))

    def maker_of(self, screen: type[TeamScreen]) -> Callable[[], TeamScreen]:
        """Return what makes a mode's screen for whoever sits here by then."""
        return lambda: screen(self.desk)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return Textual's filters and our wall behind them."""
        return [*super().get_line_filters(), WALL]

    async def on_mount(self) -> None:
        """Open on Today, or on the meeting that goes on."""
        running = self.desk.store.book().running
        await self.switch_mode("meeting" if running else "today")
        if self.asks_who:
            self.action_who()
        self.keep_looking()
        self.stay_discreet()
        self.name_broken_files()
        self.name_other_language()

    @work(thread=True)
    def name_broken_files(self) -> None:
        """Say which of the school's own files are left out, beside everything else."""
        team = self.desk.store.book().team.language
        broken = broken_files(self.desk.store.folder, {team, self.desk.words.language})
        if broken:
            said = "\n".join(broken_sentence(self.desk.words, each) for each in broken[:MOST_NAMED])
            self.call_from_thread(self.notify, said, severity="warning", markup=False, timeout=15)

    def name_other_language(self) -> None:
        """Say that the demo was written in another language than the one spoken here."""
        if said := other_language(self.desk, team_folder(DEMO)):
            self.notify(said, markup=False, timeout=15)

    async def action_mode(self, mode: str) -> None:
        """Go to a mode."""
        if not isinstance(self.screen, TeamScreen):
            return
        await self.switch_mode(mode)

    def action_search(self) -> None:
        """Search in everything."""
        self.push_screen(SearchScreen(self.desk))

    def action_history(self) -> None:
        """Show who did what when."""
        self.push_screen(HistoryScreen(self.desk))

    def action_curtain(self) -> None:
        """Blank the screen."""
        self.push_screen(Curtain(self.desk.words))

    @work
    async def action_commands(self) -> None:
        """Show every action that works here, and do the chosen one."""
        screen = self.screen
        here = (screen.WHERE,) if isinstance(screen, TeamScreen) else ()
        chosen = await self.push_screen_wait(CommandsDialog(self.desk, answering((*here, "app"))))
        if chosen:
            await self.run_action(chosen.called, screen)

    @work
    async def action_undo(self) -> None:
        """Undo this session's last change."""
        try:
            await asyncio.to_thread(self.desk.store.undo, by=self.desk.me, at=self.desk.now())
        except Refused as refusal:
            self.say(self.desk.says(refusal), severity="warning")
            return
        self.look_for_changes()
        undone = next(self.desk.store.history(), None)
        said = deed_text(self.desk.words, undone) if undone else self.desk.words("The last change is undone.")
        self.say(said)

    def say(self, text: str, severity: SeverityLevel = "information") -> None:
        """Show a message in place of the one before: one undoes several times in a row."""
        self.clear_notifications()
        self.notify(text, severity=severity, markup=False)

    @work
    async def action_who(self) -> None:
        """Ask who sits here."""
        alias = await self.push_screen_wait(WhoDialog(self.desk))
        if alias is None:
            return
        self.desk = self.desk.seated(alias)
        self.settings = self.settings.with_me(self.desk.store.folder, alias)
        save_settings(self.settings)
        for screen in (each for stack in self._screen_stacks.values() for each in stack):
            if isinstance(screen, TeamScreen):
                screen.sit(self.desk)

    @work
    async def action_team(self) -> None:
        """Settle what is the same for all in the team."""
        await settle(self, self.desk)

    def action_look(self) -> None:
        """Change to the next look, and keep it for next time."""
        self.theme = after(self.theme).name
        self.settings = msgspec.structs.replace(self.settings, theme=self.theme)
        save_settings(self.settings)

    def action_leave(self) -> None:
        """Quit; everything is saved already."""
        self.exit()

    def action_help_quit(self) -> None:
        """Say how to quit, in place of Textual's own words."""
        self.notify(self.desk.words("Press q to quit; everything is saved."), markup=False)
