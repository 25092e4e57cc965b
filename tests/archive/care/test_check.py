import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.beside import exports
from storage.archive.care import check, restoring
from storage.archive.care.findings import Finding, Mend
from storage.archive.disk.folder import Folder
from storage.archive.format.layout import SCHEMA, Header, composed, parsed
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Standing
from storage.domain.errors import Refused
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.homes.parent_meeting import LookBack, ParentMeeting
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.plan.plan import Practice
from storage.store import Change


@pytest.fixture
def year(store: FolderStore, case: Case, agreement: Agreement, now: datetime, folder: Path) -> Path:
    """A year's file with a case and an agreement, saved one after the other."""
    store.save(Change(None, case), by="AB", at=now)
    store.save(Change(None, agreement), by="CD", at=now)
    return folder / "2026-27.json"


def put_back(path: Path, content: bytes) -> None:
    """Put a file in another's place, as a sync client or a person does."""
    other = path.with_name("other")
    other.write_bytes(content)
    other.chmod(0o600)
    other.replace(path)


def mended(folder: Path, now: datetime) -> tuple[Finding, ...]:
    """Return what is left after a repair."""
    check.repair(folder, check.findings_in(folder), by="AB", at=now)
    return check.findings_in(folder)


@pytest.mark.usefixtures("year")
def test_nothing_is_wrong_with_a_good_folder(folder: Path) -> None:
    assert check.findings_in(folder) == ()


