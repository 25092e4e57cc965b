"""The demo team's parent meetings, rounds of conversations and first contacts."""

from collections.abc import Iterator
from datetime import date, timedelta

from storage.content.demo.frame import DemoDays, Frame
from storage.content.demo.outline import (
    AfterOutline,
    ClassOutline,
    ItemOutline,
    ParentOutline,
    RoundOutline,
    TalkOutline,
)
from storage.content.parent_meetings import items_from, parent_meetings
from storage.domain.calendar import AUGUST, school_days_after, school_year, term_of
from storage.domain.case.agreement import Done, Effect, Rating
from storage.domain.homes.contact import ClassContacts, Tick, checked_class, ticked
from storage.domain.homes.conversation_round import DAYS_AHEAD as DAYS_TO_MIDPOINT
from storage.domain.homes.conversation_round import (
    ConversationAgreement,
    ConversationRound,
    agreed,
    checked_round,
    followed_up,
)
from storage.domain.homes.parent_meeting import (
    DAYS_AHEAD,
    DAYS_BEHIND,
    AgendaItem,
    LookBack,
    ParentMeeting,
    checked_parent_meeting,
    looked_back,
    with_items,
)
from storage.domain.record import Record


def demo_rounds(frame: Frame) -> Iterator[Record]:
    """Yield everything that peacetime has beside the plan itself."""
    ours = frame.outline
    yield from (_parent_meeting(frame, each) for each in ours.parent_meetings)
    yield from (_round(frame, each) for each in ours.rounds)
    yield from (_class(frame, each) for each in ours.classes)


def _parent_meeting(frame: Frame, ours: ParentOutline) -> ParentMeeting:
    template = next((each for each in parent_meetings(frame.language).starts if each.key == ours.start), None)
    items = items_from(template, frame.new_id) if template else tuple(_item(frame, each) for each in ours.items)
    meeting = ParentMeeting(
        id=frame.new_id(),
        title=frame.texts[ours.title],
        on=frame.days.ago(ours.year, ours.days_ago) if ours.after else _planned(frame, ours.due_days),
        with_contacts=ours.with_contacts,
        law=template.law if template else (),
        note=frame.texts[ours.note],
    )
    meeting = with_items(checked_parent_meeting(meeting), items)
    return looked_back(meeting, _after(frame, meeting, ours.after)) if ours.after else meeting


def _planned(frame: Frame, days: int) -> date:
    today = frame.days.today
    return frame.days.soon(days, today - timedelta(days=DAYS_BEHIND), today + timedelta(days=DAYS_AHEAD))


def _item(frame: Frame, ours: ItemOutline) -> AgendaItem:
    return AgendaItem(
        id=frame.new_id(),
        title=frame.texts[ours.title],
        minutes=ours.minutes,
        depth=ours.depth,
        led_by=ours.led_by,
        note=frame.texts[ours.note],
    )


def _after(frame: Frame, meeting: ParentMeeting, ours: AfterOutline) -> LookBack:
    on = min(meeting.on + timedelta(days=ours.days), frame.days.today)
    return LookBack(on=on, came=ours.came, went=ours.went, keep=frame.texts[ours.keep])


def _round(frame: Frame, ours: RoundOutline) -> ConversationRound:
    days = frame.days
    starts, ends = days.ago(ours.year, ours.starts_days_ago), days.ago(ours.year, ours.ends_days_ago)
    asked = _midpoint(days, ours.due_days) if ours.due_days else days.ago(ours.year, ours.midpoint_days_ago)
    held = checked_round(ConversationRound(id=frame.new_id(), starts=starts, ends=ends, midpoint=asked))
    for talk in ours.agreements:
        held = _with_talk(frame, ours, held, talk)
    return held


def _midpoint(days: DemoDays, due_days: int) -> date:
    return days.soon(due_days, school_year(days.today).first, days.today + timedelta(days=DAYS_TO_MIDPOINT))


def _with_talk(frame: Frame, ours: RoundOutline, held: ConversationRound, talk: TalkOutline) -> ConversationRound:
    key = frame.new_id()
    made = ConversationAgreement(
        id=key, pupil=talk.pupil, what=frame.texts[talk.what], owner=talk.owner, made=held.starts
    )
    held = agreed(held, made)
    if not talk.done:
        return held
    rating = Rating(
        on=frame.days.ago(ours.year, talk.rated_days_ago),
        done=Done(talk.done),
        effect=Effect(talk.effect) if talk.effect else None,
        note=frame.texts[talk.note],
    )
    return followed_up(held, key, rating)


def _class(frame: Frame, ours: ClassOutline) -> ClassContacts:
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
