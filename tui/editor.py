"""Writing in one's own editor with the screens put aside meanwhile."""

import os
import sys
from contextlib import suppress

from textual.app import App, SuspendNotSupported

from storage.domain.errors import Refused
from tui.editing import edited, editor_of, surprises_with_vi
from tui.i18n.vi import word_about_vi
from tui.i18n.words import Words


def written_in_editor(app: App[None], text: str, words: Words) -> str:
    """Return a text as the user's editor left it; raises `no-editor`."""
    editor = editor_of(os.environ)
    left = None
    with suppress(SuspendNotSupported), app.suspend():
        if surprises_with_vi(os.environ):
            sys.stderr.write(f"{word_about_vi(words)}\n")
            sys.stdin.readline()
        left = edited(text, editor)
    if left is None:
        raise Refused("no-editor", editor=editor[0])
    return left
