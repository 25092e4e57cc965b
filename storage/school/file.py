"""Reading one of a school's own files: what it holds, or what is wrong with it and on which line."""

import os
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from storage.domain.errors import Refused
from storage.domain.text import nearest, pattern
from storage.inner import is_plain
from storage.school.lines import Place, deep_key, line_of, parsed

LONGEST_FILE = 60_000
"""Bytes; the longest of ours has less than a third of it."""
TOML_PLACE = pattern(r"\(at line (\d+), column (\d+)\)")
VALUE_PLACE = pattern(r"`\$\.?(.*)`$")
MISSING = pattern(r"missing required field `(\w+)`")
PART = pattern(r"([a-z_]+)|\[(\d+)\]")
EXPECTED = pattern(r"^Expected `(\w+)`")
SAFELY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
Shape = TypeVar("Shape")
Choices = Mapping[str, type[StrEnum]]
"""What can stand behind a key that takes one of several words."""


class BrokenFile(msgspec.Struct, frozen=True):
    """A file, or a part of one, that could not be used: where, and why as a code with parameters."""

    file: Path
    line: int
    """From 1; 0 when it concerns the whole file."""
    code: str
    """`not-readable`, `file-too-long`, `not-utf8`, `too-deep`, `not-toml`, `unknown-key`, `missing-key`,
    `wrong-value`, or what the rules of its kind refuse."""
    params: dict[str, object]

    @property
    def name(self) -> str:
        """The file as it stands in the team's folder, such as `forms/ours.toml`."""
        return f"{self.file.parent.name}/{self.file.name}"

    @property
    def why(self) -> Refused:
        """What is wrong with it."""
        return Refused(self.code, **self.params)


def is_small(file: Path) -> bool:
    """Tell whether a school's file is short enough to be used; of longer ones nothing is read."""
    try:
        return file.lstat().st_size <= LONGEST_FILE
    except OSError:
        return False


class Wrong(Exception):  # noqa: N818 - carried from where it is seen to where its line is found
    """What is wrong with a value, and the value's place."""

    def __init__(self, code: str, place: Place, **params: object) -> None:
        super().__init__(code)
        self.code, self.place, self.params = code, place, params

    def within(self, file: Path, text: str) -> BrokenFile:
        """Return it with the line where it stands in a file."""
        return BrokenFile(file, line_of(text, self.place), self.code, self.params)


def read_school_file(file: Path, understood: Callable[[dict[str, object]], Shape]) -> Shape | BrokenFile:
    """Return what a file's values mean, or why it cannot be used; `understood` raises `Wrong` for what is wrong."""
    text = text_in(file)
    return text if isinstance(text, BrokenFile) else meaning(file, text, understood)


def text_in(file: Path) -> str | BrokenFile:
    """Return what is written in a file of reasonable length; anything but a file is not waited for."""
    try:
        if not is_plain(file):
            return BrokenFile(file, 0, "not-readable", {})
        with open(os.open(file, SAFELY), "rb") as opened:  # noqa: PTH123 - what is opened is a number
            raw = opened.read(LONGEST_FILE + 1)
    except OSError:
        return BrokenFile(file, 0, "not-readable", {})
    if len(raw) > LONGEST_FILE:
        return BrokenFile(file, 0, "file-too-long", {"longest": LONGEST_FILE})
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        return BrokenFile(file, raw.count(b"\n", 0, problem.start) + 1, "not-utf8", {})


def meaning(file: Path, text: str, understood: Callable[[dict[str, object]], Shape]) -> Shape | BrokenFile:
    """Return what the values in a text mean, or what is wrong with it."""
    if deep := deep_key(text):
        return BrokenFile(file, deep, "too-deep", {})
    try:
        return understood(parsed(text))
    except Wrong as wrong:
        return wrong.within(file, text)
    except ValueError as problem:
        found = TOML_PLACE.search(str(problem))
        return BrokenFile(file, int(found[1]) if found else text.rstrip("\n").count("\n") + 1, "not-toml", {})


def only_known(values: object, shape: type[msgspec.Struct], place: Place) -> None:
    """Raise `unknown-key` for a table's key that its shape does not have, with the `near`est that it has."""
    for key in values if isinstance(values, dict) else ():
        if key not in shape.__struct_fields__:
            raise Wrong("unknown-key", (*place, key), key=key, near=nearest(key, shape.__struct_fields__))


def as_shape(values: object, shape: type[Shape], place: Place = (), choices: Choices | None = None) -> Shape:
    """Return values in their shape; raises `missing-key` or `wrong-value`, a code instead of msgspec's sentence."""
    try:
        return msgspec.convert(values, shape)
    except msgspec.ValidationError as problem:
        raise _understood(str(problem), place, choices or {}) from problem


def _understood(message: str, base: Place, choices: Choices) -> Wrong:
    found = VALUE_PLACE.search(message)
    place = (*base, *(part[1] or int(part[2]) for part in PART.finditer(found[1] if found else "")))
    if missing := MISSING.search(message):
        return Wrong("missing-key", place, key=missing[1])
    key = next((part for part in reversed(place) if isinstance(part, str)), "")
    expected = EXPECTED.search(message)
    possible = tuple(choice.value for choice in choices.get(key, ()))
    return Wrong("wrong-value", place, key=key, expected=expected[1] if expected else "", choices=possible)
