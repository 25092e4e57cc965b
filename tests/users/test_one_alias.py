"""Two system users who go by one alias, or are both nobody: no letter lost, nothing taken back by another unasked."""

import json
import os
from pathlib import Path

import pytest

from tests.users.people import TEACHERS, Person

TYPE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from storage.archive import open_store
from storage.domain.errors import Refused
from storage.store import Draft
folder, session, by, text, then = sys.argv[1:]
store = open_store(Path(folder), session=session)
now = datetime.now(UTC)
if text:
    store.keep_draft(Draft(by=by, place="case/26-001/entry/text", text=text, at=now))
if then == "undo":
    try:
        store.undo(by=by, at=now, earlier=True)
    except Refused as why:
        print(why.code)
else:
    print(*(draft.text for draft in store.drafts(by).values()), sep="\\n")
"""


@pytest.fixture
def team(place: Path, one: Person) -> Path:
    team = place / "team"
    team.mkdir()
    os.chown(team, one.number, TEACHERS)
    team.chmod(0o2770)
    one.run("new", str(team), "--member", "AB", "--member", "CD")
    return team


def typed(person: Person, team: Path, session: str, by: str, text: str = "", then: str = "") -> str:
    done = person.python_run("-c", TYPE, str(team), session, by, text, then)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().strip()


@pytest.mark.parametrize("by", ["AB", ""])
def test_what_one_types_is_never_written_over_by_another(team: Path, one: Person, two: Person, by: str) -> None:
    assert typed(one, team, "s1", by, "Of one") == "Of one"
    assert typed(two, team, "s2", by, "Of two") == "Of two"
    assert typed(one, team, "later", by) == "Of one"
    assert typed(two, team, "later", by) == "Of two"


@pytest.mark.parametrize("by", ["AB", ""])
def test_what_one_did_is_out_of_anothers_reach(team: Path, one: Person, two: Person, by: str) -> None:
    made = one.run("--team", str(team), "agree", "-", "Ask for the room", "--owner", "AB", "--as", "AB")
    assert made.returncode == 0, made.stderr
    assert typed(two, team, "s2", by, then="undo") == "nothing-to-undo"
    assert b"Ask for the room" in one.run("--team", str(team), "today").stdout


def test_the_history_says_which_system_user_it_was_whatever_alias_was_given(
    team: Path, one: Person, two: Person
) -> None:
    for person in (one, two):
        person.run("--team", str(team), "agree", "-", "Ask", "--owner", "CD", "--as", "AB")
    deeds = json.loads(one.run("--team", str(team), "history", "--json").stdout)
    assert [(deed["by"], deed["user"]) for deed in deeds[:2]] == [("AB", "1002"), ("AB", "1001")]
    assert "AB (1002)" in one.run("--team", str(team), "history").stdout.decode()
    assert one.run("--team", str(team), "check").returncode == 0