def test_looking_changes_nothing(year: Path, folder: Path) -> None:
    put_back(year, year.read_bytes()[:-9])
    (folder / ".2026-27.json.0123456789ab.tmp").write_bytes(b"half")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    check.findings_in(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_damaged_file_goes_back_to_its_last_good_backup(year: Path, folder: Path, now: datetime) -> None:
    put_back(year, b"")
    (finding,) = check.findings_in(folder)
    assert (finding.code, finding.path, finding.mend) == ("damaged-file", year.name, Mend.RESTORE)
    assert mended(folder, now) == ()
    book = open_store(folder, session="later").book()
    assert (book.read_only, len(book.cases), len(book.agreements)) == (None, 1, 1)
    assert [path.read_bytes() for path in (folder / "backups").glob("*aside*")] == [b""]


def test_damage_in_place_leaves_the_newest_backup_alone(year: Path, folder: Path, now: datetime) -> None:
    year.write_bytes(b"\0" * 100)
    newest, *_ = restoring.sound_backups(Folder(folder), year.name)
    assert (newest.backup.generation, newest.lacks) == (2, ())
    assert mended(folder, now) == ()
    book = open_store(folder, session="later").book()
    assert (len(book.cases), len(book.agreements)) == (1, 1)


def test_what_a_repair_takes_the_place_of_is_kept_however_often_is_written_afterwards(
    year: Path, folder: Path, now: datetime
) -> None:
    good = year.read_bytes()
    put_back(year, good.replace(b"Leksetid", b"Lesetid"))
    assert mended(folder, now) == ()
    store = open_store(folder, session="later")
    for number in range(12):
        (case,) = store.book().cases
        store.save(Change(case, case.but(title=f"Nr. {number}")), by="AB", at=now)
    kept = [each.backup for each in restoring.sound_asides(Folder(folder), year.name)]
    assert [each.path.read_bytes() for each in kept] == [good]
    restoring.restore(folder, year.name, kept[0].key, by="AB", at=now)
    assert [case.title for case in store.book().cases] == ["Leksetid hver ettermiddag"]
    assert check.findings_in(folder) == ()


def test_a_repair_of_a_file_with_gits_markers_keeps_both_sides(
    year: Path, folder: Path, store: FolderStore, now: datetime
) -> None:
    first = year.read_bytes()
    (case,) = store.book().cases
    store.save(Change(case, case.but(title="Vår")), by="AB", at=now)
    ours = year.read_bytes()
    theirs = b"".join(composed(parsed(first)[1], Header(schema=SCHEMA, generation=9)))
    put_back(year, b"<<<<<<< HEAD\n" + ours + b"||||||| base\n" + first + b"=======\n" + theirs + b">>>>>>> other\n")
    assert mended(folder, now) == ()
    kept = {each.backup.path.read_bytes() for each in restoring.sound_asides(Folder(folder), year.name)}
    assert kept == {ours, theirs}
    assert [case.title for case in open_store(folder, session="later").book().cases] == ["Vår"]


def test_a_year_and_a_team_that_vanished_come_back(year: Path, folder: Path, now: datetime) -> None:
    year.unlink()
    (folder / "team.json").unlink()
    assert {finding.code for finding in check.findings_in(folder)} == {"file-missing"}
    assert mended(folder, now) == ()
    assert len(open_store(folder, session="later").book().cases) == 1


@pytest.mark.usefixtures("year")
def test_a_team_file_without_a_team_goes_back_to_a_backup_that_has_one(folder: Path, now: datetime) -> None:
    file = folder / "team.json"
    header, lines = parsed(file.read_bytes())
    file.write_bytes(b"".join(composed({**lines, "team": {}}, header)))
    (finding,) = check.findings_in(folder)
    assert (finding.code, finding.path) == ("damaged-file", "team.json")
    backup = next((folder / "backups").glob("team.*"))
    backup.unlink()
    put_back(backup, b"".join(composed(lines, header)))
    assert mended(folder, now) == ()
    assert open_store(folder, session="later").book().team.name == "6. trinn"


@pytest.mark.parametrize(("name", "mend"), [("2026-27.json", Mend.LEAVE_OUT), ("team.json", Mend.NOTHING)])
@pytest.mark.usefixtures("year")
def test_without_a_backup_a_year_can_be_left_out_and_nothing_is_promised_of_the_team(
    folder: Path, name: str, mend: Mend
) -> None:
    for backup in (folder / "backups").glob(f"{Path(name).stem}*"):
        backup.unlink()
    put_back(folder / name, b"")
    (finding,) = check.findings_in(folder)
    assert finding.mend is mend


def test_a_correction_from_outside_is_taken_in(year: Path, folder: Path, store: FolderStore, now: datetime) -> None:
    put_back(year, year.read_bytes().replace(b"Leksetid", b"Lesetid"))
    (finding,) = check.findings_in(folder)
    assert (finding.code, finding.mend) == ("changed-outside", Mend.TAKE_IN)
    old = next(iter(restoring.sound_backups(Folder(folder), year.name)))
    new = json.loads(year.read_bytes())["cases"]
    lines = {"cases": {key: json.dumps(record, separators=(",", ":")).encode() for key, record in new.items()}}
    assert ("case", "the-case", "changed") in set(restoring.differences(old.lines, lines))
    assert mended(folder, now) == ()
    (case,) = store.book().cases
    assert case.title.startswith("Lesetid")
    store.save(Change(case, case.but(title="Ny")), by="AB", at=now)


def test_an_older_copy_is_taken_in_and_the_newer_kept(
    year: Path, folder: Path, store: FolderStore, case: Case, now: datetime
) -> None:
    older = year.read_bytes()
    store.save(Change(None, case.but(id="later")), by="AB", at=now)
    put_back(year, older)
    (finding,) = check.findings_in(folder)
    assert (finding.code, finding.mend) == ("older-copy", Mend.TAKE_IN)
    store.take_in(by="AB", at=now)
    assert check.findings_in(folder) == ()
    assert len(store.book().cases) == 1
    lengths = [len(sound.lines["cases"]) for sound in restoring.sound_backups(Folder(folder), year.name)]
    assert lengths == [1, 2, 1, 1]


def test_going_back_gives_no_code_twice(
    year: Path, folder: Path, store: FolderStore, case: Case, now: datetime
) -> None:
    store.save(Change(None, case.but(id="second")), by="AB", at=now)
    restoring.restore(folder, year.name, 1, by="AB", at=now)
    assert len(store.book().cases) == 1
    (third,) = store.save(Change(None, case.but(id="third")), by="AB", at=now)
    assert isinstance(third, Case)
    assert third.code == "26-003"


def test_one_can_only_go_back_to_what_is_there(year: Path, folder: Path, now: datetime) -> None:
    before = year.read_bytes()
    with pytest.raises(Refused, match="no-such-backup"):
        restoring.restore(folder, year.name, 77, by="AB", at=now)
    assert year.read_bytes() == before


def test_a_trap_is_put_aside_when_going_back(year: Path, folder: Path, now: datetime) -> None:
    elsewhere = folder / "elsewhere"
    year.replace(elsewhere)
    year.symlink_to(elsewhere)
    content = elsewhere.read_bytes()
    restoring.restore(folder, year.name, 2, by="AB", at=now)
    assert not year.is_symlink()
    assert elsewhere.read_bytes() == content


@pytest.mark.usefixtures("year")
def test_leftovers_are_found_and_dropped(folder: Path, now: datetime) -> None:
    (folder / ".2026-27.json.0123456789ab.tmp").write_bytes(b"half")
    assert [(finding.code, finding.mend) for finding in check.findings_in(folder)] == [("leftover", Mend.TIDY)]
    assert mended(folder, now) == ()


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("2026-27 (Kari sin konflikt-kopi 2026-09-01).json", "Dropbox"),
        ("2026-27 (Kari's conflicted copy 2026-09-01).json", "Dropbox"),
        ("2026-27 (conflicted copy 2026-09-01 101010).json", "Nextcloud"),
        ("2026-27.sync-conflict-20260901-101010-ABCDEFG.json", "Syncthing"),
        ("2026-27_conflict-20260901-101010.json", "Nextcloud"),
        ("team-conflict.json", ""),
        ("2026-27-LAPTOP-7QK2.json", "OneDrive"),
        ("2026-27-Karis-MacBook-Pro.json", "OneDrive"),
        ("team-PC-412-2.json", "OneDrive"),
        ("2026-27_REMOTE_4711.json", "git"),
        ("2026-27 (case conflict).json", ""),
        ("team (1).json", "Google Drive"),
        ("team 2.json", "iCloud"),
        ("team - Kopi.json", ""),
        ("Kopi av team.json", ""),
        ("Copy of 2026-27.json", ""),
        ("team-kopi.json", ""),
        ("team.json.orig", "git"),
        ("team.json~", ""),
        ("2026-27.json.bak", ""),
        ("2026-27_conf(1).json", ""),
        ("2026-27~.json", ""),
        ("team_conf(2).json", ""),
        ("team - Copy (2).json", ""),
        ("2025-26 (Karis Mac).json", ""),
    ],
)
def test_copies_that_sync_clients_make_are_named_with_what_made_them(
    year: Path, folder: Path, name: str, tool: str
) -> None:
    (folder / name).write_bytes(year.read_bytes())
    (copy,) = check.findings_in(folder)
    assert (copy.code, copy.path, copy.params["tool"]) == ("conflict-copy", name, tool)


