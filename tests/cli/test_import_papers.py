"""`fredstid import FILE`: a document from before fredstid, shown line by line, heard by the gate, kept on a yes."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.views.book import Book

Run = Callable[..., Result]
MINUTES = """\
# Team meeting 12.10.2026

## Agreements

- AB writes the plan, due 2026-12-04
- CD called the home by 16.10

## Case 3: The bus

Late three times.

## Other

The coffee is gone.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    file = tmp_path / "minutes.md"
    file.write_text(MINUTES, "utf-8")
    return file


def test_every_line_is_shown_with_what_becomes_of_it_and_nothing_is_kept_without_a_yes(
    run: Run, minutes: Path, store: FolderStore
) -> None:
    before = store.book()
    result = run("import", str(minutes), input="n\n")
    assert result.stdout.splitlines() == [
        "Meeting: Team meeting (12 Oct 2026)",
        "1  note: Agreements",
        "2  note: Other",
        "3  note: The coffee is gone.",
        "4  Agreement: AB writes the plan, due 2026-12-04 (AB, due 4 Dec 2026)",
        "5  Decided then: CD called the home by 16.10 – its date is past",
        "6  Case: Case 3: The bus",
        "     Late three times.",
    ]
    asked = "Bring it in? y, N, or only some: 1 3-5, agreements, cases, notes, plan; -2 leaves out line 2."
    assert result.stderr.splitlines() == [asked, "Nothing was changed."]
    assert (result.exit_code, store.book()) == (1, before)
    assert run("import", str(minutes), "--dry-run").exit_code == 0
    assert store.book() == before


def test_a_yes_keeps_it_once(run: Run, minutes: Path, store: FolderStore) -> None:
    before = store.book()
    assert run("import", str(minutes), "--yes").exit_code == 0
    book = store.book()
    assert {each.title for each in book.meetings} - {each.title for each in before.meetings} == {
        "Team meeting 12.10.2026"
    }
    (new,) = (each for each in book.agreements if each.owner == "AB" and each.id not in {"g1", "g2"})
    assert new.what == "AB writes the plan, due 2026-12-04"
    case = next(each for each in book.cases if each.title == "Case 3: The bus")
    assert (case.code, [entry.text for entry in case.entries]) == ("26-003", ["Late three times."])
    again = run("import", str(minutes), "--yes")
    assert (again.exit_code, store.book()) == (0, book)
    assert "3 are here already." in again.stderr
    assert "Nothing new would come in." in again.stderr


def test_it_can_be_taken_back_at_one_stroke(run: Run, minutes: Path, store: FolderStore) -> None:
    before = {record.id for record in store.book().records()}
    run("import", str(minutes), "--yes", "--as", "AB")
    assert {record.id for record in store.book().records()} > before
    store.undo(by="AB", at=store.book().meetings[0].started, earlier=True)
    assert {record.id for record in store.book().records()} == before


