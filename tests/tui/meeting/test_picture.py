"""What stands around the writing: the way through the phases, who does what, whose turn it is."""

from datetime import timedelta

import msgspec
import pytest

from storage.content.names import themes
from storage.domain.calendar import school_year
from storage.domain.case.case import Route, Told
from storage.domain.case.standing import alarmed, reported
from storage.domain.meeting.form import MeetingRole, Speaks, Writes
from storage.domain.meeting.meeting import MeetingState, ended, moved, turned
from storage.domain.people import Language
from storage.domain.plan.plan import PracticeState, reached
from storage.store import Change
from tests.tui.meeting.conftest import NOW
from tests.tui.meeting.play import Play
from tui.desk.desk import Desk
from tui.look.letters import letters
from tui.look.signs import Span, text_of
from tui.presentation.meeting import Picture, clock_face, ending, opening_lines, pictured, who_does_what


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round")


def seen(play: Play, *, leads: bool = True) -> Picture:
    return pictured(play.desk, play.book, play.meeting, leads=leads)


def speaking(play: Play, speaks: Speaks) -> Picture:
    """Return the picture of a first case phase in which somebody else speaks."""
    meeting = play.at(Writes.ENTRY).meeting
    assert meeting.script
    phases = tuple(msgspec.structs.replace(phase, speaks=speaks, rule="The rule.") for phase in meeting.script.phases)
    script = msgspec.structs.replace(meeting.script, phases=phases)
    return pictured(play.desk, play.book, meeting.but(script=script), leads=True)


def test_the_opening_shows_the_plan_and_no_phase_has_begun(play: Play) -> None:
    opening = seen(play)
    assert opening.prompts == ("Say these two things, and begin.",)
    assert (opening.phase, opening.rule, opening.case, opening.track.remark) == ("", "", "", "")
    assert opening.track.here == -1
    assert opening.title.endswith(play.book.team.name)


def test_the_phase_shows_its_questions_and_the_case_with_its_themes(play: Play) -> None:
    at_case = seen(play.at(Writes.ENTRY))
    assert at_case.prompts == play.scene.phase.prompts
    assert at_case.case == f"{play.case.code} {play.case.title}"
    assert at_case.themes == " · ".join(themes(Language.EN)[key] for key in play.case.themes)


def test_a_case_shows_its_alarm_until_somebody_is_told(play: Play) -> None:
    play.at(Writes.ENTRY)
    play.save(Change(play.case, alarmed(play.case, Route.ADULT)))
    alarm = seen(play)
    assert (alarm.themes, alarm.alarmed) == ("▲ nobody has been told yet", True)
    play.save(Change(play.case, reported(play.case, Told(route=Route.ADULT, who="the head", on=NOW.date()))))
    told = seen(play)
    assert not told.alarmed
    assert told.themes == " · ".join(themes(Language.EN)[key] for key in play.case.themes)


def test_the_track_says_where_it_is_and_how_long_each_phase_takes(play: Play) -> None:
    for _ in range(3):
        play.change(lambda meeting: moved(meeting, 1))
    picture = seen(play)
    assert picture.track.here == 2
    assert [halt.minutes for halt in picture.track.halts] == [visit.minutes for visit in play.meeting.visits]
    assert picture.phase == f"Case 3 of {len(play.meeting.visits)}"


def at(play: Play, place: int) -> None:
    play.change(lambda meeting: meeting.but(place=place))


def test_of_two_cases_the_track_shows_the_phases_of_one(play: Play) -> None:
    visits = play.meeting.visits
    again = [msgspec.structs.replace(visit, case="26-001") for visit in visits if visit.case]
    end = max(place for place, visit in enumerate(visits) if visit.case) + 1
    play.change(lambda meeting: meeting.but(visits=(*visits[:end], *again, *visits[end:])))
    for place in (-1, 0, end - 1, end, len(play.meeting.visits) - 1):
        at(play, place)
        assert len(seen(play).track.halts) == len(visits)
    at(play, end)
    assert seen(play).phase.endswith(" · case 2/2")


def test_a_deleted_case_is_no_error(play: Play) -> None:
    gone = seen(play.at(Writes.ENTRY).without_case())
    assert (gone.case, gone.themes) == ("deleted case", "")
    assert gone.prompts


@pytest.mark.parametrize(
    ("speaks", "said"),
    [
        (Speaks.ALL, ""),
        (Speaks.FACILITATOR, ""),
        (Speaks.NOBODY, "● In silence"),
        (Speaks.OWNER, "● Only {owner} speaks"),
        (Speaks.OTHERS, "● {owner} listens"),
    ],
)
def test_it_says_who_speaks(play: Play, speaks: Speaks, said: str) -> None:
    picture = speaking(play, speaks)
    assert text_of(picture.speaker) == said.format(owner=play.meeting.roles[MeetingRole.CASE_OWNER])
    assert picture.rule == "The rule."


@pytest.mark.parametrize(("speaks", "said"), [(Speaks.OWNER, "● One tells, the others listen"), (Speaks.OTHERS, "")])
def test_where_the_case_has_no_owner_nobody_is_waited_for(play: Play, speaks: Speaks, said: str) -> None:
    play.change(lambda meeting: meeting.but(roles={MeetingRole.FACILITATOR: "AB"}))
    assert text_of(speaking(play, speaks).speaker) == said


