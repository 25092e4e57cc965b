"""The application: look, language, modes, and the actions that work everywhere."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import msgspec
from textual import work
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.text import cleaned
from storage.school import BrokenFile
from tui.app import team_settings
from tui.app.later import collect_again
from tui.app.themes import after
from tui.app.watching import WatchingApp
from tui.cli.teams import known_teams, system_settings
from tui.commands import COMMANDS, answering, with_own_keys
from tui.desk.desk import Desk
from tui.desk.own_files import broken_files, other_language, sync_warning
from tui.desk.settings import DEMO, Settings, save_settings, team_folder
from tui.dialogs import choose, commands, curtain, writing
from tui.i18n import deeds
from tui.i18n.refusals import broken_sentence, sentence
from tui.presentation.lines import shorten_middle
from tui.screens import page_acts
from tui.screens.case import history, log
from tui.screens.looking import insight, search
from tui.screens.meeting import ready
from tui.screens.meeting import screen as meeting_screen
from tui.screens.plan import screen as plan_screen
from tui.screens.team_screen import TeamScreen
from tui.screens.today.screen import TodayScreen
from tui.terminal.asking import Asking
from tui.terminal.walls import WALL
from tui.widgets.edges import MODES

LONGEST_NAME = 40
"""Characters of what was copied that say which text it is."""
MOST_NAMED = 3
"""So many broken files are named at the start; `fredstid check` names them all."""


class FredstidApp(WatchingApp):
    """fredstid's screens, on one team's folder."""

    TITLE = "fredstid"
    CSS_PATH = Path(__file__).parents[1] / "screens/team_screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    FIRST_MODE: ClassVar[str] = "today"
    """What is open first while no meeting goes on."""

    def __init__(
        self, desk: Desk, settings: Settings, *, asks_who: bool = False, broken: Sequence[BrokenFile] = ()
    ) -> None:
        super().__init__(desk)
        self.broken = broken
        """What is left out of one's own keys."""
        self.settings = settings
        self.next_team = ""
        """The folder of the team that is opened when this one is left; empty to be done."""
        self.asks_who = asks_who
        self.wear(settings.theme)
        for mode in MODES:
            self.add_mode(mode, partial(self.screen_of, mode))

    def screen_of(self, mode: str) -> TeamScreen:
        """Return a mode's screen for whoever sits here by then."""
        match mode:
            case "plan":
                return plan_screen.PlanScreen(self.desk)
            case "cases":
                return log.CasesScreen(self.desk)
            case "meeting":
                return ready.MeetingMode(self.desk)
            case "insight":
                return insight.InsightScreen(self.desk)
            case _:
                return TodayScreen(self.desk)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of every look, and our wall behind them."""
        return [*super().get_line_filters(), WALL]

    async def on_mount(self) -> None:
        """Open on Today, or on the meeting that goes on."""
        await self.switch_mode("meeting" if self.desk.store.book().running else self.FIRST_MODE)
        if self.asks_who:
            self.ask_who(known=False)
        self.keep_looking()
        self.stay_discreet()
        self.redraw_when_resumed()
        self.name_broken_files()
        self.name_other_language()
        self.call_after_refresh(collect_again)

    async def push_screen_wait(self, screen: Screen[Any] | str, *, mode: str | None = None) -> Any:
        """Show a screen and return its answer; nobody is asked for a text that could not be saved afterwards."""
        obstacle = (
            self.desk.store.book().read_only if isinstance(screen, writing.WritingDialog) and screen.IS_KEPT else None
        )
        if obstacle:
            self.say(self.desk.says(obstacle), severity="warning")
            return None
        return await super().push_screen_wait(screen, mode=mode)

    @work(thread=True)
    def name_broken_files(self) -> None:
        """Say which files are left out, and what moves them about, beside everything else."""
        book = self.desk.store.book()
        languages = {book.team.language, self.desk.words.language}
        broken = (*self.broken, *broken_files(self.desk.place.own_files, languages))
        said = [sentence(self.desk.words, why) for why in book.closed]
        said += [broken_sentence(self.desk.words, each) for each in broken[:MOST_NAMED]]
        said += sync_warning(self.desk.words, self.desk.place.care)
        if said:
            self.call_from_thread(self.notify, "\n".join(said), severity="warning", markup=False, timeout=15)

    def name_other_language(self) -> None:
        """Say that the demo was written in another language than the one spoken here."""
        if said := other_language(self.desk, team_folder(DEMO)):
            self.notify(said, markup=False, timeout=15)

    async def action_mode(self, mode: str) -> None:
        """Go to a mode; out of a meeting that goes on, after a question."""
        screen = self.screen
        if isinstance(screen, TeamScreen) and not screen.HOLDS:
            await self.switch_mode(mode)
        elif isinstance(screen, TeamScreen) and mode != self.current_mode:
            self.leave_for(mode)

    @work
    async def leave_for(self, mode: str) -> None:
        """Ask, then go from a meeting to a mode."""
        words = self.desk.words
        question = words("Leave the meeting's screen? The meeting goes on, and 4 leads back to it.")
        if await self.is_meant(question, words("Leave it for now")):
            await self.switch_mode(mode)

    async def is_meant(self, question: str, yes: str) -> bool:
        """Ask whether a key was meant, where a letter of a sentence could do harm; the cursor stands on no."""
        meant = await self.push_screen_wait(choose.ConfirmDialog(self.desk, question, yes))
        return meant is True

    @property
    def holds(self) -> bool:
        """Whether people sit around what is shown."""
        return isinstance(self.screen, TeamScreen) and self.screen.HOLDS

    def action_search(self) -> None:
        """Search in everything."""
        self.push_screen(search.SearchScreen(self.desk))

    def action_history(self) -> None:
        """Show who did what when."""
        self.push_screen(history.HistoryScreen(self.desk))

    def action_curtain(self) -> None:
        """Blank the screen."""
        self.push_screen(curtain.Curtain(self.desk.words))

    @work
    async def action_commands(self) -> None:
        """Show every action that works here, and do the chosen one."""
        screen = self.screen
        here = (screen.WHERE,) if isinstance(screen, TeamScreen) else ()
        every = answering((*here, "app"), with_own_keys(COMMANDS, self.desk.own_keys))
        chosen = await self.push_screen_wait(commands.CommandsDialog(self.desk, every))
        if chosen and chosen.action == "leave":
            self.ask_to_quit()  # in a list, a page or a click further may lead to it
        elif chosen:
            await self.run_action(chosen.called, screen)

    def action_palette(self) -> None:
        """Show the same: it is found by typing."""
        self.action_commands()

    @work
    async def action_undo(self) -> None:
        """Undo this session's last change; in a meeting, and of an earlier session, after a question."""
        words = self.desk.words
        try:
            if self.holds and not await self.is_meant(self.last_deed_question(), words("Take it back")):
                return
            await self.take_back()
            undone = next(self.desk.store.history(), None)
        except Refused as refusal:
            self.say(self.desk.says(refusal), severity="warning")
            return
        self.look_for_changes()
        said = deeds.deed_text(self.desk.words, undone) if undone else self.desk.words("The last change is undone.")
        self.say(said)

    def last_deed_question(self) -> str:
        """Return whether the last change is to be taken back, named where it was made in this session."""
        words, change = self.desk.words, self.desk.store.last_own_change
        deed = next((each for each in self.desk.store.history() if each.change == change), None) if change else None
        return words("Take back this: {deed}?", deed=deeds.deed_text(words, deed) if deed else words("the last change"))

    async def take_back(self) -> None:
        """Take back the last change; raises `Refused`, also when the one of an earlier session is to stand."""
        store, by, at = self.desk.store, self.desk.me, self.desk.now()
        try:
            await asyncio.to_thread(store.undo, by=by, at=at)
        except Refused as refusal:
            if refusal.code != "undo-reaches-back":
                raise
            if not await self.push_screen_wait(self.undo_question(str(refusal.params["change"]))):
                raise Refused("nothing-undone") from None
            await asyncio.to_thread(store.undo, by=by, at=at, earlier=True)

    def undo_question(self, change: str) -> Asking[Any]:
        """Return the question whether a change of an earlier session is to be taken back."""
        words = self.desk.words
        deed = next((each for each in self.desk.store.history() if each.change == change), None)
        what = deeds.deed_text(words, deed) if deed else ""
        when = words.weekday(local_day(deed.at)) if deed else ""
        question = words(
            "Nothing was changed here since the start. Take back this, of {day}: {deed}?", day=when, deed=what
        )
        return choose.ConfirmDialog(self.desk, question, words("Yes, take it back"))

    def say(self, text: str, severity: SeverityLevel = "information") -> None:
        """Show a message in place of the one before: one undoes several times in a row."""
        self.clear_notifications()
        self.notify(text, severity=severity, markup=False)

    @work
    async def action_teams(self) -> None:
        """Ask which team, and end here to open that one."""
        words = self.desk.words
        if self.holds and not await self.is_meant(
            words("Leave the meeting's screen? The meeting goes on, and 4 leads back to it."), words("Leave it for now")
        ):
            return
        known = known_teams(self.settings, system_settings())
        here = self.desk.place.path.resolve()
        others = (each for each in known if each.folder.resolve() != here)
        options = [(str(each.folder), f"{each.name} · {each.folder}") for each in others]
        chosen = await self.push_screen_wait(choose.ChooseDialog(self.desk, words("Which team?"), options, None))
        if chosen:
            self.next_team = chosen
            self.exit()

    def action_who(self) -> None:
        """Ask who sits here."""
        self.ask_who(known=True)

    @work
    async def ask_who(self, *, known: bool) -> None:
        """Ask who sits here, with nothing marked where nobody has ever said so."""
        alias = await self.push_screen_wait(choose.WhoDialog(self.desk, known=known))
        if alias is None:
            return
        self.desk = self.desk.seated(alias)
        self.settings = self.settings.with_me(self.desk.place.path, alias)
        save_settings(self.settings)
        for screen in (each for stack in self._screen_stacks.values() for each in stack):
            if isinstance(screen, TeamScreen):
                screen.sit(self.desk)

    @work
    async def action_team(self) -> None:
        """Settle what is the same for all in the team."""
        await team_settings.settle(self, self.desk)

    def action_look(self) -> None:
        """Change to the next look, and keep it for next time."""
        self.theme = after(self.theme).name
        self.settings = msgspec.structs.replace(self.settings, theme=self.theme)
        save_settings(self.settings)

    @property
    def may_be_suspended(self) -> bool:
        """Whether nobody else looks: people around a meeting's screen would see a shell, and the clock would stop."""
        words, comes_back = self.desk.words, super().may_be_suspended
        if self.leads:
            self.say(words("Not while this screen leads a meeting: everybody would see a shell instead."))
        elif not comes_back:
            self.say(words("Not here: there is no shell to go back to."))
        return comes_back and not self.leads

    @property
    def leads(self) -> bool:
        """Whether a meeting is led from here, whatever question stands in front of it."""
        rooms = (each.room for each in self.screen_stack if isinstance(each, meeting_screen.MeetingScreen))
        return any(room.leads and room.meeting for room in rooms)

    def action_mouse(self) -> None:
        """Take the mouse or leave it to the terminal, and keep that for next time."""
        self.use_mouse(wanted=not self.uses_mouse)
        self.settings = msgspec.structs.replace(self.settings, mouse=self.uses_mouse)
        save_settings(self.settings)
        words = self.desk.words
        left = words("The mouse is left to the terminal: drag to mark a text, and copy it.")
        self.say(words("Clicks and the wheel work here.") if self.uses_mouse else left)

    def action_copy(self) -> None:
        """Give what is open to the terminal's clipboard, and say what that was."""
        screen, words = self.screen, self.desk.words
        text = cleaned(screen.text_to_copy() if isinstance(screen, TeamScreen) else page_acts.text_on(screen)).strip()
        self.copy_to_clipboard(text)
        first, *more = text.lstrip("# ").splitlines() or ("",)
        named = shorten_middle(first, LONGEST_NAME) + (" …" if more else "")
        sent = words("Sent to your clipboard: {text}", text=named)
        self.say(sent if text else words("There is nothing to copy here."))

    def action_leave(self) -> None:
        """Quit; everything is saved already. Out of a meeting that goes on, after a question."""
        if self.holds:
            self.ask_to_quit()
        else:
            self.exit()

    @work
    async def ask_to_quit(self) -> None:
        """Ask, then quit, also in the middle of a meeting."""
        words = self.desk.words
        question = words("Quit fredstid? Everything is saved.")
        if self.holds:
            question = words("Quit in the middle of the meeting? It can be taken up again where it is.")
        if await self.is_meant(question, words("Quit")):
            self.exit()

    def action_help_quit(self) -> None:
        """Say how to quit, in place of Textual's own words."""
        self.notify(self.desk.words("Press q to quit; everything is saved."), markup=False)
