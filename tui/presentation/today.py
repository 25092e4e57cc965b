"""Today as rows, and more about the marked one beside them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rich.cells import cell_len

from storage.content.names import themes
from storage.domain import kinds
from storage.domain.calendar import local_day, school_year
from storage.domain.case.agreement import Agreement, Rating, without_answers_between
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import follow_through
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.kinds import RecordKind, kind_of
from storage.domain.meeting.meeting import Meeting
from storage.domain.views.book import Book
from storage.domain.views.handover import Handover
from storage.domain.views.overview import Begun, Overview
from storage.store import Draft
from tui.desk.draft_places import where_begun
from tui.desk.drafting import DraftPlace
from tui.desk.pages import Law
from tui.i18n.phrases import agreed_beside, how_far, rating_text
from tui.i18n.words import Words
from tui.look.signs import Mark, Span
from tui.presentation.balance import balance_line
from tui.presentation.lines import Line, Paragraph, Row
from tui.presentation.meeting import next_meetings
from tui.presentation.parents import headline, meeting_paragraphs, near_line
from tui.presentation.plan import gap_lines
from tui.presentation.practice import practice_line, practice_text, review_lines, tier_rows
from tui.presentation.rounds import contact_lines, follow_rows, midpoint_line

TIER_ROWS = 3
"""Rows each tier of this month's practice may take."""
HEADINGS = 2
FEWEST = 3
"""Rows a section gets at least; then the list scrolls."""
TodayKey = Row | DraftPlace
Rows = tuple[Line[TodayKey], ...]


@dataclass(frozen=True)
class Room:
    """How much of everything there is room for."""

    width: int
    """Cells in a row."""
    height: int
    """Rows; what is more than that in a section is folded."""
    unfolded: Collection[str] = ()
    """Sections that are shown whole all the same."""
    apart: bool = False
    """Whether agreements stand in a list of their own."""


def today_lines(words: Words, seen: Overview, drafts: Mapping[DraftPlace, Draft], room: Room) -> Rows:
    """Return the rows of Today; keys say what a row is about.

    Where they are more than fit, the first practice gives way, down to a row of its minimum; then the balance does.
    """
    whole = _spread(_laid_out(words, seen, drafts, room, room.height)) if room.apart else ()
    if whole and len(whole) <= room.height:
        return whole
    laid = (_laid_out(words, seen, drafts, room, tier) for tier in range(TIER_ROWS, -1, -1))
    return next((lines for lines in laid if len(lines) <= room.height), None) or _laid_out(words, seen, drafts, room, 0)


def _spread(lines: Rows) -> Rows:
    """Return rows with a blank one above each heading but the first."""
    blank = Line[TodayKey]("", "")
    parted = ((blank, line) if place and line.look == "heading" else (line,) for place, line in enumerate(lines))
    return tuple(line for lines in parted for line in lines)


def _laid_out(words: Words, seen: Overview, drafts: Mapping[DraftPlace, Draft], room: Room, tier: int) -> Rows:
    above = (
        *(alarm_line(words, case) for case in seen.alarms),
        *(answer_line(words, case) for case in seen.answers),
        *running_lines(words, seen.running),
        *draft_lines(words, drafts),
        *start_lines(words, seen.begun),
        *plan_lines(words, seen, room, tier),
    )
    below = (*gap_lines(words, seen.gaps), *team_lines(words, seen, whole=tier > 0))
    agreements = () if room.apart else agreement_lines(words, seen)
    cases = tuple(case_line(words, each, seen.today) for each in seen.stepless)
    left = room.height - len(above) - len(below) - HEADINGS
    most_agreements, most_cases = shared(left, len(agreements), len(cases))
    title, state = agreements_heading(words, seen)
    owed = () if room.apart else section(words, title, state, "agreements", agreements, most_agreements, room)
    count = f"{len(cases)}" if cases else ""
    stepless = section(words, words("Open cases without a next step"), count, "cases", cases, most_cases, room)
    return (*above, *owed, *stepless, *below)


