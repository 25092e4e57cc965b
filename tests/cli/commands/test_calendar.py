"""`fredstid calendar`: days for a calendar, and one of them for a camera; never a text."""

import json
from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from stat import S_IMODE

import icalendar
import pytest
import vobject
import zxingcpp
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.calendar import Series
from storage.domain.case.agreement import Agreement, Done, Effect, Rating, rated
from storage.domain.case.case import CaseState, Standing
from storage.domain.homes.parent_meeting import AgendaItem, ParentMeeting
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]
DAY = timedelta(days=1)
EVENING = ParentMeeting(
    id="pm",
    title="An evening about Ola",
    on=date(2027, 1, 14),
    starts=time(18),
    items=(AgendaItem(id="i", title="Friends", minutes=90),),
)
REVIEWED = Agreement(
    id="g3",
    what="Write it down",
    owner="CD",
    buddy="AB",
    made=date(2026, 11, 2),
    due=date(2026, 12, 1),
    review=date(2026, 12, 15),
    case="26-001",
)


@pytest.fixture(autouse=True)
def days_of_every_kind(store: FolderStore) -> None:
    practice = next(each for each in store.book().practices if each.id == "p1")
    looked_at = practice.but(review=date(2027, 2, 1))
    store.save(Change(None, EVENING), Change(None, REVIEWED), Change(practice, looked_at), by="AB", at=NOW)


def events(result: Result) -> dict[str, dict[str, str]]:
    assert (result.exit_code, result.stderr) == (0, "")
    held = icalendar.Calendar.from_ical(result.stdout_bytes)
    assert not held.errors
    every = held.walk("VEVENT")
    assert not [event for event in every if event.errors]
    found = {str(event["UID"]): _told(event) for event in every}
    assert len(found) == len(every)
    return found


def _told(event: icalendar.Component) -> dict[str, str]:
    lines = (str(line).partition(":") for line in event.content_lines())
    told = {name.partition(";")[0]: value for name, _, value in lines if name}
    return {name: value for name, value in told.items() if name not in {"BEGIN", "END"}}


def titles(result: Result) -> dict[str, str]:
    return {key: event["SUMMARY"].replace("\\,", ",") for key, event in events(result).items() if "STATUS" not in event}


def called_off(result: Result) -> set[str]:
    return {key for key, event in events(result).items() if event.get("STATUS") == "CANCELLED"}


def agreement(store: FolderStore, key: str) -> Agreement:
    return next(each for each in store.book().agreements if each.id == key)


def test_every_day_of_the_team_is_there_by_code_and_verb(run: Run) -> None:
    assert titles(run("calendar")) == {
        "g1-due@fredstid": "26-001: agreement, AB",
        "g2-due@fredstid": "The team: agreement, CD",
        "g3-due@fredstid": "26-001: agreement, CD",
        "g3-look-back@fredstid": "26-001: did it help?, CD",
        "m1-meeting@fredstid": "Team meeting",
        "p1-review@fredstid": "The plan: look again, AB",
        "pm-parents@fredstid": "Parent meeting",
    }


def test_nothing_that_people_wrote_stands_in_it(run: Run) -> None:
    written = run("calendar").stdout
    assert not [text for text in ("home", "Write", "Ola", "Homework", "Friends", "Two agreements") if text in written]


def test_a_day_is_a_whole_one_and_an_evening_has_its_hours_on_the_wall(run: Run) -> None:
    found = events(run("calendar"))
    due, evening = found["g1-due@fredstid"], found["pm-parents@fredstid"]
    assert (due["DTSTART"], due["DTEND"]) == ("20261120", "20261121")
    assert (evening["DTSTART"], evening["DTEND"]) == ("20270114T180000", "20270114T193000")


def test_another_reader_takes_it_in_too(run: Run) -> None:
    held = vobject.readOne(run("calendar").stdout_bytes.decode())
    assert held.validate(raiseException=True)
    assert "26-001: agreement, AB" in {event.summary.value for event in held.vevent_list}


def test_the_same_days_are_the_same_file(run: Run) -> None:
    assert run("calendar").stdout_bytes == run("calendar").stdout_bytes
    assert b"\r\n" in run("calendar").stdout_bytes


def test_what_is_changed_changes_under_the_same_name(run: Run, store: FolderStore) -> None:
    before = events(run("calendar"))
    was = agreement(store, "g2")
    store.save(Change(was, was.but(due=date(2026, 12, 4))), by="AB", at=NOW + DAY)
    after = events(run("calendar"))
    assert set(after) == set(before)
    key = "g2-due@fredstid"
    assert after[key]["DTSTART"] == "20261204"
    assert int(after[key]["SEQUENCE"]) > int(before[key]["SEQUENCE"])
    assert [name for name in after if after[name] != before[name]] == [key]


