"""Insight: how the team's time and steps are balanced, as bars and in words, to be looked at rather than read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from storage.content.themes import themes
from storage.domain.calendar import AUGUST, SchoolYear, school_year
from storage.domain.homes.conversation_round import ConversationRound, follow_through
from storage.domain.views.balance import Minutes, Work, spent_in, work_by_month
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage, coverage
from tui.i18n.labels import round_name
from tui.i18n.words import Words
from tui.look.bars import bar, columns, two_sided
from tui.look.signs import STYLES
from tui.presentation.balance import balance_sentence, counted
from tui.screens.pages import LiftScreen
from tui.screens.team_screen import TeamScreen

NAME_WIDTH = 15
SUM_WIDTH = 6
WIDEST_CELL = 4
HEIGHT = 2
"""Rows of one bar."""
HEADLINE_WIDTH = 40
PLAN, CASES, BOTH, QUIET = "$plan", "$case", "$ink", "$quiet"


@dataclass(frozen=True)
class ChartRow:
    """One row of bars: a value for every month."""

    name: str
    values: tuple[float, ...]
    style: str


@dataclass(frozen=True)
class Chart:
    """Rows that share a title and a scale."""

    title: str
    rows: tuple[ChartRow, ...]


def charts(words: Words, work: Sequence[Work]) -> tuple[Chart, ...]:
    """Return what is drawn: minutes, steps and agreements."""
    return (
        Chart(
            words("Minutes in meetings"),
            (
                ChartRow(words("the plan"), tuple(month.minutes.plan for month in work), PLAN),
                ChartRow(words("the cases"), tuple(month.minutes.cases for month in work), CASES),
            ),
        ),
        Chart(
            words("Steps"),
            (
                ChartRow(words("plan steps"), tuple(month.steps for month in work), PLAN),
                ChartRow(words("cases opened"), tuple(month.opened for month in work), CASES),
            ),
        ),
        Chart(
            words("Agreements"),
            (
                ChartRow(words("due"), tuple(month.due for month in work), BOTH),
                ChartRow(words("followed up"), tuple(month.followed for month in work), BOTH),
                ChartRow(words("helped"), tuple(month.helped for month in work), PLAN),
            ),
        ),
    )


def drawn(words: Words, work: Sequence[Work], today: date, width: int) -> Content:
    """Return all charts above one axis of months, fitted to a width in cells."""
    if not any(value for chart in charts(words, work) for row in chart.rows for value in row.values):
        return Content(words("Nothing to draw yet. Hold a meeting (4), or begin with the plan (2)."))
    cell = max(1, min(WIDEST_CELL, (width - NAME_WIDTH - SUM_WIDTH - 1) // max(1, len(work))))
    past = sum(month.month <= today for month in work)
    parts: list[Content] = []
    for chart in charts(words, work):
        parts.append(Content.styled(chart.title, "bold $ink"))
        top = max((value for row in chart.rows for value in row.values), default=0)
        parts += [line for row in chart.rows for line in _bars(row, past, top, cell)]
    return Content("\n").join((*parts, *_axis(words, work, cell)))


def _bars(row: ChartRow, past: int, top: float, cell: int) -> list[Content]:
    """Return a row's lines: the name beside the lowest, the sum behind it; months to come stay bare."""
    shown = [*row.values[:past], *[None] * (len(row.values) - past)]
    lines = columns(shown, top, HEIGHT, cell)
    names = (*[""] * (HEIGHT - 1), row.name)
    sums = (*[""] * (HEIGHT - 1), f"{round(sum(row.values))}")
    return [
        Content.assemble(set_cell_size(f" {name}", NAME_WIDTH), (line, row.style), (f"{total:>{SUM_WIDTH}}", "bold"))
        for name, line, total in zip(names, lines, sums, strict=True)
    ]


def _axis(words: Words, work: Sequence[Work], cell: int) -> tuple[Content, ...]:
    letters = "".join(set_cell_size(words.day(month.month, "LLLLL"), cell) for month in work)
    years = "".join(_year(month, cell) for month in work)
    margin = " " * NAME_WIDTH
    return tuple(Content.styled(f"{margin}{line}", QUIET) for line in (letters, years.rstrip()))


def _year(month: Work, cell: int) -> str:
    """Return the school year's name where it begins, over several months' cells."""
    name = school_year(month.month).name
    if month.month.month == AUGUST:
        return name
    since = (month.month.month - AUGUST) % 12 * cell
    return " " * max(0, min(cell, since + cell - cell_len(name)))


def headline(words: Words, minutes: Minutes) -> Content:
    """Return this school year's balance in one sentence and one bar."""
    said = balance_sentence(words, minutes)
    if not minutes.total:
        return Content.styled(said, "bold")
    bar = ((text, STYLES[role]) for text, role in two_sided(minutes.plan, minutes.cases, HEADLINE_WIDTH))
    named = Content.assemble(f"{words('the plan')} ", *bar, f" {words('the cases')}")
    return Content("\n").join((Content.styled(said, "bold"), named))


MOST_THEMES = 10
THEME_WIDTH = 22
BAR_WIDTH = 8


