"""What stands around the writing: the rail, who does what, whose turn it is."""

import msgspec
import pytest

from storage.content.themes import themes
from storage.domain.case.case import Route, Told
from storage.domain.case.standing import alarmed, reported
from storage.domain.meeting.form import Speaks, Writes
from storage.domain.meeting.meeting import MeetingState, ended, moved, turned
from storage.domain.meeting.roles import MeetingRole
from storage.domain.people import Language
from storage.domain.plan.plan import PracticeState, reached
from storage.store import Change
from tests.tui.meeting.conftest import NOW
from tests.tui.meeting.play import Play
from tui.desk.desk import Desk
from tui.presentation.meeting import Picture, opening_lines, pictured, who_does_what


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
    assert opening.prompt == "This month in our plan"
    assert (opening.rule, opening.case, opening.track.remark) == ("", "", "")
    assert not any(halt.here or halt.passed for halt in opening.track.halts)
    assert opening.title.endswith(play.book.team.name)


def test_the_phase_shows_its_prompt_alone_and_the_case_with_its_themes(play: Play) -> None:
    at_case = seen(play.at(Writes.ENTRY))
    assert (at_case.prompt, *at_case.more.split("\n")) == play.scene.phase.prompts
    assert at_case.case == f"{play.case.code} {play.case.title}"
    assert at_case.themes == " · ".join(themes(Language.EN)[key] for key in play.case.themes)


def test_a_case_shows_its_alarm_until_somebody_is_told(play: Play) -> None:
    play.at(Writes.ENTRY)
    play.save(Change(play.case, alarmed(play.case, Route.ADULT)))
    alarm = seen(play)
    assert (alarm.themes, alarm.alarmed) == ("! nobody has been told yet", True)
    play.save(Change(play.case, reported(play.case, Told(route=Route.ADULT, who="the head", on=NOW.date()))))
    told = seen(play)
    assert not told.alarmed
    assert told.themes == " · ".join(themes(Language.EN)[key] for key in play.case.themes)


def test_the_rail_says_what_is_passed_what_is_now_and_which_case(play: Play) -> None:
    play.change(lambda meeting: moved(moved(meeting, 1), 1))
    play.change(lambda meeting: moved(meeting, 1))
    track = seen(play).track
    assert [(halt.passed, halt.here) for halt in track.halts[:4]] == [
        (True, False),
        (True, False),
        (False, True),
        (False, False),
    ]
    assert track.remark == "case 1/1"


def at(play: Play, place: int) -> None:
    play.change(lambda meeting: meeting.but(place=place))


def test_of_two_cases_the_rail_shows_the_phases_of_one(play: Play) -> None:
    visits = play.meeting.visits
    again = [msgspec.structs.replace(visit, case="26-001") for visit in visits if visit.case]
    end = max(place for place, visit in enumerate(visits) if visit.case) + 1
    play.change(lambda meeting: meeting.but(visits=(*visits[:end], *again, *visits[end:])))
    for place in (-1, 0, end - 1, end, len(play.meeting.visits) - 1):
        at(play, place)
        assert len(seen(play).track.halts) == len(visits)
    at(play, end)
    assert seen(play).track.remark == "case 2/2"


def test_a_deleted_case_is_no_error(play: Play) -> None:
    gone = seen(play.at(Writes.ENTRY).without_case())
    assert (gone.case, gone.themes) == ("deleted case", "")
    assert gone.prompt


@pytest.mark.parametrize(
    ("speaks", "said"),
    [
        (Speaks.ALL, ""),
        (Speaks.FACILITATOR, ""),
        (Speaks.NOBODY, "In silence"),
        (Speaks.OWNER, "Only {owner} speaks"),
        (Speaks.OTHERS, "{owner} listens"),
        (Speaks.ROUND, "In turn: {first} – press t to pass it on"),
    ],
)
def test_the_rule_begins_with_who_speaks(play: Play, speaks: Speaks, said: str) -> None:
    meeting = play.meeting
    said = said.format(owner=meeting.roles[MeetingRole.CASE_OWNER], first=meeting.present[0])
    assert speaking(play, speaks).rule == "\n".join(filter(None, (said, "The rule.")))


@pytest.mark.parametrize(
    ("speaks", "said"), [(Speaks.OWNER, "Only the case owner speaks"), (Speaks.OTHERS, "The case owner listens")]
)
def test_where_the_case_owner_is_not_here_nobody_is_named(play: Play, speaks: Speaks, said: str) -> None:
    play.change(lambda meeting: meeting.but(roles={MeetingRole.FACILITATOR: "AB"}))
    assert speaking(play, speaks).rule.startswith(said)


def test_the_turn_goes_round(play: Play) -> None:
    present = play.meeting.present
    play.change(lambda meeting: turned(meeting, len(present) + 1))
    assert speaking(play, Speaks.ROUND).rule.startswith(f"In turn: {present[1]} ")


def test_who_does_what_ends_with_the_time_of_day(play: Play) -> None:
    play.change(lambda meeting: meeting.but(roles={MeetingRole.NOTE_TAKER: "CD", MeetingRole.FACILITATOR: "AB"}))
    assert who_does_what(play.desk, play.meeting) == f"leads AB · writes CD · {play.desk.words.clock(NOW)}"
    assert seen(play).who == who_does_what(play.desk, play.meeting)
    assert seen(play, leads=False).who == "you follow – press l to lead"


def test_what_has_ended_has_no_rail(play: Play) -> None:
    over = ended(play.meeting, NOW, MeetingState.HELD)
    assert pictured(play.desk, play.book, over, leads=True).track.halts == ()


def test_the_opening_lists_the_months_practices_with_both_tiers(play: Play) -> None:
    rows = opening_lines(play.desk, play.book)
    november = [each for each in play.book.practices if each.month == NOW.month]
    assert sorted(row.said for row in rows if row.look == "heading") == sorted(each.title for each in november)
    for each in november:
        assert any(each.minimum in row.said for row in rows)
        assert any(each.room in row.said for row in rows)


def test_the_opening_names_ideas_as_ideas_and_lists_them_last(play: Play) -> None:
    first, *_ = (each for each in play.book.practices if each.month == NOW.month)
    play.save(Change(first, first.but(milestones=(), owner="")))
    *_, last = (row for row in opening_lines(play.desk, play.book) if row.look == "heading")
    assert (last.said, last.right) == (first.title, "idea")


def test_a_month_without_practices_says_so(play: Play) -> None:
    november = [each for each in play.book.practices if each.month == NOW.month]
    retired = (reached(each, PracticeState.RETIRED, NOW.date()) for each in november)
    play.save(*(Change(old, new) for old, new in zip(november, retired, strict=True)))
    (row,) = opening_lines(play.desk, play.book)
    assert row.said == "The plan says nothing about this month. Press n to begin."
