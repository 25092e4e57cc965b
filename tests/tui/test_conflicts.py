"""The same field changed by two people: the second sees both, chooses, joins or writes, and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest

from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, CrossPressure, Step, with_entry
from storage.domain.case.standing import set_aside
from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.domain.plan.plan import Practice
from storage.domain.record import Record
from storage.store import Change
from tests.tui.stage import TODAY, Player, memory_desk, shown, store_of
from tui.desk.desk import Desk
from tui.desk.drafting import Drafting
from tui.dialogs.case.case import CaseDialog, PressureDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.conflict import ConflictDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.screens.case.screen import CaseScreen
from tui.screens.plan.changes import change_practice
from tui.screens.plan.screen import PlanScreen
from tui.widgets.composer import Composer
from tui.widgets.reader import Reader


def case_of(desk: Desk) -> Case:
    return desk.store.book().case("26-001")


def elsewhere(desk: Desk, change: Callable[[Case], Case]) -> None:
    """CD changes the case on another screen."""
    case = case_of(desk)
    desk.store.save(Change(case, change(case)), by="CD", at=desk.now())


def with_text(case: Case, key: str, text: str) -> Case:
    entry = next(entry for entry in case.entries if entry.id == key)
    return with_entry(case, msgspec.structs.replace(entry, text=text))


async def change_last_entry(player: Player, desk: Desk, mine: str, theirs: str) -> None:
    await player.press("e", "enter")
    await player.on(EntryDialog)
    elsewhere(desk, lambda case: with_text(case, "e2", theirs))
    player.screen.query_one(Composer).write(mine)
    await player.press("enter")
    await player.on(ConflictDialog)


def text_of(desk: Desk) -> str:
    return case_of(desk).entries[1].text


def screen(desk: Desk) -> CaseScreen:
    return CaseScreen(desk, "26-001")


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        (("1",), "They want half."),
        (("2",), "They want none."),
        (("3",), "They want none.\n\nThey want half."),
        (("enter",), "They want half."),
        (("down", "enter"), "They want none."),
        (("down", "down", "enter"), "They want none.\n\nThey want half."),
        (("4", "!", "enter"), "They want none.\n\nThey want half.!"),
        (("4", "escape", "2"), "They want none."),
    ],
)
async def test_one_chooses_between_two_texts_or_joins_them(keys: tuple[str, ...], kept: str) -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "They want half.", "They want none.")
        await player.sees("Somebody else changed this too")
        assert "They want none." in player.text("#theirs")
        assert "Saved by CD" in player.text("#theirs")
        assert "They want half." in player.text("#mine")
        await player.press(*keys)
        await player.on(CaseScreen)
        await player.until(lambda: text_of(desk) == kept, kept)
        desk.drafting.flush()
        assert not store_of(desk).kept_drafts
        await player.until(lambda: "Unsaved draft" not in player.text(), "a screen without what was begun")


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (140, 40)])
async def test_both_texts_the_choices_and_the_keys_are_in_sight(size: tuple[int, int]) -> None:
    desk = memory_desk()
    async with shown(screen(desk), size) as player:
        await change_last_entry(player, desk, "mine " * 400, "theirs " * 400)
        picture = player.text()
        for said in ("26-001", "text", "theirs theirs", "mine mine", "1 Keep mine", "4 Write one text", "save nothing"):
            assert said in picture
        assert (player.one("#theirs").region.y == player.one("#mine").region.y) is (size[0] >= 120)
        await player.press("tab", "end")
        assert isinstance(player.screen.focused, Reader)


async def test_where_long_texts_differ_is_in_sight() -> None:
    desk = memory_desk()
    same = "The same words stand first in both of them. " * 8
    async with shown(screen(desk), (64, 20)) as player:
        await change_last_entry(player, desk, f"{same}Mine ends so.", f"{same}Theirs ends so.")
        await player.sees("Theirs ends so.")
        await player.sees("Mine ends so.")


async def test_who_leaves_the_question_loses_nothing() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "They want half.", "They want none.")
        await player.press("escape")
        await player.on(CaseScreen)
        await player.sees("Nothing was saved")
        assert text_of(desk) == "They want none."
        await player.press("e", "enter")
        await player.on(EntryDialog)
        assert player.screen.query_one(Composer).text == "They want half."
        await player.press("enter")
        await player.until(lambda: text_of(desk) == "They want half.")


async def test_a_save_elsewhere_leaves_the_draft_of_what_was_not_saved() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "They want half.", "They want none.")
        await player.press("escape")
        await player.on(CaseScreen)
        await player.press("i")
        await player.write("Ask them")
        await player.press("enter")
        await player.until(lambda: len(case_of(desk).ideas) == 2)
        desk.drafting.flush()
        assert [draft.text for draft in store_of(desk).kept_drafts.values()] == ["They want half."]


async def test_several_fields_are_asked_about_one_after_the_other() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await player.press("d")
        await player.on(PressureDialog)
        elsewhere(desk, lambda case: case.but(pressure=CrossPressure(fixed="theirs", entitled="theirs too")))
        for text in ("mine", "mine too", "only mine"):
            await player.write(text)
            await player.press("tab")
        await player.press("enter")
        await player.sees("what is fixed · 1 of 2")
        await player.press("1")
        await player.sees("what they are entitled to · 2 of 2")
        await player.press("2")
        await player.until(lambda: case_of(desk).pressure != CrossPressure(fixed="theirs", entitled="theirs too"))
        assert case_of(desk).pressure == CrossPressure(fixed="mine", entitled="theirs too", we_can="only mine")


async def test_somebody_who_is_quicker_again_is_met_again() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "mine", "theirs")
        elsewhere(desk, lambda case: with_text(case, "e2", "theirs again"))
        await player.press("1")
        await player.sees("theirs again")
        assert isinstance(player.screen, ConflictDialog)
        await player.press("3")
        await player.until(lambda: text_of(desk) == "theirs again\n\nmine")


async def test_what_was_deleted_meanwhile_is_told_and_the_text_is_kept() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await player.press("enter")
        await player.on(EntryDialog)
        await player.write("It was calmer")
        desk.drafting.flush()
        store_of(desk).delete_case("26-001", by="CD", at=desk.now())
        store_of(desk).kept_drafts.clear()
        await player.press("enter")
        await player.on(CaseScreen)
        await player.sees("Somebody has deleted it meanwhile")
        desk.drafting.flush()
        assert [draft.text for draft in store_of(desk).kept_drafts.values()] == ["It was calmer"]


async def test_what_is_deleted_while_one_chooses_is_told_too() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "mine", "theirs")
        store_of(desk).delete_case("26-001", by="CD", at=desk.now())
        await player.press("1")
        await player.on(CaseScreen)
        await player.sees("Somebody has deleted it meanwhile")
        desk.drafting.flush()
        assert [draft.text for draft in store_of(desk).kept_drafts.values()] == ["mine"]


async def test_a_choice_has_two_sides_and_nothing_to_join() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await player.press("x", "down", "enter")
        await player.write("They are away")
        elsewhere(desk, lambda case: set_aside(case, CaseState.LIFTED, "The hours", TODAY))
        await player.press("enter")
        await player.on(ConflictDialog)
        assert "lifted to the leadership" in player.text("#theirs")
        assert "They are away" in player.text("#mine")
        assert "Keep both" not in player.text()
        await player.press("3", "1")
        await player.until(lambda: case_of(desk).state is CaseState.PARKED)


async def test_a_title_that_grew_too_long_is_written_by_hand() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await player.press("c")
        await player.on(CaseDialog)
        elsewhere(desk, lambda case: case.but(title="t" * 50))
        await player.press("end", *("m" * 40), "enter")
        await player.on(ConflictDialog)
        await player.press("3")
        await player.sees("at most 80")
        player.screen.query_one(Composer).write("Both")
        await player.press("enter")
        await player.until(lambda: case_of(desk).title == "Both")


async def test_no_text_is_joined_to_nothing() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "mine", "theirs")
        await player.sees("1–4 or ↵ choose")
        await player.press("4")
        await player.sees("Esc back to the choices")
        player.screen.query_one(Composer).write("  ")
        await player.press("enter")
        await player.sees("nothing written yet")


async def test_what_is_written_together_survives_a_crash() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "mine", "theirs")
        await player.press("4", "!")
        desk.drafting.flush()
    async with shown(screen(replace(desk, drafting=Drafting()))) as player:
        await player.press("e", "enter")
        await player.on(EntryDialog)
        assert player.screen.query_one(Composer).text == "mine"
    assert "theirs\n\nmine!" in {draft.text for draft in store_of(desk).kept_drafts.values()}


def practice_of(desk: Desk) -> Practice:
    return desk.store.book().practices[0]


async def test_a_practice_is_met_in_the_same_way() -> None:
    desk = memory_desk()
    plan = PlanScreen(desk)
    async with shown(plan) as player:
        was = practice_of(desk)
        plan.run_worker(change_practice(plan, desk.store.book(), was))
        await player.on(PracticeDialog)
        desk.store.save(Change(was, was.but(title="Theirs", owner="CD", month=3)), by="CD", at=desk.now())
        await player.press("end", "!", "enter")
        await player.on(ConflictDialog)
        await player.sees("Theirs")
        await player.press("3")
        await player.until(lambda: practice_of(desk).title == "Theirs / Half an hour!")
        assert practice_of(desk).owner == "CD"


async def test_a_key_of_its_own_goes_on_and_the_choice_is_saved_when_it_is_made() -> None:
    desk = memory_desk()
    plan = PlanScreen(desk)
    async with shown(plan) as player:
        was = practice_of(desk)
        desk.store.save(Change(was, was.but(title="Theirs")), by="CD", at=desk.now())
        assert await plan.keep(Change(was, was.but(title="Mine")), asks=False) == ()
        await player.on(ConflictDialog)
        await player.press("1")
        await player.until(lambda: practice_of(desk).title == "Mine")


def agreement_of(desk: Desk) -> Agreement:
    return desk.store.book().agreements[0]


async def test_an_agreement_with_two_new_days_asks_for_one() -> None:
    desk = memory_desk()
    plan = PlanScreen(desk)
    async with shown(plan) as player:
        was = agreement_of(desk)
        later, latest = (was.but(due=TODAY.replace(day=day)) for day in (26, 27))
        desk.store.save(Change(was, later), by="", at=desk.now())
        plan.settle([Change(was, latest)], "AB")
        await player.on(ConflictDialog)
        assert "Thursday 26 Nov" in player.text("#theirs")
        assert "Friday 27 Nov" in player.text("#mine")
        await player.press("2")
        await player.until(lambda: not isinstance(player.screen, ConflictDialog))
        assert agreement_of(desk).due == later.due


@pytest.mark.parametrize("language", [Language.NB, Language.NN])
async def test_it_speaks_the_readers_language(language: Language) -> None:
    desk = memory_desk(language=language)
    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "mine", "theirs")
        assert "Behold" in player.text() or "Ta vare på" in player.text()


async def test_a_change_that_is_refused_is_said_and_settled_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = memory_desk()

    def full(*_: Change, **__: object) -> tuple[Record, ...]:
        raise Refused("not-saved", reason="disk-full")

    async with shown(screen(desk)) as player:
        await change_last_entry(player, desk, "mine", "theirs")
        monkeypatch.setattr(store_of(desk), "save", full)
        await player.press("1")
        await player.on(CaseScreen)
        await player.sees("could not be saved")
        desk.drafting.flush()
        assert [draft.text for draft in store_of(desk).kept_drafts.values()] == ["mine"]


async def test_nothing_of_a_step_is_shown_but_its_name() -> None:
    desk = memory_desk()
    async with shown(screen(desk)) as player:
        plan_changes = [
            with_entry(case_of(desk), msgspec.structs.replace(case_of(desk).entries[0], step=step))
            for step in (Step.WANTED, Step.VIEWS)
        ]
        base = case_of(desk)
        desk.store.save(Change(base, plan_changes[0]), by="CD", at=desk.now())
        assert isinstance(player.screen, CaseScreen)
        player.screen.settle([Change(base, plan_changes[1])], "AB")
        await player.on(ConflictDialog)
        assert "What is wanted" in player.text("#theirs")
        assert "How others see it" in player.text("#mine")
