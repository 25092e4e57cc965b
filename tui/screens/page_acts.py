"""What is taken along and taken in: a text that is open, a page in a file, cards, old minutes, another copy."""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from textual.app import App
from textual.screen import Screen

from storage.documents.calendar import event_for_phone, in_a_word
from storage.documents.deck import LARGEST_DECK
from storage.domain.errors import Refused
from storage.domain.joining.copies import CopyAnswers, CopyReport
from storage.domain.kinds import kind_of
from storage.domain.people import Language
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.domain.views.dates import appointments
from storage.store import Change
from tui.desk import pages
from tui.desk.conflicts import asked_forks, copy_lines, joined_lines, versions_of_fork
from tui.desk.desk import Desk
from tui.desk.incoming.old_papers import heard_in, incoming_paper, told_papers
from tui.desk.settings import file_bytes
from tui.dialogs.case.card import DeidentifyDialog
from tui.dialogs.choose import ChooseDialog, MarksDialog
from tui.dialogs.conflict import TwoCopiesDialog
from tui.dialogs.curtain import CameraDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import FileNameDialog
from tui.dialogs.ticks import Tickable, TicksDialog
from tui.i18n.changes import counted, record_line, telltale_line
from tui.i18n.labels import NEW_FILE, page_labels
from tui.i18n.words import N_
from tui.presentation.lines import Paragraph
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader


def text_on(screen: Screen[Any]) -> str:
    """Return what can be copied of a screen or a question: where the keys go, else its list, else what is read."""
    places = (screen.focused, *screen.query(LineList), *screen.query(Reader))
    return next((each.text for each in places if isinstance(each, (LineList, Reader)) and each.text), "")


class Shelf(Protocol):
    """A screen of a team, as what is done beside it needs it."""

    @property
    def app(self) -> App[Any]:
        """The application."""
        ...

    @property
    def desk(self) -> Desk:
        """Who sits here."""
        ...

    @property
    def current(self) -> Book:
        """The book as it stands."""
        ...

    def say(self, text: str) -> None:
        """Show a short message."""
        ...

    def tell(self, refusal: Refused) -> None:
        """Show a refusal."""
        ...

    def follow(self) -> None:
        """Take in the book as it stands now."""
        ...

    async def keep(self, *changes: Change) -> tuple[Record, ...]:
        """Keep changes and show what follows."""
        ...


T = TypeVar("T")
MOST_OFFERED = 8
"""Days to choose from: a series has many."""


async def onto_phone(screen: Shelf, book: Book, *records: Record) -> None:
    """Show the next day of one of some records for a phone's camera; which of them is asked where there are several."""
    words, labels = screen.desk.words, page_labels(book.team.language)
    keys = {record.id for record in records}
    days = appointments(book, screen.desk.today)
    waiting = tuple(each for each in days if each.record in keys and not each.is_off)[:MOST_OFFERED]
    if not waiting:
        screen.say(words("Mark something with a day first: an agreement that waits, or a meeting."))
        return
    told = {day.uid: f"{words.full_day(day.on)} · {in_a_word(day, labels.words.calendar)}" for day in waiting}
    key: str | None = waiting[0].uid
    if len(waiting) > 1:
        key = await screen.app.push_screen_wait(ChooseDialog(screen.desk, words("Which day?"), tuple(told.items())))
    for day in (each for each in waiting if each.uid == key):
        event = event_for_phone(day, labels)
        await screen.app.push_screen_wait(CameraDialog(screen.desk, event, told[day.uid]))


async def into_file(screen: Shelf, title: str, proposed: str, page: str, language: Language) -> None:
    """Ask for a new file in the home folder, write a page there that only its owner can read, and say so.

    The name decides the form of the page's Markdown: a page to print, a Word document, or it as it is.
    """
    desk, words = screen.desk, screen.desk.words
    asked = FileNameDialog(desk, title, file=f"~/{proposed}", hint=words(NEW_FILE), exists=False)
    file = await screen.app.push_screen_wait(asked)
    if file is None:
        return
    try:
        whole = await asyncio.to_thread(pages.in_form, page, pages.form_of(file), language, desk.today)
        await asyncio.to_thread(pages.write_page, file, whole)
    except Refused as refusal:
        screen.tell(refusal)
        return
    screen.say(words("It stands in {file}; only you can read it.", file=file))


async def read_in(screen: Shelf, title: str, hint: str, read: Callable[[Path], T]) -> T | None:
    """Ask for a file, and return what is read from it; None where nobody names one, or where it is refused."""
    file = await screen.app.push_screen_wait(FileNameDialog(screen.desk, title, hint=hint, exists=True))
    try:
        return await asyncio.to_thread(read, file) if file else None
    except Refused as refusal:
        screen.tell(refusal)
        return None


