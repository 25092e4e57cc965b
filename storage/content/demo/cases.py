"""The demo team's cases and agreements."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from msgspec.structs import replace

from storage.content.demo import outline
from storage.content.demo.frame import DemoDays, Frame
from storage.content.plan_template import items_from, parent_meetings
from storage.domain.calendar import AUGUST, school_days_after, school_year, term_of
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
from storage.domain.homes import conversation_round, parent_meeting
from storage.domain.homes.contact import ClassContacts, Tick, checked_class, ticked
from storage.domain.homes.conversation_round import DAYS_AHEAD as DAYS_TO_MIDPOINT
from storage.domain.people import SHARED
from storage.domain.record import Record

BEFORE_MEETINGS = -120
"""Minutes: what is written outside meetings is written around noon."""
INTO_MEETING = 10
BETWEEN_ENTRIES = timedelta(minutes=2)


def demo_case(frame: Frame, ours: outline.CaseOutline) -> Case:
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


def _pressure(frame: Frame, ours: outline.CaseOutline) -> CrossPressure | None:
    names = ours.cross_pressure
    return names and CrossPressure(
        fixed=frame.texts[names.fixed],
        entitled=frame.texts[names.entitled],
        we_can=frame.texts[names.we_can],
        decides=frame.texts[names.decides],
    )


def _entries(frame: Frame, ours: outline.CaseOutline) -> list[Entry]:
    """Return what was written in a case, each a little after the one before."""
    entries = (_entry(frame, ours, each) for each in sorted(ours.entries, key=lambda entry: -entry.days_ago))
    return list(accumulate(entries, lambda before, entry: _later(entry, before)))


def _later(entry: Entry, before: Entry) -> Entry:
    return replace(entry, at=max(entry.at, before.at + BETWEEN_ENTRIES))


def _entry(frame: Frame, ours: outline.CaseOutline, entry: outline.EntryOutline) -> Entry:
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


def _ideas(frame: Frame, ours: outline.CaseOutline) -> list[Idea]:
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


def _settled(frame: Frame, ours: outline.CaseOutline, case: Case) -> Case:
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


def _learned(frame: Frame, ours: outline.CaseOutline, closing: outline.ClosingOutline) -> Learned:
    return Learned(
        id=frame.new_id(),
        outcome=closing.outcome,
        text=frame.texts[closing.learned],
        ref=frame.id_of("card" if closing.outcome is Outcome.CARD else "practice", closing.ref),
        meeting=frame.meeting_id(frame.meeting_that_took(ours, ours.state_days_ago)),
    )


def demo_agreement(frame: Frame, ours: outline.AgreementOutline) -> Agreement:
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


def _due(frame: Frame, ours: outline.AgreementOutline) -> date:
    """Return when it is due: what is finished was due back then, what waits is due as seen from today."""
    if ours.done in FINISHED:
        return frame.days.ago(frame.year_of(ours), -ours.due_days)
    return frame.days.ahead(ours.due_days)


def _rating(frame: Frame, ours: outline.AgreementOutline) -> Rating:
    return Rating(
        on=frame.days.ago(frame.year_of(ours), ours.rated_days_ago),
        done=Done(ours.done),
        effect=Effect(ours.effect) if ours.effect else None,
        note=frame.texts[ours.note],
        meeting=frame.meeting_id(_followed_up_in(frame, ours)),
    )


def _made_in(frame: Frame, ours: outline.AgreementOutline) -> outline.MeetingOutline | None:
    return next((each for each in frame.outline.meetings if ours.key in each.agreements), None)


def _followed_up_in(frame: Frame, ours: outline.AgreementOutline) -> outline.MeetingOutline | None:
    return next((each for each in frame.outline.meetings if ours.key in each.followed_up), None)


def demo_rounds(frame: Frame) -> Iterator[Record]:
    """Yield everything that peacetime has beside the plan itself."""
    ours = frame.outline
    yield from (_parent_meeting(frame, each) for each in ours.parent_meetings)
    yield from (_round(frame, each) for each in ours.rounds)
    yield from (_class(frame, each) for each in ours.classes)


def _parent_meeting(frame: Frame, ours: outline.ParentOutline) -> parent_meeting.ParentMeeting:
    template = next((each for each in parent_meetings(frame.language).starts if each.key == ours.start), None)
    items = items_from(template, frame.new_id) if template else tuple(_item(frame, each) for each in ours.items)
    meeting = parent_meeting.ParentMeeting(
        id=frame.new_id(),
        title=frame.texts[ours.title],
        on=frame.days.ago(ours.year, ours.days_ago) if ours.after else _planned(frame, ours.due_days),
        with_contacts=ours.with_contacts,
        law=template.law if template else (),
        note=frame.texts[ours.note],
    )
    meeting = parent_meeting.with_items(parent_meeting.checked_parent_meeting(meeting), items)
    return parent_meeting.looked_back(meeting, _after(frame, meeting, ours.after)) if ours.after else meeting


def _planned(frame: Frame, days: int) -> date:
    today = frame.days.today
    return frame.days.soon(
        days, today - timedelta(days=parent_meeting.DAYS_BEHIND), today + timedelta(days=parent_meeting.DAYS_AHEAD)
    )


def _item(frame: Frame, ours: outline.ItemOutline) -> parent_meeting.AgendaItem:
    return parent_meeting.AgendaItem(
        id=frame.new_id(),
        title=frame.texts[ours.title],
        minutes=ours.minutes,
        depth=ours.depth,
        led_by=ours.led_by,
        note=frame.texts[ours.note],
    )


def _after(frame: Frame, meeting: parent_meeting.ParentMeeting, ours: outline.AfterOutline) -> parent_meeting.LookBack:
    on = min(meeting.on + timedelta(days=ours.days), frame.days.today)
    return parent_meeting.LookBack(on=on, came=ours.came, went=ours.went, keep=frame.texts[ours.keep])


def _round(frame: Frame, ours: outline.RoundOutline) -> conversation_round.ConversationRound:
    days = frame.days
    starts, ends = days.ago(ours.year, ours.starts_days_ago), days.ago(ours.year, ours.ends_days_ago)
    asked = _midpoint(days, ours.due_days) if ours.due_days else days.ago(ours.year, ours.midpoint_days_ago)
    held = conversation_round.checked_round(
        conversation_round.ConversationRound(id=frame.new_id(), starts=starts, ends=ends, midpoint=asked)
    )
    for talk in ours.agreements:
        held = _with_talk(frame, ours, held, talk)
    return held


def _midpoint(days: DemoDays, due_days: int) -> date:
    return days.soon(due_days, school_year(days.today).first, days.today + timedelta(days=DAYS_TO_MIDPOINT))


def _with_talk(
    frame: Frame, ours: outline.RoundOutline, held: conversation_round.ConversationRound, talk: outline.TalkOutline
) -> conversation_round.ConversationRound:
    key = frame.new_id()
    made = conversation_round.ConversationAgreement(
        id=key, pupil=talk.pupil, what=frame.texts[talk.what], owner=talk.owner, made=held.starts
    )
    held = conversation_round.agreed(held, made)
    if not talk.done:
        return held
    rating = Rating(
        on=frame.days.ago(ours.year, talk.rated_days_ago),
        done=Done(talk.done),
        effect=Effect(talk.effect) if talk.effect else None,
        note=frame.texts[talk.note],
    )
    return conversation_round.followed_up(held, key, rating)


def _class(frame: Frame, ours: outline.ClassOutline) -> ClassContacts:
    kept = checked_class(
        ClassContacts(id=frame.new_id(), label=ours.label, homes=ours.homes, made=_first_day(frame.days.today))
    )
    for number in range(ours.ticks):
        kept = ticked(kept, Tick(id=frame.new_id(), on=_spread(frame.days.today, number / ours.ticks)))
    return kept


def _first_day(today: date) -> date:
    """Return the first school day of the term, or today where the term is not that old."""
    first = date(today.year, AUGUST if term_of(today) is term_of(date(today.year, AUGUST, 1)) else 1, 1)
    return min(today, school_days_after(first - timedelta(days=1), 1))


def _spread(today: date, part: float) -> date:
    first = _first_day(today)
    return first + timedelta(days=round((today - first).days * part))