def test_what_is_done_is_called_off_by_its_name_alone_and_later_forgotten(run: Run, store: FolderStore) -> None:
    was = agreement(store, "g3")
    done = rated(was, Rating(on=NOW.date(), done=Done.AS_PLANNED, note="They liked it."))
    store.save(Change(was, done), by="AB", at=NOW)
    assert called_off(run("calendar")) == {"g3-due@fredstid"}
    off = events(run("calendar"))["g3-due@fredstid"]
    assert set(off) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "STATUS"}
    was = agreement(store, "g3")
    helped = rated(was, Rating(on=NOW.date() + DAY, done=Done.AS_PLANNED, effect=Effect.BETTER))
    store.save(Change(was, helped), by="AB", at=NOW + DAY)
    assert called_off(run("calendar")) == {"g3-due@fredstid", "g3-look-back@fredstid"}


@pytest.mark.parametrize(("days", "is_told"), [(60, True), (61, False)])
def test_what_is_gone_is_told_of_for_sixty_days(run: Run, store: FolderStore, days: int, is_told: bool) -> None:
    when = NOW - timedelta(days=days)
    added = REVIEWED.but(id="g4", case="")
    store.save(Change(None, added), by="AB", at=when - DAY)
    store.save(Change(agreement(store, "g4"), None), by="AB", at=when)
    assert ("g4-due@fredstid" in called_off(run("calendar"))) is is_told


def test_a_deleted_case_is_called_off_and_nothing_of_it_told(run: Run, store: FolderStore) -> None:
    case = store.book().case("26-001")
    closed = Standing(state=CaseState.CLOSED, on=NOW.date())
    store.save(Change(case, case.but(standing=closed)), by="AB", at=NOW)
    store.delete_case("c1", by="AB", at=NOW)
    result = run("calendar")
    assert {"g1-due@fredstid", "g3-due@fredstid", "g3-look-back@fredstid"} <= called_off(result)
    assert "26-001" not in result.stdout
    assert events(result)["g1-due@fredstid"]["DTSTART"] == "20261125"


def test_what_is_taken_back_again_stands_again(run: Run, store: FolderStore) -> None:
    store.save(Change(agreement(store, "g2"), None), by="AB", at=NOW)
    assert "g2-due@fredstid" in called_off(run("calendar"))
    store.undo(by="AB", at=NOW)
    assert "g2-due@fredstid" in titles(run("calendar"))


def test_mine_is_what_is_mine_and_what_is_everybodys(run: Run) -> None:
    assert set(titles(run("calendar", "--mine", "--as", "AB"))) == {
        "g1-due@fredstid",
        "g3-due@fredstid",
        "g3-look-back@fredstid",
        "m1-meeting@fredstid",
        "p1-review@fredstid",
        "pm-parents@fredstid",
    }
    assert run("calendar", "--mine").exit_code == 2


def test_what_was_passed_on_leaves_the_calendar_of_whom_it_left(run: Run, store: FolderStore) -> None:
    was = agreement(store, "g1")
    store.save(Change(was, was.but(owner="CD")), by="AB", at=NOW)
    assert called_off(run("calendar", "--mine", "--as", "AB")) == {"g1-due@fredstid"}
    assert "g1-due@fredstid" in titles(run("calendar", "--mine", "--as", "CD"))


def test_a_practice_without_a_day_any_more_is_called_off(run: Run, store: FolderStore) -> None:
    was = next(each for each in store.book().practices if each.review)
    store.save(Change(was, was.but(review=None)), by="AB", at=NOW)
    assert called_off(run("calendar")) == {"p1-review@fredstid"}


