"""What is taken along: the text of what is open, and a page in a file."""

import asyncio
from typing import Any, Protocol

from textual.app import App
from textual.screen import Screen

from storage.documents.calendar import event_for_phone, in_a_word
from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.domain.record import Record
from storage.domain.views.book import Book
from storage.domain.views.dates import appointments
from tui.desk.desk import Desk
from tui.desk.pages import form_of, in_form, write_page
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.curtain import CameraDialog
from tui.dialogs.form import FileNameDialog
from tui.i18n.labels import NEW_FILE
from tui.i18n.pages import page_labels
from tui.widgets.lists import LineList
from tui.widgets.reader import Reader


def text_on(screen: Screen[Any]) -> str:
    """Return what can be copied of a screen or a question: where the keys go, else its list, else what is read."""
    places = (screen.focused, *screen.query(LineList), *screen.query(Reader))
    return next((each.text for each in places if isinstance(each, (LineList, Reader)) and each.text), "")


class Shelf(Protocol):
    """A screen, as far as writing a page needs it."""

    @property
    def app(self) -> App[Any]:
        """The application."""
        ...

    @property
    def desk(self) -> Desk:
        """Who sits here."""
        ...

    def say(self, text: str) -> None:
        """Show a short message."""
        ...

    def tell(self, refusal: Refused) -> None:
        """Show a refusal."""
        ...


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
        whole = await asyncio.to_thread(in_form, page, form_of(file), language, desk.today)
        await asyncio.to_thread(write_page, file, whole)
    except Refused as refusal:
        screen.tell(refusal)
        return
    screen.say(words("It stands in {file}; only you can read it.", file=file))
