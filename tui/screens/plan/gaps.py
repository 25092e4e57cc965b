"""From a theme that keeps coming back to a practice in the plan."""

from storage.domain.plan.plan import Practice, PracticeState, reached
from storage.domain.views.book import Book
from storage.domain.views.reviews import Coverage
from storage.store import Change
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog
from tui.dialogs.dialog import Ask
from tui.dialogs.plan.practice import PracticeDialog

NEW = "new"


async def filling(ask: Ask, desk: Desk, book: Book, gap: Coverage) -> Change | None:
    """Ask which idea the team agreed on for a theme, or for a new practice, and return the change that it is."""
    codes = tuple(case.code for case in gap.cases)
    chosen = await _chosen_idea(ask, desk, gap) if gap.ideas else NEW
    idea = next((idea for idea in gap.ideas if idea.id == chosen), None)
    if idea:
        agreed = reached(idea, PracticeState.AGREED, desk.today)
        return Change(idea, agreed.but(evidence=_together(idea.evidence, codes)))
    if chosen != NEW:
        return None
    made = await ask(PracticeDialog(desk, book, None, evidence=codes))
    return Change(None, _about(made, gap.theme)) if made else None


def _about(practice: Practice, theme: str) -> Practice:
    return practice.but(themes=_together(practice.themes, (theme,)))


async def _chosen_idea(ask: Ask, desk: Desk, gap: Coverage) -> str | None:
    words = desk.words
    options = [*((idea.id, idea.title) for idea in gap.ideas), (NEW, words("Write a new practice"))]
    return await ask(ChooseDialog(desk, words("Which of these has the team agreed on?"), options))


def _together(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
