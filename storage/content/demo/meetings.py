"""The demo team's meetings, held phase by phase by the same rules as real ones."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain

from storage.content.demo.frame import Frame
from storage.content.demo.outline import DecisionOutline, MeetingOutline
from storage.content.forms import our_forms
from storage.domain.calendar import local_day, school_days_after
from storage.domain.meeting.agenda import shares
from storage.domain.meeting.form import MeetingForm
from storage.domain.meeting.meeting import (
    MINUTE,
    Decision,
    DecisionKind,
    Meeting,
    Visit,
    begun,
    decided,
    ended,
    moved,
    noted,
    parked,
    scored,
    timed,
)
from storage.domain.meeting.roles import proposed_roles

OPENING = 2
"""Minutes before the first phase."""
INTO_PLAN = frozenset({DecisionKind.PRACTICE, DecisionKind.CHANGE})


def demo_meeting(frame: Frame, ours: MeetingOutline, earlier: Iterable[Meeting]) -> Meeting:
    """Return a meeting that was held; `earlier` are those before it, newest first."""
    started = frame.moment(frame.days.ago(ours.year, ours.days_ago), 0)
    meeting = _held(frame, ours, _begun(frame, ours, started))
    for decision in _decisions(frame, ours):
        meeting = decided(meeting, decision)
    meeting = scored(meeting, " ".join(map(str, ours.scores)))
    meeting = ended(meeting, started + timedelta(minutes=OPENING + sum(spent.minutes for spent in ours.spent)))
    return _with_next(meeting, ours, earlier)


def _begun(frame: Frame, ours: MeetingOutline, started: datetime) -> Meeting:
    form = form_named(frame, ours.form)
    codes = [frame.code(case) for case in ours.cases]
    meeting = begun(
        form,
        key=frame.meeting_id(ours),
        now=started,
        minutes=ours.planned,
        present=ours.present,
        roles=ours.roles,
        shares=shares(form, codes, ours.planned),
        waiting=[frame.code(case) for case in ours.waiting],
    )
    return meeting.but(area=ours.area)


def form_named(frame: Frame, key: str) -> MeetingForm:
    """Return one of our forms in the team's language."""
    return next(form for form in our_forms(frame.language) if form.key == key)


def _held(frame: Frame, ours: MeetingOutline, meeting: Meeting) -> Meeting:
    """Return the meeting led through all its phases, with the time each took and what was noted and parked."""
    owners = {frame.code(case.key): case.owner for case in frame.outline.cases}
    last = {visit.phase: place for place, visit in enumerate(meeting.visits)}
    for place, visit in enumerate(meeting.visits):
        meeting = moved(meeting, 1, case_owner=owners.get(visit.case))
        meeting = timed(meeting, _minutes(frame, ours, visit) * MINUTE)
        for note in ours.notes:
            if (note.phase, frame.code(note.case)) == (visit.phase, visit.case):
                meeting = noted(meeting, frame.new_id(), frame.texts[note.text])
        for aside in ours.parking:
            if last[aside.phase] == place:
                meeting = parked(meeting, frame.new_id(), frame.texts[aside.text])
    return meeting


def _minutes(frame: Frame, ours: MeetingOutline, visit: Visit) -> int:
    at = (visit.phase, visit.case)
    return sum(spent.minutes for spent in ours.spent if (spent.phase, frame.code(spent.case)) == at)


def _decisions(frame: Frame, ours: MeetingOutline) -> Iterator[Decision]:
    """Yield what was looked at, what was decided, and what was agreed."""
    cases = {agreement.key: frame.code(agreement.case) for agreement in frame.outline.agreements}
    for kind, keys in ((DecisionKind.RATING, ours.followed_up), (DecisionKind.AGREEMENT, ours.agreements)):
        for key in keys:
            yield Decision(id=frame.new_id(), kind=kind, case=cases[key], ref=frame.id_of("agreement", key))
    for decision in ours.decisions:
        text = frame.texts[decision.text]
        ref = _made(frame, decision)
        yield Decision(id=frame.new_id(), kind=decision.kind, text=text, case=frame.code(decision.case), ref=ref)


def _made(frame: Frame, decision: DecisionOutline) -> str:
    """Return the id of the practice or card that a decision about a case made or changed; none if it made none."""
    if decision.kind is DecisionKind.CARD:
        cards = (card.key for card in frame.outline.cards if decision.case in card.cases)
        return frame.id_of("card", next(cards, ""))
    if decision.kind not in INTO_PLAN:
        return ""
    own = (practice.key for practice in frame.outline.practices if decision.case in practice.evidence)
    come = (practice for area in frame.outline.plan for practice in area.practices)
    taken = (practice.key for practice in come if decision.case in practice.evidence)
    return frame.id_of("practice", next(chain(own, taken), ""))


def _with_next(meeting: Meeting, ours: MeetingOutline, earlier: Iterable[Meeting]) -> Meeting:
    """Return the meeting with when the next one is, and who does what then."""
    if ours.next_days is None:
        return meeting
    day = school_days_after(local_day(meeting.started) + timedelta(days=ours.next_days - 1), 1)
    roles = proposed_roles(meeting.present, [meeting.roles, *(each.roles for each in earlier)])
    return meeting.but(next_on=day, next_roles=roles)
