"""The demo team's cases and agreements."""

from datetime import date, timedelta
from itertools import accumulate

from msgspec.structs import replace

from storage.content.demo.frame import Frame
from storage.content.demo.outline import AgreementOutline, CaseOutline, ClosingOutline, EntryOutline, MeetingOutline
from storage.domain.calendar import school_days_after
from storage.domain.case.agreement import FINISHED, Agreement, Done, Effect, Rating, checked_agreement, rated
from storage.domain.case.case import (
    Case,
    CaseState,
    CrossPressure,
    Entry,
    Idea,
    Learned,
    Outcome,
    Told,
    checked_title,
    with_entry,
    with_ideas,
    with_lesson,
)
from storage.domain.case.standing import closed, handed_over, reported, set_aside
from storage.domain.people import SHARED

BEFORE_MEETINGS = -120
"""Minutes: what is written outside meetings is written around noon."""
INTO_MEETING = 10
BETWEEN_ENTRIES = timedelta(minutes=2)


def demo_case(frame: Frame, ours: CaseOutline) -> Case:
    """Return a case with its whole path, in the state it has reached."""
    case = Case(
        id=frame.new_id(),
        code=frame.code(ours.key),
        title=checked_title(frame.texts[ours.title]),
        opened=frame.days.ago(ours.year, ours.opened_days_ago),
        kind=ours.kind,
        themes=ours.themes,
        owner=ours.owner,
        pressure=_pressure(frame, ours),
        safe=ours.safe,
    )
    for entry in _entries(frame, ours):
        case = with_entry(case, entry)
    return _settled(frame, ours, with_ideas(case, _ideas(frame, ours)))


def _pressure(frame: Frame, ours: CaseOutline) -> CrossPressure | None:
    names = ours.cross_pressure
    return names and CrossPressure(
        fixed=frame.texts[names.fixed],
        entitled=frame.texts[names.entitled],
        we_can=frame.texts[names.we_can],
        decides=frame.texts[names.decides],
    )


def _entries(frame: Frame, ours: CaseOutline) -> list[Entry]:
    """Return what was written in a case, each a little after the one before."""
    entries = (_entry(frame, ours, each) for each in sorted(ours.entries, key=lambda entry: -entry.days_ago))
    return list(accumulate(entries, lambda before, entry: _later(entry, before)))


def _later(entry: Entry, before: Entry) -> Entry:
    return replace(entry, at=max(entry.at, before.at + BETWEEN_ENTRIES))


def _entry(frame: Frame, ours: CaseOutline, entry: EntryOutline) -> Entry:
    meeting = frame.meeting_that_took(ours, entry.days_ago)
    return Entry(
        id=frame.new_id(),
        step=entry.step,
        view=entry.view,
        text=frame.texts[entry.text],
        at=frame.moment(frame.days.ago(ours.year, entry.days_ago), INTO_MEETING if meeting else BEFORE_MEETINGS),
        by=SHARED if meeting else entry.by,
        meeting=frame.meeting_id(meeting),
        scale=entry.scale,
    )


def _ideas(frame: Frame, ours: CaseOutline) -> list[Idea]:
    meeting = frame.meeting_id(frame.meeting_that_took(ours))
    return [
        Idea(
            id=frame.new_id(),
            text=frame.texts[idea.text],
            level=idea.level,
            pick=idea.sort,
            meeting=meeting,
            card=frame.id_of("card", idea.card),
        )
        for idea in ours.ideas
    ]


def _settled(frame: Frame, ours: CaseOutline, case: Case) -> Case:
    """Return the case in its state, by the rules that lead there."""
    on = frame.days.ago(ours.year, ours.state_days_ago)
    if ours.told:
        told_on = frame.days.ago(ours.year, ours.told.days_ago)
        told = Told(route=ours.told.route, who=frame.texts[ours.told.who], on=told_on)
        case = handed_over(case, told) if ours.state is CaseState.HANDED_OVER else reported(case, told)
    if ours.state in {CaseState.PARKED, CaseState.LIFTED}:
        return set_aside(case, ours.state, frame.texts[ours.reason], on)
    if ours.closing is None:
        return case
    case = with_lesson(case, _learned(frame, ours, ours.closing))
    return closed(case.but(first_step=frame.texts[ours.closing.first_step]), on)


def _learned(frame: Frame, ours: CaseOutline, closing: ClosingOutline) -> Learned:
    return Learned(
        id=frame.new_id(),
        outcome=closing.outcome,
        text=frame.texts[closing.learned],
        ref=frame.id_of("card" if closing.outcome is Outcome.CARD else "practice", closing.ref),
        meeting=frame.meeting_id(frame.meeting_that_took(ours, ours.state_days_ago)),
    )


def demo_agreement(frame: Frame, ours: AgreementOutline) -> Agreement:
    """Return an agreement with what has been said about it."""
    made = frame.days.ago(frame.year_of(ours), ours.made_days_ago)
    due = max(made, _due(frame, ours))
    agreement = Agreement(
        id=frame.ids["agreement", ours.key],
        what=frame.texts[ours.what],
        owner=ours.owner,
        buddy=ours.buddy,
        made=made,
        due=due,
        review=school_days_after(due + timedelta(days=ours.review_days - 1), 1),
        case=frame.code(ours.case),
        practice=frame.id_of("practice", ours.practice),
        meeting=frame.meeting_id(_made_in(frame, ours)),
    )
    agreement = checked_agreement(agreement, made)
    return rated(agreement, _rating(frame, ours)) if ours.done else agreement


def _due(frame: Frame, ours: AgreementOutline) -> date:
    """Return when it is due: what is finished was due back then, what waits is due as seen from today."""
    if ours.done in FINISHED:
        return frame.days.ago(frame.year_of(ours), -ours.due_days)
    return frame.days.ahead(ours.due_days)


def _rating(frame: Frame, ours: AgreementOutline) -> Rating:
    return Rating(
        on=frame.days.ago(frame.year_of(ours), ours.rated_days_ago),
        done=Done(ours.done),
        effect=Effect(ours.effect) if ours.effect else None,
        note=frame.texts[ours.note],
        meeting=frame.meeting_id(_followed_up_in(frame, ours)),
    )


def _made_in(frame: Frame, ours: AgreementOutline) -> MeetingOutline | None:
    return next((each for each in frame.outline.meetings if ours.key in each.agreements), None)


def _followed_up_in(frame: Frame, ours: AgreementOutline) -> MeetingOutline | None:
    return next((each for each in frame.outline.meetings if ours.key in each.followed_up), None)
