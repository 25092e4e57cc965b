"""The rows of the screen on which a meeting is made ready."""

from datetime import date

from storage.domain.calendar import local_day
from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting
from storage.domain.meeting.roles import MeetingRole
from tui.desk.preparation import Preparation
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.presentation.lines import Line

BEGIN = "begin"
FORM = "form"
TIME = "time"
HERE = "here"
ROLE = "role:"
CASE = "case:"
GO_ON = "go-on"
GIVE_UP = "give-up"
MINUTES = "minutes"


def start_lines(words: Words, ready: Preparation, last: Meeting | None) -> tuple[Line, ...]:
    """Return everything that is proposed, each row changed by Enter."""
    return (
        Line(BEGIN, words("▶ Begin the meeting"), words("Enter"), "good"),
        Line("", ""),
        Line(FORM, words("Form: {form}", form=ready.form.title), words("{count} min", count=ready.form.minutes)),
        Line(TIME, words("Time we have"), words("{count} min", count=ready.minutes)),
        Line(HERE, words("Here today: {people}", people=" ".join(ready.present)), f"{len(ready.present)}"),
        Line("", ""),
        Line("", words("Who does what"), look="heading"),
        *(Line(f"{ROLE}{role}", label(words, role).capitalize(), alias) for role, alias in ready.roles.items()),
        *_guard_lines(words, ready),
        *_case_lines(words, ready),
        *_last_lines(words, last),
    )


def _guard_lines(words: Words, ready: Preparation) -> tuple[Line, ...]:
    """Return what the one role nobody knows from elsewhere is for."""
    if MeetingRole.SOLUTION_GUARD not in ready.roles:
        return ()
    return (Line("", words("  The solution guard speaks up when we only describe the problem."), look="dim"),)


def _case_lines(words: Words, ready: Preparation) -> tuple[Line, ...]:
    if not ready.form.takes_cases:
        return ()
    heading = Line("", words("Cases, most urgent first"), words("Space takes in or leaves out"), "heading")
    none = Line("", words("There is no open case. Press 3 and n to write one."), look="dim")
    return (Line("", ""), heading, *(tuple(_case_line(words, ready, case) for case in ready.proposals) or (none,)))


def _case_line(words: Words, ready: Preparation, case: Case) -> Line:
    share = ready.shares.get(case.code)
    if case.code in ready.left_out:
        return Line(f"{CASE}{case.code}", f"· {case.code} {case.title}", words("not today"), "dim")
    if share is None:
        return Line(f"{CASE}{case.code}", f"… {case.code} {case.title}", words("waits for next time"), "dim")
    return Line(f"{CASE}{case.code}", f"✓ {case.code} {case.title}", words("{count} min", count=share))


def _last_lines(words: Words, last: Meeting | None) -> tuple[Line, ...]:
    if last is None:
        return ()
    held = f"{last.title}, {words.weekday(local_day(last.started))}"
    return (Line("", ""), Line(MINUTES, words("Minutes of the last meeting"), held, "dim"))


def interrupted_lines(words: Words, meeting: Meeting, today: date) -> tuple[Line, ...]:
    """Return the rows for a meeting that nobody leads any more; one of another day says which."""
    at = meeting.visit.title if meeting.visit else words("the opening")
    is_todays = local_day(meeting.started) == today
    started = words.clock(meeting.started) if is_todays else words.moment(meeting.started)
    return (
        Line("", words("The meeting from {time} is not finished.", time=started), look="heading"),
        Line("", f"{meeting.title} · {at}", look="dim"),
        Line("", ""),
        Line(GO_ON, words("▶ Go on where we were"), words("Enter"), "good"),
        Line(GIVE_UP, words("  End it here; what was written stays")),
    )
