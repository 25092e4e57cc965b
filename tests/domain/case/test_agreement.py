from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.case.agreement import (
    Agreement,
    Done,
    Effect,
    Rating,
    answered_along,
    bare_cue,
    checked_agreement,
    checked_rating,
    due_by,
    how_it_goes,
    last_of_each,
    rated,
)
from storage.domain.case.case import View
from storage.domain.errors import Refused

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
KEPT = Agreement(id="a", what="Ringe hjem", owner="AB", made=TODAY, due=TOMORROW, review=TODAY + timedelta(days=8))


def said(done: Done, effect: Effect | None = None, on: date = TODAY) -> Rating:
    return Rating(on=on, done=done, effect=effect)


def test_a_whole_agreement_is_kept() -> None:
    assert checked_agreement(KEPT, TODAY) is KEPT
    assert checked_agreement(KEPT.but(due=TODAY, review=None), TODAY).due == TODAY


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (KEPT.but(what=" "), "empty-agreement"),
        (KEPT.but(owner=""), "no-owner"),
        (KEPT.but(buddy="AB"), "own-buddy"),
        (KEPT.but(due=YESTERDAY), "due-too-early"),
        (KEPT.but(review=TODAY), "review-too-early"),
    ],
)
def test_what_cannot_be_kept_says_why(broken: Agreement, code: str) -> None:
    with pytest.raises(Refused) as refused:
        checked_agreement(broken, TODAY)
    assert refused.value.code == code


def test_one_that_already_had_its_owner_as_buddy_can_be_changed_but_no_other_becomes_so() -> None:
    older = KEPT.but(buddy="AB")
    assert checked_agreement(older.but(what="Skrive"), TODAY, older).what == "Skrive"
    with pytest.raises(Refused, match="own-buddy"):
        checked_agreement(KEPT.but(owner="CD", buddy="CD"), TODAY, KEPT.but(buddy="CD"))


def test_an_overdue_agreement_can_be_changed_but_not_its_day_to_another_past_one() -> None:
    overdue = KEPT.but(due=YESTERDAY, review=None)
    assert checked_agreement(overdue.but(what="Skrive"), TODAY, overdue).what == "Skrive"
    assert checked_agreement(overdue.but(due=TODAY), TODAY, overdue).due == TODAY
    with pytest.raises(Refused) as refused:
        checked_agreement(overdue.but(due=YESTERDAY - timedelta(days=1)), TODAY, overdue)
    assert refused.value.params == {"due": YESTERDAY - timedelta(days=1), "today": TODAY}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("the bell rings", "the bell rings"),
        ("When the bell rings on Friday,", "the bell rings on Friday"),
        ("Når det ringer ut", "det ringer ut"),
        ("… klokka er 13.45.", "klokka er 13.45"),
        ("når: klokka er ni", "klokka er ni"),
        ("whenever it rains", "whenever it rains"),
        ("nårsomhelst", "nårsomhelst"),
        (" ", ""),
    ],
)
def test_a_cue_is_kept_as_it_follows_on_when(typed: str, kept: str) -> None:
    assert bare_cue(typed) == kept


@given(st.text(max_size=30))
def test_a_cue_that_is_bare_stays_as_it_is(typed: str) -> None:
    once = bare_cue(typed)
    assert bare_cue(once) == once or once.casefold().startswith(("når", "when"))


def test_an_older_agreement_reads_as_one_without_cue_sign_and_card() -> None:
    older = {name: value for name, value in msgspec.to_builtins(KEPT).items() if name not in {"cue", "sign", "card"}}
    assert msgspec.convert(older, Agreement) == KEPT
    assert (KEPT.cue, KEPT.obstacle, KEPT.sign, KEPT.card) == ("", "", "", "")


def test_done_and_helped_are_asked_apart() -> None:
    assert (KEPT.done, KEPT.effect, KEPT.is_open) == (None, None, True)
    stopped = rated(KEPT, said(Done.STOPPED, Effect.WORSE))
    assert (stopped.done, stopped.effect, stopped.is_open) == (Done.STOPPED, Effect.WORSE, False)


@pytest.mark.parametrize(
    ("ratings", "asked"),
    [
        ((), TOMORROW),
        ((said(Done.NOT_STARTED),), TOMORROW),
        ((said(Done.PARTLY, Effect.BETTER),), TOMORROW),
        ((said(Done.AS_PLANNED),), KEPT.review),
        ((said(Done.AS_PLANNED, Effect.UNCHANGED),), None),
        ((said(Done.STOPPED),), None),
    ],
)
def test_it_wants_attention_until_done_and_then_until_its_help_is_known(
    ratings: tuple[Rating, ...], asked: date | None
) -> None:
    assert KEPT.but(ratings=ratings).asked_next == asked


def test_done_without_a_review_is_not_asked_again() -> None:
    assert rated(KEPT.but(review=None), said(Done.AS_PLANNED)).asked_next is None


def test_a_second_rating_the_same_day_replaces_the_first() -> None:
    once = rated(KEPT, said(Done.PARTLY, on=YESTERDAY))
    twice = rated(rated(once, said(Done.NOT_STARTED)), said(Done.AS_PLANNED))
    assert [(rating.on, rating.done) for rating in twice.ratings] == [
        (YESTERDAY, Done.PARTLY),
        (TODAY, Done.AS_PLANNED),
    ]


