from datetime import UTC, date, datetime

from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import (
    Case,
    CaseState,
    CrossPressure,
    Entry,
    Idea,
    Learned,
    Outcome,
    Route,
    Standing,
    Step,
    Told,
)
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.homes.parent_meeting import AgendaItem, LookBack, ParentMeeting
from storage.domain.meeting.meeting import Meeting, Note
from storage.domain.people import Team
from storage.domain.views.book import newly_spoken, spoken

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_everything_told_in_a_case_and_nothing_of_what_was_done_about_it() -> None:
    case = Case(
        id="1",
        title="title",
        opened=DAY,
        entries=(Entry(id="e", step=Step.SITUATION, text="entry", at=NOW),),
        ideas=(Idea(id="i", text="idea"),),
        learned=(Learned(id="l", outcome=Outcome.NOTHING, text="lesson"),),
        first_step="step",
        standing=Standing(state=CaseState.PARKED, on=DAY, reason="reason"),
        pressure=CrossPressure(fixed="fixed", we_can="we can"),
        false_alarm="a film",
        told=(Told(route=Route.NOT_SAFE, who="the head", on=DAY),),
    )
    assert spoken(case) == ("title", "entry", "idea", "lesson", "step", "reason", "fixed", "we can")


def test_agreements_meetings_and_cards_speak_too() -> None:
    rating = Rating(on=DAY, done=Done.PARTLY, note="note")
    assert spoken(Agreement(id="1", what="what", owner="AB", made=DAY, due=DAY, ratings=(rating,))) == ("what", "note")
    meeting = Meeting(
        id="1",
        form="f",
        title="t",
        started=NOW,
        planned=45,
        notes=(Note(id="n", phase="p", text="note"),),
        parking=(Note(id="m", phase="p", text="later"),),
    )
    assert spoken(meeting) == ("note", "later")
    assert spoken(ExperienceCard(id="1", title="title", made=DAY, worked="worked")) == ("title", "worked")


def test_other_records_tell_nothing() -> None:
    assert not spoken(Team(id="1", name="Team 6"))
    assert not spoken(None)


def test_only_what_is_new_counts() -> None:
    before = Case(id="1", title="title", opened=DAY)
    assert newly_spoken(before, before.but(first_step="step")) == ("step",)
    assert newly_spoken(None, before) == ("title",)


def test_everything_told_in_rounds_and_about_parent_meetings() -> None:
    rated = Rating(on=DAY, done=Done.PARTLY, note="note")
    agreement = ConversationAgreement(id="a", pupil="7", what="what", made=DAY, ratings=(rated,))
    kept = ConversationRound(id="r", starts=DAY, ends=DAY, midpoint=DAY, agreements=(agreement,))
    assert spoken(kept) == ("what", "note")
    item = AgendaItem(id="i", title="title", minutes=5, note="prepare")
    meeting = ParentMeeting(id="m", title="title", on=DAY, items=(item,), note="for us")
    assert spoken(meeting) == ("for us", "prepare")
    assert spoken(meeting.but(after=LookBack(on=DAY, came=1, went=5, keep="keep"))) == ("for us", "keep", "prepare")
