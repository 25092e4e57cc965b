"""Nothing that people wrote acts on a terminal, in lists, pages, JSON or errors."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.case import Case, Entry, Step
from storage.domain.text import UNWANTED
from storage.store import Change
from tui.cli.output import columns, write_json

Run = Callable[..., Result]
HOSTILE = (
    "\x1b]52;c;aGk=\x07",
    "\x1b]0;title\x1b\\",
    "\x1b[2J",
    "\x1bP1$r\x1b\\",
    "\x9b31m",
    "\x00",
    "\x07",
    "\u202egnp.exe",
    "\u200b",
    "\U000e0041",
    "a\rb",
)


def alive(result: Result) -> set[str]:
    """Return the characters in an output that could act on a terminal."""
    return {found[0] for text in (result.stdout, result.stderr) for found in UNWANTED.finditer(text)}


@pytest.fixture
def hostile_case(store: FolderStore, now: datetime) -> str:
    """A case as another program could have left it in the folder."""
    text = " ".join(HOSTILE)
    entry = Entry(id="e1", step=Step.SITUATION, text=text, at=now, by="AB")
    case = Case(id="hostile", title=text[:60], opened=date(2026, 11, 1), themes=(HOSTILE[0],), entries=(entry,))
    return store.save(Change(None, case), by="AB", at=now)[0].id


@pytest.mark.parametrize(
    "arguments",
    [
        ("today",),
        ("today", "--json"),
        ("cases",),
        ("cases", "--json"),
        ("show", "26-003"),
        ("show", "26-003", "--json"),
        ("search", "title"),
        ("search", "title", "--json"),
        ("log", "26-003", "-"),
        ("log", "26-003", "-", "--json"),
        ("agree", "26-003", HOSTILE[0], "--owner", "AB"),
    ],
)
@pytest.mark.usefixtures("hostile_case")
def test_nothing_stays_alive_in_what_is_printed(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, input=HOSTILE[0])
    assert result.exit_code == 0
    assert not alive(result)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("arguments", [("show",), ("cases", "--state"), ("minutes",), ("plan", "--area"), ()])
def test_nothing_stays_alive_in_an_error(run: Run, arguments: tuple[str, ...], text: str) -> None:
    result = run(*arguments, text)
    assert result.exit_code in {1, 2}
    assert not alive(result)


def test_nothing_stays_alive_in_the_name_of_a_folder(run_anywhere: Run, tmp_path: Path) -> None:
    result = run_anywhere("cases", "--team", str(tmp_path / "\x1b[2J\udcff"))
    assert result.exit_code == 1
    assert not alive(result)


def test_json_loses_nothing(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    kept = {"text": 'æ 😀 \x1b[2J \x9b \u202e \U000e0041 " \\ \n', "day": date(2026, 11, 25)}
    write_json(kept)
    printed = capfdbinary.readouterr().out
    assert msgspec.json.decode(printed) == {**kept, "day": "2026-11-25"}
    assert not UNWANTED.search(printed.decode())


def test_columns_stand_under_one_another() -> None:
    assert columns([("a", "bb", ""), ("ccc", "d", "e")]) == ("a    bb", "ccc  d   e")
    assert columns([]) == ()
