"""The meeting forms a team can choose from: ours, and the school's own beside or instead of them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from storage.content.form_file import read_form
from storage.content.ours import folder_of
from storage.domain.meeting.form import MeetingForm
from storage.domain.people import Language
from storage.school.file import BrokenFile
from storage.school.folders import FORMS, school_files


class FormShelf(msgspec.Struct, frozen=True):
    """The forms that can be held, and the files that could not be used."""

    forms: tuple[MeetingForm, ...]
    broken: tuple[BrokenFile, ...] = ()

    def form(self, key: str) -> MeetingForm | None:
        """Return the form with this key, or None when it is gone."""
        return next((form for form in self.forms if form.key == key), None)


def forms(language: Language, folder: Path | None = None) -> FormShelf:
    """Return the forms in a language, with the school's own from the team's folder; the same key takes our place."""
    shelf = {form.key: form for form in our_forms(language)}
    own, broken = _own_forms(folder / FORMS) if folder else ((), ())
    for form in sorted(own, key=lambda form: form.language == language):
        shelf[form.key] = form
    return FormShelf(tuple(shelf.values()), broken)


@lru_cache
def our_forms(language: Language) -> tuple[MeetingForm, ...]:
    """Return the forms that come with the program; raises `ValueError` for a broken one, which is a defect."""
    ours = (_whole(read_form(file.resolve())) for file in folder_of("forms").glob(f"*.{language}.toml"))
    return tuple(sorted(ours, key=lambda form: form.key))


def _whole(read: MeetingForm | BrokenFile) -> MeetingForm:
    if isinstance(read, BrokenFile):
        raise ValueError(read)  # noqa: TRY004 - the file is wrong, not the call
    return read


def _own_forms(folder: Path) -> tuple[tuple[MeetingForm, ...], tuple[BrokenFile, ...]]:
    files = school_files(folder)
    return _parted(zip(files, map(read_form, files), strict=True))


def _parted(
    read: Iterable[tuple[Path, MeetingForm | BrokenFile]],
) -> tuple[tuple[MeetingForm, ...], tuple[BrokenFile, ...]]:
    """Return what can be used and what is broken; a key that comes twice in a language is."""
    whole: dict[tuple[str, str], MeetingForm] = {}
    broken: list[BrokenFile] = []
    for file, form in read:
        if isinstance(form, BrokenFile):
            broken.append(form)
        elif (form.key, form.language) in whole:
            broken.append(BrokenFile(file, 0, "form-twice", {"form": form.key}))
        else:
            whole[form.key, form.language] = form
    return tuple(whole.values()), tuple(broken)
