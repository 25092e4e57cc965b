from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.errors import Refused
from storage.domain.people import (
    Language,
    Retention,
    Team,
    checked_alias,
    checked_member,
    delete_after,
    named_team,
    with_member,
    without_member,
)

TEAM = named_team(" 6. trinn ", Language.NN, ["ab", "CD"], key="t")
DAY = date(2026, 11, 23)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.code


def test_a_new_team_has_a_name_a_language_and_members() -> None:
    assert (TEAM.id, TEAM.name, TEAM.language, TEAM.aliases) == ("t", "6. trinn", Language.NN, ("AB", "CD"))


def test_a_team_without_a_name_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        named_team(" ", Language.NB, [], key="t")
    assert code(refused) == "empty-name"


@pytest.mark.parametrize(
    ("typed", "alias"),
    [("ab", "AB"), (" åø ", "ÅØ"), ("a\N{COMBINING RING ABOVE}", "Å"), ("a1", "A1"), ("12345678", "12345678")],
)
def test_an_alias_is_kept_in_capitals(typed: str, alias: str) -> None:
    assert checked_alias(typed) == alias


@pytest.mark.parametrize("typed", ["", " ", "123456789", "a b", "a_b", "a-b", "a.b", "ß" * 8])
def test_what_is_no_alias_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_alias(typed)
    assert code(refused) == "bad-alias"


@given(st.text(max_size=10))
def test_a_kept_alias_is_an_alias(typed: str) -> None:
    try:
        alias = checked_alias(typed)
    except Refused:
        return
    assert checked_alias(alias) == alias
    assert 1 <= len(alias) <= 8


def test_an_alias_is_never_given_to_another() -> None:
    with pytest.raises(Refused) as refused:
        with_member(TEAM, "AB")
    assert code(refused) == "alias-taken"
    left = without_member(TEAM, "AB", DAY)
    assert left.aliases == ("CD",)
    assert left.members[0].left == DAY
    with pytest.raises(Refused) as refused:
        with_member(left, "ab")
    assert code(refused) == "alias-taken"


def test_only_those_in_the_team_can_leave_it() -> None:
    with pytest.raises(Refused) as refused:
        without_member(TEAM, "EF", DAY)
    assert (code(refused), refused.value.params["members"]) == ("unknown-member", ("AB", "CD"))


def test_a_member_is_known_however_typed() -> None:
    assert checked_member(TEAM, " ab ") == "AB"
    assert checked_member(TEAM, " ", empty=True) == ""


@pytest.mark.parametrize("typed", ["", "EF"])
def test_others_are_unknown(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_member(TEAM, typed)
    assert code(refused) == "unknown-member"


def test_one_who_left_is_unknown() -> None:
    with pytest.raises(Refused):
        checked_member(without_member(TEAM, "AB", DAY), "AB")


@pytest.mark.parametrize(
    ("retention", "closed", "day"),
    [
        (Retention.SCHOOL_YEAR, date(2026, 11, 23), date(2027, 7, 31)),
        (Retention.SCHOOL_YEAR, date(2026, 7, 31), date(2026, 7, 31)),
        (Retention.TWELVE_MONTHS, date(2026, 11, 23), date(2027, 11, 23)),
        (Retention.SCHOOL_YEAR, date(9999, 11, 23), date.max),
        (Retention.TWELVE_MONTHS, date(9999, 11, 23), date.max),
    ],
)
def test_a_closed_case_is_kept_as_long_as_the_team_says(retention: Retention, closed: date, day: date) -> None:
    assert delete_after(retention, closed) == day


def test_a_team_begins_with_a_school_year_of_keeping() -> None:
    assert Team(id="t", name="T").retention is Retention.SCHOOL_YEAR
