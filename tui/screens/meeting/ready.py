"""Mode 4: a meeting is made ready here; while one goes on, its screen stands on top."""

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.getters import query_one

from storage.content.forms import FormShelf, forms
from storage.domain.errors import Refused
from storage.domain.homes.parent_meeting import typed_count
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import MeetingState, timed
from storage.domain.people import SHARED
from storage.domain.views.strips import concluded
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.preparation import FIRST_FORM, Preparation, proposed_form
from tui.dialogs.choose import ChooseDialog, MarksDialog
from tui.dialogs.form import TextDialog
from tui.i18n.labels import label
from tui.i18n.refusals import broken_sentence
from tui.look.panels import has_frames
from tui.presentation.lines import Row
from tui.screens.case.writing import new_case
from tui.screens.meeting.lead import resumed_spent, silent
from tui.screens.meeting.rehearsal import RehearsalScreen
from tui.screens.meeting.screen import MeetingScreen
from tui.screens.meeting.start import interrupted_lines, leads_first, phase_paragraphs, span_of_time, start_lines
from tui.screens.pages import BriefScreen, CoachScreen, MinutesScreen
from tui.screens.team_screen import TeamScreen
from tui.widgets.lists import LineList
from tui.widgets.panel import Panel
from tui.widgets.reader import Reader

BESIDE = 62
"""Cells of a row where the phases stand beside it."""
FIRST_TIME = frozenset({"rehearse"})
"""What the last line names only for whoever has not led yet."""


