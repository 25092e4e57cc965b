"""The plan out into a file, and in again; each runs in a screen's worker."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

from storage.domain.errors import Refused
from storage.domain.plan.paper import Paper
from storage.domain.views.book import Book
from storage.store import Change
from tui.desk.pages import form_of, in_form, plan_export, write_page
from tui.desk.plan_import import IncomingPlan, file_bytes, incoming, telltales
from tui.dialogs.plan.differences import PlanDifferencesDialog
from tui.dialogs.reading import ReadingDialog
from tui.dialogs.text import FileNameDialog
from tui.i18n.changes import preview, telltale_line
from tui.i18n.words import Words
from tui.presentation.lines import Paragraph
from tui.screens.team_screen import TeamScreen


async def write_plan(screen: TeamScreen, book: Book) -> None:
    """Ask for a name, and write the plan into a new file that only its owner can read."""
    words = screen.desk.words
    asked = FileNameDialog(
        screen.desk,
        words("Write the plan into a file"),
        file=words("~/plan-{day}.md", day=screen.desk.today.isoformat()),
        hint=words(
            "To change in any editor and take in again. A name that ends in .html makes a page to print, .docx a Word"
            " document."
        ),
        exists=False,
    )
    place = await screen.app.push_screen_wait(asked)
    if place is None:
        return
    try:
        form, language = form_of(place), book.team.language
        page = plan_export(book, language, screen.desk.place.own_files, form)
        write_page(place, in_form(page, form, language, screen.desk.today))
    except Refused as refusal:
        screen.tell(refusal)
        return
    screen.say(words("The plan stands in {file}.", file=place))


async def take_in_plan(screen: TeamScreen, book: Book) -> None:
    """Ask for a file, show what would come of it, and keep what somebody says yes to."""
    words = screen.desk.words
    hint = words("Markdown or plain text: a plan you wrote out here, or one the school already has.")
    asked = FileNameDialog(screen.desk, words("Take in a plan from a file"), hint=hint, exists=True)
    place = await screen.app.push_screen_wait(asked)
    if place is None:
        return
    try:
        found = await asyncio.to_thread(_read, screen, book, place)
    except Refused as refusal:
        screen.tell(refusal)
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
    chosen = await screen.app.push_screen_wait(PlanDifferencesDialog(screen.desk, found.differences, warning))
    return found.accepted(chosen or ())


def _paragraphs(words: Words, paper: Paper) -> Iterator[Paragraph]:
    for line in preview(words, paper):
        text = line.lstrip()
        yield Paragraph(text, "plain" if line.startswith(" ") else "heading", indent=len(line) - len(text))
