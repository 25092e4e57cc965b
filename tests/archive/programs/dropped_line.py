"""Types into a case in a real terminal, kills the program in mid-word, and looks how much of the typing is lost.

Run with `python tests/archive/programs/dropped_line.py ROUNDS`. Prints the longest stretch lost (seconds) as JSON.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from storage.archive import create_store, open_store
from storage.domain.case.case import Case
from storage.domain.people import Language, Member, Team
from tests.walk.terminal import Terminal

ROOT = Path(__file__).resolve().parents[3]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PACE = 0.04
"""Seconds between two letters: somebody who types fast."""


def main(rounds: int) -> int:
    """Drop the line so many times, the last ones with a hang-up, the others with a kill."""
    lost = [_lost(signal.SIGKILL if number % 2 == 0 else signal.SIGHUP, number) for number in range(rounds)]
    sys.stdout.write(json.dumps({"rounds": rounds, "longest": max(lost)}) + "\n")
    return 0


def _lost(how: signal.Signals, seed: int) -> float:
    """Return how many seconds of typing were lost; the whole of it where nothing was kept."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "team")
        case = Case(id="c1", code="26-001", title="Lekser", opened=date(2026, 11, 2))
        team = Team(id="team", name="6. trinn", language=Language.EN, members=(Member(alias="AB"),))
        create_store(folder, team, case, now=datetime(2026, 11, 23, 13, tzinfo=UTC))
        typed, dropped = _typed_until_dropped(folder, home, how, random.Random(seed))  # noqa: S311 - nothing secret
        kept = max((draft.text for draft in open_store(folder, session="later").drafts("AB").values()), default="")
    return dropped - typed[len(kept)][0] if len(kept) < len(typed) else 0.0


def _typed_until_dropped(
    folder: Path, home: str, how: signal.Signals, chance: random.Random
) -> tuple[list[tuple[float, str]], float]:
    """Return each letter with the moment it was typed, and the moment the line was dropped."""
    env = {**os.environ, "FREDSTID_TEAM": str(folder), "PYTHONPATH": str(ROOT), "HOME": home, "XDG_CONFIG_HOME": home}
    typed = []
    with Terminal((sys.executable, "-m", "tui", "--language", "en", "--as", "AB"), env) as terminal:
        terminal.see("Today")
        terminal.press("3")
        terminal.see("^ *1 case$")
        terminal.press("enter")
        terminal.see("nothing yet")
        terminal.press("enter")
        terminal.see("Esc cancel")
        for number in range(20 + chance.randrange(50)):
            letter = LETTERS[number % len(LETTERS)]
            terminal.type(letter)
            typed.append((time.monotonic(), letter))
            terminal.rest(PACE)
        dropped = time.monotonic()
        terminal.kill(how)
    return typed, dropped


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
