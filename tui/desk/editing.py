"""A text in somebody's own editor: it lies among the drafts, so that nothing that was saved there is lost."""

import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from storage.domain.text import cleaned, decoded

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


def edited(file: Path, editor: list[str]) -> str | None:
    """Return a text as an editor left it, or None when the editor failed and left it as it was.

    Raises `not-text` when it was saved as something that is none; the file stands.
    """
    before = _text_in(file)
    try:
        subprocess.run([*editor, str(file)], check=True)  # noqa: S603 - the user's own editor
    except (OSError, subprocess.CalledProcessError):
        left = _text_in(file)
        return None if left == before else left
    return _text_in(file)


def _text_in(file: Path) -> str | None:
    try:
        text, _ = decoded(file.read_bytes())
    except OSError:
        return None
    return cleaned(text.strip("\n"))
