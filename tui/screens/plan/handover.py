"""Handing the plan over to the next school year: every practice with what becomes of it, until the team is done."""

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.plan.plan import Choice, Practice
from storage.domain.views.handover import Handover, choice_of, handed_over, handover
from storage.domain.views.reviews import reviews
from storage.store import Change
from tui.commands import bindings
from tui.dialogs.plan.handover import HandoverDialog
from tui.screens.plan.handover_lines import handover_lines
from tui.screens.team_screen import TeamScreen
from tui.widgets.line_list import LineList

CHOICES = tuple(Choice)


class HandoverScreen(TeamScreen):
    """A digit chooses for the marked practice, and goes on to the next; what was chosen can be chosen anew."""

    CSS_PATH = "handover.tcss"
    MODE = "plan"
    WHERE = "handover"
    BINDINGS = [
        *bindings("handover"),
        *(Binding(f"{number}", f"choose({number})", show=False, priority=True) for number in (1, 2, 3)),
    ]

    rows = query_one(LineList)

    def body(self) -> ComposeResult:
        """Yield how far the team has come, what the digits mean, and the practices."""
        keys = self.desk.words("1 goes on · 2 goes on, and we look at it again · 3 we stop doing it")
        yield Static(id="heading", classes="heading", markup=False)
        yield Static(keys, id="choices", markup=False)
        yield LineList(id="rows")

    @property
    def over(self) -> Handover | None:
        """The handover as it stands."""
        return handover(self.book, self.desk.today) if self.book else None

    def watch_book(self) -> None:
        """Draw the practices, the first that waits marked when nothing is."""
        over, words = self.over, self.desk.words
        if over is None or self.book is None:
            return
        years = {"year": over.year.name, "following": over.following.name}
        count = {"done": over.done, "count": len(over.concerned)}
        heading = words("From {year} to {following}: {done} of {count} gone through", **years, **count)
        self.query_one("#heading", Static).update(heading)
        first = None if self.rows.key else self.next_left(over)
        self.rows.show(tuple(handover_lines(words, self.book, over, self.proposed)), first)

    def next_left(self, over: Handover) -> str | None:
        """Return the practice that is next: the first that waits below the marked one, else the first of all."""
        ids = [each.id for each in over.concerned]
        here = ids.index(self.rows.key) if self.rows.key in ids else -1
        left = {each.id for each in over.left}
        return next((key for key in (*ids[here + 1 :], *ids) if key in left), None)

    def proposed(self, practice: Practice) -> Choice:
        """Return what is proposed for a practice: to look at it again where it asks for that."""
        asks = self.book is not None and practice.id in {
            each.practice.id for each in reviews(self.book, self.desk.today)
        }
        return Choice.REVIEW if asks else Choice.GOES_ON

    def marked(self) -> Practice | None:
        """Return the practice under the cursor."""
        record = self.book.record(self.rows.key) if self.book else None
        return record if isinstance(record, Practice) else None

    async def action_choose(self, number: int) -> None:
        """Choose what becomes of the marked practice, and go on to the next that waits."""
        practice = self.marked()
        if practice:
            await self.hand(self.handed(practice, CHOICES[number - 1]))

    def handed(self, practice: Practice, choice: Choice) -> Change:
        """Return the change that a choice makes."""
        over = self.over
        free = self.book.team.free_days if self.book else ()
        return Change(practice, handed_over(practice, choice, over.year, self.desk.today, free) if over else practice)

    async def hand(self, *changes: Change, asks: bool = False) -> None:
        """Keep what becomes of practices, and go on to the next that waits."""
        if not changes or not await self.keep(*changes, asks=asks):
            return
        over = self.over
        if over and (key := self.next_left(over)):
            self.rows.show(self.rows.lines, key)
        elif over:
            self.say(self.desk.words("The plan is handed over to {following}.", following=over.following.name))

    @work
    async def action_open(self) -> None:
        """Ask what becomes of the marked practice, with who, which month and when to look at it again."""
        practice, over = self.marked(), self.over
        if practice is None or over is None or self.book is None:
            return
        proposed = choice_of(practice, over.year) or self.proposed(practice)
        dialog = HandoverDialog(self.desk, self.book, practice, over.year, proposed)
        after = await self.app.push_screen_wait(dialog)
        if after:
            await self.hand(Change(practice, after), asks=True)

    async def action_rest(self) -> None:
        """Let all that is left become what is proposed for it."""
        over = self.over
        if over and over.left:
            await self.hand(*(self.handed(each, self.proposed(each)) for each in over.left))

    def action_back(self) -> None:
        """Go back; what is left waits for another day."""
        over = self.over
        if over and over.left:
            left, words = len(over.left), self.desk.words
            said = words.many(
                "{count} practice waits for another day.", "{count} practices wait for another day.", left
            )
            self.say(said)
        self.app.pop_screen()
