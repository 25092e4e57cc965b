"""What a case puts into the plan: it cannot be passed over in silence."""

import msgspec
import pytest

from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import CaseState, Outcome
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.plan.plan import Practice
from storage.store import Change
from tests.tui.meeting.play import LEFT, Answering, Play, gives
from tui.desk.desk import Desk
from tui.dialogs.case.card import CardDialog, IntoPlanDialog
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import PracticeDialog


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round").at(Writes.INTO_PLAN)


def as_asked(dialog: PracticeDialog) -> Practice:
    """Answer with the practice as the dialog offers it, its title filled in."""
    return msgspec.structs.replace(
        dialog.practice, title=dialog.practice.title or "One plan", minimum=dialog.minimum, area="homework"
    )


def filled(dialog: CardDialog) -> ExperienceCard:
    """Answer with the card as the dialog offers it, the rest filled in."""
    card = dialog.card
    return msgspec.structs.replace(card, title=card.title or "One question halfway", worked="Asking halfway")


def about(play: Play) -> tuple[Outcome, str, str]:
    """Return what was learned last; the decision must say the same."""
    learned, decision = play.case.learned[-1], play.meeting.decisions[-1]
    assert (decision.kind, decision.ref, decision.case) == (
        DecisionKind(learned.outcome.value),
        learned.ref,
        play.case.code,
    )
    assert decision.text.endswith(learned.text)
    assert learned.meeting == "meeting"
    return learned.outcome, learned.text, learned.ref


def test_the_case_is_not_left_before_it_is_answered(play: Play) -> None:
    lacks = play.stage.lacks(play.scene)
    assert "↵" in lacks
    assert "n goes on" in lacks
    assert "Nothing this time" in lacks
    assert [line.key for line in play.lines if line.key] == [outcome.value for outcome in Outcome]
    assert all(play.stage.offers(play.scene, outcome.value) for outcome in Outcome)


async def test_an_answer_of_another_meeting_is_no_answer_in_this_one(play: Play) -> None:
    await play.choose("nothing", (TextDialog, gives("The plan holds it")))
    assert not play.stage.lacks(play.scene)
    assert play.lines[0].said == "✓ The plan holds it"
    earlier = tuple(msgspec.structs.replace(each, meeting="earlier") for each in play.case.learned)
    play.save(Change(play.case, play.case.but(learned=earlier)))
    assert play.stage.lacks(play.scene)


async def test_a_text_becomes_the_minimum_of_a_new_practice(play: Play) -> None:
    await play.write("All share one plan", (IntoPlanDialog, gives(Outcome.PRACTICE)), (PracticeDialog, as_asked))
    outcome, text, ref = about(play)
    made = next(each for each in play.book.practices if each.id == ref)
    assert (outcome, text) == (Outcome.PRACTICE, "One plan")
    assert (made.minimum, made.evidence, made.themes) == ("All share one plan", (play.case.code,), play.case.themes)


async def test_a_practice_changes_and_remembers_the_case(play: Play) -> None:
    old = play.book.practices[0]
    answers: tuple[Answering, ...] = ((ChooseDialog, gives(old.id)), (PracticeDialog, as_asked))
    await play.write("Also in May", (IntoPlanDialog, gives(Outcome.CHANGE)), *answers)
    after = next(each for each in play.book.practices if each.id == old.id)
    assert about(play) == (Outcome.CHANGE, old.title, old.id)
    assert after.minimum == f"{old.minimum}\nAlso in May"
    assert after.evidence == (*old.evidence, play.case.code)


async def test_a_headline_becomes_a_card(play: Play) -> None:
    await play.write("One question\nhalfway", (IntoPlanDialog, gives(Outcome.CARD)), (CardDialog, filled))
    outcome, text, ref = about(play)
    card = next(each for each in play.book.cards if each.id == ref)
    assert (outcome, text, card.title) == (Outcome.CARD, "One question halfway", "One question halfway")
    assert card.sources == (play.case.code,)


async def test_nothing_needs_a_reason(play: Play) -> None:
    assert not await play.choose("nothing", (TextDialog, LEFT))
    assert play.stage.lacks(play.scene)
    await play.choose("nothing", (TextDialog, gives("It came from outside")))
    assert about(play) == (Outcome.NOTHING, "It came from outside", "")


@pytest.mark.parametrize(
    ("answer", "state"), [("leave", CaseState.LIFTED), ("stay", CaseState.OPEN), (None, CaseState.OPEN)]
)
async def test_what_is_lifted_may_take_the_case_along(play: Play, answer: str | None, state: CaseState) -> None:
    await play.choose("lift", (TextDialog, gives("Hours for substitutes")), (ChooseDialog, gives(answer)))
    assert about(play) == (Outcome.LIFT, "Hours for substitutes", "")
    assert play.case.state is state
    assert (play.case.standing.reason if play.case.standing else "") in {"", "Hours for substitutes"}


@pytest.mark.parametrize(
    "answers",
    [
        ((IntoPlanDialog, LEFT),),
        ((IntoPlanDialog, gives(Outcome.PRACTICE)), (PracticeDialog, LEFT)),
        ((IntoPlanDialog, gives(Outcome.CHANGE)), (ChooseDialog, LEFT)),
        ((IntoPlanDialog, gives(Outcome.CARD)), (CardDialog, LEFT)),
    ],
)
async def test_a_question_that_is_left_changes_nothing(play: Play, answers: tuple[Answering, ...]) -> None:
    assert not await play.write("All share one plan", *answers)
    assert play.case.learned == ()


async def test_a_change_that_is_left_at_the_practice_changes_nothing(play: Play) -> None:
    assert not await play.choose("change", (ChooseDialog, first_option), (PracticeDialog, LEFT))
    assert play.case.learned == ()


def first_option(dialog: ChooseDialog[str]) -> str:
    return dialog.options[0][0]


async def test_a_deleted_case_has_nothing_to_say(play: Play) -> None:
    play.without_case()
    assert not play.stage.lacks(play.scene)
    assert not await play.choose("nothing")
    assert [line.key for line in play.lines if line.key] == [outcome.value for outcome in Outcome]


async def test_the_headline_of_a_success_becomes_a_card_at_once(still: Desk) -> None:
    play = Play(still, "success").at(Writes.CARD)
    assert not play.stage.chooses, "Enter begins the headline, as the empty field says"
    assert play.stage.lacks(play.scene)
    await play.write("The stars make them talk", (CardDialog, filled))
    assert about(play)[:2] == (Outcome.CARD, "The stars make them talk")
    assert not play.stage.lacks(play.scene)
