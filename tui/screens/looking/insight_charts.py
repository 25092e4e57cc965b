"""Insight drawn: two school years of months as bars, a title before and a sum behind each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from storage.domain.calendar import AUGUST, school_year
from storage.domain.views.balance import Minutes, Work
from tui.i18n.words import Words
from tui.presentation.balance import balance_sentence
from tui.presentation.blocks import FILLED, columns, two_sided

NAME_WIDTH = 15
SUM_WIDTH = 6
WIDEST_CELL = 4
HEIGHT = 2
"""Rows of one bar."""
HEADLINE_WIDTH = 40
PLAN, CASES, BOTH, QUIET = "$success", "$accent", "$primary", "$secondary"


@dataclass(frozen=True)
class Row:
    """One row of bars: a value for every month."""

    name: str
    values: tuple[float, ...]
    style: str


@dataclass(frozen=True)
class Chart:
    """Rows that share a title and a scale."""

    title: str
    rows: tuple[Row, ...]


def charts(words: Words, work: Sequence[Work]) -> tuple[Chart, ...]:
    """Return what is drawn: minutes, steps and agreements."""
    return (
        Chart(
            words("Minutes in meetings"),
            (
                Row(words("the plan"), tuple(month.minutes.plan for month in work), PLAN),
                Row(words("the cases"), tuple(month.minutes.cases for month in work), CASES),
            ),
        ),
        Chart(
            words("Steps"),
            (
                Row(words("plan steps"), tuple(month.steps for month in work), PLAN),
                Row(words("cases opened"), tuple(month.opened for month in work), CASES),
            ),
        ),
        Chart(
            words("Agreements"),
            (
                Row(words("due"), tuple(month.due for month in work), BOTH),
                Row(words("followed up"), tuple(month.followed for month in work), BOTH),
                Row(words("helped"), tuple(month.helped for month in work), PLAN),
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
        parts.append(Content.styled(chart.title, "bold $primary"))
        top = max((value for row in chart.rows for value in row.values), default=0)
        parts += [line for row in chart.rows for line in _bars(row, past, top, cell)]
    return Content("\n").join((*parts, *_axis(words, work, cell)))


def _bars(row: Row, past: int, top: float, cell: int) -> list[Content]:
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
    bar = two_sided(minutes.plan, minutes.cases, HEADLINE_WIDTH)
    filled = bar.count(FILLED)
    named = Content.assemble(
        f"{words('the plan')} ", (bar[:filled], PLAN), (bar[filled:], CASES), f" {words('the cases')}"
    )
    return Content("\n").join((Content.styled(said, "bold"), named))
