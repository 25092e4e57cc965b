"""The plan as rows in groups, by area or by month, with what stands beside them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from storage.content.law import Law
from storage.content.names import themes
from storage.domain.calendar import MONTHS, school_year
from storage.domain.homes.contact import reached
from storage.domain.homes.conversation_round import follow_through
from storage.domain.plan.plan import ALL_YEAR, HIGHEST, Area, Practice, PracticeState, Reading, late, living
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage, reviews
from tui.i18n.labels import label
from tui.i18n.words import N_, Words
from tui.look.bars import AHEAD, PASSED, number_line, rising
from tui.look.letters import huge_letters
from tui.look.panels import BETWEEN
from tui.look.ring import in_middle
from tui.look.signs import Mark, Span
from tui.look.year import ORDER, Month
from tui.presentation.lines import Line, Paragraph, Row
from tui.presentation.practice import practice_text
from tui.presentation.rows import wrapped

LEGEND = (
    (Mark.DONE, N_("done")), (Mark.LATE, N_("overdue")), (Mark.NOW, N_("this month")), (Mark.LATER, N_("later")),
    (Mark.AGAIN, N_("look again")), (Mark.IDEA, N_("idea")),
)  # fmt: skip
ABOUT_PLAN = N_(
    "A peacetime plan is what you agree on while nothing burns: what all of you always do, and what anyone may do."
)
WHEEL = (*MONTHS, ALL_YEAR)
"""Begins the key of the line of a theme that keeps coming back."""
MIDDLE = 28
"""Cells within the ring of a year."""
READINGS = 8
"""So many of an area's latest readings are drawn."""


@dataclass(frozen=True)
class Group:
    """Some practices under a title."""

    key: str
    title: str
    practices: tuple[Practice, ...]
    remark: str = ""
    """What stands to its right, before the signs."""
    scale: int | None = None
    """Where it stands, from 0 to 10; None where nobody has said."""


@dataclass(frozen=True)
class PracticeSigns:
    """How practices stand on one day; tells each its sign."""

    today: date
    late: frozenset[str]
    again: frozenset[str] = frozenset()
    """Those that ask to be looked at again."""

    def again_of(self, practices: Iterable[Practice]) -> str:
        """Return the mark when some practice asks to be looked at again."""
        return Mark.AGAIN.sign if any(practice.id in self.again for practice in practices) else ""

    def of(self, practice: Practice) -> Mark:
        """Return a practice's sign."""
        if practice.state is PracticeState.RETIRED:
            return Mark.ENDED
        if school_year(self.today).start in practice.done:
            return Mark.DONE
        if practice.id in self.late:
            return Mark.LATE
        if practice.state is PracticeState.IDEA:
            return Mark.IDEA
        return Mark.NOW if practice.month == self.today.month else Mark.LATER


def signs_on(book: Book, today: date) -> PracticeSigns:
    """Return the signs of a day."""
    behind = late(book.plan, today, school_year(today))
    again = (review.practice.id for review in reviews(book, today))
    return PracticeSigns(today, frozenset(each.id for each in behind), frozenset(again))


def by_area(words: Words, book: Book) -> tuple[Group, ...]:
    """Return the plan's areas with their practices in the order of the year, retired ones last, hidden areas below."""
    areas = sorted(book.areas, key=lambda area: area.hidden)
    groups = [
        Group(
            area.key,
            area.title,
            _in_order(book.practices, area.key),
            words("hidden") if area.hidden else standing(area),
            area.readings[-1].scale if area.readings else None,
        )
        for area in areas
    ]
    known = {area.key for area in book.areas}
    rest = tuple(practice for practice in book.practices if practice.area not in known)
    return (*groups, *([Group("", words("Without an area"), rest)] if rest else []))


def standing(area: Area) -> str:
    """Return where an area has stood from reading to reading, drawn; nothing where it stands still."""
    scales = [each.scale for each in area.readings[-READINGS:]]
    return rising(scales, HIGHEST) if len(scales) > 1 else ""


def _in_order(practices: Iterable[Practice], area: str) -> tuple[Practice, ...]:
    def place(practice: Practice) -> tuple[bool, int]:
        return (practice.state is PracticeState.RETIRED, WHEEL.index(practice.month))

    return tuple(sorted((each for each in practices if each.area == area), key=place))


def by_month(words: Words, book: Book, today: date) -> tuple[Group, ...]:
    """Return the year wheel: August to June and what holds all year, with the living practices of each."""
    kept = living(book.plan)
    return tuple(
        Group(
            f"{month}",
            words.month(month),
            tuple(practice for practice in kept if practice.month == month),
            words("this month") if month == today.month else "",
        )
        for month in WHEEL
    )


def year_of(words: Words, book: Book, signs: PracticeSigns) -> tuple[Month, ...]:
    """Return the year wheel to be drawn: each month with the marks of its practices."""
    return tuple(
        Month(
            group.title,
            tuple(signs.of(practice) for practice in group.practices),
            here=group.key == f"{signs.today.month}",
            all_year=group.key == f"{ALL_YEAR}",
        )
        for group in by_month(words, book, signs.today)
    )


