"""Deleting a closed case for good, and everything kept about one for whoever has a right to see it."""

import asyncio
from collections.abc import Iterator
from datetime import date

from storage.documents.pages.case import case_page, official_log
from storage.domain.case.case import Case
from storage.domain.case.standing import check_may_go
from storage.domain.errors import Refused
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.keeping import delete_case
from tui.dialogs.case.card import CardDialog
from tui.dialogs.choose import ChooseDialog, ConfirmDialog
from tui.dialogs.reading import ReadingDialog
from tui.i18n.pages import page_labels
from tui.i18n.phrases import BEYOND_US, reached_lines, unreached_lines
from tui.i18n.refusals import of_no_text
from tui.i18n.words import N_, Words
from tui.presentation.lines import Paragraph
from tui.screens.page_acts import into_file
from tui.screens.team_screen import TeamScreen

CARD, NO_CARD = "card", "none"


def delete_day(words: Words, day: date | None, today: date) -> Iterator[Paragraph]:
    """Yield until when a closed case is kept; nothing for one that is not closed."""
    if day is None:
        return
    until = words.day(day, "d. MMM y")
    can_go = words("Due for deletion on {day}. Press Delete to delete it.", day=until)
    said = can_go if day <= today else words("Kept until {day}.", day=until)
    yield Paragraph("")
    yield Paragraph(said, "quiet")


async def delete(screen: TeamScreen, case: Case) -> bool:
    """Ask, and delete a closed case; tell whether it is gone."""
    desk, words = screen.desk, screen.desk.words
    try:
        check_may_go(case)
    except Refused as refusal:
        screen.tell(refusal)
        return False
    if not await _card_was_offered(screen, case):
        return False
    question = words("Delete {code} for good? Its text goes from files, backups and drafts.", code=case.code)
    yes = words("Yes, delete it; it cannot be undone")
    exports = await asyncio.to_thread(desk.place.care.exports)
    beyond = "\n".join((*reached_lines(words, exports), words(BEYOND_US)))
    asked = ConfirmDialog(desk, f"{question}\n\n{beyond}", yes)
    if not await screen.app.push_screen_wait(asked):
        return False
    try:
        unreached = await asyncio.to_thread(delete_case, desk, case)
    except Refused as refusal:
        screen.tell(of_no_text(refusal))
        return False
    deleted = words("{code} is deleted.", code=case.code)
    if unreached:
        lines = [Paragraph(line) for line in unreached_lines(words, case.code, unreached)]
        await screen.app.push_screen_wait(ReadingDialog(desk, deleted, lines))
    else:
        screen.say(deleted)
    return True


async def _card_was_offered(screen: TeamScreen, case: Case) -> bool:
    """Offer a card of what a case taught before its text goes; tell whether to go on."""
    desk, words, book = screen.desk, screen.desk.words, screen.desk.store.book()
    if book.has_card_of(case):
        return True
    title = words("What {code} taught stands on no experience card. Keep it on one first?", code=case.code)
    options = [(CARD, words("Yes, make a card; nobody can be known on it")), (NO_CARD, words("No, go on without"))]
    chosen = await screen.app.push_screen_wait(ChooseDialog(desk, title, options))
    if chosen != CARD:
        return chosen == NO_CARD
    card = await screen.app.push_screen_wait(CardDialog(desk, book, None, source=case))
    return bool(card and await screen.keep(Change(None, card)))


AS_IT_STANDS, FOR_LOG, FOR_ACCESS = "case", "log", "access"
PAGES = {
    FOR_ACCESS: N_("All that is kept about it, for one who may see it"),
    FOR_LOG: N_("What is agreed on, to copy into the school's own log"),
    AS_IT_STANDS: N_("The case as it stands, for the team"),
}


async def hand_out(screen: TeamScreen, book: Book, case: Case) -> None:
    """Ask which page of the case is wanted, and write it where only its owner reads it."""
    desk, words = screen.desk, screen.desk.words
    options = [(page, words(text)) for page, text in PAGES.items()]
    chosen = await screen.app.push_screen_wait(ChooseDialog(desk, words("Which page?"), options))
    if chosen is None or (chosen == FOR_ACCESS and not await _was_warned(screen, case)):
        return
    labels, name = page_labels(words.language), f"fredstid-{case.code}-{desk.today.isoformat()}.md"
    if chosen == FOR_LOG:
        await into_file(screen, words(PAGES[FOR_LOG]), name, official_log(case, book, labels).markdown, words.language)
        return
    page = case_page(case, book, labels, all_of_it=chosen == FOR_ACCESS)
    title = words("All that is kept about {code}", code=case.code) if chosen == FOR_ACCESS else words(PAGES[chosen])
    await into_file(screen, title, name, page, words.language)


async def _was_warned(screen: TeamScreen, case: Case) -> bool:
    """Say what will stand in the file, and tell whether to go on."""
    words = screen.desk.words
    question = words("Write all that is kept about {code} to a file?", code=case.code)
    beware = words("Earlier texts too. Read it before you hand it over: it may speak of others too.")
    asked = ConfirmDialog(screen.desk, f"{question}\n\n{beware}", words("Yes, write it"))
    answer = await screen.app.push_screen_wait(asked)
    return bool(answer)
