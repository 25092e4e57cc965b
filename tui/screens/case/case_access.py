"""Everything kept about a case, in a file for one who has a right to see it."""

from pathlib import Path

from storage.documents.pages.case import case_page
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from tui.desk.page_file import write_page
from tui.dialogs.confirm import ConfirmDialog
from tui.i18n.pages import page_labels
from tui.screens.team_screen import TeamScreen


async def hand_out(screen: TeamScreen, book: Book, case: Case) -> None:
    """Say what will stand in the file, and write it where only its owner reads it."""
    desk, words = screen.desk, screen.desk.words
    file = Path.home() / f"fredstid-{case.code}-{desk.today.isoformat()}.md"
    question = words("Write all that is kept about {code} to {file}?", code=case.code, file=file)
    beware = words("Earlier texts too. Read it before you hand it over: it may speak of others too.")
    asked = ConfirmDialog(desk, f"{question}\n\n{beware}", words("Yes, write it"), careful=True)
    if not await screen.app.push_screen_wait(asked):
        return
    page = case_page(case, book, page_labels(words.language), all_of_it=True)
    try:
        write_page(file, cleaned(page))
    except Refused as refusal:
        screen.tell(refusal)
        return
    screen.say(words("It stands in {file}.", file=file))
