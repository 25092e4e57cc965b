"""The command `fredstid`, which opens the screens, and the commands below it."""

import importlib
from collections.abc import Callable

import click

from tui.cli.command import CliCommand, asked_of, words_of
from tui.cli.errors import in_words, no_such_command, saying_what_is_odd
from tui.cli.output import write
from tui.i18n.words import N_

OF_TEACHERS = (
    "demo",
    "today",
    "cases",
    "show",
    "search",
    "log",
    "agree",
    "plan",
    "parents",
    "rounds",
    "minutes",
    "insight",
    "safety",
    "lift",
)
"""What a teacher uses, in the order in which somebody new needs them; each lies in the module of its name."""
OF_KEEPERS = (
    "new",
    "classlist",
    "nudge",
    "history",
    "delete",
    "export",
    "import",
    "check",
    "restore",
    "completion",
)
"""What the one uses who sees to the team's folder and the program."""
COMMANDS = (*OF_TEACHERS, *OF_KEEPERS)
MODULES = {"import": "import_"}
"""The commands that Python keeps the name of for itself."""
NOT_INSTALLED = "0"
"""The version of a copy that runs from its folder."""


class Fredstid(CliCommand, click.Group):
    """The command with the others below it, each loaded when it is called."""

    def __init__(
        self,
        name: str | None,
        *,
        callback: Callable[..., object],
        params: list[click.Parameter],
        help: str,  # noqa: A002 - click's own name for it
    ) -> None:
        super().__init__(name, callback=callback, params=params, help=help, examples=())
        self.invoke_without_command = True
        self.no_args_is_help = False

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the commands' names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> CliCommand | None:  # noqa: ARG002 - click's signature
        """Return a command, loaded now."""
        return command(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; raises `no-such-command`."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            raise no_such_command(args[0], COMMANDS)
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before a command's name."""
        with in_words(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Do what is asked, and say in words what goes wrong."""
        with in_words(ctx), saying_what_is_odd(ctx):
            return super().invoke(ctx)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        words = words_of(ctx)
        for title, names in ((words("Commands"), OF_TEACHERS), (words("For whoever runs it"), OF_KEEPERS)):
            with formatter.section(title):
                formatter.write_dl([(name, command(name).summary(words)) for name in names])
        CliCommand.format_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write an example of every command."""
        words = words_of(ctx)
        with formatter.section(words("Examples")):
            formatter.write_dl([(words(command(name).examples[0][0]), "") for name in COMMANDS])


def command(name: str) -> CliCommand:
    """Return one of the commands; its module is loaded when it is called, and no other."""
    module = MODULES.get(name, name)
    found = getattr(importlib.import_module(f"tui.cli.commands.{module}"), module)
    if not isinstance(found, CliCommand):
        raise TypeError(name)
    return found


def show_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    """Print which fredstid this is."""
    if wanted and not ctx.resilient_parsing:
        write(f"fredstid {version_of('fredstid') or NOT_INSTALLED}")
        ctx.exit()


def version_of(distribution: str) -> str:
    """Return which version of something is installed; nothing where it is not."""
    from importlib import metadata  # noqa: PLC0415 - 20 ms for nothing else

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


@click.command(
    "fredstid",
    cls=Fredstid,
    help=N_(
        "Team meetings about the cooperation with the homes: a plan for peacetime first, then the cases."
        "\n\nWithout a command, the screens open."
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help=N_("Show the version.")
)
@click.option(
    "--no-mouse", is_flag=True, help=N_("Leave the mouse to the terminal, which can mark and copy what it shows.")
)
@click.pass_context
def fredstid(ctx: click.Context, no_mouse: bool) -> None:
    """Open the screens, unless a command follows."""
    asked = asked_of(ctx)
    asked.mouse = asked.settings.mouse and not no_mouse
    if ctx.invoked_subcommand is None:
        asked.open_screens(asked)
