"""Forms for a case, a practice, a card, cross-pressure, and the three questions."""

from datetime import date
from functools import partial

import pytest

from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, CrossPressure, Kind, Step
from storage.domain.plan.plan import Depth, Level, Practice
from tests.tui.stage import NOT_ANSWERED, TODAY, Player, asked, memory_desk
from tui.dialogs.case.card import CardDialog, DeidentifyDialog
from tui.dialogs.case.case import Answers, CaseDialog, PressureDialog, ThreeQuestionsDialog
from tui.dialogs.choose import BegunBeforeDialog
from tui.dialogs.plan.practice import PracticeDialog
from tui.i18n.labels import CHECKS
from tui.widgets.composer import Composer
from tui.widgets.fields import Ticks


async def test_a_new_case_with_what_happened_its_themes_and_whether_the_pupil_is_safe() -> None:
    desk = memory_desk()
    async with asked(CaseDialog(desk, desk.store.book(), None)) as player:
        await player.write("Tears over homework")
        await player.press("tab")
        await player.write("Four of five days.")
        await player.press("tab", "space", "right", "right", "space", "tab", "c", "tab", "n", "enter")
        case = player.stage.answer
        assert isinstance(case, Case)
        assert (case.title, case.owner, case.safe, case.opened) == ("Tears over homework", "CD", True, TODAY)
        assert case.themes == ("homework", "parent-meeting")
        assert [(entry.step, entry.text) for entry in case.entries] == [(Step.SITUATION, "Four of five days.")]


def is_in_sight(player: Player, name: str) -> bool:
    bottom = player.one(f"#{name}").region.bottom
    return 0 < bottom <= player.screen.query("#foot, #keys").first().region.y


async def test_what_is_asked_is_in_sight_in_the_smallest_terminal() -> None:
    desk = memory_desk()
    async with asked(CaseDialog(desk, desk.store.book(), None), size=(64, 20)) as player:
        for name in ("text", "themes", "owner", "safe"):
            await player.press("tab")
            await player.until(partial(is_in_sight, player, name))
            assert player.one(f"#{name}").has_focus


async def test_a_case_needs_a_title() -> None:
    desk = memory_desk()
    async with asked(CaseDialog(desk, desk.store.book(), None)) as player:
        await player.press("enter")
        assert player.stage.answer is NOT_ANSWERED
        assert "It needs a title." in player.text("#title-field")


async def test_a_new_case_left_with_escape_is_offered_again() -> None:
    desk = memory_desk()
    async with asked(CaseDialog(desk, desk.store.book(), None)) as player:
        await player.write("Tears")
        await player.press("tab")
        await player.write("Four of")
        await player.press("escape")
    async with asked(CaseDialog(desk, desk.store.book(), None)) as player:
        await player.on(BegunBeforeDialog)
        await player.press("enter")
        await player.on(CaseDialog)
        assert player.screen.query_one(Composer).text == "Four of"
        await player.press("enter")
        assert isinstance(player.stage.answer, Case)
        assert player.stage.answer.title == "Tears"


async def test_changing_a_case_touches_only_what_was_changed() -> None:
    desk = memory_desk()
    was = desk.store.book().case("26-001")
    async with asked(CaseDialog(desk, desk.store.book(), was)) as player:
        assert not player.screen.query(Composer)
        await player.press("tab", "tab", "c", "enter")
        assert player.stage.answer == was.but(owner="CD")


async def test_good_news_is_not_asked_whether_the_pupil_is_safe() -> None:
    desk = memory_desk()
    async with asked(CaseDialog(desk, desk.store.book(), None, kind=Kind.SUCCESS)) as player:
        assert not player.screen.query("#safe")
        await player.write("A call with good news")
        await player.press("enter")
        case = player.stage.answer
        assert isinstance(case, Case)
        assert (case.kind, case.entries) == (Kind.SUCCESS, ())


async def test_the_theme_a_practice_is_for_stays_the_first_when_others_are_ticked() -> None:
    desk = memory_desk()
    was = Practice(id="p", area="contact", title="Stop in time", themes=("rules", "phones"))
    async with asked(PracticeDialog(desk, desk.store.book(), was)) as player:
        ticks = player.screen.query_one(Ticks)
        first = next(iter(ticks.options))
        ticks.focus()
        await player.press("space", "enter")
        assert player.stage.answer == was.but(themes=("rules", "phones", first))


async def test_a_new_practice_takes_its_themes_from_where_it_came() -> None:
    desk = memory_desk()
    async with asked(PracticeDialog(desk, desk.store.book(), None, area="contact", evidence=("26-001",))) as player:
        await player.write("Stop in time")
        await player.press("tab")
        await player.write("The home may write stop.")
        await player.press("tab", "tab", "tab", "tab", "tab", *"aug", "tab", "l", "tab", "d", "tab")
        await player.write("fri")
        assert "Friday" in player.text("#review-field")
        await player.press("enter")
        made = player.stage.answer
        assert isinstance(made, Practice)
        assert (made.title, made.minimum, made.area) == ("Stop in time", "The home may write stop.", "contact")
        assert (made.level, made.depth, made.month) == (Level.SOCIETY, Depth.DIALOGUE, 8)
        assert (made.themes, made.evidence, made.review) == (("homework",), ("26-001",), date(2026, 11, 27))


