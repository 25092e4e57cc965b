"""The table of commands as the keys of one screen or question."""

from collections.abc import Iterable

from textual.binding import Binding, BindingsMap

from tui.commands import ANYWHERE, Command, works_while_writing


def bound(own: BindingsMap, commands: Iterable[Command]) -> BindingsMap:
    """Return the bindings of commands, behind those that a screen or a question has of its own.

    They have priority: a key is done before the next is read, so that what is typed after it goes where it leads.
    Those that work everywhere are bound by the screens: as the application's own they would act behind dialogs.
    """
    keys = ((key, command) for command in commands for key in command.keys if key not in ANYWHERE)
    return BindingsMap.merge((own, BindingsMap(_binding(key, command) for key, command in keys)))


def _binding(key: str, command: Command) -> Binding:
    action = command.called if works_while_writing(key) else f"steer({command.called!r})"
    return Binding(key, action, command.text, show=False, priority=True)
