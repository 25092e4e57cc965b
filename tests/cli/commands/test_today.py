"""`fredstid today`."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore, create_store
from storage.domain.case.agreement import Agreement, Done, Rating
from storage.domain.case.case import Case, Route
from storage.domain.homes.contact import ClassContacts, Tick
from storage.domain.homes.conversation_round import ConversationAgreement, ConversationRound
from storage.domain.homes.parent_meeting import ParentMeeting
from storage.domain.meeting.meeting import Meeting, Visit
from storage.domain.people import Team
from storage.domain.plan.plan import Milestone, Practice, PracticeState
from storage.store import Change

Run = Callable[..., Result]


def test_it_says_what_the_plan_says_what_is_due_and_what_waits(run: Run) -> None:
    assert run("today").stdout == (
        "Year 6 · Wednesday 25 Nov\n"
        "\n"
        "The plan in November\n"
        "  ·  Two agreements at most  AB  this month\n"
        "\n"
        "Agreements\n"
        "  !  Fri 20 Nov (5 days late)  AB  26-001  Ask the home\n"
        "  ·  Fri 27 Nov (in 2 days)    CD          Send the texts\n"
        "\n"
        "Meetings\n"
        "  The next one: Monday 30 Nov\n"
    )


def test_json_holds_the_same_and_more(run: Run) -> None:
    facts = msgspec.json.decode(run("today", "--json").stdout)
    assert facts["date"] == "2026-11-25"
    assert [practice["title"] for practice in facts["practices"]] == ["Two agreements at most"]
    assert facts["next_meeting"] == "2026-11-30"
    assert facts["agreements"][0] == {
        "id": "g1",
        "rev": 1,
        "what": "Ask the home",
        "owner": "AB",
        "buddy": "",
        "cue": "",
        "obstacle": "",
        "sign": "",
        "card": "",
        "made": "2026-11-02",
        "due": "2026-11-20",
        "case": "26-001",
        "answers": {"school": None, "home": None, "pupil": None},
        "question": False,
        "open": True,
        "done": None,
        "effect": None,
        "asked": "2026-11-20",
        "overdue": True,
    }


def test_json_holds_agreements_that_are_due_much_later_too(run: Run) -> None:
    run("agree", "26-001", "Look back", "--owner", "AB", "--due", "1.6.2027")
    waiting = msgspec.json.decode(run("today", "--json").stdout)["agreements"]
    assert waiting[-1]["what"] == "Look back"
    assert "Look back" not in run("today").stdout


@pytest.mark.parametrize("arguments", [("today",), ("today", "--json")])
def test_a_new_team_has_a_day_too(
    run_anywhere: Run, tmp_path: Path, team: Team, now: datetime, arguments: tuple[str, ...]
) -> None:
    create_store(tmp_path / "new", team, now=now)
    assert run_anywhere(*arguments, "--team", str(tmp_path / "new")).exit_code == 0


def test_an_empty_plan_says_where_the_template_is(run_anywhere: Run, tmp_path: Path, team: Team, now: datetime) -> None:
    create_store(tmp_path / "new", team, now=now)
    shown = run_anywhere("today", "--team", str(tmp_path / "new")).stdout
    assert "template" in shown
    assert "Nothing is due this week." in shown


def test_the_balance_and_the_meeting_that_goes_on_are_told(run: Run, store: FolderStore, now: datetime) -> None:
    visits = (Visit(phase="plan", title="Plan", minutes=10, spent=600.0), Visit(phase="x", title="X", minutes=1))
    going_on = Meeting(id="m2", form="fredstidsmote", title="Plan meeting", started=now, planned=45, visits=visits)
    store.save(Change(None, going_on), by="", at=now)
    shown = run("today").stdout
    assert "A meeting is going on: Plan meeting" in shown
    assert "Minutes this school year: 10 on the plan, 0 on the cases" in shown


def test_open_cases_that_nothing_carries_on_are_told(run: Run, store: FolderStore, now: datetime) -> None:
    store.save(Change(None, Case(id="c9", title="Left alone", opened=now.date())), by="", at=now)
    assert "Open cases without a next step\n  26-003  Left alone\n" in run("today").stdout


def test_what_asks_to_be_looked_at_again_is_said(run_anywhere: Run, tmp_path: Path, team: Team, now: datetime) -> None:
    born = Milestone(PracticeState.IN_USE, date(2026, 9, 1))
    asked = Practice(id="p", area="a", title="Call first", owner="AB", milestones=(born,), review=date(2026, 11, 1))
    create_store(tmp_path / "new", team, asked, now=now)
    assert "?  Call first  AB  look again" in run_anywhere("today", "--team", str(tmp_path / "new")).stdout
    facts = msgspec.json.decode(run_anywhere("today", "--team", str(tmp_path / "new"), "--json").stdout)
    assert facts["reviews"] == [{"practice": "p", "title": "Call first", "reason": "review-overdue", "cases": []}]


def test_what_is_near_with_the_homes_is_told(run: Run, store: FolderStore, now: datetime) -> None:
    today = now.date()
    soon = ParentMeeting(id="soon", title="About phones", on=date(2026, 12, 3))
    been = ParentMeeting(id="been", title="The last one", on=date(2026, 11, 20))
    agreed = ConversationAgreement(id="a", pupil="7", what="Reads", owner="AB", made=date(2026, 10, 1))
    kept = ConversationRound(
        id="r", starts=date(2026, 10, 1), ends=date(2026, 10, 20), midpoint=today, agreements=(agreed,)
    )
    late = kept.but(id="late", starts=date(2026, 8, 20), ends=date(2026, 9, 1), midpoint=date(2026, 9, 20))
    homes = ClassContacts(id="c", label="6A", homes=20, made=today, ticks=(Tick(id="t", on=today),))
    store.save(*(Change(None, each) for each in (soon, been, kept, homes)), by="AB", at=now)
    assert run("today").stdout.partition("The homes\n")[2] == (
        "  ! The last one: how did it go?\n"
        "  · Thu 3 Dec (in 8 days)  About phones\n"
        "  · Mid-point check, the autumn round 2026: 0 of 1 followed up (today)\n"
        "  First good contact: 1 of 20 homes\n"
    )
    facts = msgspec.json.decode(run("today", "--json").stdout)
    assert [each["id"] for each in facts["parent_meetings"]] == ["been", "soon"]
    assert [(each["id"], each["followed"]["asked"]) for each in facts["rounds_at_midpoint"]] == [("r", 0)]
    assert facts["first_contact"] == {"ticks": 1, "homes": 20}
    store.save(Change(store.book().record("r"), None), Change(None, late), by="AB", at=now)
    assert "! Mid-point check" in run("today").stdout


DONE_EARLIER = Agreement(
    id="done",
    what="Call on Fridays",
    owner="CD",
    buddy="AB",
    made=date(2026, 11, 2),
    due=date(2026, 11, 9),
    case="26-001",
    review=date(2026, 11, 20),
    ratings=(Rating(on=date(2026, 11, 9), done=Done.AS_PLANNED),),
)


def test_whether_it_helped_is_a_question_apart_from_what_is_due(run: Run, store: FolderStore, now: datetime) -> None:
    soon = DONE_EARLIER.but(id="soon", what="Ask the pupil", review=date(2026, 11, 30))
    store.save(Change(None, DONE_EARLIER), Change(None, soon), by="AB", at=now)
    due, _, asked = run("today").stdout.partition("\nDid it help? Ask\n")
    assert "Call on Fridays" not in due
    assert asked.startswith(
        "  ?  now                     CD  26-001  Call on Fridays\n"
        "  ?  Mon 30 Nov (in 5 days)  CD  26-001  Ask the pupil\n"
    )
    assert "late" not in asked


def test_every_mark_of_the_plan_is_said_in_words(run: Run, store: FolderStore, now: datetime) -> None:
    known = store.book().record("p1")
    assert isinstance(known, Practice)
    late = known.but(id="late", title="Good news", month=9)
    done = known.but(id="done", title="Asked twice", done=(2026,))
    store.save(Change(None, late), Change(None, done), by="AB", at=now)
    rows = [line.split() for line in run("today").stdout.split("\n\n")[1].splitlines()[1:]]
    assert {row[0]: " ".join(row[row.index("AB") + 1 :]) for row in rows} == {
        "!": "not done yet: September",
        "·": "this month",
        "✓": "done this year",
    }


@pytest.fixture
def of_two(store: FolderStore, now: datetime) -> None:
    """A practice and a case of CD's beside those of AB and of nobody."""
    known = store.book().record("p1")
    assert isinstance(known, Practice)
    case = Case(id="c8", title="CD's own", opened=now.date(), owner="CD")
    others = Case(id="c9", title="Of nobody", opened=now.date())
    store.save(
        Change(None, known.but(id="p8", title="CD's practice", owner="CD")),
        Change(None, DONE_EARLIER),
        Change(None, case),
        Change(None, others),
        by="AB",
        at=now,
    )


