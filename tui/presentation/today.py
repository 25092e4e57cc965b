"""Today as rows, and more about the marked one beside them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from storage.content.themes import themes
from storage.domain import kinds
from storage.domain.calendar import local_day, school_year
from storage.domain.case.agreement import Agreement, Rating
from storage.domain.case.case import Case
from storage.domain.homes.conversation_round import follow_through
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.kinds import RecordKind, kind_of
from storage.domain.meeting.meeting import Meeting
from storage.domain.meeting.roles import MeetingRole
from storage.domain.plan.plan import Practice, PracticeState
from storage.domain.views.book import Book
from storage.domain.views.handover import Handover
from storage.domain.views.overview import Overview
from storage.domain.views.reviews import Reason, Review
from storage.store import Draft
from tui.desk.draft_places import where_begun
from tui.desk.drafting import DraftPlace
from tui.desk.pages import Law
from tui.i18n.labels import label
from tui.i18n.phrases import how_far, short_day
from tui.i18n.words import Words
from tui.look.bars import two_sided
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line, Paragraph, Row
from tui.presentation.parents import headline, meeting_paragraphs, near_line
from tui.presentation.plan import gap_lines
from tui.presentation.practice import practice_text, tier_rows
from tui.presentation.rounds import contact_lines, follow_rows, midpoint_line

TIER_ROWS = 3
"""Rows each tier of this month's practice may take."""
MOST_REVIEWS = 2
"""So many practices to look at again are named; the others are counted."""
BALANCE_WIDTH = 20
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


def today_lines(words: Words, seen: Overview, drafts: Mapping[DraftPlace, Draft], room: Room) -> Rows:
    """Return the rows of Today; keys say what a row is about.

    Where they are more than fit, the first practice gives way, tier by tier, down to a row each.
    """
    laid = (_laid_out(words, seen, drafts, room, tier) for tier in range(TIER_ROWS, 0, -1))
    return next((lines for lines in laid if len(lines) <= room.height), None) or _laid_out(words, seen, drafts, room, 1)


def _laid_out(words: Words, seen: Overview, drafts: Mapping[DraftPlace, Draft], room: Room, tier: int) -> Rows:
    above = (
        *(alarm_line(words, case) for case in seen.alarms),
        *running_lines(words, seen.running),
        *draft_lines(words, drafts),
        *plan_lines(words, seen, room, tier),
        *(near_line(words, each, seen.today) for each in seen.parents),
        *(midpoint_line(words, each, seen.today) for each in seen.rounds),
    )
    below = (*gap_lines(words, seen.gaps), *team_lines(words, seen))
    agreements = tuple(agreement_line(words, each, seen.today) for each in seen.agreements)
    cases = tuple(case_line(words, each, seen.today) for each in seen.stepless)
    left = room.height - len(above) - len(below) - HEADINGS
    most_agreements, most_cases = shared(left, len(agreements), len(cases))
    return (
        *above,
        *section(words, words("Agreements to follow up"), "agreements", agreements, most_agreements, room),
        *section(words, words("Open cases without a next step"), "cases", cases, most_cases, room),
        *below,
    )


