"""What somebody wrote that no command understands, as a refusal like any other."""

from collections.abc import Iterable

import click

from storage.domain.errors import Refused

MISUSES = frozenset(
    {
        "bad-alias",
        "bad-language",
        "bad-recipient",
        "choose-one",
        "day-too-early",
        "day-too-late",
        "due-too-early",
        "empty-name",
        "extra-argument",
        "missing-argument",
        "needs-yes",
        "no-such-area",
        "no-such-command",
        "no-such-command-near",
        "no-such-month",
        "no-such-option",
        "no-such-option-near",
        "no-such-scale",
        "nobody-in-particular",
        "no-terminal",
        "no-web",
        "option-misused",
        "plain-terminal",
        "too-small",
        "unknown-code",
        "unknown-date",
        "unknown-member",
        "which-day",
        "unknown-moment",
        "which-backup",
        "which-file",
        "wrong-choice",
        "wrong-number",
    }
)
"""Refusals of how a command was called, not of what it would have done."""


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
    from difflib import get_close_matches  # noqa: PLC0415 - only for those who mistyped

    near = get_close_matches(typed, tuple(known), 1)
    if near:
        return Refused(f"{code}-near", typed=typed, near=near[0], command=command)
    return Refused(code, typed=typed, command=command)