@pytest.mark.usefixtures("year")
def test_what_others_keep_there_is_theirs(folder: Path) -> None:
    for name in ("README.md", "teams.txt", "teams.json", "teamwork.json", "2026.json", "notes"):
        (folder / name).write_bytes(b"")
    assert check.findings_in(folder) == ()


@pytest.mark.usefixtures("year")
def test_wrong_rights_are_named_with_the_command_and_mended(folder: Path, now: datetime) -> None:
    history = folder / "history" / "2026-27.jsonl"
    history.chmod(0o644)
    history.parent.chmod(0o755)
    found = {finding.path: finding.params["command"] for finding in check.findings_in(folder)}
    assert found == {"history": f"chmod 700 {history.parent}", "history/2026-27.jsonl": f"chmod 600 {history}"}
    assert mended(folder, now) == ()


@pytest.mark.usefixtures("year")
def test_the_list_of_exports_is_nobody_elses_to_read(folder: Path, now: datetime) -> None:
    export = exports.begun(folder.parent / "export", by="AB", at=now, sealed=False, key="k")
    exports.note(Folder(folder), export)
    (folder / exports.EXPORTS_FILE).chmod(0o644)
    assert [finding.path for finding in check.findings_in(folder)] == [exports.EXPORTS_FILE]
    assert mended(folder, now) == ()


@pytest.mark.usefixtures("year")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_file_that_is_not_its_folders_owners_is_named_with_the_command(folder: Path) -> None:
    os.chown(folder / "team.json", 4242, -1)
    found = [finding for finding in check.findings_in(folder) if finding.path == "team.json"]
    assert [(finding.code, finding.params["owner"]) for finding in found] == [("wrong-owner", "4242")]
    assert found[0].params["command"] == f"sudo chown root {folder}/team.json"


@pytest.mark.usefixtures("year")
def test_somebody_elses_private_folder_is_not_advised_away_from_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 4242)
    assert check.findings_in(folder) == ()


