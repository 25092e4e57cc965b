"""Which commands answer where several places meet: a key belongs to the nearest one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tui.commands import Command, of


def hints(wheres: Iterable[str], *, writing: bool = False) -> tuple[Command, ...]:
    """Return the commands for the bottom line, in order."""
    found = (command for command in answering(wheres) if command.key)
    return tuple(command for command in found if (command.writing if writing else bool(command.hint)))


def answering(wheres: Iterable[str]) -> Iterator[Command]:
    """Yield the commands of places, the nearest first, each with the keys that no nearer one answers to."""
    taken: set[str] = set()
    for where in wheres:
        for command in of(where):
            yield replace(command, key=",".join(key for key in command.key.split(",") if key not in taken))
        taken |= {key for command in of(where) for key in command.key.split(",")}
