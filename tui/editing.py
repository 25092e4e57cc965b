"""A text in somebody's own editor: it lies among the drafts, so that nothing that was saved there is lost."""

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from storage.domain.text import cleaned, decoded

FALLBACK = "vi"


def editor_of(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the user's editor."""
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or FALLBACK
    try:
        return shlex.split(chosen) or [FALLBACK]
    except ValueError:
        return [chosen]


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
