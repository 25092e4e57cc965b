"""Every field of every form is a draft while it is typed, and stands in its place again when the form is opened."""

import pkgutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from inspect import isabstract
from typing import Any

import pytest
from textual.widgets import Input

import tui.dialogs
from storage.domain.case.case import Step
from storage.domain.homes.parent_meeting import AgendaItem, ParentMeeting
from tests.tui.stage import asked, memory_desk, store_of
from tui.desk.desk import Desk
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.card import CardDialog
from tui.dialogs.case.case import CaseDialog, PressureDialog, ThreeQuestionsDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.case.follow_up import HowItGoesDialog, RatingDialog
from tui.dialogs.case.safety import ToldDialog
from tui.dialogs.choose import BegunBeforeDialog
from tui.dialogs.form import FileNameDialog, FormDialog
from tui.dialogs.homes.parent_meeting import AgendaItemDialog, LookBackDialog, ParentMeetingDialog
from tui.dialogs.homes.rounds import ClassDialog, RoundDialog
from tui.dialogs.plan.practice import AreaDialog, OwnerDialog, OwnerForm, PracticeDialog
from tui.dialogs.team import SeriesDialog
from tui.widgets.composer import Composer

EVENING = ParentMeeting(
    id="evening", title="Autumn", on=date(2026, 12, 1), items=(AgendaItem(id="item", title="Phones", minutes=20),)
)
HOLD_NO_TEXT = (FileNameDialog, ClassDialog, RoundDialog, SeriesDialog)
"""Forms with nothing to lose but a file's name, a class's number of homes, three days, or when and where one meets."""
Make = Callable[[Desk], FormDialog[Any]]


def case(desk: Desk) -> Any:
    return desk.store.book().case("26-001")


FORMS: dict[str, Make] = {
    "a new agreement": lambda desk: AgreementDialog(desk, desk.store.book(), None),
    "a case's agreement": lambda desk: AgreementDialog(desk, desk.store.book(), None, case="26-001"),
    "an agreement": lambda desk: AgreementDialog(desk, desk.store.book(), desk.store.book().agreements[0]),
    "a new area": lambda desk: AreaDialog(desk, desk.store.book(), None),
    "an area": lambda desk: AreaDialog(desk, desk.store.book(), desk.store.book().areas[0]),
    "a card": lambda desk: CardDialog(desk, desk.store.book(), desk.store.book().cards[0]),
    "a case's card": lambda desk: CardDialog(desk, desk.store.book(), None, source=case(desk)),
    "a new case": lambda desk: CaseDialog(desk, desk.store.book(), None),
    "a case": lambda desk: CaseDialog(desk, desk.store.book(), case(desk)),
    "a new entry": lambda desk: EntryDialog(desk, case(desk), Step.SITUATION),
    "an entry": lambda desk: EntryDialog(desk, case(desk), Step.VIEWS, case(desk).entries[1]),
    "who sees to it": lambda desk: OwnerDialog(desk, desk.store.book(), desk.store.book().practices[0]),
    "a new practice": lambda desk: PracticeDialog(desk, desk.store.book(), None, area="homework"),
    "a practice": lambda desk: PracticeDialog(desk, desk.store.book(), desk.store.book().practices[0]),
    "cross-pressure": lambda desk: PressureDialog(desk, case(desk)),
    "a follow-up": lambda desk: RatingDialog(desk, desk.store.book().agreements[0]),
    "how it goes": lambda desk: HowItGoesDialog(desk, desk.store.book().agreements[0]),
    "a new agenda item": lambda desk: AgendaItemDialog(desk, EVENING, None),
    "an agenda item": lambda desk: AgendaItemDialog(desk, EVENING, EVENING.items[0]),
    "a new parent meeting": lambda desk: ParentMeetingDialog(desk, EVENING, new=True),
    "a parent meeting": lambda desk: ParentMeetingDialog(desk, EVENING, new=False),
    "how a parent meeting went": lambda desk: LookBackDialog(desk, EVENING),
    "three questions": lambda desk: ThreeQuestionsDialog(desk, case(desk)),
    "who was told": lambda desk: ToldDialog(desk, case(desk)),
}


def fields(dialog: FormDialog[Any]) -> dict[str, str]:
    return {str(each.id): dialog.text_of(str(each.id)) for each in dialog.query("Input, Composer")}


