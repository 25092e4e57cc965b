"""The phases a case goes through: entries, ideas, the first step."""

import msgspec
import pytest

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Pick, Step, View
from storage.domain.errors import Refused
from storage.domain.meeting.form import MeetingRole, Writes
from storage.domain.meeting.meeting import DecisionKind
from storage.store import Change
from tests.tui.meeting.play import LEFT, Play, gives
from tui.desk.desk import Desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.look.letters import letters
from tui.look.signs import Mark


@pytest.fixture
def play(still: Desk) -> Play:
    return Play(still, "case-round")


def at_step(play: Play, step: Step) -> Play:
    script = play.meeting.script
    assert script
    phase = next(phase.key for phase in script.phases if phase.step is step)
    place = next(place for place, visit in enumerate(play.meeting.visits) if visit.phase == phase)
    play.change(lambda meeting: meeting.but(place=place))
    return play


async def test_an_entry_shows_whose_view_it_is_and_where_the_team_stands(play: Play) -> None:
    at_step(play, Step.WANTED)
    await play.write("home: an afternoon without tears")
    assert "«4: …»" in play.stage.asks_for(play.scene)
    await play.write("4/10 they sit together")
    assert "«home: …»" in play.stage.asks_for(play.scene)
    home, stands = play.case.entries[-2:]
    assert (home.view, home.step, home.meeting) == (View.HOME, Step.WANTED, "meeting")
    assert (stands.scale, stands.text) == (4, "they sit together")
    assert play.lines[-2].said == "┃ the home  an afternoon without tears"
    assert (play.lines[-1].said, play.lines[-1].right) == ("┃ Wanted    they sit together", "4/10")


async def test_what_was_written_at_other_steps_or_in_other_meetings_stands_back(play: Play) -> None:
    at_step(play, Step.SITUATION)
    await play.write("Tears at the table")
    first, last = play.lines[0], play.lines[-1]
    assert (first.said[0], last.said[0]) == (" ", "┃")
    at_step(play, Step.CLARIFICATION)
    assert play.lines[-1].look == "quiet"


async def test_what_the_others_do_stands_in_large_letters_and_only_what_is_said_of_them_below(play: Play) -> None:
    at_step(play, Step.EXCEPTIONS)
    large = "One sentence each"
    assert [line.left for line in play.lines if line.large] == [large]
    await play.write("You always call back")
    assert (play.lines[-1].said, bool(play.lines[-1].large)) == ("┃ Better  You always call back", True)
    before = sum(entry.step is not Step.EXCEPTIONS for entry in play.case.entries)
    (folded,) = [line for line in play.lines if play.stage.offers(play.scene, line.key)]
    assert before
    assert str(before) in folded.said
    play.change(lambda meeting: meeting.but(roles={MeetingRole.FACILITATOR: "AB"}))
    assert large not in play.text


@pytest.mark.parametrize("writes", [Writes.ENTRY, Writes.IDEAS])
async def test_in_a_deleted_case_what_is_written_is_a_note_of_the_meeting(play: Play, writes: Writes) -> None:
    play.at(writes).without_case()
    await play.write("It was about homework")
    assert play.meeting.notes[-1].text == "It was about homework"
    assert play.lines[-1].said == "┃ It was about homework"


async def test_each_line_is_an_idea_and_eight_have_places(play: Play) -> None:
    play.at(Writes.IDEAS)
    before = len(play.case.ideas)
    await play.write("One subject a day\n\n  Ask the pupil  ")
    assert [idea.text for idea in play.case.ideas[before:]] == ["One subject a day", "Ask the pupil"]
    places = play.stage.places(play.scene)
    assert len(places) == 8
    assert places[before:] == ("One subject a day", "Ask the pupil", *([""] * (8 - before - 2)))
    await play.write("\n".join(f"Idea {number}" for number in range(8)))
    assert len(play.stage.places(play.scene)) == before + 10


async def test_a_card_from_a_similar_case_becomes_an_idea_once(play: Play) -> None:
    card = play.book.cards[0]
    play.save(Change(play.at(Writes.IDEAS).case, play.case.but(themes=card.themes)))
    assert play.stage.offers(play.scene, card.id)
    assert f"◆ {card.title}" in play.text
    await play.choose(card.id)
    assert (play.case.ideas[-1].card, play.case.ideas[-1].text) == (card.id, card.start)
    assert f"◆ {card.title}" not in play.text


