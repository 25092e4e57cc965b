"""The data that comes with the program: TOML files beside this code, one folder a subject, one file a language."""

import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = ("nb", "nn", "en")
SPOKEN = {"nb": "no", "nn": "no", "en": "en"}
"""Whose words a language has where bokmål and nynorsk are listed together."""
_HERE = Path(__file__).parent


def shipped(folder: str, name: str) -> dict[str, Any]:
    """Read one shipped file; callers remember what they made of it."""
    return tomllib.loads(shipped_text(folder, name))


def shipped_text(folder: str, name: str) -> str:
    """Return one shipped file as it is written."""
    return (_HERE / folder / f"{name}.toml").read_text(encoding="utf-8")


def shipped_bytes(folder: str, name: str) -> bytes:
    """Return one shipped file that is no text; `name` with its ending."""
    return (_HERE / folder / name).read_bytes()


def known_language(language: str) -> str:
    """Give the language whose words to use: bokmål for one we have no words in."""
    return language if language in LANGUAGES else LANGUAGES[0]
