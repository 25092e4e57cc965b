"""Errands of teachers who hold nothing but what the program gave them: each part of out and in, done to its end."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from io import BytesIO
from pathlib import Path

import docx
import icalendar
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.homes.parent_meeting import AgendaItem, ParentMeeting
from storage.domain.plan.plan import Depth
from storage.store import Change
from tests.cli.commands.test_calendar import read_by_a_camera
from tests.cli.conftest import NOW
from tests.documents.old_papers import FRESH, STRANGERS, Foreign, told_lines, words_of

Run = Callable[..., Result]


def written_out(run: Run, coming: str) -> Iterator[str]:
    """Yield every page that tells of what came in, as whoever asks for it reads it."""
    new = json.loads(coming)["new"]
    for each in new:
        if each["kind"] == "meeting":
            yield run("minutes", each["id"]).stdout
        elif each["kind"] == "agreement":
            yield each["record"]["what"]
    for case in json.loads(run("cases", "--json").stdout):
        yield run("show", case["code"]).stdout
    yield run("plan", "export").stdout


@pytest.mark.parametrize("paper", [*STRANGERS, *FRESH], ids=lambda paper: paper.name)
def test_a_strangers_document_is_taken_in_and_every_line_found_again(run: Run, tmp_path: Path, paper: Foreign) -> None:
    file = tmp_path / f"{paper.name}{paper.ending}"
    file.write_bytes(paper.raw if paper.ending == ".docx" else paper.document.encode())
    coming = run("import", str(file), "--dry-run", "--json").stdout
    taken = run("import", str(file), "--yes")
    assert taken.exit_code == 0, taken.stderr
    pages = [words_of(re.sub(r"\\\n?|[*_]{2}", "", page)) for page in written_out(run, coming)]
    assert not [line for line in told_lines(paper) if not any(line in page for page in pages)]


def test_an_agreement_is_photographed_and_stands_in_a_calendar(run: Run) -> None:
    run("agree", "26-001", "Ask again how the evening was", "--owner", "CD", "--due", "4.12.2026", "--as", "CD")
    drawn = run("calendar", "2026-12-04", "--qr")
    photographed = read_by_a_camera(drawn.stdout, light=True)
    whole = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//phone//EN\n{photographed}\nEND:VCALENDAR\n"
    (event,) = icalendar.Calendar.from_ical(whole.replace("\n", "\r\n")).walk("VEVENT")
    assert event.decoded("DTSTART") == date(2026, 12, 4)
    assert str(event["SUMMARY"]) == "26-001: agreement, CD"
    assert "evening" not in photographed


def test_a_calendar_file_puts_the_same_day_in_the_same_place(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "team.ics"
    assert run("calendar", "--to", str(file)).exit_code == 0
    days = {
        (str(event["SUMMARY"]), event.decoded("DTSTART"))
        for event in icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    }
    assert ("26-001: agreement, AB", date(2026, 11, 20)) in days


def test_the_head_opens_the_minutes_in_word_and_finds_what_was_decided(run_anywhere: Run, tmp_path: Path) -> None:
    team, file = str(tmp_path / "demo"), tmp_path / "minutes.docx"
    run_anywhere("new", team, "--demo", "--language", "nb")
    assert run_anywhere("minutes", "--to", str(file), "--team", team).exit_code == 0
    held = docx.Document(BytesIO(file.read_bytes()))
    told = [(each.style.name if each.style else "", each.text) for each in held.paragraphs]
    headings = [text for style, text in told if style and style.startswith("Heading")]
    assert headings[0].startswith("Saksrunde")
    assert headings[1] == "Beslutninger og avtaler"
    at = [text for _, text in told].index("Nye avtaler")
    new = [text for style, text in told[at + 1 :] if style == "List Bullet"]
    assert re.search(r" – [A-Z]{2}, frist \w+ \d+\. \w+", new[0])
    assert held.core_properties.language == "nb-NO"
    assert held.core_properties.author == ""
    assert "Arbeidsnotat" in held.sections[0].footer.paragraphs[0].text


EVENING = ParentMeeting(
    id="pm",
    title="About phones",
    on=date(2026, 12, 3),
    starts=time(18),
    venue="The library",
    note="AB brings the cable",
    items=(
        AgendaItem(id="i", title="The autumn so far", minutes=20, note="Keep it short"),
        AgendaItem(
            id="j", title="A rule", minutes=30, depth=Depth.CO_DECISION, decides="When phones are put away", place=1
        ),
    ),
)


def test_parents_read_when_where_and_what_they_decide_and_nothing_of_the_teams(run: Run, store: FolderStore) -> None:
    store.save(Change(None, EVENING), by="AB", at=NOW)
    page = run("parents", "--agenda", "--html").stdout
    read = words_of(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
    for wanted in ("Thursday 3 Dec 2026 18 00", "The library", "Year 6", "When phones are put away", "Reply slip"):
        assert wanted in read
    assert read.index("When phones are put away") < read.index("The autumn so far"), "what they decide comes first"
    assert not [ours for ours in ("cable", "Keep it short", "working note") if ours in read]
    sheet = run("parents", "--interpreter").stdout
    assert "The library" in sheet
    assert len(re.findall(r"^\| (?!---|Word)", sheet, re.MULTILINE)) == 10


def test_a_parents_council_reads_what_it_can_count_on_and_is_asked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.html"
    assert run("plan", "export", "--for-parents", str(file)).exit_code == 0
    read = re.sub(r"<style>.*?</style>|<[^>]+>", " ", file.read_text(), flags=re.DOTALL)
    for wanted in ("Year 6, 2026-27", "Two agreements at most", "We end with a date.", "What do you think?"):
        assert wanted in read
    unwanted = ("Good news first", "working note", "26-001", "CD")  # an idea, ours, a case, a colleague
    assert not [each for each in unwanted if each in read]
    assert "Two agreements at most" in run("plan", "export", "--for-parents").stdout


def test_what_the_gate_hears_in_a_document_is_said_with_its_words(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Team 3.11.2026\nThe pupil is beaten at home.\nHe is left out in every break.\n", "utf-8")
    said = run("import", str(file), "--dry-run").stderr
    assert re.search(r"“[^”]*beaten[^”]*” – .*child welfare", said)


def test_what_is_done_every_year_comes_into_the_plan_as_an_idea(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "year.md"
    file.write_text("# Team 3.11.2026\n\n## Year wheel\n\n- September: A first call to every home\n", "utf-8")
    told = run("import", str(file), "--yes")
    assert "For the plan, as an idea: September: A first call to every home (First contact)" in told.stdout
    practices = json.loads(run("plan", "--all", "--json").stdout)
    (new,) = (each for each in practices if each["title"] == "A first call to every home")
    assert (new["state"], new["month"], new["area"]) == ("idea", 9, "contact")


def test_a_line_that_becomes_no_agreement_says_why(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    rows = ("Call;AB;1.11.2026;", "Write;Kari;4.12.2026;", "Read;AB;;", "Sing;AB;4.12.2026;Done", "Ask;AB;4.12.2026;")
    file.write_text("\n".join(("Task;Owner;Due;Status", *rows)), "utf-8")
    lines = run("import", str(file), "--dry-run").stdout.splitlines()
    whys = [line.rpartition(" – ")[2] for line in lines if "  Decided then: " in line]
    assert whys == ["its date is past", "it has no alias of the team", "it has no date", "it is done"]
    assert any("  Agreement: Ask" in line for line in lines)


def test_the_plan_goes_to_a_file_by_the_option_that_every_page_has(run: Run, tmp_path: Path) -> None:
    assert run("plan", "export", "--to", str(tmp_path / "plan.html")).exit_code == 0
    assert (tmp_path / "plan.html").read_text().startswith("<!DOCTYPE")
    assert run("plan", "export", str(tmp_path / "a.md"), "--to", str(tmp_path / "b.md")).exit_code == 2
    assert not list(tmp_path.glob("?.md"))


def test_a_file_without_an_ending_gets_that_of_the_form_asked_for(run: Run, tmp_path: Path) -> None:
    ended = run("minutes", "--docx", "--to", str(tmp_path / "mine"))
    assert "mine.docx" in ended.stderr
    assert (tmp_path / "mine.docx").read_bytes().startswith(b"PK")
    run("minutes", "--to", str(tmp_path / "mine"))
    assert (tmp_path / "mine").read_text().startswith("# ")