def shared(left: int, first: int, second: int) -> tuple[int, int]:
    """Return how many rows each of two sections gets of those left: half, or what the other does not need."""
    return (
        max(FEWEST, left - left // 2, left - max(1, second)),
        max(FEWEST, left // 2, left - max(1, first)),
    )


def alarm_line(words: Words, case: Case) -> Line[Row]:
    """Return that a pupil may not be safe and nobody has been told yet."""
    nobody = words("nobody has been told yet")
    return Line(Row("alarm", case.code), f"{case.code}: {nobody}", words("↵ open it"), "safety", Mark.ALARM)


def running_lines(words: Words, running: Meeting | None) -> Iterator[Line[Row]]:
    """Yield the meeting that goes on."""
    if running:
        going_on = words("A meeting is going on: {title}", title=running.title)
        yield Line(Row("meeting", "running"), going_on, words("↵ join"), mark=Mark.NOW)


def draft_lines(words: Words, drafts: Mapping[DraftPlace, Draft]) -> Iterator[Line[TodayKey]]:
    """Yield where somebody began a text and never saved it."""
    if drafts:
        yield Line("", words("Unsaved draft"), look="heading")
    for place, draft in drafts.items():
        when = f"{words.day(local_day(draft.at))} {words.clock(draft.at)}"
        yield Line(place, where_begun(words, DraftPlace.read(draft.place)), when, indent=2)


def plan_lines(words: Words, seen: Overview, room: Room, tier: int = TIER_ROWS) -> Iterator[Line[Row]]:
    """Yield this month's practices, the first with both tiers, and whether earlier months are behind."""
    yield Line("", words("This month in the plan"), words.month(seen.today.month), "heading")
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
    yield from review_lines(words, seen)
    if seen.handover:
        yield handover_line(words, seen.handover)


def handover_line(words: Words, over: Handover) -> Line[Row]:
    """Return that the plan goes over to the next school year, and how much of it is left."""
    goes_over = words("The plan goes over to {following}", following=over.following.name)
    left = words.many("{count} practice left", "{count} practices left", len(over.left))
    return Line(Row("handover"), goes_over, " · ".join((left, words("↵ go through them"))), mark=Mark.NOW)


def review_lines(words: Words, seen: Overview) -> Iterator[Line[Row]]:
    """Yield the practices to look at again, the first ones by name."""
    for review in seen.reviews[:MOST_REVIEWS]:
        yield Line(
            Row("practice", review.practice.id), review.practice.title, why_again(words, review), mark=Mark.AGAIN
        )
    more = len(seen.reviews[MOST_REVIEWS:])
    if more:
        said = words.many("{count} more practice to look at again", "{count} more practices to look at again", more)
        yield Line(Row("plan", "again"), said, words("↵ to the plan"), mark=Mark.AGAIN)


def why_again(words: Words, review: Review) -> str:
    """Return why a practice asks to be looked at again, in a few words."""
    if review.reason is Reason.OVERDUE:
        return words("look at it again: {day}", day=short_day(words, review.practice.review))
    theme = themes(words.language).get(review.practice.themes[0], review.practice.themes[0])
    return words.many(
        "{count} case about {theme} since", "{count} cases about {theme} since", len(review.cases), theme=theme
    )


def late_line(words: Words, count: int) -> Line[Row]:
    """Return that practices of earlier months are behind."""
    behind = words.many(
        "{count} practice from earlier is not ticked off", "{count} practices from earlier are not ticked off", count
    )
    return Line(Row("plan", "late"), behind, words("↵ to the plan"), mark=Mark.LATE)


def practice_line(words: Words, practice: Practice, today: date) -> Line[Row]:
    """Return a practice of this month."""
    if school_year(today).start in practice.done:
        return Line(Row("practice", practice.id), practice.title, words("done"), "quiet", Mark.DONE)
    if practice.state is PracticeState.IDEA:
        return Line(Row("practice", practice.id), practice.title, label(words, practice.state), mark=Mark.IDEA)
    return Line(Row("practice", practice.id), practice.title, words("not done yet"), mark=Mark.NOW)


def section(words: Words, heading: str, name: str, rows: Rows, most: int, room: Room) -> Iterator[Line[TodayKey]]:
    """Yield a heading and its rows, the last ones folded when there are more than `most`."""
    shown = rows if name in room.unfolded or len(rows) <= most else rows[: most - 1]
    yield Line("", heading, f"{len(rows)}" if rows else "", "heading")
    yield from shown
    if not rows:
        yield Line("", words("none"), look="faint", indent=2)
    if hidden := len(rows) - len(shown):
        yield Line(Row("more", name), words.many("… {count} more", "… {count} more", hidden), look="quiet", indent=2)


def agreement_line(words: Words, agreement: Agreement, today: date) -> Line[Row]:
    """Return an agreement with whose it is and when, its lateness in mark and words."""
    key = Row("agreement", agreement.id)
    day = agreement.asked_next or agreement.due
    when = f"{agreement.owner} · {short_day(words, day)}"
    if not agreement.is_open:
        return Line(key, agreement.what, " · ".join((when, words("did it help?"))), mark=Mark.AGAIN)
    mark = Mark.LATE if day < today else Mark.NOW if day == today else None
    far = f"{when} · {how_far(words, day, today)}"
    return Line(key, agreement.what, far, mark=mark, indent=0 if mark else 2)


def case_line(words: Words, case: Case, today: date) -> Line[Row]:
    """Return a case with how long it has been open."""
    days = (today - case.opened).days
    waited = words.many("open {count} day", "open {count} days", days) if days else words("opened today")
    return Line(Row("case", case.code), f"{case.code} {case.title}", waited, indent=2)


def team_lines(words: Words, seen: Overview) -> Rows:
    """Return how the team stands: its next meeting, and its balance."""
    heading = Line[Row]("", words("The team"), look="heading")
    meeting, balance = meeting_line(words, seen.planned, seen.today), balance_line(words, seen)
    return heading, meeting, *contact_lines(words, seen.contact), balance


def meeting_line(words: Words, planned: Meeting | None, today: date) -> Line[Row]:
    """Return when the next meeting is, and who does what."""
    if planned is None or planned.next_on is None:
        return Line(Row("meeting"), words("Next meeting: no date yet"), words("↵ hold one"), indent=2)
    when = f"{words.weekday(planned.next_on)} · {how_far(words, planned.next_on, today)}"
    leads = planned.next_roles.get(MeetingRole.FACILITATOR, "")
    who = f"{label(words, MeetingRole.FACILITATOR)} {leads}" if leads else ""
    return Line(Row("meeting"), words("Next meeting: {when}", when=when), who, indent=2)


def balance_line(words: Words, seen: Overview) -> Line[Row]:
    """Return the school year's meeting time on plan and cases as one bar."""
    minutes = seen.minutes
    if not minutes.total:
        return Line(Row("insight"), words("Meeting time this school year: none yet"), indent=2)
    bar = two_sided(minutes.plan, minutes.cases, BALANCE_WIDTH)
    plan = words("the plan {minutes} min", minutes=round(minutes.plan))
    cases = words("the cases {minutes} min", minutes=round(minutes.cases))
    return Line(Row("insight"), f" {cases}", words("this school year"), indent=2, spans=(Span(f"{plan} "), *bar))


def aside(words: Words, book: Book, key: TodayKey | Literal[""], today: date, law: Law) -> tuple[Paragraph, ...]:
    """Return what is known of the row with this key."""
    row = key if isinstance(key, Row) else None
    record = (book.find_case(row.id) if row.kind == "case" else book.record(row.id)) if row else None
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
    if case := book.find_case(agreement.case):
        yield Paragraph(f"{case.code} {case.title}", "quiet")
    for rating in agreement.ratings:
        yield from _rating(words, rating)


def _rating(words: Words, rating: Rating) -> Iterator[Paragraph]:
    effect = label(words, rating.effect) if rating.effect else words("too early to tell")
    yield Paragraph(f"{words.day(rating.on)}: {label(words, rating.done)}, {effect}")
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
    kinds.ROUND: lambda words, _book, held, _today, _law: map(Paragraph, follow_rows(words, follow_through(held))),
    kinds.CLASS: None,
}
"""What is told beside a row about a record; None of the kinds that have no row on Today."""
