"""What people read on the command line fits the terminal: words stay whole, cells stand under one another."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from storage.archive import FolderStore
from storage.documents.page import escaped
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.store import Change
from tests.cli.conftest import NOW
from tests.walk.terminal import Terminal
from tui.cli.layout import cells, columns, cut, laid_out, page_lines, to_be_read

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Result]
LONG = "Spørre rektor om når foreldrene får skriftlig svar, og gi dem datoen før helga når det er mulig"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("plain", 5),
        ("blåbær", 6),
        ("bla\u030aba\u0308r", 6),
        ("好的", 4),
        ("😀", 2),
        ("❤", 1),
        ("❤\ufe0f", 2),
        ("👩\u200d🏫", 2),
        ("a\u200bb", 2),
        ("", 0),
    ],
)
def test_a_text_takes_the_columns_a_terminal_gives_it(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Lekser", 6, "Lekser"),
        ("Lekser hver dag", 12, "Lekser hver…"),
        ("Lekser hver dag", 7, "Lekser…"),
        ("好的好的", 5, "好的…"),
        ("好的好的", 4, "好…"),
    ],
)
def test_what_does_not_fit_ends_in_a_sign(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_cells_stand_under_one_another_whatever_letters_they_hold() -> None:
    rows = [("ab", "x"), ("a\u0308o\u0308", "y"), ("好的", "z"), ("😀", "w")]
    assert columns(rows) == ("ab    x", "äö    y", "好的  z", "😀    w")


def test_one_long_cell_does_not_widen_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = columns(
        [("26-001", "open", "word " * 96, "theme"), ("26-002", "open", "Short", "theme")], texts=(2,), most=2
    )
    assert [line.split()[0] for line in lines][::2] == ["26-001", "26-002"]
    assert max(map(cells, lines)) <= 80
    assert lines[1].endswith("…")
    assert len(lines) == 3


def test_a_text_goes_on_under_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    lines = columns([("!", "AB", LONG)], within=2)
    begins = lines[0].index("Spørre")
    assert {len(line) - len(line.lstrip()) for line in lines[1:]} == {begins}
    assert " ".join(line[begins:] for line in lines) == LONG


@pytest.mark.parametrize(
    ("line", "under"),
    [
        ("! Late", 2),
        ("  ✓ Done", 4),
        ("  12  A theme", 6),
        ("Plain", 0),
        ("«Quoted", 0),
        ("– Dash", 2),
        ("2026 was", 0),
    ],
)
def test_a_line_goes_on_under_where_its_text_begins(line: str, under: int) -> None:
    first, *others = laid_out(f"{line} {LONG}", 40)
    assert first.startswith(line)
    assert {len(each) - len(each.lstrip()) for each in others} == {under}
    assert " ".join([first, *(each.strip() for each in others)]) == f"{line} {LONG}"


def test_a_word_that_is_longer_than_a_line_is_left_whole() -> None:
    word = "https://example.org/" + "a" * 80
    assert word in list(laid_out(f"See {word} for more", 40))


MARKDOWN = MarkdownIt("commonmark").enable("table")
HEADS = ("", "- ", "- x\n  - ", "> ", "1. ", "- **Name:** ", "- [ ] ")
WORDS = st.sampled_from(
    ["ord", "-", "1.", "2026.", "##", "===", "---", "+", "*", "|", ">", "12)", "```", "好的", "<b>", "\n"]
)


def meaning(page: str) -> str:
    return re.sub(r"\s+", " ", MARKDOWN.render(page)).replace(" </", "</")


@settings(deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=40), st.sampled_from(HEADS), st.integers(40, 80))
def test_a_page_that_is_broken_into_lines_is_still_the_same_page(words: list[str], head: str, width: int) -> None:
    page = f"# A title\n\n{head}{escaped(' '.join(words), '  ')}\n"
    assert meaning("\n".join(page_lines(page, width))) == meaning(page)


def test_headings_tables_and_fences_are_left_whole() -> None:
    page = "\n".join((f"# {LONG}", "", f"| a | {LONG} |", "", "```", LONG, "```", "", f"- {LONG}"))
    lines = list(page_lines(page, 40))
    assert lines[:7] == page.split("\n")[:7]
    assert max(map(cells, lines[8:])) <= 40


def test_on_a_terminal_a_table_that_is_too_wide_is_a_list_of_its_rows() -> None:
    table = ("| when | what |", "|---|:--|", f"| 18:35 | {LONG} \\| more |")
    lines = [line for each in to_be_read("\n".join((f"# {LONG}", "", *table)), 60) for line in page_lines(each, 60)]
    assert max(map(cells, lines)) <= 60
    assert "- when · what" in lines
    assert any(line.startswith("- 18:35 · Spørre") for line in lines)
    assert list(to_be_read("\n".join(table), 200)) == list(table), "what fits is left as it is"


COMMANDS = [
    ("today",), ("cases",), ("show", "26-001"), ("history",), ("plan", "--all"), ("plan", "year"),
    ("rounds",), ("parents",), ("insight",), ("minutes",), ("lift",), ("safety",), ("restore",),
]  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("width", ["", "80", "60"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_fits(
    run_anywhere: Run, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], width: str, language: str
) -> None:
    """Without a terminal nobody knows how wide it is: then it is 80."""
    monkeypatch.setenv("COLUMNS", width)
    run_anywhere("today", "--team", "demo", "--language", language)  # makes it
    shown = run_anywhere(*command, "--team", "demo", "--language", language)
    assert shown.exit_code == 0
    lines = [line for line in shown.stdout.splitlines() if not line.startswith("#")]
    assert max(map(cells, lines)) <= int(width or "80")


def test_what_programs_read_is_not_broken(run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    long = Agreement(id="long", what=LONG * 3, owner="AB", made=NOW.date(), due=NOW.date())
    store.save(Change(None, long), Change(None, Case(id="c8", title=LONG, opened=NOW.date())), by="AB", at=NOW)
    monkeypatch.setenv("COLUMNS", "40")
    assert LONG * 3 in run("today", "--json").stdout
    assert LONG in run("cases", "--json").stdout


def test_an_agreement_is_told_whole(run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch) -> None:
    agreed = Agreement(id="long", what=LONG, owner="AB", made=NOW.date(), due=NOW.date())
    store.save(Change(None, agreed), by="AB", at=NOW)
    monkeypatch.setenv("COLUMNS", "80")
    assert LONG in " ".join(run("today").stdout.split())


@pytest.mark.parametrize("said", ["", "0", "x", "-5", "²", "9" * 50])
def test_a_width_that_is_none_is_no_trouble(run: Run, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("COLUMNS", said)
    assert run("today").exit_code == 0


@pytest.mark.parametrize("arguments", [("check",), ("show", "26-999-and-something-that-is-no-code-at-all"), ("today",)])
def test_on_a_terminal_no_word_is_broken(folder: Path, arguments: tuple[str, ...]) -> None:
    """Sentences that say what is wrong are whole lines in a pipe, and whole words here."""
    (folder / "forms").mkdir()
    (folder / "forms" / "our-own-form-for-the-autumn.nb.toml").write_text("nothing = 'of a form'\n", "utf-8")
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "tui", *arguments, "--team", str(folder), "--language", "en")
    piped = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    with Terminal(command, env, columns=60, rows=24) as terminal:
        terminal.wait()
        shown = terminal.sent.decode()
    lines = [line for line in shown.split("\r\n") if line]
    assert max(len(line) for line in lines if str(folder) not in line and " " in line) <= 60
    if arguments != ("today",):
        assert len((piped.stdout + piped.stderr).splitlines()) == 1
        assert shown.split() == (piped.stdout + piped.stderr).split()
