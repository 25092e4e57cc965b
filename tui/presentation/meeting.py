"""What a meeting shows around the writing: pure, from one book."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil

from storage.content import coach
from storage.content.names import themes
from storage.domain.calendar import school_year
from storage.domain.case.case import Case
from storage.domain.case.standing import LEADS_HOME
from storage.domain.meeting.agenda import minutes_behind, projected_end
from storage.domain.meeting.form import Family, MeetingRole, Phase, Speaks, Writes
from storage.domain.meeting.meeting import MINUTE, Meeting, Visit
from storage.domain.plan.plan import Practice, PracticeState, of_month
from storage.domain.views.balance import Minutes
from storage.domain.views.book import Book
from storage.domain.views.overview import Overview
from tui.desk.desk import Desk
from tui.i18n import strips
from tui.i18n.labels import how_far, label, not_at_home
from tui.i18n.words import N_, Words
from tui.look.bars import METER, two_sided
from tui.look.signs import Mark, Span
from tui.presentation.lines import ClockFace, Halt, Line, Row, Track
from tui.presentation.practice import tiers

SHOWN_ROLES = {
    MeetingRole.FACILITATOR: N_("leads"),
    MeetingRole.NOTE_TAKER: N_("writes"),
    MeetingRole.TIME_KEEPER: N_("time"),
    MeetingRole.SOLUTION_GUARD: N_("guard"),
}
"""What roles are called where there is little room."""


@dataclass(frozen=True)
class Picture:
    """The texts of one moment."""

    title: str
    track: Track
    prompts: tuple[str, ...]
    follows: str = ""
    """What a screen says that does not lead."""
    phase: str = ""
    """What the phase is called, and the how manieth it is."""
    name: str = ""
    """The phase's short name, to be drawn large."""
    here: str = ""
    """What the phase is called in full; at the opening the meeting."""
    speaker: tuple[Span, ...] = ()
    turn: str = ""
    """Who is to speak now, if it is one of them."""
    rule: str = ""
    case: str = ""
    themes: str = ""
    count: str = ""
    """How far the phase has come, where that can be counted; beside the case it takes the place of its themes."""
    alarmed: bool = False
    """Whether nobody has been told yet of a pupil who may not be safe; it stands where the themes would."""

    is_answered: bool = False
    """Whether what came of the question is what all look at now, so that it steps back."""

    @property
    def below_turn(self) -> tuple[Span, ...]:
        """What is said below whose turn it is, which stands there large: in a round who comes then."""
        return (Span(" "), *(self.speaker[2:] or self.speaker))

    @property
    def is_opening(self) -> bool:
        """Whether no phase has begun."""
        return not self.phase

    @property
    def state(self) -> str:
        """What stands beside the case: the alarm, how far the phase has come, else its themes."""
        alarm = self.themes if self.alarmed else ""
        return " · ".join(filter(None, (alarm, self.count))) or self.themes


def pictured(desk: Desk, book: Book, meeting: Meeting, *, leads: bool) -> Picture:
    """Return what is shown at the phase the meeting is at."""
    words, phase, visit = desk.words, meeting.phase, meeting.visit
    title = f"{meeting.title} · {book.team.name}"
    track = Track(_stops(meeting), _case_count(desk, meeting))
    follows = "" if leads else words("you follow – press l to lead")
    if phase is None or visit is None:
        return Picture(title, track, (words("Say these two things, and begin."),), follows, here=meeting.title)
    case = book.find_case(visit.case) if visit.case else None
    alarmed = bool(case and case.alarm)
    return Picture(
        title=title,
        track=track,
        prompts=(not_at_home(words, case), *safe_prompts(phase)) if case and case.keeps_from_home else phase.prompts,
        follows=follows,
        phase=_place_among(words, phase.short, track),
        name=phase.short,
        here=visit.title,
        speaker=() if is_seen_round(phase) else _speaker(words, meeting, phase.speaks),
        turn=_turn(meeting, phase),
        rule=phase.rule,
        case=f"{case.code} {case.title}" if case else words("deleted case") if visit.case else "",
        themes=f"{Mark.ALARM} {words('nobody has been told yet')}" if alarmed else _themes(words, case),
        alarmed=alarmed,
    )


def _place_among(words: Words, name: str, track: Track) -> str:
    here = words("{name} {number} of {count}", name=name, number=track.here + 1, count=len(track.halts))
    return " · ".join(filter(None, (here, track.remark)))


def _themes(words: Words, case: Case | None) -> str:
    named = themes(words.language)
    return " · ".join(named.get(key, key) for key in case.themes) if case else ""


def safe_prompts(phase: Phase) -> tuple[str, ...]:
    """Return the prompts that stay where the home must not hear of a case: the first, where it does not lead there."""
    leads_home = Family.HOME in phase.steers_to or phase.step in LEADS_HOME
    return () if leads_home else phase.prompts[:1]


