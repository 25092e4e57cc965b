"""The tables of sentences, as data beside the tests."""

import tomllib
from pathlib import Path
from typing import Any

LANGUAGES = ("nb", "nn", "en")
_HERE = Path(__file__).parent


def table(name: str, language: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.{language}.toml").read_text(encoding="utf-8"))


def flat(groups: dict[str, list[str]]) -> list[str]:
    return [sentence for group in groups.values() for sentence in group]
