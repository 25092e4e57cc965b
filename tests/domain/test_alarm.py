"""The safety gate in a case: open until somebody was told or it was put away, the home kept out until advice came."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.case import Case, CaseState, Entry, Learned, Outcome, Route, Step, Told
from storage.domain.case.standing import (
    advised,
    alarmed,
    closed,
    handed_over,
    missing_step,
    put_away,
    reported,
    scaled,
    set_aside,
)
from storage.domain.errors import Refused

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CASE = Case(
    id="1",
    code="26-001",
    title="a",
    opened=DAY,
    first_step="done",
    learned=(Learned(id="l", outcome=Outcome.NOTHING, text="nothing"),),
)


def told(route: Route) -> Told:
    return Told(route=route, who="child welfare" if route is Route.HOME else "the head", on=DAY)


def entries(*steps: Step) -> tuple[Entry, ...]:
    return tuple(Entry(id=f"{place}", step=step, text="a", at=NOW) for place, step in enumerate(steps))


@pytest.mark.parametrize(
    "leave", [lambda case: closed(case, DAY), lambda case: set_aside(case, CaseState.LIFTED, "they must decide", DAY)]
)
def test_no_case_is_left_while_the_gate_is_open(leave: Callable[[Case], Case]) -> None:
    case = alarmed(CASE, Route.NOT_SAFE)
    assert (case.alarm, case.safe) == (Route.NOT_SAFE, False)
    with pytest.raises(Refused) as refused:
        leave(case)
    assert refused.value.code == "nobody-told"
    for answered in (reported(case, told(Route.NOT_SAFE)), put_away(case, "in a film")):
        assert answered.alarm is None
        assert not leave(answered).is_open


def test_what_is_less_grave_takes_no_alarm_away_that_nobody_has_answered() -> None:
    case = alarmed(alarmed(CASE, Route.HOME), Route.NOT_SAFE)
    assert case.alarm is Route.HOME
    assert case.keeps_from_home
    assert alarmed(case, Route.DANGER).alarm is Route.DANGER
    assert alarmed(reported(case, told(Route.HOME)), Route.NOT_SAFE).alarm is Route.NOT_SAFE


def test_who_was_told_answers_no_alarm_that_leads_by_a_graver_route() -> None:
    case = reported(alarmed(CASE, Route.HOME), told(Route.NOT_SAFE))
    assert case.alarm is Route.HOME
    assert case.keeps_from_home
    with pytest.raises(Refused):
        closed(case, DAY)
    assert reported(case, told(Route.HOME)).alarm is None
    over = handed_over(case, told(Route.NOT_SAFE))
    assert (over.alarm, over.state) == (Route.HOME, CaseState.HANDED_OVER)


@pytest.mark.parametrize(
    "who",
    [
        *("rektor", "Rektoren", "rektor i dag", "Rektor ble varslet", "inspektør og kontaktlærer", "ledelsen", "mor"),
        *("leiinga", "skuleleiaren", "helsesjukepleiar", "foreldra", "the head", "The head teacher", "school nurse"),
    ],
)
def test_whoever_tells_only_the_school_or_the_home_of_a_home_has_told_nobody(who: str) -> None:
    case = alarmed(CASE, Route.HOME)
    with pytest.raises(Refused) as refused:
        reported(case, Told(route=Route.HOME, who=who, on=DAY))
    assert refused.value.code == "only-school-told"
    assert reported(case, Told(route=Route.NOT_SAFE, who=who, on=DAY)).alarm is Route.HOME


@pytest.mark.parametrize(
    "who",
    [
        *("barnevernet", "Barnevernvakta", "rektor og barnevernet", "BV, rektor også", "politiet", "lensmannen"),
        *("child welfare", "the head and the police", "social services", "bekymringsmelding sendt", "XY"),
    ],
)
def test_child_welfare_or_the_police_answer_for_a_home(who: str) -> None:
    assert reported(alarmed(CASE, Route.HOME), Told(route=Route.HOME, who=who, on=DAY)).alarm is None


def test_the_home_is_kept_out_from_the_alarm_until_advice_came() -> None:
    case = alarmed(CASE, Route.HOME)
    assert case.keeps_from_home
    assert reported(case, told(Route.HOME)).keeps_from_home
    assert not advised(reported(case, told(Route.HOME)), DAY).keeps_from_home
    assert not put_away(case, "in a film").keeps_from_home
    assert not alarmed(CASE, Route.ADULT).keeps_from_home


def test_where_the_home_is_kept_out_no_step_that_leads_there_is_missing() -> None:
    case = alarmed(CASE.but(entries=entries(Step.SITUATION, Step.CLARIFICATION, Step.SITUATION)), Route.HOME)
    assert missing_step(case) is Step.IDEAS


@pytest.mark.parametrize(
    ("steps", "missing"),
    [
        ((Step.SITUATION, Step.SITUATION), Step.CLARIFICATION),
        ((Step.SITUATION, Step.SITUATION, Step.SITUATION), Step.WANTED),
        ((Step.SITUATION, Step.CLARIFICATION, Step.CLARIFICATION), Step.WANTED),
        ((Step.SITUATION, Step.SITUATION, Step.SITUATION, Step.WANTED), Step.CLARIFICATION),
    ],
)
def test_once_enough_is_told_what_is_wanted_is_missing_most(steps: tuple[Step, ...], missing: Step) -> None:
    assert missing_step(CASE.but(entries=entries(*steps))) is missing


def test_the_scale_over_time_is_what_was_said_at_what_is_wanted_and_at_each_follow_up() -> None:
    said = Entry(id="e", step=Step.WANTED, text="a", at=NOW, scale=3)
    ratings = (
        Rating(on=date(2026, 11, 30), done=Done.PARTLY, scale=5),
        Rating(on=date(2026, 11, 20), done=Done.NOT_STARTED, scale=2),
        Rating(on=date(2026, 12, 7), done=Done.AS_PLANNED),
    )
    agreement = Agreement(id="g", what="a", owner="AB", made=DAY, due=DAY, ratings=ratings)
    case = CASE.but(entries=(said, *entries(Step.SITUATION)))
    assert [value for _, value in scaled(case, [agreement])] == [2, 3, 5]


def test_of_several_routes_danger_to_life_is_the_gravest() -> None:
    assert max(Route, key=lambda route: route.gravity) is Route.DANGER
    assert sorted(Route, key=lambda route: route.gravity) == [Route.NOT_SAFE, Route.ADULT, Route.HOME, Route.DANGER]


def test_behind_danger_to_life_the_home_waits_and_is_answered_by_nobody_else() -> None:
    for case in (alarmed(alarmed(CASE, Route.HOME), Route.DANGER), alarmed(alarmed(CASE, Route.DANGER), Route.HOME)):
        assert (case.alarm, set(case.open_routes)) == (Route.DANGER, {Route.DANGER, Route.HOME})
        assert case.keeps_from_home
        lifes = reported(alarmed(case, Route.NOT_SAFE), told(Route.DANGER))
        assert (lifes.alarm, set(lifes.open_routes), lifes.safe) == (Route.HOME, {Route.HOME}, False)
        assert lifes.keeps_from_home
        homes = reported(case, told(Route.HOME))
        assert (homes.alarm, set(homes.open_routes)) == (Route.DANGER, {Route.DANGER})
        assert homes.keeps_from_home
        assert reported(homes, told(Route.DANGER)).open_routes == frozenset()


def test_of_two_alarms_one_is_put_away_at_a_time() -> None:
    case = alarmed(alarmed(CASE, Route.HOME), Route.DANGER)
    once = put_away(case, "a line of a song")
    assert (once.alarm, once.safe, once.keeps_from_home) == (Route.HOME, False, True)
    with pytest.raises(Refused):
        closed(once, DAY)
    twice = put_away(once, "in a film")
    assert (twice.alarm, twice.safe, twice.keeps_from_home) == (None, True, False)


def test_danger_to_life_answers_no_alarm_about_the_home() -> None:
    assert reported(alarmed(CASE, Route.HOME), told(Route.DANGER)).alarm is Route.HOME


def test_nothing_is_turned_while_an_alarm_about_a_home_or_a_life_is_open() -> None:
    assert not any(each.wants_peace for each in (CASE, alarmed(CASE, Route.NOT_SAFE), alarmed(CASE, Route.ADULT)))
    for route in (Route.HOME, Route.DANGER):
        assert alarmed(CASE, route).wants_peace
    assert not reported(alarmed(CASE, Route.DANGER), told(Route.DANGER)).wants_peace


def test_danger_to_life_alone_does_not_keep_the_home_out() -> None:
    assert not alarmed(CASE, Route.DANGER).keeps_from_home
    assert reported(alarmed(CASE, Route.DANGER), told(Route.HOME)).keeps_from_home
