"""Before a meeting: what is due, changed and to be taken up; and, for whoever leads it, what to say and when."""

from collections.abc import Iterator
from datetime import date

from storage.content.coach import Advice, Coach
from storage.documents.page import (
    Blocks,
    Heading,
    Listing,
    Page,
    PageBlock,
    Prose,
    Text,
    as_read,
    in_line,
    listed,
    named,
    page,
    prose,
    section,
    strong,
    written,
)
from storage.documents.words import Labels, agreement_line, applying, filled, joined, rating_line, voice
from storage.domain.calendar import Series
from storage.domain.case.agreement import Agreement, Rating, last_of_each
from storage.domain.case.case import View
from storage.domain.meeting.form import MeetingRole
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.plan.plan import Practice
from storage.domain.views.brief import Brief, Proposed, Why

SHORTEST_WHAT = 20
"""Letters that an agreement has in the short form, however much was said of it."""


def brief_blocks(told: Brief, labels: Labels, advice: Advice | None = None, *, short: bool = False) -> Page:
    """Return the page, with the one thing to practise where there is one; `short` with agreements on a row each."""
    words = labels.words.brief
    due = short_text if short else due_text
    title = words.title_day.format(day=day_text(told.meets, told.series, labels)) if told.meets else words.title
    since = words.since.format(day=labels.day(told.since)) if told.since else words.changed
    parts = (
        prose(roles_text(told, labels)),
        section(2, words.practise, *_practise(advice, labels)),
        section(2, words.due, listed(due(each, labels) for each in told.due) or prose(in_line(words.none_due))),
        section(2, since, listed(changed_texts(told, labels, short=short)) or prose(in_line(words.nothing_changed))),
        section(2, words.cases, listed(case_text(each, labels) for each in told.cases)),
        section(2, words.month, listed(practice_text(each) for each in told.practices)),
    )
    return page(title, labels.words.working_note, parts)


def day_text(day: date, series: Series | None, labels: Labels) -> str:
    """Return when a meeting is, with the hour and place of the series where the team meets by it."""
    return f"{labels.day(day)} {series.hour_and_place}" if series else labels.day(day)


def _practise(advice: Advice | None, labels: Labels) -> tuple[Blocks, ...]:
    """Return the one thing to practise, why, and the sentence to say; nothing about anybody."""
    if advice is None or advice.exercise is None:
        return ()
    words, exercise = labels.words.brief, advice.exercise
    what = filled(words.last, met=advice.strip.met, of=applying(advice.strip, labels), practise=exercise.practise)
    return (prose(what), prose(in_line(exercise.why)), prose(filled(words.say, said=exercise.say)))


def roles_text(told: Brief, labels: Labels) -> Text:
    """Return who does what."""
    role = labels.words.minutes.role
    taken = (
        filled(role, role=labels.names.of(each), who=told.roles[each]) for each in MeetingRole if told.roles.get(each)
    )
    return joined(" · ", *taken)


def due_text(agreement: Agreement, labels: Labels) -> Text:
    """Return an agreement that is due, with what was said last about it."""
    line = agreement_line(agreement, labels)
    return joined("; ", line, *(rating_line(each, labels) for each in last_of_each(agreement.ratings)))


def short_text(agreement: Agreement, labels: Labels) -> Text:
    """Return an agreement on one row: whose, what, and what each voice said last, or its day where none did."""
    said = [_said(each, labels) for each in last_of_each(agreement.ratings) if each.done or each.effect]
    went = joined("; ", *said) or in_line(labels.day(agreement.due))
    room = max(SHORTEST_WHAT, SHORT_WIDTH - len(f"  {agreement.owner}:  – {as_read(went)}"))
    what = in_line(f"{agreement.owner}: {cut(agreement.what, room)}")
    return joined(" – ", what, went)


def _said(rating: Rating, labels: Labels) -> Text:
    told = in_line(", ".join(labels.names.of(each) for each in (rating.done, rating.effect) if each))
    return told if rating.by is View.SCHOOL else voice(labels.names.of(rating.by), told)


