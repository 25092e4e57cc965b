"""Words that stand in a field when one goes on without keeping them: only who wrote them knows whether they count."""

from textwrap import shorten

from tui.desk.desk import Desk
from tui.dialogs.choose import ChooseDialog

KEEP = "keep"
DROP = "drop"
LONGEST_SHOWN = 200
"""Characters of them; the field behind holds them all."""


class HalfWrittenDialog(ChooseDialog):
    """Answers whether they are kept or dropped; None goes on writing."""

    def __init__(self, desk: Desk, text: str) -> None:
        words = desk.words
        shown = shorten(text, LONGEST_SHOWN, placeholder=" …")
        options = [(KEEP, words("Keep it, and go on")), (DROP, words("Drop it, and go on"))]
        super().__init__(desk, words("Not kept yet: «{text}»", text=shown), options)

    def keys(self) -> str:
        """Return the line about keys."""
        return self.desk.words("↑↓ move · ↵ choose · Esc back to writing")
