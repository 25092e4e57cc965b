"""`fredstid plan`."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import create_store
from storage.domain.calendar import MONTHS
from storage.domain.people import Team
from storage.domain.plan.plan import Area, Milestone, Practice, PracticeState
from tui.cli.commands.plan import typed_month

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        ((), ["Two agreements at most"]),
        (("--month", "august"), ["Good news first"]),
        (("--month", "8"), ["Good news first"]),
        (("--area", "conv"), ["Two agreements at most"]),
        (("--area", "First Contact"), ["Good news first"]),
        (("--all",), ["Two agreements at most", "Good news first"]),
    ],
)
def test_a_part_of_the_plan_or_all_of_it_is_shown(run: Run, arguments: tuple[str, ...], titles: list[str]) -> None:
    shown = run("plan", *arguments).stdout
    assert [title for title in ("Two agreements at most", "Good news first") if f"### {title}" in shown] == titles
    found = msgspec.json.decode(run("plan", *arguments, "--json").stdout)
    assert [practice["title"] for practice in found] == titles


def test_areas_without_a_wanted_practice_are_left_out(run: Run) -> None:
    shown = run("plan").stdout
    assert "## The conversation" in shown
    assert "First contact" not in shown


def test_json_holds_what_is_kept_of_a_practice(run: Run) -> None:
    practice = msgspec.json.decode(run("plan", "--json").stdout)[0]
    assert (practice["area"], practice["minimum"], practice["room"]) == ("conversation", "We end with a date.", "")
    assert (practice["state"], practice["depth"], practice["month"]) == ("agreed", "dialogue", 11)


def test_a_month_with_nothing_says_where_the_rest_is(run: Run) -> None:
    result = run("plan", "--month", "june")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "“fredstid plan --all”" in result.stderr


def test_an_empty_plan_says_where_the_template_is(run_anywhere: Run, tmp_path: Path, team: Team, now: datetime) -> None:
    create_store(tmp_path / "new", team, now=now)
    assert "template" in run_anywhere("plan", "--team", str(tmp_path / "new")).stderr


@pytest.mark.parametrize(
    "names",
    [
        "august september oktober november desember januar februar mars april mai juni",
        "August September October November December January February March April May June",
        "aug. sep. okt. nov. des. jan. feb. mars apr. mai juni",
    ],
)
def test_months_are_known_in_every_language(names: str) -> None:
    assert tuple(map(typed_month, names.split())) == MONTHS


@pytest.mark.parametrize("year", ["2025-26", "2025"])
def test_an_earlier_years_plan_is_read_as_it_was_handed_over(
    run_anywhere: Run, tmp_path: Path, team: Team, now: datetime, year: str
) -> None:
    areas = Area(id="a", key="talk", title="The conversation")
    born = Milestone(PracticeState.AGREED, date(2025, 9, 1))
    old = Practice(id="1", area="talk", title="Kept", month=9, milestones=(born,))
    gone = old.but(id="2", title="Gone", milestones=(born, Milestone(PracticeState.RETIRED, date(2025, 10, 1))))
    fresh = old.but(id="3", title="Fresh", milestones=(Milestone(PracticeState.IDEA, now.date()),))
    create_store(tmp_path / "new", team, areas, old, gone, fresh, now=now)
    shown = run_anywhere("plan", "--team", str(tmp_path / "new"), "--year", year)
    assert [title for title in ("Kept", "Gone", "Fresh") if f"### {title}" in shown.stdout] == ["Kept"]
    this = run_anywhere("plan", "--team", str(tmp_path / "new"), "--year", "2026")
    assert [title for title in ("Kept", "Gone", "Fresh") if f"### {title}" in this.stdout] == ["Kept", "Fresh"]
    wrong = run_anywhere("plan", "--team", str(tmp_path / "new"), "--year", "1999")
    assert (wrong.exit_code, "2025-26" in wrong.stderr) == (2, True)