def test_a_new_file_only_its_owner_can_read_and_a_word_about_clouds(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "days.ics"
    result = run("calendar", "--to", str(file))
    assert "cloud" in result.stderr
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes() == run("calendar").stdout_bytes
    file.write_text("mine")
    refused = run("calendar", "--to", str(file))
    assert (refused.exit_code, file.read_text()) == (1, "mine")


def test_only_a_case_or_a_day(run: Run) -> None:
    assert set(titles(run("calendar", "26-1"))) == {"g1-due@fredstid", "g3-due@fredstid", "g3-look-back@fredstid"}
    assert set(titles(run("calendar", "2027-01-14"))) == {"pm-parents@fredstid"}
    assert run("calendar", "nonsense").exit_code == 2
    nowhere = run("calendar", "26-099")
    assert (nowhere.exit_code, nowhere.stdout) == (2, "")
    assert "26-099" in nowhere.stderr


def test_facts_for_programs(run: Run) -> None:
    facts = json.loads(run("calendar", "26-001", "--json").stdout)
    assert facts[0] == {
        "uid": "g1-due@fredstid",
        "for": "due",
        "on": "2026-11-20",
        "starts": None,
        "ends": None,
        "case": "26-001",
        "who": "AB",
        "off": False,
        "title": "26-001: agreement, AB",
    }


def read_by_a_camera(drawing: str, *, light: bool) -> str:
    """What a decoder reads of half blocks, eight dots wide each."""
    dots = 8
    rows = []
    for line in drawing.rstrip("\n").split("\n"):
        for halves in ("█▀", "█▄"):
            row = b"".join((b"\xff" if (sign in halves) is light else b"\x00") * dots for sign in line)
            rows += [row] * dots
    width = len(rows[0])
    picture = memoryview(b"".join(rows)).cast("B", (len(rows), width))
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    return str(found.text)


def test_a_camera_reads_the_next_day_of_a_case(run: Run) -> None:
    result = run("calendar", "26-001", "--qr")
    assert (result.exit_code, "cloud" in result.stderr) == (0, True)
    assert "26-001: agreement, CD" in result.stderr
    rows = result.stdout.rstrip("\n").split("\n")
    assert (len(rows), len(rows[0])) == (19, 37)
    event = read_by_a_camera(result.stdout, light=True)
    assert event == "BEGIN:VEVENT\nSUMMARY:26-001: agreement, CD\nDTSTART:20261201\nEND:VEVENT"
    assert len(event.encode()) <= 78


def test_a_camera_reads_an_evening_with_its_hour(run: Run) -> None:
    event = read_by_a_camera(run("calendar", "2027-01-14", "--qr").stdout, light=True)
    assert event == "BEGIN:VEVENT\nSUMMARY:Parent meeting\nDTSTART:20270114T180000\nEND:VEVENT"


def test_nothing_waits_so_nothing_is_drawn(run: Run) -> None:
    result = run("calendar", "26-002", "--qr")
    assert (result.exit_code, result.stdout) == (1, "")


def test_the_longest_title_still_fits_the_smallest_code(run: Run, store: FolderStore) -> None:
    was = agreement(store, "g3")
    store.save(Change(was, was.but(owner="ÆØÅÆØÅÆØ")), by="AB", at=NOW)
    drawing = run("calendar", "26-001", "--qr", "--language", "en").stdout
    assert len(drawing.rstrip("\n").split("\n")) == 19
    assert "SUMMARY:26-001: " in read_by_a_camera(drawing, light=True)


def test_the_meetings_of_a_series_stand_until_summer_and_move_when_it_moves(run: Run, store: FolderStore) -> None:
    team = store.book().team
    store.save(Change(team, team.but(series=Series(weekday=0, starts=time(14, 15)))), by="AB", at=NOW)
    first = titles(run("calendar"))
    mondays = [key for key in first if key.startswith("team-")]
    assert "team-20261130-meeting@fredstid" in mondays
    assert "team-20261228-meeting@fredstid" not in mondays
    assert max(mondays) < "team-20270801"
    assert "m1-meeting@fredstid" not in first
    assert events(run("calendar"))["team-20261130-meeting@fredstid"]["DTSTART"] == "20261130T141500"
    team = store.book().team
    store.save(Change(team, team.but(series=Series(weekday=1, starts=time(14, 15)))), by="AB", at=NOW + DAY)
    assert set(mondays) <= called_off(run("calendar"))
    assert "team-20261201-meeting@fredstid" in titles(run("calendar"))


def test_a_day_with_two_things_is_drawn_whole_and_the_next_says_what_else_it_has(run: Run, store: FolderStore) -> None:
    same_day = EVENING.but(id="pm2", on=REVIEWED.due)
    store.save(Change(None, same_day), by="AB", at=NOW)
    both = run("calendar", REVIEWED.due.isoformat(), "--qr").stderr
    assert "26-001: agreement, CD" in both
    assert "Parent meeting" in both
    one = run("calendar", "26-001", "--qr").stderr
    assert "more" not in one
    store.save(Change(None, same_day.but(id="pm3", on=date(2026, 11, 27))), by="AB", at=NOW)
    following = run("calendar", "--qr").stderr
    assert "1 more falls on that day: “fredstid calendar 2026-11-27 --qr” draws each." in following


def test_a_day_on_which_nothing_falls_is_said_to_be_one(run: Run) -> None:
    for day in ("2026-12-24", "24.12", "29.2"):
        refused = run("calendar", day, "--qr")
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert refused.stderr == f"Nothing of the team's falls on {day}. “fredstid calendar” shows all days.\n"
    assert "not a case code" in run("calendar", "whatever", "--qr").stderr


def test_the_help_says_of_each_example_what_it_does(run: Run) -> None:
    examples = run("calendar", "--help").stdout.partition("Examples:")[2]
    assert "--mine --to fredstid.ics  yours" in examples
    assert "fredstid calendar                           all of them" in examples
