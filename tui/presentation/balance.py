"""The team's balance in sentences and as blocks: pictures of its numbers, each under a title, fitted to a width."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from storage.content.names import themes
from storage.domain.calendar import SchoolYear, local_day, school_year
from storage.domain.case.agreement import VoiceAnswers, summed
from storage.domain.case.case import View
from storage.domain.homes.conversation_round import ConversationRound, follow_through
from storage.domain.plan.plan import HIGHEST
from storage.domain.views import over_time
from storage.domain.views.balance import MONTHS_IN_YEAR, Minutes, Work, spent_in, work_by_month
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage, coverage
from tui.i18n import balance as say
from tui.i18n.labels import label, round_name
from tui.i18n.strips import tally_parts
from tui.i18n.words import Words
from tui.look.bars import bar, columns, hanging, two_sided
from tui.look.letters import huge_letters, letters
from tui.look.panels import LIST_MEASURE, TEXT_MEASURE
from tui.look.signs import Mark, Role, Span, text_of
from tui.presentation.rows import shortened, wrapped

Rows = tuple[tuple[Span, ...], ...]
NAME_WIDTH, SUM_WIDTH, SHARE_WIDTH = 15, 5, 12
"""Cells."""
ROOMY_NUMBER = 74
"""Cells from which the one number is drawn in the largest letters."""
ROOMY = 60
"""Cells from which a theme's name and bar are given their whole length."""
WIDEST_CELL = 3
HEIGHT, LOWER = 3, 2
"""Rows of a bar on one side of the axis, and where it is narrow."""
MOST_THEMES, FEWER_THEMES = 10, 8
PHASE_WIDTH = 24
OVER = 1.2
"""A phase that takes so much more than its minutes stands out."""


class Figure(NamedTuple):
    """A picture of some numbers under a title, which says what it spans; it fits itself to a width."""

    key: str
    title: str
    state: str
    rows: Callable[[int], Rows]


def figures(words: Words, book: Book, today: date, form_of: over_time.FormOf) -> tuple[Figure, ...]:
    """Return everything that insight shows, the balance first; `form_of` finds the form of an older meeting."""
    year, work = school_year(today), work_by_month(book, today)
    months = [month for month in work if month.month <= today]
    years = tuple(sorted({school_year(month.month) for month in work}, key=lambda each: each.start))
    span = words("both school years") if len(years) > 1 else words("this school year")
    spent, last = spent_in(book, year), spent_in(book, SchoolYear(year.start - 1))
    shown = [
        Figure(
            "balance",
            words("The balance this school year"),
            words("{count} min, plan + cases", count=round(spent.total)),
            partial(balance_rows, words, spent, last),
        ),
        *_by_month(words, work, today),
        Figure("agreements", words("Agreements"), span, partial(funnel_rows, words, work, _of_years(book, years))),
        Figure("themes", words("What cases are about"), span, partial(theme_rows, words, book, years)),
    ]
    if any(month.steps or month.opened for month in months):
        shown.append(Figure("steps", words("Steps"), span, partial(step_rows, words, months, len(work))))
    return (*shown, *_of_meetings(words, book, work, form_of), *_of_rounds(words, book))


def _of_rounds(words: Words, book: Book) -> Iterator[Figure]:
    if book.rounds:
        line = conversations_line(words, book.rounds[0])
        yield Figure("conversations", words("Conversations"), "", partial(told, line, role="plain"))


def _by_month(words: Words, work: Sequence[Work], today: date) -> Iterator[Figure]:
    """Yield the minutes of each month, once there are any."""
    if any(round(month.minutes.total) for month in work):
        rows = partial(month_rows, words, work, today)
        yield Figure("months", words("Month by month"), words("plan up, cases down"), rows)


def _of_meetings(words: Words, book: Book, work: Sequence[Work], form_of: over_time.FormOf) -> Iterator[Figure]:
    """Yield what meetings come to, and the phases of the form that was held most these years."""
    held = over_time.tallied(book, form_of)
    if not held:
        return
    yield Figure("meetings", words("What meetings come to"), "", partial(meeting_rows, words, held, work))
    years = {school_year(month.month) for month in work}
    here = [each for each in reversed(book.meetings) if school_year(local_day(each.started)) in years]
    for form, _ in Counter(each.form for each in here).most_common(1):
        usual = [each for each in here if each.form == form]
        state = words("minutes used and planned")
        yield Figure("phases", usual[-1].title, state, partial(phase_rows, words, over_time.phase_times(usual)))