def year_state(words: Words, months: Iterable[Month], *, whole: bool = True) -> str:
    """Return how much of a year's plan is done, and in the whole of it how much is behind."""
    marks = [mark for month in months for mark in month.marks]
    done = words("{count} of {all} done", count=marks.count(Mark.DONE), all=len(marks))
    behind = marks.count(Mark.LATE)
    return " · ".join((done, words("{count} overdue", count=behind))) if behind and whole else done


def year_middle(words: Words, months: Sequence[Month]) -> tuple[tuple[Span, ...], ...]:
    """Return what stands in the middle of a year: what is done of it, what is behind, and what holds all year."""
    marks = [mark for month in months for mark in month.marks]
    done, behind = marks.count(Mark.DONE), marks.count(Mark.LATE)
    said = [Span(words("of {all} done", all=len(marks)), "plan")]
    said += [Span(words("{count} overdue", count=behind), "late")] if behind else []
    whole = (f"{month.name} {''.join(mark.sign for mark in month.marks)}" for month in months if month.all_year)
    return in_middle(huge_letters(f"{done}", MIDDLE), (*said, *(Span(each, "quiet") for each in whole)))


def group_of(practice: Practice, *, wheel: bool) -> str:
    """Return the key of the group a practice stands in."""
    return f"{practice.month}" if wheel else practice.area


QUIET = frozenset({Mark.IDEA, Mark.ENDED})
"""Rows with these signs step back."""
MONTH_WIDTH = 11
NARROWEST = 20
SCALE_WIDTH = 2
"""Cells of a number from 0 to 10."""


def plan_lines(
    words: Words,
    groups: Sequence[Group],
    opened: Collection[str],
    signs: PracticeSigns,
    *,
    wheel: bool,
    with_tiers: bool = False,
) -> Iterator[Line[Row]]:
    """Yield the rows; both tiers can stand below each practice."""
    has_scale = any(group.scale is not None for group in groups)
    for group in groups:
        first, *others = _group_lines(words, group, opened, signs, wheel=wheel, with_tiers=with_tiers)
        yield replace(first, spans=_on_scale(group.scale)) if has_scale else first
        yield from others


def _on_scale(scale: int | None) -> tuple[Span, ...]:
    """Return where an area stands on a line of ten, and as a number."""
    if scale is None:
        return (Span(" " * (HIGHEST + SCALE_WIDTH + 2)),)
    line = Span(PASSED * scale, "plan"), Span(AHEAD * (HIGHEST - scale), "line")
    return (*line, Span(f" {scale:<{SCALE_WIDTH}} ", "plan"))


def _group_lines(
    words: Words, group: Group, opened: Collection[str], signs: PracticeSigns, *, wheel: bool, with_tiers: bool
) -> Iterator[Line[Row]]:
    is_open = group.key in opened
    fold = (Mark.LESS if is_open else Mark.MORE) if group.practices else None
    title = _month_title(group, is_open=is_open) if wheel else group.title
    marked = map(signs.of, group.practices)
    marks = "".join(mark.sign for mark in (sorted(marked, key=ORDER.index) if wheel else marked))
    again = "" if wheel else signs.again_of(group.practices)
    right = " ".join(filter(None, (group.remark, marks, again)))
    yield Line(Row("group", group.key), title, right, "heading", fold, 0 if fold else 2)
    for practice in group.practices if is_open else ():
        yield _practice_line(words, practice, signs, wheel=wheel)
        if with_tiers:
            yield from tier_lines(words, practice)


def _month_title(group: Group, *, is_open: bool) -> str:
    titles = "" if is_open else " · ".join(practice.title for practice in group.practices)
    return f"{group.title:<{MONTH_WIDTH}}{titles}"


def _practice_line(words: Words, practice: Practice, signs: PracticeSigns, *, wheel: bool) -> Line[Row]:
    sign = signs.of(practice)
    remarks = (practice.owner if wheel else words.month(practice.month), label(words, practice.state))
    right = " ".join(filter(None, (" · ".join(filter(None, remarks)), signs.again_of([practice]))))
    return Line(Row("practice", practice.id), practice.title, right, "quiet" if sign in QUIET else "plain", sign, 4)


def tier_lines(words: Words, practice: Practice) -> Iterator[Line[Row]]:
    """Yield both tiers, a row each: what is in them is seen at a glance, and read on the practice's own page."""
    if practice.minimum:
        yield Line("", words("all: {text}", text=practice.minimum), look="quiet", mark=Mark.ALL, indent=6)
    if practice.room:
        yield Line("", words("free: {text}", text=practice.room), look="quiet", mark=Mark.FREE, indent=6)


def rows_when_open(groups: Iterable[Group], *, each: int = 1) -> int:
    """Return how many rows the plan takes with every group open and so many rows for each practice."""
    return sum(1 + each * len(group.practices) for group in groups)


