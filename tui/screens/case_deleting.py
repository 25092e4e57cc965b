"""Deleting a closed case for good, and saying when its day comes."""

import asyncio
from collections.abc import Iterator
from datetime import date

from storage.domain.case import Case
from storage.domain.errors import Refused
from tui.dialogs.confirm import ConfirmDialog
from tui.dialogs.reading import ReadingDialog
from tui.i18n.beyond import BEYOND_US, unreached_lines
from tui.i18n.words import Words
from tui.screens.team_screen import TeamScreen
from tui.widgets.reader import Paragraph


def delete_day(words: Words, day: date | None, today: date) -> Iterator[Paragraph]:
    """Yield until when a closed case is kept; nothing for one that is not closed."""
    if day is None:
        return
    if day <= today:
        yield Paragraph(
            words("Due for deletion on {day}. Press Delete to delete it.", day=words.day(day, "d. MMM y")), "late"
        )
    else:
        yield Paragraph(words("To be deleted on {day}.", day=words.day(day, "d. MMM y")), "dim")


async def delete(screen: TeamScreen, case: Case) -> bool:
    """Ask, and delete a closed case; tell whether it is gone."""
    desk, words = screen.desk, screen.desk.words
    if not case.closed_on:
        screen.say(words("Only a closed case can be deleted here. Press x to close it."))
        return False
    question = words("Delete {code} for good? Its text goes from files, backups and drafts.", code=case.code)
    yes = words("Yes, delete it; it cannot be undone")
    asked = ConfirmDialog(desk, f"{question}\n\n{words(BEYOND_US)}", yes, careful=True)
    if not await screen.app.push_screen_wait(asked):
        return False
    try:
        unreached = await asyncio.to_thread(desk.store.delete_case, case.code, by=desk.me, at=desk.now())
    except Refused as refusal:
        screen.tell(refusal)
        return False
    deleted = words("{code} is deleted.", code=case.code)
    if unreached:
        lines = [Paragraph(line) for line in unreached_lines(words, unreached)]
        await screen.app.push_screen_wait(ReadingDialog(desk, deleted, lines))
    else:
        screen.say(deleted)
    return True
