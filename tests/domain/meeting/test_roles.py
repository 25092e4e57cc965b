import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.meeting.form import PAIRED, ROTATING, SMALL_MEETING, MeetingRole, Roles, proposed_roles

SEVEN = ("AB", "CD", "EF", "GH", "IJ", "KL", "MN")


def test_with_many_present_everybody_has_one_role() -> None:
    roles = proposed_roles(SEVEN, [], case_owner="GH")
    assert roles[MeetingRole.CASE_OWNER] == "GH"
    assert len(set(roles.values())) == len(roles) == 5


@pytest.mark.parametrize("count", [2, 3, 4])
def test_with_few_present_roles_are_held_in_pairs(count: int) -> None:
    roles = proposed_roles(SEVEN[:count], [], case_owner="AB" if count > 2 else "")
    assert roles[MeetingRole.TIME_KEEPER] == roles[MeetingRole.FACILITATOR]
    assert roles[MeetingRole.SOLUTION_GUARD] == roles[MeetingRole.NOTE_TAKER]
    assert roles[MeetingRole.FACILITATOR] != roles[MeetingRole.NOTE_TAKER]
    assert "AB" not in {roles[role] for role in ROTATING} or count == 2


def test_alone_one_does_everything_and_nobody_does_nothing() -> None:
    assert set(proposed_roles(["AB"], []).values()) == {"AB"}
    assert proposed_roles([], [], case_owner="") == {}
    assert proposed_roles([], [], case_owner="AB") == {MeetingRole.CASE_OWNER: "AB"}


def test_roles_go_round() -> None:
    earlier: list[Roles] = []
    for _ in range(2 * len(SEVEN)):
        earlier.insert(0, proposed_roles(SEVEN, earlier))
    for role in ROTATING:
        assert {roles[role] for roles in earlier} == set(SEVEN)


def test_the_one_longest_without_a_role_gets_it() -> None:
    earlier: list[Roles] = [{MeetingRole.FACILITATOR: alias} for alias in ("AB", "CD", "EF", "GH", "IJ", "MN")]
    assert proposed_roles(SEVEN, earlier)[MeetingRole.FACILITATOR] == "KL"
    assert proposed_roles(SEVEN[:4], earlier)[MeetingRole.FACILITATOR] == "GH"


AGREED = {
    MeetingRole.FACILITATOR: "KL",
    MeetingRole.NOTE_TAKER: "MN",
    MeetingRole.TIME_KEEPER: "AB",
    MeetingRole.SOLUTION_GUARD: "CD",
}


def test_what_was_agreed_comes_before_rotation() -> None:
    assert proposed_roles(SEVEN, [AGREED], agreed=AGREED) == AGREED
    assert proposed_roles(SEVEN, [AGREED]) != AGREED


def test_for_one_who_is_not_here_the_role_goes_round() -> None:
    present = ("AB", "CD", "EF", "GH", "IJ", "MN")
    assert proposed_roles(present, [], agreed=AGREED) == AGREED | {MeetingRole.FACILITATOR: "EF"}


def test_the_case_owner_may_keep_the_time_as_agreed_but_neither_leads_nor_writes() -> None:
    leads = proposed_roles(SEVEN, [], "KL", AGREED)
    assert leads == AGREED | {MeetingRole.FACILITATOR: "EF", MeetingRole.CASE_OWNER: "KL"}
    assert proposed_roles(SEVEN, [], "AB", AGREED) == AGREED | {MeetingRole.CASE_OWNER: "AB"}
    guard = AGREED[MeetingRole.SOLUTION_GUARD]
    assert proposed_roles(SEVEN, [], guard, AGREED)[MeetingRole.SOLUTION_GUARD] != guard


def test_the_case_owner_keeps_neither_the_pen_nor_the_guard_that_were_agreed() -> None:
    for owner in ("MN", "CD"):
        roles = proposed_roles(SEVEN, [], owner, AGREED)
        assert [role for role, alias in roles.items() if alias == owner] == [MeetingRole.CASE_OWNER]


def test_roles_agreed_in_pairs_are_parted_when_there_are_enough_people() -> None:
    pairs = {
        MeetingRole.FACILITATOR: "KL",
        MeetingRole.TIME_KEEPER: "KL",
        MeetingRole.NOTE_TAKER: "MN",
        MeetingRole.SOLUTION_GUARD: "MN",
    }
    parted = proposed_roles(SEVEN, [], agreed=pairs)
    assert (parted[MeetingRole.FACILITATOR], parted[MeetingRole.NOTE_TAKER]) == ("KL", "MN")
    assert len(set(parted.values())) == len(ROTATING)
    assert proposed_roles(("KL", "MN", "AB"), [], agreed=pairs) == pairs


TEAMS = st.lists(st.sampled_from([f"T{n}" for n in range(9)]), min_size=1, max_size=9, unique=True)


@given(TEAMS, st.lists(st.dictionaries(st.sampled_from(ROTATING), st.sampled_from(["T0", "T1", "XX"])), max_size=5))
def test_only_those_present_get_a_role_and_nobody_two_too_many(present: list[str], earlier: list[Roles]) -> None:
    roles = proposed_roles(present, earlier)
    assert set(roles) == set(ROTATING)
    assert set(roles.values()) <= set(present)
    if len(present) > SMALL_MEETING:
        assert len(set(roles.values())) == len(ROTATING)
    else:
        assert all(roles[second] == roles[first] for second, first in PAIRED.items())
        assert len(set(roles.values())) == min(2, len(present))


@given(TEAMS)
def test_the_case_owner_neither_leads_nor_writes_where_others_can(present: list[str]) -> None:
    roles = proposed_roles(present, [], case_owner=present[0])
    if len(present) > 2:
        others = (MeetingRole.FACILITATOR, MeetingRole.NOTE_TAKER, MeetingRole.SOLUTION_GUARD)
        assert present[0] not in {roles[role] for role in others}
