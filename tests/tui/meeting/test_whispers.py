"""What the coach says while a meeting goes on: a line for all, more for whoever leads, less as the strip rises."""

from dataclasses import replace as with_
from datetime import timedelta

import pytest
from msgspec.structs import replace

from storage.content.coach import Advice, Coaching, coach, coaching
from storage.domain.case.case import Route
from storage.domain.case.standing import alarmed
from storage.domain.meeting.form import MeetingRole, Writes
from storage.domain.meeting.meeting import timed
from storage.domain.meeting.strip import Strip, StripKey, Tally
from storage.domain.people import Language
from storage.store import Change
from tests.tui.meeting.play import Play
from tests.tui.meeting.test_room import room_of
from tui.desk.desk import Desk
from tui.i18n.strips import own_whisper, shared_whisper
from tui.i18n.words import Words

ENGLISH, COACH = Words(Language.EN), coach(Language.EN)


def told(*missed: StripKey) -> Coaching:
    strip = Strip(items=tuple(Tally(key=key, got=0 if key in missed else 1, of=1) for key in StripKey))
    return Coaching(COACH, Advice(strip, COACH.to_practise(strip)), strip.met / strip.of)


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round")


def test_before_the_first_meeting_every_phase_has_a_line() -> None:
    new = Coaching(COACH)
    assert shared_whisper(ENGLISH, new, "affirm", 120) == "Ask for what is concrete: what did they do?"
    assert own_whisper(ENGLISH, new, "affirm", 0, 120).startswith("Say: “One sentence from each:")


def test_it_fades_as_the_strip_rises() -> None:
    some = told(StripKey.IDEAS, StripKey.WISH, StripKey.NEXT)
    assert [bool(some.whisper(phase)) for phase in ("ideas", "wanted", "check-out", "affirm", "clarify")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert shared_whisper(ENGLISH, some, "affirm", 60).startswith("A minute left. Say: “")
    steady = told(StripKey.WISH)
    assert not any(steady.whisper(phase.key, at_last=True) for phase in COACH.phases)
    assert not any(steady.whisper(phase.key) for phase in COACH.phases)
    assert shared_whisper(ENGLISH, steady, "wanted", 300) == "Today: a number from 0 to 10 beside the wish"
    assert own_whisper(ENGLISH, steady, "wanted", 0, 300).startswith("Say: “Ten is good enough.")
    assert shared_whisper(ENGLISH, told(), "wanted", 300) == ""
    assert own_whisper(ENGLISH, told(), "wanted", 0, 300) == ""


def test_whoever_leads_hears_what_to_say_then_what_to_listen_for_then_the_last_words() -> None:
    new = Coaching(COACH)
    said = [own_whisper(ENGLISH, new, "ideas", gone, 420 - gone) for gone in (0, 200, 300, 370, 500)]
    assert said[0] == said[1] == "Say: “What could we at school do? One idea per turn.”"
    assert said[2] == "Neither praise nor dismiss. Count the ideas aloud."
    assert said[3] == said[4] == "A minute left. Say: “One minute: a last idea from each, odd ones too.”"


def test_a_team_that_has_switched_it_off_hears_nothing(play: Play) -> None:
    team = play.book.team
    play.save(Change(team, team.but(shows_strip=False)))
    off = coaching(play.book, Language.EN)
    assert not any(shared_whisper(ENGLISH, off, phase.key, 30) for phase in COACH.phases)


def test_the_shared_screen_has_a_quiet_line_and_the_leaders_own_more(play: Play) -> None:
    play.at(Writes.FIRST_STEP)
    assert room_of(play).whisper == "Today: a first step within three school days, with a buddy"
    leader = play.meeting.roles[MeetingRole.FACILITATOR]
    play.desk = with_(play.desk, me=leader)
    own = room_of(play, leads=False)
    assert own.whisper.startswith("Say: “What is the smallest thing you'll do within three school days?")
    play.change(lambda meeting: timed(meeting, meeting.visits[meeting.place].minutes * 60.0 - 30))
    play.desk = with_(play.desk, now=lambda: play.meeting.started + timedelta(minutes=5))
    assert room_of(play, leads=False).whisper.startswith("A minute left. Say: “Who is your buddy")
    play.desk = with_(play.desk, me="XX")
    assert room_of(play, leads=False).whisper == room_of(play).whisper


def test_where_the_pupil_may_not_be_safe_at_home_nothing_is_whispered(play: Play) -> None:
    play.at(Writes.FIRST_STEP)
    case = play.case
    play.save(Change(case, alarmed(case, Route.HOME)))
    assert room_of(play).whisper == ""


def test_at_a_phase_without_a_word_of_the_coach_there_is_none(play: Play) -> None:
    play.at(Writes.FIRST_STEP)
    place = play.meeting.place
    script = play.meeting.script
    assert script
    phases = tuple(replace(each, key="own") if each.key == "first-step" else each for each in script.phases)
    visits = tuple(
        replace(each, phase="own") if number == place else each for number, each in enumerate(play.meeting.visits)
    )
    play.change(lambda meeting: meeting.but(script=replace(script, phases=phases), visits=visits))
    assert room_of(play).whisper == ""


def test_where_people_may_vent_it_says_that_questions_come_later_unless_none_may_soften_the_case(play: Play) -> None:
    play.at(Writes.ENTRY)
    room = room_of(play)
    assert (room.is_quiet, room.asks_later) == (True, True)
    case = play.book.case(play.meeting.cases[0])
    play.save(Change(case, alarmed(case, Route.HOME)))
    room = room_of(play)
    assert (room.is_quiet, room.asks_later) == (True, False)
