"""Two laptops work a week apart on one folder that a tool moves between them; one command joins what they wrote.

Each tool is imitated by what it does to files: how it calls a copy, whose file keeps its name, what comes late, which
file times it brings, and what it leaves lying about. The files are real, and so is the command, a process of its own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.disk.folder import existing
from storage.archive.earlier import chain
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.people import Language, Member, Team
from storage.domain.record import Record
from storage.store import Change

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2024, 11, 25, 12, tzinfo=UTC)
"""When they meet again, in a year that is over: whatever day the command runs on, it is later."""
WEEK = timedelta(days=7)
LONG_AGO = 1_000_000_000
OF_ONE_MACHINE = {"present", "drafts"}
"""What tells of who sits there now: it comes and goes while the tools work."""


@dataclass(frozen=True)
class Tool:
    """What a program that moves files between machines does to them."""

    copy: str
    """How it calls the copy of a file, by its stem and ending."""
    keeps_name: str
    """Whose file stays in its place: the one who was there first, or the one who wrote last."""
    litter: tuple[str, ...]
    """What it leaves in the folder while it works."""
    old_times: bool
    """Whether a file that comes from elsewhere bears the time it was written there."""
    leaves_out: tuple[str, ...] = ()
    """What it does not move."""
    more_copies: tuple[str, ...] = ()
    """Other states of the file that it lays beside it: what both came from, and what was here."""


TOOLS = {
    "OneDrive": Tool("{stem}-LAPTOP-7QK2{end}", "first", ("desktop.ini", "~$2024-25.tmp"), old_times=True),
    "Nextcloud": Tool(
        "{stem} (conflicted copy 2024-11-24 101010){end}",
        "first",
        (".sync_5ac1b2.db", ".owncloudsync.log", ".2024-25.json.~4be1"),
        old_times=True,
    ),
    "Syncthing": Tool(
        "{stem}.sync-conflict-20241124-101010-ABCDEFG{end}",
        "last",
        (".stfolder/marker", ".syncthing.2024-25.json.tmp", "~syncthing~team.json.tmp"),
        old_times=True,
    ),
    "git": Tool(
        "{stem}_REMOTE_4711{end}",
        "first",
        (".gitattributes", ".git/HEAD"),
        old_times=False,
        leaves_out=("backups",),
        more_copies=("{stem}_BASE_4711{end}", "{stem}_LOCAL_4711{end}"),
    ),
}


@dataclass(frozen=True)
class Laptop:
    """A machine with its own copy of the folder, and what its program remembers."""

    home: Path

    @property
    def folder(self) -> Path:
        return self.home / "team"

    @property
    def store(self) -> FolderStore:
        return open_store(self.folder, session=f"{self.home.name}:1", memory=self.home / "state" / "fredstid" / "known")

    def does(self, *words: str, said: str = "") -> tuple[int, str, str]:
        """Run the command here."""
        homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(self.home))
        environment = {**os.environ, **homes, "XDG_STATE_HOME": str(self.home / "state"), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tui", "--language", "en", *words, "--team", str(self.folder)]
        ended = subprocess.run(command, input=said, capture_output=True, text=True, env=environment, check=False)
        return ended.returncode, ended.stdout, ended.stderr

    def add(self, days: float, *records: Record) -> None:
        self.store.save(
            *(Change(None, record) for record in records), by=self.home.name, at=NOW - WEEK + days * WEEK / 7
        )

    def edit(self, days: float, key: str, **values: object) -> None:
        store = self.store
        record = store.book().record(key)
        assert record
        at = NOW - WEEK + days * WEEK / 7
        store.save(Change(record, record.but(**values)), by=self.home.name, at=at)


Files = Mapping[Path, bytes]


def files_in(folder: Path, left_out: tuple[str, ...] = ()) -> Files:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    inside = ((path.relative_to(folder), path) for path in paths)
    return {name: path.read_bytes() for name, path in inside if not {*left_out, *OF_ONE_MACHINE} & set(name.parts)}


def lay(folder: Path, name: Path, content: bytes, tool: Tool) -> None:
    (folder / name).parent.mkdir(exist_ok=True, parents=True)
    beside = folder / name.with_name(f".{name.name}.part")
    beside.write_bytes(content)
    beside.replace(folder / name)
    if tool.old_times:
        os.utime(folder / name, (LONG_AGO, LONG_AGO))


def moves(base: Files, one: Laptop, other: Laptop, tool: Tool) -> Iterator[tuple[Path, Path, bytes | None]]:
    """Yield what the tool does when the two meet: in which folder, to which file, and what lies there then."""
    here, there = files_in(one.folder, tool.leaves_out), files_in(other.folder, tool.leaves_out)
    for name in sorted({*base, *here, *there}):
        was, mine, theirs = base.get(name), here.get(name), there.get(name)
        if mine == theirs:
            continue
        if was in (mine, theirs) or mine is None or theirs is None:
            changed, behind = (mine, other) if theirs == was else (theirs, one)
            yield behind.folder, name, changed
            continue
        stays, moved = (mine, theirs) if tool.keeps_name == "first" else (theirs, mine)
        beside = {tool.copy: moved, **dict(zip(tool.more_copies, (was, stays), strict=False))}
        for laptop in (one, other):
            for called, content in beside.items():
                yield laptop.folder, name.with_name(called.format(stem=name.stem, end=name.suffix)), content
            yield laptop.folder, name, stays


def move(moved: list[tuple[Path, Path, bytes | None]], tool: Tool) -> None:
    for folder, name, content in moved:
        if content is None:
            (folder / name).unlink(missing_ok=True)
        else:
            lay(folder, name, content, tool)


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Laptop, Laptop]:
    one, other = Laptop(tmp_path / "AB"), Laptop(tmp_path / "CD")
    began = (NOW - 2 * WEEK).date()
    team = Team(id="team", name="Year 6", language=Language.EN, members=(Member(alias="AB"), Member(alias="CD")))
    create_store(one.folder, team, now=NOW - 2 * WEEK)
    for number, title in enumerate(("Homework", "The bus")):
        one.store.save(
            Change(None, Case(id=f"c{number}", title=title, opened=began)),
            by="AB",
            at=NOW - 2 * WEEK + timedelta(hours=1),
        )
    shutil.copytree(one.folder, other.folder)
    assert other.store.book().read_only is None
    return one, other


def a_week_apart(one: Laptop, other: Laptop) -> None:
    """Work on both: one field on both sides, a case deleted here and changed there, and one new code given twice."""
    day = (NOW - WEEK).date()
    one.edit(1, "c0", title="Homework on Mondays")
    one.add(2, Case(id="x1", title="The playground", opened=day))
    one.store.delete_case("c1", by="AB", at=NOW - WEEK / 2)
    one.edit(4, "team", name="Year 6 A")
    other.edit(1, "c1", owner="CD")
    other.add(2, Case(id="x2", title="The cloakroom", opened=day))
    code = next(case.code for case in other.store.book().cases if case.id == "x2")
    other.add(3, Agreement(id="g", what="Ring home", owner="CD", made=day, due=day, case=code))
    other.edit(5, "c0", title="Homework every day")
    other.edit(6, "team", members=(*other.store.book().team.members, Member(alias="EF")))


def titles(laptop: Laptop) -> dict[str, str]:
    return {case.id: case.title for case in laptop.store.book().cases}


@pytest.mark.parametrize("name", TOOLS)
def test_one_command_joins_a_week_of_two_laptops(laptops: tuple[Laptop, Laptop], name: str) -> None:
    one, other, tool = *laptops, TOOLS[name]
    base = files_in(one.folder, tool.leaves_out)
    a_week_apart(one, other)
    heads = [head for laptop in laptops for head in chain.heads(existing(laptop.folder))]
    moved = list(moves(base, one, other, tool))
    for laptop in laptops:
        for left in tool.litter:
            lay(laptop.folder, Path(left), b"", tool)
    late = [each for each in moved if each[1].parts[0] in {"history", "backups"}]
    move([each for each in moved if each not in late], tool)
    for laptop in laptops:  # while only some of it has come
        assert laptop.does("today")[0] == 0
    move(late, tool)
    apart = [laptop for laptop in laptops if laptop.store.book().read_only]
    for laptop in apart:
        status, _, said = laptop.does("log", "24-001", "Calmer.")
        assert (status, "“fredstid merge”" in said, said.count("\n")) == (1, True, 1), said
        assert "Calmer." not in str(laptop.store.book())
    joins = apart[0] if apart else one
    checked = joins.does("check")[1]
    for path, called in joins.store.copies():
        assert (called, f"“fredstid merge '{path.name}'”" in checked) == (name, True), checked
    status, told, said = joins.does("merge", "--yes")
    assert (status, "deleted on one side, changed on the other" in told, "Joined: " in said) == (0, True, True), said
    assert titles(joins) == {"c0": "Homework every day", "x1": "The playground", "x2": "The cloakroom"}
    book = joins.store.book()
    assert [memory.value for memory in book.record("c0").before][-1] == "Homework on Mondays"  # type: ignore[union-attr]
    codes = {case.id: case.code for case in book.cases}
    assert (codes["x1"] < codes["x2"], {each.id: each.case for each in book.agreements}) == (True, {"g": codes["x2"]})
    assert (book.read_only, book.team.name, book.team.aliases) == (None, "Year 6 A", ("AB", "CD", "EF"))
    assert all(chain.stands(existing(joins.folder), head) for head in heads)
    stay = joins.store.copies()
    assert said.count("The copy is put aside now") + len(stay) == said.count(".json\n")
    assert joins.does("merge", "--yes")[2].count("There is nothing to join") == len(stay)
    assert joins.does("log", codes["x2"], "Calmer.")[0] == 0
    behind = other if joins is one else one
    for path, content in files_in(joins.folder, tool.leaves_out).items():
        lay(behind.folder, path, content, tool)
    assert (titles(behind), behind.store.book().read_only) == (titles(joins), None)
    assert behind.does("merge", "--yes")[0] == 0  # its copies lie there still, and bring nothing
    assert titles(behind) == titles(joins)
    for laptop in laptops:
        for path, _ in laptop.store.copies():
            path.unlink()
        assert laptop.does("log", "24-001", "Calm.")[0] == 0
