"""Looks a folder over again and again while others write in it, and says what it found wrong.

Run with `python tests/archive/programs/checking.py WRITERS SECONDS`. Prints each thing found, then the counts as JSON.
"""

import json
import os
import signal
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from storage.archive import create_store, open_store
from storage.archive.care.check import findings_in
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.people import Team
from storage.domain.plan.plan import Practice
from storage.store import Change, Presence

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def main(writers: int, seconds: float) -> int:
    """Let them write for so long; return 1 when anything was found."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "team")
        cases = [Case(id=f"case{number}", title=f"Sak {number}", opened=date(2026, 9, 1)) for number in range(writers)]
        create_store(folder, Team(id="team", name="6. trinn"), Practice(id="p", area="a", title="x"), *cases, now=NOW)
        children = [_start(folder, number) for number in range(writers)]
        try:
            rounds, found = _look(folder, time.monotonic() + seconds)
        finally:
            for child in children:
                os.kill(child, signal.SIGKILL)
                os.waitpid(child, 0)
        written = len(open_store(folder, session="later").book().practices[0].minimum)
    sys.stdout.write("".join(f"{each}\n" for each in found))
    sys.stdout.write(json.dumps({"rounds": rounds, "found": len(found), "written": written}) + "\n")
    return 1 if found else 0


def _look(folder: Path, until: float) -> tuple[int, list[str]]:
    rounds, found = 0, []
    while time.monotonic() < until or not rounds:
        found += [f"{each.code} {each.path} {each.params}" for each in findings_in(folder)]
        rounds += 1
    return rounds, found


def _start(folder: Path, writer: int) -> int:
    child = os.fork()
    if not child:
        _write(folder, writer)
    return child


def _write(folder: Path, writer: int) -> None:
    store = open_store(folder, session=f"s{writer}")
    count = 0
    while True:
        case = next(case for case in store.book().cases if case.id == f"case{writer}")
        changes = [Change(case, case.but(title=f"Sak {writer}, {count}"))]
        if count % 3 == 0:
            entry = Entry(id=f"{writer}-{count}", step=Step.SITUATION, text="Gråter over leksene.", at=NOW)
            changes = [Change(case, with_entry(case.but(entries=()), entry))]
        if writer == 0:
            practice = store.book().practices[0]
            changes.append(Change(practice, practice.but(minimum="x" * (count % 60 + 1))))
        store.save(*changes, by="AB", at=NOW)
        store.be_here(Presence(session=f"s{writer}", by="AB", case=case.code, at=NOW))
        store.leave(f"s{writer}")
        count += 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
