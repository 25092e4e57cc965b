"""The worked example of the file format: a small team's folder, written by the store the same way each time.

`python tests/papers/example.py` prints it as it stands in `storage/README.md`, for whoever raises the schema.
"""

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.archive import create_store, open_store
from storage.archive.beside import exports
from storage.archive.disk.folder import existing
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.ids import CHANCE
from storage.domain.people import Member, Team
from storage.domain.plan.plan import Area
from storage.store import Change, Draft, Heartbeat, Presence

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
SESSION = "vm:4711:01m1edeag0s0s0s0"
TEAM = Team(id="01m1edeag0t0t0t0", name="6. trinn", members=(Member(alias="AB"), Member(alias="CD")))
AREA = Area(id="01m1edeag0a0a0a0", key="homework", title="Lekser")
CASE = Case(id="01m1edeag0c0c0c0", title="Leksetid hver ettermiddag", opened=NOW.date(), owner="AB")
ENTRY = Entry(id="01m1efa4t0e0e0e0", step=Step.SITUATION, text="Gråter over leksene.", at=NOW, by="AB")
AGREEMENT = Agreement(
    id="01m1efa4t0g0g0g0", what="Ringe hjem", owner="AB", made=NOW.date(), due=date(2026, 9, 4), case="26-001"
)
COPIES = {
    "backups/team.00000001.json": "team.json",
    "backups/2026-27.00000002.json": "2026-27.json",
}
"""The newest backup of each file: a copy of the file itself."""
NOT_TOLD = {".lock"}
"""What depends on the process that writes."""


@contextlib.contextmanager
def settled() -> Iterator[None]:
    """Let every name and number be the same each time: whose machine it is, and what chance gives."""
    chances = iter([111_111_111, 222_222_222, 333_333_333])
    by_chance = os.urandom

    def counted(size: int) -> bytes:
        return (next(chances) << 2).to_bytes(size) if size == CHANCE else by_chance(size)

    with (
        mock.patch("os.urandom", counted),
        mock.patch("pwd.getpwuid", return_value=SimpleNamespace(pw_name="kari", pw_dir="/home/kari")),
        mock.patch("platform.node", return_value="vm"),
    ):
        yield


def write_example(folder: Path) -> None:
    """Let the store write the example's folder."""
    with settled():
        create_store(folder, TEAM, AREA, now=NOW, session=SESSION)
        store = open_store(folder, session=SESSION)
        (case,) = store.save(Change(None, CASE), by="AB", at=NOW)
        if not isinstance(case, Case):
            raise TypeError(case)
        later = NOW + timedelta(minutes=15)
        store.save(Change(case, with_entry(case, ENTRY)), Change(None, AGREEMENT), by="AB", at=later)
        store.keep_draft(Draft(by="AB", place="case/26-001/entry/text", text="Ringte i dag", at=later))
        store.be_here(Presence(session=SESSION, by="AB", case="26-001", at=later, writes=True))
        store.beat(Heartbeat(meeting="01m1edeag0m0m0m0", leader=SESSION, place=3, spent=41.5, at=later))
        written = exports.begun(Path("/home/kari/team-6"), by="AB", at=later, sealed=False, key="a7d122c9940f37d4")
        exports.note(existing(folder), written)


def files_in(folder: Path) -> dict[str, str]:
    """Return every file of a folder by its path in it, but for those that depend on the process."""
    files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {name: path.read_text("utf-8") for name, path in files.items() if name not in NOT_TOLD}


def main() -> None:
    """Print the example as the paper has it."""
    time.tzset()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "team-6"
        write_example(folder)
        for name, content in files_in(folder).items():
            if name not in COPIES:
                sys.stdout.write(f"```json {name}\n{content}{'' if content.endswith(chr(10)) else chr(10)}```\n\n")


if __name__ == "__main__":
    main()
