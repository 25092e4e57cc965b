"""The name of a file to write or to read."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Input

from storage.domain.errors import Refused
from tui.desk.desk import Desk
from tui.desk.settings import typed_path
from tui.dialogs.form import FormDialog
from tui.widgets.field import Field


class FileNameDialog(FormDialog[Path]):
    """Answers with a path: of a file that is there, or of one that is not yet."""

    IS_KEPT = False
    BESIDE: ClassVar[dict[str, str]] = {"no-such-file": "file", "file-exists": "file", "missing-file-name": "file"}

    def __init__(self, desk: Desk, title: str, *, file: str = "", hint: str = "", exists: bool) -> None:
        super().__init__(desk, title, quiet=True, reminds="")
        self.file = file
        self.hint = hint
        self.exists = exists

    def body(self) -> ComposeResult:
        """Draw the field."""
        yield Field(self.desk.words("File"), Input(self.file, id="file", select_on_focus=False))

    def keys(self) -> str:
        """Return the line about keys."""
        keys = self.desk.words("↵ on · Esc cancel")
        return f"{self.hint}\n{keys}" if self.hint else keys

    def answer(self) -> Path:
        """Return the path; raises `missing-file-name`, `no-such-file` or `file-exists`."""
        typed = self.query_one("#file", Input).value.strip()
        if not typed:
            raise Refused("missing-file-name")
        place = typed_path(typed).absolute()
        if place.exists() is not self.exists:
            raise Refused("no-such-file" if self.exists else "file-exists", file=str(place))
        return place
