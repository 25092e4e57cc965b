"""Reading one meeting form, ours or a school's own."""

from collections.abc import Mapping
from pathlib import Path

from storage.domain.case.case import Step
from storage.domain.errors import Refused
from storage.domain.meeting.form import Each, Family, MeetingForm, Phase, Speaks, Writes, checked_form
from storage.school.file import BrokenFile, Wrong, as_shape, only_known, read_school_file
from storage.school.lines import Place

CHOICES = {"speaks": Speaks, "writes": Writes, "step": Step, "each": Each, "steers_to": Family}


def read_form(file: Path) -> MeetingForm | BrokenFile:
    """Return the form in a file, or why it cannot be used."""
    return read_school_file(file, _form)


def _form(values: dict[str, object]) -> MeetingForm:
    only_known(values, MeetingForm, ())
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
    phase: Place = ("phases", number - 1) if isinstance(number, int) else ()
    return (*phase, key) if isinstance(key, str) else phase
