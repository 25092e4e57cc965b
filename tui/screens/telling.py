"""The telling ends: what could hurt the parents to read is looked at once more, line by line, and nothing unasked."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from storage.domain.case.case import Case, Entry, Step, with_entry, without_entry
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.nudges import Hint, Tone, hints
from tui.dialogs.case.entry import EntryDialog
from tui.dialogs.choose import ChooseDialog
from tui.screens.page_acts import Shelf

KEEP, REWORD, DROP = "keep", "reword", "drop"


@dataclass(frozen=True)
class MarkedLine:
    """Something that was told, and the question that it brings."""

    entry: Entry
    hint: Hint


def marked_lines(desk: Desk, case: Case, read: Collection[str] = ()) -> Iterator[MarkedLine]:
    """Yield what was told in a case and would bring a question, without what has been `read` already, by its id.

    Where the home must not hear of a case nothing is softened.
    """
    if case.keeps_from_home:
        return
    team, folder = desk.store.book().team, desk.place.own_files
    for entry in case.entries:
        if entry.step is Step.SITUATION and entry.id not in read:
            said = hints(desk.words, entry.text, team, folder, quiet=False)
            if turning := next((hint for hint in said if hint.tone is Tone.TURN), None):
                yield MarkedLine(entry, turning)


async def read_as_parents(screen: Shelf, case: Case, read: set[str]) -> bool:
    """Ask of each marked line whether it stays; tell whether all were answered. `read` takes in their ids."""
    for line in tuple(marked_lines(screen.desk, case, read)):
        if not await _settled(screen, case.code, line):
            return False
        read.add(line.entry.id)
    return True


async def _settled(screen: Shelf, code: str, line: MarkedLine) -> bool:
    """Keep, reword or drop a line; tell whether one of it was done."""
    words = screen.desk.words
    question = words("Read this as the parents would. Does it stay?")
    options = [
        (KEEP, words("It stays as it is")),
        (REWORD, words("Say it in other words")),
        (DROP, words("Take it out")),
    ]
    asked = ChooseDialog(
        screen.desk, f"{question}\n\n{screen.desk.words.quoted(line.entry.text)}\n{line.hint.question}", options, None
    )
    answer = await screen.app.push_screen_wait(asked)
    if answer == REWORD:
        return await _reworded(screen, code, line)
    if answer == DROP and (case := screen.current.find_case(code)):
        await screen.keep(Change(case, without_entry(case, line.entry.id)))
    return answer is not None


async def _reworded(screen: Shelf, code: str, line: MarkedLine) -> bool:
    case = screen.current.find_case(code)
    if case is None:
        return True
    said = EntryDialog(screen.desk, case, line.entry.step, line.entry, question=line.hint.question)
    entry = await screen.app.push_screen_wait(said)
    fresh = screen.current.find_case(code)
    if entry and fresh:
        await screen.keep(Change(fresh, with_entry(fresh, entry)))
    return entry is not None
