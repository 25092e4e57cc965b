"""The tables of sentences, as data beside the tests."""

import tomllib
from functools import partial
from pathlib import Path
from typing import Any

from storage.steering.gate import heard_in
from storage.steering.gate_lists import Alarm
from storage.steering.language.text import read
from storage.steering.nudges import judge

LANGUAGES = ("nb", "nn", "en")


def unheard(forms: tuple[str, ...], hints: frozenset[str], written: str) -> None:
    """Nothing is heard, as where the lexicon is to hear alone."""


judged_by_words = partial(judge, hear=unheard)
"""What the lexicon hears by itself, without the second ear."""
_HERE = Path(__file__).parent


def table(name: str, language: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / f"{name}.{language}.toml").read_text(encoding="utf-8"))


def flat(groups: dict[str, list[str]]) -> list[str]:
    return [sentence for group in groups.values() for sentence in group]


def by_lists(text: str, language: str) -> list[Alarm]:
    """What the lists of words hear by themselves, without the second ear."""
    sentences = [text[each.start : each.end] for each in read(text)]
    return [seen for sentence in sentences for seen in heard_in(sentence, language, None)]
