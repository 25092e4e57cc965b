"""Going on where a text was begun: the dialog it was begun in offers it again."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from storage.domain import kinds
from storage.domain.case.agreement import Agreement
from storage.domain.case.card import ExperienceCard
from storage.domain.case.case import Case, Entry, Kind, Step, with_entry
from storage.domain.kinds import RecordKind, kind_of
from storage.domain.meeting.meeting import Meeting
from storage.domain.plan.plan import Area, Practice
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.store import Change, Draft
from tui.desk.drafting import DraftPlace
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.card import CardDialog
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.dialog import Dialog
from tui.dialogs.form import FormDialog, TextDialog
from tui.dialogs.plan.practice import AreaDialog, PracticeDialog
from tui.screens.case.writing import change_agreement, follow_up, new_case, say_how_it_goes, teach
from tui.screens.team_screen import TeamScreen


async def _go_on_anew(
    screen: TeamScreen, dialog: FormDialog[Area] | FormDialog[Practice] | FormDialog[Agreement]
) -> None:
    """Ask again for a new record that was begun, and keep it."""
    dialog.is_new = False
    made = await screen.app.push_screen_wait(dialog)
    if made:
        await screen.keep(Change(None, made))


async def take_up(screen: TeamScreen, book: Book, place: DraftPlace, draft: Draft | None) -> str:
    """Ask again where a text was begun, which offers it; return the code of a case to be opened."""
    match place:
        case DraftPlace("case", "new", (kind,)):
            return await new_case(screen, book, Kind(kind), goes_on=True)
    is_offered = place.kind not in {"both", "meeting"}  # no dialog asks for these again
    record = book.record(place.of) if is_offered else None
    if not (await _go_on(screen, book, record, place.path) or await _begin_anew(screen, book, place)) and draft:
        await (_into_case(screen, case, draft) if (case := _case_of(book, draft)) else _show_lost(screen, draft))
    return ""


def _case_of(book: Book, draft: Draft) -> Case | None:
    """Return the case that was on the table when a text was begun in a meeting that is over."""
    match DraftPlace.read(draft.place):
        case DraftPlace("meeting", key, (number, *_)) if number.isdecimal():
            meeting = book.record(key)
            visits = meeting.visits[int(number) :] if isinstance(meeting, Meeting) else ()
            return book.find_case(visits[0].case) if visits else None
    return None


async def _into_case(screen: TeamScreen, case: Case, draft: Draft) -> None:
    """Offer a text that was left behind in a meeting as an entry of its case."""
    desk = screen.desk
    left = Entry(id=desk.new_id(), step=Step.SITUATION, text=draft.text, at=desk.now(), by=desk.me)
    entry = await screen.app.push_screen_wait(EntryDialog(desk, case, left.step, left))
    if entry and await screen.keep(Change(case, with_entry(case, entry))):
        desk.seated(draft.by).draft_at(DraftPlace.read(draft.place)).typed("")


async def _go_on(screen: TeamScreen, book: Book, record: Record | None, field: tuple[str, ...]) -> bool:
    """Ask again about a record; tell whether there is something that can be asked."""
    ask = ASKED_AGAIN[kind_of(record)] if record else None
    if ask:
        await ask(screen, book, record, field)
    return ask is not None


async def _begin_anew(screen: TeamScreen, book: Book, place: DraftPlace) -> bool:
    """Ask again for a new record; tell whether there is something that can be asked."""
    desk = screen.desk
    match place:
        case DraftPlace("plan", "new") if book.areas:
            await _go_on_anew(screen, PracticeDialog(desk, book, None, area=book.areas[0].key))
        case DraftPlace("area", "new"):
            await _go_on_anew(screen, AreaDialog(desk, book, None))
        case DraftPlace("agreement", "new"):
            await _go_on_anew(screen, AgreementDialog(desk, book, None))
        case _:
            return False
    return True


async def _change(
    screen: TeamScreen, record: Record, dialog: Dialog[Area] | Dialog[Practice] | Dialog[ExperienceCard]
) -> None:
    changed = await screen.app.push_screen_wait(dialog)
    if changed:
        await screen.keep(Change(record, changed))


async def _show_lost(screen: TeamScreen, draft: Draft) -> None:
    words, desk = screen.desk.words, screen.desk.seated(draft.by)
    label = words("What it belonged to is gone. Copy the text; to be rid of it, empty the field and press Esc.")
    dialog = TextDialog(
        desk, words("A text without a case"), label, draft.text, draft=desk.draft_at(DraftPlace.read(draft.place))
    )
    await screen.app.push_screen_wait(dialog)


async def _about(screen: TeamScreen, book: Book, agreement: Agreement, field: tuple[str, ...]) -> None:
    """Ask again how an agreement went, what it taught, or what it says."""
    if not field:
        await change_agreement(screen, book, agreement)
    elif field[0] == "going":
        await say_how_it_goes(screen, agreement)
    elif field[0] == "lesson":
        await teach(screen, book, agreement)
    else:
        await follow_up(screen, agreement)


ASKED_AGAIN: Mapping[RecordKind[Any], Callable[[TeamScreen, Book, Any, tuple[str, ...]], Awaitable[None]] | None] = {
    kinds.TEAM: None,
    kinds.AREA: lambda screen, book, area, _: _change(screen, area, AreaDialog(screen.desk, book, area)),
    kinds.PRACTICE: lambda screen, book, practice, _: _change(
        screen, practice, PracticeDialog(screen.desk, book, practice)
    ),
    kinds.CARD: lambda screen, book, card, _: _change(screen, card, CardDialog(screen.desk, book, card)),
    kinds.CASE: None,
    kinds.AGREEMENT: _about,
    kinds.MEETING: None,
    kinds.PARENT_MEETING: None,
    kinds.ROUND: None,
    kinds.CLASS: None,
}
"""The dialog that asks again for each kind; None of the kinds whose own screen offers what was begun."""
