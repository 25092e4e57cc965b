"""Text that comes in on standard input: whole, or refused; never with letters lost in silence."""

import os
import sys

from storage.domain.errors import Refused
from storage.domain.text import LONGEST_TEXT, decoded
from tui.cli.output import tell
from tui.i18n.words import Words

MOST_BYTES = LONGEST_TEXT * 4
"""The longest text in UTF-8."""


def text_from_input(words: Words) -> str:
    """Return what comes in, and say where it was not UTF-8; raises `long-text` or `not-text`."""
    raw = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin else b""
    if len(raw) > MOST_BYTES:
        raise Refused("long-text", longest=LONGEST_TEXT)
    return _read(words, raw)


def text_from_argument(words: Words, typed: str) -> str:
    """Return what stands on the command line, read as what comes in is; raises `not-text`."""
    return _read(words, os.fsencode(typed))


def _read(words: Words, raw: bytes) -> str:
    text, of_windows = decoded(raw)
    if of_windows:
        tell(words("The text was not UTF-8 and was read as Windows writes it (cp1252). See whether it reads right."))
    return text
