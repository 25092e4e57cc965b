import os
from pathlib import Path

import pytest

from storage.content.forms import read_form
from storage.domain.meeting.form import MeetingForm
from storage.school import LONGEST_FILE, BrokenFile

LINES = """key = "own"
title = "Vår egen runde"
minutes = 20

[[phases]]
key = "in"
title = "Inn"
short = "Inn"
minutes = 5
step = ""
prompts = ["Hva gikk bra?"]

[[phases]]
key = "case"
title = "Saken"
short = "Sak"
minutes = 15
step = "situation"
writes = "entry"
each = "case"
speaks = "owner"
steers_to = ["wanted"]
prompts = ["Hva skjedde?", "Hva ønsker du hjelp til?"]
"""


@pytest.fixture
def read(tmp_path: Path) -> "Reader":
    return Reader(tmp_path / "own.toml")


class Reader:
    def __init__(self, file: Path) -> None:
        self.file = file

    def __call__(self, old: str = "", new: str = "") -> MeetingForm | BrokenFile:
        assert old in LINES
        self.file.write_text(LINES.replace(old, new) if old else LINES, "utf-8")
        return read_form(self.file)

    def broken(self, old: str, new: str) -> BrokenFile:
        found = self(old, new)
        assert isinstance(found, BrokenFile)
        assert found.file == self.file
        return found


def test_a_whole_form_is_read(read: Reader) -> None:
    form = read()
    assert isinstance(form, MeetingForm)
    assert [phase.key for phase in form.phases] == ["in", "case"]
    assert form.phases[0].step is None
    assert form.takes_cases


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "params"),
    [
        ("minutes = 15", 'minutes = "15"', "wrong-value", 17, {"key": "minutes", "expected": "int", "choices": ()}),
        ("minutes = 15", "minutes = 1.5", "wrong-value", 17, {"key": "minutes", "expected": "int", "choices": ()}),
        ("minutes = 20", "minutes = true", "wrong-value", 3, {"key": "minutes", "expected": "int", "choices": ()}),
        ("minutes = 15\n", "", "missing-key", 13, {"key": "minutes"}),
        ("minutes = 20\n", "", "missing-key", 1, {"key": "minutes"}),
        ("minutes = 15", "minuts = 15", "unknown-key", 17, {"key": "minuts", "near": "minutes"}),
        ("minutes = 20", "minutes = 20\ncolour = 1", "unknown-key", 4, {"key": "colour", "near": ""}),
        ("minutes = 15", "minutes = 0", "phase-minutes", 17, {"number": 2, "key": "minutes", "phase": "case"}),
        ("minutes = 15", f"minutes = {10**30}", "phase-minutes", 17, {"number": 2, "key": "minutes", "phase": "case"}),
        ("minutes = 20", "minutes = 0", "form-minutes", 3, {"key": "minutes"}),
        ('key = "own"', 'key = ""', "form-without-key", 1, {"key": "key"}),
        ("Vår egen runde", " ", "form-without-key", 2, {"key": "title"}),
        ('key = "case"', 'key = "in"', "phase-twice", 14, {"number": 2, "key": "key", "phase": "in"}),
        ('"Sak"', '"Vår lange sak"', "phase-short", 16, {"number": 2, "key": "short", "phase": "case", "longest": 8}),
        ('["Hva gikk bra?"]', "[]", "phase-without-prompt", 11, {"number": 1, "key": "prompts", "phase": "in"}),
        ('step = "situation"\n', "", "entry-without-step", 18, {"number": 2, "key": "writes", "phase": "case"}),
        ("minutes = 15", "minutes == 15", "not-toml", 17, {}),
        ("title =", "title = = ", "not-toml", 2, {}),
    ],
)
def test_a_broken_form_says_where_and_why(
    read: Reader, old: str, new: str, code: str, line: int, params: dict[str, object]
) -> None:
    broken = read.broken(old, new)
    assert (broken.code, broken.line, broken.params) == (code, line, params)


def test_a_wrong_choice_says_what_can_be_chosen(read: Reader) -> None:
    broken = read.broken('speaks = "owner"', 'speaks = "boss"')
    assert (broken.line, broken.params["key"]) == (21, "speaks")
    assert "owner" in str(broken.params["choices"])
    assert read.broken('["wanted"]', '["wanted", "x"]').params["key"] == "steers_to"


@pytest.mark.parametrize("phases", ["phases = 3", "phases = [1]", "phases = []", ""])
def test_phases_of_the_wrong_kind(read: Reader, phases: str) -> None:
    head = LINES.split("[[phases]]", maxsplit=1)[0]
    read.file.write_text(head + phases, "utf-8")
    broken = read_form(read.file)
    assert isinstance(broken, BrokenFile)
    assert broken.code in {"wrong-value", "missing-key", "form-without-phases"}
    assert broken.line in {1, 5}


def test_an_unclosed_string_is_at_the_end(read: Reader) -> None:
    read.file.write_text(LINES + 'rule = """\nnever closed', "utf-8")
    broken = read_form(read.file)
    assert isinstance(broken, BrokenFile)
    assert (broken.code, broken.line) == ("not-toml", LINES.count("\n") + 2)


def test_a_file_from_windows_is_read(read: Reader) -> None:
    read.file.write_bytes(b"\xef\xbb\xbf" + LINES.replace("\n", "\r\n").encode())
    assert isinstance(read_form(read.file), MeetingForm)


def test_a_file_in_another_encoding_names_its_line(read: Reader) -> None:
    read.file.write_bytes(LINES.encode("latin-1"))
    assert read_form(read.file) == BrokenFile(read.file, 2, "not-utf8", {})


def test_a_file_that_is_no_file(tmp_path: Path) -> None:
    broken = read_form(tmp_path)
    assert isinstance(broken, BrokenFile)
    assert (broken.code, broken.line) == ("not-readable", 0)


def test_a_file_that_may_not_be_read(read: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    read()
    monkeypatch.setattr("storage.school.os.open", refuse)
    assert read_form(read.file) == BrokenFile(read.file, 0, "not-readable", {})


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.toml"
    os.mkfifo(pipe)
    assert read_form(pipe) == BrokenFile(pipe, 0, "not-readable", {})


def test_a_file_far_too_long_is_not_parsed(read: Reader) -> None:
    read.file.write_text("#" * (LONGEST_FILE + 1), "utf-8")
    assert read_form(read.file) == BrokenFile(read.file, 0, "file-too-long", {"longest": LONGEST_FILE})
