from pathlib import Path

import pytest

from storage.content.forms import forms, our_forms
from storage.domain.meeting.form import Speaks, Writes
from storage.domain.people import Language

OWN = """key = "{key}"
title = "{title}"
language = "{language}"
minutes = 10
[[phases]]
key = "talk"
title = "Snakk"
short = "Snakk"
minutes = 10
prompts = ["Hva vil vi?"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "forms").mkdir()
    return tmp_path


def put(folder: Path, name: str, key: str, title: str = "Egen", language: str = "") -> None:
    (folder / "forms" / name).write_text(OWN.format(key=key, title=title, language=language), "utf-8")


def test_without_own_forms_ours_are_there(tmp_path: Path) -> None:
    assert forms(Language.NB).forms == forms(Language.NB, tmp_path).forms == our_forms(Language.NB)


def test_own_forms_stand_beside_ours(folder: Path) -> None:
    put(folder, "walk.toml", "walk")
    shelf = forms(Language.NB, folder)
    assert [form.key for form in shelf.forms] == [*(form.key for form in our_forms(Language.NB)), "walk"]
    assert shelf.form("walk") is shelf.forms[-1]
    assert shelf.form("gone") is None


def test_an_own_form_takes_the_place_of_ours(folder: Path) -> None:
    first = our_forms(Language.NB)[0]
    put(folder, "mine.toml", first.key, "Vår måte")
    shelf = forms(Language.NB, folder)
    assert shelf.forms[0].title == "Vår måte"
    assert len(shelf.forms) == len(our_forms(Language.NB))


def test_of_two_languages_the_teams_own_is_taken(folder: Path) -> None:
    put(folder, "a.toml", "walk", "Tur", "nb")
    put(folder, "b.toml", "walk", "Walk", "en")
    assert forms(Language.NB, folder).form("walk") == forms(Language.NB, folder).forms[-1]
    titles = [forms(language, folder).forms[-1].title for language in (Language.NB, Language.EN)]
    assert titles == ["Tur", "Walk"]


def test_a_key_given_twice_is_told(folder: Path) -> None:
    put(folder, "a.toml", "walk", "Første")
    put(folder, "b.toml", "walk", "Andre")
    shelf = forms(Language.NB, folder)
    assert [(broken.file.name, broken.code, broken.params) for broken in shelf.broken] == [
        ("b.toml", "form-twice", {"form": "walk"})
    ]
    assert shelf.forms[-1].title == "Første"


def test_a_broken_form_of_ours_is_a_defect(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, "walk.nb.toml", "")
    monkeypatch.setattr("storage.content.forms.folder_of", folder.joinpath)
    with pytest.raises(ValueError, match="form-without-key"):
        our_forms.__wrapped__(Language.NB)


def test_a_broken_form_leaves_the_others_alone(folder: Path) -> None:
    put(folder, "walk.toml", "walk")
    (folder / "forms" / "bad.toml").write_text("key = ", "utf-8")
    shelf = forms(Language.NB, folder)
    assert shelf.forms[-1].key == "walk"
    assert [(broken.file.name, broken.line) for broken in shelf.broken] == [("bad.toml", 1)]


@pytest.mark.parametrize("language", list(Language))
def test_where_numbers_are_asked_without_names_nobody_is_called_on(language: Language) -> None:
    asked = [phase for form in forms(language).forms for phase in form.phases]
    numbers = [phase for phase in asked if phase.writes in {Writes.CHECK_OUT, Writes.SCALE}]
    assert numbers
    assert [phase.key for phase in numbers if phase.speaks is Speaks.ROUND] == []
