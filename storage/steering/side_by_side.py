"""Reads one language out of a file of concepts, where every language stands side by side, without the others.

The file is TOML, and big: a TOML reader takes most of the time in which the safety gate gets ready, two thirds of it
for languages nobody asked for. So only what such a file is made of is read here: headings, and keys with a text, `true`
or `false`. What else a line may hold is an error, never left out.
"""

import re
from typing import Any

from storage.steering.shipped import LANGUAGES, shipped_text

_ENTRY = re.compile(
    r"\[([\w.-]+)\]\n"
    r"|(\w+) = (?:'''\n?((?:[^']+|'(?!''))*)'''|'([^'\n]*)'|\"([^\"\\\n]*)\"|(true|false))\n"
    r"|(?:#[^\n]*)?\n"
)


class NotConceptsError(ValueError):
    """A line that no file of concepts has; says where."""


def concepts_in(folder: str, name: str, language: str = "") -> dict[str, Any]:
    """Return a shipped file of concepts with the wordings of a language, or of all; raises NotConceptsError."""
    left_out = frozenset(LANGUAGES) - {language} if language else frozenset()
    table: dict[str, Any] = {}
    part, at, text = table, 0, shipped_text(folder, name)
    while at < len(text):
        entry = _ENTRY.match(text, at)
        if entry is None:
            raise NotConceptsError(text[at : text.find("\n", at)])
        at = entry.end()
        if heading := entry[1]:
            part = table
            for step in heading.split("."):
                part = part.setdefault(step, {})
        elif (key := entry[2]) and key not in left_out:
            part[key] = _value(entry)
    return table


def _value(entry: re.Match[str]) -> str | bool:
    if entry[6]:
        return entry[6] == "true"
    return entry[entry.lastindex or 0]
