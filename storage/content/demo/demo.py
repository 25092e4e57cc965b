"""A team to look at: two school years of cases, agreements, meetings, cards and a plan that has been worked on."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain

from storage.content.demo import outline
from storage.content.demo.cases import demo_agreement, demo_case, demo_rounds
from storage.content.demo.frame import Frame, framed
from storage.content.forms import our_forms
from storage.content.plan_template import AreaTemplate, PracticeTemplate, area_from, plan_file, practice_from
from storage.domain.calendar import SchoolYear, local_day, school_days_after
from storage.domain.case.card import ExperienceCard, checked_card
from storage.domain.ids import NewId
from storage.domain.meeting.agenda import proposed_cases, shares
from storage.domain.meeting.form import MeetingForm, proposed_roles
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
from storage.domain.people import Language, Team, named_team
from storage.domain.plan.plan import ALL_YEAR, Area, Practice, checked_practice, done_in, reached, read_scale
from storage.domain.record import Record


def demo_team(language: Language, today: date, now: datetime, new_id: NewId) -> tuple[Team, tuple[Record, ...]]:
    """Return the demo team as it stands today, and all its records; meetings begin at 14:15 in the zone of `now`."""
    frame = framed(language, today, now, new_id)
    ours = frame.outline
    team = named_team(frame.texts[ours.team.name], language, ours.team.members, key=new_id())
    cases = sorted((demo_case(frame, case) for case in ours.cases), key=lambda case: case.code)
    agreements = tuple(demo_agreement(frame, each) for each in ours.agreements)
    cards = (demo_card(frame, card) for card in ours.cards)
    *met, last = _meetings(frame)
    first = next(iter(proposed_cases(cases, agreements, (*met, last))))
    roles = proposed_roles(last.present, [each.roles for each in (last, *reversed(met))], first.owner)
    last = last.but(next_roles={role: roles[role] for role in last.next_roles})
    beside = (*met, last, *demo_rounds(frame))
    return team, (*demo_areas(frame), *demo_practices(frame), *cards, *cases, *agreements, *beside)


def _meetings(frame: Frame) -> tuple[Meeting, ...]:
    """Return the meetings, oldest first, each knowing those before it."""
    held: tuple[Meeting, ...] = ()
    for ours in sorted(frame.outline.meetings, key=lambda each: (each.year == "this", -each.days_ago)):
        held = (*held, demo_meeting(frame, ours, reversed(held)))
    return held


FIRST_IDEAS = 300
"""Days before the end of last school year: when the template was taken into the plan."""


def demo_areas(frame: Frame) -> tuple[Area, ...]:
    """Return the template's areas with where the team said they stood."""
    areas = plan_file(frame.language).areas
    return tuple(_area(frame, each, order) for order, each in enumerate(areas, 1))


def _area(frame: Frame, ours: AreaTemplate, order: int) -> Area:
    area = area_from(ours, frame.new_id(), order)
    for come in frame.outline.plan:
        for reading in come.readings if come.area == ours.key else ():
            area = read_scale(area, reading.now, reading.depth, frame.days.ago(reading.year, reading.days_ago))
    return area


def demo_practices(frame: Frame) -> tuple[Practice, ...]:
    """Return the template's practices, each as far as the team has come with it, and the team's own."""
    come = {practice.key: (area, practice) for area in frame.outline.plan for practice in area.practices}
    taken = (_taken(frame, each, come.get(each.key)) for each in plan_file(frame.language).practices)
    return (*taken, *(_own(frame, each) for each in frame.outline.practices))


def _taken(
    frame: Frame, ours: PracticeTemplate, come: tuple[outline.AreaOutline, outline.ComeOutline] | None
) -> Practice:
    practice = practice_from(ours, frame.id_of("practice", ours.key), frame.days.ago("last", FIRST_IDEAS))
    if come is None:
        return checked_practice(practice)
    area, far = come
    practice = practice.but(owner=area.owner, evidence=frame.code_of_all(far.evidence))
    practice = reached(practice, far.state, frame.days.ago(far.year, far.days_ago))
    for year in map(frame.days.year, far.done):
        if _has_come(practice.month, year, frame.days.today):
            practice = done_in(practice, year)
    return checked_practice(practice)


