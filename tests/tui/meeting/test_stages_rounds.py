"""The practice round: hidden while it is written, then marked by the team; ideas are sorted, a practice is picked."""

from datetime import date

import pytest

from storage.documents.pages.minutes import minutes
from storage.documents.words import labels
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.people import Language
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.domain.views.book import Finder
from storage.store import Change
from tests.tui.meeting.play import LEFT, Play, gives
from tui.desk.desk import Desk
from tui.dialogs.plan.practice import PracticeDialog

TODAY = date(2026, 11, 23)
BARE = Area(id="bare", key="bare", title="Bare ground", order=-1)
CALL = Practice(id="call", area="bare", title="Call home", minimum="Once a term", room="More often.")
CARD = Practice(id="card", area="bare", title="August card", minimum="A card each.", sign="They say thanks.")


@pytest.fixture
def start(still: Desk) -> Play:
    """The first plan meeting, with two ideas in the first area."""
    meeting = Play(still, "plan-start")
    meeting.save(*(Change(None, record) for record in (BARE, CALL, CARD)))
    return meeting


@pytest.fixture
def tuning(still: Desk) -> Play:
    meeting = Play(still, "tuning")
    asked = CARD.but(review=TODAY, milestones=(Milestone(PracticeState.IN_USE, date(2026, 9, 1)),))
    meeting.save(*(Change(None, record) for record in (BARE, CALL, asked)))
    return meeting


def kept(play: Play, key: str) -> Practice:
    return next(each for each in play.book.practices if each.id == key)


def row(play: Play, key: str) -> tuple[str, str]:
    return next((line.said, line.right) for line in play.lines if line.key == key)


def printed(play: Play) -> str:
    return minutes(play.meeting, play.book, labels(Language.EN, day=str, local=lambda at: at))


def found(play: Play) -> list[str]:
    return [passage.text for passage in Finder().index(play.book, {}).find("phone Fridays").passages]


async def test_what_is_written_in_silence_is_seen_by_nobody_before_the_round(start: Play) -> None:
    start.at_phase("silent")
    assert "One keyboard? All write on paper first." in start.text
    await start.write("I phone on Fridays")
    await start.write("I ask the pupil first")
    assert "Fridays" not in start.text
    assert "Fridays" not in printed(start)
    assert "I phone on Fridays" not in found(start)
    assert "2 written" in start.text
    assert not start.stage.offers(start.scene, start.meeting.notes[0].id)
    start.at_phase("round")
    assert "One keyboard?" not in start.text
    assert "┃ I phone on Fridays" in start.text
    assert "Fridays" in printed(start)
    assert "I phone on Fridays" in found(start)


async def test_enter_marks_what_several_do_and_it_stands_first(start: Play) -> None:
    start.at_phase("round")
    await start.write("I phone on Fridays")
    await start.write("I ask the pupil first")
    second = start.meeting.notes[-1].id
    assert start.stage.offers(start.scene, second)
    await start.choose(second)
    assert row(start, second) == ("● I ask the pupil first", "several")
    assert start.lines[1].key == second
    await start.choose(second)
    assert row(start, second) == ("┃ I ask the pupil first", "Round")


def test_an_area_at_a_time_the_next_idea_stands_with_both_tiers(start: Play) -> None:
    start.at(Writes.SORT)
    assert start.lines[0].said == "Bare ground"
    assert "■ Shared minimum: Once a term" in start.text
    assert "□ Room for initiative: More often." in start.text
    assert {line.key for line in start.lines if line.key} == {"call", "card"}
    assert start.stage.next_key(start.scene) == "call"
    assert "A card each." not in start.text
    start.sort("call", 2)
    assert "A card each." in start.text
    assert "Once a term" not in start.text


@pytest.mark.parametrize(
    ("number", "mark", "state", "text"),
    [
        (1, "✓", PracticeState.AGREED, "“Call home”: agreed"),
        (2, "·", PracticeState.IDEA, "“Call home”: later"),
        (3, "×", PracticeState.RETIRED, "“Call home”: not for us"),
    ],
)
def test_a_number_says_what_the_team_wants_and_can_be_said_again(
    start: Play, number: int, mark: str, state: PracticeState, text: str
) -> None:
    start.at(Writes.SORT)
    start.sort("call", 3)
    start.sort("call", number)
    assert kept(start, "call").state is state
    assert row(start, "call")[0] == f"{mark} Call home"
    assert [each.text for each in start.meeting.decisions] == [text]
    assert start.stage.next_key(start.scene) == "card"


