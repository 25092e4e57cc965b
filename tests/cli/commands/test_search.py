"""`fredstid search`."""

from collections.abc import Callable

import msgspec
import pytest
from click.testing import Result

from tui.cli.commands.search import WIDEST
from tui.presentation.search import KINDS, surroundings

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("words", "cells"),
    [
        (("TEARS",), ("26-001 Homework", "open", "entry", "It ends in tears most days.")),
        (("regelen", "FØRER"), ("26-002 Shared rules", "lesson", "Fører til ro: den samme regelen overalt.")),
        (("forer",), ("26-002 Shared rules", "lesson", "Fører til ro: den samme regelen overalt.")),
        (
            ("agreements", "date"),
            ("Two agreements at most", "practice", "Two agreements at most · We end with a date."),
        ),
        (("cold",), ("16 Nov", "meeting", "The room was cold.")),
    ],
)
def test_words_are_found_wherever_they_stand_and_what_they_belong_to_is_told(
    run: Run, words: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    (line,) = run("search", *words).stdout.splitlines()
    places = [line.find(cell) for cell in cells]
    assert -1 not in places
    assert places == sorted(places)


def test_nothing_found_is_said_and_told_by_the_exit_code(run: Run) -> None:
    result = run("search", "zebra")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "Nothing was found.\n")


def test_of_more_than_anybody_reads_the_best_are_shown_and_the_rest_counted(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = run("search", "the").stdout.splitlines()
    assert len(every) > 2
    monkeypatch.setattr("tui.cli.commands.search.MOST", 2)
    result = run("search", "the")
    assert result.stdout.split() == " ".join(every[:2]).split()
    assert result.stderr.startswith(f"{len(every)} texts hold it; these are the 2 that fit best.")
    assert len(msgspec.json.decode(run("search", "the", "--json").stdout)) == len(every)


def test_json_is_a_list_of_texts(run: Run) -> None:
    found = msgspec.json.decode(run("search", "tears", "--json").stdout)
    assert found == [{"kind": "entry", "of": "26-001", "part": "e1", "text": "It ends in tears most days."}]


def test_every_kind_of_text_has_a_name(run_anywhere: Run) -> None:
    """The demo team holds every kind there is."""
    assert run_anywhere("search", "the", "--team", "demo").exit_code == 0
    kinds = set()
    for word in ("the", "homework", "told", "head", "6", "closed", "wait", "and"):
        found = run_anywhere("search", word, "--team", "demo", "--json").stdout
        kinds |= {each["kind"] for each in msgspec.json.decode(found)}
    assert kinds <= set(KINDS)
    assert set(KINDS) - kinds <= {"decision", "reason", "told", "class", "leader"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("a" * 200 + " homework", "…homework"),
        ("homework " + "a" * 200, "homework " + "a" * 91 + "…"),
        ("a " * 100 + "homework " + "b" * 200, "…" + "a " * 14 + "homework " + "b" * 63 + "…"),
        ("a " * 100 + "doing homeworks " + "b" * 200, "…" + "a " * 11 + "doing homeworks " + "b" * 62 + "…"),
    ],
)
def test_a_long_text_is_shown_around_the_word(text: str, shown: str) -> None:
    assert surroundings(text, "Homework", WIDEST) == shown
    assert len(shown.strip("…")) <= WIDEST


@pytest.mark.parametrize("typed", ["lekser", "leksa", "LEKSENE", "homework", "mobil og nett", "samtalar"])
def test_themes_are_found_by_their_names_in_every_language(run_anywhere: Run, typed: str) -> None:
    assert run_anywhere("demo", "--make").exit_code in {0, 2}
    found = run_anywhere("search", typed, "--team", "demo", "--json")
    assert found.exit_code == 0
    assert any(each["kind"] == "theme" for each in msgspec.json.decode(found.stdout))


def test_a_slip_of_a_letter_is_forgiven_and_said(run: Run) -> None:
    result = run("search", "tesrs")
    assert (result.exit_code, result.stderr) == (0, "Nothing holds “tesrs”; this is what holds “tears”.\n")
    assert "It ends in tears most days." in result.stdout
