"""What a school lays in its team folder itself: read whole, or named with its line where it is broken."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec

from storage.domain.errors import Refused
from storage.domain.text import nearest, pattern
from storage.inner import is_folder, is_plain, odd_names, plain_names

FORMS, LAW, LEXICON = "forms", "law", "lexicon"
SCHOOL_FOLDERS = (FORMS, LAW, LEXICON)
TOML = re.compile(r"[^/]+\.toml")
MOST = 40
"""Files of one kind that are read; no school needs more."""
Stamp = tuple[str, int, int]
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
Place = Sequence[str | int]
"""The keys and numbers, from 0, that lead to a value."""
Steps = tuple[str | int, ...]
QUOTED = pattern(
    r'"""(?:[^"\\]|\\.?|"(?!""))*+(?:"{3,5}|\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\.?)*+"?'
    r"|'[^'\n]*+'?"
    r"|\#[^\n]*+",
    re.DOTALL,
)
"""A text in quotation marks, or a remark; closed or not, it is gone over once."""
CONTINUED = "\\"
"""What stands before the end of a line inside a text."""
DEEP = pattern(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){16}")
"""A key of more parts than anybody needs: reading one takes time that grows with the square of their number."""


def has_own(folder: Path) -> bool:
    """Tell whether a school has laid anything into a team's folder."""
    return any(is_folder(folder / name) for name in SCHOOL_FOLDERS)


def school_files(place: Path) -> list[Path]:
    """Return the files that a school has laid into one of its folders, as many as are read, sorted by name.

    What bears such a name and is no file is among them, to be named rather than read. None where nobody may look.
    """
    return _names(place)[:MOST]


def is_crowded(place: Path) -> bool:
    """Tell whether one of a school's folders holds more files than are read."""
    return len(_names(place)) > MOST


def _names(place: Path) -> list[Path]:
    try:
        traps = [name for name in odd_names(place, TOML) if TOML.fullmatch(name)]
        return sorted(place / name for name in (*plain_names(place, TOML), *traps))
    except PermissionError:
        return []


def school_file(place: Path, name: str) -> Path | None:
    """Return where a school's file lies, if there is one; None also where the folder is a link."""
    return place / name if is_folder(place) else None


def stamp_of(file: Path) -> Stamp | None:
    """Return a file's name, time and size; None where it is gone: somebody may just be putting another in its place."""
    try:
        known = file.lstat()
    except OSError:
        return None
    return file.name, known.st_mtime_ns, known.st_size


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


def parsed(text: str) -> dict[str, object]:
    """Return a TOML text's values; raises `ValueError` for anything that is no TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError as deep:
        raise ValueError("nested too deep") from deep


def deep_key(text: str) -> int:
    """Return the line, from 1, with a key that nobody should try to read; 0 where there is none."""
    bare = _bare(text)
    found = DEEP.search(bare)
    return bare.count("\n", 0, found.start()) + 1 if found else 0


def line_of(text: str, place: Place) -> int:
    """Return the line, from 1, where the value at `place` begins in a text that parses; 1 for what is not there."""
    (lines, values), wanted = _lines(text), tuple(place)
    around = (wanted[:size] for size in range(len(wanted) - 1, 0, -1))
    whole = wanted if wanted in lines else next((place for place in around if place in values), ())
    return lines.get(whole, 1)


def line_saying(text: str, place: Place, said: str) -> int:
    """Return the line, from 1, of the first mention of something in the table at `place`, or the table's own."""
    first, lines = line_of(text, place), text.split("\n")
    for number, line in enumerate(lines[first:], first + 1):
        if line.lstrip().startswith("["):
            break
        if said in line:
            return number
    return first


def _bare(text: str) -> str:
    """Return a text without what stands in quotation marks or remarks, its lines the same."""
    return QUOTED.sub(lambda found: "q" + f"{CONTINUED}\n" * found[0].count("\n"), text)


@lru_cache(maxsize=8)
def _lines(text: str) -> tuple[dict[Steps, int], set[Steps]]:
    """Return the line on which each place is first spoken of, and the places that are no tables."""
    found: dict[Steps, int] = {}
    values: set[Steps] = set()
    for line, place, is_table in _statements(text):
        for size in range(1, len(place) + 1):
            found.setdefault(place[:size], line)
        if not is_table:
            values.add(place)
    return found, values


def _statements(text: str) -> Iterator[tuple[int, Steps, bool]]:
    """Yield the line of each statement, the place that it speaks of, and whether it begins a table there."""
    counted: dict[Steps, int] = {}
    table: Steps = ()
    for line, statement in _pieces(text):
        path, adds = _path(statement)
        if statement.lstrip().startswith("["):
            if adds:
                first = (*_numbered(path[:-1], counted), path[-1])
                counted[first] = counted.get(first, -1) + 1
            table = _numbered(path, counted)
            yield line, table, True
        elif path:
            yield line, (*table, *path), False


def _numbered(path: tuple[str, ...], counted: dict[Steps, int]) -> Steps:
    """Return a table's path with the number of the last one where there are several."""
    whole: Steps = ()
    for part in path:
        whole = (*whole, part)
        if whole in counted:
            whole = (*whole, counted[whole])
    return whole


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the statements of a text, each with its first line."""
    lines, first, depth = text.split("\n"), 0, 0
    for number, bare in enumerate(_bare(text).split("\n")):
        depth += sum(map(bare.count, "[{")) - sum(map(bare.count, "]}"))
        if depth <= 0 and not bare.endswith(CONTINUED):
            yield first + 1, "\n".join(lines[first : number + 1])
            first, depth = number + 1, 0


def _path(statement: str) -> tuple[tuple[str, ...], bool]:
    """Return the keys that a statement leads through, and whether it adds a table to several."""
    try:
        value: object = tomllib.loads(statement)
    except (ValueError, RecursionError):
        return (), False
    path: list[str] = []
    header = statement.lstrip().startswith("[")
    while isinstance(value, dict) and len(value) == 1 and (header or len(path) < _parts(statement)):
        ((key, value),) = value.items()
        path.append(key)
    return tuple(path), header and isinstance(value, list)


def _parts(statement: str) -> int:
    """Return how many parts the key before a statement's equals sign has."""
    return _bare(statement).partition("=")[0].count(".") + 1
