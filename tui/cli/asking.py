"""A question on the command line, for what cannot be taken back by the next command."""

import sys

import click

from storage.domain.errors import Refused
from storage.domain.search import folded
from tui.cli.output import tell
from tui.i18n.words import N_, Words

YES = frozenset({"y", "yes", "j", "ja"})
"""In every language, whichever one is spoken."""

yes_option = click.option("--yes", "yes", is_flag=True, help=N_("Do it without asking."))


def agreed(words: Words, question: str) -> bool:
    """Ask on standard error; raises `needs-yes` where nobody answers."""
    tell(words("{question} [y/N]", question=question))
    typed = sys.stdin.readline() if sys.stdin else ""
    if not typed:
        raise Refused("needs-yes")
    return folded(typed.strip()) in YES


def do_or_stop(words: Words, question: str, *, yes: bool) -> None:
    """Return when it is to be done, else say that nothing was and end."""
    if yes or agreed(words, question):
        return
    tell(words("Nothing was changed."))
    raise click.exceptions.Exit(1)