def test_in_a_round_the_next_ones_are_seen(play: Play) -> None:
    owner = play.meeting.roles[MeetingRole.CASE_OWNER]
    first, second, *others = (alias for alias in play.meeting.present if alias != owner)
    play.change(lambda meeting: turned(meeting, len(others) + 2))
    said = text_of(speaking(play, Speaks.ROUND).speaker)
    assert said.startswith(f"▸ {first}   {owner} answers · then {'  '.join((second, *others))}")


def test_a_meeting_on_time_says_when_it_ends_and_one_that_is_late_how_much(play: Play) -> None:
    planned = sum(visit.minutes for visit in play.meeting.visits)
    play.change(lambda meeting: meeting.but(planned=planned, started=NOW))
    on_time = ending(play.desk, play.meeting, 0)
    assert on_time == Span(f"ends {play.desk.words.clock(NOW + timedelta(minutes=planned))}", "quiet")
    play.change(lambda meeting: meeting.but(planned=planned - 5))
    late = ending(play.desk, play.meeting, 0)
    assert (late.text, late.role) == (f"{on_time.text} · 5 min behind", "late")
    play.change(lambda meeting: meeting.but(planned=planned + 5))
    assert ending(play.desk, play.meeting, 0) == Span(f"{on_time.text} · 5 min ahead", "quiet")
    play.change(lambda meeting: meeting.but(paused=True))
    assert ending(play.desk, play.meeting, 0).text == "paused"


def test_the_clock_says_that_little_is_left_that_it_is_over_and_that_it_stands(play: Play) -> None:
    play.at(Writes.IDEAS)
    minutes = play.meeting.visits[play.meeting.place].minutes
    words = play.desk.words
    faces = [clock_face(words, play.meeting, minutes * 60 * part) for part in (0.79, 0.8, 1.1)]
    assert [(face.soon, face.over) for face in faces] == [(False, False), (True, False), (False, True)]
    play.change(lambda meeting: meeting.but(paused=True))
    assert clock_face(words, play.meeting, 0).of == "paused"


def test_who_does_what_ends_with_the_time_of_day(play: Play) -> None:
    play.change(lambda meeting: meeting.but(roles={MeetingRole.NOTE_TAKER: "CD", MeetingRole.FACILITATOR: "AB"}))
    assert who_does_what(play.desk, play.meeting) == f"leads AB · writes CD · {play.desk.words.clock(NOW)}"
    assert (seen(play).follows, seen(play, leads=False).follows) == ("", "you follow – press l to lead")


def test_what_has_ended_has_no_track(play: Play) -> None:
    over = ended(play.meeting, NOW, MeetingState.HELD)
    assert pictured(play.desk, play.book, over, leads=True).track.halts == ()


def test_the_opening_says_the_months_minimum_and_then_what_is_done_today(play: Play) -> None:
    rows = opening_lines(play.desk, play.book, play.meeting)
    november = [each for each in play.book.practices if each.month == NOW.month]
    said = "\n".join(row.said for row in rows)
    assert [row.left[0] for row in rows if row.is_rule] == ["1", "2"]
    assert all(each.title in said for each in november)
    assert sum(each.minimum in said for each in november) == 2
    today = said.partition("2  ")[2]
    case = play.book.find_case(play.meeting.cases[0])
    assert case
    for named in (play.meeting.title, case.code, case.title, *play.meeting.roles.values()):
        assert named in today


def test_of_a_single_practice_the_opening_also_says_what_anyone_may_do(play: Play) -> None:
    first, *others = (each for each in play.book.practices if each.month == NOW.month)
    play.save(*(Change(each, reached(each, PracticeState.RETIRED, NOW.date())) for each in others))
    said = "\n".join(row.said for row in opening_lines(play.desk, play.book, play.meeting))
    assert first.minimum in said
    assert first.room in said


def test_the_opening_names_ideas_as_ideas_and_lists_them_last(play: Play) -> None:
    year = school_year(NOW.date()).start
    first, *others = (each for each in play.book.practices if each.month == NOW.month)
    waits = (each.but(done=tuple(start for start in each.done if start != year)) for each in others)
    idea = first.but(milestones=(), owner="", done=())
    play.save(Change(first, idea), *(Change(old, new) for old, new in zip(others, waits, strict=True) if old != new))
    rows = opening_lines(play.desk, play.book, play.meeting)
    *_, last = (row for row in rows if any(row.left == each.title for each in (first, *others)))
    assert (last.left, last.right) == (first.title, "idea")


def test_a_month_without_practices_says_so(play: Play) -> None:
    november = [each for each in play.book.practices if each.month == NOW.month]
    retired = (reached(each, PracticeState.RETIRED, NOW.date()) for each in november)
    play.save(*(Change(old, new) for old, new in zip(november, retired, strict=True)))
    assert any(
        "The plan says nothing about this month." in row.said
        for row in opening_lines(play.desk, play.book, play.meeting)
    )


def test_a_round_stands_there_large_with_everybodys_place_in_it(play: Play) -> None:
    play.change(lambda meeting: turned(moved(meeting, 1)))
    assert seen(play).speaker == ()
    first, second, third, *_ = play.meeting.present
    said = [row.said for row in play.lines]
    assert any("██" in row for row in said)
    assert any(row.aloud == f"{second} · then {third}" for row in play.lines)
    assert all(any(row.endswith(piece) for row in said) for piece in letters(third, 58))
    (faces,) = (row for row in said if f"✓ {first}" in row)
    assert f"▸ {second}" in faces
    assert f"· {third}" in faces
    play.change(lambda meeting: turned(meeting, len(play.meeting.present) - 1))
    said = [row.said for row in play.lines]
    assert "  ✓ All have had their turn." in said
    assert not any("██" in row for row in said)
