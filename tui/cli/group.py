"""A command that does something by itself and has others below it, each loaded when it is called."""

import importlib
from collections.abc import Callable, Iterable
from typing import Self

import click
from click import shell_completion

from storage.domain.errors import Refused
from tui.cli.command import CliCommand, Example, HelpSection, ListedCommand, words_of
from tui.cli.errors import in_words, no_such_command, saying_what_is_odd


class CommandGroup(CliCommand, click.Group):
    """A command with others below it, of which it knows no more than what the table says until one is called."""

    def __init__(
        self,
        name: str | None,
        *,
        callback: Callable[..., object],
        params: list[click.Parameter],
        help: str,  # noqa: A002 - click's own name for it
        first: str = "",
        examples: Iterable[Example] = (),
        sections: tuple[HelpSection, ...] = (),
    ) -> None:
        super().__init__(name, callback=callback, params=params, help=help, first=first, examples=examples)
        self.invoke_without_command = True
        self.no_args_is_help = False
        self.sections = sections

    @property
    def below(self) -> dict[str, ListedCommand]:
        """What stands below it, by name."""
        return {each.name: each for section in self.sections for each in section.commands}

    def introduced(self, listed: ListedCommand) -> Self:
        """Return the command with what the table says of it, and of those below it."""
        introduced = super().introduced(listed)
        introduced.sections = listed.sections
        return introduced

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands' names."""
        return list(self.below)

    def get_command(self, ctx: click.Context, cmd_name: str) -> CliCommand | None:  # noqa: ARG002 - click's signature
        """Return a command, loaded now."""
        return self.lower(cmd_name) if cmd_name in self.below else None

    def lower(self, name: str) -> CliCommand:
        """Return a command below this one; its module is loaded when it is called, and no other."""
        listed = self.below[name]
        command = getattr(importlib.import_module(listed.module), listed.place.rpartition(":")[2])
        if not isinstance(command, CliCommand):
            raise TypeError(name)
        return command.introduced(listed)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; raises `no-such-command`, or below another also `extra-argument`."""
        if args[0] not in self.below and not ctx.resilient_parsing:
            unknown = no_such_command(args[0], self.below)
            is_command = ctx.parent is None or "near" in unknown.params
            raise unknown if is_command else Refused("extra-argument", command=ctx.command_path)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before a command's name."""
        with in_words(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Do what is asked; what goes wrong is said in words by the one above all."""
        if ctx.parent:
            return super().invoke(ctx)
        with in_words(ctx), saying_what_is_odd(ctx):
            return super().invoke(ctx)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[shell_completion.CompletionItem[str]]":
        """Return the commands and options that begin so; no command is loaded for it."""
        offered = (listed for name, listed in self.below.items() if name.startswith(incomplete))
        commands = [shell_completion.CompletionItem(each.name, help=each.short) for each in offered]
        return commands + super(click.Group, self).shell_complete(ctx, incomplete)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        words = words_of(ctx)
        for section in self.sections:
            with formatter.section(words(section.title)):
                rows = [(each.name, words(each.summary).removesuffix(".")) for each in section.commands]
                formatter.write_dl(rows)
        CliCommand.format_options(self, ctx, formatter)
