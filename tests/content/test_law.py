from datetime import date
from pathlib import Path

import pytest

from storage.content.law import law_shelf, legal_notes
from storage.content.ours import folder_of
from storage.domain.people import Language

NOTE = """[[notes]]
key = "oppl-10-3"
reference = "Opplæringslova § 10-9"
says = "Skolen skal samarbeide med foreldrene."
source = "Lovdata"
checked = 2027-01-15
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "law").mkdir()
    return tmp_path


def put(folder: Path, text: str) -> Path:
    file = folder / "law" / "nb.toml"
    file.write_text(text, "utf-8")
    return file


def test_without_a_file_of_its_own_a_school_has_our_notes(tmp_path: Path) -> None:
    assert legal_notes(Language.NB, tmp_path) == legal_notes(Language.NB)


def test_a_school_corrects_a_note_and_adds_one_and_keeps_the_others(folder: Path) -> None:
    put(folder, NOTE + NOTE.replace("oppl-10-3", "kommunen-1"))
    notes, ours = legal_notes(Language.NB, folder), legal_notes(Language.NB)
    corrected = notes["oppl-10-3"]
    assert (corrected.reference, corrected.checked) == ("Opplæringslova § 10-9", date(2027, 1, 15))
    assert corrected.certain
    assert list(notes) == [*ours, "kommunen-1"]
    assert notes["oppl-1-3"] == ours["oppl-1-3"]
    assert legal_notes(Language.NN, folder) == legal_notes(Language.NN)


def test_our_own_file_is_a_beginning_for_a_school_s(folder: Path) -> None:
    ours = folder_of("law") / "nb.toml"
    put(folder, ours.read_text("utf-8"))
    assert law_shelf(Language.NB, folder) == law_shelf(Language.NB)


def test_what_is_corrected_again_is_seen(folder: Path) -> None:
    put(folder, NOTE)
    assert legal_notes(Language.NB, folder)["oppl-10-3"].source == "Lovdata"
    put(folder, NOTE.replace("Lovdata", "Statsforvalteren"))
    assert legal_notes(Language.NB, folder)["oppl-10-3"].source == "Statsforvalteren"
    (folder / "law" / "nb.toml").unlink()
    assert legal_notes(Language.NB, folder) == legal_notes(Language.NB)


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("says =", "sier =", 4, "unknown-key"),
        ("[[notes]]", "[[note]]", 1, "unknown-key"),
        ('source = "Lovdata"\n', "", 1, "missing-key"),
        ("2027-01-15", '"i dag"', 6, "wrong-value"),
        ('"Lovdata"', '" "', 5, "empty-value"),
        (NOTE, NOTE + NOTE, 8, "note-twice"),
        (NOTE, "notes = 3", 1, "wrong-value"),
        ('"Lovdata"', '"Lovdata', 5, "not-toml"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_ours_stands(
    folder: Path, old: str, new: str, line: int, code: str
) -> None:
    assert old in NOTE
    file = put(folder, NOTE.replace(old, new))
    shelf = law_shelf(Language.NB, folder)
    (broken,) = shelf.broken
    assert (broken.file, broken.line, broken.code) == (file, line, code)
    assert shelf.notes == legal_notes(Language.NB)
