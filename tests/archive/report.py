"""Tries to break the store in every way it promises to stand, and prints what came of it as a table.

Run with `python tests/archive/report.py` (long, a quarter of an hour or two, best with nothing else at work), with
`--short` for the forms that the test suite runs, or with a word of a promise's name to try that one alone.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.archive.measures import MEASURES, Measure


def main(words: list[str]) -> int:
    """Print the table; return 1 when a promise was not kept."""
    long = "--short" not in words
    wanted = [word for word in words if word != "--short"]
    chosen = [each for each in MEASURES if not wanted or any(word in each.name for word in wanted)]
    kept = [_tried(each, long=long) for each in chosen]
    return 0 if all(kept) else 1


def _tried(measure: Measure, *, long: bool) -> bool:
    began = time.monotonic()
    result = measure.taken(long=long)
    kept = measure.kept(result) and (not long or measure.kept_long(result))
    sys.stdout.write(
        f"{'kept  ' if kept else 'BROKEN'}  {measure.name}\n"
        f"        promised  {measure.promised}\n"
        f"        measured  {measure.said.format_map(result)}   ({time.monotonic() - began:.0f} s)\n"
    )
    sys.stdout.flush()
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
