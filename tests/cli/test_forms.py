"""Every page in every form: by option, by how the file's name ends, and never over what lies there."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from stat import S_IMODE

import docx
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.agreement import Agreement
from storage.domain.homes.parent_meeting import AgendaItem, ParentMeeting
from storage.domain.people import Language
from storage.store import Change
from tests.cli.conftest import NOW

Run = Callable[..., Result]
PAGES = (
    ("minutes",),
    ("show", "26-001"),
    ("show", "26-001", "--for-access"),
    ("show", "26-001", "--for-log"),
    ("lift",),
    ("safety",),
    ("plan", "export"),
    ("plan", "export", "--for-parents"),
    ("plan", "year"),
    ("brief",),
    ("coach",),
    ("review",),
    ("parents", "--agenda"),
    ("parents", "--run-sheet"),
    ("parents", "--interpreter"),
    ("parents", "--afterwards"),
)
OURS = (("minutes",), ("lift",), ("safety",), ("plan", "export"), ("parents", "--run-sheet"), ("review",))

EVENING = ParentMeeting(
    id="pm", title="About phones", on=date(2026, 12, 3), items=(AgendaItem(id="i", title="A rule", minutes=30),)
)


@pytest.fixture(autouse=True)
def an_evening(store: FolderStore) -> None:
    store.save(Change(None, EVENING), by="AB", at=NOW)


def named(command: Iterable[str]) -> str:
    return " ".join(command)


def headings_of_word(document: bytes) -> list[int]:
    styles = (each.style.name for each in docx.Document(BytesIO(document)).paragraphs if each.style)
    return [int(name.removeprefix("Heading ")) for name in styles if name and name.startswith("Heading ")]


def headings_of_html(page: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h([1-6])\b", page)]


def walkable(levels: list[int]) -> bool:
    """Whether a screen reader finds one title, and no level that was left out."""
    return levels[0] == 1 and levels.count(1) == 1 and all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("command", PAGES, ids=named)
def test_a_page_is_printed_and_opened_in_word_with_its_headings_in_order(run: Run, command: tuple[str, ...]) -> None:
    html, word = run(*command, "--html"), run(*command, "--docx")
    assert (html.exit_code, word.exit_code) == (0, 0)
    assert html.stdout.startswith("<!DOCTYPE html>")
    assert walkable(headings_of_html(html.stdout))
    assert headings_of_word(word.stdout_bytes) == headings_of_html(html.stdout)


@pytest.mark.parametrize("command", OURS, ids=named)
def test_what_is_the_teams_alone_says_so_on_each_sheet(run: Run, command: tuple[str, ...]) -> None:
    foot = docx.Document(BytesIO(run(*command, "--docx").stdout_bytes)).sections[0].footer.paragraphs[0].text
    assert foot.startswith("Working note · Wednesday 25 Nov 2026")
    assert 'content: "Working note ' in run(*command, "--html").stdout


@pytest.mark.parametrize("command", [("parents", "--agenda"), ("show", "26-001", "--for-log")], ids=named)
def test_what_goes_to_others_is_no_working_note(run: Run, command: tuple[str, ...]) -> None:
    foot = docx.Document(BytesIO(run(*command, "--docx").stdout_bytes)).sections[0].footer.paragraphs[0].text
    assert foot.startswith("Wednesday 25 Nov 2026")


@pytest.mark.parametrize("ending", ["md", "html", "docx", "DOCX"])
def test_the_name_decides_and_nothing_is_written_over(run: Run, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"page.{ending}"
    result = run("minutes", "--to", str(file))
    assert result.exit_code == 0
    assert S_IMODE(file.stat().st_mode) == 0o600
    begins = {"md": b"# ", "html": b"<!DOCTYPE", "docx": b"PK"}[ending.lower()]
    assert file.read_bytes().startswith(begins)
    before = file.read_bytes()
    assert run("minutes", "--to", str(file)).exit_code == 1
    assert file.read_bytes() == before


def test_two_forms_at_once_are_a_mistake(run: Run) -> None:
    assert run("minutes", "--html", "--docx").exit_code == 2


def test_without_its_library_it_says_how_to_get_it_and_writes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "storage.documents.word", None)
    result = run("minutes", "--to", str(tmp_path / "page.docx"))
    assert (result.exit_code, list(tmp_path.glob("*.docx"))) == (1, [])
    assert "fredstid[word]" in result.stderr


def test_a_log_says_what_is_agreed_and_nothing_that_anybody_thought(run: Run, store: FolderStore) -> None:
    agreed = Agreement(
        id="g9",
        what="Ring Kari Hansen tlf. 91 23 45 67",
        owner="CD",
        made=date(2026, 11, 2),
        due=date(2026, 12, 1),
        case="26-001",
        sign="Three calm days",
    )
    store.save(Change(None, agreed), by="AB", at=NOW)
    result = run("show", "26-001", "--for-log")
    assert "| Goal | Measure | Responsible | Evaluated |" in result.stdout
    assert "| Three calm days | Ring Kari Hansen" in result.stdout
    assert "| … | Ask the home (agreed Monday 2 Nov 2026, due Friday 20 Nov 2026) | AB | not yet |" in result.stdout
    assert "tears" not in result.stdout
    assert "Homework" not in result.stdout
    assert "91 23 45 67" in result.stderr


def test_what_is_wanted_is_the_goal_where_an_agreement_has_no_sign_of_its_own(run: Run) -> None:
    assert "Fill in the goal where it says …" in run("show", "26-001", "--for-log").stdout
    for text, view in (("Two quiet evenings", ()), ("Peace for us", ("--view", "home"))):
        run("log", "26-001", text, "--step", "wanted", *view, "--as", "CD")
    log = run("show", "26-001", "--for-log").stdout
    assert "| Two quiet evenings | Ask the home (agreed" in log
    assert "Peace for us" not in log
    assert "…" not in log


ON_ONE_SHEET = frozenset(
    map(named, (("show", "26-008", "--for-log"), ("lift",), ("plan", "year"), ("brief",), ("review",)))
) | {f"parents --{kind}" for kind in ("agenda", "run-sheet", "interpreter", "afterwards")}
"""Pages that are handed out as one sheet."""
PROGRAMS = ("chromium", "soffice", "pdftotext", "pdfinfo")
CHROMIUM = (
    "chromium",
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
)


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
def test_on_paper_nothing_is_cut_and_word_opens_it(run_anywhere: Run, tmp_path: Path, language: Language) -> None:
    """Print every page of the demo team in Chromium, and Word's in LibreOffice: A4, every word on a sheet."""
    if missing := [each for each in PROGRAMS if not shutil.which(each)]:
        pytest.skip(f"the printed proofs are missing, for want of {', '.join(missing)}")
    team = tmp_path / "demo"
    assert run_anywhere("new", str(team), "--demo", "--language", language.value).exit_code == 0
    pages = [tuple(part.replace("26-001", "26-008") for part in command) for command in PAGES]
    files = [tmp_path / f"{number}" for number, _ in enumerate(pages)]
    for command, file in zip(pages, files, strict=True):
        for ending in (".html", ".docx"):
            where = () if command[:2] == ("plan", "export") else ("--to",)
            to_file = (*where, str(file.with_suffix(ending)), "--team", str(team))
            assert run_anywhere(*command, *to_file).exit_code == 0
    from_word = printed(files, tmp_path)
    for command, file in zip(pages, files, strict=True):
        html = re.sub(r"<style>.*?</style>|<[^>]+>", " ", file.with_suffix(".html").read_text(), flags=re.DOTALL)
        wanted = set(re.findall(r"\w{4,}", html))
        for pdf in (file.with_suffix(".pdf"), from_word / f"{file.name}.pdf"):
            joined = re.sub(r"[-\s]+", "", told_by("pdftotext", "-layout", str(pdf), "-"))
            assert not {each for each in wanted if each not in joined}, command
            about = told_by("pdfinfo", str(pdf))
            assert "(A4)" in about
            sheets = next(iter(re.findall(r"Pages:\s+(\d+)", about)))
            assert f"1/{sheets}" in joined
            assert sheets == "1" or named(command) not in ON_ONE_SHEET, command


