"""What people do with an agreement, wherever it is shown; each runs in a screen's worker."""

from storage.domain.case.agreement import Agreement, rated
from storage.domain.views.book import Book
from storage.store import Change
from tui.dialogs.case.agreement import AgreementDialog
from tui.dialogs.case.rating import RatingDialog
from tui.dialogs.choose import ChooseDialog
from tui.screens.team_screen import TeamScreen


async def follow_up(screen: TeamScreen, agreement: Agreement) -> None:
    """Ask whether it was done, and whether it helped."""
    rating = await screen.app.push_screen_wait(RatingDialog(screen.desk, agreement))
    if rating:
        await screen.keep(Change(agreement, rated(agreement, rating)))


async def change_agreement(screen: TeamScreen, book: Book, agreement: Agreement) -> None:
    """Change what, who or when."""
    changed = await screen.app.push_screen_wait(AgreementDialog(screen.desk, book, agreement))
    if changed:
        await screen.keep(Change(agreement, changed))


async def see_to(screen: TeamScreen, book: Book, agreement: Agreement) -> str:
    """Ask what to do with an agreement and do it; return the code of its case when that is to be opened."""
    words = screen.desk.words
    options = [("rate", words("Say how it went")), ("change", words("Change it: what, who or when"))]
    if book.find_case(agreement.case):
        options.append(("case", words("Open case {code}", code=agreement.case)))
    answer = await screen.app.push_screen_wait(ChooseDialog(screen.desk, agreement.what, options))
    if answer == "rate":
        await follow_up(screen, agreement)
    elif answer == "change":
        await change_agreement(screen, book, agreement)
    return agreement.case if answer == "case" else ""
