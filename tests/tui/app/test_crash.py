"""When fredstid fails: a sentence, a log without contents, and nothing left on the shared screen."""

import errno
import os
import re
import resource
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.archive import create_store
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.people import Language, Member, Team
from tui.app.crash import MOST_LOGS, prune_logs, terminal_is_gone, told, write_log
from tui.desk.settings import state_folder
from tui.i18n.words import Words

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)
WRITTEN = "Leksene ender i gråt"
FAILS = f"""
from storage.domain.views.book import Book
from tui.__main__ import main
def fail(self, *_, **__):
    secret = {WRITTEN!r}
    raise ValueError(secret)
Book.overdue_for_deletion = fail
main()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = Case(id="c1", code="26-001", title=WRITTEN, opened=date(2026, 11, 2))
    team = Team(id="team", name="6. trinn", language=Language.EN, members=(Member(alias="AB"),))
    create_store(tmp_path / "team", team, case, now=NOW)
    return tmp_path / "team"


@pytest.fixture
def env(folder: Path) -> Mapping[str, str]:
    """A person of their own, who has said who they are."""
    mine = {"FREDSTID_TEAM": str(folder), "PYTHONPATH": str(ROOT)}
    return os.environ | mine


def logs() -> str:
    return "\n".join(file.read_text("utf-8") for file in state_folder().glob("failed-*.log"))


def test_the_log_says_what_and_where_and_nothing_of_the_contents(env: Mapping[str, str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FAILS, "cases", "--overdue-for-deletion", "--language", "en"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)
    assert WRITTEN not in ended.stderr
    assert "builtins.ValueError" in logs()
    assert re.search(r"^  tui/cli/commands/cases\.py:\d+ show_overdue$", logs(), re.MULTILINE)
    assert "Python 3." in logs()
    assert WRITTEN not in logs()


def test_a_log_is_for_its_owner_alone() -> None:
    file = write_log(ValueError(WRITTEN), NOW)
    assert file is not None
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_log_names_what_an_error_came_from() -> None:
    group = ExceptionGroup(WRITTEN, [OSError(WRITTEN)])
    file = write_log(group, NOW)
    assert file is not None
    assert "builtins.OSError" in file.read_text("utf-8")
    assert WRITTEN not in file.read_text("utf-8")


def test_a_refusal_that_nobody_expected_has_its_own_sentence() -> None:
    assert told(Refused("meeting-running"), Words(Language.EN), NOW).startswith("The team already has a meeting")
    assert logs() == ""


def test_where_no_log_can_be_written_the_sentence_does_not_promise_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.app.crash.state_folder", lambda: Path("/dev/null/nowhere"))
    assert (
        told(ValueError(WRITTEN), Words(Language.EN), NOW) == "fredstid failed and had to stop; what was saved is safe."
    )


def test_no_core_is_dumped(env: Mapping[str, str]) -> None:
    program = (
        "import resource, click, tui.__main__ as m\n"
        "m.fredstid.main = lambda **_: print(resource.getrlimit(resource.RLIMIT_CORE))\n"
        "m.main()"
    )
    unlimited = (
        f"import resource; resource.setrlimit(resource.RLIMIT_CORE, {resource.getrlimit(resource.RLIMIT_CORE)});"
    )
    ended = subprocess.run([sys.executable, "-c", unlimited + program], env=env, capture_output=True, check=True)
    assert ended.stdout == b"(0, 0)\n"


LINE_DROPPED = """2026-11-30T09:39:54+00:00
fredstid 0.1.0, textual 8.2.8, Python 3.11.7, linux
builtins.OSError
  drivers/_writer_thread.py:60 run
"""


def test_logs_of_dropped_lines_go_and_only_the_newest_of_others_stay() -> None:
    folder = state_folder()
    folder.mkdir(parents=True)
    for minute in range(30):
        (folder / f"failed-20261123T13{minute:02}00.log").write_text(LINE_DROPPED)
    for minute in range(MOST_LOGS + 5):
        write_log(ValueError(WRITTEN), NOW.replace(hour=14, minute=minute))
    prune_logs()
    left = sorted(path.name for path in folder.iterdir())
    assert left == [f"failed-20261123T14{minute:02}00.log" for minute in range(5, MOST_LOGS + 5)]


def test_a_disk_that_fails_is_no_terminal_that_went_away() -> None:
    fault = OSError(errno.EIO, "Input/output error")
    with pytest.raises(OSError, match="Input/output") as raised:
        raise fault
    assert not terminal_is_gone(raised.value)


def test_without_a_state_folder_nothing_is_pruned() -> None:
    prune_logs()
    assert logs() == ""
