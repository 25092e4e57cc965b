"""Today as rows, and more about the marked one beside them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from rich.cells import cell_len

from storage.content.law import Law
from storage.domain import kinds
from storage.domain.calendar import local_day, school_year
from storage.domain.case.agreement import Agreement, without_answers_between
from storage.domain.homes.conversation_round import follow_through
from storage.domain.kinds import RecordKind, kind_of
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language
from storage.domain.views.book import Book
from storage.domain.views.overview import Begun, Overview
from storage.store import Draft
from tui.desk.draft_places import where_begun
from tui.desk.drafting import DraftPlace
from tui.i18n.labels import how_far
from tui.i18n.words import N_, Words
from tui.look.letters import HEIGHT, huge_letters, letters
from tui.look.signs import Mark, Role, Span
from tui.presentation import plan_outline
from tui.presentation.case_list import agreement_text, alarm_line, answer_line, case_line, case_text
from tui.presentation.lines import Line, Paragraph, Row
from tui.presentation.meeting import balance_line, next_meetings
from tui.presentation.parents import near_line, parent_meeting_text
from tui.presentation.plan import gap_lines
from tui.presentation.practice import handover_line, late_line, practice_line, practice_text, review_lines, tier_rows
from tui.presentation.rounds import contact_lines, follow_rows, midpoint_line
from tui.presentation.rows import across, beside_figure, wrapped

TIER_ROWS, FEWEST, HEADINGS = 3, 3, 2
"""Rows each tier of this month's practice may take, those a section gets at least, and those of two headings."""
FIRST_STEPS = {
    Row("template"): (
        N_("Take in the template of a plan"),
        N_("↵ take it in"),
        N_("Each is an idea until you agree on it. Press u to take it all back."),
    ),
    Row("plan", "start"): (
        N_("Agree on one area of the plan"),
        N_("↵ to the plan"),
        N_("Read its practices together: keep them, change them, or let them be."),
    ),
    Row("new"): (N_("Write one case"), N_("↵ write it"), N_("What happened, how others see it, and one first step.")),
}
"""A new team's first steps: what each opens, what it is, what Enter does, and what comes of it."""
UNCALLED = frozenset({"more", "insight"})
"""Rows of these are nothing to do; nor is anybody called on to go on with a draft."""
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


def led_lines(words: Words, seen: Overview, drafts: Mapping[DraftPlace, Draft], room: Room) -> Rows:
    """Return the rows of Today, the first thing to do beside a large figure."""
    lines = today_lines(words, seen, drafts, room)
    key: TodayKey | Literal[""] = next(
        (
            each.key
            for each in lines
            if isinstance(each.key, Row) and each.mark is not Mark.DONE and each.key.kind not in UNCALLED
        ),
        "",
    )
    figure, role = figure_of(words, seen, key)
    if not figure:
        return lines
    for drawn in (huge_letters(figure, room.width), letters(figure, room.width))[not room.apart :]:
        for height in range(room.height, room.height - len(drawn), -1):
            fitted = replace(room, width=room.width - across(drawn), height=height)
            lines = today_lines(words, seen, drafts, fitted)
            led = beside_figure(lines, key, drawn, role)
            if len(led) <= room.height and (len(led) == len(lines) or len(drawn) == HEIGHT):
                return led
    return led


def figure_of(words: Words, seen: Overview, key: TodayKey | Literal[""]) -> tuple[str, Role]:
    """Return what stands large beside the first thing to do, and how: how many there are of it, or its number."""
    match key:
        case Row("alarm"):
            return "!", "safety"
        case Row("meeting", "running"):
            return words("NOW"), "focus"
        case Row() if key in FIRST_STEPS:
            return f"{sum(seen.begun) + 1}", "focus"
        case Row("practice") if done_of(seen) < len(seen.practices):
            return f"{done_of(seen)}/{len(seen.practices)}", "plan"
        case Row("practice") | Row("plan", "late"):
            return f"{len(seen.late) or len(seen.reviews)}", "late"
        case Row("agreement"):
            over = sum((each.asked_next or each.due) < seen.today for each in seen.agreements)
            return (f"{over}", "late") if over else (f"{len(seen.agreements)}", "plan")
        case Row("case"):
            return f"{len(seen.stepless)}", "case"
    return "", "plain"


def today_lines(words: Words, seen: Overview, drafts: Mapping[DraftPlace, Draft], room: Room) -> Rows:
    """Return the rows of Today; keys say what a row is about.

    Where they are more than fit, the first practice gives way, down to a row of its minimum; then the balance does.
    """
    whole = _spread(_laid_out(words, seen, drafts, room, room.height))
    if len(whole) <= room.height:
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
        *start_lines(words, seen.begun, room.width),
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


