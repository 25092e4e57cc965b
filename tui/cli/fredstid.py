"""The command `fredstid`, which opens the screens, and the table of the commands below it."""

import tomllib
from pathlib import Path

import click

from tui.cli.command import HelpSection, ListedCommand, asked_of
from tui.cli.group import CommandGroup
from tui.cli.output import write
from tui.i18n.words import N_

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def _listed(part: str) -> tuple[ListedCommand, ...]:
    """Return the commands of one part of the table, each with those that stand below it."""
    listed = (ListedCommand(place, said, shown) for place, said, shown, *_ in TABLE[part])
    below = N_("Commands")
    return tuple(
        each._replace(sections=(HelpSection(below, _listed(each.place)),)) if each.place in TABLE else each
        for each in listed
    )


OF_PLAN, OF_TEACHERS = _listed("plan"), _listed("teachers")
"""What a teacher uses, in the order in which somebody new needs them; and what stands below `plan`."""
OF_KEEPERS = _listed("keepers")
"""What the one uses who sees to the team's folder and the program."""
COMMANDS = tuple(listed.name for listed in (*OF_TEACHERS, *OF_KEEPERS))
NOT_INSTALLED = "0"
"""The version of a copy that runs from its folder."""


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
    cls=CommandGroup,
    sections=(HelpSection(N_("Commands"), OF_TEACHERS), HelpSection(N_("For whoever runs it"), OF_KEEPERS)),
    examples=[(listed.example, "") for listed in (*OF_TEACHERS, *OF_KEEPERS)],
    help=N_(
        "Team meetings about the cooperation with the homes: a plan for peacetime first, then the cases."
        "\n\nWithout a command, the screens open."
    ),
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help=N_("Show the version.")
)
@click.option(
    "--mouse/--no-mouse",
    default=None,
    help=N_("Take the mouse, or leave it to the terminal, which can mark and copy. Over SSH it is left."),
)
@click.pass_context
def fredstid(ctx: click.Context, mouse: bool | None) -> None:
    """Open the screens, unless a command follows."""
    asked = asked_of(ctx)
    asked.mouse = mouse
    if ctx.invoked_subcommand is None:
        asked.open_screens(asked)