def shared(left: int, first: int, second: int) -> tuple[int, int]:
    """Return how many rows each of two sections gets of those left: half, or what the other does not need."""
    return (max(FEWEST, left - left // 2, left - max(1, second)), max(FEWEST, left // 2, left - max(1, first)))


def alarm_line(words: Words, case: Case) -> Line[Row]:
    """Return that a pupil may not be safe and nobody has been told yet."""
    nobody = words("nobody has been told yet")
    return Line(Row("alarm", case.code), f"{case.code}: {nobody}", words("↵ open it"), "safety", Mark.ALARM)


def answer_line(words: Words, case: Case) -> Line[Row]:
    """Return that the leadership has answered."""
    answered = words("{code}: the leadership has answered", code=case.code)
    return Line(Row("answer", case.code), answered, words("↵ open it"), "plan", Mark.NOW)


def running_lines(words: Words, running: Meeting | None) -> Iterator[Line[Row]]:
    """Yield the meeting that goes on."""
    if running:
        going_on = words("A meeting is going on: {title}", title=running.title)
        yield Line(Row("meeting", "running"), going_on, words("↵ join"), mark=Mark.NOW)


def start_lines(words: Words, begun: Begun) -> Iterator[Line[Row]]:
    """Yield what a new team does first, as long as not all of it is done: each row opens its thing."""
    if all(begun):
        return
    yield Line("", words("To start with"), words("{count} of {all} done", count=sum(begun), all=len(begun)), "heading")
    for place, (step, is_done) in enumerate(zip(first_steps(words), begun, strict=True)):
        key, text, remark = step
        if is_done:
            yield Line("", text, words("done"), "quiet", Mark.DONE)
        else:
            yield Line(key, text, remark, mark=Mark.LATER if not all(begun[:place]) else Mark.NOW)


def first_steps(words: Words) -> tuple[tuple[Row, str, str], ...]:
    """Return a new team's first steps: what each opens, what it is, and what Enter does."""
    return (
        (Row("template"), words("1  Take in the template of a plan"), words("↵ take it in")),
        (Row("plan", "start"), words("2  Agree on one area of the plan"), words("↵ to the plan")),
        (Row("new"), words("3  Write one case"), words("↵ write it")),
    )


def draft_lines(words: Words, drafts: Mapping[DraftPlace, Draft]) -> Iterator[Line[TodayKey]]:
    """Yield where somebody began a text and never saved it."""
    if drafts:
        yield Line("", words("Unsaved draft"), look="heading")
    for place, draft in drafts.items():
        when = f"{words.day(local_day(draft.at))} {words.clock(draft.at)}"
        yield Line(place, where_begun(words, DraftPlace.read(draft.place)), when, indent=2)


def plan_lines(words: Words, seen: Overview, room: Room, tier: int = TIER_ROWS) -> Iterator[Line[Row]]:
    """Yield this month's practices, the first with both tiers, and whether earlier months are behind."""
    title, state = plan_heading(words, seen)
    yield Line("", title, state, "heading")
    if not seen.has_plan:
        yield Line(Row("plan"), words("The plan is empty. Press ↵ and then t to start it from the template."))
        return
    if not seen.practices:
        yield Line(Row("plan"), words("Nothing in the plan falls this month. Press ↵ to see the plan."))
    for place, practice in enumerate(seen.practices):
        yield practice_line(words, practice, seen.today)
        if place == 0:
            yield from tier_rows(words, practice, room.width - 2, tier)
    if seen.late:
        yield late_line(words, len(seen.late))
    yield from review_lines(words, seen.reviews)
    if seen.handover:
        yield handover_line(words, seen.handover)


def plan_heading(words: Words, seen: Overview) -> tuple[str, str]:
    """Return what stands above this month's practices, and how far they have come."""
    done = sum(school_year(seen.today).start in each.done for each in seen.practices)
    state = words("{count} of {all} done", count=done, all=len(seen.practices)) if seen.practices else ""
    return words("The plan in {month}", month=words.month(seen.today.month)), state


def handover_line(words: Words, over: Handover) -> Line[Row]:
    """Return that the plan goes over to the next school year, and how much of it is left."""
    goes_over = words("The plan goes over to {following}", following=over.following.span)
    left = words.many("{count} practice left", "{count} practices left", len(over.left))
    return Line(Row("handover"), goes_over, " · ".join((left, words("↵ go through them"))), mark=Mark.NOW)


def late_line(words: Words, count: int) -> Line[Row]:
    """Return that practices of earlier months are behind."""
    behind = words.many(
        "{count} practice from earlier is not ticked off", "{count} practices from earlier are not ticked off", count
    )
    return Line(Row("plan", "late"), behind, words("↵ to the plan"), mark=Mark.LATE)


def section(
    words: Words, heading: str, state: str, name: str, rows: Rows, most: int, room: Room
) -> Iterator[Line[TodayKey]]:
    """Yield a heading and its rows, the last ones folded when there are more than `most`."""
    yield Line("", heading, state, "heading")
    yield from folded(words, name, rows, most, room)


def folded(words: Words, name: str, rows: Rows, most: int, room: Room) -> Iterator[Line[TodayKey]]:
    """Yield a section's rows, the last ones folded when there are more than `most`."""
    shown = rows if name in room.unfolded or len(rows) <= most else rows[: most - 1]
    yield from shown
    if not rows:
        yield Line("", words("none"), look="faint", indent=2)
    if hidden := len(rows) - len(shown):
        yield Line(Row("more", name), words.many("… {count} more", "… {count} more", hidden), look="quiet", indent=2)


def agreements_heading(words: Words, seen: Overview) -> tuple[str, str]:
    """Return what stands above the agreements, and how they stand: late, today, and those that follow."""
    days = [(each.asked_next or each.due) for each in seen.agreements]
    late, now = (sum(day < seen.today for day in days), days.count(seen.today))
    told = (
        words("{count} overdue", count=late) if late else "",
        words("{count} today", count=now) if now else "",
        words("{count} soon", count=len(days) - late - now) if len(days) > late + now else "",
    )
    return words("Agreements to follow up"), " · ".join(filter(None, told))


def agreement_lines(words: Words, seen: Overview) -> Rows:
    """Return the agreements in columns: how late or when, who, what, and of which case."""
    shown = seen.agreements
    far = max((cell_len(when(words, each, seen.today)) for each in shown), default=0)
    who = max((cell_len(each.owner) for each in shown), default=0)
    return tuple(agreement_line(words, each, seen.today, far, who, asks=each.id in seen.questions) for each in shown)


def agreement_line(
    words: Words, agreement: Agreement, today: date, far: int = 0, who: int = 0, *, asks: bool = False
) -> Line[Row]:
    """Return an agreement in columns so many cells wide, its lateness in mark and words."""
    day = agreement.asked_next or agreement.due
    mark = Mark.LATE if day < today else Mark.NOW if day == today else None
    mark = mark if agreement.is_open else Mark.AGAIN
    spans = (
        Span(when(words, agreement, today).rjust(far), mark.role if mark is Mark.LATE else "plain"),
        Span(f"  {agreement.owner.ljust(who)}  ", "quiet"),
    )
    asked = words("how is it going? s") if asks else "" if agreement.is_open else words("did it help?")
    right = " · ".join(filter(None, (asked, agreement.case)))
    return Line(Row("agreement", agreement.id), agreement.what, right, mark=mark, indent=0 if mark else 2, spans=spans)


def when(words: Words, agreement: Agreement, today: date) -> str:
    """Return in a few letters how many days an agreement is over, or when it is to be asked about."""
    day = agreement.asked_next or agreement.due
    over = (today - day).days
    if over > 0:
        return words("{count} d", count=over)
    return how_far(words, day, today) if -over <= 1 else words.day(day)


def case_line(words: Words, case: Case, today: date) -> Line[Row]:
    """Return a case with how long it has been open."""
    days = (today - case.opened).days
    waited = words.many("open {count} day", "open {count} days", days) if days else words("opened today")
    return Line(Row("case", case.code), f"{case.code} {case.title}", waited, indent=2)


def team_lines(words: Words, seen: Overview, *, whole: bool) -> Iterator[Line[Row]]:
    """Yield how the team stands: its next meeting, what is on with the homes, and, in the whole of it, its balance."""
    yield Line("", words("The team"), look="heading")
    yield from next_meetings(words, seen)
    yield from (near_line(words, each, seen.today) for each in seen.parents)
    yield from (midpoint_line(words, each, seen.today) for each in seen.rounds)
    width = max(cell_len(words("First good contact")) if seen.contact.homes else 0, cell_len(words("Meeting time")))
    yield from contact_lines(words, seen.contact, width)
    if whole:
        yield balance_line(words, seen.minutes, width)


def aside(
    words: Words, book: Book, key: TodayKey | Literal[""], today: date, law: Law, *, shared: bool = False
) -> tuple[Paragraph, ...]:
    """Return what is known of the row with this key; where all look on, not what was said between meetings."""
    row = key if isinstance(key, Row) else None
    record = (book.find_case(row.id) if row.kind == "case" else book.record(row.id)) if row else None
    if shared and isinstance(record, Agreement):
        record = without_answers_between(record)
    told = BESIDE[kind_of(record)] if record else None
    return tuple(told(words, book, record, today, law)) if told else ()


def agreement_text(words: Words, book: Book, agreement: Agreement) -> Iterator[Paragraph]:
    """Yield an agreement with its case and what was said about it."""
    yield Paragraph(agreement.what, "heading")
    buddy = words("buddy {alias}", alias=agreement.buddy) if agreement.buddy else ""
    yield Paragraph(" · ".join(filter(None, (agreement.owner, buddy))))
    yield Paragraph(words("due {day}", day=words.weekday(agreement.due)))
    if agreement.review:
        yield Paragraph(words("did it help? {day}", day=words.weekday(agreement.review)))
    if agreement.cue:
        yield Paragraph(words("When {cue}", cue=agreement.cue))
    yield from map(Paragraph, agreed_beside(words, agreement))
    if case := book.find_case(agreement.case):
        yield Paragraph(f"{case.code} {case.title}", "quiet")
    for rating in agreement.ratings:
        yield from _rating(words, rating)


def _rating(words: Words, rating: Rating) -> Iterator[Paragraph]:
    yield Paragraph(rating_text(words, rating))
    if rating.note:
        yield Paragraph(rating.note, "quiet", indent=2)


def case_text(words: Words, case: Case) -> Iterator[Paragraph]:
    """Yield a case's title and themes; the rest waits until somebody opens it."""
    names = themes(words.language)
    yield Paragraph(f"{case.code} {case.title}", "heading")
    if case.themes:
        yield Paragraph(", ".join(names.get(theme, theme) for theme in case.themes))
    yield Paragraph(words("opened {day}", day=words.weekday(case.opened)))
    yield Paragraph(words("↵ opens the case"), "quiet")


def _parent_meeting_text(
    words: Words, book: Book, meeting: ParentMeeting, _today: date, law: Law
) -> Iterator[Paragraph]:
    yield Paragraph(headline(words, meeting), "heading")
    yield from meeting_paragraphs(words, book, meeting, "", law)


BESIDE: Mapping[RecordKind[Any], Callable[[Words, Book, Any, date, Law], Iterable[Paragraph]] | None] = {
    kinds.TEAM: None,
    kinds.AREA: None,
    kinds.PRACTICE: practice_text,
    kinds.CARD: None,
    kinds.CASE: lambda words, _book, case, _today, _law: case_text(words, case),
    kinds.AGREEMENT: lambda words, book, agreement, _today, _law: agreement_text(words, book, agreement),
    kinds.MEETING: None,
    kinds.PARENT_MEETING: _parent_meeting_text,
    kinds.ROUND: lambda words, _book, held, _today, _law: (
        Paragraph("", column=row) for row in follow_rows(words, follow_through(held))
    ),
    kinds.CLASS: None,
}
"""What is told beside a row about a record; None of the kinds that have no row on Today."""
