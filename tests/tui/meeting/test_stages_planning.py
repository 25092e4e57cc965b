"""The phases of a peacetime meeting: an area, where it stands, both tiers, an owner."""

from datetime import date

import msgspec
import pytest

from storage.domain.errors import Refused
from storage.domain.meeting.form import Writes
from storage.domain.meeting.meeting import DecisionKind
from storage.domain.plan.plan import Area, Depth, Milestone, Practice, PracticeState
from storage.store import Change
from tests.tui.meeting.play import LEFT, Play, gives
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.form import TextDialog
from tui.dialogs.plan.practice import OwnerDialog, PracticeDialog
from tui.look.bars import meter
from tui.look.signs import text_of
from tui.screens.meeting.room import STAGES
from tui.screens.meeting.stages.practices import REWORDING, OwnersStage, TierStage, practices_of

TODAY = date(2026, 11, 23)
BARE = Area(id="bare", key="bare", title="Bare ground", order=99)
IDEA = Practice(id="idea", area="bare", title="Call home", minimum="Once a term")


@pytest.fixture
def play(still: Desk) -> Play:
    meeting = Play(still, "peacetime")
    meeting.save(Change(None, BARE), Change(None, IDEA))
    return meeting


@pytest.fixture
def chosen(play: Play) -> Play:
    """A meeting that works on the bare area."""
    play.change(lambda meeting: meeting.but(area="bare"))
    return play


def area(play: Play) -> Area:
    assert play.scene.area
    return play.scene.area


def practice(play: Play) -> Practice:
    return next(each for each in play.book.practices if each.id == "idea")


def row(play: Play, key: str) -> tuple[str, str]:
    return next((line.said, line.right) for line in play.lines if line.key == key)


async def test_one_area_is_chosen_before_the_meeting_goes_on(play: Play) -> None:
    play.at(Writes.AREA)
    assert play.stage.lacks(play.scene) == "Choose an area first."
    assert play.stage.offers(play.scene, "bare")
    await play.choose("bare")
    assert play.meeting.area == "bare"
    assert row(play, "bare") == (f"▸ {' ' * 12}Bare ground", "")
    assert not play.stage.lacks(play.scene)


async def test_the_areas_say_where_they_stand_and_hidden_ones_are_not_shown(play: Play) -> None:
    play.at(Writes.AREA)
    read = next(each for each in play.book.areas if each.readings)
    assert row(play, read.id) == (
        f"  {text_of(meter(read.readings[-1].scale, 10, 10))}  {read.title}",
        f"{read.readings[-1].scale}/10",
    )
    play.save(Change(read, read.but(hidden=True)))
    assert read.id not in {line.key for line in play.lines}


async def test_another_area_means_another_practice(chosen: Play) -> None:
    chosen.at(Writes.AREA).change(lambda meeting: meeting.but(practice="idea"))
    await chosen.choose(next(each.id for each in chosen.book.areas if each.key != "bare"))
    assert chosen.meeting.practice == ""


async def test_what_is_no_area_cannot_be_chosen(play: Play) -> None:
    play.at(Writes.AREA)
    await play.write("Two areas were close")
    assert play.lines[-1].said == "┃ Two areas were close"
    assert not play.stage.offers(play.scene, play.lines[-1].key)
    assert not await play.choose(play.lines[-1].key)


async def test_a_number_is_where_the_area_stands_today(chosen: Play) -> None:
    chosen.at(Writes.SCALE)
    await chosen.write("3")
    await chosen.write("6")
    assert [(each.on, each.scale, each.depth) for each in area(chosen).readings] == [(TODAY, 6, None)]
    assert "▇▇▇▇▇▇░░░░ | 6" in chosen.text


async def test_everybody_s_number_is_a_dot_and_their_middle_is_where_the_area_stands(chosen: Play) -> None:
    chosen.at(Writes.SCALE)
    await chosen.write("7, 4 8 6")
    assert [each.scale for each in area(chosen).readings] == [6]
    above, scale, said = chosen.lines[1:4]
    places = [scale.said[2:].index(f"{number}") for number in (4, 6, 7, 8)]
    assert [place for place, sign in enumerate(above.said[2:]) if sign == "●"] == places
    assert said.left == "the middle is 6.5, from 4 to 8 – some way apart"
    assert "7, 4 8 6" not in chosen.text
    await chosen.write("7 8 8")
    assert "from 7 to 8 – close together" in chosen.text
    assert [each.scale for each in area(chosen).readings] == [8]


@pytest.mark.parametrize("text", ["we talk more than we inform", "6 of us do", "1" * 5000])
async def test_what_is_no_place_on_the_scale_is_a_note(chosen: Play, text: str) -> None:
    await chosen.at(Writes.SCALE).write(text)
    assert chosen.meeting.notes[-1].text == text
    assert area(chosen).readings == ()