def share(minutes: Minutes) -> int:
    """Return how many per cent of the time the plan had."""
    return round(100 * minutes.plan / minutes.total) if minutes.total else 0


def balance_rows(words: Words, spent: Minutes, last: Minutes, width: int) -> Rows:
    """Return one number in large letters, the larger where there is room, and beside it what it means."""
    is_huge = width >= ROOMY_NUMBER
    number = (huge_letters if is_huge else letters)(f"{share(spent)}%" if spent.total else "0", width)
    room = min(width, TEXT_MEASURE) - cell_len(number[0]) - 5
    if spent.total:
        beside = _shared_time(words, spent, last, room, is_huge=is_huge)
    else:
        next_deed = words("Hold a meeting (4), or begin with the plan (2).")
        beside = (*told(say.balance_sentence(words, spent), room), *told(next_deed, room, "ask"))
    drawn = zip_longest(number, beside[: len(number)], fillvalue=())
    return tuple((Span(f"  {row}   ", "plan" if spent.total else "faint"), *spans) for row, spans in drawn)


def _shared_time(words: Words, spent: Minutes, last: Minutes, room: int, *, is_huge: bool) -> Rows:
    before = words("Last year {share} %.", share=share(last)) if last.total else ""
    plan = words("the plan {count} min", count=round(spent.plan))
    cases = words("the cases {count} min", count=round(spent.cases))
    gap = " " * max(1, room - cell_len(plan) - cell_len(cases))
    return (
        (Span(shortened(words("of the meeting time went to the plan."), room), "heading"),),
        *(((Span(say.leaning_sentence(words, spent)),), (Span(before, "quiet"),)) if is_huge else ()),
        two_sided(spent.plan, spent.cases, room),
        (Span(plan, "plan"), Span(gap), Span(cases, "case")),
    )


def told(sentence: str, width: int, role: Role = "heading") -> Rows:
    """Return what a picture means, as the sentence above it; no row where there is none."""
    rows = wrapped(sentence, min(width, TEXT_MEASURE) - 2) if sentence else ()
    return tuple((Span(" "), Span(row, role)) for row in rows)


