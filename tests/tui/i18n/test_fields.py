"""What a field is called and what it holds, as people read it."""

from datetime import date

import pytest

from storage.domain.case.agreement import Done, Effect, Rating
from storage.domain.case.case import (
    Case,
    CaseState,
    CrossPressure,
    Entry,
    Idea,
    Kind,
    Learned,
    Outcome,
    Route,
    Standing,
    Step,
    Told,
)
from storage.domain.meeting.form import MeetingRole
from storage.domain.people import Language
from storage.domain.plan.plan import Milestone, PracticeState
from tests.tui.stage import NOW, memory_desk
from tui.i18n.deeds import field_name, is_prose, value_text
from tui.i18n.words import Words

ENGLISH = Words(Language.EN)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("field", "called"),
    [
        ("title", "title"),
        ("entries/01abc", "entry"),
        ("entries/01abc/text", "text"),
        ("pressure/we_can", "what we can do"),
        ("comet", "something else in it"),
    ],
)
def test_a_field_has_a_name(field: str, called: str) -> None:
    assert field_name(ENGLISH, field) == called


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("text", "It ends in tears.", "It ends in tears."),
        ("text", "", "nothing"),
        ("pressure", None, "nothing"),
        ("safe", True, "no"),
        ("safe", False, "yes"),
        ("step", Step.WANTED, "What is wanted"),
        ("due", DAY, "Monday 23 Nov"),
        ("scale", 4, "4"),
        ("month", 11, "November"),
        ("month", 0, "all year"),
        ("themes", ("homework", "comet"), "homework, comet"),
        ("themes", (), "nothing"),
        ("area", "homework", "Homework"),
        ("area", "gone", "gone"),
        ("roles", {MeetingRole.FACILITATOR: "AB"}, "AB"),
        ("standing", Standing(state=CaseState.PARKED, on=DAY, reason="Away"), "parked · Monday 23 Nov · Away"),
        ("told", (Told(route=Route.ADULT, who="head", on=DAY),), "an adult at school · head · Monday 23 Nov"),
        (
            "ratings",
            (Rating(on=DAY, done=Done.PARTLY, effect=Effect.BETTER, note="Yes"),),
            "partly done · it got better · Yes",
        ),
        ("entries/e", Entry(id="e", step=Step.VIEWS, text="Seen.", at=NOW), "Seen."),
        ("ideas/i", Idea(id="i", text="Stop."), "Stop."),
        ("learned/l", Learned(id="l", outcome=Outcome.NOTHING, text="Rare."), "Rare."),
        ("pressure", CrossPressure(fixed="The hours", we_can="Write"), "The hours · Write"),
        ("milestones", (Milestone(PracticeState.AGREED, DAY),), "agreed · Monday 23 Nov"),
    ],
)
def test_what_it_holds_is_read_as_words(field: str, value: object, read: str) -> None:
    assert value_text(ENGLISH, memory_desk().store.book(), field, value) == read


def test_a_moment_is_read_as_the_clock_here_shows_it() -> None:
    assert value_text(ENGLISH, memory_desk().store.book(), "at", NOW) == ENGLISH.moment(NOW)


def test_every_field_of_a_case_has_a_name() -> None:
    named = {name: field_name(ENGLISH, name) for name in Case.__struct_fields__}
    nameless = {name for name, called in named.items() if called == "something else in it"}
    assert nameless <= {"id", "rev", "before", "opened", "code", "kind"}


@pytest.mark.parametrize(
    ("field", "values", "prose"),
    [
        ("title", ("a", "b"), True),
        ("entries/e/text", ("a", "b"), True),
        ("owner", ("AB", "CD"), False),
        ("entries/e/step", (Step.WANTED, Step.VIEWS), False),
        ("entries/e", (None, "b"), False),
        ("kind", (Kind.CASE, Kind.SUCCESS), False),
    ],
)
def test_only_what_people_write_can_be_joined(field: str, values: tuple[object, ...], prose: bool) -> None:
    assert is_prose(field, *values) is prose
