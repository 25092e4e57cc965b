"""What stands on the screen before a meeting begins: pure, from what was chosen so far."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from rich.cells import cell_len

from storage.content.coach import last_advice
from storage.domain.calendar import local_day
from storage.domain.case.agreement import due_by
from storage.domain.case.case import Case
from storage.domain.meeting.agenda import projected_end
from storage.domain.meeting.form import MeetingRole, Writes
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.views.balance import Side, side
from storage.domain.views.overview import agreed_roles
from tui.desk.desk import Desk
from tui.desk.preparation import Preparation
from tui.i18n.labels import label
from tui.i18n.strips import to_the_next
from tui.i18n.words import N_, Words
from tui.look.bars import AHEAD, FILLED, OTHER, named_bar, time_bar
from tui.look.panels import TEXT_MEASURE
from tui.look.signs import Mark, Span
from tui.presentation.lines import Line, Paragraph, Row
from tui.presentation.rows import wrapped

SIDES = {Side.PLAN: Span(FILLED, "plan"), Side.CASES: Span(OTHER, "case"), None: Span(AHEAD, "line")}
"""How a phase is drawn by what its time goes to."""
NAMES = {Side.PLAN: N_("the plan"), Side.CASES: N_("the cases")}
DUTIES = {
    MeetingRole.FACILITATOR: N_("asks the question, lets all be heard"),
    MeetingRole.NOTE_TAKER: N_("writes so that parents could read it"),
    MeetingRole.TIME_KEEPER: N_("speaks up when a minute is left"),
    MeetingRole.SOLUTION_GUARD: N_("speaks up when we only describe"),
    MeetingRole.CASE_OWNER: N_("tells first, then listens to the ideas"),
}
"""What each role does, in one short line."""
BETWEEN = " · "
MARGIN = 3


def start_lines(desk: Desk, ready: Preparation, width: int, *, folded: bool = True) -> tuple[Line[Row], ...]:
    """Return everything that is proposed, each row changed by Enter; `folded` with the phases in a line or two."""
    words, meeting = desk.words, ready.foreseen(desk.now())
    room = min(width, TEXT_MEASURE) - MARGIN
    here = words("Here today: {people}", people=" ".join(ready.present))
    return (
        Line(Row("begin"), words("Begin the meeting"), look="heading", mark=Mark.NOW),
        *_agenda(words, meeting, tuple(_time(ready, meeting, room, folded=folded))),
        *_case_lines(words, ready),
        *_ahead(desk, ready, room),
        Line(Row("form"), words("Form: {form}", form=ready.form.title), _sums(words, ready, meeting)),
        Line(Row("time"), words("Time we have"), words("{count} min", count=ready.minutes)),
        Line(Row("here"), here, f"{len(ready.present)}"),
        Line("", words("Who does what"), look="heading"),
        *_role_lines(words, ready),
        *_last_lines(words, ready),
    )


def span_of_time(desk: Desk, meeting: Meeting) -> str:
    """Return from when to when it would be, begun now."""
    end = projected_end(meeting, 0, meeting.started)
    return f"{desk.words.clock(meeting.started)}–{desk.words.clock(end)}"


def _sides(ready: Preparation, meeting: Meeting) -> tuple[Side | None, ...]:
    successes = meeting.cases if ready.kind == "success" else ()
    return tuple(side(visit, meeting, successes) for visit in meeting.visits)


def _time(ready: Preparation, meeting: Meeting, room: int, *, folded: bool) -> Iterator[tuple[Span, ...]]:
    """Yield the agenda as one bar, each phase as long as its minutes, and `folded` the names of the phases below."""
    drawn = tuple(zip(meeting.visits, _sides(ready, meeting), strict=True))
    bar = time_bar([(visit.minutes, SIDES[which]) for visit, which in drawn], room)
    if not folded:
        yield bar
        return
    pieces = tuple(_pieces(meeting, [SIDES[which] for _, which in drawn]))
    counted = [(minutes, sign, Span(f"{name} {minutes}", "quiet")) for minutes, sign, name in pieces]
    bare = [(minutes, sign, Span(name, "quiet")) for minutes, sign, name in pieces]
    yield from (
        named_bar(counted, room) or named_bar(bare, room) or (bar, *_in_rows([name.text for *_, name in counted], room))
    )


def _agenda(words: Words, meeting: Meeting, drawn: Sequence[tuple[Span, ...]]) -> Iterator[Line[Row]]:
    """Yield the rows of the agenda; aloud the phases are named one after the other."""
    named = ", ".join(f"{name} {minutes}" for minutes, _, name in _pieces(meeting, [Span("")] * len(meeting.visits)))
    said = words("The phases, in minutes: {phases}", phases=named)
    yield from (Line[Row]("", "", spans=row, aloud="" if place else said) for place, row in enumerate(drawn))


def _pieces(meeting: Meeting, signs: Sequence[Span]) -> Iterator[tuple[int, Span, str]]:
    """Yield the phases with their minutes; of a second case only that it comes, and how long."""
    visits = zip(meeting.visits, signs, strict=True)
    for case, grouped in groupby(visits, key=lambda visit: visit[0].case):
        group = tuple(grouped)
        if case and (case,) != meeting.cases[:1]:
            yield sum(visit.minutes for visit, _ in group), group[0][1], case
        elif meeting.script:
            yield from ((visit.minutes, sign, meeting.script.phase(visit.phase).short) for visit, sign in group)


def _in_rows(said: Sequence[str], room: int) -> Iterator[tuple[Span, ...]]:
    """Yield names in as many rows as they need."""
    row = ""
    for each in said:
        if row and cell_len(f"{row}{BETWEEN}{each}") > room:
            yield (Span(row, "quiet"),)
            row = ""
        row = f"{row}{BETWEEN}{each}" if row else each
    yield (Span(row, "quiet"),)


def _sums(words: Words, ready: Preparation, meeting: Meeting) -> str:
    drawn = tuple(zip(meeting.visits, _sides(ready, meeting), strict=True))
    sums = {each: sum(visit.minutes for visit, which in drawn if which is each) for each in NAMES}
    return " · ".join(f"{SIDES[each].text} {words(NAMES[each])} {sums[each]}" for each in NAMES if sums[each])


def phase_paragraphs(words: Words, meeting: Meeting) -> Iterator[Paragraph]:
    """Yield each phase with the time it begins at, its minutes, and what is asked in it."""
    at = meeting.started
    for visit in meeting.visits:
        minutes = words("{count} min", count=visit.minutes)
        case = f" · {visit.case}" if len(meeting.cases) > 1 and visit.case else ""
        yield Paragraph(f"{words.clock(at)}  {visit.title} · {minutes}{case}", "heading")
        if meeting.script and visit.case in {"", *meeting.cases[:1]}:
            yield Paragraph(meeting.script.phase(visit.phase).prompts[0], "quiet", 7)
        at += timedelta(minutes=visit.minutes)


def _ahead(desk: Desk, ready: Preparation, room: int) -> Iterator[Line[Row]]:
    """Yield what to know beforehand: what to practise, agreements to be asked about, where one writes in silence."""
    words, phases = desk.words, ready.form.phases
    for said in to_the_next(words, last_advice(ready.book, words.language, desk.place.own_files)):
        rows = enumerate(wrapped(said, room))
        yield from (Line[Row]("", row, look="plan", aloud="" if place else said) for place, row in rows)
    due = sum(each.made != desk.today for each in due_by(ready.book.agreements, desk.today))
    if due and any(phase.writes is Writes.AGREEMENTS for phase in phases):
        said = words.many(
            "{count} agreement is due by today's meeting.", "{count} agreements are due by today's meeting.", due
        )
        yield Line("", said, look="quiet", mark=Mark.LATE)
    for phase in phases:
        if phase.hidden:
            paper = words("Paper and pens for all: in «{phase}» each writes in silence first.", phase=phase.title)
            yield Line("", paper, look="quiet", mark=Mark.NOW)


def _role_lines(words: Words, ready: Preparation) -> Iterator[Line[Row]]:
    asked = {MeetingRole.CASE_OWNER: f"{Mark.AGAIN}"} if ready.cases else {}
    roles = ready.roles | {role: mark for role, mark in asked.items() if role not in ready.roles}
    names = {role: label(words, role).capitalize() for role in roles}
    longest = max(map(len, names.values()), default=0)
    widest = max(map(len, roles.values()), default=0)
    for role, alias in roles.items():
        who = (Span(f"{names[role]:<{longest}}  "), Span(f"{alias:<{widest}}  ", "heading"))
        yield Line(Row("role", role), words(DUTIES[role]), look="quiet", spans=who)
    owner = ready.roles.get(MeetingRole.CASE_OWNER, "")
    for each in (MeetingRole(role) for role, alias in agreed_roles(ready.book).items() if alias and alias == owner):
        if ready.roles.get(each) != owner:
            was = words("{alias} was to be {role}, but owns the case today", alias=owner, role=label(words, each))
            yield Line("", was, look="quiet", indent=2)


def _case_lines(words: Words, ready: Preparation) -> Iterator[Line[Row]]:
    if not ready.form.takes_cases:
        return
    yield Line("", words("Cases, most urgent first"), words("␣ in or out"), "heading")
    if not ready.proposals:
        yield Line("", words("There is no open case. Press n to write one."), look="quiet")
    yield from (_case_line(words, ready, case) for case in ready.proposals)
    if ready.pair:
        first, second = ready.pair
        both = words("Both today, each shorter: {first} and {second}", first=first, second=second)
        shorter = words("2 × {count} min", count=min(ready.pair.values()))
        yield Line(Row("both"), both, shorter, mark=Mark.THERE if ready.both else Mark.MORE)


def _case_line(words: Words, ready: Preparation, case: Case) -> Line[Row]:
    share = ready.shares.get(case.code)
    row = Row("case", case.code)
    if case.code in ready.left_out:
        return Line(row, f"{case.code} {case.title}", words("not today"), "quiet", Mark.MISSING)
    if share is None:
        return Line(row, f"{case.code} {case.title}", words("waits for next time"), "quiet", Mark.LATER)
    return Line(row, f"{case.code} {case.title}", words("{count} min", count=share), mark=Mark.THERE)


def leads_first(ready: Preparation) -> bool:
    """Tell whether whoever is to lead has led no meeting yet."""
    led = {each.roles.get(MeetingRole.FACILITATOR) for each in ready.book.meetings if each.state is MeetingState.HELD}
    return ready.roles.get(MeetingRole.FACILITATOR) not in led


def _last_lines(words: Words, ready: Preparation) -> Iterator[Line[Row]]:
    if leads_first(ready):
        yield Line(Row("rehearse"), words("Leading for the first time? Practise with a made-up team"), "r", "quiet")
    for last in [each for each in ready.book.meetings if each.state is MeetingState.HELD][:1]:
        held = f"{last.title}, {words.weekday(local_day(last.started))}"
        yield Line(Row("minutes"), words("Minutes of the last meeting"), held, "quiet")


def interrupted_lines(words: Words, meeting: Meeting, today: date) -> tuple[Line[Row], ...]:
    """Return the rows for a meeting that nobody leads any more; one of another day says which."""
    at = meeting.visit.title if meeting.visit else words("the opening")
    is_todays = local_day(meeting.started) == today
    started = words.clock(meeting.started) if is_todays else words.moment(meeting.started)
    return (
        Line("", words("The meeting from {time} is not finished.", time=started), look="heading"),
        Line("", f"{meeting.title} · {at}", look="quiet"),
        Line("", ""),
        Line(Row("go-on"), words("Go on where we were"), "↵", "heading", Mark.NOW),
        Line(Row("give-up"), words("End it here; what was written stays"), indent=2),
    )
