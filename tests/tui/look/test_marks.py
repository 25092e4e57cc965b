"""The marks: each means one thing, stands alone, and has a twin on a console that cannot draw it."""

import re
from collections import Counter
from pathlib import Path

import pytest
from rich.cells import cell_len

import tui
from tui.look.signs import ROLES, STYLES, TWINS, Mark, needs_twins

PACKAGE = Path(tui.__file__).parent
ALSO_PUNCTUATION = set("·?!+=→↑−…")
"""Marks that sentences and key lines use as the signs they are."""


def test_each_mark_has_one_meaning() -> None:
    assert [sign for sign, count in Counter(mark.sign for mark in Mark).items() if count > 1] == []
    assert len({mark.value for mark in Mark}) == len(Mark.__members__)


def test_each_mark_has_a_twin_of_its_own_that_every_terminal_has() -> None:
    assert all(mark.twin.isascii() and mark.twin.isprintable() for mark in Mark)
    assert len({mark.twin for mark in Mark}) == len(Mark)
    assert all(str(mark).translate(TWINS) == mark.twin for mark in Mark)


def test_marks_and_twins_take_one_cell() -> None:
    assert {cell_len(mark.sign) for mark in Mark} == {1}
    assert {len(twin) for twin in TWINS.values()} == {1}


def test_each_role_has_a_style() -> None:
    assert tuple(STYLES) == ROLES
    assert {mark.role for mark in Mark} <= set(ROLES)


def test_no_module_writes_a_mark_by_hand() -> None:
    signs = "".join({mark.sign for mark in Mark} - ALSO_PUNCTUATION - set("▁▄█┃×•"))
    by_hand = re.compile(rf'f?"[^"\n]*[{signs}▶◐]')
    files = (file for file in PACKAGE.rglob("*.py") if file.parent != PACKAGE / "look")  # which draws scales and dots
    code = {
        str(file.relative_to(PACKAGE)): re.sub(r'""".*?"""', "", file.read_text("utf-8"), flags=re.DOTALL)
        for file in files
    }
    assert {name: found for name, text in code.items() if (found := by_hand.findall(text))} == {}


@pytest.mark.parametrize(
    ("term", "encoding", "needed"),
    [
        ("xterm-256color", "utf-8", False),
        ("xterm", "UTF8", False),
        ("linux", "utf-8", True),
        ("xterm", "iso8859-1", True),
        ("xterm", "ANSI_X3.4-1968", True),
    ],
)
def test_a_console_gets_the_twins(term: str, encoding: str, needed: bool) -> None:
    assert needs_twins(term, encoding) is needed
