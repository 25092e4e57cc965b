from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from storage.domain.case.case import Step
from storage.domain.errors import Refused
from storage.domain.meeting.form import Each, MeetingForm, MeetingRole, Phase, Speaks, Writes
from storage.domain.meeting.meeting import (
    Decision,
    DecisionKind,
    Meeting,
    MeetingState,
    Score,
    begun,
    decided,
    ended,
    extended,
    moved,
    noted,
    parked,
    paused,
    scored,
    timed,
    turned,
    visits_for,
    with_present,
    with_role,
)

NOW = datetime(2026, 11, 23, 13, 15, tzinfo=UTC)


def phase(key: str, minutes: int, each: Each = Each.MEETING, writes: Writes = Writes.NOTE) -> Phase:
    return Phase(key=key, title=key.title(), short=key, minutes=minutes, prompts=("?",), each=each, writes=writes)


ROUND = MeetingForm(
    key="round",
    title="Round",
    minutes=30,
    phases=(
        phase("in", 5),
        msgspec.structs.replace(phase("case", 10, Each.CASE, Writes.ENTRY), step=Step.SITUATION),
        phase("ideas", 10, Each.CASE, Writes.IDEAS),
        phase("out", 5),
    ),
)
TALK = MeetingForm(key="talk", title="Talk", minutes=10, phases=(phase("only", 10),))


def meeting(form: MeetingForm = ROUND, minutes: int = 50) -> Meeting:
    return begun(
        form,
        key="m",
        now=NOW,
        minutes=minutes,
        present=["AB", "CD", "EF"],
        roles={MeetingRole.FACILITATOR: "AB"},
        shares={"26-001": 25, "26-002": 15} if form.takes_cases else {},
        waiting=["26-003"],
    )


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def test_case_phases_come_once_for_every_case() -> None:
    visits = meeting().visits
    assert [(visit.phase, visit.case, visit.minutes) for visit in visits] == [
        ("in", "", 5),
        ("case", "26-001", 13),
        ("ideas", "26-001", 12),
        ("case", "26-002", 8),
        ("ideas", "26-002", 7),
        ("out", "", 5),
    ]
    assert [visit.writes for visit in visits[:3]] == [Writes.NOTE, Writes.ENTRY, Writes.IDEAS]
    assert meeting().cases == ("26-001", "26-002")


def test_case_phases_apart_are_still_held_case_by_case() -> None:
    apart = msgspec.structs.replace(ROUND, phases=(ROUND.phases[1], ROUND.phases[0], ROUND.phases[2]))
    visits = visits_for(apart, {"1": 10, "2": 10}, 25)
    assert [(visit.phase, visit.case) for visit in visits] == [
        ("case", "1"), ("ideas", "1"), ("case", "2"), ("ideas", "2"), ("in", ""),
    ]  # fmt: skip


def test_a_meeting_opens_before_its_first_phase() -> None:
    new = meeting()
    assert (new.place, new.visit, new.phase, new.is_running, new.waiting) == (-1, None, None, True, ("26-003",))
    assert new.roles == {MeetingRole.FACILITATOR: "AB"}


def test_somebody_must_be_there_and_a_case_where_cases_are_talked_about() -> None:
    with pytest.raises(Refused) as refused:
        begun(TALK, key="m", now=NOW, minutes=10, present=[], roles={}, shares={})
    assert code(refused) == "nobody-present"
    with pytest.raises(Refused) as refused:
        begun(ROUND, key="m", now=NOW, minutes=10, present=["AB"], roles={}, shares={})
    assert code(refused) == "no-case"
    assert begun(TALK, key="m", now=NOW, minutes=10, present=["AB"], roles={}, shares={}).visits


def test_moving_on_marks_what_was_seen_and_starts_the_clock_and_the_round() -> None:
    at_case = moved(turned(paused(moved(meeting(), 1))), 1, case_owner="EF")
    assert at_case.visit
    assert (at_case.visit.phase, at_case.paused, at_case.turn) == ("case", False, 0)
    assert [visit.seen for visit in at_case.visits[:2]] == [True, False]
    assert at_case.roles[MeetingRole.CASE_OWNER] == "EF"
    assert at_case.phase == ROUND.phases[1]
    assert moved(at_case, 1).roles[MeetingRole.CASE_OWNER] == "EF"


@pytest.mark.parametrize("steps", [-1, 0, 7])
def test_there_is_nothing_before_the_first_or_after_the_last_phase(steps: int) -> None:
    with pytest.raises(Refused) as refused:
        moved(meeting(), steps)
    assert code(refused) == "no-phase-there"


def test_a_phase_can_be_given_more_time_but_not_the_opening() -> None:
    longer = extended(extended(moved(meeting(), 1)), 3)
    assert longer.visit
    assert longer.visit.minutes == 9
    with pytest.raises(Refused) as refused:
        extended(meeting())
    assert code(refused) == "no-phase-there"


def test_time_never_runs_backwards() -> None:
    running = timed(timed(moved(meeting(), 1), 12.34), 3)
    assert running.visit
    assert running.visit.spent == 12.3
    assert timed(meeting(), 5) == meeting()


def test_the_turn_goes_round_both_ways() -> None:
    assert [turned(meeting(), steps).speaker for steps in (0, 1, 2, 3, -1)] == ["AB", "CD", "EF", "AB", "EF"]
    assert meeting().but(present=()).speaker == ""
    assert turned(meeting().but(present=())).turn == 0


def asking(owner: str) -> Meeting:
    """Return a meeting at a round about somebody's case."""
    rounds = tuple(msgspec.structs.replace(each, speaks=Speaks.ROUND) for each in ROUND.phases)
    return moved(meeting(msgspec.structs.replace(ROUND, phases=rounds)), 2, case_owner=owner)