def who_does_what(desk: Desk, meeting: Meeting) -> str:
    """Return the roles and the time of day in one row."""
    roles = (f"{desk.words(name)} {meeting.roles[role]}" for role, name in SHOWN_ROLES.items() if role in meeting.roles)
    return " · ".join((*roles, desk.words.clock(desk.now())))


def is_seen_round(phase: Phase) -> bool:
    """Tell whether a phase is a round and little else, so that whose turn it is stands there large."""
    return phase.speaks is Speaks.ROUND and phase.writes is Writes.NOTE


def _turn(meeting: Meeting, phase: Phase) -> str:
    """Return the one who is to speak now, where that is one and the phase does not show it large itself."""
    if phase.speaks is Speaks.OWNER:
        return meeting.roles.get(MeetingRole.CASE_OWNER, "")
    return meeting.speaker if phase.speaks is Speaks.ROUND and not is_seen_round(phase) else ""


def _speaker(words: Words, meeting: Meeting, speaks: Speaks) -> tuple[Span, ...]:
    """Return who speaks now, and in a round who comes then; where a case has no owner, nobody is named."""
    owner = meeting.roles.get(MeetingRole.CASE_OWNER, "")
    match speaks:
        case Speaks.ROUND:
            return _round(words, meeting)
        case Speaks.OWNER:
            said = words("Only {alias} speaks", alias=owner) if owner else words("One tells, the others listen")
        case Speaks.OTHERS:
            said = words("{alias} listens", alias=owner) if owner else ""
        case Speaks.NOBODY:
            said = label(words, speaks).capitalize()
        case Speaks.ALL | Speaks.FACILITATOR:
            said = ""
    return (Mark.THERE.span, Span(f" {said}")) if said else ()


def _round(words: Words, meeting: Meeting) -> tuple[Span, ...]:
    """Return who speaks now, who answers where one is asked, who comes then, and the key for that."""
    if not meeting.present:
        return ()
    at = meeting.in_turn.index(meeting.speaker)
    after = "  ".join((*meeting.in_turn[at + 1 :], *meeting.in_turn[:at]))
    then = words("then {people}", people=after) if after else ""
    asked = words("{alias} answers", alias=meeting.answers) if meeting.answers else ""
    said = Span(f"  {' · '.join(filter(None, (asked, then)))}", "quiet")
    return (
        Mark.NOW.span,
        Span(f" {meeting.speaker} ", "ask"),
        said,
        Span(f"   {words('press t for the next')}", "faint"),
    )


def clock_face(words: Words, meeting: Meeting, spent: float) -> ClockFace:
    """Return what the clock shows when the phase has run for so many seconds."""
    visit = meeting.visit
    if visit is None:
        return ClockFace()
    of = words("paused") if meeting.paused else words("of {count} min", count=visit.minutes)
    over = is_over(visit, spent)
    soon = not over and spent >= visit.minutes * MINUTE * (1 - SOON)
    return ClockFace(shown_left(visit, spent), of, soon, over)


def ending(desk: Desk, meeting: Meeting, spent: float) -> Span:
    """Return when the meeting will be over as it goes now, and how far that is from what was planned."""
    words, now = desk.words, desk.now()
    if meeting.paused:
        return Span(words("paused"), "late")
    ends = words("ends {time}", time=words.clock(projected_end(meeting, spent, now)))
    slip = minutes_behind(meeting, spent, now)
    if not slip:
        return Span(ends, "quiet")
    off = words("{count} min behind", count=slip) if slip > 0 else words("{count} min ahead", count=-slip)
    return Span(f"{ends} · {off}", "late" if slip > 0 else "quiet")


SOON = 0.2
"""Which part of a phase is left when its clock says that little is."""


def shown_left(visit: Visit, spent: float) -> str:
    """Return the minutes left as `4`, the last one's seconds as `0:42`, and those over as `+1`; begun ones count."""
    left = round(visit.minutes * MINUTE - spent)
    if 0 <= left < MINUTE:
        return f"0:{left:02d}"
    return f"{'+' if left < 0 else ''}{ceil(abs(left) / MINUTE)}"


def is_over(visit: Visit, spent: float) -> bool:
    """Tell whether the phase's time is up."""
    return spent >= visit.minutes * MINUTE


def _stops(meeting: Meeting) -> tuple[Halt, ...]:
    script = meeting.script
    if script is None:
        return ()
    at = meeting.visit or meeting.visits[0]
    case = at.case or next((visit.case for visit in meeting.visits[max(0, meeting.place) :] if visit.case), "")
    case = case or next((visit.case for visit in reversed(meeting.visits) if visit.case), "")
    shown = ((place, visit) for place, visit in enumerate(meeting.visits) if visit.case in {"", case})
    return tuple(
        Halt(script.phase(visit.phase).short, visit.minutes, here=place == meeting.place) for place, visit in shown
    )


