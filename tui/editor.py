"""Writing in one's own editor with the screens put aside meanwhile."""

import os
from contextlib import suppress

from textual.app import App, SuspendNotSupported

from storage.domain.errors import Refused
from tui.editing import edited, editor_of


def written_in_editor(app: App[None], text: str) -> str:
    """Return a text as the user's editor left it; raises `no-editor`."""
    editor = editor_of(os.environ)
    left = None
    with suppress(SuspendNotSupported), app.suspend():
        left = edited(text, editor)
    if left is None:
        raise Refused("no-editor", editor=editor[0])
    return left
