"""`fredstid plan export`, `plan import` and `plan year`."""

import os
import shlex
import stat
from collections.abc import Callable
from pathlib import Path

import click
import msgspec
import pytest
from click.shell_completion import BashComplete
from click.testing import Result

from storage.archive import FolderStore, create_store, open_store
from storage.domain.people import Language, Team
from storage.domain.plan.plan import Milestone, PracticeState
from storage.store import Change
from tests.cli.conftest import NOW
from tests.cli.test_completion import completed
from tui.cli.asked import Asked
from tui.cli.fredstid import fredstid
from tui.cli.group import CommandGroup
from tui.desk.settings import Settings
from tui.i18n.words import Words

Run = Callable[..., Result]


def plan_group() -> CommandGroup:
    group = fredstid.lower("plan")
    assert isinstance(group, CommandGroup)
    return group


PLAN = plan_group()


@pytest.fixture
def document(run: Run, tmp_path: Path) -> Path:
    place = tmp_path / "plan.md"
    assert run("plan", "export", str(place)).exit_code == 0
    return place


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    create_store(tmp_path / "empty", Team(id="team", name="New", language=Language.NB), now=NOW)
    return tmp_path / "empty"


def test_the_plan_is_written_to_standard_output_or_a_new_private_file(run: Run, document: Path) -> None:
    assert document.read_text("utf-8") == run("plan", "export").stdout
    assert stat.S_IMODE(document.stat().st_mode) == 0o600
    again = run("plan", "export", str(document))
    assert (again.exit_code, again.stdout) == (1, "")
    assert "exists already" in again.stderr


@pytest.mark.parametrize("arguments", [("--html",), ("plan.html",)])
def test_a_page_to_print_is_html(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("plan", "export", *arguments)
    page = result.stdout or (tmp_path / "plan.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in page


def test_an_export_is_in_the_teams_language_or_the_one_asked_for(run: Run) -> None:
    assert "# Peacetime plan\n" in run("plan", "export").stdout
    assert "- **Ansvarlig:** AB" in run("plan", "export", "--language", "nb").stdout


def test_an_export_comes_into_an_empty_plan_whole(run_anywhere: Run, document: Path, empty: Path) -> None:
    there = ("--team", str(empty))
    shown = run_anywhere("plan", "import", str(document), "--dry-run", *there)
    assert "Praksis: Two agreements at most (Felles minstepraksis, Ansvar" in shown.stdout
    assert not open_store(empty, session="x").book().practices
    assert run_anywhere("plan", "import", str(document), *there).exit_code == 0
    exported = run_anywhere("plan", "export", "--language", "en", *there).stdout
    assert exported == document.read_text("utf-8")


def test_an_unchanged_export_changes_nothing(run: Run, document: Path) -> None:
    result = run("plan", "import", str(document))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "says the same" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "typed", "code", "changed"),
    [
        (("--dry-run",), None, 0, False),
        ((), "n\n", 1, False),
        ((), "", 2, False),
        ((), "y\n", 0, True),
        (("--yes",), None, 0, True),
    ],
)
def test_differences_are_shown_and_taken_with_a_yes(
    run: Run,
    document: Path,
    store: FolderStore,
    arguments: tuple[str, ...],
    typed: str | None,
    code: int,
    changed: bool,
) -> None:
    text = document.read_text("utf-8").replace("We end with a date.", "We end with two dates.")
    start = text.index("## First contact")
    document.write_text(text[:start] + "### Talk first\n\n- **Responsible:** cd\n", "utf-8")
    result = run("plan", "import", str(document), *arguments, input=typed)
    assert result.exit_code == code
    for line in (
        "Two agreements at most · Shared minimum: We end with a date. → We end with two dates.",
        "New in The conversation: Talk first",
        "Taken out, so it would be retired: Good news first",
        "Taken out, so the area would be hidden: First contact",
    ):
        assert line in result.stdout
    book = store.book()
    assert (book.practices[0].minimum == "We end with two dates.") is changed
    states = {practice.title: (practice.state, practice.owner) for practice in book.practices}
    assert (states["Good news first"][0] is PracticeState.RETIRED) is changed
    assert states.get("Talk first", ("", ""))[1] == ("CD" if changed else "")


def test_differences_are_data_too(run: Run, document: Path, run_anywhere: Run, empty: Path) -> None:
    text = document.read_text("utf-8").replace("We end with a date.", "Later.")
    document.write_text(text, "utf-8")
    found = msgspec.json.decode(run("plan", "import", str(document), "--json", "--dry-run").stdout)
    assert found == [
        {
            "what": "changed",
            "area": "The conversation",
            "title": "Two agreements at most",
            "field": "minimum",
            "old": "We end with a date.",
            "new": "Later.",
        }
    ]
    new = run_anywhere("plan", "import", str(document), "--json", "--dry-run", "--team", str(empty)).stdout
    assert {each["what"] for each in msgspec.json.decode(new)} == {"new"}


