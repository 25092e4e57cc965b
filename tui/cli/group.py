"""A command that does something by itself and has others below it, each loaded when it is called."""

import importlib
from collections.abc import Callable, Iterable, Mapping

import click

from storage.domain.errors import Refused
from tui.cli.command import CliCommand, Example, words_of
from tui.cli.errors import no_such_command


class CommandGroup(CliCommand, click.Group):
    """A command with others below it; `below` says in which module and under which name each lies."""

    def __init__(
        self,
        name: str | None,
        *,
        callback: Callable[..., object],
        params: list[click.Parameter],
        help: str,  # noqa: A002 - click's own name for it
        examples: Iterable[Example],
        below: Mapping[str, str],
    ) -> None:
        super().__init__(name, callback=callback, params=params, help=help, examples=examples)
        self.invoke_without_command = True
        self.no_args_is_help = False
        self.below = below

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands' names."""
        return list(self.below)

    def get_command(self, ctx: click.Context, cmd_name: str) -> CliCommand | None:  # noqa: ARG002 - click's signature
        """Return a command, loaded now."""
        return self.lower(cmd_name) if cmd_name in self.below else None

    def lower(self, name: str) -> CliCommand:
        """Return a command below this one; its module is loaded when it is called."""
        module, _, attribute = self.below[name].partition(":")
        found = getattr(importlib.import_module(module), attribute)
        if not isinstance(found, CliCommand):
            raise TypeError(name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; raises `no-such-command-near` or `extra-argument`."""
        if args[0] not in self.below and not ctx.resilient_parsing:
            unknown = no_such_command(args[0], self.below)
            raise unknown if "near" in unknown.params else Refused("extra-argument", command=ctx.command_path)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        words = words_of(ctx)
        with formatter.section(words("Commands")):
            formatter.write_dl([(name, self.lower(name).summary(words)) for name in self.below])
        CliCommand.format_options(self, ctx, formatter)
