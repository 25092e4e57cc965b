"""The program as a process of its own: what it loads, what it writes where, and how it ends."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from tui.cli.fredstid import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import sys
from tui.__main__ import main
try:
    main()
finally:
    print("loaded:", *sorted({"textual", "rich", "babel", "tui.app.app"} & set(sys.modules)), file=sys.stderr)
"""
HEAVY = """
import sys
from tui.__main__ import main
try:
    main()
finally:
    heavy = {"babel", "markdown_it", "rich", "textual", "tinydb", "storage.content.demo.demo"} & set(sys.modules)
    commands = {name for name in sys.modules if name.startswith("tui.cli.commands.")}
    print("loaded:", *sorted(heavy | commands), file=sys.stderr)
"""
ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
"""A locale that can write nothing but English."""
CALLS = {
    "nudge": ("nudge", "They never answer."),
    "demo": ("demo",),
    "new": ("new", "made-here"),
    "show": ("show", "26-001"),
    "search": ("search", "home"),
    "plan": ("plan", "--all"),
    "log": ("log", "26-001", "Calmer."),
    "delete": ("delete", "25-001", "--yes"),
    "agree": ("agree", "26-001", "Call", "--owner", "AB"),
    "completion": ("completion", "bash"),
    "open": ("open", "Homework"),
    "rate": ("rate", "26-001", "--done", "as-planned"),
    "questions": ("questions", "26-001"),
    "close": ("close", "26-001", "--first-step", "They agreed.", "--nothing", "Known already."),
    "park": ("park", "26-001", "We wait."),
    "reopen": ("reopen", "25-001"),
    "database": ("database", "postgresql://a:b@c/d"),
    "merge": ("merge", "/no-such-folder"),
    "move": ("move", "--from", "demo", "--to", "/no-such-folder"),
}
ENDS = {"demo": 2, "undo": 1, "database": 1, "questions": 2, "merge": 1, "move": 2, "school": 1}
"""How those end that have nothing to do, or may not."""
AS_ON_THE_SCREENS = frozenset({"meeting", "rehearse"})
"""What is held as on the screens, only in plain lines."""


@pytest.fixture
def env(folder: Path) -> Mapping[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "FREDSTID_TEAM": str(folder)}


def fredstid(
    env: Mapping[str, str], *arguments: str | bytes, text: bytes = b"", script: str = ""
) -> subprocess.CompletedProcess[bytes]:
    program = ("-c", script) if script else ("-m", "tui")
    command = [sys.executable, *program, *arguments]
    return subprocess.run(command, env=env, input=text, capture_output=True, check=False)


@pytest.mark.parametrize("name", ["--help", *(name for name in COMMANDS if name not in AS_ON_THE_SCREENS)])
def test_no_command_loads_the_screens(env: Mapping[str, str], tmp_path: Path, name: str) -> None:
    made = {each: tmp_path / each for each in ("new", "export", "publish", "school")}
    places = {**made, "import": env["FREDSTID_TEAM"]}
    arguments = (str(places[name]),) if name in places else CALLS.get(name, (name,))[1:]
    ended = fredstid(env, name, *arguments, script=WATCHED)
    assert ended.stderr.decode().splitlines()[-1] == "loaded:"
    assert ended.returncode == ENDS.get(name, 0), ended.stderr


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("--help",), []),
        (("plan", "--help"), ["tui.cli.commands.plan"]),
        (("today",), ["tui.cli.commands.today"]),
        (("cases",), ["tui.cli.commands.cases"]),
        (("school", "."), ["tui.cli.commands.school"]),
    ],
)
def test_only_what_is_called_is_loaded(env: Mapping[str, str], arguments: tuple[str, ...], needed: list[str]) -> None:
    ended = fredstid(env, *arguments, script=HEAVY)
    assert ended.stderr.decode().split() == ["loaded:", *needed]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("fredstid c", [name for name in COMMANDS if name.startswith("c")]),
        ("fredstid cl", ["close", "classlist"]),
        ("fredstid --n", ["--no-mouse"]),
    ],
)
def test_the_shell_completes_names_without_loading_a_command(
    env: Mapping[str, str], typed: str, offered: list[str]
) -> None:
    asking = {**env, "_FREDSTID_COMPLETE": "bash_complete", "COMP_WORDS": typed, "COMP_CWORD": "1"}
    ended = fredstid(asking, script=HEAVY)
    assert [line.partition(",")[2] for line in ended.stdout.decode().splitlines()] == offered
    assert ended.stderr.decode().split() == ["loaded:"]


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_the_screens_do_not_open(env: Mapping[str, str], arguments: tuple[str, ...]) -> None:
    ended = fredstid(env, *arguments)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.decode().startswith("The screens need a terminal.")
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize("locale", [ASCII, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "ascii"}])
@pytest.mark.parametrize("name", ["today", "cases", "show", "search", "plan", "minutes"])
def test_a_locale_without_all_letters_is_no_trouble(
    env: Mapping[str, str], name: str, locale: Mapping[str, str]
) -> None:
    fredstid(env, "log", "26-001", "-", text="Blåbær – at home 😀".encode())
    ended = fredstid({**env, **locale}, *CALLS.get(name, (name,)), "--language", "en")
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert ended.stdout


def test_json_is_utf_8_in_every_locale(env: Mapping[str, str]) -> None:
    fredstid(env, "log", "26-001", "-", text="Blåbær – på tur 😀".encode())
    ended = fredstid({**env, **ASCII}, "show", "26-001", "--json", "--language", "en")
    assert msgspec.json.decode(ended.stdout)["entries"][-1]["text"] == "Blåbær – på tur 😀"


def test_letters_that_are_none_are_no_trouble(env: Mapping[str, str]) -> None:
    ended = fredstid({**env, **ASCII}, "show", b"\xff\xc3\xb8", "--language", "en")
    assert ended.returncode == 2
    assert b"Traceback" not in ended.stderr
    assert fredstid(env, "log", "26-001", b"bl\xe5b\xe6r").returncode == 0


def test_a_reader_that_has_had_enough_is_no_trouble(env: Mapping[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "tui", "show", "26-001"]
    ended = subprocess.run(command, env=env, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert ended.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [("cases",), ("cases", "--json")])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_said_in_a_sentence(env: Mapping[str, str], arguments: tuple[str, ...], unbuffered: str) -> None:
    command = [sys.executable, "-m", "tui", *arguments]
    told = {**env, "PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, env=told, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith("It could not be done (")
    assert ended.stderr.count(b"\n") == 1


def test_data_and_words_do_not_mix(env: Mapping[str, str]) -> None:
    ended = fredstid(env, "log", "25-001", "-", "--json", text=b"They wrote again.")
    assert msgspec.json.decode(ended.stdout)["text"] == "They wrote again."
    assert b"is not open" in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(("cases",), 0), (("show", "99-001"), 2), (("minutes", "--to", "/nowhere/x"), 1), (("--help",), 0)],
)
def test_the_exit_status_tells_how_it_went(env: Mapping[str, str], arguments: tuple[str, ...], status: int) -> None:
    assert fredstid(env, *arguments).returncode == status


def test_three_who_open_the_demo_team_at_once_open_the_same_one(env: Mapping[str, str], tmp_path: Path) -> None:
    alone = dict(env) | {"HOME": str(tmp_path), "FREDSTID_TEAM": "demo", "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-m", "tui", "cases", "--language", "en"]
    running = [subprocess.Popen(command, env=alone, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    said = [(*each.communicate(), each.returncode) for each in running]
    assert [(err, code) for _, err, code in said] == [(b"", 0)] * 3
    assert len({out for out, *_ in said}) == 1
