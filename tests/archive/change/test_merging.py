"""Two copies of a team's folder become one: all of it as one change, both histories sealed, or nothing at all."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from storage.archive import FolderStore, create_store, open_store
from storage.archive.care.check import findings_in
from storage.archive.disk.folder import existing
from storage.archive.earlier import chain
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Step, with_entry
from storage.domain.errors import Refused
from storage.domain.joining.copies import CopyAnswers, CopyReport
from storage.domain.people import Member, Team
from storage.domain.record import Record
from storage.store import Change, Draft

LATER = timedelta(hours=1)


@pytest.fixture
def laptops(tmp_path: Path, team: Team, case: Case, agreement: Agreement, now: datetime) -> tuple[Path, Path]:
    """Two copies of one folder that were the same an hour ago."""
    create_store(tmp_path / "ours", team, case, agreement, now=now)
    shutil.copytree(tmp_path / "ours", tmp_path / "theirs")
    return tmp_path / "ours", tmp_path / "theirs"


def at(folder: Path) -> FolderStore:
    return open_store(folder, session=f"{folder.name}:1")


def edit(folder: Path, when: datetime, key: str = "the-case", **values: object) -> None:
    store = at(folder)
    record = store.book().record(key)
    assert record
    store.save(Change(record, record.but(**values)), by="AB", at=when)


def add(folder: Path, when: datetime, *records: Record) -> None:
    at(folder).save(*(Change(None, record) for record in records), by="CD", at=when)


def write(folder: Path, when: datetime, text: str) -> None:
    store = at(folder)
    case = store.book().cases[0]
    entry = Entry(id=text, step=Step.SITUATION, text=text, at=when, by="AB")
    store.save(Change(case, with_entry(case, entry)), by="AB", at=when)


def join(ours: Path, theirs: Path, when: datetime, **answers: object) -> None:
    at(ours).join(theirs, CopyAnswers(**answers), by="AB", at=when)  # type: ignore[arg-type]


def compared(ours: Path, theirs: Path) -> CopyReport:
    return at(ours).compare(theirs, CopyAnswers())


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def codes(folder: Path) -> dict[str, str]:
    return {case.title: case.code for case in at(folder).book().cases}


def test_what_was_written_on_both_is_on_one_and_the_other_is_only_read(
    laptops: tuple[Path, Path], now: datetime
) -> None:
    ours, theirs = laptops
    write(ours, now + LATER, "vårt")
    write(theirs, now + LATER, "deres")
    before = contents(theirs)
    join(ours, theirs, now + 2 * LATER)
    assert {entry.text for entry in at(ours).book().cases[0].entries} == {"vårt", "deres"}
    assert contents(theirs) == before
    assert findings_in(ours) == ()


def test_looking_changes_nothing(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    write(theirs, now + LATER, "deres")
    before = contents(ours)
    report = compared(ours, theirs)
    assert [record.id for record in report.changed] == ["the-case"]
    assert contents(ours) == before


def test_joining_again_has_nothing_to_do(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    write(theirs, now + LATER, "deres")
    join(ours, theirs, now + 2 * LATER)
    assert not compared(ours, theirs).differs
    before = contents(ours)
    join(ours, theirs, now + 3 * LATER)
    assert contents(ours) == before


def test_both_ways_come_to_the_same_records(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    edit(ours, now + LATER, title="vårt")
    edit(theirs, now + 2 * LATER, title="deres")
    shutil.copytree(ours, ours.parent / "before")
    join(ours, theirs, now + 3 * LATER)
    join(theirs, ours.parent / "before", now + 3 * LATER)
    one, other = (at(folder).book() for folder in laptops)
    assert one.cases == other.cases
    assert one.cases[0].title == "deres"
    assert [memory.value for memory in one.cases[0].before] == ["Leksetid hver ettermiddag", "vårt"]


def test_a_field_that_both_changed_can_be_chosen(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    edit(ours, now + LATER, title="vårt")
    edit(theirs, now + 2 * LATER, title="deres")
    ((record, fork),) = compared(ours, theirs).forks
    assert (record.id, fork.field, fork.ours, fork.theirs) == ("the-case", "title", "vårt", "deres")
    join(ours, theirs, now + 3 * LATER, chosen={("the-case", "title"): "vårt"})
    case = at(ours).book().cases[0]
    assert case.title == "vårt"
    assert [memory.value for memory in case.before] == ["Leksetid hver ettermiddag", "vårt", "deres"]


def test_the_same_new_code_on_both_stays_the_older_ones(
    laptops: tuple[Path, Path], now: datetime, agreement: Agreement
) -> None:
    ours, theirs = laptops
    day = now.date()
    add(ours, now + LATER, Case(id="x2", title="yngst", opened=day), agreement.but(id="a2", case="26-002"))
    add(theirs, now + LATER, Case(id="x1", title="eldst", opened=day), agreement.but(id="a1", case="26-002"))
    join(ours, theirs, now + 2 * LATER)
    book = at(ours).book()
    assert codes(ours) == {"Leksetid hver ettermiddag": "26-001", "eldst": "26-002", "yngst": "26-003"}
    assert {each.id: each.case for each in book.agreements} == {
        "agreement": "26-001",
        "a1": "26-002",
        "a2": "26-003",
    }
    assert [case.first_code for case in book.cases if case.id == "x2"] == ["26-002"]
    add(ours, now + 3 * LATER, Case(id="x3", title="ny", opened=day))
    assert codes(ours)["ny"] == "26-004"


def test_what_one_deleted_stays_deleted_with_all_its_traces(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    write(ours, now + LATER, "hemmelig")
    write(ours, now + LATER, "enda en")
    at(theirs).delete_case("26-001", by="CD", at=now + LATER)
    report = compared(ours, theirs)
    assert [case.id for case in report.doubtful] == ["the-case"]
    join(ours, theirs, now + 2 * LATER)
    assert [*at(ours).book().cases, *at(ours).book().agreements] == []
    assert [name for name, content in contents(ours).items() if b"hemmelig" in content] == []
    assert findings_in(ours) == ()


def test_what_never_spoke_of_the_deleted_case_keeps_its_backups(laptops: tuple[Path, Path], now: datetime) -> None:
    """The team's own file, and another year's, are changed by the same joining."""
    ours, theirs = laptops
    for folder in laptops:
        add(folder, now, Case(id="other", title="året før", opened=date(2026, 3, 2)))
        edit(folder, now + LATER / 2, key="other", title="året før, med nytt navn")
    (team,) = (record.id for record in at(ours).book().records() if isinstance(record, Team))
    edit(ours, now + LATER, key=team, name="6. trinn A")
    edit(theirs, now + LATER, key=team, members=(*at(theirs).book().team.members, Member(alias="EF")))
    edit(theirs, now + LATER, key="other", title="året før, fra den andre")
    write(ours, now + LATER, "hemmelig")
    at(theirs).delete_case("26-001", by="CD", at=now + LATER)
    before = {path.name for path in (ours / "backups").iterdir()}
    join(ours, theirs, now + 2 * LATER)
    left = {path.name for path in (ours / "backups").iterdir()}
    assert {name for name in before - left if not name.startswith("2026-27")} == set()
    assert [name for name, content in contents(ours).items() if b"hemmelig" in content] == []
    assert findings_in(ours) == ()


def test_a_case_that_somebody_wants_back_is_back_for_good(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    write(theirs, now + LATER, "nytt")
    at(ours).delete_case("26-001", by="CD", at=now + LATER)
    join(ours, theirs, now + 2 * LATER, back=frozenset({"the-case"}))
    assert [entry.text for entry in at(ours).book().cases[0].entries] == ["nytt"]
    assert len(at(ours).book().agreements) == 1
    assert not compared(ours, theirs).gone
    assert [case.id for case in compared(theirs, ours).changed] == []


def test_a_case_that_one_deleted_and_the_other_left_alone_is_not_asked_about(
    laptops: tuple[Path, Path], now: datetime
) -> None:
    ours, theirs = laptops
    at(theirs).delete_case("26-001", by="CD", at=now + LATER)
    report = compared(ours, theirs)
    assert (report.doubtful, [record.id for record in report.gone]) == ((), ["the-case", "agreement"])


def test_heads_printed_from_either_side_still_verify(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    write(ours, now + LATER, "vårt")
    write(theirs, now + LATER, "deres")
    heads = [head for folder in laptops for head in chain.heads(existing(folder))]
    join(ours, theirs, now + 2 * LATER)
    write(ours, now + 3 * LATER, "mer")
    assert len(set(map(str, heads))) == 2
    assert all(chain.stands(existing(ours), head) for head in heads)
    joined = next((ours / "history").glob("*.joined-*"))
    joined.write_bytes(joined.read_bytes().replace(b'"AB"', b'"XY"', 1))
    assert [chain.stands(existing(ours), head) for head in heads] == [True, False]
    assert [finding.code for finding in findings_in(ours)] == ["history-broken"]


def test_the_history_tells_what_both_did(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, theirs = laptops
    write(theirs, now + LATER, "deres")
    write(ours, now + 2 * LATER, "vårt")
    join(ours, theirs, now + 3 * LATER)
    moments = [deed.at for deed in at(ours).history(["the-case"])]
    assert moments == sorted(moments, reverse=True)
    assert {now + LATER, now + 2 * LATER} <= set(moments)


def test_a_laptop_that_knew_the_other_copy_goes_on_from_the_joined_one(
    laptops: tuple[Path, Path], now: datetime, tmp_path: Path
) -> None:
    ours, theirs = laptops
    memory = tmp_path / "memory"
    for hour, text in enumerate(("en", "to", "tre")):
        write(theirs, now + hour * LATER, text)
    open_store(theirs, session="t", memory=memory)
    write(ours, now + LATER, "vårt")
    join(ours, theirs, now + 4 * LATER)
    shutil.rmtree(theirs)
    shutil.copytree(ours, theirs)
    store = open_store(theirs, session="t", memory=memory)
    assert store.book().read_only is None
    assert len(store.book().cases[0].entries) == 4


def test_what_was_begun_on_the_other_comes_along_under_the_cases_new_code(
    laptops: tuple[Path, Path], now: datetime
) -> None:
    ours, theirs = laptops
    day = now.date()
    add(ours, now + LATER, Case(id="x1", title="eldst", opened=day))
    add(theirs, now + LATER, Case(id="x2", title="yngst", opened=day))
    at(theirs).keep_draft(Draft(by="AB", place="case/26-002/entry/text", text="halvt", at=now))
    outcome = at(ours).join(theirs, CopyAnswers(), by="AB", at=now + 2 * LATER)
    assert outcome.drafts == 1
    assert {place: draft.text for place, draft in at(ours).drafts("AB").items()} == {"case/26-003/entry/text": "halvt"}


@pytest.mark.parametrize(
    "name",
    [
        "2026-27 (1).json",
        "2026-27 - Kopi.json",
        "2026-27.sync-conflict-20260901-120000-ABC.json",
        "2026-27_BASE_7.json",
        "Kopi av 2026-27.json",
    ],
)
def test_a_copy_of_one_file_is_joined(laptops: tuple[Path, Path], now: datetime, name: str) -> None:
    ours, theirs = laptops
    write(ours, now + LATER, "vårt")
    write(theirs, now + LATER, "deres")
    copy = ours / name
    shutil.copy(theirs / "2026-27.json", copy)
    assert [finding.code for finding in findings_in(ours)] == ["conflict-copy"]
    join(ours, copy, now + 2 * LATER)
    assert {entry.text for entry in at(ours).book().cases[0].entries} == {"vårt", "deres"}
    assert not findings_in(ours)
    (aside,) = (ours / "backups").glob("*.aside-*")
    assert aside.read_bytes() == (theirs / "2026-27.json").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "2026-27-LAPTOP-7QK2.json",
        "2026-27 (conflicted copy 2026-09-01 140000).json",
        "2026-27.sync-conflict-20260901-140000-ABCDEFG.json",
        "2026-27_LOCAL_4711.json",
    ],
)
def test_two_laptops_that_a_tool_brought_together_lose_nothing(
    laptops: tuple[Path, Path], now: datetime, tmp_path: Path, name: str
) -> None:
    """OneDrive, Nextcloud, Syncthing and git put their file in the place of ours, and ours beside it."""
    ours, theirs = laptops
    day = now.date()
    for folder in laptops:
        add(folder, now, Case(id="old", title="gammel", opened=day))
    shutil.rmtree(theirs)
    shutil.copytree(ours, theirs)
    edit(ours, now + LATER, title="vårt")
    add(ours, now + LATER, Case(id="x1", title="eldst", opened=day))
    at(ours).delete_case("26-002", by="AB", at=now + LATER)
    edit(theirs, now + 2 * LATER, title="deres")
    edit(theirs, now + 2 * LATER, key="old", owner="CD")
    add(theirs, now + 2 * LATER, Case(id="x2", title="yngst", opened=day))
    open_store(ours, session="ours", memory=tmp_path / "memory")
    (ours / "2026-27.json").rename(ours / name)
    for moved in ("2026-27.json", "history/2026-27.jsonl"):
        shutil.copy(theirs / moved, ours / moved)
    store = open_store(ours, session="ours", memory=tmp_path / "memory")
    assert store.book().read_only is not None
    store.take_in(by="AB", at=now + 3 * LATER)
    assert [case.id for case in store.compare(ours / name, CopyAnswers()).doubtful] == ["old"]
    store.join(ours / name, CopyAnswers(), by="AB", at=now + 4 * LATER)
    assert codes(ours) == {"deres": "26-001", "eldst": "26-003", "yngst": "26-004"}
    assert [memory.value for memory in store.book().case("26-001").before][-1] == "vårt"


def test_an_old_copy_of_one_file_brings_no_deleted_case_back(laptops: tuple[Path, Path], now: datetime) -> None:
    ours, _ = laptops
    shutil.copy(ours / "2026-27.json", ours / "2026-27 (1).json")
    at(ours).delete_case("26-001", by="CD", at=now + LATER)
    assert not compared(ours, ours / "2026-27 (1).json").differs


def test_a_file_that_is_called_like_none_of_ours_is_no_copy(laptops: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("{}")
    with pytest.raises(Refused) as refusal:
        compared(laptops[0], tmp_path / "notes.json")
    assert refusal.value.code == "no-such-copy"


def of_another_team(folder: Path, now: datetime) -> str:
    shutil.rmtree(folder)
    create_store(folder, Team(id="x", name="7. trinn", members=(Member(alias="AB"),)), now=now)
    return "another-copy"


def without_a_team(folder: Path, _now: datetime) -> str:
    (folder / "team.json").unlink()
    return "not-an-export"


def damaged(folder: Path, _now: datetime) -> str:
    (folder / "2026-27.json").write_text("{")
    return "damaged-file"


def newer(folder: Path, _now: datetime) -> str:
    file = folder / "2026-27.json"
    file.write_bytes(file.read_bytes().replace(b'"schema":4', b'"schema":5'))
    return "newer-schema"


@pytest.mark.parametrize("spoil", [of_another_team, without_a_team, damaged, newer])
def test_what_cannot_be_joined_is_refused_and_changes_nothing(
    laptops: tuple[Path, Path], now: datetime, spoil: Callable[[Path, datetime], str]
) -> None:
    ours, theirs = laptops
    code = spoil(theirs, now)
    before = [contents(folder) for folder in laptops]
    for deed in (lambda: compared(ours, theirs), lambda: join(ours, theirs, now + LATER)):
        with pytest.raises(Refused) as refusal:
            deed()
        assert refusal.value.code == code
    assert [contents(folder) for folder in laptops] == before


def test_a_joining_that_cannot_be_saved_changes_nothing(
    laptops: tuple[Path, Path], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = laptops
    write(theirs, now + LATER, "deres")
    at(theirs).delete_case("26-001", by="CD", at=now + LATER)
    before = contents(ours)

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("storage.archive.change.transaction._put_in_place", full)
    with pytest.raises(Refused):
        join(ours, theirs, now + 2 * LATER)
    after = {name: content for name, content in contents(ours).items() if not name.startswith("backups/")}
    assert after == {name: content for name, content in before.items() if not name.startswith("backups/")}


def test_a_joining_that_was_killed_after_the_histories_were_laid_does_not_count(
    laptops: tuple[Path, Path], now: datetime
) -> None:
    ours, theirs = laptops
    at(theirs).delete_case("26-001", by="CD", at=now + LATER)
    shutil.copytree(ours, ours.parent / "killed")
    join(ours, theirs, now + 2 * LATER)
    for joined in (ours / "history").glob("*.joined-*"):
        shutil.copy(joined, ours.parent / "killed" / "history")
    killed = ours.parent / "killed"
    assert [record.id for record in compared(killed, theirs).gone] == ["the-case", "agreement"]
    join(killed, theirs, now + 3 * LATER)
    assert at(killed).book().cases == ()
