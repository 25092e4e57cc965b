"""NO_COLOR in a real terminal: no colour leaves the program, and one still sees where one is."""

import os
import re
import sys
from pathlib import Path

from tests.walk.terminal import Terminal

ROOT = Path(__file__).resolve().parents[2]
LOOKS = re.compile(rb"\x1b\[([0-9;:]*)m")


def colours(sent: bytes) -> set[bytes]:
    """Return the codes that set a colour, greys and the terminal's own two included."""
    codes = {code for found in LOOKS.finditer(sent) for code in re.split(rb"[;:]", found[1])}
    return {code for code in codes if code[:1] in {b"3", b"4"} and len(code) == 2} | {c for c in codes if len(c) == 3}


def test_no_colour_is_sent_and_the_cursor_is_seen(own_user: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(own_user), "NO_COLOR": "1"}
    with Terminal((sys.executable, "-m", "tui", "demo", "--as", "AB", "--language", "en"), env) as terminal:
        terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
        terminal.press("2")
        terminal.see("✓ done")
        terminal.press("1")
        terminal.see("The team")
        terminal.press("n")
        terminal.see("Esc cancel")
        terminal.type("Half")
        terminal.see("Half")
        terminal.quiet()
        row = next(number for number, line in enumerate(terminal.screen.display) if "Half" in line)
        after = terminal.screen.display[row].index("Half") + len("Half")
        assert terminal.screen.buffer[row][after].reverse
        assert colours(terminal.sent) == set()
        assert LOOKS.search(terminal.sent)
