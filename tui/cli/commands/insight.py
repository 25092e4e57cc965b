"""`fredstid insight`: how the team's time and steps are balanced, month by month."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import click

from storage.content.themes import themes
from storage.domain.calendar import school_year
from storage.domain.views.balance import Work, spent_in, work_by_month
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage, coverage
from tui.cli.asked import Asked
from tui.cli.command import CliCommand
from tui.cli.layout import cells, padded, wrapped
from tui.cli.output import as_json, in_line, titled, write_json, write_text
from tui.i18n.balance import balance_sentence, counted, followed_sentence
from tui.i18n.words import N_, Words

COLUMNS = (
    N_("the plan"), N_("the cases"), N_("plan steps"), N_("cases opened"), N_("due"), N_("followed up"),
    N_("helped"),
)  # fmt: skip


@click.command(
    "insight",
    cls=CliCommand,
    help=N_(
        "Minutes of meetings, steps and agreements, month by month over two school years; what cases are about, and"
        " where the plan has a practice for it. About the team, never about one person."
    ),
    first=N_("your own team's balance"),
    examples=(
        ("fredstid insight --team demo", N_("the demo team's")),
        ("fredstid insight --json", N_("for another program")),
    ),
)
@as_json
@click.pass_obj
def insight(asked: Asked, as_json: bool) -> None:
    """Print the balance."""
    desk = asked.desk
    book, words, today = desk.store.book(), desk.words, desk.today
    work = [month for month in work_by_month(book, today) if month.month <= today]
    rows = _coverage(book, work)
    if as_json:
        write_json(_facts(book, work, rows, today))
        return
    minutes = spent_in(book, school_year(today))
    write_text(*filter(None, (balance_sentence(words, minutes), followed_sentence(words, work))))
    write_text(*titled(words("Month by month: minutes, steps and agreements"), _table(words, work)))
    about = words("What cases are about, and where the plan has a practice for it")
    write_text(*titled(about, _themes(words, book, rows)))
    write_text(*titled(words("What is counted"), counted(words)))


def _coverage(book: Book, work: Sequence[Work]) -> tuple[Coverage, ...]:
    years = {school_year(month.month) for month in work}
    return coverage((case for kept in book.years if kept.year in years for case in kept.cases), book.plan)


def _table(words: Words, work: Sequence[Work]) -> Iterator[str]:
    """Yield the months as rows under their columns, numbers to the right, and the sums below."""
    titles = [words(name) for name in COLUMNS]
    rows = [(words.day(month.month, "MMM y"), _numbers(month)) for month in work if any(_numbers(month))]
    sums = [sum(column) for column in zip(*(numbers for _, numbers in rows), strict=True)]
    if not rows:
        return
    named = max(cells(name) for name, _ in rows)
    widths = [max(map(cells, title.split())) for title in titles]
    numbers = ((name, tuple(str(number or "·") for number in row)) for name, row in (*rows, (words("sum"), sums)))
    for name, shown in (*_heads(titles, widths), *numbers):
        yield "  ".join((padded(name, named), *(f"{cell:>{width}}" for cell, width in zip(shown, widths, strict=True))))


def _heads(titles: Sequence[str], widths: Sequence[int]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the columns' titles as rows, a word or two in each, ending where the numbers begin."""
    broken = [list(wrapped(title, width)) for title, width in zip(titles, widths, strict=True)]
    tallest = max(map(len, broken))
    for row in zip(*([""] * (tallest - len(lines)) + lines for lines in broken), strict=True):
        yield "", row


def _numbers(work: Work) -> tuple[int, ...]:
    plan, cases = round(work.minutes.plan), round(work.minutes.cases)
    return plan, cases, work.steps, work.opened, work.due, work.followed, work.helped


def _themes(words: Words, book: Book, rows: Sequence[Coverage]) -> Iterator[str]:
    names = themes(words.language)
    titles = {area.key: in_line(area.title) for area in book.areas}
    for row in rows:
        areas = dict.fromkeys(titles.get(each.area, in_line(each.title)) for each in row.practices)
        name = names.get(row.theme, row.theme)
        yield f"{len(row.cases):>3}  {name}: {'; '.join(areas) or words('no practice agreed')}"


def _facts(book: Book, work: Sequence[Work], rows: Sequence[Coverage], today: date) -> dict[str, Any]:
    return {
        "this_year": spent_in(book, school_year(today)),
        "months": work,
        "themes": [
            {
                "theme": row.theme,
                "cases": [case.code for case in row.cases],
                "areas": sorted({practice.area for practice in row.practices}),
            }
            for row in rows
        ],
    }