async def test_a_card_without_a_beginning_gives_its_title(play: Play) -> None:
    card = play.book.cards[0]
    play.save(Change(card, card.but(start="")))
    await play.at(Writes.IDEAS).choose(card.id)
    assert play.case.ideas[-1].text == card.title


async def test_there_is_no_idea_to_take_from_nowhere(play: Play) -> None:
    play.at(Writes.IDEAS)
    idea = await play.write("Ask the pupil")
    assert idea
    assert not play.stage.offers(play.scene, play.case.ideas[-1].id)
    assert not await play.choose("gone")
    card = play.book.cards[0].id
    play.without_case()
    assert not await play.choose(card)


@pytest.fixture
async def first_step(play: Play) -> Play:
    await play.at(Writes.IDEAS).write("One subject a day")
    return play.at(Writes.FIRST_STEP)


@pytest.mark.parametrize(("number", "pick", "mark"), [(1, Pick.NOW, "▸"), (2, Pick.LATER, "·"), (3, Pick.TRIED, "✓")])
def test_an_idea_is_sorted_by_a_digit_and_the_same_digit_again_leaves_it_so(
    first_step: Play, number: int, pick: Pick, mark: str
) -> None:
    key = first_step.case.ideas[-1].id
    first_step.sort(key, number)
    assert first_step.case.ideas[-1].pick is pick
    assert f"{mark} One subject a day" in first_step.text
    assert not first_step.sort(key, number)
    assert first_step.sort(key, number % 3 + 1)


async def test_sorting_goes_on_to_the_next_idea_that_is_not_sorted(first_step: Play) -> None:
    await first_step.at(Writes.IDEAS).write("Ask the pupil\nCall home")
    first_step.at(Writes.FIRST_STEP)
    keys = [idea.id for idea in first_step.case.ideas]
    seen, key = [], first_step.stage.next_key(first_step.scene)
    first_step.sort(keys[1], 2)
    while key not in seen:
        seen.append(key)
        first_step.sort(key, 3 if key == keys[0] else 1)
        key = first_step.stage.next_to_sort(first_step.scene, key)
    assert [seen[0], *seen[1:]] == [keys[0], *keys[2:]]
    assert key == keys[2], "when all are sorted, the first one for now is where to begin"


def test_only_ideas_are_sorted(first_step: Play) -> None:
    assert not first_step.sort("gone", 1)
    assert not first_step.without_case().sort("gone", 1)


def proposed(dialog: AgreementDialog) -> Agreement:
    """Answer with the proposal as it is."""
    return dialog.proposed.but(owner="AB")


async def test_an_idea_becomes_an_agreement_of_the_case(first_step: Play) -> None:
    idea = first_step.case.ideas[-1]
    assert first_step.stage.offers(first_step.scene, idea.id)
    await first_step.choose(idea.id, (AgreementDialog, proposed))
    made = first_step.book.agreements[0]
    assert (made.what, made.case, made.meeting) == (idea.text, first_step.case.code, "meeting")
    decision = first_step.meeting.decisions[-1]
    assert (decision.kind, decision.ref, decision.case) == (DecisionKind.AGREEMENT, made.id, made.case)
    assert decision.text.startswith("AB: One subject a day, by ")


async def test_what_was_agreed_stands_large_on_top_and_its_idea_says_so(first_step: Play) -> None:
    idea = first_step.case.ideas[-1]
    await first_step.choose(
        idea.id, (AgreementDialog, lambda dialog: proposed(dialog).but(what="One subject", buddy="CD"))
    )
    made = first_step.book.agreements[0]
    card = [line for line in first_step.lines if line.look != "quiet"][:5]
    assert (card[0].said, card[0].right) == ("Agreed", "read it aloud")
    day = first_step.desk.words.day(made.due, "EEEE")
    assert [line.said.strip() for line in card[1:4]] == [row.strip() for row in letters(f"AB {day}", 60)]
    assert (card[4].left, card[4].look) == ("One subject", "heading")
    assert "buddy CD · we look back" in first_step.text
    row = next(line for line in first_step.lines if line.key == idea.id)
    assert (row.mark, row.right, first_step.case.ideas[-1].pick) == (Mark.PASSED_ON, "agreed on", Pick.NOW)
    assert first_step.stage.next_key(first_step.scene) == made.id == card[1].key


