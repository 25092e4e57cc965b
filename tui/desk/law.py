"""What the law says, as the team's folder has it."""

from collections.abc import Mapping

from storage.content.law import LegalNote, legal_notes
from tui.desk.desk import Desk

Law = Mapping[str, LegalNote]


def law_of(desk: Desk) -> Law:
    """Return the legal notes for whoever sits here, the school's own corrections among them."""
    return legal_notes(desk.words.language, desk.store.folder)