def test_guard_and_gate_are_heard_before_the_question(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Notes\nThe pupil is beaten at home.\nCall 412 34 567.\n", "utf-8")
    said = run("import", str(file), "--dry-run").stderr
    assert "412 34 567" in said
    assert "child welfare" in said


def test_an_identity_number_is_never_taken_in(run: Run, tmp_path: Path, store: FolderStore) -> None:
    file, before = tmp_path / "notes.txt", store.book()
    file.write_text("Notes\n01010012356\n", "utf-8")
    result = run("import", str(file), "--yes")
    assert (result.exit_code, result.stdout, store.book()) == (1, "", before)


@pytest.mark.parametrize(
    ("name", "content"), [("a.docx", b"no"), ("a.txt", b""), ("a.txt", b"%PDF-1.4"), ("a.csv", b"\0")]
)
def test_what_cannot_be_read_is_one_sentence(
    run: Run, tmp_path: Path, store: FolderStore, name: str, content: bytes
) -> None:
    file, before = tmp_path / name, store.book()
    file.write_bytes(content)
    result = run("import", str(file), "--yes")
    assert (result.exit_code, result.stdout, store.book()) == (1, "", before)
    assert len(result.stderr.splitlines()) == 1


def test_facts_for_programs(run: Run, minutes: Path) -> None:
    facts = msgspec.json.decode(run("import", str(minutes), "--dry-run", "--json").stdout)
    assert [each["kind"] for each in facts["new"]] == ["meeting", "case", "agreement"]


def test_a_packed_export_is_no_document(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "team.tar.age"
    file.write_bytes(b"age-encryption.org/v1")
    result = run("import", str(file), "--yes")
    assert result.exit_code == 1
    assert "Unpack" in result.stderr


def taken(store: FolderStore, before: Book) -> tuple[list[str], list[str], list[str]]:
    """Return what was noted and decided, agreed on, and opened since."""
    book, known = store.book(), {record.id for record in before.records()}
    meetings = [each for each in book.meetings if each.id not in known]
    noted = [each.text for meeting in meetings for each in meeting.notes]
    noted += [each.text for meeting in meetings for each in meeting.decisions]
    agreed = [each.what for each in book.agreements if each.id not in known]
    return noted, agreed, [each.title for each in book.cases if each.id not in known]


AGREED, CASE = "AB writes the plan, due 2026-12-04", "Case 3: The bus"
DECIDED, COFFEE = "CD called the home by 16.10", "The coffee is gone."


@pytest.mark.parametrize(
    ("answer", "comes_in"),
    [
        ("agreements", ([DECIDED], [AGREED], [])),
        ("avtaler", ([DECIDED], [AGREED], [])),
        ("saker", ([], [], [CASE])),
        ("3-4", ([COFFEE], [AGREED], [])),
        ("3 - 4, case", ([COFFEE], [AGREED], [CASE])),
        ("notat og 6", (["Agreements", "Other", COFFEE], [], [CASE])),
        ("-1 -2 -5", ([COFFEE], [AGREED], [CASE])),
        ("agreements -5", ([], [AGREED], [])),
    ],
)
def test_one_chooses_kinds_or_single_lines_by_the_answer_or_by_an_option(
    run: Run, minutes: Path, store: FolderStore, answer: str, comes_in: tuple[list[str], list[str], list[str]]
) -> None:
    before = store.book()
    assert run("import", str(minutes), input=f"{answer}\n").exit_code == 0
    assert taken(store, before) == comes_in
    assert run("import", str(minutes), "--only", answer, "--yes").exit_code == 0
    assert taken(store, before) == comes_in


def test_what_was_left_out_can_come_in_later_and_nothing_comes_twice(
    run: Run, minutes: Path, store: FolderStore
) -> None:
    before = store.book()
    run("import", str(minutes), "--only", "3", "--yes")
    run("import", str(minutes), "--yes")
    noted, agreed, cases = taken(store, before)
    assert (sorted(noted), agreed, cases) == (sorted(["Agreements", "Other", COFFEE, DECIDED]), [AGREED], [CASE])
    assert "Nothing new would come in." in run("import", str(minutes), "--yes").stderr


def test_an_answer_that_means_nothing_is_said_and_asked_again(run: Run, minutes: Path, store: FolderStore) -> None:
    before = store.book()
    result = run("import", str(minutes), input="coffee\n9\n6\n")
    assert (result.exit_code, taken(store, before)) == (0, ([], [], [CASE]))
    choices = "1-6, agreements, cases, notes, plan."
    assert f"“coffee” is not one of the choices: {choices}" in result.stderr
    assert f"“9” is not one of the choices: {choices}" in result.stderr
    wrong = run("import", str(minutes), "--only", "coffee", "--yes")
    assert (wrong.exit_code, taken(store, before)) == (2, ([], [], [CASE]))


def test_only_a_document_has_lines_to_choose(run: Run, tmp_path: Path) -> None:
    result = run("import", str(tmp_path), "--only", "3")
    assert (result.exit_code, result.stdout) == (1, "")
