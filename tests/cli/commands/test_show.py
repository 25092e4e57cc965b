"""`fredstid show`."""

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.case import Entry, Step, with_entry
from storage.domain.meeting.meeting import Decision, DecisionKind, Note, decided
from storage.store import Change

Run = Callable[..., Result]


@pytest.mark.parametrize("code", ["26-001", "26-1", " 26 001 "])
def test_a_case_is_shown_with_its_path(run: Run, code: str) -> None:
    shown = run("show", code).stdout
    assert shown.startswith("# 26-001 Homework every afternoon\n")
    assert "It ends in tears most days." in shown
    assert "Ask the home" in shown


def test_the_page_says_what_kind_of_paper_it_is(run: Run) -> None:
    assert "no part of the pupil's file" in run("show", "26-001").stdout


def test_json_holds_everything_but_earlier_values(run: Run) -> None:
    run("log", "26-001", "Calmer since Monday.")
    facts = msgspec.json.decode(run("show", "26-001", "--json").stdout)
    assert facts["code"] == "26-001"
    assert facts["state"] == "open"
    assert [entry["text"] for entry in facts["entries"]] == ["It ends in tears most days.", "Calmer since Monday."]
    assert [agreement["what"] for agreement in facts["agreements"]] == ["Ask the home"]
    assert "before" not in facts


def test_for_access_it_holds_earlier_texts_too(run: Run, store: FolderStore, now: datetime) -> None:
    case = store.book().case("26-001")
    changed = Entry(id="e1", step=Step.SITUATION, text="It ended in tears once.", at=now, by="CD")
    store.save(Change(case, with_entry(case, changed)), by="CD", at=now)
    assert "most days" not in run("show", "26-001").stdout
    shown = run("show", "26-001", "--for-access")
    assert "## Earlier versions" in shown.stdout
    assert "It ends in tears most days." in shown.stdout
    assert shown.stderr == "Read it before you hand it over: it may speak of others too.\n"


def test_for_access_as_json_earlier_values_come_along(run: Run, store: FolderStore, now: datetime) -> None:
    case = store.book().case("26-001")
    store.save(Change(case, case.but(title="Homework")), by="CD", at=now)
    facts = msgspec.json.decode(run("show", "26-001", "--for-access", "--json").stdout)
    assert [(each["field"], each["value"]) for each in facts["before"]] == [("title", "Homework every afternoon")]
    assert facts["agreements"][0]["before"] == []


@pytest.fixture
def spoken_of(store: FolderStore, now: datetime) -> None:
    """A meeting decided something about the case, and noted something."""
    meeting = store.book().meetings[0]
    said = decided(meeting, Decision(id="d1", kind=DecisionKind.OTHER, text="We wait.", case="26-001"))
    noted = said.but(notes=(*said.notes, Note(id="n9", phase="clarify", text="Four days of five.", case="26-001")))
    store.save(Change(meeting, noted), by="CD", at=now)


@pytest.mark.usefixtures("spoken_of")
def test_for_access_it_says_what_meetings_wrote_about_it(run: Run) -> None:
    assert "We wait" not in run("show", "26-001").stdout
    shown = run("show", "26-001", "--for-access").stdout
    assert shown.startswith("# Everything that is kept about 26-001 Homework every afternoon\n")
    assert "## From meetings" in shown
    assert "Monday 16 Nov 2026: We wait." in shown
    assert "Monday 16 Nov 2026: Four days of five." in shown
    assert "The room was cold" not in shown
    facts = msgspec.json.decode(run("show", "26-001", "--for-access", "--json").stdout)
    assert [each["texts"] for each in facts["meetings"]] == [["We wait.", "Four days of five."]]
    assert "meetings" not in msgspec.json.decode(run("show", "26-001", "--json").stdout)


def test_it_goes_to_a_new_file_that_only_its_owner_reads(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    ended = run("show", "26-001", "--for-access", "--to", str(file))
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr.startswith(f"It stands in {file}.\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "It ends in tears" in file.read_text("utf-8")
    assert run("show", "26-001", "--to", str(file)).exit_code == 1


@pytest.mark.parametrize(("by", "said"), [("CD", "changed by CD"), ("", "changed by shared")])
def test_an_entry_that_somebody_else_changed_says_so(
    run: Run, store: FolderStore, now: datetime, by: str, said: str
) -> None:
    run("log", "26-001", "As AB saw it.", "--as", "AB")
    case = store.book().case("26-001")
    entry = case.entries[-1]
    assert "changed by" not in run("show", "26-001").stdout
    mine = with_entry(case, msgspec.structs.replace(entry, text="As AB saw it, twice."))
    store.save(Change(case, mine), by="AB", at=now)
    assert "changed by" not in run("show", "26-001").stdout
    case = store.book().case("26-001")
    store.save(Change(case, with_entry(case, msgspec.structs.replace(entry, text="Otherwise."))), by=by, at=now)
    assert f"({said}, " in run("show", "26-001").stdout
    facts = msgspec.json.decode(run("show", "26-001", "--json").stdout)["entries"]
    assert [each.get("changed_by") for each in facts] == [None, by]
    assert facts[-1]["by"] == "AB"
    assert datetime.fromisoformat(facts[-1]["changed_at"]) == now
