"""`fredstid restore`: the backups with what each lacks, and going back to one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, open_store
from storage.domain.case.case import Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.domain.people import Language
from storage.store import Change
from tui.cli.choosing import typed_moment
from tui.i18n.words import Words

Run = Callable[..., Result]


@pytest.fixture
def written(store: FolderStore, now: datetime) -> FolderStore:
    """Two entries more, an hour and two hours later."""
    for hours in (1, 2):
        case, at = store.book().case("26-001"), now + timedelta(hours=hours)
        entry = Entry(id=f"later{hours}", step=Step.IDEAS, text="Stop in time.", at=at, by="CD")
        store.save(Change(case, with_entry(case, entry)), by="CD", at=at)
    return store


def entries(folder: Path) -> int:
    return len(open_store(folder, session="later").book().case("26-001").entries)


@pytest.mark.usefixtures("written")
def test_backups_are_listed_with_what_each_lacks(run: Run) -> None:
    rows = [line.split(maxsplit=2) for line in run("restore", "2026-27").stdout.splitlines()]
    assert [row[1] for row in rows] == ["3", "2", "1"]
    assert rows[0][2].endswith("as it is now")
    assert rows[1][2].endswith("lacks 1 change: 1 case")
    assert rows[2][2].endswith("lacks 2 changes: 1 case")


@pytest.mark.usefixtures("written")
def test_json_says_who_did_what_after_each(run: Run) -> None:
    facts = msgspec.json.decode(run("restore", "2026-27.json", "--json").stdout)
    assert [(each["generation"], each["present"], len(each["lacks"])) for each in facts] == [
        (3, True, 0),
        (2, False, 1),
        (1, False, 2),
    ]
    assert facts[1]["lacks"][0]["by"] == "CD"
    assert facts[1]["lacks"][0]["records"] == [["case", "c1", "changed"]]


def test_all_files_are_listed(run: Run) -> None:
    assert [line.split()[0] for line in run("restore").stdout.splitlines()] == [
        "2025-26.json",
        "2026-27.json",
        "team.json",
    ]


@pytest.mark.usefixtures("written")
def test_going_back_shows_what_changes_and_keeps_what_lay_there(run: Run, folder: Path) -> None:
    ended = run("restore", "2026-27", "--to", "2", input="y\n")
    assert ended.exit_code == 0
    assert "~ case 26-001: changed" in ended.stderr
    assert entries(folder) == 2
    assert list((folder / "backups").glob("2026-27.aside-*.json"))


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize(("typed", "status"), [("n\n", 1), ("", 2)])
def test_without_a_yes_nothing_happens(run: Run, folder: Path, typed: str, status: int) -> None:
    assert run("restore", "2026-27", "--to", "2", input=typed).exit_code == status
    assert entries(folder) == 3


@pytest.mark.usefixtures("written")
def test_a_moment_takes_everything_back_to_how_it_was(run: Run, folder: Path, now: datetime) -> None:
    then = (now + timedelta(hours=1, minutes=30)).astimezone().isoformat()
    ended = run("restore", "--to", then, "--yes")
    assert ended.exit_code == 0, ended.stderr
    assert entries(folder) == 2
    assert "team.json" not in ended.stderr


def test_what_is_like_that_already_is_left_alone(run: Run) -> None:
    ended = run("restore", "team", "--to", "1", "--yes")
    assert (ended.exit_code, ended.stderr) == (0, "It is like that already; nothing was changed.\n")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("2026-27", "--to", "99"), 2, "There is no backup 99 of 2026-27.json."),
        (("--to", "1"), 2, "Say which: 2025-26.json, 2026-27.json, team.json."),
        (("1999-00",), 2, "“1999-00” is not one of the choices: 2025-26, 2026-27, team."),
        (("--to", "yesterday"), 2, "“yesterday” is not a time I know."),
        (("--to", "2020-01-01"), 1, "No backup reaches back to 2020-01-01."),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Run, arguments: tuple[str, ...], status: int, said: str) -> None:
    ended = run("restore", *arguments, "--yes")
    assert (ended.exit_code, ended.stderr.count("\n")) == (status, 1)
    assert said in ended.stderr


def test_a_file_that_cannot_be_read_can_be_gone_back_from(run: Run, folder: Path) -> None:
    (folder / "fresh").write_bytes(b"{")
    (folder / "fresh").replace(folder / "team.json")
    assert run("restore", "team", "--to", "1", "--yes").exit_code == 0
    assert open_store(folder, session="later").book().team.name == "Year 6"


def test_a_day_alone_is_meant_to_its_end() -> None:
    assert typed_moment("2026-11-25").strftime("%H:%M:%S") == "23:59:59"
    assert typed_moment("2026-11-25 14:30").strftime("%H:%M") == "14:30"


@pytest.mark.parametrize("language", Language)
def test_a_moment_as_it_is_printed_is_that_moment_to_the_end_of_its_minute(language: Language) -> None:
    now = datetime(2026, 11, 30, 12, tzinfo=UTC)
    words = Words(language, now.date)
    for hours in (1, 30, 24 * 40, 24 * 170, 24 * 200, 24 * 500):
        was = now - timedelta(hours=hours)
        assert typed_moment(words.moment(was), lambda: now) == was + timedelta(minutes=1, microseconds=-1)


@pytest.mark.parametrize(("typed", "day"), [("25.11", 25), ("wed 25 nov", 25), ("24. november 2026", 24)])
def test_a_day_as_people_write_it_is_the_last_one(typed: str, day: int) -> None:
    moment = typed_moment(typed, lambda: datetime(2026, 11, 30, 12, tzinfo=UTC))
    assert (moment.year, moment.month, moment.day, moment.hour, moment.second) == (2026, 11, day, 23, 59)


@pytest.mark.parametrize("typed", ["1.12.2026", "soon", "+3", "25.11 at", "31.2", ""])
def test_what_has_not_been_or_is_no_day_is_no_moment(typed: str) -> None:
    with pytest.raises(Refused, match="unknown-moment"):
        typed_moment(typed, lambda: datetime(2026, 11, 30, 12, tzinfo=UTC))


@pytest.mark.usefixtures("written")
def test_a_change_in_one_year_is_lacked_by_no_other_years_file(run: Run) -> None:
    facts = msgspec.json.decode(run("restore", "--json").stdout)
    lines = run("restore").stdout.splitlines()
    assert [(each["file"], len(each["lacks"])) for each in facts if each["present"]] == [
        ("2025-26.json", 0),
        ("2026-27.json", 0),
        ("team.json", 0),
    ]
    for fact, line in zip(facts, lines, strict=True):
        assert ("lacks" in line) == bool(fact["lacks"])
        assert line.endswith("as it is now") == fact["present"]


def test_what_a_repair_replaced_is_listed_and_can_be_brought_back(run: Run, folder: Path) -> None:
    year = folder / "2026-27.json"
    changed = folder / "fresh"
    changed.write_bytes(year.read_bytes().replace(b"Homework every", b"Homework on every"))
    changed.chmod(0o600)
    changed.replace(year)
    assert run("check", "--repair", "--yes").exit_code == 0
    (row,) = [line for line in run("restore", "2026-27").stdout.splitlines() if "put aside by a repair" in line]
    ended = run("restore", "2026-27", "--to", row.split()[1], "--yes")
    assert ended.exit_code == 0, ended.stderr
    assert open_store(folder, session="later").book().case("26-001").title == "Homework every afternoon"
    facts = msgspec.json.decode(run("restore", "2026-27", "--json").stdout)
    assert row.split()[1] in [fact["aside"] for fact in facts]


STAMP = "20261123T130000"


def lay_aside(folder: Path, key: str, content: bytes) -> Path:
    place = folder / "backups" / f"2026-27.aside-{key}.json"
    place.write_bytes(content)
    place.chmod(0o600)
    return place


def test_a_key_stands_whole_in_a_narrow_terminal_and_may_be_typed_in_part(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = folder / "2026-27.json"
    lay_aside(folder, f"{STAMP}000001", year.read_bytes())
    monkeypatch.setenv("COLUMNS", "60")
    assert f"{STAMP}000001" in run("restore", "2026-27").stdout
    ended = run("restore", "2026-27", "--to", f"{STAMP}…", "--yes")
    assert (ended.exit_code, ended.stderr.count(f"{STAMP}000001")) == (0, 1)


@pytest.mark.parametrize("typed", [STAMP, f"{STAMP}…", f"{STAMP}0000", "20261123T1300"])
def test_a_key_that_is_cut_short_and_can_be_several_is_refused(run: Run, folder: Path, typed: str) -> None:
    for number in (1, 2):
        lay_aside(folder, f"{STAMP}00000{number}", (folder / "2026-27.json").read_bytes())
    ended = run("restore", "2026-27", "--to", typed, "--yes")
    assert ended.exit_code == 2
    assert f"{STAMP}000002, {STAMP}000001" in " ".join(ended.stderr.split())


@pytest.mark.parametrize("typed", ["20201123T130000…", "20201123T130000000001"])
def test_a_key_that_nothing_bears_is_refused(run: Run, typed: str) -> None:
    ended = run("restore", "2026-27", "--to", typed, "--yes")
    assert (ended.exit_code, "There is no backup 20201123T130000" in ended.stderr) == (2, True)


def test_what_was_put_aside_damaged_is_named_with_its_place(run: Run, folder: Path) -> None:
    place = lay_aside(folder, f"{STAMP}000001", b"<<<<<<< ours\n")
    assert str(place) in run("restore").stdout
    facts = msgspec.json.decode(run("restore", "2026-27", "--json").stdout)
    assert [(each["aside"], each["path"]) for each in facts if each["damaged"]] == [(f"{STAMP}000001", str(place))]
    ended = run("restore", "2026-27", "--to", f"{STAMP}000001", "--yes")
    assert (ended.exit_code, str(place) in ended.stderr.replace("\n", "")) == (1, True)


@pytest.mark.usefixtures("written")
def test_what_was_put_aside_at_no_moment_is_not_listed(run: Run, folder: Path) -> None:
    (folder / "backups" / "2026-27.aside-20269999T999999999999.json").write_bytes(b"x")
    done = run("restore", "2026-27")
    assert done.exit_code == 0
    assert [line.split()[1] for line in done.stdout.splitlines()] == ["3", "2", "1"]
