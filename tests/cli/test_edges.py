"""Values at the edges: every option that takes a number, a day, a time, a month or a year ends with a sentence."""

from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from tui.cli.fredstid import fredstid

Run = Callable[..., Result]

EDGES = {
    "NUMBER": ("-1", "0", "x", "", "1e9", "²", "9" * 30, "9" * 5000),
    "DAY": ("31.12.9999", "25.12.9999", "9999-12-31", "1.1.0001", "0001-01-01", "", "0", "week 99", "9" * 5000),
    "TIME": ("0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31", "9999-12-31T23:59-14:00", "", "2026-11-25T25:00"),
    "MONTH": ("0", "13", "-1", "²", "", "9" * 5000),
    "YEAR": ("9999", "9999-00", "0000-01", "-1", "", "2099-00", "9" * 5000),
}
"""What is typed, by what an option's value is called."""
NEEDS = {"agree": ("26-001", "Call", "--owner", "AB"), "show": ("26-001",), "restore": ("team",)}
"""What a command needs besides."""


def options() -> Iterator[tuple[str, str, str]]:
    """Yield each command with an option whose value has edges, and such a value."""
    context = click.Context(fredstid)
    for name in fredstid.list_commands(context):
        command = fredstid.get_command(context, name)
        for option in command.params if command else ():
            for kind in sorted(set((option.metavar or "").split("|")) & set(EDGES)):
                yield from ((name, option.opts[0], typed) for typed in EDGES[kind])


def test_such_options_are_found() -> None:
    found = {(command, option) for command, option, _ in options()}
    assert found >= {("agree", "--due"), ("history", "--last"), ("show", "--at"), ("restore", "--to")}


@pytest.mark.parametrize(("command", "option", "typed"), [*options()])
def test_a_value_at_the_edge_is_taken_or_refused_in_a_sentence(run: Run, command: str, option: str, typed: str) -> None:
    result = run(command, *NEEDS.get(command, ()), option, typed)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in {0, 1, 2}
    assert "Traceback" not in result.output
    assert result.exit_code == 0 or len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "helps"),
    [
        (("agree", "26-001", "x", "--due", "31.12.9999"), "Choose an earlier day: 31 Dec 2099"),
        (("agree", "26-001", "x", "--due", "1.1.0001"), "Choose a later day"),
        (("show", "26-001", "--at", "0001-01-01"), "Choose a later day: 1 Jan 2000"),
        (("restore", "team", "--to", "9999-12-31"), "Choose an earlier day"),
        (("history", "--last", "-1"), "--last takes a whole number from 0"),
        (("history", "--last", "many"), "--last takes a whole number from 0"),
    ],
)
def test_what_lies_beyond_is_said_with_the_way_out(run: Run, arguments: tuple[str, ...], helps: str) -> None:
    result = run(*arguments)
    assert helps in result.stderr
    assert result.exit_code == 2
