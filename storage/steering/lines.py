"""Finds the line in a TOML file that a fault belongs to, so that whoever edits it can go there."""

import re
import tomllib

_FIELD = re.compile(r"at `\$\.([^`.\[]+)|unknown field `([^`]+)`")
_UNQUOTED = re.compile(r"[\s\"']")
_AT_LINE = re.compile(r"at line (\d+)")


def line_of_fault(fault: tomllib.TOMLDecodeError, text: str) -> int:
    """Give the line, from 1, that could not be read; the last one when the file ends too early."""
    found = _AT_LINE.search(str(fault))
    return int(found[1]) if found is not None else max(1, text.rstrip("\n").count("\n") + 1)


def named_in(fault: str) -> str:
    """Give the field that msgspec's message is about (`about` in «… - at `$.about`»), or nothing."""
    found = _FIELD.search(fault)
    return (found[1] or found[2]) if found is not None else ""


def line_of_shape(text: str, fault: str) -> int:
    """Give the line, from 1, of the first thing in a file that has the name msgspec's message gives."""
    name = named_in(fault)
    lines = text.split("\n")
    return next((at + 1 for at, line in enumerate(lines) if name and name in line), 1)


def line_of(text: str, table: str, word: str = "") -> int:
    """Give the line, from 1, of a table's heading, or of the first mention of a word under it."""
    lines = text.split("\n")
    heading = f"[{table}]"
    first = next((at for at, line in enumerate(lines) if _UNQUOTED.sub("", line).startswith(heading)), 0)
    if not word:
        return first + 1
    for at in range(first + 1, len(lines)):
        if lines[at].lstrip().startswith("["):
            break
        if word in lines[at]:
            return at + 1
    return first + 1
