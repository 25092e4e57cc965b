"""The plan out into a file, and in again; each runs in a screen's worker."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from storage.documents.plan_reading.merging import PlanDifference, What
from storage.domain.errors import Refused
from storage.domain.plan.plan import Paper
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.incoming.plan import IncomingPlan, incoming, telltales
from tui.desk.pages import PageForm, form_of, in_form, plan_export, plan_for_parents, plan_wheel, write_page
from tui.desk.settings import file_bytes
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import ReadingDialog
from tui.dialogs.form import FileNameDialog
from tui.dialogs.ticks import Tickable, TicksDialog
from tui.i18n.changes import difference_line, difference_text, preview, telltale_line
from tui.i18n.labels import NEW_FILE
from tui.i18n.words import N_, Words
from tui.presentation.lines import Paragraph
from tui.screens.page_acts import read_in
from tui.screens.team_screen import TeamScreen

WHOLE, FOR_PARENTS, WHEEL = "plan", "parents", "wheel"
PAGES = {
    WHOLE: N_("The whole plan, to change in an editor or to print"),
    FOR_PARENTS: N_("What homes can count on, for a parents' council"),
    WHEEL: N_("The year wheel, as a sheet to hang up"),
}


async def write_plan(screen: TeamScreen, book: Book) -> None:
    """Ask which page and for a name, and write it into a new file that only its owner can read."""
    words = screen.desk.words
    options = [(page, words(text)) for page, text in PAGES.items()]
    chosen = await screen.app.push_screen_wait(ChooseDialog(screen.desk, words("Which page?"), options))
    if chosen is None:
        return
    place = await screen.app.push_screen_wait(_where(screen, chosen))
    if place is None:
        return
    try:
        form, language = form_of(place), book.team.language
        page = _page(screen, book, chosen, form)
        write_page(place, in_form(page, form, language, screen.desk.today))
    except Refused as refusal:
        screen.tell(refusal)
        return
    screen.say(words("The plan stands in {file}.", file=place))


def _page(screen: TeamScreen, book: Book, chosen: str, form: PageForm) -> str:
    today, folder = screen.desk.today, screen.desk.place.own_files
    if chosen == FOR_PARENTS:
        return plan_for_parents(book, book.team.language, today)
    if chosen == WHEEL:
        return plan_wheel(book, book.team.language, folder, today)
    return plan_export(book, book.team.language, folder, form)


def _where(screen: TeamScreen, chosen: str) -> FileNameDialog:
    words = screen.desk.words
    ours = words(
        "To change in any editor and take in again. A name that ends in .html makes a page to print, .docx a Word"
        " document."
    )
    return FileNameDialog(
        screen.desk,
        words("Write the plan into a file"),
        file=words("~/plan-{day}.md", day=screen.desk.today.isoformat()),
        hint=ours if chosen == WHOLE else words(NEW_FILE),
        exists=False,
    )


async def take_in_plan(screen: TeamScreen, book: Book) -> None:
    """Ask for a file, show what would come of it, and keep what somebody says yes to."""
    words = screen.desk.words
    hint = words("Markdown or plain text: a plan you wrote out here, or one the school already has.")
    title = words("Take in a plan from a file")
    if (found := await read_in(screen, title, hint, partial(_read, screen, book))) is None:
        return
    changes = await _accepted(screen, found)
    if changes and await screen.keep(*changes):
        screen.say(
            words.many(
                "{count} thing taken in. Press u to undo.", "{count} things taken in. Press u to undo.", len(changes)
            )
        )


def _read(screen: TeamScreen, book: Book, place: Path) -> IncomingPlan:
    return incoming(screen.desk, book, file_bytes(place), place.stem)


async def _accepted(screen: TeamScreen, found: IncomingPlan) -> tuple[Change, ...]:
    words = screen.desk.words
    warning = telltale_line(words, telltales(found.everything))
    if found.is_whole:
        paragraphs = (*([Paragraph(warning, "late")] if warning else ()), *_paragraphs(words, found.paper))
        asked = ReadingDialog(screen.desk, words("This is what comes into the plan"), paragraphs, asks=True)
        return found.changes if await screen.app.push_screen_wait(asked) else ()
    if not found.differences:
        screen.say(words("The plan says the same already."))
        return ()
    title = words.many("{count} difference from the plan", "{count} differences from the plan", len(found.differences))
    rows = [_tickable(words, each) for each in found.differences]
    ticked = await screen.app.push_screen_wait(TicksDialog(screen.desk, title, rows, warning))
    return found.accepted([found.differences[place] for place in ticked or ()])


def _tickable(words: Words, difference: PlanDifference) -> Tickable:
    """Return a difference as a row; what was taken out is not ticked until somebody does."""
    said, whole = difference_line(words, difference), difference_text(words, difference)
    is_gone = difference.what is What.GONE
    return Tickable(said, whole, "late" if is_gone else "plain", not is_gone)


def _paragraphs(words: Words, paper: Paper) -> Iterator[Paragraph]:
    for line in preview(words, paper):
        text = line.lstrip()
        yield Paragraph(text, "plain" if line.startswith(" ") else "heading", indent=len(line) - len(text))
