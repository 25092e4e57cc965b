"""Letters that are typed where no text goes: alone they may choose something, one after another they are a word."""

from textual.events import Key

PAUSE = 1.0
"""Seconds without a letter after which the next one begins a new word."""


class TypedWord:
    """The letters typed so far without a pause."""

    def __init__(self) -> None:
        self.text = ""
        self._last = 0.0

    def takes(self, key: Key) -> bool:
        """Take in a key that is text, and tell whether it was; a space is text only within words."""
        letter = key.character or ""
        goes_on = bool(self.text) and key.time - self._last < PAUSE
        if not letter.isprintable() or not letter or (letter.isspace() and not goes_on):
            self.text = ""
            return False
        self.text = f"{self.text if goes_on else ''}{letter.casefold()}"
        self._last = key.time
        return True