def test_the_sorting_is_summed_up_as_one_bar_and_in_words(start: Play) -> None:
    start.at(Writes.SORT)
    assert "not for us" not in "".join(line.left for line in start.lines if line.spans)
    start.sort("call", 1)
    start.sort("card", 3)
    summed = next(line for line in start.lines if line.spans)
    assert summed.left == "1 agreed · 0 later · 1 not for us"
    bar = summed.spans[:-1]
    assert [span.text[0] for span in bar] == ["▇", "░", "·"]
    assert len("".join(span.text for span in bar)) == 24


def test_when_an_area_is_gone_through_the_next_one_comes_and_then_it_is_done(start: Play) -> None:
    start.at(Writes.SORT)
    start.sort("call", 1)
    start.sort("card", 2)
    assert start.lines[0].said != "Bare ground"
    while key := start.stage.next_key(start.scene):
        start.sort(key, 1)
    assert start.lines[0].said == "We have been through all the ideas. Press n to go on."
    assert not start.sort("nothing", 1)


async def test_what_is_changed_is_agreed_on(start: Play) -> None:
    start.at(Writes.SORT)
    assert start.stage.offers(start.scene, "call")
    assert not await start.choose("call", (PracticeDialog, LEFT))
    await start.choose("call", (PracticeDialog, gives(kept(start, "call").but(title="Call first"))))
    assert (kept(start, "call").title, kept(start, "call").state) == ("Call first", PracticeState.AGREED)
    decision = start.meeting.decisions[-1]
    assert (decision.kind, decision.text) == (DecisionKind.CHANGE, "“Call first”: agreed")


async def test_at_the_check_out_what_was_put_off_is_counted_and_not_read_aloud(start: Play) -> None:
    start.at(Writes.SORT)
    start.sort("call", 1)
    start.sort("card", 2)
    told = [line.said for line in start.at(Writes.CHECK_OUT).lines]
    assert told[1:3] == ["• “Call home”: agreed", "1 idea waits for another meeting"]
    assert "card" not in " ".join(told)


async def test_words_are_found_for_what_was_agreed_on_whatever_its_area(start: Play) -> None:
    start.at(Writes.SORT).sort("call", 1)
    start.at(Writes.MINIMUM)
    assert "call" in [line.key for line in start.lines]
    await start.choose("call")
    await start.write("In October")
    assert kept(start, "call").minimum == "Once a term\nIn October"


async def test_one_practice_is_taken_what_asks_for_a_review_first(tuning: Play) -> None:
    tuning.at(Writes.PRACTICE)
    assert tuning.stage.lacks(tuning.scene) == "Choose a practice first."
    offered = [line for line in tuning.lines if line.key]
    assert (offered[0].key, offered[0].said, offered[0].right) == ("card", "? August card", "Bare ground")
    assert tuning.stage.offers(tuning.scene, "card")
    await tuning.choose("card")
    assert (tuning.meeting.area, tuning.meeting.practice) == ("bare", "card")
    assert not tuning.stage.lacks(tuning.scene)
    assert [line.said for line in tuning.lines][:4] == [
        "▸ August card",
        "    ■ Shared minimum: A card each.",
        "    □ Room for initiative: not written yet",
        "    How we will know: They say thanks.",
    ]
    await tuning.choose("call")
    assert tuning.lines[0].said == "▸ Call home"
    assert "How we will know" not in tuning.text


async def test_warm_and_cool_feedback_stand_apart_under_the_practice(tuning: Play) -> None:
    await tuning.at(Writes.PRACTICE).choose("card")
    await tuning.at_phase("warm").write("It is short")
    await tuning.at_phase("cool").write("I wonder whether all can read it")
    texts = [line.said for line in tuning.lines]
    assert texts[:2] == ["August card", "    ■ Shared minimum: A card each."]
    assert [(line.said, line.right) for line in tuning.lines if line.key] == [
        ("┃ It is short", "Warm"),
        ("┃ I wonder whether all can read it", "Cool"),
    ]


async def test_the_practice_lies_on_the_table_while_it_is_shown_and_asked_about(tuning: Play) -> None:
    assert tuning.at_phase("present").text == ""
    await tuning.at(Writes.PRACTICE).choose("card")
    await tuning.at_phase("present").write("The first week is hard")
    texts = [line.said for line in tuning.lines]
    assert texts[:2] == ["August card", "    ■ Shared minimum: A card each."]
    assert texts[-1] == "┃ The first week is hard"
    assert "A card each" in tuning.at_phase("silent").text
