"""Tries to break a team in a database in every way it promises to stand, and prints what came of it.

Run with `python tests/postgres/report.py`; it takes some minutes, best with nothing else at work. A cluster is tried by
`tests/postgres/cluster.py`, and how much a database can hold by `tests/postgres/load.py`.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.postgres.server import Server, running_server
from tests.postgres.test_kills import (
    Outcome,
    cut_at_every_message,
    killed_at_every_message,
    opened_by_many,
    written_while_lines_are_cut,
    written_while_the_server_is_killed,
)

ATTACKS: dict[str, Callable[[Server], Outcome]] = {
    "line cut at every message, before it arrives": lambda server: cut_at_every_message(server, arrives=False)[1],
    "line cut at every message, before its answer": lambda server: cut_at_every_message(server, arrives=True)[1],
    "client killed at every message": lambda server: killed_at_every_message(server, 1)[1],
    "12 × 200 who open cases": lambda server: opened_by_many(server, 12, 200),
    "4 × 100 who write in one case, 100 lines cut": lambda server: written_while_lines_are_cut(server, 4, 100),
    "server killed 100 times": lambda server: written_while_the_server_is_killed(server, 100),
}


def main() -> int:
    """Print a line for each attack; return 1 where one has succeeded."""
    broken = 0
    with running_server() as server:
        for name, attack in ATTACKS.items():
            began = time.monotonic()
            came = attack(server)
            broken += bool(came.lost or came.doubled or came.unreadable)
            sys.stdout.write(
                f"{name}: said {len(came.said)}, kept {len(came.kept)}, lost {len(came.lost)},"
                f" doubled {came.doubled}, unreadable {came.unreadable}, longest wait {came.longest:.2f} s"
                f" ({time.monotonic() - began:.0f} s in all, load {os.getloadavg()[0]:.0f})\n"
            )
            sys.stdout.flush()
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