async def take_in_deck(screen: Shelf) -> None:
    """Ask for a deck, show which cards would come in, and keep what somebody says yes to."""
    desk, words = screen.desk, screen.desk.words
    hint = words("A file that another team gave out here, or wrote with «fredstid deck export».")
    title = words("Take in a deck from another team")
    changes = await read_in(screen, title, hint, lambda file: pages.deck_changes(desk, file_bytes(file, LARGEST_DECK)))
    if changes is None:
        return
    told = [Paragraph(line) for line in (*pages.deck_lines(words, changes), *pages.deck_remarks(words, changes))]
    if not changes:
        screen.say(told[0].text)
    elif await screen.app.push_screen_wait(ReadingDialog(desk, words("This comes in"), told, asks=True)):
        new = sum(each.before is None for each in changes)
        if await screen.keep(*changes):
            screen.say(words.many("{count} card came in.", "{count} cards came in.", new))


async def give_out_deck(screen: Shelf) -> None:
    """Ask which cards go out, have them looked through, and write them into a new signed file."""
    desk, words, book = screen.desk, screen.desk.words, screen.current
    cards = {card.id: card for card in book.cards}
    titles = [(key, card.title) for key, card in cards.items()]
    which = MarksDialog(desk, words("Which cards go out?"), titles, tuple(cards))
    try:
        key = pages.deck_key(book)
        chosen = [cards[each] for each in await screen.app.push_screen_wait(which) or ()]
        pages.refuse_telling_cards(chosen, book.team)
        if not chosen or not await screen.app.push_screen_wait(DeidentifyDialog(desk, chosen)):
            return
        stem = words("cards")
        hint = words("The file is signed. It is pseudonymous, not anonymous, and says so itself.")
        asked = FileNameDialog(
            desk, words("Give out our cards as a deck"), file=f"~/{stem}-{desk.today}.json", hint=hint, exists=False
        )
        if (file := await screen.app.push_screen_wait(asked)) is None:
            return
        await asyncio.to_thread(lambda: pages.write_page(file, pages.signed_deck(desk, chosen, key)))
    except Refused as refusal:
        screen.tell(refusal)
        return
    screen.say(words.many("{count} card stands in {file}.", "{count} cards stand in {file}.", len(chosen), file=file))


async def take_in_minutes(screen: Shelf) -> None:
    """Ask for a file from before fredstid, show what becomes of each line, and keep those that are ticked."""
    words, desk = screen.desk.words, screen.desk
    hint = words("Minutes or notes you already have: .docx, .csv, Markdown or plain text. You see each line first.")
    title = words("Take in old minutes from a file")
    if (coming := await read_in(screen, title, hint, partial(incoming_paper, desk))) is None:
        return
    if not coming.changes(coming.keys):
        screen.say(words("Nothing new would come in."))
        return
    rows = [(headline, row) for headline, below in told_papers(desk, coming) for row in below]
    title = words.many("{count} line would come in", "{count} lines would come in", len(rows))
    warning = " ".join((*heard_in(desk, coming.alarms), telltale_line(words, coming.telltales))).strip()
    offered = [Tickable(row.said, "\n".join((row.said, *row.told, headline))) for headline, row in rows]
    ticked = await screen.app.push_screen_wait(TicksDialog(desk, title, offered, warning))
    changes = coming.changes([rows[at][1].key for at in ticked or ()])
    if changes and await screen.keep(*changes):
        of = counted(words, [kind_of(each.after).name for each in changes if each.after])
        screen.say(words("Brought in: {of}. Press u to undo.", of=of))


async def join_copy(screen: Shelf, copy: Path) -> None:
    """Show what joining a copy would do, ask what only people know, and join it."""
    desk, words, care = screen.desk, screen.desk.words, screen.desk.place.care
    try:
        report = await asyncio.to_thread(care.compare, copy, CopyAnswers())
        if (answers := await _copy_answers(screen, copy, report)) is None:
            return
        joined = await asyncio.to_thread(partial(care.join, copy, answers, by=desk.me, at=desk.now()))
    except Refused as refusal:
        screen.tell(refusal)
        return
    screen.follow()
    screen.say("\n".join(joined_lines(words, joined)))


async def _copy_answers(screen: Shelf, copy: Path, report: CopyReport) -> CopyAnswers | None:
    """Show what joining does, and ask which cases come back and what stands where both changed; None for no."""
    desk, words, back = screen.desk, screen.desk.words, set[str]()
    if told := [Paragraph(line) for line in copy_lines(desk, report)]:
        shown = ReadingDialog(desk, words("Joining {file} does this", file=copy.name), told, asks=True)
        if not await screen.app.push_screen_wait(shown):
            return None
    question = N_("{record} was deleted on one side, and the other went on with it. Does it come back?")
    for case in report.doubtful:
        title = words(question, record=record_line(words, case))
        options = ((False, words("It stays deleted")), (True, words("It comes back, with all that is its own")))
        comes = await screen.app.push_screen_wait(ChooseDialog(desk, title, options))
        if comes is None:
            return None
        back |= {case.id} if comes else set()
    if back:
        report = await asyncio.to_thread(desk.place.care.compare, copy, CopyAnswers(back=frozenset(back)))
    chosen: dict[tuple[str, str], object] = {}
    for record, fork in asked_forks(report):
        kept = await screen.app.push_screen_wait(TwoCopiesDialog(desk, versions_of_fork(desk, record, fork)))
        if kept is None:
            return None
        chosen[record.id, fork.field] = kept.value
    return CopyAnswers(chosen, frozenset(back))