@pytest.mark.usefixtures("of_two")
@pytest.mark.parametrize(
    ("alias", "seen", "unseen"),
    [
        ("CD", ["CD's practice", "Send the texts", "Call on Fridays", "CD's own"], ["Ask the home", "Two agreements"]),
        ("AB", ["Two agreements", "Ask the home", "Call on Fridays"], ["CD's practice", "Send the texts", "CD's own"]),
    ],
)
def test_mine_is_what_somebody_owns_or_asks_about(run: Run, alias: str, seen: list[str], unseen: list[str]) -> None:
    for shown in (run("today", "--mine", "--as", alias).stdout, run("today", "--mine", "--as", alias, "--json").stdout):
        assert [text for text in seen if text not in shown] == []
        assert [text for text in (*unseen, "Of nobody") if text in shown] == []


def test_an_open_alarm_is_everybodys(run: Run, store: FolderStore, now: datetime) -> None:
    unsafe = Case(id="c9", title="Left out", opened=now.date(), owner="CD", alarm=Route.NOT_SAFE)
    store.save(Change(None, unsafe), by="AB", at=now)
    assert "! 26-003: nobody has been told yet" in run("today", "--mine", "--as", "AB").stdout


def test_mine_needs_somebody(run: Run) -> None:
    result = run("today", "--mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Nobody has said who you are in this team. Say it with --as (AB, CD)")
    assert "“fredstid teams --me ALIAS”" in result.stderr