def month_rows(words: Words, work: Sequence[Work], today: date, width: int) -> Rows:
    """Return the minutes month by month: the plan's above one axis of months, the cases' below it."""
    cell = max(1, min(WIDEST_CELL, (width - 2) // len(work)))
    plan = [round(month.minutes.plan) if month.month <= today else None for month in work]
    cases = [round(month.minutes.cases) if month.month <= today else None for month in work]
    top = max(filter(None, (*plan, *cases)))
    axis = "".join(set_cell_size(words.day(month.month, "LLLLL"), cell) for month in work)
    height = HEIGHT if width >= ROOMY_NUMBER else LOWER
    above = ((Span(f"  {row}", "plan"),) for row in columns([each or None for each in plan], top, height, cell))
    below = ((Span(f"  {row}", "case"),) for row in hanging([each or None for each in cases], top, height, cell))
    meant = told(say.month_sentence(words, [month for month in work if month.month <= today]), width)
    return (*meant, *above, (Span(f"  {axis}", "quiet"),), *below, *_year_rows(words, work))


def _year_rows(words: Words, work: Sequence[Work]) -> Iterator[tuple[Span, ...]]:
    """Yield what each school year's minutes come to."""
    for start in range(0, len(work), MONTHS_IN_YEAR):
        months = work[start : start + MONTHS_IN_YEAR]
        plan, cases = sum(each.minutes.plan for each in months), sum(each.minutes.cases for each in months)
        name = school_year(months[0].month).span
        told = words(
            "{year}: the plan {plan} min, the cases {cases} min", year=name, plan=round(plan), cases=round(cases)
        )
        yield (Span(f"  {told}", "quiet"),)


def _of_years(book: Book, years: Sequence[SchoolYear]) -> tuple[VoiceAnswers, ...]:
    told = over_time.answered(book, lambda day: school_year(day).first)
    return summed(each for year in years for each in told.get(year.first, ()))


def funnel_rows(words: Words, work: Sequence[Work], answers: Sequence[VoiceAnswers], width: int) -> Rows:
    """Return the agreements whose day has come, what became of them, and below how far each voice says they helped."""
    due, followed, helped = (sum(getattr(month, name) for month in work) for name in ("due", "followed", "helped"))
    if not due:
        return ((Span(" " + words("No agreement's day has come yet."), "quiet"),),)
    room = min(width, TEXT_MEASURE) - NAME_WIDTH - SHARE_WIDTH
    counts: tuple[tuple[str, int, int, Role], ...] = (
        (words("came due"), due, 0, "faint"),
        (words("followed up"), followed, due, "plan"),
        (words("helped"), helped, followed, "plan"),
    )
    drawn = (
        (
            Span(set_cell_size(f" {name}", NAME_WIDTH)),
            Span(bar(count, max(due, of), room), role),
            Span(f"{count:>4}", "heading"),
            Span(f"{round(100 * count / of):>5} %" if of else "", "quiet"),
        )
        for name, count, of, role in (*counts, *_voices(words, answers))
    )
    return (*told(say.asked_sentence(words, due - followed), width), *drawn)


def _voices(words: Words, answers: Sequence[VoiceAnswers]) -> Iterator[tuple[str, int, int, Role]]:
    """Yield how many helped by what each voice says, where others than the school were asked."""
    if any(each.by is not View.SCHOOL for each in answers):
        for each in answers:
            yield words("says {voice}", voice=label(words, each.by)), each.helped, each.asked, "plan"


def theme_rows(words: Words, book: Book, years: Sequence[SchoolYear], width: int) -> Rows:
    """Return the themes of these years' cases, each with the area that has an agreed practice for it."""
    cases = [case for kept in book.years if kept.year in years for case in kept.cases]
    covered = coverage(cases, book.plan)
    if not covered:
        return ((Span(" " + words("No cases yet."), "quiet"),),)
    areas = {area.key: area.title for area in book.areas}
    top = len(covered[0].cases)
    bare = sum(not row.practices for row in covered)
    meant = told(say.theme_sentence(words, themes(words.language).get(covered[0].theme, covered[0].theme), bare), width)
    rows = (
        *meant,
        *(
            _theme_row(words, row, top, areas, width)
            for row in covered[: MOST_THEMES if width >= ROOMY else FEWER_THEMES]
        ),
    )
    there = (Span(" "), Mark.THERE.span, Span(" " + words("the plan has a practice") + "  ", "faint"))
    missing = (Span(" "), Mark.MISSING.span, Span(" " + words("no practice agreed"), "faint"))
    return (*rows, (*there, *missing)) if cell_len(text_of((*there, *missing))) <= width else (*rows, there, missing)


def _theme_row(words: Words, row: Coverage, top: int, areas: Mapping[str, str], width: int) -> tuple[Span, ...]:
    where = tuple(dict.fromkeys(areas.get(each.area, each.title) for each in row.practices))
    name = themes(words.language).get(row.theme, row.theme)
    longest, most = (20, 8) if width >= ROOMY else (16, 4)
    start = f" {set_cell_size(shortened(name, longest), longest)} "
    room = min(width, LIST_MEASURE) - cell_len(start) - most - 6
    said = shortened(_first_of(where) if where else words("no practice agreed"), room)
    mark = Mark.THERE if where else Mark.MISSING
    count = len(row.cases)
    drawn = (Span(start), Span(bar(count, top, most), "case"), Span(f"{count:>3} ", "heading"))
    return (*drawn, mark.span, Span(f" {said}", "quiet" if where else "late"))


def _first_of(titles: Sequence[str]) -> str:
    """Return the first title, and how many more there are."""
    return " +".join(filter(None, (*titles[:1], f"{len(titles) - 1}" if len(titles) > 1 else "")))


def step_rows(words: Words, months: Sequence[Work], places: int, width: int) -> Rows:
    """Return the plan's steps and the new cases, month by month on one scale."""
    cell = max(1, min(WIDEST_CELL, (width - NAME_WIDTH - SUM_WIDTH) // max(1, places)))
    counts: tuple[tuple[str, list[int], Role], ...] = (
        (words("plan steps"), [each.steps for each in months], "plan"),
        (words("cases opened"), [each.opened for each in months], "case"),
    )
    top = max((value for _, values, _ in counts for value in values), default=0)
    axis = "".join(set_cell_size(words.day(each.month, "LLLLL"), cell) for each in months)
    rows = (
        (
            Span(set_cell_size(f" {name}", NAME_WIDTH)),
            Span(columns(values, top, 1, cell)[0], role),
            Span(f"{sum(values):>{SUM_WIDTH}}", "heading"),
        )
        for name, values, role in counts
    )
    return (*rows, (Span(f"{' ' * NAME_WIDTH}{axis}", "quiet"),))


def meeting_rows(words: Words, held: Sequence[over_time.Tallied], work: Sequence[Work], width: int) -> Rows:
    """Return month by month how much of the strip was there and the middle of the scores; then the years in words."""
    by_month = {each.day: each for each in over_time.together(held, over_time.first_of_month)}
    months = [by_month.get(each.month) for each in work]
    cell = max(1, min(WIDEST_CELL, (width - NAME_WIDTH - SHARE_WIDTH) // max(1, len(work))))
    strips = [each.met / each.of if each and each.of else None for each in months]
    scores = [each.score.middle if each and each.score else None for each in months]
    axis = "".join(set_cell_size(words.day(each.month, "LLLLL"), cell) for each in work)
    last = next((each for each in reversed(months) if each), held[-1])
    said = words("{got} of {of}", got=last.met, of=last.of) if last.of else ""
    score = words.number(last.score.middle) if last.score else ""
    drawn: tuple[tuple[str, list[float | None], float, str], ...] = (
        (words("there of what can be told"), strips, 1, said),
        (words("score"), scores, HIGHEST, score),
    )
    rows = (
        (
            Span(set_cell_size(f" {shortened(name, NAME_WIDTH - 2)}", NAME_WIDTH)),
            Span(columns(values, top, 1, cell)[0], "plan"),
            Span(f"  {now}", "heading"),
        )
        for name, values, top, now in drawn
        if any(values)
    )
    return (*rows, (Span(f"{' ' * NAME_WIDTH}{axis}", "quiet"),), *_years_in_words(words, held, width))


def _years_in_words(words: Words, held: Sequence[over_time.Tallied], width: int) -> Iterator[tuple[Span, ...]]:
    """Yield a blank, then what each school year's meetings came to, beside the year."""
    yield ()
    for each in reversed(over_time.together(held, lambda day: school_year(day).first)):
        year = f" {school_year(each.day).span}  "
        rows = wrapped(" · ".join(tally_parts(words, each)), min(width, TEXT_MEASURE) - len(year))
        fronts = (Span(year, "heading"), *(Span(" " * len(year)) for _ in rows[1:]))
        yield from ((front, Span(row, "quiet")) for front, row in zip(fronts, rows, strict=True))


def phase_rows(words: Words, times: Sequence[over_time.PhaseTime], width: int) -> Rows:
    """Return each phase with a bar of the minutes it took in a meeting, beside those it was given."""
    top = max((max(each.planned_each, each.used_each) for each in times), default=0)
    room = max(1, min(width, LIST_MEASURE) - PHASE_WIDTH - SHARE_WIDTH - 2)
    late = {each.used_each - each.planned_each: each.title for each in times if each.used > each.planned * OVER}
    most = max(late, default=0)
    drawn = (
        (
            Span(set_cell_size(f" {shortened(each.title, PHASE_WIDTH - 2)}", PHASE_WIDTH)),
            Span(bar(each.used_each, top, room), "late" if each.used > each.planned * OVER else "plan"),
            Span(f"{words.number(each.used_each):>5}", "heading"),
            Span(f" / {words.number(each.planned_each)}", "quiet"),
        )
        for each in times
    )
    return (*told(say.phase_sentence(words, late.get(most, ""), most), width), *drawn)


def conversations_line(words: Words, kept: ConversationRound) -> str:
    """Return in one line what became of a conversation round's agreements."""
    count = follow_through(kept)
    made = words.many("{count} agreement", "{count} agreements", count.agreements)
    followed, helped = words("{count} followed up", count=count.asked), words("{count} helped", count=count.helped)
    return f"{round_name(words, kept)}: {made} · {followed} · {helped}"


def counting(words: Words, *, folded: bool) -> Figure:
    """Return what the numbers are made of: told in full, or that it can be."""
    sentences = (words("All of it is about the team, never about one person."),) if folded else say.counted(words)
    state = words("␣ shows it") if folded else ""

    def rows(width: int) -> Rows:
        return tuple(row for sentence in sentences for row in told(sentence, width, "quiet"))

    return Figure("counted", words("What is counted"), state, rows)
