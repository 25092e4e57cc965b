"""Damages a team's files at random, by rename and in place, repairs, and looks whether what was acknowledged is there.

Run with `python tests/archive/programs/repairs.py ROUNDS`. After each damage the folder is repaired, or gone back to
some backup, or written in on; then `restore` must list a state that holds everything acknowledged, and bring it back.
Prints the seeds after which something was lost, then the counts as JSON.
"""

import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from storage.archive import create_store, open_store
from storage.archive.care.check import findings_in, repair
from storage.archive.care.restoring import SoundBackup, restore, sound_asides, sound_backups
from storage.archive.disk.folder import Folder
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.domain.people import Team
from storage.domain.plan.plan import Practice
from storage.store import Change

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
YEARS = ("2024-25.json", "2026-27.json")
SAVES = 3
Spoil = Callable[[bytes, random.Random], bytes]


def main(rounds: int) -> int:
    """Damage it so many times; return 1 when something was lost."""
    with tempfile.TemporaryDirectory() as place:
        model = Path(place, "model")
        wanted = _written(model)
        older = {name: (model / "backups" / f"{name[:7]}.00000001.json").read_bytes() for name in YEARS}
        lost = [seed for seed in range(rounds) if not _is_there_after(seed, Path(place, "team"), model, wanted, older)]
    sys.stdout.write("".join(f"seed {seed}\n" for seed in lost))
    sys.stdout.write(json.dumps({"rounds": rounds, "lost": len(lost)}) + "\n")
    return 1 if lost else 0


def _written(folder: Path) -> dict[str, str]:
    """Make the folder, and return the last text that was acknowledged in each file."""
    cases = [Case(id=f"c{year}", title="Sak", opened=date(year, 9, 1)) for year in (2024, 2026)]
    store = create_store(folder, Team(id="team", name="6. trinn"), Practice(id="p", area="a", title="x"), now=NOW)
    store.save(*(Change(None, case) for case in cases), by="AB", at=NOW)
    for number in range(SAVES):
        at = NOW + timedelta(minutes=number)
        for case in store.book().cases:
            entry = Entry(id=f"{case.id}-{number}", step=Step.SITUATION, text=f"precious {case.id} {number}", at=at)
            store.save(Change(case, with_entry(case, entry)), by="AB", at=at)
    return {YEARS[0]: f"precious c2024 {SAVES - 1}", YEARS[1]: f"precious c2026 {SAVES - 1}"}


def _is_there_after(seed: int, folder: Path, model: Path, wanted: dict[str, str], older: dict[str, bytes]) -> bool:
    chance = random.Random(seed)  # noqa: S311 - damage is no secret
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(model, folder)
    name = chance.choice(YEARS)
    _damage(folder / name, older[name], chance)
    for _ in range(chance.choice((1, 1, 2))):
        _mend(folder, name, chance)
    _write_on(folder, chance)
    return all(_comes_back(folder, each, text) for each, text in wanted.items())


def _damage(path: Path, older: bytes, chance: random.Random) -> None:
    good = path.read_bytes()
    start = chance.randrange(len(good))
    piece = good[start : start + chance.choice((1, 7, 64, 512))]
    lines = good.splitlines(keepends=True)
    spoilt = chance.choice((
        good[:start],
        b"",
        good[:start] + bytes(byte ^ 1 << chance.randrange(8) for byte in piece) + good[start + len(piece) :],
        good[:start] + good[start + len(piece) :],
        b"\0" * len(good),
        good.replace(b"precious", b"nothing"),
        b"".join(line for line in lines if b"precious" not in line).replace(b"},\n}", b"}\n}"),
        older,
        b"<<<<<<< mine\n" + good + b"=======\n" + older + b">>>>>>> theirs\n",
        None,
    ))  # fmt: skip
    if spoilt is None:
        path.unlink()
    elif chance.random() < 0.5:
        path.write_bytes(spoilt)
    else:
        other = path.with_name("other")
        other.write_bytes(spoilt)
        other.replace(path)


def _mend(folder: Path, name: str, chance: random.Random) -> None:
    if chance.random() < 0.7:
        repair(folder, findings_in(folder), by="AB", at=NOW + timedelta(hours=1))
    elif states := _listed(folder, name):
        restore(folder, name, chance.choice(states).backup.key, by="AB", at=NOW + timedelta(hours=1))


def _write_on(folder: Path, chance: random.Random) -> None:
    """Save more often than backups are kept, if saving is allowed."""
    for number in range(chance.choice((0, 9))):
        store = open_store(folder, session="later")
        for case in store.book().cases:
            try:
                store.save(Change(case, case.but(title=f"Sak {number}")), by="AB", at=NOW + timedelta(hours=2))
            except Refused:
                return


def _listed(folder: Path, name: str) -> list[SoundBackup]:
    return [*sound_backups(Folder(folder), name), *sound_asides(Folder(folder), name)]


def _comes_back(folder: Path, name: str, text: str) -> bool:
    """Tell whether a state that `restore` lists holds a text, and going back to it brings that to the screens."""
    for state in _listed(folder, name):
        if any(text.encode() in line for line in state.lines.get("cases", {}).values()):
            restore(folder, name, state.backup.key, by="AB", at=NOW + timedelta(hours=3))
            cases = open_store(folder, session="last").book().cases
            return any(entry.text == text for case in cases for entry in case.entries)
    return False


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
