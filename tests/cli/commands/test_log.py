"""`fredstid log`: text from the command line, from a pipe or from an editor, and none of it lost."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from storage.archive import FolderStore
from storage.domain.case.case import Entry, Step, View
from storage.domain.errors import Conflict, Refused
from storage.domain.people import Language
from storage.domain.text import LONGEST_LINE, LONGEST_TEXT, MARK
from storage.store import Draft
from tests.walk.terminal import Terminal
from tui.i18n.labels import label
from tui.i18n.words import Words

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Result]


def last_entry(store: FolderStore, code: str = "26-001") -> Entry:
    return store.book().case(code).entries[-1]


def on_a_full_disk(*_: object, **__: object) -> None:
    raise Refused("not-saved", reason="disk-full")


def test_a_text_is_kept_in_the_case(run: Run, store: FolderStore) -> None:
    result = run("log", "26-1", "Called home.", "--as", "ab")
    assert (result.exit_code, result.stdout) == (0, "")
    where = label(Words(Language.EN), Step.SITUATION)
    assert result.stderr == f"Written in 26-001 Homework every afternoon, under “{where}”.\n"
    entry = last_entry(store)
    assert (entry.text, entry.by, entry.step, entry.view) == ("Called home.", "AB", Step.SITUATION, View.SCHOOL)


def test_step_and_view_are_chosen_by_name_or_as_they_are_called(run: Run, store: FolderStore) -> None:
    assert (
        run(
            "log", "26-001", "Calmer.", "--step", label(Words(Language.EN), Step.EXCEPTIONS), "--view", "home"
        ).exit_code
        == 0
    )
    assert (last_entry(store).step, last_entry(store).view) == (Step.EXCEPTIONS, View.HOME)


@pytest.mark.parametrize("arguments", [("-",), ()])
def test_a_text_comes_from_standard_input(run: Run, store: FolderStore, arguments: tuple[str, ...]) -> None:
    assert run("log", "26-001", *arguments, input="Første linje.\n\nAndre linje.\n").exit_code == 0
    assert last_entry(store).text == "Første linje.\n\nAndre linje."


def test_what_acts_on_a_terminal_is_taken_out(run: Run, store: FolderStore) -> None:
    assert run("log", "26-001", "-", input=b"\x1b[2JHi\x00 \xff\xe2\x80\xaethere").exit_code == 0
    assert last_entry(store).text == f"{MARK}Hi{MARK} ÿ{MARK}there"


def test_a_pipe_without_end_is_read_only_as_far_as_a_text_may_go(run: Run, store: FolderStore) -> None:
    result = run("log", "26-001", "-", input="ø" * (LONGEST_TEXT + 1))
    assert result.exit_code == 1
    assert "65536" in result.stderr
    assert len(store.book().case("26-001").entries) == 1


def test_the_longest_text_is_kept_whole(run: Run, store: FolderStore) -> None:
    longest = ("😀" * (LONGEST_TEXT // 8 - 1) + "\n") * 7 + "😀" * (LONGEST_TEXT // 8)
    assert run("log", "26-001", "-", input=longest).exit_code == 0
    assert len(last_entry(store).text) == LONGEST_TEXT


def test_a_line_without_an_end_is_refused(run: Run) -> None:
    result = run("log", "26-001", "-", input="a" * (LONGEST_LINE + 1))
    assert result.exit_code == 1
    assert "at most 10240 characters" in result.stderr


def test_a_closed_case_takes_it_and_says_so(run: Run, store: FolderStore) -> None:
    result = run("log", "25-001", "They wrote again.")
    assert result.exit_code == 0
    assert "25-001 is not open; it is closed." in result.stderr
    assert last_entry(store, "25-001").text == "They wrote again."


def test_json_tells_what_was_kept(run: Run, store: FolderStore) -> None:
    facts = msgspec.json.decode(run("log", "26-001", "Called home.", "--json").stdout)
    assert facts["case"] == "26-001"
    assert facts["id"] == last_entry(store).id


def at_a_keyboard(monkeypatch: pytest.MonkeyPatch, editor: Path, script: str) -> None:
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setattr("tui.cli.writing._at_terminal", lambda: True)


def test_without_a_text_the_editor_opens(
    run: Run, store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_keyboard(monkeypatch, tmp_path / "editor", 'echo "From the editor." > "$1"')
    assert run("log", "26-001").exit_code == 0
    assert last_entry(store).text == "From the editor."


def test_nobody_types_in_vain(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_keyboard(monkeypatch, tmp_path / "editor", f"touch {tmp_path}/opened")
    monkeypatch.setattr("storage.archive.store.os.access", lambda *_: False)
    assert "you may read but not change it" in run("log", "26-001").stderr
    assert not (tmp_path / "opened").exists()


def test_an_editor_that_fails_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at_a_keyboard(monkeypatch, tmp_path / "editor", "exit 1")
    result = run("log", "26-001")
    assert result.exit_code == 1
    assert "Set EDITOR" in result.stderr


def test_a_text_that_cannot_be_saved_is_kept_as_a_draft(
    run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderStore, "save", on_a_full_disk)
    result = run("log", "26-001", "Called home.", "--as", "AB")
    assert result.exit_code == 1
    assert "the disk is full" in result.stderr
    assert store.drafts("AB")["case/26-001/entry/text"].text == "Called home."


def test_what_was_saved_in_an_editor_that_died_is_a_draft(
    run: Run, store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    at_a_keyboard(monkeypatch, tmp_path / "editor", f'echo "Saved." > "$1"; dirname "$1" > {seen}')
    monkeypatch.setattr(FolderStore, "save", on_a_full_disk)
    assert run("log", "26-001", "--as", "AB").exit_code == 1
    assert seen.read_text().strip() == str(store.folder / "drafts")
    assert store.drafts("AB")["case/26-001/entry/text"].text == "Saved."


def test_an_edited_text_that_is_saved_is_no_draft_any_more(
    run: Run, store: FolderStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_a_keyboard(monkeypatch, tmp_path / "editor", 'echo "Saved." > "$1"')
    assert run("log", "26-001", "--as", "AB").exit_code == 0
    assert last_entry(store).text == "Saved."
    assert list((store.folder / "drafts").iterdir()) == []


def test_a_command_that_fails_writes_over_no_draft_of_a_screen(
    run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = "case/26-001/entry/text"
    store.keep_draft(Draft(by="AB", place=place, text="On the screen", at=datetime.now(UTC)))
    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "save", on_a_full_disk)
        assert run("log", "26-001", "-", "--as", "AB", input="From a file").exit_code == 1
    assert store.drafts("AB")[place].text == "On the screen"
    store.keep_draft(Draft(by="AB", place=place, text="", at=datetime.now(UTC)))
    assert store.drafts("AB")[place].text == "From a file"


@pytest.mark.parametrize(
    ("raw", "text"), [(b"Sm\xf8rbr\xf8d p\xe5", "Smørbrød på"), ("Smørbrød på".encode(), "Smørbrød på")]
)
def test_a_text_of_windows_is_read_whole_and_said(run: Run, store: FolderStore, raw: bytes, text: str) -> None:
    result = run("log", "26-001", "-", input=raw)
    assert result.exit_code == 0
    assert last_entry(store).text == text
    assert ("cp1252" in result.stderr) is (raw != text.encode())


def test_what_is_no_text_is_refused(run: Run, store: FolderStore) -> None:
    before = last_entry(store)
    result = run("log", "26-001", "-", input=b"\x89PNG\x81\x8d")
    assert result.exit_code == 1
    assert "no plain text" in result.stderr
    assert last_entry(store) == before


def test_a_text_that_cannot_even_be_a_draft_is_given_back(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refused("read-only", path="")

    monkeypatch.setattr(FolderStore, "save", refuse)
    monkeypatch.setattr(FolderStore, "keep_draft", refuse)
    result = run("log", "26-001", "-", input="Called home.")
    assert result.stderr.startswith("Called home.\n")
    assert result.exit_code == 1


def test_whoever_types_is_told_how_to_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.cli.writing._at_terminal", lambda: True)
    assert "Ctrl+D" in run("log", "26-001", "-", input="Called home.").stderr


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Conflict("c1", "title", "mine", "theirs"), "Somebody changed the same just now. Nothing was overwritten"),
        (Refused("record-gone", record="c1"), "Somebody has deleted it meanwhile. Your text is kept"),
    ],
)
def test_who_comes_too_late_is_told_and_keeps_the_text(
    run: Run, store: FolderStore, monkeypatch: pytest.MonkeyPatch, refusal: Refused, said: str
) -> None:
    def too_late(*_: object, **__: object) -> None:
        raise refusal

    monkeypatch.setattr(FolderStore, "save", too_late)
    result = run("log", "26-001", "-", "--as", "AB", input="Calmer today.")
    assert result.exit_code == 1
    assert said in result.stderr
    assert [draft.text for draft in store.drafts("AB").values()] == ["Calmer today."]


@pytest.mark.parametrize("arguments", [("log", "26-001"), ("log", "26-001", "-"), ("log", "26-001", "")])
def test_without_any_text_the_way_to_give_one_is_said(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments, input="")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is no text. Write it in quotation marks, or hand it in with -.\n"


def test_one_who_gets_vi_unasked_is_told_how_to_leave_it(folder: Path, tmp_path: Path) -> None:
    """Told before vi takes the terminal, and read: it opens with Enter."""
    fake = tmp_path / "bin" / "vi"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\nprintf "Roligere." > "$1"\n', "utf-8")
    fake.chmod(0o700)
    command = (sys.executable, "-m", "tui", "log", "26-001", "--team", str(folder), "--language", "en")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": str(fake.parent)}
    with Terminal(command, env) as terminal:
        assert ":q!" in terminal.see("Press Enter")
        terminal.press("enter")
        terminal.see("Written in 26-001")


def test_an_argument_in_another_encoding_is_read_as_text_from_a_pipe_is(run: Run, store: FolderStore) -> None:
    result = run("log", "26-001", os.fsdecode(b"Sm\xf8rbr\xf8d"))
    assert (result.exit_code, "cp1252" in result.stderr) == (0, True)
    assert store.book().case("26-001").entries[-1].text == "Smørbrød"
    assert run("agree", "26-001", os.fsdecode(b"H\xf8re"), "--owner", "AB").exit_code == 0
    assert "Høre" in [each.what for each in store.book().agreements]
    assert "no plain text" in run("log", "26-001", os.fsdecode(b"\x81\x8d")).stderr
    assert "Ø” is not in the team" in run("today", "--as", os.fsdecode(b"\xd8")).stderr


def test_what_windows_calls_unicode_is_read_from_a_pipe(run: Run, store: FolderStore) -> None:
    assert run("log", "26-001", "-", input="Smørbrød".encode("utf-16")).exit_code == 0
    assert store.book().case("26-001").entries[-1].text == "Smørbrød"
    assert "no plain text" in run("log", "26-001", "-", input="Smørbrød".encode("utf-16-le")).stderr


def test_a_first_step_is_heard_as_a_promise(run: Run) -> None:
    assert (
        "What will people see us do" in run("log", "26-001", "Work on the relationship", "--step", "first-step").stderr
    )
    assert "What will people see us do" not in run("log", "26-001", "Work on the relationship").stderr
