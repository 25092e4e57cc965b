"""Insight in words: themes against the plan, and what is counted."""

from collections.abc import Iterable, Mapping, Sequence

from rich.cells import set_cell_size
from textual.content import Content

from storage.content.themes import themes
from storage.domain.calendar import SchoolYear
from storage.domain.homes.conversation_round import ConversationRound, follow_through
from storage.domain.views.book import Book
from storage.domain.views.coverage import Coverage, coverage
from tui.i18n.conversations import round_name
from tui.i18n.words import Words
from tui.presentation.balance import counted
from tui.presentation.blocks import bar

MOST_THEMES = 10
THEME_WIDTH = 22
BAR_WIDTH = 8


def themes_against_plan(words: Words, book: Book, years: Iterable[SchoolYear], width: int) -> Content:
    """Return the themes of these years' cases, each with the areas that have an agreed practice for it."""
    shown = set(years)
    cases = [case for kept in book.years if kept.year in shown for case in kept.cases]
    rows = coverage(cases, book.plan)[:MOST_THEMES]
    areas = {area.key: area.title for area in book.areas}
    heading = Content.styled(words("What cases are about, and where the plan has a practice for it"), "bold $primary")
    none = (Content(" " + words("No cases yet.")),)
    drawn = (row.truncate(width, ellipsis=True) for row in _theme_rows(words, rows, areas) or none)
    return Content("\n").join((heading, *drawn))


def _theme_rows(words: Words, rows: Sequence[Coverage], areas: Mapping[str, str]) -> tuple[Content, ...]:
    names = themes(words.language)
    top = max((len(row.cases) for row in rows), default=0)
    return tuple(_theme_row(words, names.get(row.theme, row.theme), row, top, areas) for row in rows)


def _theme_row(words: Words, name: str, row: Coverage, top: int, areas: Mapping[str, str]) -> Content:
    where = tuple(dict.fromkeys(areas.get(each.area, each.title) for each in row.practices))
    said = (_shortened(where), "$success") if where else ("! " + words("no practice agreed"), "bold $warning")
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
    heading = Content.styled(words("What is counted"), "bold $primary")
    return Content("\n").join((heading, *(Content.styled(each, "$secondary") for each in counted(words))))
