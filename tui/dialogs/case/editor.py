"""Writing in one's own editor with the screens put aside meanwhile."""

import os
import sys
from contextlib import suppress

from textual.app import App, SuspendNotSupported

from storage.domain.errors import Refused
from storage.store import Draft
from tui.desk.desk import Desk
from tui.desk.editing import edited, editor_of, surprises_with_vi
from tui.i18n.vi import word_about_vi


def written_in_editor(app: App[None], desk: Desk, place: str, text: str) -> str:
    """Return a text as the user's editor left it; what was saved there is the place's draft till then.

    Raises `no-editor`, or why no draft can be kept.
    """
    editor = editor_of(os.environ)
    desk.drafting.flush()  # a letter typed before must not take the file away again
    file = desk.store.edit_draft(Draft(by=desk.me, place=place, text=text, at=desk.now()))
    left = None
    with suppress(SuspendNotSupported), app.suspend():
        if surprises_with_vi(os.environ):
            sys.stderr.write(f"{word_about_vi(desk.words)}\n")
            sys.stdin.readline()
        left = edited(file, editor)
    if left is None:
        raise Refused("no-editor", editor=editor[0])
    return left