def _case_count(desk: Desk, meeting: Meeting) -> str:
    visit: Visit | None = meeting.visit
    if visit is None or not visit.case or len(meeting.cases) == 1:
        return ""
    number = meeting.cases.index(visit.case) + 1
    return desk.words("case {number}/{count}", number=number, count=len(meeting.cases))


MOST_IN_FULL = 2
"""Practices of the month whose minimum is said at the opening; the others are named."""


def opening_lines(desk: Desk, book: Book, meeting: Meeting) -> tuple[Line[Row], ...]:
    """Return the two things that a meeting opens with: what all do this month by the plan, and what is done today."""
    words, year = desk.words, school_year(desk.today)
    practices = of_month(book.plan, desk.today.month, year)
    left = sorted(practices, key=lambda each: year.start in each.done)
    heading = words("1  What all of us do in {month}", month=words.month(desk.today.month))
    return (
        Line("", heading, look="heading"),
        *(line for each in left[:MOST_IN_FULL] for line in _minimum(desk, each, alone=len(left) == 1)),
        *(_title(desk, each) for each in left[MOST_IN_FULL:]),
        *(() if left else (Line("", words("The plan says nothing about this month."), look="quiet", indent=2),)),
        Line("", words("2  What we do today"), look="heading"),
        *_today(words, book, meeting),
        *(Line[Row]("", said, look="plan", indent=3) for said in _advice(desk, book)),
    )


def _advice(desk: Desk, book: Book) -> Iterable[str]:
    """Return what the last meeting left to practise today."""
    return strips.to_the_next(desk.words, coach.last_advice(book, desk.words.language, desk.place.own_files))


def _title(desk: Desk, practice: Practice) -> Line[Row]:
    idea = label(desk.words, practice.state) if practice.state is PracticeState.IDEA else ""
    mark = Mark.DONE if school_year(desk.today).start in practice.done else Mark.NOW
    return Line("", practice.title, practice.owner or idea, "heading", mark, 1)


def _minimum(desk: Desk, practice: Practice, *, alone: bool) -> tuple[Line[Row], ...]:
    """Return a practice with what all keep to; with what anyone may do where it is the only one."""
    (minimum, kept), (room, free) = tiers(desk.words, practice)
    may = (Line[Row]("", free, look="quiet", mark=room, indent=3),) if alone else ()
    return (_title(desk, practice), Line("", kept, mark=minimum, indent=3), *may)


def _today(words: Words, book: Book, meeting: Meeting) -> Iterator[Line[Row]]:
    """Yield how long the meeting takes, its cases with whose they are, and who does what."""
    minutes = sum(visit.minutes for visit in meeting.visits)
    yield Line("", words("{form}, {count} minutes", form=meeting.title, count=minutes), look="heading", indent=1)
    for case in filter(None, map(book.find_case, meeting.cases)):
        yield Line("", case.title, case.owner, mark=Mark.NOW, indent=1, spans=(Span(f"{case.code}  ", "case"),))
    roles = (f"{label(words, role)} {alias}" for role, alias in meeting.roles.items())
    yield Line("", " · ".join(roles), look="quiet", indent=3)


def balance_line(words: Words, minutes: Minutes, width: int = 0) -> Line[Row]:
    """Return the school year's meeting time on plan and cases as one bar, its name so wide."""
    if not minutes.total:
        return Line(Row("insight"), words("Meeting time this school year: none yet"), indent=2)
    bar = two_sided(minutes.plan, minutes.cases, METER)
    said = words("plan {plan}, cases {cases} min", plan=round(minutes.plan), cases=round(minutes.cases))
    name = words("Meeting time").ljust(width)
    return Line(Row("insight"), said, indent=2, spans=(Span(f"{name} "), *bar, Span("  ")))


def next_meetings(words: Words, seen: Overview) -> Iterator[Line[Row]]:
    """Yield when the next meeting is and who leads, and of a series when the following ones are."""
    coming = seen.coming
    on = coming[0].on if coming else seen.planned.next_on if seen.planned else None
    if on is None:
        yield Line(Row("meeting"), words("Next meeting: no date yet"), words("↵ hold one"), indent=2)
        return
    series = coming[0].series if coming else None
    hour = f" {series.starts:%H:%M}" if series else ""
    when = f"{words.weekday(on)}{hour} · {how_far(words, on, seen.today)}"
    roles = coming[0].roles if coming else seen.planned.next_roles if seen.planned else {}
    leads = roles.get(MeetingRole.FACILITATOR, "")
    who = f"{label(words, MeetingRole.FACILITATOR)} {leads}" if leads else ""
    stands_in = words("stand-in {alias}", alias=coming[0].stand_in) if coming and coming[0].stand_in else ""
    told = " · ".join(filter(None, (who, stands_in)))
    yield Line(Row("meeting"), words("Next meeting: {when}", when=when), told, indent=2)
    if coming[1:]:
        days = ", ".join(words.day(each.on) for each in coming[1:])
        place = series.place if series else ""
        yield Line(Row("meeting", "later"), words("Then: {days}", days=days), place, indent=2)