@pytest.mark.parametrize("text", ["11", "7 11 3"])
async def test_a_number_above_the_scale_is_refused(chosen: Play, text: str) -> None:
    with pytest.raises(Refused, match="no-such-scale"):
        await chosen.at(Writes.SCALE).write(text)


async def test_the_depth_is_chosen_after_the_number_and_stays_with_the_next(chosen: Play) -> None:
    chosen.at(Writes.SCALE)
    assert chosen.stage.offers(chosen.scene, Depth.DIALOGUE.value)
    with pytest.raises(Refused, match="no-such-scale"):
        await chosen.choose(Depth.DIALOGUE.value)
    await chosen.write("6")
    await chosen.choose(Depth.DIALOGUE.value)
    await chosen.write("7")
    assert [(each.scale, each.depth) for each in area(chosen).readings] == [(7, Depth.DIALOGUE)]
    assert row(chosen, Depth.DIALOGUE.value)[0] == "▸ dialogue"
    assert row(chosen, Depth.INFORMATION.value)[0] == "  information"


async def test_without_an_area_there_is_no_scale(play: Play) -> None:
    play.at(Writes.SCALE)
    assert not play.stage.offers(play.scene, Depth.DIALOGUE.value)
    assert not await play.choose(Depth.DIALOGUE.value)
    await play.write("7")
    assert play.meeting.notes[-1].text == "7"


async def test_what_each_does_is_seen_in_both_rounds_and_while_the_tiers_are_worded(chosen: Play) -> None:
    await chosen.at(Writes.PRACTICES).write("I call eight homes in September")
    for phase in ("round", "common", "minimum", "room", "owners"):
        chosen.at_phase(phase)
        assert chosen.lines[0].said == "Bare ground"
        assert "┃ I call eight homes in September" in chosen.text
    assert "eight homes" not in chosen.at(Writes.NOTE).text


async def test_the_minimum_and_the_room_are_put_into_the_practice_worked_on(chosen: Play) -> None:
    chosen.at(Writes.MINIMUM)
    assert chosen.stage.offers(chosen.scene, "idea")
    await chosen.choose("idea")
    await chosen.write("Twice a term")
    await chosen.at(Writes.ROOM).write("With a picture")
    worded = practice(chosen)
    assert (worded.minimum, worded.room) == ("Once a term\nTwice a term", "With a picture")
    assert [(each.kind, each.ref) for each in chosen.meeting.decisions] == [(DecisionKind.CHANGE, "idea")] * 2
    assert row(chosen, "idea")[0] == "▸ Call home"
    assert chosen.lines[0].right == "↵ opens it, ↵ again changes the words"
    assert "Twice a term" in chosen.text
    assert "With a picture" in chosen.text


async def test_enter_on_the_practice_worked_on_rewords_its_tier(chosen: Play) -> None:
    chosen.at(Writes.MINIMUM)
    await chosen.choose("idea")
    assert chosen.stage.offers(chosen.scene, "idea")
    assert not await chosen.choose("idea", (TextDialog, LEFT))
    assert not await chosen.choose("idea", (TextDialog, lambda dialog: dialog.shown))
    await chosen.choose("idea", (TextDialog, gives("Twice a term")))
    assert practice(chosen).minimum == "Twice a term"
    assert [each.text for each in chosen.meeting.decisions] == ["Call home: Twice a term"]


async def test_enter_on_what_was_said_takes_it_into_the_tier(chosen: Play) -> None:
    await chosen.at_phase("round").write("I call eight homes in September")
    chosen.at(Writes.MINIMUM).change(lambda meeting: meeting.but(practice="idea"))
    said = chosen.meeting.notes[-1].id
    assert chosen.stage.offers(chosen.scene, said)
    asked: list[ChooseDialog[bool]] = []
    assert not await chosen.choose(said, (ChooseDialog, asked.append))
    assert asked[0].heading == "“I call eight homes in September”"
    assert [text for _, text in asked[0].options] == ["Into the shared minimum of “Call home”", "A new practice"]
    assert practice(chosen).minimum == "Once a term"
    await chosen.choose(said, (ChooseDialog, gives(True)))
    assert practice(chosen).minimum == "Once a term\nI call eight homes in September"
    assert not await chosen.choose(said, (ChooseDialog, gives(False)), (PracticeDialog, LEFT))
    chosen.change(lambda meeting: meeting.but(practice=""))
    assert not await chosen.choose(said, (PracticeDialog, LEFT))


async def test_another_practice_can_be_begun_while_one_is_worked_on(chosen: Play) -> None:
    chosen.at(Writes.MINIMUM)
    assert "new" not in [line.key for line in chosen.lines]
    await chosen.choose("idea")
    assert row(chosen, "new")[0] == "+ A new practice"
    assert (chosen.stage.offers(chosen.scene, "new"), chosen.stage.next_key(chosen.scene)) == (True, "idea")
    await chosen.choose("new")
    assert chosen.meeting.practice == ""


