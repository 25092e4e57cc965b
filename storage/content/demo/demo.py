"""A team to look at: two school years of cases, agreements, meetings, cards and a plan that has been worked on."""

from datetime import date, datetime

from storage.content.demo.cases import demo_agreement, demo_case
from storage.content.demo.frame import Frame, framed
from storage.content.demo.meetings import demo_meeting
from storage.content.demo.plan import demo_areas, demo_card, demo_practices
from storage.content.demo.rounds import demo_rounds
from storage.domain.ids import NewId
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language, Team, named_team
from storage.domain.record import Record


def demo_team(language: Language, today: date, now: datetime, new_id: NewId) -> tuple[Team, tuple[Record, ...]]:
    """Return the demo team as it stands today, and all its records; meetings begin at 14:15 in the zone of `now`."""
    frame = framed(language, today, now, new_id)
    ours = frame.outline
    team = named_team(frame.texts[ours.team.name], language, ours.team.members, key=new_id())
    cases = sorted((demo_case(frame, case) for case in ours.cases), key=lambda case: case.code)
    agreements = (demo_agreement(frame, each) for each in ours.agreements)
    cards = (demo_card(frame, card) for card in ours.cards)
    beside = (*_meetings(frame), *demo_rounds(frame))
    return team, (*demo_areas(frame), *demo_practices(frame), *cards, *cases, *agreements, *beside)


def _meetings(frame: Frame) -> tuple[Meeting, ...]:
    """Return the meetings, oldest first, each knowing those before it."""
    held: tuple[Meeting, ...] = ()
    for ours in sorted(frame.outline.meetings, key=lambda each: (each.year == "this", -each.days_ago)):
        held = (*held, demo_meeting(frame, ours, reversed(held)))
    return held
