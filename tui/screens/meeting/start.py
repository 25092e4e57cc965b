"""What stands on the screen before a meeting begins: pure, from what was chosen so far."""

from datetime import date

from storage.domain.calendar import local_day
from storage.domain.case.case import Case
from storage.domain.meeting.meeting import Meeting
from storage.domain.meeting.roles import MeetingRole
from tui.desk.preparation import Preparation
from tui.i18n.labels import label
from tui.i18n.words import Words
from tui.look.signs import Mark
from tui.presentation.lines import Line, Row


def start_lines(words: Words, ready: Preparation, last: Meeting | None) -> tuple[Line[Row], ...]:
    """Return everything that is proposed, each row changed by Enter."""
    return (
        Line(Row("begin"), words("Begin the meeting"), words("Enter"), "heading", Mark.NOW),
        Line("", ""),
        Line(
            Row("form"),
            words("Form: {form}", form=ready.form.title),
            words("{count} min", count=ready.form.minutes),
        ),
        Line(Row("time"), words("Time we have"), words("{count} min", count=ready.minutes)),
        Line(Row("here"), words("Here today: {people}", people=" ".join(ready.present)), f"{len(ready.present)}"),
        Line("", ""),
        Line("", words("Who does what"), look="heading"),
        *(Line(Row("role", role), label(words, role).capitalize(), alias) for role, alias in ready.roles.items()),
        *_guard_lines(words, ready),
        *_case_lines(words, ready),
        *_last_lines(words, last),
    )


def _guard_lines(words: Words, ready: Preparation) -> tuple[Line[Row], ...]:
    """Return what the one role nobody knows from elsewhere is for."""
    if MeetingRole.SOLUTION_GUARD not in ready.roles:
        return ()
    return (Line("", words("The solution guard speaks up when we only describe."), look="quiet", indent=2),)


def _case_lines(words: Words, ready: Preparation) -> tuple[Line[Row], ...]:
    if not ready.form.takes_cases:
        return ()
    heading = Line[Row]("", words("Cases, most urgent first"), words("Space takes in or leaves out"), "heading")
    none = Line[Row]("", words("There is no open case. Press 3 and n to write one."), look="quiet")
    return (Line("", ""), heading, *(tuple(_case_line(words, ready, case) for case in ready.proposals) or (none,)))


def _case_line(words: Words, ready: Preparation, case: Case) -> Line[Row]:
    share = ready.shares.get(case.code)
    row = Row("case", case.code)
    if case.code in ready.left_out:
        return Line(row, f"{case.code} {case.title}", words("not today"), "quiet", Mark.MISSING)
    if share is None:
        return Line(row, f"{case.code} {case.title}", words("waits for next time"), "quiet", Mark.LATER)
    return Line(row, f"{case.code} {case.title}", words("{count} min", count=share), mark=Mark.THERE)


def _last_lines(words: Words, last: Meeting | None) -> tuple[Line[Row], ...]:
    if last is None:
        return ()
    held = f"{last.title}, {words.weekday(local_day(last.started))}"
    return (Line("", ""), Line(Row("minutes"), words("Minutes of the last meeting"), held, "quiet"))


def interrupted_lines(words: Words, meeting: Meeting, today: date) -> tuple[Line[Row], ...]:
    """Return the rows for a meeting that nobody leads any more; one of another day says which."""
    at = meeting.visit.title if meeting.visit else words("the opening")
    is_todays = local_day(meeting.started) == today
    started = words.clock(meeting.started) if is_todays else words.moment(meeting.started)
    return (
        Line("", words("The meeting from {time} is not finished.", time=started), look="heading"),
        Line("", f"{meeting.title} · {at}", look="quiet"),
        Line("", ""),
        Line(Row("go-on"), words("Go on where we were"), words("Enter"), "heading", Mark.NOW),
        Line(Row("give-up"), words("End it here; what was written stays"), indent=2),
    )
