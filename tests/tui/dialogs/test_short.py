"""Questions with one field."""

import pytest

from storage.domain.case.case import Case, Outcome
from tests.tui.stage import NOT_ANSWERED, asked, memory_desk, store_of
from tui.dialogs.case.card import MEANT, IntoPlanDialog
from tui.dialogs.choose import ChooseDialog, ConfirmDialog, WhoDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import TextDialog
from tui.presentation.lines import Paragraph
from tui.widgets.composer import Composer

OPTIONS = [("a", "Ask"), ("b", "Begin"), ("", "Nothing"), ("c", "Bring")]


async def test_a_text_is_kept_with_enter() -> None:
    async with asked(TextDialog(memory_desk(), "Park", "Why?", "Wait")) as player:
        await player.write(" for May")
        await player.press("enter")
        assert player.stage.answer == "Wait for May"


async def test_no_text_is_no_answer() -> None:
    async with asked(TextDialog(memory_desk(), "Park", "Why?")) as player:
        await player.press("space", "enter")
        assert player.stage.answer is NOT_ANSWERED


async def test_a_text_left_with_escape_is_offered_again_in_its_place_only() -> None:
    desk = memory_desk()
    async with asked(TextDialog(desk, "Park", "Why?", draft=desk.draft_in("today", "here"))) as player:
        await player.write("They are away")
        await player.press("escape")
        assert player.stage.answer is None
    async with asked(TextDialog(desk, "Park", "Why?", draft=desk.draft_in("today", "here"))) as player:
        assert player.screen.query_one(Composer).text == "They are away"
    async with asked(TextDialog(desk, "Park", "Why?", draft=desk.draft_in("today", "there"))) as player:
        assert not player.screen.query_one(Composer).text


async def test_what_was_handed_over_stays_a_draft_until_it_is_saved() -> None:
    desk = memory_desk()
    async with asked(TextDialog(desk, "Park", "Why?", draft=desk.draft_in("today", "here"))) as player:
        await player.write("away")
        await player.press("enter")
    desk.drafting.flush()
    assert [draft.text for draft in store_of(desk).kept_drafts.values()] == ["away"]
    parked = Case(id="c", title="Homework", opened=desk.today, first_step="away")
    desk.drafting.saved(desk.store, [parked], desk.now())
    desk.drafting.flush()
    assert not store_of(desk).kept_drafts


async def test_text_that_looks_like_markup_is_text() -> None:
    async with asked(TextDialog(memory_desk(), "[/] [@click=app.quit]x[/]", "[/]", hint="[red]")) as player:
        assert "[/] [@click=app.quit]x[/]" in player.text()
        assert "[red]" in player.text()


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("enter",), "b"),
        (("down", "enter"), ""),
        (("up", "enter"), "a"),
        (("b", "enter"), "c"),
        (("b", "b", "enter"), "b"),
        (("x", "enter"), "b"),
        (("escape",), None),
    ],
)
async def test_one_of_several_is_chosen_with_arrows_and_letters(keys: tuple[str, ...], answer: str | None) -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", OPTIONS, "b")) as player:
        await player.press(*keys)
        assert player.stage.answer == answer


async def test_many_options_fit_the_smallest_screen() -> None:
    options = [(f"{number}", f"Option {number}") for number in range(300)]
    async with asked(ChooseDialog(memory_desk(), "Which?", options, "299"), (64, 20)) as player:
        assert "Option 299" in player.text()
        assert "↵ choose" in player.text()


async def test_without_options_it_says_so() -> None:
    async with asked(ChooseDialog(memory_desk(), "Which?", [])) as player:
        assert "There is nothing to choose from yet." in player.text()
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED


@pytest.mark.parametrize(("keys", "answer"), [((), False), (("up",), True), (("home",), True), (("down",), False)])
async def test_the_cursor_stands_on_no_where_something_is_to_be_confirmed(
    keys: tuple[str, ...], *, answer: bool
) -> None:
    async with asked(ConfirmDialog(memory_desk(), "Really?", "Yes, do")) as player:
        await player.press(*keys, "enter")
        assert player.stage.answer is answer


async def test_escape_answers_neither_yes_nor_no() -> None:
    async with asked(ConfirmDialog(memory_desk(), "Really?", "Yes, do")) as player:
        await player.press("escape")
        assert player.stage.answer is None


@pytest.mark.parametrize(("keys", "answer"), [(("enter",), "CD"), (("end", "enter"), ""), (("e", "enter"), "EF")])
async def test_who_one_is_or_the_shared_machine(keys: tuple[str, ...], answer: str) -> None:
    async with asked(WhoDialog(memory_desk(me="CD"))) as player:
        await player.press(*keys)
        assert player.stage.answer == answer


async def test_who_never_said_so_finds_nobody_marked() -> None:
    async with asked(WhoDialog(memory_desk(), known=False)) as player:
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        await player.press("down", "enter")
        assert player.stage.answer == memory_desk().store.book().team.aliases[0]


@pytest.mark.parametrize(
    ("keys", "answer"), [(("1",), Outcome.PRACTICE), (("5",), Outcome.NOTHING), (("down", "enter"), Outcome.CHANGE)]
)
async def test_what_goes_into_the_plan(keys: tuple[str, ...], answer: Outcome) -> None:
    async with asked(IntoPlanDialog(memory_desk())) as player:
        await player.press(*keys)
        assert player.stage.answer is answer


async def test_what_each_is_for_stands_there_in_the_smallest_terminal() -> None:
    async with asked(IntoPlanDialog(memory_desk()), size=(64, 20)) as player:
        for meant in MEANT.values():
            await player.sees(meant)


@pytest.mark.parametrize("kind", ["read", "choose"])
async def test_a_heading_of_two_rows_and_the_keys_stay_in_sight(kind: str) -> None:
    title = "A title that is so long that it goes on below in the smallest terminal"
    long = [Paragraph(f"{number}") for number in range(40)]
    options = [(f"{number}", f"{number}") for number in range(40)]
    desk = memory_desk()
    dialog = ReadingDialog(desk, title, long) if kind == "read" else ChooseDialog(desk, title, options)
    async with asked(dialog, size=(64, 20)) as player:
        await player.sees("A title that")
        await player.sees("Esc")
        await player.until(lambda: not player.one("#box").show_vertical_scrollbar, "a box that holds it all")


async def test_a_long_text_to_read_scrolls() -> None:
    paragraphs = [Paragraph(f"Paragraph {number}") for number in range(100)]
    async with asked(ReadingDialog(memory_desk(), "A card", paragraphs)) as player:
        assert "Paragraph 0" in player.text()
        await player.press("end")
        assert "Paragraph 99" in player.text()
        await player.press("enter")
        assert player.stage.answer is None


async def test_a_question_about_what_is_kept_already_can_be_put_off_but_not_cancelled() -> None:
    async with asked(ChooseDialog(memory_desk(), "Safe?", OPTIONS, put_off=True)) as player:
        await player.sees("Esc not now")
        await player.press("escape")
        assert player.stage.answer is None