def legend(words: Words) -> str:
    """Return what the signs mean, in pieces of which only some may fit."""
    return BETWEEN.join(f"{sign} {words(name)}" for sign, name in LEGEND)


def empty_lines(words: Words, areas: int, practices: int, width: int) -> tuple[Line[Row], ...]:
    """Return what stands in place of an empty plan: what it is for, and the one key that gets one further."""
    about = words(ABOUT_PLAN)
    start = words("t  Start from the template: {areas} areas, {practices} practices", areas=areas, practices=practices)
    after = words("Each is an idea until you agree on it. Press u to take it all back.")
    room = max(NARROWEST, width - 3)
    return (
        Line("", words("The plan is empty"), look="heading"),
        *(Line("", row) for row in wrapped(about, room)),
        Line("", ""),
        Line(Row("template"), start),
        Line(Row("file"), words("i  Take in a plan you already have, from a file")),
        *(Line("", row, look="quiet") for row in wrapped(after, room)),
    )


READINGS_SHOWN = 4
"""So many of an area's latest readings are shown."""


def plan_detail(
    words: Words, book: Book, shown: Practice | Group | None, signs: PracticeSigns, law: Law
) -> tuple[Paragraph, ...]:
    """Return what is known of what is marked."""
    if isinstance(shown, Practice):
        return tuple(practice_text(words, book, shown, signs.today, law))
    if isinstance(shown, Group):
        area = next((area for area in book.areas if area.key == shown.key), None)
        return (*(_area_rows(words, area, signs.today) if area else ()), *_titles(words, shown, signs))
    return ()


def _area_rows(words: Words, area: Area, today: date) -> Iterator[Paragraph]:
    yield Paragraph(area.title, "heading")
    if area.about:
        yield Paragraph(area.about)
    if area.notes:
        yield Paragraph(words("Notes: {notes}", notes=area.notes))
    if area.readings:
        yield from _on_the_line(words, area.readings[-READINGS_SHOWN:], today)


def _on_the_line(words: Words, readings: Sequence[Reading], today: date) -> Iterator[Paragraph]:
    """Yield the line from 0 to 10 with where an area stood and stands, and both in words."""
    first, last = readings[0], readings[-1]
    line = number_line([each.scale for each in readings], HIGHEST)
    yield Paragraph("", column=(Span("0 ", "faint"), *line, Span(f" {HIGHEST}", "faint")))
    now = words("{scale} now", scale=last.scale)
    then = words("{scale} on {day}", scale=first.scale, day=_day(words, first.on, today)) if len(readings) > 1 else ""
    depth = label(words, last.depth) if last.depth else ""
    yield Paragraph(" · ".join(filter(None, (then, now, depth))), "quiet", indent=2)


def _day(words: Words, day: date, today: date) -> str:
    return words.day(day) if day.year == today.year else words.day(day, "d. MMM y")


def _titles(words: Words, group: Group, signs: PracticeSigns) -> Iterator[Paragraph]:
    if not group.practices:
        yield Paragraph(words("No practices here yet."), "quiet")
    for practice in group.practices:
        yield Paragraph(practice.title, mark=signs.of(practice))


FIRST_CONTACT, PARENT_MEETING, CONVERSATION = "first-contact", "parent-meeting", "development-talk"
"""The keys of the template's areas."""


def with_remarks(words: Words, groups: tuple[Group, ...], book: Book, today: date) -> tuple[Group, ...]:
    """Return the plan's areas with what goes on in them before what else is remarked."""
    said = dict(remarks(words, book, today))
    return tuple(replace(each, remark=" ".join(filter(None, (said.get(each.key), each.remark)))) for each in groups)


def remarks(words: Words, book: Book, today: date) -> Iterator[tuple[str, str]]:
    """Yield a remark for each area where there is something to say."""
    count = reached(book.classes, today)
    if count.homes:
        yield FIRST_CONTACT, words("{count} of {homes} homes", count=count.ticks, homes=count.homes)
    ahead = min((each.on for each in book.parent_meetings if each.on >= today and not each.is_held), default=None)
    if ahead:
        yield PARENT_MEETING, words("the next one {day}", day=words.day(ahead))
    for kept in book.rounds[:1]:
        counted = follow_through(kept)
        yield CONVERSATION, words("{asked} of {all} followed up", asked=counted.asked, all=counted.agreements)


def gap_lines(words: Words, gaps: Iterable[Coverage]) -> Iterator[Line[Row]]:
    """Yield the themes that keep coming back without a practice."""
    names = themes(words.language)
    for gap in gaps:
        text = words.many(
            "{theme}: {count} case this year, and no practice agreed",
            "{theme}: {count} cases this year, and no practice agreed",
            len(gap.cases),
            theme=names.get(gap.theme, gap.theme),
        )
        offer = words("↵ agree on one") if gap.ideas else words("↵ make one")
        yield Line(Row("gap", gap.theme), text, offer, mark=Mark.LATE)