async def test_what_a_case_adds_to_a_practice_stands_below_what_it_said() -> None:
    desk = memory_desk()
    book = desk.store.book()
    dialog = PracticeDialog(desk, book, book.practices[0], minimum="Never on Fridays.", evidence=("26-001",))
    async with asked(dialog) as player:
        await player.press("enter")
        changed = player.stage.answer
        assert isinstance(changed, Practice)
        assert changed.minimum == "At most half an hour.\nNever on Fridays."
        assert (changed.id, changed.evidence) == ("practice", ("26-001",))


async def test_a_practice_needs_a_title() -> None:
    desk = memory_desk()
    async with asked(PracticeDialog(desk, desk.store.book(), None)) as player:
        await player.press("enter")
        assert "It needs a title." in player.text("#title-field")


async def test_a_card_takes_themes_and_source_from_its_case() -> None:
    desk = memory_desk()
    book = desk.store.book()
    async with asked(CardDialog(desk, book, None, source=book.case("26-001"))) as player:
        await player.write("Stop")
        await player.press("enter")
        assert "A card needs to say what worked." in player.text("#worked-field")
        await player.write("The home wrote stop.")
        await player.press("enter")
        await player.on(DeidentifyDialog)
        await player.press(*(["space"] * len(CHECKS)), "enter")
        await player.until(lambda: player.stage.answer is not NOT_ANSWERED)
        card = player.stage.answer
        assert isinstance(card, ExperienceCard)
        assert (card.title, card.worked) == ("Stop", "The home wrote stop.")
        assert (card.themes, card.sources) == (("homework",), ("26-001",))


@pytest.mark.parametrize(("width", "seen"), [(80, False), (140, True)])
async def test_the_source_stands_beside_a_card_where_there_is_room(width: int, *, seen: bool) -> None:
    desk = memory_desk()
    book = desk.store.book()
    async with asked(CardDialog(desk, book, None, source=book.case("26-001")), (width, 40)) as player:
        await player.until(lambda: ("It ends in tears." in player.text()) is seen)


async def test_a_card_whose_source_was_deleted_can_still_be_changed() -> None:
    desk = memory_desk()
    book = desk.store.book()
    orphan = book.cards[0].but(sources=("24-009",))
    async with asked(CardDialog(desk, book, orphan), (140, 40)) as player:
        await player.write(" always")
        await player.press("enter")
        await player.on(DeidentifyDialog)
        await player.press(*(["space"] * len(CHECKS)), "enter")
        await player.until(lambda: player.stage.answer is not NOT_ANSWERED)
        assert player.stage.answer == orphan.but(title="Stop in time always")


async def test_cross_pressure_is_sorted_in_four_fields() -> None:
    desk = memory_desk()
    async with asked(PressureDialog(desk, desk.store.book().case("26-001"))) as player:
        await player.write("Five hours")
        await player.press("tab", "tab")
        await player.write("Write weekly")
        await player.press("enter")
        assert player.stage.answer == CrossPressure(fixed="Five hours", we_can="Write weekly")


async def test_one_of_the_three_questions_is_enough_but_one_it_must_be() -> None:
    desk = memory_desk()
    async with asked(ThreeQuestionsDialog(desk, desk.store.book().case("26-001"))) as player:
        await player.press("enter")
        assert "There is nothing written yet." in player.text()
        await player.press("tab", "tab")
        await player.write("Call")
        await player.press("tab", "right", "enter")
        assert player.stage.answer == Answers("", "", "Call", agrees=False)


@pytest.mark.parametrize("size", [(64, 20), (80, 24)])
async def test_every_form_shows_its_keys_on_a_small_screen(size: tuple[int, int]) -> None:
    desk = memory_desk()
    book = desk.store.book()
    case = book.case("26-001")
    forms = (
        CaseDialog(desk, book, case),
        PressureDialog(desk, case),
        ThreeQuestionsDialog(desk, case),
    )
    for form in forms:
        async with asked(form, size) as player:
            assert "Esc cancel" in " ".join(player.text().replace("█", "").replace("┃", "").split()), type(
                form
            ).__name__


async def test_ticks_of_themes_that_are_no_longer_offered_stay() -> None:
    desk = memory_desk()
    book = desk.store.book()
    was = book.case("26-001").but(themes=("homework", "gone"))
    async with asked(CaseDialog(desk, book, was)) as player:
        player.screen.query_one(Ticks).focus()
        await player.press("space", "enter")
        assert player.stage.answer == was.but(themes=("gone",))
