"""What commands give to programs is what the specification of the files says of it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from tests.papers.papers import FORMAT, rows, section

Run = Callable[..., Result]
PROMISED = rows(section(FORMAT, "## What commands give to programs"))


def promised(thing: str) -> set[str]:
    """Return the keys that the paper promises of a thing, whatever it holds."""
    always = next(row[1] for row in PROMISED if row[0] == thing).partition("; only where they are not:")[0]
    return set(re.findall(r"`([a-z_]+)`", always))


def given(run: Run, *arguments: str) -> Any:
    """Return what a command gives; of a list its first."""
    facts = json.loads(run(*arguments, "--json").stdout)
    return facts[0] if isinstance(facts, list) else facts


@pytest.mark.parametrize(
    ("thing", "arguments", "alone"),
    [
        ("a case in a list", ("cases",), True),
        ("an agreement", ("agreements",), False),
        ("a practice", ("plan", "--all"), False),
        ("a class", ("contacts", "6A", "--homes", "20"), False),
        ("what was done", ("history",), True),
        ("who was told", ("safety", "26-001", "--safe"), True),
        ("the next meeting", ("next",), True),
        ("a day", ("today",), True),
    ],
)
def test_the_paper_tells_the_keys(run: Run, thing: str, arguments: tuple[str, ...], alone: bool) -> None:
    keys = set(given(run, *arguments))
    missing = promised(thing) - keys
    assert not missing
    if alone:
        assert keys == promised(thing)
