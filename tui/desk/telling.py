"""What is told while people may vent: which of it the parents could be hurt to read, once the telling ends."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from storage.domain.case.case import Case, Entry, Step
from tui.desk.desk import Desk
from tui.desk.nudges import Hint, Tone, hints


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
