"""Put aside and taken up again, in a real terminal: as the shell's own keys and signals do it."""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.walk.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
STANDS = r"1 .* 2 .* 3 .* 4 .* 5 "


@pytest.fixture
def env(own_user: Path) -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(own_user)}


def sit_down(env: Mapping[str, str]) -> Terminal:
    return Terminal((sys.executable, "-m", "tui", "demo", "--as", "AB", "--language", "en"), env)


def stop(terminal: Terminal) -> None:
    """Wait until the program has stopped and given the terminal back."""

    def has_stopped() -> bool:
        pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
        return bool(pid) and os.WIFSTOPPED(status)

    terminal.until(has_stopped, "the stop")
    terminal.quiet()
    assert b"\x1b[?1049l" in terminal.sent
    terminal.see(STANDS, gone=True)


def go_on(terminal: Terminal) -> None:
    terminal.sent = b""
    os.kill(terminal.pid, signal.SIGCONT)
    terminal.see(STANDS)


@pytest.mark.parametrize("how", ["\x1a", signal.SIGTSTP])
def test_it_stops_and_stands_there_whole_when_it_goes_on(env: Mapping[str, str], how: str | signal.Signals) -> None:
    with sit_down(env) as terminal:
        before = terminal.see(STANDS)
        terminal.quiet()
        before = terminal.picture
        if isinstance(how, str):
            terminal.type(how)
        else:
            os.kill(terminal.pid, how)
        stop(terminal)
        go_on(terminal)
        terminal.until(lambda: terminal.picture == before, "the same picture")
        terminal.press("3")
        terminal.see("26-00")


def test_in_a_question_it_stops_too_and_its_text_stands(env: Mapping[str, str]) -> None:
    with sit_down(env) as terminal:
        terminal.see(STANDS)
        terminal.press("n")
        terminal.see("Esc cancel")
        terminal.type("Half a title")
        terminal.see("Half a title")
        terminal.type("\x1a")
        stop(terminal)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.see("Half a title")


def test_what_another_program_wrote_is_drawn_over(env: Mapping[str, str]) -> None:
    with sit_down(env) as terminal:
        terminal.see(STANDS)
        terminal.quiet()
        before = terminal.picture
        terminal._stream.feed(b"\x1b[5;1HBroadcast message from root\r\n\r\nThe machine goes down\r\n")
        assert "Broadcast" in terminal.picture
        terminal.type("\x0c")
        terminal.until(lambda: terminal.picture == before, "the same picture")


def test_a_screen_that_leads_a_meeting_is_not_put_aside(env: Mapping[str, str]) -> None:
    with sit_down(env) as terminal:
        terminal.see(STANDS)
        terminal.press("4")
        terminal.see("Begin")
        terminal.press("enter")
        terminal.see(r"^ ·")
        terminal.type("\x1a")
        terminal.see("Not while this screen")
        assert os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED) == (0, 0)
