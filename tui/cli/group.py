"""A command that has others below it, each loaded when called; what goes wrong is one sentence and an exit status."""

import errno
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Self

import click
from click import shell_completion

from storage.domain.errors import Refused, system_reason
from storage.domain.text import nearest
from tui.cli.command import CliCommand, Example, HelpSection, ListedCommand, asked_of, words_of
from tui.cli.output import tell
from tui.i18n.refusals import of_no_text, sentence
from tui.i18n.words import N_


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


_MISUSES = """
bad-alias bad-language bad-recipient choose-one day-too-early day-too-late due-too-early empty-name empty-rating
extra-argument free-days-repeat free-days-too-long missing-argument move-between needs-yes no-free-days no-such-area
no-such-backup no-such-case no-such-class not-ahead no-such-command no-such-command-near no-such-form no-such-head
no-such-meeting no-such-month no-such-option no-such-option-near no-such-parent-meeting no-such-scale
no-such-situation no-such-team nobody-in-particular no-terminal no-web option-misused plain-terminal too-small
unknown-agreement unknown-code unknown-date unknown-member which-agreement which-day which-year unknown-moment
unknown-time which-backup which-class team-or-folder which-team which-file wrong-choice wrong-number
"""
MISUSES = frozenset(_MISUSES.split())
"""Refusals of how a command was called, not of what it would have done."""
BY_COMMAND = {
    "changed-since": N_("The same was changed again since, so it was not undone. «fredstid history» says by whom."),
    "close-needs-first-step": N_(
        "Before {code} is closed: how did the first step go, or why was none needed? «--first-step TEXT» says it."
    ),
    "close-needs-lesson": N_(
        "Before {code} is closed: what goes into the plan, or why nothing? «--nothing TEXT», «--lift TEXT» or"
        " «--practice TITLE --area AREA» says it."
    ),
    "delete-needs-closing": N_(
        "{code} is not closed, and only closed cases are deleted. «fredstid close {code}» closes it."
    ),
    "meeting-running": N_("The team already has a meeting going. «fredstid meeting» joins it."),
}
"""Sentences of the screens whose way out is a key, with the command that does it."""


def misuse(error: click.UsageError) -> Refused:
    """Return an error that click found in a command line as a refusal."""
    command = error.ctx.command_path if error.ctx else "fredstid"
    match error:
        case click.NoSuchOption():
            return _unknown("no-such-option", error.option_name, error.possibilities or (), command)
        case click.MissingParameter() if error.param:
            return Refused("missing-argument", name=error.param.get_error_hint(error.ctx).strip("'"), command=command)
        case click.BadOptionUsage():
            return Refused("option-misused", option=error.option_name, command=command)
        case click.BadParameter() if error.param and isinstance(error.param.type, click.IntRange):
            option, kind = error.param.opts[0], error.param.type
            return Refused("wrong-number", option=option, least=kind.min, most=kind.max)
    return Refused("extra-argument", command=command)


def no_such_command(typed: str, commands: Iterable[str]) -> Refused:
    """Return the refusal of a command that does not exist, with the one that was perhaps meant."""
    return _unknown("no-such-command", typed, commands, "fredstid")


def _unknown(code: str, typed: str, known: Iterable[str], command: str) -> Refused:
    names, word = tuple(known), typed.strip("-")
    within = [each for each in names if len(word) >= SHORTEST and word in each.split("-")]
    if near := within[0] if len(within) == 1 else nearest(typed, names):
        return Refused(f"{code}-near", typed=typed, near=near, command=command)
    return Refused(code, typed=typed, command=command)


SHORTEST = 3
"""Letters of a word that may be one of an option's: `--step` of `--first-step`."""
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
        _let_go_of_output()
        raise _said(ctx, Refused("system-says-no", reason=system_reason(fault))) from None
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
    is_lost = refusal.code == "no-such-case" and asked_of(ctx).odd
    kind = UsedWrongly if refusal.code in MISUSES and not is_lost else NotDone
    return kind(sentence(words_of(ctx), of_no_text(refusal), BY_COMMAND))
