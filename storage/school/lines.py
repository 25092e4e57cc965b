"""Which line of a TOML file a value stands on, found by parsing longer and longer beginnings of it."""

import tomllib
from bisect import bisect_left
from collections.abc import Sequence

Place = Sequence[str | int]
"""The keys and numbers, from 0, that lead to a value."""


def parsed(text: str) -> dict[str, object]:
    """Return a TOML text's values; raises `ValueError` for anything that is no TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError as deep:
        raise ValueError("nested too deep") from deep


def line_of(text: str, place: Place) -> int:
    """Return the line, from 1, where the value at `place` begins in a text that parses; 1 for what is not there."""
    lines = text.split("\n")

    def holds(count: int) -> bool:
        return _holds(_beginning(lines, count)[1], place)

    whole = bisect_left(range(len(lines) + 1), x=True, key=holds)
    return 1 if whole in {0, len(lines) + 1} else _beginning(lines, whole - 1)[0] + 1


def line_saying(text: str, place: Place, said: str) -> int:
    """Return the line, from 1, of the first mention of something in the table at `place`, or the table's own."""
    first, lines = line_of(text, place), text.split("\n")
    for number, line in enumerate(lines[first:], first + 1):
        if line.lstrip().startswith("["):
            break
        if said in line:
            return number
    return first


def _beginning(lines: Sequence[str], count: int) -> tuple[int, object]:
    """Return the longest beginning of at most `count` lines that parses, and its values."""
    for length in range(count, 0, -1):
        try:
            return length, parsed("\n".join(lines[:length]))
        except ValueError:
            continue
    return 0, {}


def _holds(value: object, place: Place) -> bool:
    for step in place:
        match value, step:
            case dict(), str() if step in value:
                value = value[step]
            case list(), int() if step < len(value):
                value = value[step]
            case _:
                return False
    return True
