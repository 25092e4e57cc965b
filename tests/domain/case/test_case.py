from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.calendar import SchoolYear
from storage.domain.case.case import (
    LONGEST_TITLE,
    Case,
    CaseState,
    Entry,
    Idea,
    Kind,
    Learned,
    Outcome,
    Pick,
    Route,
    Step,
    Told,
    View,
    checked_title,
    picked,
    with_entry,
    with_ideas,
    with_lesson,
    without_entry,
)
from storage.domain.case.standing import (
    closed,
    handed_over,
    held_steps,
    missing_step,
    put_away,
    reopened,
    reported,
    set_aside,
)
from storage.domain.errors import Refused

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CASE = Case(id="c", code="26-014", title="Lekser", opened=DAY)
LESSON = Learned(id="l", outcome=Outcome.NOTHING, text="Planen har det alt.")
TOLD = Told(route=Route.NOT_SAFE, who="Rektor", on=DAY)


def entry(key: str, step: Step = Step.SITUATION, view: View = View.SCHOOL) -> Entry:
    return Entry(id=key, step=step, text="tekst", at=NOW, view=view)


def refusal(case: Case) -> str:
    with pytest.raises(Refused) as refused:
        closed(case, DAY)
    assert refused.value.params == {"code": case.code}
    return refused.value.code


def test_a_case_is_open_from_the_start() -> None:
    assert (CASE.state, CASE.is_open, CASE.closed_on, CASE.year) == (CaseState.OPEN, True, None, SchoolYear(2026))


def test_closing_asks_two_questions() -> None:
    assert refusal(CASE) == "close-needs-first-step"
    assert refusal(CASE.but(first_step=" ", learned=(LESSON,))) == "close-needs-first-step"
    assert refusal(CASE.but(first_step="Det hjalp.")) == "close-needs-lesson"
    done = closed(with_lesson(CASE.but(first_step="Ingen trengtes."), LESSON), DAY)
    assert (done.state, done.closed_on, done.is_open) == (CaseState.CLOSED, DAY, False)


def test_a_success_needs_only_what_goes_into_the_plan() -> None:
    success = CASE.but(kind=Kind.SUCCESS)
    assert refusal(success) == "close-needs-lesson"
    assert closed(success.but(learned=(LESSON,)), DAY).state is CaseState.CLOSED


@pytest.mark.parametrize("state", [CaseState.PARKED, CaseState.LIFTED])
def test_parking_and_lifting_need_a_reason(state: CaseState) -> None:
    aside = set_aside(CASE, state, " Venter på svar. ", DAY)
    assert aside.standing
    assert (aside.state, aside.standing.reason, aside.closed_on) == (state, "Venter på svar.", None)
    with pytest.raises(Refused) as refused:
        set_aside(CASE, state, " ", DAY)
    assert (refused.value.code, refused.value.params) == ("empty-reason", {"state": state.value})


@pytest.mark.parametrize("state", [CaseState.OPEN, CaseState.CLOSED, CaseState.HANDED_OVER])
def test_no_other_state_is_setting_aside(state: CaseState) -> None:
    with pytest.raises(ValueError, match=state.value):
        set_aside(CASE, state, "grunn", DAY)


def test_a_case_can_be_opened_again_and_keeps_its_answers() -> None:
    done = closed(CASE.but(first_step="Ja", learned=(LESSON,)), DAY)
    again = reopened(done, DAY)
    assert (again.is_open, again.closed_on, again.learned) == (True, None, (LESSON,))


def test_handing_over_says_who_was_told_and_when() -> None:
    over = handed_over(CASE, TOLD)
    assert (over.state, over.told, over.safe) == (CaseState.HANDED_OVER, (TOLD,), False)
    assert over.standing
    assert over.standing.on == TOLD.on


def test_telling_leaves_the_case_with_the_team() -> None:
    told = reported(CASE, TOLD)
    assert (told.is_open, told.told, told.safe) == (True, (TOLD,), False)
    for act in (reported, handed_over):
        with pytest.raises(Refused) as refused:
            act(CASE, msgspec.structs.replace(TOLD, who=" "))
        assert refused.value.code == "empty-told"


def test_an_alarm_is_put_away_with_a_reason() -> None:
    away = put_away(CASE, " Feil ord. ")
    assert (away.safe, away.false_alarm) == (True, "Feil ord.")
    with pytest.raises(Refused) as refused:
        put_away(CASE, "")
    assert refused.value.params == {"state": "false-alarm"}