def _has_come(month: int, year: SchoolYear, today: date) -> bool:
    return month == ALL_YEAR or year.month(month) <= today


def _own(frame: Frame, ours: outline.PracticeOutline) -> Practice:
    practice = Practice(
        id=frame.id_of("practice", ours.key),
        area=ours.area,
        title=frame.texts[ours.title],
        minimum=frame.texts[ours.minimum],
        room=frame.texts[ours.room],
        sign=frame.texts[ours.sign],
        level=ours.level,
        depth=ours.depth,
        month=ours.month,
        owner=ours.owner,
        themes=ours.themes,
        evidence=frame.code_of_all(ours.evidence),
    )
    return checked_practice(reached(practice, ours.state, frame.days.ago(ours.year, ours.days_ago)))


def demo_card(frame: Frame, ours: outline.CardOutline) -> ExperienceCard:
    """Return an experience card."""
    card = ExperienceCard(
        id=frame.ids["card", ours.key],
        title=frame.texts[ours.title],
        made=frame.days.ago(ours.year, ours.days_ago),
        when=frame.texts[ours.when],
        worked=frame.texts[ours.worked],
        start=frame.texts[ours.start],
        watch=frame.texts[ours.watch],
        themes=ours.themes,
        sources=frame.code_of_all(ours.cases),
    )
    return checked_card(card)


OPENING = 2
"""Minutes before the first phase."""
INTO_PLAN = frozenset({DecisionKind.PRACTICE, DecisionKind.CHANGE})


def demo_meeting(frame: Frame, ours: outline.MeetingOutline, earlier: Iterable[Meeting]) -> Meeting:
    """Return a meeting that was held; `earlier` are those before it, newest first."""
    started = frame.moment(frame.days.ago(ours.year, ours.days_ago), 0)
    meeting = _held(frame, ours, _begun(frame, ours, started))
    for decision in _decisions(frame, ours):
        meeting = decided(meeting, decision)
    meeting = scored(meeting, " ".join(map(str, ours.scores)))
    meeting = ended(meeting, started + timedelta(minutes=OPENING + sum(spent.minutes for spent in ours.spent)))
    return _with_next(meeting, ours, earlier)


def _begun(frame: Frame, ours: outline.MeetingOutline, started: datetime) -> Meeting:
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


def _held(frame: Frame, ours: outline.MeetingOutline, meeting: Meeting) -> Meeting:
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


def _minutes(frame: Frame, ours: outline.MeetingOutline, visit: Visit) -> int:
    at = (visit.phase, visit.case)
    return sum(spent.minutes for spent in ours.spent if (spent.phase, frame.code(spent.case)) == at)


def _decisions(frame: Frame, ours: outline.MeetingOutline) -> Iterator[Decision]:
    """Yield what was looked at, what was decided, and what was agreed."""
    cases = {agreement.key: frame.code(agreement.case) for agreement in frame.outline.agreements}
    for kind, keys in ((DecisionKind.RATING, ours.followed_up), (DecisionKind.AGREEMENT, ours.agreements)):
        for key in keys:
            yield Decision(id=frame.new_id(), kind=kind, case=cases[key], ref=frame.id_of("agreement", key))
    for decision in ours.decisions:
        text = frame.texts[decision.text]
        ref = _made(frame, decision)
        yield Decision(id=frame.new_id(), kind=decision.kind, text=text, case=frame.code(decision.case), ref=ref)


def _made(frame: Frame, decision: outline.DecisionOutline) -> str:
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


def _with_next(meeting: Meeting, ours: outline.MeetingOutline, earlier: Iterable[Meeting]) -> Meeting:
    """Return the meeting with when the next one is, and who does what then."""
    if ours.next_days is None:
        return meeting
    day = school_days_after(local_day(meeting.started) + timedelta(days=ours.next_days - 1), 1)
    roles = proposed_roles(meeting.present, [meeting.roles, *(each.roles for each in earlier)])
    return meeting.but(next_on=day, next_roles=roles)
