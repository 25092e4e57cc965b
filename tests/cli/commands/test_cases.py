"""`fredstid cases`."""

from collections.abc import Callable

import msgspec
import pytest
from click.testing import Result

Run = Callable[..., Result]


def codes(result: Result) -> list[str]:
    return [line.split()[0] for line in result.stdout.splitlines()]


def test_all_are_listed_open_ones_first(run: Run) -> None:
    assert run("cases").stdout == (
        "26-002  open, success  Shared rules with the coach  conflict\n"
        "26-001  open           Homework every afternoon     homework · communication\n"
        "25-001  closed         The long messages            communication\n"
    )


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--open",), ["26-002", "26-001"]),
        (("--state", "closed"), ["25-001"]),
        (("--state", "Lifted to the leadership"), []),
        (("--theme", "communication"), ["26-001", "25-001"]),
        (("--theme", "Homework", "--open"), ["26-001"]),
        (("--year", "2025-26"), ["25-001"]),
        (("--year", "26"), ["26-002", "26-001"]),
        (("--words", "tears HOMEWORK"), ["26-001"]),
        (("--words", "ro forer"), ["26-002"]),
        (("--words", " "), ["26-002", "26-001", "25-001"]),
        (("--words", "zebra"), []),
    ],
)
def test_they_can_be_narrowed(run: Run, arguments: tuple[str, ...], found: list[str]) -> None:
    result = run("cases", *arguments)
    assert codes(result) == found
    assert result.exit_code == 0
    assert result.stderr == ("" if found else "No case fits.\n")


def test_those_that_are_like_a_case_are_named_with_the_reason(run: Run) -> None:
    found = run("cases", "--like", "26-001")
    assert (found.exit_code, codes(found)) == (0, ["25-001"])
    assert "communication" in found.stdout
    facts = msgspec.json.decode(run("cases", "--like", "26-001", "--json").stdout)
    assert [(each["code"], each["shared"]["themes"]) for each in facts] == [("25-001", ["communication"])]
    assert "No case is like 26-002." in run("cases", "--like", "26-002", "--open").stderr
    assert run("cases", "--like", "26-099").exit_code == 2


def test_json_is_a_list_of_cases(run: Run) -> None:
    found = msgspec.json.decode(run("cases", "--json").stdout)
    assert found[1] == {
        "code": "26-001",
        "title": "Homework every afternoon",
        "state": "open",
        "kind": "case",
        "themes": ["homework", "communication"],
        "opened": "2026-09-21",
        "year": "2026-27",
        "owner": "CD",
        "since": "2026-09-21",
        "entries": 1,
    }


def test_json_of_nothing_is_an_empty_list(run: Run) -> None:
    assert msgspec.json.decode(run("cases", "--words", "zebra", "--json").stdout) == []