def running_lines(words: Words, running: Meeting | None) -> Iterator[Line[Row]]:
    """Yield the meeting that goes on."""
    if running:
        going_on = words("A meeting is going on: {title}", title=running.title)
        yield Line(Row("meeting", "running"), going_on, words("↵ join"), mark=Mark.NOW)


def start_lines(words: Words, begun: Begun, width: int) -> Iterator[Line[Row]]:
    """Yield what a new team does first, as long as not all of it is done: each row opens its thing."""
    if all(begun):
        return
    yield Line("", words("To start with"), words("{count} of {all} done", count=sum(begun), all=len(begun)), "heading")
    for place, (key, is_done) in enumerate(zip(FIRST_STEPS, begun, strict=True)):
        text, remark, about = map(words, FIRST_STEPS[key])
        if is_done:
            yield Line("", text, words("done"), "quiet", Mark.DONE)
        else:
            is_next = all(begun[:place])
            number = () if is_next else (Span(f"{place + 1}  ", "quiet"),)  # the next one's stands beside it, large
            yield Line(key, text, remark, mark=Mark.NOW if is_next else Mark.LATER, spans=number)
            indent = 2 if is_next else 5
            yield from (Line("", row, look="quiet", indent=indent) for row in wrapped(about, width - indent - 2))


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


def done_of(seen: Overview) -> int:
    """Return how many of this month's practices are done."""
    return sum(school_year(seen.today).start in each.done for each in seen.practices)


def plan_heading(words: Words, seen: Overview) -> tuple[str, str]:
    """Return what stands above this month's practices, and how far they have come."""
    state = words("{count} of {all} done", count=done_of(seen), all=len(seen.practices)) if seen.practices else ""
    return words("The plan in {month}", month=words.month(seen.today.month)), state


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
    asks = {False: words("how is it going? s"), True: words("buddy: how is it going? s")}
    asked = {key: asks[is_buddy] for key, is_buddy in seen.questions.items()}
    return tuple(agreement_line(words, each, seen.today, far, who, asked.get(each.id, "")) for each in shown)


def agreement_line(
    words: Words, agreement: Agreement, today: date, far: int = 0, who: int = 0, asked: str = ""
) -> Line[Row]:
    """Return an agreement in columns so many cells wide, its lateness in mark and words, and what is asked of it."""
    day = agreement.asked_next or agreement.due
    mark = Mark.LATE if day < today else Mark.NOW if day == today else None
    mark = mark if agreement.is_open else Mark.AGAIN
    spans = (
        Span(when(words, agreement, today).rjust(far), mark.role if mark is Mark.LATE else "plain"),
        Span(f"  {agreement.owner.ljust(who)}  ", "quiet"),
    )
    helped = "" if agreement.is_open else words("did it help?")
    right = " · ".join(filter(None, (asked or helped, agreement.case)))
    return Line(Row("agreement", agreement.id), agreement.what, right, mark=mark, indent=0 if mark else 2, spans=spans)


def when(words: Words, agreement: Agreement, today: date) -> str:
    """Return in a few letters how many days an agreement is over, or when it is to be asked about."""
    day = agreement.asked_next or agreement.due
    if (over := (today - day).days) > 0:
        return words("{count} d", count=over)
    return how_far(words, day, today) if -over <= 1 else words.day(day)


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
    if row in FIRST_STEPS:
        return beginning_text(words, row, book.team.language)
    record = (book.find_case(row.id) if row.kind == "case" else book.record(row.id)) if row else None
    if shared and isinstance(record, Agreement):
        record = without_answers_between(record)
    told = BESIDE[kind_of(record)] if record else None
    return tuple(told(words, book, record, today, law)) if told else ()


def beginning_text(words: Words, key: Row, language: Language) -> tuple[Paragraph, ...]:
    """Return what a new team's step is about."""
    text, _, about = map(words, FIRST_STEPS[key])
    return (
        Paragraph(text, "heading"),
        Paragraph(about),
        *(plan_outline.template_text(words, language) if key.kind != "new" else ()),
    )


BESIDE: Mapping[RecordKind[Any], Callable[[Words, Book, Any, date, Law], Iterable[Paragraph]] | None] = {
    kinds.TEAM: None,
    kinds.AREA: None,
    kinds.PRACTICE: practice_text,
    kinds.CARD: None,
    kinds.CASE: lambda words, _book, case, _today, _law: case_text(words, case),
    kinds.AGREEMENT: lambda words, book, agreement, _today, _law: agreement_text(words, book, agreement),
    kinds.MEETING: None,
    kinds.PARENT_MEETING: parent_meeting_text,
    kinds.ROUND: lambda words, _book, held, _today, _law: (
        Paragraph("", column=row) for row in follow_rows(words, follow_through(held))
    ),
    kinds.CLASS: None,
}
"""What is told beside a row about a record; None of the kinds that have no row on Today."""
