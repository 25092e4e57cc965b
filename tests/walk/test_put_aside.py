"""Put aside and taken up again, in a real terminal: as the shell's own keys and signals do it."""

import os
import shlex
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.walk.terminal import CLOCK, Terminal

ROOT = Path(__file__).resolve().parents[2]
STANDS = r"1 .* 2 .* 3 .* 4 .* 5 "


@pytest.fixture
def env(own_user: Path) -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(own_user)}


def sit_down(env: Mapping[str, str]) -> Terminal:
    return Terminal((sys.executable, "-m", "tui", "demo", "--as", "AB", "--language", "en"), env)


def sit_down_in_a_shell(env: Mapping[str, str]) -> Terminal:
    terminal = Terminal(("bash", "--norc", "--noprofile", "-i"), env)
    terminal.type(f"{shlex.quote(sys.executable)} -m tui demo --as AB --language en\r")
    return terminal


def stop(terminal: Terminal) -> None:
    """Press Ctrl+Z, and wait until the terminal is the shell's again."""
    terminal.type("\x1a")
    terminal.see("Stopped")
    assert b"\x1b[?1049l" in terminal.sent
    terminal.see(STANDS, gone=True)


def test_it_stops_and_stands_there_whole_when_it_goes_on(env: Mapping[str, str]) -> None:
    with sit_down_in_a_shell(env) as terminal:
        terminal.see(STANDS)
        terminal.quiet()
        before = terminal.picture
        stop(terminal)
        terminal.type("fg\r")
        terminal.until(lambda: terminal.picture == before, "the same picture")
        terminal.press("3")
        terminal.see("26-00")


def test_a_signal_stops_it_too(env: Mapping[str, str]) -> None:
    with sit_down(env) as terminal:
        terminal.see(STANDS)
        terminal.quiet()
        before = terminal.picture
        os.kill(terminal.pid, signal.SIGTSTP)
        terminal.until(lambda: has_stopped(terminal), "the stop")
        terminal.quiet()
        terminal.see(STANDS, gone=True)
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.until(lambda: terminal.picture == before, "the same picture")


def has_stopped(terminal: Terminal) -> bool:
    pid, status = os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED)
    return bool(pid) and os.WIFSTOPPED(status)


def test_in_a_question_it_stops_too_and_its_text_stands(env: Mapping[str, str]) -> None:
    with sit_down_in_a_shell(env) as terminal:
        terminal.see(STANDS)
        terminal.press("n")
        terminal.see("Esc cancel")
        terminal.type("Half a title")
        terminal.see("Half a title")
        stop(terminal)
        terminal.type("fg\r")
        terminal.see("Half a title")


def test_where_no_shell_waits_it_does_not_stop(env: Mapping[str, str]) -> None:
    with sit_down(env) as terminal:
        terminal.see(STANDS)
        terminal.type("\x1a")
        terminal.see("no shell")
        assert os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED) == (0, 0)
        terminal.press("3")
        terminal.see("26-00")


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
        terminal.see(CLOCK)
        terminal.type("\x1a")
        terminal.see("Not while this screen")
        assert os.waitpid(terminal.pid, os.WNOHANG | os.WUNTRACED) == (0, 0)
