"""`fredstid insight`: how the team's time and steps are balanced, month by month."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from storage.content.forms import forms
from storage.content.names import themes
from storage.domain.calendar import local_day, school_year
from storage.domain.case.agreement import VoiceAnswers, summed
from storage.domain.errors import Refused
from storage.domain.meeting.meeting import Meeting
from storage.domain.text import typed_number
from storage.domain.views.balance import MONTHS_IN_YEAR, Work, months_of, spent_in, work_by_month
from storage.domain.views.book import Book
from storage.domain.views.over_time import Tallied, answered, first_of_month, phase_times, tallied, together
from storage.domain.views.reviews import Coverage, coverage
from tui.cli.asked import Asked
from tui.cli.choosing import named_month
from tui.cli.command import command, option
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
    N_("held"), N_("there"), N_("score"), N_("time used"), N_("hard"), N_("wanted"), N_("asked about"),
    N_("done as agreed"), N_("helped"),
)  # fmt: skip


@command(
    "insight",
    help=N_(
        "Minutes of meetings, steps and agreements, month by month over two school years; what cases are about, and"
        " where the plan has a practice for it. About the team, never about one person."
    ),
    first=N_("your own team's balance"),
    examples=(
        ("fredstid insight --team demo", N_("the demo team's")),
        (N_("fredstid insight --month october"), N_("one month alone")),
        ("fredstid insight --json", N_("for another program")),
    ),
)
@option(
    "--month",
    metavar=N_("MONTH"),
    help=N_("One month alone: the last of that name, such as october or 10, or 2026-10."),
)
@as_json
def insight(asked: Asked, month: str | None, as_json: bool) -> None:
    """Print the balance."""
    desk = asked.desk
    book, words = desk.store.book(), desk.words
    among = _Among(desk.today, None if month is None else _meant_month(words, month, desk.today))
    work = [each for each in work_by_month(book, desk.today) if each.month <= desk.today and among.holds(each.month)]
    held = [each for each in tallied(book, forms(words.language, desk.place.own_files).form) if among.holds(each.day)]
    if as_json:
        write_json(_facts(book, work, _coverage(book, work, among), desk.today) | _facts_of_meetings(book, held, among))
        return
    write_text(*_said_first(words, book, work, held, among))
    for title, lines in _sections(words, book, work, held, among):
        write_text(*titled(title, lines))


@dataclass(frozen=True)
class _Among:
    """Which days are told of: those of one month, or all."""

    today: date
    month: date | None

    def holds(self, day: date) -> bool:
        return self.month is None or first_of_month(day) == self.month

    def is_year(self, day: date) -> bool:
        """Whether a day lies so far back that it is told of with its whole school year."""
        return self.month is None and school_year(day).start < school_year(self.today).start - 1

    def first(self, day: date) -> date:
        """Return the day under which what was on a day is counted."""
        return school_year(day).first if self.is_year(day) else first_of_month(day)

    def name(self, words: Words, day: date) -> str:
        return school_year(day).span if self.is_year(day) else words.day(day, "MMM y")


def _meant_month(words: Words, typed: str, today: date) -> date:
    """Return the first day of the month that is meant, the last one of its name; raises `wrong-choice`."""
    year, _, month = typed.strip().rpartition("-")
    number = typed_number(month) or named_month(month)
    if not 1 <= number <= MONTHS_IN_YEAR or (year and not 0 < (typed_number(year) or 0) <= today.year):
        names = (words.day(first, "LLLL") for first in months_of(school_year(today)))
        raise Refused("wrong-choice", typed=typed, choices=tuple(names))
    return date(int(year) if year else today.year - (number > today.month), number, 1)


def _said_first(
    words: Words, book: Book, work: Sequence[Work], held: Sequence[Tallied], among: _Among
) -> Iterator[str]:
    if among.month is None:
        yield balance_sentence(words, spent_in(book, school_year(among.today)))
    elif not (held or any(any(_numbers(each)) for each in work)):
        yield words("Nothing was held or agreed in {month}.", month=words.day(among.month, "MMMM y"))
    yield from filter(None, (followed_sentence(words, work),))


def _sections(
    words: Words, book: Book, work: Sequence[Work], held: Sequence[Tallied], among: _Among
) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield what is told, each under its title."""
    yield words("Month by month: minutes, steps and agreements"), _table(words, work)
    yield words("What the meetings came to"), _meetings(words, held, among)
    apart = words("What school, home and pupil said of agreements: asked about/done as agreed/helped")
    yield apart, _answers(words, book, among)
    ran = words("Minutes planned and used, phase by phase")
    this_year = words("Minutes planned and used, phase by phase this school year")
    yield (ran if among.month else this_year), _phases(words, book, among)
    about = words("What cases are about, and where the plan has a practice for it")
    yield about, _themes(words, book, _coverage(book, work, among))
    yield words("What is counted"), iter(counted(words))


def _coverage(book: Book, work: Sequence[Work], among: _Among) -> tuple[Coverage, ...]:
    years = {school_year(month.month) for month in work}
    cases = (case for kept in book.years if kept.year in years for case in kept.cases)
    return coverage((case for case in cases if among.holds(case.opened)), book.plan)


def _table(words: Words, work: Sequence[Work]) -> Iterator[str]:
    """Yield the months as rows under their columns, and the sums below."""
    rows = [(words.day(month.month, "MMM y"), _numbers(month)) for month in work if any(_numbers(month))]
    sums = [sum(column) for column in zip(*(numbers for _, numbers in rows), strict=True)]
    told = (*rows, (words("sum"), sums)) if len(rows) > 1 else rows
    shown = [(name, [str(number or NOTHING) for number in row]) for name, row in told]
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


def _meetings(words: Words, held: Sequence[Tallied], among: _Among) -> Iterator[str]:
    """Yield what meetings came to: earlier school years, then the months of this one and the last."""
    rows = [(among.name(words, each.day), _shares(words, each)) for each in together(held, among.first)]
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


def _answers(words: Words, book: Book, among: _Among) -> Iterator[str]:
    """Yield what school, home and pupil said, each apart: earlier school years, then the months of the last two."""
    told = {day: answers for day, answers in answered(book, among.first).items() if among.holds(day)}
    voices = [each.by for each in summed(each for answers in told.values() for each in answers)]
    shown = ((day, {each.by: _counts(each) for each in answers}) for day, answers in told.items())
    rows = [(among.name(words, day), [by.get(voice, NOTHING) for voice in voices]) for day, by in shown]
    return _columns([label(words, voice) for voice in voices], rows)


def _counts(each: VoiceAnswers) -> str:
    return f"{each.asked}/{each.done}/{each.helped}"


def _phases(words: Words, book: Book, among: _Among) -> Iterator[str]:
    """Yield each form with its phases: the minutes each was given and took, a meeting."""
    year = school_year(among.month or among.today)
    days = ((each, local_day(each.started)) for each in reversed(book.meetings))
    here = [each for each, day in days if school_year(day) == year and among.holds(day)]
    titles = {each.form: in_line(each.title) for each in here}
    rows = [(titles.get(each.form, each.form), each) for each in phase_times(here)]
    for title, group in groupby(rows, key=lambda row: row[0]):
        numbers = [
            (in_line(each.title), (words.number(each.planned_each), words.number(each.used_each))) for _, each in group
        ]
        yield from (title, *_columns([words("planned"), words("used")], numbers))


def _facts_of_meetings(book: Book, held: Sequence[Tallied], among: _Among) -> dict[str, Any]:
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
            if among.holds(day)
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
