"""`fredstid insight`: how the team's time and steps are balanced, month by month."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import click

from storage.content.forms import forms
from storage.content.names import themes
from storage.domain.calendar import local_day, school_year
from storage.domain.case.agreement import VoiceAnswers, summed
from storage.domain.meeting.meeting import Meeting
from storage.domain.views.balance import Work, spent_in, work_by_month
from storage.domain.views.book import Book
from storage.domain.views.over_time import Tallied, answered, first_of_month, phase_times, tallied, together
from storage.domain.views.reviews import Coverage, coverage
from tui.cli.asked import Asked
from tui.cli.command import CliCommand
from tui.cli.facts import answer_facts
from tui.cli.layout import BETWEEN, cells, padded, room, wrapped
from tui.cli.output import as_json, in_line, titled, write_json, write_text
from tui.i18n.balance import balance_sentence, counted, followed_sentence
from tui.i18n.labels import label
from tui.i18n.words import N_, Words

NOTHING = "·"
INDENT = 2
"""Columns before what stands under a title."""
COLUMNS = (
    N_("the plan"), N_("the cases"), N_("plan steps"), N_("cases opened"), N_("due"), N_("followed up"),
    N_("helped"),
)  # fmt: skip
COLUMNS_OF_MEETINGS = (
    N_("held"), N_("there"), N_("score"), N_("time used"), N_("hard"), N_("wanted"), N_("asked about"), N_("done"),
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
    held = tallied(book, forms(words.language, desk.place.own_files).form)
    if as_json:
        write_json(_facts(book, work, rows, today) | _facts_of_meetings(book, held))
        return
    minutes = spent_in(book, school_year(today))
    write_text(*filter(None, (balance_sentence(words, minutes), followed_sentence(words, work))))
    write_text(*titled(words("Month by month: minutes, steps and agreements"), _table(words, work)))
    write_text(*titled(words("What the meetings came to"), _meetings(words, held, today)))
    apart = words("What school, home and pupil said of agreements: asked about/done/helped")
    write_text(*titled(apart, _answers(words, book, today)))
    write_text(*titled(words("Minutes planned and used, phase by phase this school year"), _phases(words, book, today)))
    about = words("What cases are about, and where the plan has a practice for it")
    write_text(*titled(about, _themes(words, book, rows)))
    write_text(*titled(words("What is counted"), counted(words)))


def _coverage(book: Book, work: Sequence[Work]) -> tuple[Coverage, ...]:
    years = {school_year(month.month) for month in work}
    return coverage((case for kept in book.years if kept.year in years for case in kept.cases), book.plan)


def _table(words: Words, work: Sequence[Work]) -> Iterator[str]:
    """Yield the months as rows under their columns, and the sums below."""
    rows = [(words.day(month.month, "MMM y"), _numbers(month)) for month in work if any(_numbers(month))]
    sums = [sum(column) for column in zip(*(numbers for _, numbers in rows), strict=True)]
    shown = [(name, [str(number or NOTHING) for number in row]) for name, row in (*rows, (words("sum"), sums))]
    return _columns([words(name) for name in COLUMNS], shown if rows else [])


def _columns(titles: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> Iterator[str]:
    """Yield named rows under their columns, ending where the column ends, or as lists where there is no room for that.

    Nothing for no rows.
    """
    if not rows:
        return
    named = max(cells(name) for name, _ in rows)
    widths = [
        max(*map(cells, title.split()), *(cells(row[place]) for _, row in rows)) for place, title in enumerate(titles)
    ]
    if INDENT + named + sum(BETWEEN + width for width in widths) > room():
        for name, shown in rows:
            told = zip(titles, shown, strict=True)
            yield f"{name}: {', '.join(f'{title} {cell}' for title, cell in told if cell != NOTHING)}"
        return
    for name, shown in (*_heads(titles, widths), *rows):
        right = (f"{' ' * (width - cells(cell))}{cell}" for cell, width in zip(shown, widths, strict=True))
        yield "  ".join((padded(name, named), *right))


def _meetings(words: Words, held: Sequence[Tallied], today: date) -> Iterator[str]:
    """Yield what meetings came to: earlier school years, then the months of this one and the last."""
    year = school_year(today)
    recent = [each for each in held if school_year(each.day).start >= year.start - 1]
    earlier = together(held[: len(held) - len(recent)], lambda day: school_year(day).first)
    rows = [(school_year(each.day).span, _shares(words, each)) for each in earlier]
    rows += [(words.day(each.day, "MMM y"), _shares(words, each)) for each in together(recent, first_of_month)]
    return _columns([words(name) for name in COLUMNS_OF_MEETINGS], rows)


def _shares(words: Words, each: Tallied) -> tuple[str, ...]:
    score = each.score
    return (
        f"{each.meetings}",
        f"{each.met}/{each.of}" if each.of else NOTHING,
        f"{words.number(score.middle)} ({score.lowest}–{score.highest})" if score else NOTHING,
        f"{round(each.used)}/{round(each.planned)}",
        f"{round(each.wrong) or NOTHING}",
        f"{round(each.wanted) or NOTHING}",
        f"{each.asked}/{each.due}" if each.due else NOTHING,
        f"{each.done or NOTHING}",
        f"{each.helped or NOTHING}",
    )


def _answers(words: Words, book: Book, today: date) -> Iterator[str]:
    """Yield what school, home and pupil said, each apart: earlier school years, then the months of the last two."""
    recent = school_year(today).start - 1

    def first(day: date) -> date:
        return first_of_month(day) if school_year(day).start >= recent else school_year(day).first

    told = answered(book, first)
    voices = [each.by for each in summed(each for answers in told.values() for each in answers)]
    rows = [
        (
            words.day(day, "MMM y") if school_year(day).start >= recent else school_year(day).span,
            [next((_counts(each) for each in answers if each.by is voice), NOTHING) for voice in voices],
        )
        for day, answers in told.items()
    ]
    return _columns([label(words, voice) for voice in voices], rows)


def _counts(each: VoiceAnswers) -> str:
    return f"{each.asked}/{each.done}/{each.helped}"


def _phases(words: Words, book: Book, today: date) -> Iterator[str]:
    """Yield each form with its phases: the minutes each was given and took, a meeting."""
    year = school_year(today)
    here = [each for each in reversed(book.meetings) if school_year(local_day(each.started)) == year]
    titles = {each.form: in_line(each.title) for each in here}
    rows = [(titles.get(each.form, each.form), each) for each in phase_times(here)]
    for title, group in groupby(rows, key=lambda row: row[0]):
        numbers = [
            (in_line(each.title), (words.number(each.planned_each), words.number(each.used_each))) for _, each in group
        ]
        yield from (title, *_columns([words("planned"), words("used")], numbers))


def _facts_of_meetings(book: Book, held: Sequence[Tallied]) -> dict[str, Any]:
    """Return every meeting by itself, and month by month with its phases, of all school years."""
    by_month: defaultdict[date, list[Meeting]] = defaultdict(list)
    for meeting in reversed(book.meetings):
        by_month[first_of_month(local_day(meeting.started))].append(meeting)
    months = {each.day: each for each in together(held, first_of_month)}
    return {
        "meetings": [{"day": each.day, **_tally(book, each)} for each in held],
        "meetings_by_month": [
            {"month": day, "meetings": each.meetings, **_tally(book, each), "phases": phase_times(by_month[day])}
            for day, each in months.items()
        ],
        "answers": [
            {"month": day, **answer_facts(each)}
            for day, answers in answered(book, first_of_month).items()
            for each in answers
        ],
    }


def _tally(book: Book, each: Tallied) -> dict[str, Any]:
    score, shows = each.score, book.team.shows_strip
    return {
        "met": each.met if shows else None,
        "of": each.of if shows else None,
        "score": score and {"middle": score.middle, "low": score.lowest, "high": score.highest, "count": score.count},
        "minutes": {"planned": each.planned, "used": round(each.used, 1)},
        "about": {"wrong": round(each.wrong, 1), "wanted": round(each.wanted, 1)},
        "agreements": {"due": each.due, "asked": each.asked, "done": each.done, "helped": each.helped},
    }


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