def themes_against_plan(words: Words, book: Book, years: Iterable[SchoolYear], width: int) -> Content:
    """Return the themes of these years' cases, each with the areas that have an agreed practice for it."""
    shown = set(years)
    cases = [case for kept in book.years if kept.year in shown for case in kept.cases]
    rows = coverage(cases, book.plan)[:MOST_THEMES]
    areas = {area.key: area.title for area in book.areas}
    heading = Content.styled(words("What cases are about, and where the plan has a practice for it"), "bold $ink")
    none = (Content(" " + words("No cases yet.")),)
    drawn = (row.truncate(width, ellipsis=True) for row in _theme_rows(words, rows, areas) or none)
    return Content("\n").join((heading, *drawn))


def _theme_rows(words: Words, rows: Sequence[Coverage], areas: Mapping[str, str]) -> tuple[Content, ...]:
    names = themes(words.language)
    top = max((len(row.cases) for row in rows), default=0)
    return tuple(_theme_row(words, names.get(row.theme, row.theme), row, top, areas) for row in rows)


def _theme_row(words: Words, name: str, row: Coverage, top: int, areas: Mapping[str, str]) -> Content:
    where = tuple(dict.fromkeys(areas.get(each.area, each.title) for each in row.practices))
    said = (_shortened(where), "$plan") if where else ("! " + words("no practice agreed"), "bold $late")
    count = len(row.cases)
    start = f" {set_cell_size(name, THEME_WIDTH)} {bar(count, top, BAR_WIDTH)}{count:>3}  "
    return Content.assemble(start, said)


def _shortened(titles: Sequence[str]) -> str:
    """Return the first title, and how many more there are."""
    return titles[0] if len(titles) == 1 else f"{titles[0]} +{len(titles) - 1}"


def conversations_line(words: Words, kept: ConversationRound) -> str:
    """Return in one line what became of a conversation round's agreements."""
    count = follow_through(kept)
    made = words.many("{count} agreement", "{count} agreements", count.agreements)
    followed, helped = words("{count} followed up", count=count.asked), words("{count} helped", count=count.helped)
    return f"{round_name(words, kept)}: {made} · {followed} · {helped}"


def what_is_counted(words: Words) -> Content:
    """Return what the numbers are made of."""
    heading = Content.styled(words("What is counted"), "bold $ink")
    return Content("\n").join((heading, *(Content.styled(each, "$quiet") for each in counted(words))))


class Drawing(Static):
    """Tells its screen when it has got another width: by then it is known how much room there is."""

    @dataclass
    class Widened(Message):
        """There is another width to draw for."""

    def on_resize(self, event: Resize) -> None:
        """Tell it."""
        if event.size.width != self.drawn_for:
            self.drawn_for = event.size.width
            self.post_message(self.Widened())

    drawn_for = 0
    """Cells."""


class InsightScreen(TeamScreen):
    """Bars for two school years; arrows scroll."""

    CSS_PATH = "insight.tcss"
    MODE = WHERE = "insight"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
    AUTO_FOCUS = "#all"

    page = query_one("#all", VerticalScroll)
    headline = query_one("#headline", Static)
    bars = query_one("#bars", Static)
    themes = query_one("#themes", Static)

    def body(self) -> ComposeResult:
        """Yield the bars, and beside or below them what is said in words."""
        with VerticalScroll(id="all"), Container(id="sides"):
            with Container(id="drawn"):
                yield Static(id="headline", markup=False)
                yield Drawing(id="bars", markup=False)
            with Container(id="words"):
                yield Static(id="themes", markup=False)
                yield Static(what_is_counted(self.desk.words), id="counted", markup=False)

    def on_drawing_widened(self) -> None:
        """Fit the bars to the room they have now."""
        self.draw()

    def action_more(self) -> None:
        """Go a page down, and from the end to the top."""
        if self.page.scroll_offset.y >= self.page.max_scroll_y:
            self.page.scroll_home(animate=False)
        else:
            self.page.scroll_page_down(animate=False)

    def action_lift(self) -> None:
        """Show what waits for the leadership."""
        self.app.push_screen(LiftScreen(self.desk))

    def on_screen_resume(self) -> None:
        """Draw now that there is a place to draw on."""
        super().on_screen_resume()
        self.draw()

    def draw(self) -> None:
        """Show the numbers as they stand, once it is known how much room they have."""
        if not self.book or not self.is_mounted:
            return
        if self.bars.size.width:
            self.show_numbers(self.book)
        elif self.is_current:
            self.call_after_refresh(self.draw)

    def show_numbers(self, book: Book) -> None:
        """Draw a book's numbers."""
        words, today = self.desk.words, self.desk.today
        work = work_by_month(book, today)
        self.headline.update(headline(words, spent_in(book, school_year(today))))
        rounds = (Content(f"\n\n{conversations_line(words, each)}") for each in book.rounds[:1])
        self.bars.update(Content.assemble(drawn(words, work, today, self.bars.size.width), *rounds))
        years = {school_year(month.month) for month in work}
        self.themes.update(themes_against_plan(words, book, years, self.themes.size.width))
