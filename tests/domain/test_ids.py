from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.errors import Refused
from storage.domain.ids import CODE, case_code, is_id, made_at, new_id, understood_code

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given UTC
CHANCE = st.integers(0, 2**30 - 1)


@given(MOMENTS, st.integers(1, 10**9), CHANCE, CHANCE)
def test_ids_sort_by_the_time_they_were_made(moment: datetime, later: int, one: int, other: int) -> None:
    assert new_id(moment, one) < new_id(moment + timedelta(milliseconds=later), other)


@given(MOMENTS, CHANCE, CHANCE)
def test_ids_of_one_moment_differ_by_chance(moment: datetime, one: int, other: int) -> None:
    first, second = new_id(moment, one), new_id(moment, other)
    assert (first == second) is (one == other)
    assert len(first) == 16
    assert first.isalnum()


@pytest.mark.parametrize(
    "typed",
    [
        "26-014",
        " 26-14 ",
        "26 014",
        "26 14",
        "26–14",
        "26–014",
        "26_014",
        "26 - 14",
        "26-0014",
        "26\u2011014",
        "26\u2010014",
        "26\u2012014",
        "26\u2014014",
        "26\u2212014",
        "26 \u2013 014",
    ],
)
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert understood_code(typed) == "26-014"


@pytest.mark.parametrize("typed", ["", "26", "26-", "-14", "26014", "226-14", "26-1x", "26-" + "9" * 5000, "leksetid"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        understood_code(typed)
    assert (refused.value.code, refused.value.params) == ("unknown-code", {"typed": typed})


@given(st.integers(2000, 2099), st.integers(1, 99_999))
def test_every_code_is_understood_as_itself(year: int, number: int) -> None:
    code = case_code(year, number)
    assert understood_code(code) == code
    assert CODE.fullmatch(code)


@pytest.mark.parametrize(
    "moment", [datetime(2026, 11, 23, 12, 0, 5, 125_000, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC)]
)
def test_an_id_tells_when_it_was_made(moment: datetime) -> None:
    assert made_at(new_id(moment, 12345)) == moment


@pytest.mark.parametrize("key", ["", "case1", "01kb8s0e8u000000", "0" * 17, "z" * 16])
def test_other_ids_tell_nothing(key: str) -> None:
    assert made_at(key) is None


@given(MOMENTS, CHANCE)
def test_an_id_is_told_from_what_people_write(moment: datetime, chance: int) -> None:
    assert is_id(new_id(moment, chance))
    assert not [text for text in ("", "26-001", "En kollega sa", "kortet om lesing", "x" * 17) if is_id(text)]