class MeetingMode(TeamScreen):
    """Getting ready, or going on with what was interrupted."""

    MODE = "meeting"
    WHERE = "start"
    CSS_PATH = "ready.tcss"
    BINDINGS = [
        Binding("space", "take_or_leave", show=False),
        Binding("plus,equals_sign", "time(5)", show=False),
        Binding("minus", "time(-5)", show=False),
    ]

    rows: query_one[LineList[Row]] = query_one("#rows", LineList)
    start, phases, in_order = query_one("#start", Panel), query_one("#phases", Panel), query_one("#in-order", Reader)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.ready: Preparation | None = None

    def body(self) -> ComposeResult:
        """Yield what is proposed, and beside it the phases where there is room."""
        with Container(id="sides"):
            with Panel(id="start"):
                yield LineList(id="rows")
            with Panel(self.desk.words("Phase by phase"), id="phases"):
                yield Reader(id="in-order")

    def follow(self) -> None:
        """Join the meeting that goes on, or show what is proposed."""
        super().follow()
        if not self.is_current or not self.is_drawn or self.book is None:
            return
        running = self.book.running
        if running and not silent(self.desk.store.heartbeat(), running, self.desk.now()):
            self.app.push_screen(MeetingScreen(self.desk, running.id))
            return
        self.redraw()

    def draw(self) -> None:
        """Show the rows."""
        if self.book is None:
            return
        words, wide = self.desk.words, has_frames(self.app.size.width)
        self.phases.display = wide and not self.book.running
        self.key_line.without = FIRST_TIME
        if self.book.running:
            self.start.title, self.start.state = self.book.running.title, ""
            self.rows.show(interrupted_lines(words, self.book.running, self.desk.today))
            return
        self.ready = self.ready.with_book(self.book) if self.ready else self.proposal()
        self.key_line.without = frozenset() if leads_first(self.ready) else FIRST_TIME
        meeting = self.ready.foreseen(self.desk.now())
        self.start.title, self.start.state = meeting.title, span_of_time(self.desk, meeting)
        self.rows.show(start_lines(self.desk, self.ready, BESIDE if wide else self.app.size.width, folded=not wide))
        self.in_order.show(tuple(phase_paragraphs(words, meeting)))

    def on_resize(self) -> None:
        """Fit the agenda to the terminal."""
        self.redraw()

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Say on the bottom line that Enter changes what is marked, where it does not begin the meeting."""
        begins = event.key in {"", Row("begin")}
        self.key_line.entering = "" if begins else self.desk.words("choose")

    def shelf(self) -> FormShelf:
        """Return the forms the team has, ours and the school's own."""
        language = self.book.team.language if self.book else self.desk.words.language
        return forms(language, self.desk.place.own_files)

    def proposal(self) -> Preparation:
        """Return what is proposed first, and name the school's forms that are broken."""
        if self.book is None:
            raise Refused("not-running")
        shelf = self.shelf()
        if shelf.broken:
            self.say("\n".join(broken_sentence(self.desk.words, each) for each in shelf.broken))
        return Preparation.proposed(self.book, proposed_form(self.book, shelf, self.desk.today))

    def choose(self, ready: Preparation) -> None:
        """Take in a choice and show it."""
        self.ready = ready
        self.redraw()

    def action_time(self, minutes: int) -> None:
        """Have more or less time."""
        if self.ready:
            self.choose(self.ready.with_minutes(self.ready.minutes + minutes))

    def action_take_or_leave(self) -> None:
        """Take a case in, or leave it out; take two in the time of one."""
        match self.rows.key:
            case Row("case", code) if self.ready:
                self.choose(self.ready.toggled(code))
            case Row("both") if self.ready:
                self.choose(self.ready.with_both())

    @work
    async def action_new_case(self) -> None:
        """Write a case, and take it in first; a form that takes none gives way to the one that does."""
        if self.ready is None or self.current.running:
            return
        code = await new_case(self, self.current, self.ready.kind)
        if code:
            form = self.ready.form if self.ready.form.takes_cases else self.shelf().form(FIRST_FORM)
            ready = self.ready if form in {None, self.ready.form} else self.ready.with_form(form)
            self.choose(ready.with_book(self.current).with_case(code))

    def action_brief(self) -> None:
        """Show the page before a meeting."""
        self.app.push_screen(BriefScreen(self.desk))

    def action_rehearse(self) -> None:
        """Practise leading."""
        self.app.push_screen(RehearsalScreen(self.desk))

    def action_coach(self) -> None:
        """Show what to say and when in the meeting as it is proposed."""
        if self.ready:
            self.app.push_screen(CoachScreen(self.desk, self.ready.foreseen(self.desk.now())))

    @work
    async def action_begin(self) -> None:
        """Do what the marked row is for."""
        match self.rows.key:
            case Row("role", role):
                await self.ask_role(MeetingRole(role))
            case Row("case" | "both"):
                self.action_take_or_leave()
            case Row("minutes"):
                self.app.push_screen(MinutesScreen(self.desk))
            case Row("rehearse"):
                self.action_rehearse()
            case Row(kind) if kind in self.ANSWERS:
                await self.ANSWERS[kind](self)

    async def begin(self) -> None:
        """Begin the meeting."""
        if self.ready is None:
            return
        try:
            meeting = self.ready.begin(self.desk.new_id(), self.desk.now())
        except Refused as refusal:
            self.tell(refusal)
            return
        self.ready = None
        if await self.keep(Change(None, meeting), by=SHARED):
            self.app.push_screen(MeetingScreen(self.desk, meeting.id, leads=True))

    async def ask_form(self) -> None:
        """Ask which form."""
        words, shelf = self.desk.words, self.shelf()
        marked = self.ready.form.key if self.ready else ""
        options = [(form.key, f"{form.title} · {form.minutes} min – {form.purpose}") for form in shelf.forms]
        key = await self.app.push_screen_wait(ChooseDialog(self.desk, words("Which form?"), options, marked))
        form = next((form for form in shelf.forms if form.key == key), None)
        if form and self.ready and form.key != marked:
            self.choose(self.ready.with_form(form))

    async def ask_time(self) -> None:
        """Ask how long the team has."""
        words = self.desk.words
        minutes = f"{self.ready.minutes}" if self.ready else ""
        title, hint = words("Time we have"), words("+ and − change it by five, without this question.")
        dialog = TextDialog(self.desk, title, words("Minutes"), minutes, hint, reminds="", understood=typed_count)
        typed = await self.app.push_screen_wait(dialog)
        if typed and self.ready:
            self.choose(self.ready.with_minutes(typed_count(typed)))

    async def ask_present(self) -> None:
        """Ask who is here."""
        if self.ready is None:
            return
        options = [(alias, alias) for alias in self.ready.book.team.aliases]
        dialog = MarksDialog(self.desk, self.desk.words("Who is here today?"), options, self.ready.present)
        present = await self.app.push_screen_wait(dialog)
        if present:
            self.choose(self.ready.with_present(present))

    async def ask_role(self, role: MeetingRole) -> None:
        """Ask who takes a role."""
        if self.ready is None:
            return
        options = [(alias, alias) for alias in self.ready.present]
        words = self.desk.words
        asked = words("Who is the {role}?", role=label(words, role))
        dialog = ChooseDialog(self.desk, asked, options, self.ready.roles.get(role, ""))
        alias = await self.app.push_screen_wait(dialog)
        if alias:
            self.choose(self.ready.with_role(role, alias))

    async def go_on(self) -> None:
        """Go on with the interrupted meeting, its clock where the last sign of life left it."""
        running = self.book.running if self.book else None
        if running is None:
            return
        spent = resumed_spent(self.desk.store.heartbeat(), running)
        if await self.keep(Change(running, timed(running, spent)), by=SHARED):
            self.app.push_screen(MeetingScreen(self.desk, running.id, leads=True))

    async def give_up(self) -> None:
        """End the interrupted meeting as it is."""
        running = self.book.running if self.book else None
        if running:
            broken_off = concluded(running, self.current, self.desk.now(), MeetingState.BROKEN_OFF)
            if await self.keep(Change(running, broken_off), by=SHARED):
                self.say(self.desk.words("The meeting was broken off here. Its minutes are kept."))

    ANSWERS = {
        "begin": begin,
        "form": ask_form,
        "time": ask_time,
        "here": ask_present,
        "go-on": go_on,
        "give-up": give_up,
    }
