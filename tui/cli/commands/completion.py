"""`fredstid completion`: a script that lets the shell complete commands, options and case codes."""

import click
from click.shell_completion import CompletionItem, get_completion_class

from tui.cli.choosing import chosen_key
from tui.cli.command import Argument, CliCommand
from tui.cli.output import write
from tui.i18n.words import N_

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_FREDSTID_COMPLETE"


def complete_shell(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Return the shells whose names begin so."""
    return [CompletionItem(shell) for shell in SHELLS if shell.startswith(incomplete)]


@click.command(
    "completion",
    cls=CliCommand,
    help=N_(
        "Prints the script that does it. To have it in every new window, put the line for your shell that stands"
        " below at the end of the file named beside it, once."
    ),
    first=N_("in ~/.bashrc"),
    examples=(
        ('eval "$(fredstid completion zsh)"', N_("in ~/.zshrc, after compinit")),
        ("fredstid completion fish | source", N_("in ~/.config/fish/config.fish")),
    ),
)
@click.argument("shell", cls=Argument, metavar=N_("SHELL"), explained="bash, zsh, fish", shell_complete=complete_shell)
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script."""
    known = get_completion_class(chosen_key(shell, {each: each for each in SHELLS}))
    if known:
        write(known(ctx.find_root().command, {}, "fredstid", VARIABLE).source())
