"""The plan from year to year: handed over, practice by practice, and earlier ones to be read."""

from collections.abc import Callable, Iterator
from itertools import groupby

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.getters import query_one
from textual.widgets import Static

from storage.domain.calendar import SchoolYear, school_year
from storage.domain.plan.plan import Choice, Practice, late
from storage.domain.views.book import Book
from storage.domain.views.handover import Handover, choice_of, earlier_years, handed_over, handover, plan_of
from storage.domain.views.reviews import reviews
from storage.store import Change
from tui.desk.desk import Desk
from tui.dialogs.plan.practice import HandoverDialog
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.look.signs import Mark
from tui.presentation.lines import Line, Paragraph
from tui.presentation.plan import PracticeSigns, by_area
from tui.presentation.practice import facts, tiers
from tui.screens.team_screen import TeamScreen
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader

MARKS = {Choice.GOES_ON: Mark.DONE, Choice.REVIEW: Mark.AGAIN, Choice.RETIRE: Mark.ENDED}


def handover_lines(
    words: Words, book: Book, over: Handover, proposed: Callable[[Practice], Choice]
) -> Iterator[Line[str]]:
    """Yield the practices by area; beside what nothing is chosen for yet stands what is proposed."""
    titles = {area.key: area.title for area in book.areas}
    for area, practices in groupby(over.concerned, key=lambda practice: practice.area):
        yield Line("", titles.get(area) or words("Without an area"), look="heading")
        for practice in practices:
            yield _row(words, over, practice, proposed(practice))


def _row(words: Words, over: Handover, practice: Practice, proposed: Choice) -> Line[str]:
    choice = choice_of(practice, over.year)
    ticked = words("done") if over.year.start in practice.done else words("not done yet")
    chosen = (
        label(words, choice) if choice else words("{ticked} · {choice}?", ticked=ticked, choice=label(words, proposed))
    )
    who = "" if choice is Choice.RETIRE else practice.owner
    mark = MARKS[choice] if choice else Mark.LATER
    right = " · ".join(filter(None, (who, chosen)))
    return Line(practice.id, practice.title, right, "quiet" if choice is Choice.RETIRE else "plain", mark, 2)


CHOICES = tuple(Choice)


class HandoverScreen(TeamScreen):
    """A digit chooses for the marked practice, and goes on to the next; what was chosen can be chosen anew."""

    CSS_PATH = "handover.tcss"
    MODE = "plan"
    WHERE = "handover"
    BINDINGS = [*(Binding(f"{number}", f"choose({number})", show=False, priority=True) for number in (1, 2, 3))]

    rows: query_one[LineList[str]] = query_one(LineList)

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
        years = {"year": over.year.span, "following": over.following.span}
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
            self.say(self.desk.words("The plan is handed over to {following}.", following=over.following.span))

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


def hand_over(screen: TeamScreen) -> None:
    """Show the handover, or say when there is one."""
    desk = screen.desk
    if handover(desk.store.book(), desk.today):
        screen.app.push_screen(HandoverScreen(desk))
    else:
        screen.say(
            desk.words("The plan is handed over from June on; what is agreed on is then gone through one by one.")
        )


KNOWN = frozenset({Mark.DONE, Mark.LATE, Mark.IDEA})
"""What can be told of a year that is over."""


class PastPlanScreen(TeamScreen):
    """The last school year's plan, and those before it."""

    CSS_PATH = "../team_screen.tcss"
    MODE = "plan"
    WHERE = "past_plan"

    page = query_one(Reader)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.back = 0
        """How many years before the last one."""

    def body(self) -> ComposeResult:
        """Yield the page."""
        yield Reader()

    def draw(self, *, top: bool = False) -> None:
        """Show the year's plan."""
        words, years = self.desk.words, self.years()
        if self.book and years:
            self.page.show(tuple(past_plan(words, self.book, years[self.back])), top=top)
        else:
            self.page.show((Paragraph(words("This is the plan's first school year. Press Esc to go back."), "quiet"),))

    def years(self) -> tuple[SchoolYear, ...]:
        """Return the years that can be read, newest first."""
        return earlier_years(self.book, school_year(self.desk.today)) if self.book else ()

    def action_year(self, way: int) -> None:
        """Go so many years back, or forward again."""
        wanted = self.back + way
        if 0 <= wanted < len(self.years()):
            self.back = wanted
            self.draw(top=True)
        else:
            self.say(self.desk.words("There is no other year's plan there."))


def past_plan(words: Words, book: Book, year: SchoolYear) -> Iterator[Paragraph]:
    """Yield a year's plan, area by area, each practice with how it went and both tiers."""
    then = plan_of(book, year)
    behind = frozenset(each.id for each in late(then.practices, year.last, year))
    signs = PracticeSigns(year.last, behind)
    yield Paragraph(words("The plan of {year}, as it was handed over", year=year.span), "heading")
    for group in by_area(words, then):
        yield Paragraph("")
        yield Paragraph(group.title, "heading")
        for practice in group.practices:
            yield from _practice(words, practice, signs)


def _practice(words: Words, practice: Practice, signs: PracticeSigns) -> Iterator[Paragraph]:
    sign = signs.of(practice)
    when = " · ".join(filter(None, (words.month(practice.month), practice.owner, facts(words, practice))))
    yield Paragraph(practice.title, mark=sign if sign in KNOWN else Mark.LATER)
    yield Paragraph(when, "quiet", indent=2)
    for mark, text in tiers(words, practice):
        yield Paragraph(text, indent=2, mark=mark)
