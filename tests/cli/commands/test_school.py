"""`fredstid publish` and `fredstid school`: teams publish, the leadership answers, and they find it on Today."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store, open_store
from storage.domain.case.case import Case, CaseState, Standing
from storage.domain.people import Language, Member, Team
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from storage.store import Change

Run = Callable[..., Result]
ASKED = "Who pays for the hours?"


@pytest.fixture
def school(tmp_path: Path) -> Path:
    return tmp_path / "school"


@pytest.fixture
def waiting(store: FolderStore, now: datetime) -> FolderStore:
    """The small team, with a case that is lifted."""
    lift(store, "c1", now)
    return store


def lift(store: FolderStore, key: str, now: datetime, reason: str = ASKED) -> None:
    case = store.book().record(key)
    assert isinstance(case, Case)
    standing = Standing(state=CaseState.LIFTED, on=date(2026, 11, 3), reason=reason)
    store.save(Change(case, case.but(standing=standing)), by="AB", at=now)


def another(place: Path, name: str, now: datetime, *, minimum: str = "We end with a date.") -> Path:
    """Make another team, with a plan and a case."""
    agreed = (Milestone(PracticeState.AGREED, date(2026, 9, 1)),)
    create_store(
        place / name,
        Team(id=f"id-{name}", name=name, language=Language.EN, members=(Member(alias="AB"),)),
        Area(id="a", key="conversation", title="The conversation"),
        Practice(
            id="p", area="conversation", title="Two agreements at most", minimum=minimum, month=9, milestones=agreed
        ),
        Case(id="c", code="26-001", title="Something of ours", opened=date(2026, 9, 1)),
        now=now,
    )
    return place / name


def test_a_head_sees_ten_teams_beside_each_other_and_answers_two(
    run: Run, run_anywhere: Run, waiting: FolderStore, school: Path, tmp_path: Path, now: datetime
) -> None:
    assert run("publish", str(school / "six"), input="y\n").exit_code == 0
    teams = [another(tmp_path, f"team {number}", now, minimum=f"Keep {number % 2}.") for number in range(9)]
    lift(open_store(teams[4], session="x"), "c", now, "May we end at noon?")
    for team in teams:
        ended = run_anywhere("publish", str(school / team.name), "--team", str(team), input="y\n")
        assert ended.exit_code == 0
    page = run_anywhere("school", str(school)).stdout
    for shown in (ASKED, "May we end at noon?", "We end with a date.", "Keep 0.", "team 0, team 2, team 4, team 6"):
        assert shown in page
    for hidden in ("26-001", "Homework every afternoon", "Something of ours", "AB"):
        assert hidden not in page
    told = msgspec.json.decode(run_anywhere("school", str(school), "--json").stdout)
    references = {each["words"]: each["reference"] for team in told["teams"] for each in team.get("lifts", ())}
    for asked in (ASKED, "May we end at noon?"):
        ended = run_anywhere("school", str(school), "--answer", references[asked].lower(), "Yes, from January.")
        assert ended.stderr == "Answered. The team finds it on Today when it publishes the next time.\n"
    assert run("publish", str(school / "six"), "--approved").exit_code == 0
    assert run_anywhere("publish", str(school / "team 4"), "--approved", "--team", str(teams[4])).exit_code == 0
    for today in (run("today").stdout, run_anywhere("today", "--team", str(teams[4])).stdout):
        assert "26-001: the leadership has answered" in today
    assert "Yes, from January." in run("show", "26-001").stdout
    assert ASKED not in run_anywhere("school", str(school)).stdout
    assert waiting.book().case("26-001").for_leader[0].answered == now.date()


def test_two_things_lifted_on_one_day_stand_beside_each_other(
    run: Run, run_anywhere: Run, waiting: FolderStore, school: Path, now: datetime
) -> None:
    lift(waiting, "c2", now, "May we end at noon?")
    assert run("publish", str(school / "six"), input="y\ny\n").exit_code == 0
    page = run_anywhere("school", str(school)).stdout
    assert ASKED in page
    assert "May we end at noon?" in page


def test_what_is_lifted_goes_in_approved_words_only(
    run: Run, run_anywhere: Run, waiting: FolderStore, school: Path
) -> None:
    ended = run("publish", str(school / "six"), input="n\n")
    assert f"26-001 is lifted: “{ASKED}”" in ended.stderr
    assert "It stays at home." in ended.stderr
    assert ASKED not in run_anywhere("school", str(school)).stdout
    ended = run("publish", str(school / "six"), "--say", "26-1", "May we have two hours more?")
    assert ended.exit_code == 0
    assert "May we have two hours more?" in run_anywhere("school", str(school)).stdout
    standing = waiting.book().case("26-001").standing
    assert standing
    assert standing.reason == ASKED


@pytest.mark.usefixtures("waiting")
def test_where_nobody_answers_nothing_is_published(run: Run, school: Path) -> None:
    assert run("publish", str(school / "six"), input="").exit_code == 2
    assert not school.exists()
    assert run("publish", str(school / "six"), "--approved").exit_code == 0
    assert ASKED not in next(school.rglob("*.json")).read_text()


def test_what_could_tell_who_somebody_is_is_not_published(
    run: Run, school: Path, store: FolderStore, now: datetime
) -> None:
    lift(store, "c1", now, "Kari needs an hour more.")
    ended = run("publish", str(school / "six"), input="y\n")
    assert ended.stderr.splitlines()[-1].startswith("“Kari” could tell who somebody is, so nothing was published.")
    practice = store.book().practices[0]
    store.save(Change(practice, practice.but(minimum="Call 412 34 567.")), by="AB", at=now)
    ended = run("publish", str(school / "six"), "--approved")
    assert (ended.exit_code, school.exists()) == (1, False)


def test_a_place_in_the_teams_own_folder_is_refused(run: Run, folder: Path) -> None:
    ended = run("publish", str(folder / "published"), "--approved")
    assert (ended.exit_code, ended.stderr.count("\n")) == (1, 1)
    assert "lies among a team's own files" in ended.stderr


def test_whatever_else_lies_there_is_said_and_left_out(
    run: Run, run_anywhere: Run, school: Path, tmp_path: Path
) -> None:
    assert run("publish", str(school / "six"), "--approved").exit_code == 0
    for name, content in (("seven", b"\x89PNG"), ("eight", b'{"kind":"fredstid-summary","form":9}')):
        (school / name).mkdir()
        (school / name / "fredstid-summary.json").write_bytes(content)
    (school / "nine").mkdir()
    ended = run_anywhere("school", str(school))
    assert ended.exit_code == 0
    assert "Two agreements at most" in ended.stdout
    assert [line.partition(":")[0] for line in ended.stderr.splitlines()] == ["eight", "seven"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "No team has published anything here yet." in run_anywhere("school", str(empty)).stdout
    assert run_anywhere("school", str(tmp_path / "nothing")).exit_code == 1


def test_an_answer_to_nothing_is_refused(run_anywhere: Run, school: Path) -> None:
    school.mkdir()
    ended = run_anywhere("school", str(school), "--answer", "ABCDEF", "Yes.")
    assert (ended.exit_code, ended.stderr.count("\n")) == (1, 1)
    assert not list(school.iterdir())


def test_it_goes_into_a_page_to_print(run: Run, run_anywhere: Run, school: Path, tmp_path: Path) -> None:
    assert run("publish", str(school / "six"), "--approved").exit_code == 0
    page = tmp_path / "school.html"
    assert run_anywhere("school", str(school), "--to", str(page)).exit_code == 0
    assert "<table" in page.read_text()