async def test_without_an_area_owners_are_asked_for_all_that_is_agreed_on_as_the_year_goes(play: Play) -> None:
    play.at(Writes.OWNERS)
    offered = [line.key for line in play.lines if line.key]
    months = [each.month for key in offered for each in play.book.practices if each.id == key]
    assert months == sorted(months, key=(8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 0).index)
    assert "idea" not in offered


@pytest.mark.parametrize("writes", [Writes.MINIMUM, Writes.ROOM])
async def test_without_a_practice_the_text_begins_a_new_one(chosen: Play, writes: Writes) -> None:
    def titled(dialog: PracticeDialog) -> Practice:
        offered = dialog.practice
        assert (offered.area, dialog.minimum or offered.room) == ("bare", "A card in August")
        assert bool(dialog.minimum) == (writes is Writes.MINIMUM)
        return msgspec.structs.replace(offered, title="August card")

    chosen.at(writes)
    assert not await chosen.write("A card in August", (PracticeDialog, LEFT))
    await chosen.write("A card in August", (PracticeDialog, titled))
    made = chosen.scene.practice
    assert made
    assert made.title == "August card"
    decision = chosen.meeting.decisions[-1]
    assert (decision.kind, decision.text, decision.ref) == (DecisionKind.PRACTICE, "August card", made.id)


@pytest.mark.parametrize(
    ("owner", "had", "state"),
    [
        ("AB", PracticeState.IDEA, PracticeState.AGREED),
        ("", PracticeState.IDEA, PracticeState.IDEA),
        ("AB", PracticeState.IN_USE, PracticeState.IN_USE),
    ],
)
async def test_an_idea_with_an_owner_is_agreed(
    chosen: Play, owner: str, had: PracticeState, state: PracticeState
) -> None:
    known = practice(chosen).but(milestones=(Milestone(had, TODAY),))
    chosen.save(Change(practice(chosen), known))
    chosen.at(Writes.OWNERS)
    assert chosen.stage.offers(chosen.scene, "idea")
    await chosen.choose("idea", (OwnerDialog, gives(practice(chosen).but(owner=owner, month=9))))
    after = practice(chosen)
    assert (after.owner, after.month, after.state) == (owner, 9, state)
    assert chosen.meeting.decisions[-1].text == f"Call home: {owner or 'all of us'}"


async def test_after_an_owner_comes_the_next_practice_that_nobody_sees_to(play: Play) -> None:
    play.at(Writes.OWNERS)
    play.save(*(Change(each, each.but(owner="")) for each in practices_of(play.scene)))
    waiting = practices_of(play.scene)[:3]
    play.change(lambda meeting: meeting.but(practice=waiting[1].id))
    assert play.stage.next_key(play.scene) == waiting[1].id
    await play.choose(waiting[1].id, (OwnerDialog, gives(waiting[1].but(owner="AB"))))
    assert play.stage.next_key(play.scene) == waiting[0].id
    await play.choose(waiting[0].id, (OwnerDialog, gives(waiting[0].but(month=5))))
    assert play.meeting.decisions[-1].text == f"{waiting[0].title}: all of us"
    assert play.stage.next_key(play.scene) == waiting[2].id
    assert [line.key for line in play.lines if line.said.startswith("▸")] == [waiting[2].id]
    assert play.lines[0].right == "↵ who, and when"


async def test_without_practices_it_says_what_can_be_done(play: Play) -> None:
    play.save(*(Change(each, each.but(milestones=())) for each in play.book.practices if each.milestones))
    play.at(Writes.MINIMUM)
    assert [(line.said, line.right) for line in play.lines[:2]] == [
        ("What we have agreed on", ""),
        ("Nothing here yet. ↵ write it, and it becomes a practice.", ""),
    ]
    assert "nobody needs to be responsible" in play.at(Writes.OWNERS).text


async def test_an_owner_may_wait_and_a_note_is_a_note(chosen: Play) -> None:
    chosen.at(Writes.OWNERS)
    assert not await chosen.choose("idea", (OwnerDialog, LEFT))
    await chosen.write("We decide in June")
    assert chosen.lines[-1].said == "┃ We decide in June"
    assert not chosen.stage.offers(chosen.scene, chosen.lines[-1].key)
    assert not await chosen.choose(chosen.lines[-1].key)


def test_each_tier_is_reworded_by_its_own_question() -> None:
    fields = {
        stage.field for stage in STAGES.values() if isinstance(stage, TierStage) and not isinstance(stage, OwnersStage)
    }
    assert {"minimum", "room"} <= fields <= set(REWORDING)
    assert "nobody has to" in REWORDING["room"]
    assert "everybody" in REWORDING["minimum"]