@pytest.mark.usefixtures("year")
def test_a_history_line_that_was_changed_or_is_missing_is_named(folder: Path) -> None:
    path = folder / "history" / "2026-27.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[1].replace('"AB"', '"XY"') + lines[2])
    assert _broken(folder) == [2]
    path.write_text(lines[0] + lines[2])
    assert _broken(folder) == [2]
    path.write_text(lines[0] + "{}\n" + lines[2])
    assert _broken(folder) == [2, 3]


def _broken(folder: Path) -> list[object]:
    found = check.findings_in(folder)
    assert {finding.code for finding in found} == {"history-broken"}
    return [finding.params["line"] for finding in found]


def test_references_that_point_nowhere_and_odd_dates_are_named(
    store: FolderStore, case: Case, agreement: Agreement, meeting: Meeting, practice: Practice, now: datetime
) -> None:
    backwards = Standing(state=CaseState.PARKED, on=date(2026, 8, 1), reason="x")
    ended = meeting.but(state=MeetingState.HELD, ended=datetime(2026, 8, 1, tzinfo=UTC))
    records = (
        case.but(standing=backwards),
        agreement.but(id="a1", due=date(2026, 8, 1)),
        agreement.but(id="a2", practice="nowhere"),
        agreement.but(id="a3", case="26-099"),
        agreement.but(id="a4", case="26-xx"),
        agreement.but(id="a5", case="26-²"),
        agreement.but(id="a6", case=f"26-{'9' * 5_000}"),
        practice.but(id="p1", area="nowhere"),
        ended,
        ParentMeeting(id="pm", title="x", on=date(2026, 9, 17), after=LookBack(on=date(2026, 9, 1), came=1, went=5)),
        ConversationRound(
            id="r",
            starts=date(2026, 10, 1),
            ends=date(2026, 9, 1),
            midpoint=date(2027, 1, 1),
            agreements=(
                ConversationAgreement(id="ra", pupil="26-099", what="x", made=date(2026, 10, 1)),
                ConversationAgreement(id="rb", pupil="99", what="x", made=date(2026, 10, 1)),
            ),
        ),
    )
    store.save(*(Change(None, record) for record in records), by="AB", at=now)
    found = {(each.code, each.params["record"], each.params["field"]) for each in check.findings_in(store.folder)}
    assert found == {
        ("odd-date", "26-001", "standing"),
        ("odd-date", "a1", "due"),
        ("odd-date", "meeting", "ended"),
        ("odd-date", "pm", "after"),
        ("odd-date", "r", "midpoint"),
        ("points-nowhere", "r", "agreements"),
        ("points-nowhere", "a2", "practice"),
        ("points-nowhere", "a3", "case"),
        ("points-nowhere", "a4", "case"),
        ("points-nowhere", "a5", "case"),
        ("points-nowhere", "a6", "case"),
        ("points-nowhere", "p1", "area"),
    }


def test_a_reference_to_a_deleted_case_is_no_error(
    store: FolderStore, case: Case, practice: Practice, now: datetime
) -> None:
    store.save(Change(None, case), Change(None, practice), by="AB", at=now)
    later = Agreement(id="a", what="x", owner="AB", made=now.date(), due=now.date(), practice="practice")
    store.save(Change(None, later), by="AB", at=now)
    (kept,) = store.book().agreements
    store.delete_case("26-001", by="AB", at=now)
    store.save(Change(kept, kept.but(case="26-001")), by="AB", at=now)
    assert check.findings_in(store.folder) == ()


def test_a_code_that_was_given_twice_is_named(year: Path, folder: Path) -> None:
    plain = json.loads(year.read_bytes())
    plain["cases"]["twin"] = {**plain["cases"]["the-case"], "id": "twin"}
    year.write_text(json.dumps(plain))
    found = [finding for finding in check.findings_in(folder) if finding.code == "given-twice"]
    assert [finding.params["record"] for finding in found] == ["26-001"]


def test_a_newer_schema_is_left_to_a_newer_program(year: Path, folder: Path) -> None:
    put_back(year, year.read_bytes().replace(b'"schema":%d' % SCHEMA, b'"schema":%d' % (SCHEMA + 1)))
    (finding,) = check.findings_in(folder)
    assert (finding.code, finding.mend) == ("newer-schema", Mend.NOTHING)
