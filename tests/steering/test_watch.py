"""Whether the gate opens now, or was answered before."""

from datetime import date

import pytest

from storage.domain.case.case import Case, Route, Told
from storage.steering.gate import rings
from storage.steering.gate_lists import Certainty

DAY = date(2026, 11, 23)
OPEN = Case(id="1", title="a", opened=DAY)
TOLD = OPEN.but(told=(Told(route=Route.NOT_SAFE, who="the head", on=DAY),))
PUT_AWAY = OPEN.but(false_alarm="it was in a film")
SURE = "The pupil is being bullied in the breaks."
DOUBT = "The pupil leaves the classroom several times a week."
IN_DANGER = "He says nobody would miss him."
WANTS_TO_DIE = "He says that he wants to kill himself."
MAYBE_AT_HOME = "Goes stiff and silent when stepdad's car pulls up."
AT_HOME = "The child says that he is beaten at home."


def level(case: Case | None, fresh: str, *earlier: str) -> Certainty | None:
    found = rings(case, earlier, (fresh,), "en")
    return found[0].level if found else None


def test_the_gravest_of_several_texts_rings() -> None:
    (alarm,) = rings(OPEN, (), (DOUBT, SURE), "en")
    assert alarm.level is Certainty.SURE


@pytest.mark.parametrize("case", [OPEN, None])
def test_nothing_grave_rings_nothing(case: Case | None) -> None:
    assert level(case, "They want less homework.") is None


def test_a_doubt_is_asked_about_once() -> None:
    assert level(OPEN, DOUBT) is Certainty.DOUBT
    assert level(OPEN, DOUBT, DOUBT) is None
    assert level(None, DOUBT) is Certainty.DOUBT


@pytest.mark.parametrize("case", [TOLD, PUT_AWAY, OPEN.but(alarm=Route.NOT_SAFE)])
def test_a_doubt_is_not_asked_about_where_the_gate_is_open_or_answered(case: Case) -> None:
    assert level(case, DOUBT) is None


@pytest.mark.parametrize("case", [TOLD, PUT_AWAY, OPEN.but(alarm=Route.HOME)])
def test_whether_a_life_is_in_danger_is_asked_whatever_less_grave_is_answered_or_open(case: Case) -> None:
    (alarm,) = rings(case, (SURE,), (IN_DANGER,), "en")
    assert (alarm.level, alarm.route) == (Certainty.DOUBT, Route.DANGER)
    assert level(case, IN_DANGER, IN_DANGER) is None


def test_whether_a_life_is_in_danger_is_not_asked_where_that_is_open_or_told() -> None:
    told = Told(route=Route.DANGER, who="the head", on=DAY)
    for case in (OPEN.but(alarm=Route.DANGER), OPEN.but(told=(told,))):
        assert level(case, IN_DANGER) is None


@pytest.mark.parametrize(
    "case", [TOLD, PUT_AWAY, OPEN.but(alarm=Route.NOT_SAFE), OPEN.but(alarm=Route.ADULT), OPEN.but(alarm=Route.DANGER)]
)
def test_whether_a_child_is_safe_at_home_is_asked_whatever_else_is_answered_or_open(case: Case) -> None:
    (alarm,) = rings(case, (SURE,), (MAYBE_AT_HOME,), "en")
    assert (alarm.level, alarm.route) == (Certainty.DOUBT, Route.HOME)
    assert level(case, MAYBE_AT_HOME, MAYBE_AT_HOME) is None


def test_whether_a_child_is_safe_at_home_is_not_asked_where_that_is_open_waits_or_is_told() -> None:
    told = Told(route=Route.HOME, who="child welfare", on=DAY)
    waits = OPEN.but(alarm=Route.DANGER, home_waits=True)
    for case in (OPEN.but(alarm=Route.HOME), waits, OPEN.but(told=(told,))):
        assert level(case, MAYBE_AT_HOME) is None


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ((SURE, MAYBE_AT_HOME), [(Certainty.SURE, Route.NOT_SAFE), (Certainty.DOUBT, Route.HOME)]),
        ((AT_HOME, IN_DANGER), [(Certainty.SURE, Route.HOME), (Certainty.DOUBT, Route.DANGER)]),
        ((AT_HOME, WANTS_TO_DIE), [(Certainty.SURE, Route.DANGER), (Certainty.SURE, Route.HOME)]),
        ((AT_HOME, SURE, DOUBT), [(Certainty.SURE, Route.HOME)]),
    ],
)
def test_a_home_and_a_life_are_told_beside_what_leads_elsewhere(
    texts: tuple[str, ...], told: list[tuple[Certainty, Route]]
) -> None:
    assert [(each.level, each.route) for each in rings(OPEN, (), texts, "en")] == told


def test_what_is_sure_rings_until_somebody_answers() -> None:
    assert level(OPEN, SURE, SURE) is Certainty.SURE
    assert level(None, SURE) is Certainty.SURE
    assert level(PUT_AWAY, SURE, SURE) is None
    assert level(TOLD, SURE) is None


@pytest.mark.parametrize("case", [TOLD, PUT_AWAY])
def test_something_new_and_sure_rings_again(case: Case) -> None:
    (alarm,) = rings(case, (SURE,), (AT_HOME,), "en")
    assert alarm.route.value == Route.HOME.value


def test_what_only_the_second_ear_hears_is_asked_about_again_where_it_is_something_else() -> None:
    heard = "Goes stiff and silent when stepdad's car pulls up."
    other = "Her chair is put out in the corridor each morning and nobody did it."
    assert level(OPEN, heard) is Certainty.DOUBT
    assert level(OPEN, heard, heard) is None
    assert level(OPEN, heard, other) is Certainty.DOUBT
