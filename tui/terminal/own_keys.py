"""A person's own keys: a file beside the settings, laid over the table of commands as far as it is right."""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from storage.domain.text import nearest
from storage.school import BrokenFile, Place, Wrong, meaning, text_in
from tui.commands import COMMANDS, SHOWN, Command, shown_key, with_own_keys, works_while_writing

TABLE = "keys"
FIXED = frozenset(
    {f"ctrl+{letter}" for letter in "cehijlmz"}
    | {"up", "down", "left", "right", "pageup", "pagedown", "home", "end", "tab", "shift+tab", "backspace"}
)
"""Keys that lists, fields and the terminal itself answer to."""
NAMED = {sign.casefold(): name for name, sign in SHOWN.items()} | {name: name for name in SHOWN}
NAMED |= {key: key for key in (*(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"), *FIXED)}
NAMED |= {key: key for key in (f"f{number}" for number in range(1, 13))}
BY_NAME = {command.name: command for command in COMMANDS}


class OwnKeys(NamedTuple):
    """The keys by the names of their actions, and what of the file is left out."""

    rows: Mapping[str, str] = {}
    broken: tuple[BrokenFile, ...] = ()


def own_keys(file: Path) -> OwnKeys:
    """Return the keys in a file; most people have none."""
    try:
        text = text_in(file.resolve(strict=True))
    except (OSError, RuntimeError):
        return OwnKeys()
    if isinstance(text, BrokenFile):
        return OwnKeys(broken=(text,))
    values = meaning(file, text, dict)
    return OwnKeys(broken=(values,)) if isinstance(values, BrokenFile) else _laid_over(file, text, values)


def _laid_over(file: Path, text: str, values: Mapping[str, object]) -> OwnKeys:
    """Return what is right of a file's values; a row is left out before those above it."""
    wrong = [Wrong("unknown-key", (key,), key=key) for key in values if key != TABLE]
    rows, places = dict[str, str](), dict[str, Place]()
    for place, value in _leaves(values.get(TABLE, {}), (TABLE,)):
        name = ".".join(place[1:])
        try:
            rows[name], places[name] = ",".join(_keys(name, value, place)), place
        except Wrong as fault:
            wrong.append(fault)
    while taken := _taken(rows, places):
        wrong.append(taken)
        del rows[str(taken.params["action"])]
    return OwnKeys(rows, tuple(each.within(file, text) for each in wrong))


def _leaves(value: object, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield each row with where it stands: `case.agree` is a key in a table to TOML, unless it is quoted."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*place, key))
    else:
        yield place, value


def _keys(name: str, value: object, place: tuple[str, ...]) -> Iterator[str]:
    """Yield the keys of a row, by Textual's names; raises `Wrong`."""
    command = BY_NAME.get(name)
    if command is None:
        near = nearest(name, BY_NAME)
        raise Wrong("unknown-action-near" if near else "unknown-action", place, action=name, near=near)
    if not isinstance(value, str):
        raise Wrong("wrong-value", place, key=name)
    for typed in value.split(","):
        key = named_key(typed.strip())
        if not key:
            raise Wrong("unknown-key-name", place, typed=typed.strip())
        if key in FIXED and key not in command.keys:
            raise Wrong("fixed-key", place, typed=typed.strip())
        if not works_while_writing(key) and all(map(works_while_writing, command.keys)):
            raise Wrong("key-is-text", place, typed=typed.strip(), action=name)
        yield key


def named_key(typed: str) -> str:
    """Return a key by Textual's name, as it is typed or as fredstid shows it; empty for what is none."""
    typed = unicodedata.normalize("NFC", typed)
    is_sign = len(typed) == 1 and typed.isprintable() and not typed.isspace()
    return NAMED.get(typed.casefold(), "") if not is_sign else NAMED.get(typed, typed)


def _taken(rows: Mapping[str, str], places: Mapping[str, Place]) -> Wrong | None:
    """Return what is wrong with the last row whose key does something else where one is; None where none is."""
    commands = with_own_keys(COMMANDS, rows)
    laid = {command.name: command for command in commands}
    for name in reversed(list(rows)):
        fresh = set(laid[name].keys) - set(BY_NAME[name].keys)
        for other in commands:
            if other.name != name and _meet(laid[name], other) and (keys := fresh & set(other.keys)):
                key = next(key for key in laid[name].keys if key in keys)
                return Wrong("key-taken", places[name], typed=shown_key(key), action=name, other=other.name)
    return None


def _meet(one: Command, other: Command) -> bool:
    return one.where == other.where or "app" in {one.where, other.where}
