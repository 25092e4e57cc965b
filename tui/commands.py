"""Every action a person can take, once: bindings, the bottom line, help and the palette are made from it."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Command:
    """One action: where it works, its keys, and what it is called."""

    where: str
    key: str
    """Keys as Textual names them, comma between; the first is the one shown."""
    action: str
    text: str
    hint: str = ""
    """A word for the bottom line; empty for actions that help and palette alone show."""
    writing: bool = False
    """Whether it also works while writing (then a function key is among its keys)."""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys, the one that is shown first; none where others have taken them all."""
        return tuple(filter(None, self.key.split(",")))

    @property
    def name(self) -> str:
        """What it is called in a file of own keys, such as `case.agree`, `plan.visit-parents` or `plan.move-minus`."""
        action = self.action.replace("(1)", "-plus").replace("(-1)", "-minus")
        return f"{self.where}.{action}".replace("('", "-").replace("')", "")

    @property
    def called(self) -> str:
        """The action as a screen calls it."""
        return f"app.{self.action}" if self.where == "app" else self.action


Commands = tuple[Command, ...]


def _commands() -> Iterator[Command]:
    """Yield what stands in the table: of each place its actions, in their order."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    for where, rows in table.items():
        for key, action, text, *beside in rows:
            yield Command(where, key, action, text, next(iter(beside), ""), writing="writing" in beside[1:])


COMMANDS: Commands = tuple(_commands())


ANYWHERE = frozenset({"ctrl+l", "ctrl+z"})
"""Keys that the application takes before any screen or question does."""


def with_own_keys(commands: Commands, rows: Mapping[str, str]) -> Commands:
    """Return the table with a person's own keys in it, by the names of the actions."""
    return tuple(_with_key(each, rows[each.name]) if each.name in rows else each for each in commands)


def _with_key(command: Command, key: str) -> Command:
    writing = command.writing and any(map(works_while_writing, key.split(",")))
    return replace(command, key=key, writing=writing)


IN_QUESTIONS = frozenset({"curtain", "copy"})
"""What works everywhere and in questions too."""


def of(where: str, commands: Commands = COMMANDS) -> Commands:
    """Return the actions of one place."""
    return tuple(command for command in commands if command.where == where)


def works_while_writing(key: str) -> bool:
    """Tell whether a key is no text: function and control keys."""
    return key.startswith("ctrl+") or (key.startswith("f") and key[1:].isdigit())


def key_name(command: Command, *, writing: bool = False) -> str:
    """Return how a command's key is shown: its function key while writing, else its first key."""
    first = command.keys[0] if command.keys else ""
    key = next(filter(works_while_writing, command.keys), first) if writing else first
    return shown_key(key)


def shown_key(key: str) -> str:
    """Return how a key is shown."""
    return SHOWN.get(key, key.title() if works_while_writing(key) else key)


SHOWN = {
    "slash": "/", "question_mark": "?", "plus": "+", "comma": ",", "minus": "-", "equals_sign": "=", "enter": "↵",
    "escape": "Esc", "space": "␣", "up": "↑", "down": "↓", "left": "←", "right": "→", "right_square_bracket": "]",
    "left_square_bracket": "[", "delete": "Del",
}  # fmt: skip


def hints(wheres: Iterable[str], commands: Commands = COMMANDS, *, writing: bool = False) -> Commands:
    """Return the commands for the bottom line, in order."""
    found = (command for command in answering(wheres, commands) if command.key)
    return tuple(command for command in found if (command.writing if writing else bool(command.hint)))


def answering(wheres: Iterable[str], commands: Commands = COMMANDS) -> Iterator[Command]:
    """Yield the commands of places, the nearest first, each with the keys that no nearer one answers to."""
    taken: set[str] = set()
    for where in wheres:
        here = of(where, commands)
        yield from (_by(command, set(command.keys) - taken) for command in here)
        taken |= {key for command in here for key in command.keys}


def in_questions(where: str, commands: Commands = COMMANDS) -> Iterator[Command]:
    """Yield the commands that a question takes by keys that are no text: its place's own, and some of all places."""
    also = (each for each in of("app", commands) if each.action in IN_QUESTIONS)
    yield from (_by(each, set(filter(works_while_writing, each.keys))) for each in (*of(where, commands), *also))


def _by(command: Command, keys: Collection[str]) -> Command:
    return replace(command, key=",".join(key for key in command.keys if key in keys))