@pytest.mark.parametrize("form", FORMS)
async def test_every_field_is_kept_while_it_is_typed_and_offered_in_its_place(form: str) -> None:
    desk = memory_desk()
    dialog = FORMS[form](desk)
    async with asked(dialog) as player:
        for number, name in enumerate(fields(dialog)):
            control = dialog.query_one(f"#{name}")
            control.focus()
            await player.press("end", *f"{number}z")
        typed = fields(dialog)
        desk.drafting.flush()
        assert len(store_of(desk).kept_drafts) == len(typed) > 0
    again = FORMS[form](desk)
    async with asked(again):
        assert fields(again) == typed


NEW = [name for name in FORMS if FORMS[name](memory_desk()).is_new]


def test_what_is_new_is_known() -> None:
    assert {"a new case", "a new agreement", "a case's agreement", "a new practice", "a new agenda item"} <= {*NEW}
    assert not {"a case", "a new entry", "who was told"} & {*NEW}


async def begun_before(form: str, desk: Desk) -> FormDialog[Any]:
    """Begin and leave a form; return the same one to be opened again."""
    first = FORMS[form](desk)
    async with asked(first) as player:
        first.query("Input, Composer").first().focus()
        await player.press("end", "z", "escape")
        assert player.stage.answer is None
        await player.hears("Not saved. It waits where you began it.")
    return FORMS[form](desk)


@pytest.mark.parametrize("form", NEW)
@pytest.mark.parametrize("joins", [False, True])
async def test_two_new_things_are_never_joined_unasked(form: str, joins: bool) -> None:
    desk = memory_desk()
    untouched = FORMS[form](desk)
    async with asked(untouched):
        fresh = fields(untouched)
    again = await begun_before(form, desk)
    async with asked(again) as player:
        await player.on(BegunBeforeDialog)
        await player.write("glued")
        await player.press(*(["down"] * (not joins)), "enter")
        await player.until(lambda: player.screen is again, "the form")
        if joins:
            assert next(iter(fields(again).values())).endswith("z")
        else:
            assert fields(again) == fresh
            desk.drafting.flush()
            assert not store_of(desk).kept_drafts


@pytest.mark.parametrize("form", ["a new case", "a new agreement"])
async def test_what_was_begun_before_may_wait_on(form: str) -> None:
    desk = memory_desk()
    again = await begun_before(form, desk)
    async with asked(again) as player:
        await player.on(BegunBeforeDialog)
        await player.press("escape")
        await player.until(lambda: player.stage.answer is None, "the way out")
    desk.drafting.flush()
    assert store_of(desk).kept_drafts


@pytest.mark.parametrize("form", sorted({*FORMS} - {*NEW}))
async def test_what_is_gone_on_with_is_said_to_have_been_begun(form: str) -> None:
    again = await begun_before(form, memory_desk())
    async with asked(again) as player:
        assert player.screen is again
        assert "Begun before and not saved" in player.text("#hint")


@pytest.mark.parametrize("form", FORMS)
async def test_what_is_as_it_was_leaves_no_draft(form: str) -> None:
    desk = memory_desk()
    dialog = FORMS[form](desk)
    async with asked(dialog) as player:
        control = next(iter(dialog.query("Input, Composer").results(Input)), None) or dialog.query_one(Composer)
        control.focus()
        await player.press("end", "z")
        desk.drafting.flush()
        assert store_of(desk).kept_drafts
        await player.press("backspace")
        await player.pilot.pause()
        desk.drafting.flush()
        assert {place for _, place in store_of(desk).kept_drafts} == set()


def forms() -> Iterator[type[FormDialog[Any]]]:
    """Yield every form there is, those of other files included."""
    for module in pkgutil.iter_modules(tui.dialogs.__path__):
        import_module(f"tui.dialogs.{module.name}")
    kinds: list[type[FormDialog[Any]]] = [FormDialog]
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        if not isabstract(kind):
            yield kind


async def test_no_form_is_left_out() -> None:
    desk = memory_desk()
    tried = tuple(type(make(desk)) for make in FORMS.values())
    own = {kind for kind in forms() if "answer" in vars(kind) and kind is not FormDialog}
    assert {kind.__name__ for kind in own if not issubclass(kind, (*tried, *HOLD_NO_TEXT, OwnerForm))} == set()