async def test_what_sets_it_off_is_read_aloud_and_the_card_it_came_from_is_remembered(play: Play) -> None:
    card = play.book.cards[0]
    play.save(Change(play.at(Writes.IDEAS).case, play.case.but(themes=card.themes)))
    await play.choose(card.id)
    play.at(Writes.FIRST_STEP)
    how = {"what": "call home", "cue": "the bell rings", "obstacle": "no answer", "sign": "a note"}
    await play.choose(play.case.ideas[-1].id, (AgreementDialog, lambda dialog: proposed(dialog).but(**how)))
    made = play.book.agreements[0]
    assert (made.card, made.cue, made.sign) == (card.id, "the bell rings", "a note")
    heading = next(line for line in play.lines if line.look == "heading" and line.indent)
    assert heading.left == "When the bell rings, AB does this: call home"
    assert "May get in the way: no answer" in play.text
    assert "Shows that it was done: a note" in play.text


async def test_enter_on_an_idea_that_is_agreed_on_changes_that_agreement(first_step: Play) -> None:
    idea = first_step.case.ideas[-1].id
    await first_step.choose(idea, (AgreementDialog, proposed))
    made, before = first_step.book.agreements[0], len(first_step.book.agreements)
    await first_step.choose(idea, (AgreementDialog, gives(made.but(buddy="CD"))))
    assert (first_step.book.agreements[0].buddy, len(first_step.book.agreements)) == ("CD", before)


async def test_the_next_agreement_takes_the_card_and_the_one_before_stands_below(first_step: Play) -> None:
    await first_step.write("Call on Friday", (AgreementDialog, proposed))
    await first_step.write("Ask the class", (AgreementDialog, proposed))
    heads = [line.left for line in first_step.lines if line.look == "heading" and line.indent]
    assert heads == ["Ask the class"]
    assert "→ AB: Call on Friday" in first_step.text


async def test_a_text_becomes_an_agreement_and_may_be_left(first_step: Play) -> None:
    before = len(first_step.book.agreements)
    assert not await first_step.write("Call on Friday", (AgreementDialog, LEFT))
    await first_step.write("Call on Friday", (AgreementDialog, proposed))
    assert [each.what for each in first_step.book.agreements[:-before]] == ["Call on Friday"]


async def test_an_agreement_that_was_made_can_be_changed(first_step: Play) -> None:
    await first_step.write("Call on Friday", (AgreementDialog, proposed))
    made = first_step.book.agreements[0]
    assert first_step.stage.offers(first_step.scene, made.id)
    assert not await first_step.choose(made.id, (AgreementDialog, LEFT))
    await first_step.choose(made.id, (AgreementDialog, gives(msgspec.structs.replace(made, buddy="CD"))))
    assert first_step.book.agreements[0].buddy == "CD"


async def test_in_a_deleted_case_a_first_step_is_an_agreement_of_the_team(first_step: Play) -> None:
    idea = first_step.case.ideas[-1].id
    first_step.without_case()
    assert first_step.lines == ()
    assert not first_step.stage.offers(first_step.scene, idea)
    assert not await first_step.choose(idea)
    await first_step.write("Call on Friday", (AgreementDialog, proposed))
    assert first_step.book.agreements[0].case == ""


async def test_dots_are_typed_as_the_numbers_of_ideas_and_go_with_them_to_where_one_is_chosen(play: Play) -> None:
    play.at(Writes.IDEAS)
    await play.write("One weekly plan\nReading first\nA talk after two weeks")
    first = len(play.case.ideas) - 2
    await play.write(f"{first} {first} {first + 2}")
    await play.write(f"{first + 2}")
    assert [idea.dots for idea in play.case.ideas[-3:]] == [2, 0, 2]
    assert play.stage.places(play.scene)[first - 1] == "One weekly plan  ●●"
    for wrong in (f"1 {len(play.case.ideas) + 1}", "0"):
        with pytest.raises(Refused, match="no-such-idea"):
            await play.write(wrong)
    with pytest.raises(Refused, match="too-many-dots"):
        await play.write(" ".join("1" * (3 * len(play.meeting.present) + 1)))
    play.at(Writes.FIRST_STEP)
    assert [line.right for line in play.lines if line.left == "One weekly plan"] == ["●●"]


async def test_without_a_vote_a_number_is_an_idea_like_any_other(play: Play) -> None:
    play.at(Writes.IDEAS)
    script = play.meeting.script
    assert script
    phases = tuple(msgspec.structs.replace(phase, dots=0) for phase in script.phases)
    play.change(lambda meeting: meeting.but(script=msgspec.structs.replace(script, phases=phases)))
    await play.write("112")
    assert play.case.ideas[-1].text == "112"
