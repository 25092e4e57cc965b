"""`fredstid search`."""

from collections.abc import Callable

import msgspec
import pytest
from click.testing import Result

from tui.cli.search import KINDS, WIDEST, excerpt

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("TEARS",), "26-001  entry  It ends in tears most days.\n"),
        (("regelen", "FØRER"), "26-002  lesson  Fører til ro: den samme regelen overalt.\n"),
        (("forer",), "26-002  lesson  Fører til ro: den samme regelen overalt.\n"),
        (("agreements", "date"), "        practice  Two agreements at most · We end with a date.\n"),
        (("cold",), "        meeting  The room was cold.\n"),
    ],
)
def test_words_are_found_wherever_they_stand(run: Run, words: tuple[str, ...], line: str) -> None:
    assert run("search", *words).stdout.split() == line.split()


def test_nothing_found_is_said_and_no_failure(run: Run) -> None:
    result = run("search", "zebra")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing was found.\n")


def test_json_is_a_list_of_texts(run: Run) -> None:
    found = msgspec.json.decode(run("search", "tears", "--json").stdout)
    assert found == [{"kind": "entry", "of": "26-001", "part": "e1", "text": "It ends in tears most days."}]


def test_every_kind_of_text_has_a_name(run_anywhere: Run) -> None:
    """The demo team holds every kind there is."""
    assert run_anywhere("search", "e", "--team", "demo").exit_code == 0
    found = msgspec.json.decode(run_anywhere("search", "e", "--team", "demo", "--json").stdout)
    assert {each["kind"] for each in found} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("a" * 200 + " homework", "…" + "a" * 91 + " homework"),
        ("homework " + "a" * 200, "homework " + "a" * 91 + "…"),
        ("a" * 200 + " homework " + "b" * 200, "…" + "a" * 29 + " homework " + "b" * 61 + "…"),
    ],
)
def test_a_long_text_is_shown_around_the_word(text: str, shown: str) -> None:
    assert excerpt(text, ("Homework",)) == shown
    assert len(shown.strip("…")) <= WIDEST
