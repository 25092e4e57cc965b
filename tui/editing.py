"""A text in somebody's own editor: it lies in a private file that goes when the editor closes."""

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.domain.text import cleaned

FALLBACK = "vi"


def editor_of(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the user's editor."""
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or FALLBACK
    try:
        return shlex.split(chosen) or [FALLBACK]
    except ValueError:
        return [chosen]


def edited(text: str, editor: list[str]) -> str | None:
    """Return a text as an editor left it, or None when the editor failed.

    The folder is the user's alone, so that what editors keep beside a file is private too and goes with it.
    """
    with TemporaryDirectory(prefix="fredstid-") as folder:
        file = Path(folder, "text.md")
        file.touch(mode=0o600)
        file.write_text(text, "utf-8")
        try:
            subprocess.run([*editor, str(file)], check=True)  # noqa: S603 - the user's own editor
            return cleaned(file.read_text("utf-8", errors="replace").strip("\n"))
        except (OSError, subprocess.CalledProcessError):
            return None