def test_a_document_can_come_from_standard_input(run_anywhere: Run, empty: Path) -> None:
    result = run_anywhere("plan", "import", "-", "--team", str(empty), input="We call home.\n")
    assert result.exit_code == 0
    assert open_store(empty, session="x").book().areas[0].title == "Planen som ble tatt inn"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "no plain text"),
        (b"a" * 400_000, "more than 300 KB"),
        (b"\n", "nothing in plan"),
        (None, "There is no file"),
    ],
)
def test_what_is_no_plan_is_refused_in_a_sentence(run: Run, tmp_path: Path, content: bytes | None, said: str) -> None:
    place = tmp_path / "plan"
    if content is not None:
        place.write_bytes(content)
    result = run("plan", "import", str(place), "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def test_what_could_tell_who_somebody_is_is_warned_about_and_identity_numbers_refused(
    run: Run, document: Path, store: FolderStore
) -> None:
    text = document.read_text("utf-8")
    document.write_text(text.replace("We end with a date.", "Ring 22 33 44 55, kari@skole.no."), "utf-8")
    shown = run("plan", "import", str(document), "--yes")
    assert "who somebody is: 22 33 44 55 · kari@skole.no" in shown.stderr
    assert store.book().practices[0].minimum == "Ring 22 33 44 55, kari@skole.no."
    document.write_text(text.replace("We end with a date.", "01019012480 "), "utf-8")
    refused = run("plan", "import", str(document), "--yes")
    assert refused.exit_code == 1
    assert "identity number" in refused.stderr
    assert "01019012480" not in store.book().practices[0].minimum


def test_what_is_no_file_is_not_opened(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe"):
        assert "not an ordinary file" in run("plan", "import", str(place)).stderr


def test_the_year_wheel_says_what_is_done_late_and_now(run: Run, store: FolderStore) -> None:
    shown = run("plan", "year").stdout
    assert "The year wheel 2026-27" in shown
    assert shown.endswith("\n\n✓ done this year   ! should have been done   · not ticked off\n")
    assert "November ▸ this month\n  · Two agreements at most (AB)" in shown
    agreed = store.book().practices[0]
    store.save(Change(agreed, agreed.but(milestones=(Milestone(PracticeState.IDEA, NOW.date()),))), by="AB", at=NOW)
    assert "  · Two agreements at most (AB · idea)" in run("plan", "year").stdout
    months = msgspec.json.decode(run("plan", "year", "--json").stdout)
    assert [each["month"] for each in months] == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 0]
    assert months[3]["practices"][0]["late"] is False


def test_an_empty_years_wheel_says_where_the_template_is(run_anywhere: Run, empty: Path) -> None:
    assert "«fredstid plan import --template»" in run_anywhere("plan", "year", "--team", str(empty)).stderr


def test_what_stands_below_plan_is_completed_and_misspelt() -> None:
    assert completed("plan", "ex") == ["export"]
    assert "--dry-run" in completed("plan", "import", "--")


@pytest.mark.parametrize("name", ["export", "import"])
def test_the_shell_completes_the_files_name(name: str) -> None:
    shell = BashComplete(fredstid, {"obj": Asked.by((), lambda _: None)}, "fredstid", "_FREDSTID_COMPLETE")
    assert [item.type for item in shell.get_completions(["plan", name], "pl")] == ["file"]


def test_a_misspelt_command_below_plan_is_guessed(run: Run) -> None:
    assert "Did you mean “export”?" in run("plan", "exprot").stderr
    result = run("plan", "september")
    assert result.exit_code == 2
    assert "more than “fredstid plan” takes" in result.stderr


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", PLAN.below)
def test_what_the_examples_below_plan_show_can_be_typed(name: str, language: Language) -> None:
    words = Words(language)
    asked = Asked(words, Settings(), lambda _: None)
    with click.Context(fredstid, obj=asked) as top, click.Context(PLAN, obj=asked, parent=top) as parent:
        for line, _ in PLAN.lower(name).examples:
            typed = shlex.split(words(line).partition(f"fredstid plan {name}")[2].partition(" > ")[0])
            PLAN.lower(name).make_context(name, typed, parent=parent)


def test_the_help_lists_what_stands_below(run: Run) -> None:
    shown = run("plan", "--help").stdout
    for name in PLAN.below:
        assert f"\n  {name} " in shown
        assert f"Usage: fredstid plan {name}" in run("plan", name, "--help").stdout


def test_a_law_by_the_school_s_own_name_goes_out_and_comes_back_as_the_same(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    store = open_store(folder, session="before")
    practice = store.book().practices[0]
    store.save(Change(practice, practice.but(law=("oppl-10-3",))), by="AB", at=NOW)
    (folder / "law").mkdir()
    note = "key = 'oppl-10-3'\nreference = 'Education Act § 10-9'\nsays = 'x'\nsource = 'y'\nchecked = 2027-01-15\n"
    (folder / "law" / "en.toml").write_text(f"[[notes]]\n{note}", "utf-8")
    place = tmp_path / "own.md"
    run("plan", "export", str(place))
    assert "Education Act § 10-9" in place.read_text("utf-8")
    assert run("plan", "import", str(place), "--dry-run").stderr == "The plan says the same already.\n"


def test_a_new_plan_begins_with_the_template_as_ideas_once(run_anywhere: Run, empty: Path) -> None:
    team = ("--team", str(empty), "--language", "en")
    assert run_anywhere("plan", "import", "--template", *team, "--dry-run").exit_code == 0
    assert open_store(empty, session="t").book().practices == ()
    assert run_anywhere("plan", "import", "--template", *team, "--yes").exit_code == 0
    book = open_store(empty, session="t").book()
    assert len(book.areas) == 11
    assert {each.state for each in book.practices} == {PracticeState.IDEA}
    again = run_anywhere("plan", "import", "--template", *team, "--yes")
    assert (again.exit_code, again.stderr) == (0, "Everything in the template is in the plan already.\n")
    assert open_store(empty, session="t").book() == book


@pytest.mark.parametrize("typed", [(), ("plan.md", "--template")])
def test_either_a_document_or_the_template_is_asked_for(run: Run, typed: tuple[str, ...]) -> None:
    refused = run("plan", "import", *typed)
    assert (refused.exit_code, refused.stdout, len(refused.stderr.splitlines())) == (2, "", 1)
