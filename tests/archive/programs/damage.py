"""Spoils a year's file at random and looks whether anybody would have noticed.

Run with `python tests/archive/programs/damage.py ROUNDS`. Prints the seeds that were taken silently, then the counts as
JSON.
"""

import json
import random
import sys
import tempfile
from pathlib import Path

from storage.archive import open_store
from storage.domain.errors import Refused
from tests.archive.programs.faults import prepared


def main(rounds: int) -> int:
    """Spoil it so many times; return 1 when something was taken silently."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "team")
        prepared(folder)
        silent = taken_silently(folder, folder / "2026-27.json", rounds)
    sys.stdout.write("".join(f"seed {seed}\n" for seed in silent))
    sys.stdout.write(json.dumps({"files": rounds, "silent": len(silent)}) + "\n")
    return 1 if silent else 0


def taken_silently(folder: Path, year: Path, rounds: int) -> list[int]:
    """Return the seeds of the damage that nobody would have noticed."""
    good = year.read_bytes()
    silent = []
    for seed in range(rounds):
        spoilt = _spoilt(good, random.Random(seed))  # noqa: S311 - damage is no secret
        year.write_bytes(spoilt)
        if spoilt != good and _opens_silently(folder):
            silent.append(seed)
    return silent


def _spoilt(good: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(good))
    end = min(len(good), start + chance.choice([1, 1, 7, 64, 512]))
    piece = good[start:end]
    flipped = bytes(byte ^ 1 << chance.randrange(8) for byte in piece)
    instead = chance.choice([flipped, b"", b"\0" * len(piece), piece * 2, good[:start], good[start:] + good])
    return good[:start] + instead + good[end:]


def _opens_silently(folder: Path) -> bool:
    try:
        return open_store(folder, session="later").book().read_only is None
    except Refused:
        return False


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