@pytest.mark.parametrize(("typed", "title"), [(" To  hjem\n og én sekk ", "To hjem og én sekk"), ("x" * 80, "x" * 80)])
def test_a_title_is_one_line(typed: str, title: str) -> None:
    assert checked_title(typed) == title


@pytest.mark.parametrize(("typed", "code"), [(" \n", "empty-title"), ("x" * (LONGEST_TITLE + 1), "long-title")])
def test_a_title_is_neither_empty_nor_long(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_title(typed)
    assert refused.value.code == code


def test_an_entry_is_added_or_corrected_in_its_place() -> None:
    case = with_entry(with_entry(CASE, entry("1")), entry("2"))
    mended = with_entry(case, msgspec.structs.replace(entry("1"), text="rettet", scale=10))
    assert [(kept.id, kept.text) for kept in mended.entries] == [("1", "rettet"), ("2", "tekst")]
    assert [kept.id for kept in without_entry(mended, "1").entries] == ["2"]
    assert without_entry(case, "9") == case


@pytest.mark.parametrize(
    ("values", "code"),
    [({"text": " "}, "empty-text"), ({"scale": 11}, "no-such-scale"), ({"scale": -1}, "no-such-scale")],
)
def test_an_entry_that_cannot_be_kept_says_why(values: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        with_entry(CASE, msgspec.structs.replace(entry("1"), **values))
    assert refused.value.code == code


def test_ideas_are_gathered_and_sorted() -> None:
    case = with_ideas(CASE, [Idea(id="1", text="Ringe"), Idea(id="2", text=" "), Idea(id="3", text="Skrive")])
    assert [idea.id for idea in case.ideas] == ["1", "3"]
    case = picked(case, "3", Pick.NOW)
    assert [idea.pick for idea in case.ideas] == [None, Pick.NOW]
    assert picked(case, "3", None).ideas[1].pick is None


def test_a_lesson_has_words_or_leads_to_something() -> None:
    assert with_lesson(CASE, Learned(id="l", outcome=Outcome.CARD, ref="k")).learned[0].ref == "k"
    with pytest.raises(Refused) as refused:
        with_lesson(CASE, Learned(id="l", outcome=Outcome.NOTHING, text=" "))
    assert refused.value.params == {"state": "nothing"}


def test_the_path_shows_what_each_step_holds() -> None:
    assert held_steps(CASE) == dict.fromkeys(Step, 0)
    assert list(held_steps(CASE)) == list(Step)
    case = CASE.but(
        entries=(entry("1"), entry("2", Step.VIEWS), entry("3", Step.EXCEPTIONS, View.HOME)),
        ideas=(Idea(id="i", text="Ringe"),),
        first_step="Det hjalp.",
        learned=(LESSON,),
    )
    assert held_steps(case, agreements=2) == {
        Step.SITUATION: 1,
        Step.CLARIFICATION: 0,
        Step.WANTED: 0,
        Step.EXCEPTIONS: 1,
        Step.VIEWS: 2,
        Step.IDEAS: 1,
        Step.FIRST_STEP: 3,
        Step.LESSON: 1,
    }


def test_the_first_bare_step_is_missing_most() -> None:
    assert missing_step(CASE) is Step.SITUATION
    full = CASE.but(entries=tuple(entry(step.value, step) for step in Step))
    assert missing_step(full) is Step.LESSON
    without = full.but(entries=tuple(kept for kept in full.entries if kept.step is not Step.FIRST_STEP))
    assert missing_step(without) is Step.FIRST_STEP
    assert missing_step(without, agreements=1) is Step.LESSON


ANSWERS = st.fixed_dictionaries(
    {"first_step": st.sampled_from(["", " ", "Ja"]), "learned": st.sampled_from([(), (LESSON,)])}
)


@given(st.sampled_from(Kind), ANSWERS, st.sampled_from([None, CaseState.PARKED, CaseState.LIFTED]))
def test_no_case_closes_without_its_answers(kind: Kind, answers: dict[str, object], aside: CaseState | None) -> None:
    case = CASE.but(kind=kind, **answers)
    case = set_aside(case, aside, "grunn", DAY) if aside else case
    allowed = bool(case.learned) and (kind is Kind.SUCCESS or bool(case.first_step.strip()))
    if allowed:
        assert closed(case, DAY).state is CaseState.CLOSED
    else:
        assert refusal(case).startswith("close-needs-")
