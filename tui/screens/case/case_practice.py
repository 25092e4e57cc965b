"""From a case to what the plan has made of it."""

from storage.domain.case.case import Case
from storage.domain.plan.plan import Practice
from storage.domain.views.book import Book
from tui.desk.law import law_of
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.reading import ReadingDialog
from tui.presentation.practice_page import practice_page
from tui.screens.team_screen import TeamScreen


async def show_practice(screen: TeamScreen, book: Book, case: Case) -> None:
    """Show the practice that a case led to; of several, the chosen one."""
    desk, words = screen.desk, screen.desk.words
    found = {practice.id: practice for practice in practices_from(book, case)}
    if not found:
        screen.say(words("This case has put no practice into the plan yet. Press l to make one."))
        return
    chosen: str | None = next(iter(found))
    if len(found) > 1:
        options = [(key, practice.title) for key, practice in found.items()]
        chosen = await screen.app.push_screen_wait(ChooseDialog(desk, words("Which practice?"), options))
    if chosen:
        title, *rest = practice_page(words, book, found[chosen], desk.today, law_of(desk))
        await screen.app.push_screen_wait(ReadingDialog(desk, title.text, rest))


def practices_from(book: Book, case: Case) -> tuple[Practice, ...]:
    """Return the practices that a case led to, or that were changed by it."""
    learned = {each.ref for each in case.learned}
    return tuple(each for each in book.practices if case.code in each.evidence or each.id in learned)
