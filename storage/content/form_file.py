"""Reading one meeting form: the form, or what is wrong with the file and on which line."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

import msgspec

from storage.content.toml_lines import line_of, parsed
from storage.domain.case import Step
from storage.domain.errors import Refused
from storage.domain.form import Each, Family, MeetingForm, Phase, Speaks, Writes, checked_form

LONGEST_FILE = 60_000
"""Bytes; a form is a page or two."""
TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
VALUE_PLACE = re.compile(r"`\$\.?(.*)`$")
MISSING = re.compile(r"missing required field `(\w+)`")
PART = re.compile(r"([a-z_]+)|\[(\d+)\]")
EXPECTED = re.compile(r"^Expected `(\w+)`")
CHOICES = {"speaks": Speaks, "writes": Writes, "step": Step, "each": Each, "steers_to": Family}
Place = tuple[str | int, ...]


class BrokenFile(msgspec.Struct, frozen=True):
    """A file that could not be used: where, and why as a code with parameters."""

    file: Path
    line: int
    """From 1; 0 when it concerns the whole file."""
    code: str
    """`not-readable`, `file-too-long`, `not-utf8`, `not-toml`, `unknown-key`, `missing-key`, `wrong-value`,
    `form-twice`, or what `checked_form` refuses."""
    params: dict[str, object]


def read_form(file: Path) -> MeetingForm | BrokenFile:
    """Return the form in a file, or why it cannot be used."""
    try:
        if not file.is_file():
            return BrokenFile(file, 0, "not-readable", {})
        with file.open("rb") as opened:
            raw = opened.read(LONGEST_FILE + 1)
    except OSError:
        return BrokenFile(file, 0, "not-readable", {})
    if len(raw) > LONGEST_FILE:
        return BrokenFile(file, 0, "file-too-long", {"longest": LONGEST_FILE})
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return BrokenFile(file, raw.count(b"\n", 0, problem.start) + 1, "not-utf8", {})
    return _form_in(file, text.replace("\r\n", "\n"))


class _Wrong(Exception):  # noqa: N818 - carried from where it is seen to where its line is found
    def __init__(self, code: str, place: Place, **params: object) -> None:
        super().__init__(code)
        self.code, self.place, self.params = code, place, params


def _form_in(file: Path, text: str) -> MeetingForm | BrokenFile:
    try:
        return checked_form(_converted(parsed(text)))
    except _Wrong as wrong:
        return BrokenFile(file, line_of(text, wrong.place), wrong.code, wrong.params)
    except Refused as refused:
        return BrokenFile(file, line_of(text, _refused_at(refused.params)), refused.code, refused.params)
    except ValueError as problem:
        found = TOML_PLACE.search(str(problem))
        return BrokenFile(file, int(found[1]) if found else text.count("\n") + 1, "not-toml", {})


def _converted(values: dict[str, object]) -> MeetingForm:
    _only_known(values, MeetingForm, ())
    phases = values.get("phases")
    for number, phase in enumerate(phases if isinstance(phases, list) else ()):
        if isinstance(phase, dict):
            _only_known(phase, Phase, ("phases", number))
            if phase.get("step") == "":
                del phase["step"]
    try:
        return msgspec.convert(values, MeetingForm)
    except msgspec.ValidationError as problem:
        raise _understood(str(problem)) from problem


def _only_known(values: Mapping[str, object], shape: type[msgspec.Struct], place: Place) -> None:
    for key in values:
        if key not in shape.__struct_fields__:
            near = get_close_matches(key, shape.__struct_fields__, 1)
            raise _Wrong("unknown-key", (*place, key), key=key, near=near[0] if near else "")


def _understood(message: str) -> _Wrong:
    """Return what msgspec says, a code with parameters instead of a sentence."""
    found = VALUE_PLACE.search(message)
    place = tuple(part[1] or int(part[2]) for part in PART.finditer(found[1] if found else ""))
    if missing := MISSING.search(message):
        return _Wrong("missing-key", place, key=missing[1])
    key = next((part for part in reversed(place) if isinstance(part, str)), "")
    expected = EXPECTED.search(message)
    choices = tuple(choice.value for choice in CHOICES.get(key, ()))
    return _Wrong("wrong-value", place, key=key, expected=expected[1] if expected else "", choices=choices)


def _refused_at(params: Mapping[str, object]) -> Place:
    """Return where the rule of a form was broken: its key in its phase, or in the form."""
    number, key = params.get("number"), params.get("key")
    phase: Place = ("phases", number - 1) if isinstance(number, int) else ()
    return (*phase, key) if isinstance(key, str) else phase
