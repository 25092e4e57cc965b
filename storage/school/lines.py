"""Which line of a TOML file a value stands on, found by reading its statements one by one, each once."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from storage.domain.text import pattern

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
