"""An earlier school year's plan, to be read."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.getters import query_one

from storage.domain.calendar import SchoolYear, school_year
from storage.domain.plan.plan import Practice, late
from storage.domain.views.book import Book
from storage.domain.views.past_plan import earlier_years, plan_of
from tui.commands import bindings
from tui.desk.desk import Desk
from tui.i18n.words import Words
from tui.presentation.lines import Paragraph
from tui.presentation.plan_groups import DONE, IDEA, LATE, PracticeSigns, by_area
from tui.presentation.practice_text import facts, tiers
from tui.screens.team_screen import TeamScreen
from tui.widgets.reader import Reader

NOT_DONE = "·"


class PastPlanScreen(TeamScreen):
    """The last school year's plan, and those before it."""

    CSS_PATH = "../team_screen.tcss"
    MODE = "plan"
    WHERE = "past_plan"
    BINDINGS = bindings("past_plan")

    page = query_one(Reader)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.back = 0
        """How many years before the last one."""

    def body(self) -> ComposeResult:
        """Yield the page."""
        yield Reader()

    def watch_book(self) -> None:
        """Draw the plan."""
        self.draw()

    def draw(self, *, top: bool = False) -> None:
        """Show the year's plan."""
        words, years = self.desk.words, self.years()
        if self.book and years:
            self.page.show(tuple(past_plan(words, self.book, years[self.back])), top=top)
        else:
            self.page.show((Paragraph(words("This is the plan's first school year. Press Esc to go back."), "dim"),))

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

    def action_back(self) -> None:
        """Go back to this year's plan."""
        self.app.pop_screen()


def past_plan(words: Words, book: Book, year: SchoolYear) -> Iterator[Paragraph]:
    """Yield a year's plan, area by area, each practice with how it went and both tiers."""
    then = plan_of(book, year)
    behind = frozenset(each.id for each in late(then.practices, year.last, year))
    signs = PracticeSigns(year.last, behind)
    yield Paragraph(words("The plan of {year}, as it was handed over", year=year.name), "heading")
    for group in by_area(words, then):
        yield Paragraph("")
        yield Paragraph(group.title, "heading")
        for practice in group.practices:
            yield from _practice(words, practice, signs)


def _practice(words: Words, practice: Practice, signs: PracticeSigns) -> Iterator[Paragraph]:
    sign = signs.of(practice)
    mark, look = (sign, "late" if sign == LATE else "plain") if sign in {DONE, LATE, IDEA} else (NOT_DONE, "plain")
    when = " · ".join(filter(None, (words.month(practice.month), practice.owner, facts(words, practice))))
    yield Paragraph(f"{mark} {practice.title}", look)
    yield Paragraph(when, "dim", indent=2)
    for name, text in tiers(words, practice):
        yield Paragraph(f"{name} {text}", indent=2)