@pytest.mark.parametrize(("owner", "turns"), [("AB", "CD EF CD"), ("CD", "AB EF AB"), ("", "AB CD EF")])
def test_whoever_is_asked_about_their_case_has_no_turn_in_that_round(owner: str, turns: str) -> None:
    round_of = asking(owner)
    assert [turned(round_of, steps).speaker for steps in range(3)] == turns.split()
    assert round_of.answers == owner
    assert turned(round_of, 2 + (not owner)).has_been_round
    assert not turned(round_of).has_been_round
    assert moved(round_of, -1).speaker == "AB"


def test_who_comes_late_asks_last_and_an_owner_who_is_alone_keeps_the_word() -> None:
    later = with_present(turned(asking("AB")), ["GH", "AB", "CD", "EF"])
    assert (later.speaker, turned(later).speaker, turned(later, 2).speaker) == ("EF", "GH", "CD")
    assert with_present(asking("AB"), ["AB"]).speaker == "AB"


def test_a_role_goes_only_to_somebody_who_is_here() -> None:
    assert with_role(meeting(), MeetingRole.NOTE_TAKER, "CD").roles[MeetingRole.NOTE_TAKER] == "CD"
    with pytest.raises(Refused) as refused:
        with_role(meeting(), MeetingRole.NOTE_TAKER, "XX")
    assert refused.value.params == {"typed": "XX", "members": ("AB", "CD", "EF")}


def test_notes_know_their_phase_and_case() -> None:
    opening = noted(meeting(), "n1", " Vi er få i dag ", by="AB")
    later = parked(noted(moved(opening, 2), "n2", "Bra"), "p1", "Lekser")
    assert [(note.id, note.phase, note.case, note.text, note.by) for note in later.notes] == [
        ("n1", "", "", "Vi er få i dag", "AB"),
        ("n2", "case", "26-001", "Bra", ""),
    ]
    assert [(note.phase, note.case) for note in later.parking] == [("case", "26-001")]
    for write in (noted, parked):
        with pytest.raises(Refused) as refused:
            write(meeting(), "n", " ")
        assert code(refused) == "empty-text"


def test_decisions_gather_in_order() -> None:
    first, second = (Decision(id=key, kind=DecisionKind.OTHER, text=key) for key in "ab")
    assert decided(decided(meeting(), first), second).decisions == (first, second)


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("7 8 6 9", Score(middle=7.5, lowest=6, highest=9, count=4, numbers=(6, 7, 8, 9))),
        ("10,0, 5", Score(middle=5, lowest=0, highest=10, count=3, numbers=(0, 5, 10))),
        (" 7 ", Score(middle=7, lowest=7, highest=7, count=1, numbers=(7,))),
    ],
)
def test_the_score_is_a_row_without_names(typed: str, score: Score) -> None:
    assert scored(meeting(), typed).score == score


@pytest.mark.parametrize("typed", ["", " ", "bra", "11", "-1", "7.5", "7 åtte", "9" * 5000])
def test_what_is_no_score_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        scored(meeting(), typed)
    assert (code(refused), refused.value.params) == ("no-such-scale", {"value": typed})


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.BROKEN_OFF])
def test_a_meeting_ends_once_and_keeps_what_was_said(state: MeetingState) -> None:
    told = noted(paused(moved(meeting(), 1)), "n", "Bra")
    over = ended(told, NOW + timedelta(minutes=40), state)
    assert (over.state, over.is_running, over.script, over.paused) == (state, False, None, False)
    assert over.visits[0].seen
    assert over.notes == told.notes
    assert over.phase is None
    with pytest.raises(Refused) as refused:
        ended(over, NOW)
    assert code(refused) == "not-running"


def test_a_meeting_survives_being_kept_at_any_moment() -> None:
    whole = scored(noted(moved(meeting(), 2), "n", "Bra"), "7 8").but(next_on=date(2026, 12, 1))
    for kept in (whole, ended(whole, NOW)):
        assert msgspec.json.decode(msgspec.json.encode(kept), type=Meeting) == kept


def test_who_came_late_has_a_turn_after_the_others_and_whose_turn_it_is_keeps_it() -> None:
    running = turned(moved(meeting(), 1))
    later = with_present(running, ["GH", "AB", "CD", "EF"])
    assert later.present == ("AB", "CD", "EF", "GH")
    assert later.speaker == running.speaker == "CD"


def test_who_left_has_no_role_and_no_turn() -> None:
    running = turned(moved(meeting(), 1), 2)
    later = with_present(running, ["CD", "EF"])
    assert later.speaker == running.speaker == "EF"
    assert MeetingRole.FACILITATOR not in later.roles
    assert with_present(running, ["AB", "CD"]).speaker in {"AB", "CD"}
    with pytest.raises(Refused, match="nobody-present"):
        with_present(running, [])


def test_the_last_case_owner_takes_over_the_pen_from_the_next() -> None:
    roles = {MeetingRole.FACILITATOR: "EF", MeetingRole.NOTE_TAKER: "EF", MeetingRole.CASE_OWNER: "AB"}
    at_case = moved(meeting().but(roles=roles), 1, case_owner="EF")
    assert at_case.roles == roles | {MeetingRole.NOTE_TAKER: "AB", MeetingRole.CASE_OWNER: "EF"}
    assert moved(at_case, 1, case_owner="AB").roles == roles
    alone = moved(meeting().but(roles={MeetingRole.NOTE_TAKER: "EF"}), 1, case_owner="EF")
    assert alone.roles[MeetingRole.NOTE_TAKER] == "EF"
