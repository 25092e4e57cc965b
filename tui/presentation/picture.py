"""What the meeting's screen shows around the writing: pure, from one book."""

from dataclasses import dataclass

from storage.content.themes import themes
from storage.domain.calendar import school_year
from storage.domain.case.path import LEADS_HOME
from storage.domain.meeting.form import Family, Phase, Speaks
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.meeting.roles import MeetingRole
from storage.domain.plan.plan import Practice, PracticeState, of_month
from storage.domain.views.book import Book
from tui.desk.desk import Desk
from tui.desk.home_kept_out import not_at_home
from tui.i18n.labels import label
from tui.i18n.words import N_
from tui.presentation.lines import Halt, Line, Track
from tui.presentation.practice_text import tiers

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
    who: str
    track: Track
    prompt: str
    more: str
    rule: str
    case: str
    themes: str


def pictured(desk: Desk, book: Book, meeting: Meeting, *, leads: bool) -> Picture:
    """Return what is shown at the phase the meeting is at."""
    words, phase, visit = desk.words, meeting.phase, meeting.visit
    title = f"{meeting.title} · {book.team.name}"
    who = top_right(desk, meeting, leads=leads)
    track = Track(_stops(meeting), _case_count(desk, meeting))
    if phase is None or visit is None:
        return Picture(title, who, track, words("This month in our plan"), "", "", "", "")
    case = book.find_case(visit.case) if visit.case else None
    named = themes(words.language)
    prompts = (not_at_home(words, case), *safe_prompts(phase)) if case and case.keeps_from_home else phase.prompts
    return Picture(
        title=title,
        who=who,
        track=track,
        prompt=prompts[0],
        more="\n".join(prompts[1:]),
        rule="\n".join(filter(None, (_speaker(desk, meeting, phase.speaks), phase.rule))),
        case=f"{case.code} {case.title}" if case else words("deleted case") if visit.case else "",
        themes=" · ".join(named.get(key, key) for key in case.themes) if case else "",
    )


def safe_prompts(phase: Phase) -> tuple[str, ...]:
    """Return the prompts that stay where the home must not hear of a case: the first, where it does not lead there."""
    leads_home = Family.HOME in phase.steers_to or phase.step in LEADS_HOME
    return () if leads_home else phase.prompts[:1]


def top_right(desk: Desk, meeting: Meeting, *, leads: bool) -> str:
    """Return what stands to the right of the title: who does what now, or that this screen follows."""
    return who_does_what(desk, meeting) if leads else desk.words("you follow – press l to lead")


def who_does_what(desk: Desk, meeting: Meeting) -> str:
    """Return the roles and the time of day in one row."""
    roles = (f"{desk.words(name)} {meeting.roles[role]}" for role, name in SHOWN_ROLES.items() if role in meeting.roles)
    return " · ".join((*roles, desk.words.clock(desk.now())))


def _speaker(desk: Desk, meeting: Meeting, speaks: Speaks) -> str:
    words = desk.words
    owner = meeting.roles.get(MeetingRole.CASE_OWNER, "")
    match speaks:
        case Speaks.ROUND:
            return words("In turn: {alias} – press t to pass it on", alias=meeting.speaker)
        case Speaks.OWNER if owner:
            return words("Only {alias} speaks", alias=owner)
        case Speaks.OTHERS if owner:
            return words("{alias} listens", alias=owner)
        case Speaks.ALL | Speaks.FACILITATOR:
            return ""
    return label(words, speaks).capitalize()


def _stops(meeting: Meeting) -> tuple[Halt, ...]:
    script = meeting.script
    if script is None:
        return ()
    at = meeting.visit or meeting.visits[0]
    case = at.case or next((visit.case for visit in meeting.visits[max(0, meeting.place) :] if visit.case), "")
    case = case or next((visit.case for visit in reversed(meeting.visits) if visit.case), "")
    shown = ((place, visit) for place, visit in enumerate(meeting.visits) if visit.case in {"", case})
    return tuple(
        Halt(script.phase(visit.phase).short, visit.seen and place != meeting.place, place == meeting.place)
        for place, visit in shown
    )


def _case_count(desk: Desk, meeting: Meeting) -> str:
    visit: Visit | None = meeting.visit
    if visit is None or not visit.case:
        return ""
    number = meeting.cases.index(visit.case) + 1
    return desk.words("case {number}/{count}", number=number, count=len(meeting.cases))


def opening_lines(desk: Desk, book: Book) -> tuple[Line, ...]:
    """Return this month's practices with both tiers, for the screen a meeting opens with."""
    words = desk.words
    practices = of_month(book.plan, desk.today.month, school_year(desk.today))
    if not practices:
        return (Line("", words("The plan says nothing about this month. Press n to begin."), look="dim"),)
    return tuple(line for practice in practices for line in _tiers(desk, practice))


def _tiers(desk: Desk, practice: Practice) -> tuple[Line, ...]:
    (minimum, kept), (room, free) = tiers(desk.words, practice)
    idea = label(desk.words, practice.state) if practice.state is PracticeState.IDEA else ""
    return (
        Line("", practice.title, practice.owner or idea, "heading"),
        Line("", f"  {minimum} {kept}"),
        Line("", f"  {room} {free}", look="dim"),
        Line("", ""),
    )