def told_by(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=240).stdout


def printed(files: Iterable[Path], place: Path) -> Path:
    """Print HTML beside itself, and Word's documents in a folder of their own, which is returned."""
    for file in files:
        data = f"--user-data-dir={place}/chromium"
        pdf = f"--print-to-pdf={file.with_suffix('.pdf')}"
        told_by(*CHROMIUM, data, "--no-pdf-header-footer", pdf, str(file.with_suffix(".html")))
    into = place / "word"
    where = ("--headless", f"-env:UserInstallation=file://{place}/office", "--convert-to", "pdf", "--outdir", str(into))
    told_by("soffice", *where, *(str(file.with_suffix(".docx")) for file in files))
    return into


def test_the_log_says_whose_answer_each_is(run: Run) -> None:
    run("rate", "Ask the home", "--done", "as-planned", "--helped", "better")
    for who, how in (("home", "unchanged"), ("pupil", "worse")):
        assert run("rate", "Ask the home", "--by", who, "--helped", how).exit_code == 0
    log = run("show", "26-001", "--for-log").stdout
    assert "Wednesday 25 Nov 2026: done as agreed, it got better" in log
    assert "Wednesday 25 Nov 2026, the home: no change" in log
    assert "Wednesday 25 Nov 2026, the pupil: it got worse" in log
