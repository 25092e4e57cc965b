"""A text in somebody's own editor: it lies in a private file that goes when the editor closes."""

import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.domain.text import cleaned

EASIEST_FIRST = ("sensible-editor", "nano")
"""What opens for one who has chosen no editor, where it is installed."""
FALLBACK = "vi"
WHAT_SENSIBLE_OPENS = "editor"
"""What `sensible-editor` opens for one who has chosen nothing in it either."""


def editor_of(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the user's editor, or of the easiest one that is installed."""
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or _installed(environment, EASIEST_FIRST)
    try:
        return shlex.split(chosen) or [FALLBACK]
    except ValueError:
        return [chosen]


def surprises_with_vi(environment: Mapping[str, str]) -> bool:
    """Tell whether vi opens for one who has not chosen it, and who must be told how one gets out."""
    if environment.get("VISUAL") or environment.get("EDITOR"):
        return False
    command = editor_of(environment)[0]
    opened = WHAT_SENSIBLE_OPENS if command == EASIEST_FIRST[0] else command
    found = shutil.which(opened, path=environment.get("PATH"))
    return FALLBACK in (Path(found).resolve().name if found else opened)


def _installed(environment: Mapping[str, str], editors: Sequence[str]) -> str:
    path = environment.get("PATH")
    return next((each for each in editors if shutil.which(each, path=path)), FALLBACK)


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
