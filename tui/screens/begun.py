"""Texts that were begun and never saved: one for each place they belong to, and the way back there."""

from collections.abc import Mapping

from storage.domain.agreement import Agreement
from storage.domain.book import Book
from storage.domain.card import ExperienceCard
from storage.domain.case import Case, Kind
from storage.domain.plan import Area, Practice
from storage.domain.record import Record
from storage.store import Change, Draft
from tui.dialogs.agreement import AgreementDialog
from tui.dialogs.area import AreaDialog
from tui.dialogs.card import CardDialog
from tui.dialogs.case import CaseDialog
from tui.dialogs.dialog import Dialog
from tui.dialogs.practice import PracticeDialog
from tui.dialogs.text import TextDialog
from tui.screens.team_screen import TeamScreen

GOOD_NEWS = "today/good-news"
MEETING = "meeting/"
"""A meeting offers its own texts when it goes on."""
NEW_CASE = "case/new/"


def begun(drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """Return the drafts by what they belong to, such as `case/26-014`; of several fields the one typed last."""
    kept: dict[str, Draft] = {}
    for draft in sorted(drafts.values(), key=lambda draft: draft.at):
        if not draft.place.startswith(MEETING):
            kept[belongs_to(draft.place)] = draft
    return kept


def belongs_to(place: str) -> str:
    """Return what a draft's place belongs to: the place without its field."""
    depth = 3 if place.startswith(NEW_CASE) else 2
    return "/".join(place.split("/")[:depth])


def case_begun(book: Book, place: str) -> Case | None:
    """Return the case a text was begun in, a card's source included."""
    return book.find_case(place.partition("/")[2])


async def new_record(
    screen: TeamScreen, dialog: Dialog[Case] | Dialog[Area] | Dialog[Practice] | Dialog[Agreement]
) -> Record | None:
    """Ask for a new record and keep it; return it as kept."""
    made = await screen.app.push_screen_wait(dialog)
    return next(iter(await screen.keep(Change(None, made))), None) if made else None


async def new_case(screen: TeamScreen, book: Book, kind: Kind = Kind.CASE) -> str:
    """Ask for a new case and keep it; return its code."""
    made = await new_record(screen, CaseDialog(screen.desk, book, None, kind=kind))
    return made.code if isinstance(made, Case) else ""


async def take_up(screen: TeamScreen, book: Book, place: str, draft: Draft | None) -> str:
    """Ask again where a text was begun, which offers it; return the code of a case to be opened."""
    desk = screen.desk
    record = book.record(place.partition("/")[2])
    if place.startswith(NEW_CASE):
        return await new_case(screen, book, Kind(place.removeprefix(NEW_CASE)))
    if isinstance(record, Practice):
        await _change(screen, record, PracticeDialog(desk, book, record))
    elif isinstance(record, Area):
        await _change(screen, record, AreaDialog(desk, book, record))
    elif isinstance(record, ExperienceCard):
        await _change(screen, record, CardDialog(desk, book, record))
    elif place == "plan/new" and book.areas:
        await new_record(screen, PracticeDialog(desk, book, None, area=book.areas[0].key))
    elif place == "area/new":
        await new_record(screen, AreaDialog(desk, book, None))
    elif place == "agreement/what":
        await new_record(screen, AgreementDialog(desk, book, None))
    elif draft:
        await _show_lost(screen, draft)
    return ""


async def _change(
    screen: TeamScreen, record: Record, dialog: Dialog[Area] | Dialog[Practice] | Dialog[ExperienceCard]
) -> None:
    changed = await screen.app.push_screen_wait(dialog)
    if changed:
        await screen.keep(Change(record, changed))


async def _show_lost(screen: TeamScreen, draft: Draft) -> None:
    words = screen.desk.words
    label = words("What it belonged to is gone. Copy the text; to be rid of it, empty the field and press Esc.")
    dialog = TextDialog(screen.desk, words("A text without a place"), label, draft.text, place=draft.place)
    await screen.app.push_screen_wait(dialog)
