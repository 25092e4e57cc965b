"""What hands and lines do to the real program: heaps of keys, bare pastes, the mouse, a few cells of room."""

import os
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.archive import open_store
from storage.domain.views.book import Book
from tests.walk.terminal import Terminal
from tui.desk.settings import Settings, keys_file, load_settings, save_settings

ROOT = Path(__file__).resolve().parents[2]
MOUSE_ON = b"\x1b[?1000h"
CLIPBOARD = b"\x1b]52;"


@pytest.fixture
def env() -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


@contextmanager
def program(env: Mapping[str, str], *options: str) -> Iterator[Terminal]:
    """The demo team's Today, in a terminal."""
    with Terminal((sys.executable, "-m", "tui", *options, "demo", "--language", "en", "--as", "KL"), env) as terminal:
        terminal.see("new case")
        terminal.quiet()
        yield terminal


def book(own_user: Path) -> Book:
    return open_store(own_user / "fredstid" / "demo", session="looking on").book()


def drags(row: int) -> str:
    """A click that slips, a drag, a double click and the wheel, on one row."""
    down, up = f"\x1b[<0;3;{row}M", f"\x1b[<0;40;{row}m"
    double = f"\x1b[<0;70;{row}M\x1b[<0;70;{row}m" * 2
    return f"{down}\x1b[<32;20;{row}M\x1b[<32;40;{row}M{up}{double}\x1b[<65;9;{row}M\x1b[<64;9;{row}M"


def still_there(terminal: Terminal) -> None:
    """The help opens and closes."""
    terminal.press("f12")
    terminal.see("What can I do here")
    terminal.press("esc")
    terminal.see("What can I do here", gone=True)


def test_a_mouse_over_every_row_of_every_mode_ends_and_changes_nothing(env: Mapping[str, str], own_user: Path) -> None:
    with program(env) as terminal:
        before = book(own_user)
        for mode in "12345":
            terminal.press(mode)
            terminal.quiet()
            for row in range(1, 24):
                terminal.type(drags(row))
            terminal.quiet()
            still_there(terminal)
        terminal.press("1")
        terminal.see("new case")
        assert book(own_user) == before
        assert CLIPBOARD not in terminal.sent


def test_keys_in_a_heap_are_carried_out_as_they_were_typed(env: Mapping[str, str]) -> None:
    with program(env) as terminal:
        terminal.press("n")
        terminal.see("A new case")
        terminal.type("Homework abd\x7fc")
        terminal.see("Homework abc")
        terminal.type("\x7f\x7f\x7fday\x1b[H7 ")
        terminal.see("7 Homework day")
        terminal.type("\x03\x18")
        terminal.quiet()
        assert CLIPBOARD not in terminal.sent


def test_a_key_pressed_twice_answers_one_question_and_raises_no_alarm(env: Mapping[str, str], own_user: Path) -> None:
    with program(env) as terminal:
        terminal.press("n")
        terminal.see("A new case")
        terminal.type("Twice")
        terminal.see("Twice")
        terminal.type("\r\r\r")
        terminal.see("We ask in every case")
        terminal.quiet()
        terminal.type("\r\r")
        terminal.quiet()
        terminal.see("We ask in every case")
        (case,) = (case for case in book(own_user).cases if case.title == "Twice")
        assert (case.alarm, case.safe) == (None, None)
        terminal.press("esc")
        terminal.type("\x1b[19~\x1b[19~\x1b[19~")
        terminal.see("goes on")
        terminal.press("enter")
        terminal.see("Twice")


def test_what_is_pasted_without_brackets_is_no_command(env: Mapping[str, str], own_user: Path) -> None:
    with program(env) as terminal:
        before = book(own_user)
        terminal.type("quit 4\rn\rq\ru\r \r")
        terminal.see("That was text")
        terminal.quiet()
        assert book(own_user) == before
        terminal.press("n")
        terminal.see("A new case")
        terminal.press("tab")
        terminal.type("First line\rq second line\r")
        terminal.see("q second line")
        terminal.see("A new case")
        assert book(own_user) == before


def test_bytes_that_are_no_text_end_nothing(env: Mapping[str, str]) -> None:
    with program(env) as terminal:
        os.write(terminal._fd, b"\xe6\xff\xc3")
        terminal.quiet()
        still_there(terminal)


def test_a_terminal_of_a_few_cells_waits_until_there_is_room(env: Mapping[str, str]) -> None:
    with program(env) as terminal:
        for columns, rows in ((4, 24), (1, 1), (6, 24), (80, 2)):
            terminal.resize(columns, rows)
            terminal.quiet()
            terminal.press("n", "q")
            terminal.quiet()
        terminal.resize(80, 24)
        terminal.see("new case")
        terminal.press("g")
        terminal.see("What went well")
        terminal.resize(6, 24)
        terminal.quiet()
        terminal.resize(64, 20)
        terminal.see("What went well")
        terminal.type("A good talk")
        terminal.see("A good talk")


@pytest.mark.parametrize(("field", "shown"), [("n", "A new case"), ("/", "Search: cases")])
def test_nothing_is_sent_while_somebody_thinks(field: str, shown: str, env: Mapping[str, str]) -> None:
    with program(env) as terminal:
        terminal.press(field)
        terminal.see(shown)
        terminal.quiet(0.5)
        sent = len(terminal.sent)
        terminal.rest(1.5)
        assert len(terminal.sent) == sent


def test_the_mouse_is_left_to_the_terminal_when_somebody_says_so(env: Mapping[str, str]) -> None:
    with program(env) as terminal:
        assert MOUSE_ON in terminal.sent
        terminal.press("z")
        terminal.see("left to the terminal")
        terminal.until(lambda: load_settings().mouse is False, "the setting")
        assert b"\x1b[?1000l" in terminal.sent
    for options in ((), ("--no-mouse",)):
        save_settings(Settings(mouse=bool(options)))
        with program(env, *options) as terminal:
            assert MOUSE_ON not in terminal.sent


def test_what_is_open_goes_to_the_clipboard_of_the_terminal(env: Mapping[str, str]) -> None:
    with program(env) as terminal:
        terminal.press("3", "enter")
        terminal.see("Clarification")
        terminal.type("\x12")
        terminal.see("Sent to your clipboard")
        sent = terminal.sent.split(CLIPBOARD + b"c;")[1].partition(b"\a")[0]
        text = b64decode(sent).decode()
        assert text.startswith("# 26-0")
        assert "\n- " in text


def test_own_keys_act_and_what_is_wrong_among_them_is_said_at_the_start(env: Mapping[str, str]) -> None:
    keys_file().parent.mkdir(parents=True, exist_ok=True)
    keys_file().write_text('[keys]\ntoday.new_case = "å"\ncase.nothing = "æ"\n', "utf-8")
    with program(env) as terminal:
        terminal.see("å new case")
        terminal.see("keys.toml, line 3")
        terminal.type("å")
        terminal.see("A new case")
        terminal.type("ålesund æra")
        terminal.see("ålesund æra")


def test_over_ssh_the_mouse_stays_the_terminals_until_somebody_takes_it(env: Mapping[str, str]) -> None:
    far = {**env, "SSH_TTY": "/dev/pts/1"}
    with program(far, "--mouse") as terminal:
        assert MOUSE_ON in terminal.sent
    with program(far) as terminal:
        assert MOUSE_ON not in terminal.sent
        terminal.press("z")
        terminal.see("the wheel work here")
        terminal.until(lambda: load_settings().mouse is True, "the setting")
    with program(far) as terminal:
        assert MOUSE_ON in terminal.sent