def test_school_home_and_pupil_answer_apart_once_a_day_each() -> None:
    school = said(Done.AS_PLANNED, Effect.BETTER)
    home = Rating(on=TODAY, done=Done.PARTLY, effect=Effect.WORSE, by=View.HOME)
    pupil = Rating(on=TODAY, effect=Effect.UNCHANGED, by=View.PUPIL)
    asked = rated(rated(KEPT, school, home), pupil)
    assert asked.ratings == (school, home, pupil)
    assert (asked.done, asked.effect, asked.is_open, asked.asked_next) == (Done.AS_PLANNED, Effect.BETTER, False, None)
    again = msgspec.structs.replace(home, effect=Effect.REACHED)
    assert rated(asked, again).ratings == (school, pupil, again)
    assert [each.by for each in last_of_each(rated(asked, again).ratings)] == [View.SCHOOL, View.PUPIL, View.HOME]


def test_what_only_the_home_says_leaves_the_school_to_be_asked() -> None:
    asked = rated(KEPT, Rating(on=TODAY, done=Done.AS_PLANNED, effect=Effect.BETTER, by=View.HOME))
    assert (asked.done, asked.effect, asked.is_open, asked.asked_next) == (None, None, True, KEPT.due)


def test_a_later_answer_about_its_help_alone_keeps_that_it_was_done() -> None:
    asked = rated(rated(KEPT, said(Done.AS_PLANNED, on=YESTERDAY)), Rating(on=TODAY, effect=Effect.BETTER))
    assert (asked.done, asked.effect, asked.asked_next) == (Done.AS_PLANNED, Effect.BETTER, None)


def test_an_answer_to_nothing_is_none() -> None:
    with pytest.raises(Refused, match="empty-rating"):
        checked_rating(Rating(on=TODAY, note=" "))
    assert checked_rating(Rating(on=TODAY, note="An hour more")) == Rating(on=TODAY, note="An hour more")


def test_an_older_answer_reads_as_the_schools() -> None:
    assert msgspec.convert({"on": "2026-09-05", "done": "partly"}, Rating).by is View.SCHOOL


def test_what_is_due_comes_mine_first_then_by_day() -> None:
    def agreement(key: str, owner: str, day: int) -> Agreement:
        return KEPT.but(id=key, owner=owner, due=TODAY + timedelta(days=day))

    agreements = (agreement("a", "AB", 1), agreement("b", "CD", 0), agreement("c", "CD", 2), agreement("d", "CD", 9))
    week = TODAY + timedelta(days=7)
    assert [each.id for each in due_by(agreements, week)] == ["b", "a", "c"]
    assert [each.id for each in due_by(agreements, week, "AB")] == ["a", "b", "c"]
    assert [each.id for each in due_by(agreements, week, "CD")] == ["b", "c", "a"]


@given(st.lists(st.builds(said, st.sampled_from(Done), st.sampled_from([None, *Effect])), max_size=4))
def test_only_what_waits_or_is_to_be_reviewed_is_asked_about(ratings: list[Rating]) -> None:
    agreement = KEPT.but(ratings=tuple(ratings))
    assert agreement.asked_next in {KEPT.due, KEPT.review, None}
    assert (agreement.asked_next == KEPT.due) is agreement.is_open


MONDAY = date(2026, 11, 23)
ASKED = KEPT.but(owner="AB", buddy="CD", made=MONDAY, due=MONDAY + timedelta(days=30))


@pytest.mark.parametrize(
    ("day", "free", "is_asked"),
    [
        (date(2026, 11, 26), (), False),
        (date(2026, 11, 27), (), True),
        (date(2026, 11, 27), (date(2026, 11, 25),), False),
        (date(2026, 11, 30), (date(2026, 11, 25),), True),
        (date(2027, 3, 1), (), True),
    ],
)
def test_owner_and_buddy_are_asked_on_the_fourth_school_day_by_the_teams_own_calendar(
    day: date, free: tuple[date, ...], is_asked: bool
) -> None:
    for mine in ("AB", "CD"):
        assert how_it_goes([ASKED], day, mine, free) == ((ASKED,) if is_asked else ())
    assert how_it_goes([ASKED], day, "EF", free) == ()
    assert how_it_goes([ASKED.but(buddy="")], day, "", free) == ()


def test_nobody_is_asked_about_a_holiday_as_if_it_were_school() -> None:
    before_christmas = ASKED.but(made=date(2026, 12, 18), due=date(2027, 1, 15))
    asked = [date(2026, 12, 18) + timedelta(days=n) for n in range(30)]
    assert next(day for day in asked if how_it_goes([before_christmas], day, "CD")) == date(2027, 1, 7)


@pytest.mark.parametrize("done", [Done.AS_PLANNED, Done.PARTLY, Done.NOT_STARTED])
def test_one_answer_is_enough_and_says_nothing_of_its_help(done: Done) -> None:
    day = date(2026, 11, 27)
    answered = rated(ASKED, answered_along(day, done, "An hour more."))
    assert how_it_goes([answered], day, "AB") == how_it_goes([answered], date(2026, 12, 20), "CD") == ()
    assert (answered.done, answered.effect) == (done, None)
    only_home = rated(ASKED, Rating(on=day, effect=Effect.BETTER, by=View.HOME))
    assert how_it_goes([only_home], day, "CD") == (only_home,)
