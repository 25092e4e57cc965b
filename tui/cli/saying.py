"""What goes wrong in a command, as one sentence and an exit status; never a traceback."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from storage.domain.errors import Refused
from tui.cli.command import asked_of, words_of
from tui.cli.misuse import MISUSES, misuse
from tui.cli.output import tell
from tui.i18n.refusals import of_no_text, sentence

INTERRUPTED = 130
"""What a shell expects of a command that was stopped with Ctrl+C."""


class NotDone(click.ClickException):
    """A refusal in words."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:  # noqa: ARG002 - click's signature
        """Print the sentence, and no more."""
        tell(self.message)


class UsedWrongly(NotDone):
    """A refusal of how the command was called."""

    exit_code = 2


@contextmanager
def in_words(ctx: click.Context) -> Iterator[None]:
    """Say what goes wrong in the reader's language."""
    try:
        yield
    except click.UsageError as error:
        raise _said(ctx, misuse(error)) from None
    except Refused as refusal:
        raise _said(ctx, refusal) from None
    except OSError as fault:
        if fault.errno == errno.EPIPE:
            raise
        from storage.archive.disk.faults import said_of  # noqa: PLC0415 - only when something went wrong

        _let_go_of_output()
        raise _said(ctx, Refused("system-says-no", reason=said_of(fault))) from None
    except KeyboardInterrupt:
        raise click.exceptions.Exit(INTERRUPTED) from None


@contextmanager
def saying_what_is_odd(ctx: click.Context) -> Iterator[None]:
    """Say of a team that a command has opened that it can only be read, unless the command's own refusal says so."""
    try:
        yield
    except Refused as refusal:
        _tell_what_is_odd(ctx, refusal.code)
        raise
    _tell_what_is_odd(ctx)


def _tell_what_is_odd(ctx: click.Context, said: str = "") -> None:
    why = asked_of(ctx).odd if ctx.invoked_subcommand else None
    if why and why.code != said:
        tell(sentence(words_of(ctx), why))


def _let_go_of_output() -> None:
    """Forget what standard output could not take: at the end Python would try again, and end with its own status."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _said(ctx: click.Context, refusal: Refused) -> NotDone:
    kind = UsedWrongly if refusal.code in MISUSES else NotDone
    return kind(sentence(words_of(ctx), of_no_text(refusal)))