def changed_texts(told: Brief, labels: Labels, *, short: bool = False) -> Iterator[Text]:
    """Yield what has become different since the last meeting."""
    words, changed = labels.words.brief, told.changed
    for case in changed.opened:
        yield filled(words.opened, case=f"{case.code} {case.title}")
    for case in changed.settled:
        yield filled(words.settled, case=f"{case.code} {case.title}", state=labels.names.of(case.state))
    for case, count in changed.written:
        yield filled(words.written, case=f"{case.code} {case.title}", count=count)
    for agreement in changed.asked:
        if short:
            yield short_text(agreement, labels)
            continue
        said = (rating_line(each, labels) for each in last_of_each(agreement.ratings))
        yield joined(" – ", written(agreement.what), *said)
    for agreement in changed.made:
        yield filled(words.made, what=agreement.what)


def case_text(each: Proposed, labels: Labels) -> Text:
    """Return a case to take up, and why."""
    words = labels.words.brief
    why = {Why.STEPLESS: words.stepless, Why.UNTAKEN: words.untaken, Why.WAITED: words.waited}[each.why]
    return joined(" – ", strong(f"{each.case.code} {each.case.title}"), filled(why, day=labels.day(each.since)))


def practice_text(practice: Practice) -> Text:
    """Return a practice of the month with its shared minimum."""
    return joined(": ", strong(practice.title), written(practice.minimum))


FEW = 3
"""Things of a kind in the short form."""
SHORT_ROWS, SHORT_WIDTH = 23, 78
"""Rows and cells of the short form: what a terminal of 80 by 24 shows at once."""


def short_lines(page: Page) -> tuple[str, ...]:
    """Return a page in so few rows that it is seen at once, each thing on one row as far as there is room."""
    rows = [row for block in page.blocks for row in _short_rows(block)]
    return tuple(cut(row, SHORT_WIDTH) for row in rows[:SHORT_ROWS])


def cut(text: str, letters: int) -> str:
    """Return a text in so many letters, an ellipsis for what it loses."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _short_rows(block: PageBlock) -> Iterator[str]:
    match block:
        case Heading():
            yield block.title
        case Prose(aside=False):
            yield f"  {' '.join(as_read(block.text).split())}"
        case Listing():
            items = [" ".join(as_read(each.text).split()) for each in block.items]
            yield from (f"  {item}" for item in items[:FEW])
            if len(items) > FEW:
                yield f"  … +{len(items) - FEW}"


def coach_blocks(meeting: Meeting, coach: Coach, labels: Labels, advice: Advice | None = None) -> Page:
    """Return what to say in a meeting that is to come, each phase with the minute at which it begins."""
    words = labels.words.coach
    title = words.title.format(meeting=meeting.title, minutes=meeting.planned)
    return page(
        title,
        labels.words.working_note,
        (
            prose(in_line(words.intro)),
            section(2, words.practise, *_to_practise(advice)),
            *(_phase(minute, visit, coach, labels) for minute, visit in _phases(meeting)),
        ),
    )


def _to_practise(advice: Advice | None) -> Iterator[Blocks]:
    if advice and advice.exercise:
        practise = advice.exercise.practise
        yield prose(in_line(f"{practise[:1].upper()}{practise[1:]}."))
        yield prose(in_line(advice.exercise.why))


def _phases(meeting: Meeting) -> Iterator[tuple[int, Visit]]:
    """Yield the phases, those of a case once, with the minutes that have gone when each begins."""
    minute = 0
    for visit in meeting.visits:
        if visit.case in {"", *meeting.cases[:1]}:
            yield minute, visit
        minute += visit.minutes


def _phase(minute: int, visit: Visit, coach: Coach, labels: Labels) -> Blocks:
    title = f"{minute // 60}:{minute % 60:02d} {visit.title} ({visit.minutes})"
    return section(2, title, listed(_sentences(visit, coach, labels)), bare=True)


def _sentences(visit: Visit, coach: Coach, labels: Labels) -> Iterator[Text]:
    words, whisper = labels.words.coach, coach.whisper(visit.phase)
    if whisper:
        yield named(words.say, in_line(whisper.say))
        yield named(words.listen, in_line(whisper.listen))
        yield named(words.last, in_line(whisper.last))
