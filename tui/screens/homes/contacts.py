"""First positive contacts: one key for each home that has heard something good."""

from textual import work
from textual.app import ComposeResult
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.case.standing import good_news
from storage.domain.errors import Refused
from storage.domain.homes.contact import ClassContacts, Tick, reached, ticked, ticks_of, unticked
from storage.store import Change
from tui.desk.draft_places import GOOD_NEWS
from tui.dialogs.form import TextDialog
from tui.dialogs.homes.rounds import ClassDialog
from tui.presentation.lines import Row
from tui.presentation.rounds import class_lines, reached_rows, term_name
from tui.screens.team_screen import TeamScreen
from tui.widgets.canvas import Canvas
from tui.widgets.lists import LineList
from tui.widgets.panel import Panel


async def write_good_news(screen: TeamScreen, *, goes_on: bool = False) -> None:
    """Ask for one line, or go on with the one that was begun, and keep it as a success."""
    words, desk = screen.desk.words, screen.desk
    label = words("What went well with a home? One line is enough. No names.")
    dialog = TextDialog(desk, words("Good news"), label, draft=desk.draft_at(GOOD_NEWS), is_new=not goes_on)
    text = await screen.app.push_screen_wait(dialog)
    if not text:
        return
    case = good_news(text, key=desk.new_id(), entry=desk.new_id(), by=desk.me, at=desk.now(), today=desk.today)
    if await screen.keep(Change(None, case)):
        screen.say(words("Kept as a success. What made the difference? Look at it together one day."))


class ContactsScreen(TeamScreen):
    """A row for each class; the space bar ticks one more home."""

    CSS_PATH = ["../team_screen.tcss", "contacts.tcss"]
    MODE = "plan"
    WHERE = "contacts"

    rows: query_one[LineList[Row]] = query_one(LineList)

    def body(self) -> ComposeResult:
        """Yield the list, and what a tick means."""
        words = self.desk.words
        heading = words("First good contact with every home, {term}", term=term_name(words, self.desk.today))
        about = words(
            "Tick a home once it has heard something good from us this term, before we raised anything else. Which"
            " home is not kept here; your own class list knows. Press g to write the good news down."
        )
        with Panel(heading, id="classes"):
            yield Canvas(id="reached")
            yield LineList()
        yield Static(about, id="about", markup=False)

    def on_resize(self) -> None:
        """Fit the bar to the terminal."""
        self.call_after_refresh(self.if_it_stands, self.watch_book)

    def watch_book(self) -> None:
        """Draw the book."""
        if self.book:
            words, today = self.desk.words, self.desk.today
            self.rows.show(tuple(class_lines(words, self.book.classes, today)))
            rows = reached_rows(words, reached(self.book.classes, today), self.size.width)
            self.query_one("#reached", Canvas).show(rows)
            self.query_one("#reached", Canvas).display = bool(rows)

    def marked(self) -> ClassContacts | None:
        """Return the class under the cursor."""
        record = self.book.record(self.rows.key.id) if self.book and self.rows.key else None
        return record if isinstance(record, ClassContacts) else None

    @property
    def is_last_years(self) -> bool:
        """Whether the cursor is on a class that is not taken along yet."""
        return self.rows.key != "" and self.rows.key.kind == "last-year"

    async def action_tick(self) -> None:
        """Tick one more home of the marked class."""
        given, desk = self.marked(), self.desk
        if given is None or self.is_last_years:
            return
        try:
            changed = ticked(given, Tick(id=desk.new_id(), on=desk.today, by=desk.me))
        except Refused as refusal:
            self.tell(refusal)
            return
        if await self.keep(Change(given, changed), asks=False):
            self.tell_count(changed)

    def tell_count(self, given: ClassContacts) -> None:
        """Say how many homes it is now."""
        words, count = self.desk.words, len(ticks_of(given, self.desk.today))
        if count == given.homes:
            self.say(words("{label}: every home has heard something good this term.", label=given.label))
        else:
            self.say(words("{label}: {count} of {homes} homes.", label=given.label, count=count, homes=given.homes))

    async def action_untick(self) -> None:
        """Take the last tick away."""
        given = self.marked()
        if given:
            await self.keep(Change(given, unticked(given, self.desk.today)), asks=False)

    @work
    async def action_open(self) -> None:
        """Change the marked class, take along last year's, or add the first."""
        given, desk = self.marked(), self.desk
        if given is None:
            self.action_new_class()
        elif self.is_last_years:
            fresh = ClassContacts(id=desk.new_id(), label=given.label, homes=given.homes, made=desk.today)
            await self.keep(Change(None, fresh))
        elif changed := await self.app.push_screen_wait(ClassDialog(desk, given)):
            await self.keep(Change(given, changed))

    @work
    async def action_new_class(self) -> None:
        """Add a class."""
        made = await self.app.push_screen_wait(ClassDialog(self.desk, None))
        if made:
            await self.keep(Change(None, made))

    @work
    async def action_good_news(self) -> None:
        """Write one line of good news."""
        await write_good_news(self)

    async def action_remove(self) -> None:
        """Take the marked class away."""
        given = self.marked()
        if given and await self.keep(Change(given, None), asks=False):
            self.say(self.desk.words("Taken out. Press u to bring it back."))
