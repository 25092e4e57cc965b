"""Asks who sits here."""

from storage.domain.people import SHARED
from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog


class WhoDialog(ChooseDialog):
    """Answers with an alias; empty for the machine the team shares."""

    def __init__(self, desk: Desk, *, known: bool = True) -> None:
        shared = (SHARED, desk.words("the machine we share"))
        members = [(alias, alias) for alias in desk.store.book().team.aliases]
        super().__init__(desk, desk.words("Who are you?"), [*members, shared], desk.me if known else None)
