"""`fredstid import FILE`: a document from before fredstid, shown line by line, heard by the gate, kept on a yes."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore

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
        "Meeting: Team meeting 12.10.2026 (12 Oct 2026)",
        "  note: Agreements",
        "  note: Other",
        "  note: The coffee is gone.",
        "Agreement: AB writes the plan, due 2026-12-04 (AB, due 4 Dec 2026)",
        "Decided then: CD called the home by 16.10 – its date is past",
        "Case: Case 3: The bus",
        "  Late three times.",
    ]
    assert result.stderr.splitlines() == ["Bring it in? [y/N]", "Nothing was changed."]
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
