"""`fredstid show`."""

from collections.abc import Callable
from datetime import datetime

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case import Entry, Step, with_entry
from storage.domain.meeting import Decision, DecisionKind, decided
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


def test_for_access_it_names_the_minutes_that_speak_of_it(run: Run, store: FolderStore, now: datetime) -> None:
    meeting = store.book().meetings[0]
    said = Decision(id="d1", kind=DecisionKind.OTHER, text="We wait.", case="26-001")
    store.save(Change(meeting, decided(meeting, said)), by="CD", at=now)
    assert "are not in it: 2026-11-16." in run("show", "26-001", "--for-access").stderr
