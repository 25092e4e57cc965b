"""Rounds of conversations: two agreements at most, no names, and a question midway."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.calendar import Term
from storage.domain.case.agreement import Done, Effect, Rating
from storage.domain.errors import Refused
from storage.domain.homes.conversation_round import (
    ConversationAgreement,
    ConversationRound,
    FollowThrough,
    agreed,
    as_agreement,
    at_midpoint,
    by_conversation,
    checked_round,
    follow_through,
    followed_up,
    next_pupil,
    proposed_round,
    reworded,
    understood_pupil,
    waiting,
    without_agreement,
)

AUTUMN = ConversationRound(id="r", starts=date(2026, 10, 19), ends=date(2026, 11, 13), midpoint=date(2027, 1, 15))
DAY = date(2026, 10, 20)


def agreement(key: str, pupil: str = "7", owner: str = "AB", what: str = "Les ti minutter") -> ConversationAgreement:
    return ConversationAgreement(id=key, pupil=pupil, what=what, owner=owner, made=DAY)


def rating(done: Done = Done.AS_PLANNED, effect: Effect | None = Effect.BETTER, on: date = DAY) -> Rating:
    return Rating(on=on, done=done, effect=effect)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("7", "7"), (" 07 ", "7"), ("elev 7", "7"), ("Pupil 12", "12"), ("nr. 3", "3"), ("26-14", "26-014")],
)
def test_a_pupil_is_a_number_or_a_code(typed: str, kept: str) -> None:
    assert understood_pupil(typed) == kept


@pytest.mark.parametrize("typed", ["", "Ola", "Ola N", "7 Ola", "Ola Nordmann 7", "1234", "-7", "7,5"])
def test_a_name_cannot_come_in(typed: str) -> None:
    with pytest.raises(Refused, match="no-pupil-number"):
        understood_pupil(typed)


@given(st.text(max_size=12))
def test_whatever_is_typed_nothing_but_digits_is_kept(typed: str) -> None:
    try:
        kept = understood_pupil(typed)
    except Refused:
        return
    assert set(kept) <= set("0123456789-")
    assert understood_pupil(kept) == kept


def test_a_conversation_has_two_agreements_at_most() -> None:
    kept = agreed(agreed(AUTUMN, agreement("a")), agreement("b"))
    with pytest.raises(Refused, match="two-agreements"):
        agreed(kept, agreement("c"))
    kept = agreed(agreed(kept, agreement("c", "8")), agreement("d", owner="CD"))
    assert [[each.id for each in held] for held in by_conversation(kept)] == [["a", "b"], ["c"], ["d"]]
    assert [held[0].owner for held in by_conversation(kept, "CD")] == ["CD", "AB", "AB"]
    with pytest.raises(Refused, match="empty-agreement"):
        agreed(AUTUMN, agreement("a", what="  "))


def test_conversations_are_listed_by_their_numbers() -> None:
    kept = AUTUMN
    for pupil in ("10", "9", "26-014"):
        kept = agreed(kept, agreement(pupil, pupil))
    assert [held[0].pupil for held in by_conversation(kept)] == ["9", "10", "26-014"]
    assert next_pupil(kept, "AB") == "11"
    assert next_pupil(kept, "CD") == "1"


def test_an_agreement_is_reworded_or_taken_out() -> None:
    kept = agreed(agreed(AUTUMN, agreement("a")), agreement("b"))
    assert [each.what for each in reworded(kept, "b", "Ring hjem").agreements] == ["Les ti minutter", "Ring hjem"]
    assert [each.id for each in without_agreement(kept, "a").agreements] == ["b"]
    with pytest.raises(Refused, match="empty-agreement"):
        reworded(kept, "a", "")


def test_following_up_asks_two_questions_and_the_last_answer_of_a_day_counts() -> None:
    kept = agreed(agreed(agreed(AUTUMN, agreement("a")), agreement("b")), agreement("c", "8"))
    assert [each.id for each in waiting(kept)] == ["a", "b", "c"]
    kept = followed_up(kept, "a", rating(Done.PARTLY, Effect.WORSE))
    kept = followed_up(kept, "a", rating())
    kept = followed_up(kept, "b", rating(Done.NOT_STARTED, None))
    kept = followed_up(kept, "gone", rating())
    assert [each.id for each in waiting(kept)] == ["c"]
    assert follow_through(kept) == FollowThrough(conversations=2, agreements=3, asked=2, done=1, helped=1)
    kept = followed_up(kept, "a", rating(Done.STOPPED, None, date(2027, 3, 1)))
    assert len(kept.agreements[0].ratings) == 2
    assert follow_through(kept).helped == 0


def test_a_round_is_proposed_with_its_days() -> None:
    proposed = proposed_round("r", date(2026, 10, 19), (date(2027, 1, 11),))
    assert (proposed.ends, proposed.midpoint) == (date(2026, 11, 16), date(2027, 1, 12))
    assert checked_round(proposed) == proposed
    assert proposed.term is Term.AUTUMN
    assert proposed_round("r", date(2027, 2, 15)).term is Term.SPRING


def test_days_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(Refused, match="ends-before-start"):
        checked_round(AUTUMN.but(ends=date(2026, 10, 1)))
    with pytest.raises(Refused, match="midpoint-too-early"):
        checked_round(AUTUMN.but(midpoint=AUTUMN.ends))


def test_the_mid_point_stands_from_a_week_before_until_all_are_asked_or_the_next_round_begins() -> None:
    kept = agreed(AUTUMN, agreement("a"))
    spring = AUTUMN.but(id="s", starts=date(2027, 3, 1), ends=date(2027, 3, 20), midpoint=date(2027, 5, 15))
    rounds = (spring, kept)
    assert at_midpoint(rounds, date(2027, 1, 7)) == ()
    assert at_midpoint(rounds, date(2027, 1, 8)) == (kept,)
    assert at_midpoint(rounds, date(2027, 2, 28)) == (kept,)
    assert at_midpoint(rounds, date(2027, 3, 1)) == ()
    assert at_midpoint([kept], date(2027, 7, 31)) == (kept,)
    assert at_midpoint([kept], date(2027, 8, 1)) == ()
    assert at_midpoint((kept,), date(2027, 5, 1)) == (kept,)
    assert at_midpoint((), date(2027, 5, 1)) == ()
    assert at_midpoint((followed_up(kept, "a", rating()),), date(2027, 1, 15)) == ()


def test_it_can_be_asked_about_as_any_agreement() -> None:
    kept = followed_up(agreed(AUTUMN, agreement("a")), "a", rating())
    asked = as_agreement(kept, kept.agreements[0], "Elev 7: les")
    assert (asked.what, asked.due, asked.owner, asked.done) == ("Elev 7: les", AUTUMN.midpoint, "AB", Done.AS_PLANNED)


@given(st.lists(st.tuples(st.sampled_from(["1", "2", "3"]), st.sampled_from(["AB", "CD"])), max_size=14))
def test_however_much_is_typed_no_conversation_gets_three(typed: list[tuple[str, str]]) -> None:
    kept = AUTUMN
    for number, (pupil, owner) in enumerate(typed):
        try:
            kept = agreed(kept, agreement(f"{number:02d}", pupil, owner))
        except Refused:
            continue
    assert all(len(held) <= 2 for held in by_conversation(kept))
    assert sum(map(len, by_conversation(kept))) == follow_through(kept).agreements == len(kept.agreements)
    assert msgspec.json.decode(msgspec.json.encode(kept), type=ConversationRound) == kept
