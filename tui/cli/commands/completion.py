"""`fredstid completion`: a script that lets the shell complete commands, options and case codes."""

import os
from pathlib import Path
from typing import NamedTuple

import click
from click.shell_completion import CompletionItem, get_completion_class

from storage.domain.errors import Refused
from tui.cli.choosing import chosen_key
from tui.cli.command import CliCommand, optional, words_of
from tui.cli.output import tell, write
from tui.i18n.words import N_, Words


class ShellStart(NamedTuple):
    """Where a shell reads its own line, and that line."""

    file: str
    line: str


SHELLS = {
    "bash": ShellStart(".bashrc", 'eval "$(fredstid completion bash)"'),
    "zsh": ShellStart(".zshrc", 'eval "$(fredstid completion zsh)"'),
    "fish": ShellStart(".config/fish/config.fish", "fredstid completion fish | source"),
}
VARIABLE = "_FREDSTID_COMPLETE"


def complete_shell(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Return the shells whose names begin so."""
    return [CompletionItem(shell) for shell in SHELLS if shell.startswith(incomplete)]


@click.command(
    "completion",
    cls=CliCommand,
    help=N_(
        "Prints the script that does it. To have it in every new window, --install puts the line for your shell that"
        " stands below at the end of the file named beside it, once."
    ),
    first=N_("in ~/.bashrc"),
    examples=(
        ("fredstid completion --install", N_("for the shell you use, once and for all")),
        ('eval "$(fredstid completion zsh)"', N_("in ~/.zshrc, after compinit")),
        ("fredstid completion fish | source", N_("in ~/.config/fish/config.fish")),
    ),
)
@optional("shell", N_("SHELL"), "bash, zsh, fish", complete_shell)
@click.option("--install", is_flag=True, help=N_("Put the line at the end of the shell's own file, once."))
@click.pass_context
def completion(ctx: click.Context, shell: str | None, install: bool) -> None:
    """Print the script, or have the shell read it at every start."""
    used = Path(os.environ.get("SHELL", "")).name if install else ""
    if not (shell or used):
        raise Refused("missing-argument", name=words_of(ctx)("SHELL"), command="fredstid completion")
    chosen = chosen_key(shell or used, {each: each for each in SHELLS})
    if install:
        _install(words_of(ctx), chosen)
    elif known := get_completion_class(chosen):
        write(known(ctx.find_root().command, {}, "fredstid", VARIABLE).source())


def _install(words: Words, shell: str) -> None:
    """Put the line that completes at the end of the shell's own file, if it is not there yet."""
    file, line = Path.home() / SHELLS[shell].file, SHELLS[shell].line
    there = file.read_text("utf-8", "surrogateescape") if file.exists() else ""
    if line in there.splitlines():
        tell(words("It stands in {file} already.", file=str(file)))
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as end:
        end.write(f"{'' if there.endswith(chr(10)) or not there else chr(10)}{line}\n")
    tell(words("It stands in {file} now; every new window completes.", file=str(file)))
