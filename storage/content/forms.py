"""The meeting forms a team can choose from: ours, and the school's own beside or instead of them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from storage.content.ours import folder_of
from storage.domain.case.case import Step
from storage.domain.errors import Refused
from storage.domain.meeting.form import Each, Family, Matter, MeetingForm, Phase, Speaks, Writes, checked_form
from storage.domain.meeting.strip import Limits
from storage.domain.people import Language
from storage.school import FORMS, BrokenFile, Place, Wrong, as_shape, only_known, read_school_file, school_files

COACH, REHEARSAL = "coach", "rehearsal"
BESIDE = (f"{COACH}.", f"{REHEARSAL}.")
"""How files begin that lie beside a school's forms and are none."""
CHOICES = {"about": Matter, "speaks": Speaks, "writes": Writes, "step": Step, "each": Each, "steers_to": Family}


def read_form(file: Path) -> MeetingForm | BrokenFile:
    """Return the form in a file, or why it cannot be used."""
    return read_school_file(file, _form)


def _form(values: dict[str, object]) -> MeetingForm:
    only_known(values, MeetingForm, ())
    only_known(values.get("strip"), Limits, ("strip",))
    phases = values.get("phases")
    for number, phase in enumerate(phases if isinstance(phases, list) else ()):
        only_known(phase, Phase, ("phases", number))
        if isinstance(phase, dict) and phase.get("step") == "":
            del phase["step"]
    try:
        return checked_form(as_shape(values, MeetingForm, choices=CHOICES))
    except Refused as refused:
        raise Wrong(refused.code, _refused_at(refused.params), **refused.params) from refused


def _refused_at(params: Mapping[str, object]) -> Place:
    """Return where the rule of a form was broken: its key in its phase, or in the form."""
    number, key = params.get("number"), params.get("key")
    if "item" in params:
        return ("strip", str(key))
    phase: Place = ("phases", number - 1) if isinstance(number, int) else ()
    return (*phase, key) if isinstance(key, str) else phase


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
    files = [file for file in school_files(folder) if not file.name.startswith(BESIDE)]
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
