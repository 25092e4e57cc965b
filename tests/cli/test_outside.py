"""Whatever lies in a team's folder, and whoever put it there, no command touches anything around it."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.archive import create_store
from storage.domain.people import Language, Member, Team
from tests.archive.programs.outside import everything_in
from tests.cli.conftest import NOW, RECORDS
from tui.cli.asked import Asked
from tui.cli.fredstid import fredstid

NAMES = (
    *("team.json", "2026-27.json", "2025-26.json", "2031-32.json", "9999-00.json", ".intent", ".lock", ".deleting"),
    *(
        "exports.jsonl",
        "present",
        "drafts",
        "backups",
        "history",
        "forms",
        "law",
        "lexicon",
        "team.json~",
        "desktop.ini",
    ),
    *("present/0123456789abcdef.json", "drafts/heartbeat.json", "drafts/AB.case.0123456789abcdef.jsonl"),
    *("backups/team.00000009.json", "backups/2026-27.aside-1.json", "history/2026-27.jsonl", "history/2025-26.jsonl"),
    *("forms/x.en.toml", "law/en.toml", "lexicon/en.toml", ".team.json.0123456789ab.tmp", "drafts/x", "history/y"),
)
LINES = (
    *(("today",), ("check",), ("show", "26-001"), ("history",), ("log", "26-001", "Calmer."), ("search", "home")),
    *(("restore",), ("check", "--repair", "--yes"), ("delete", "26-001", "--yes"), ("delete", "--due", "--yes")),
)
MINE = b"somebody's own, and nobody else's business\n"
TARGETS = ("file", "folder", "team", "present", ".")
CONTENTS = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [b"[" * 3000, b'{"rev":1e400}\n', b'{"files":{"team.json":', b"\xff\xfe", b'{"trace":{"change":"x']
    ),
    st.builds(
        lambda target, source: b'{"files":{"%b":"%b"}}' % (target, source),
        st.sampled_from([b"OUTSIDE/file", b"../outside/file", b"team.json", b"history", b".lock"]),
        st.sampled_from([b"x", b"OUTSIDE/file", b"../outside/file", b".team.json.0123456789ab.tmp"]),
    ),
    st.builds(
        lambda place, waiting: (
            b'{"path":"%b","machine":"MACHINE","at":"2026-09-01T12:00:00Z","by":"AB","id":"k","waiting":"%b"}'
            % (place, waiting)
        ),
        st.sampled_from([b"OUTSIDE/team", b"OUTSIDE/folder", b"OUTSIDE/../outside/team", b"/", b"OUTSIDE/file"]),
        st.sampled_from([b"", b"team", b".x.0123456789ab.tmp", b"../outside/team", b".", b".."]),
    ),
    st.builds(
        lambda name: b'{"case":"c1","code":"26-001","files":["%b"]}' % name,
        st.sampled_from([b"team.json", b"../outside/file", b"OUTSIDE/file", b"2026-27.json"]),
    ),
)
LAID = st.one_of(
    st.tuples(st.just("link"), st.sampled_from(TARGETS)),
    st.tuples(st.just("second name"), st.just("file")),
    st.tuples(st.sampled_from(["pipe", "folder", "device"]), st.just("")),
    st.tuples(st.just("bytes"), CONTENTS),
)


@contextmanager
def surroundings() -> Iterator[tuple[Path, Path]]:
    """Return a team's folder, and one beside it with another team, a person's own things, and an old sign of life."""
    with tempfile.TemporaryDirectory() as place:
        team, outside = Path(place, "team"), Path(place, "outside")
        ours = Team(id="team", name="Year 6", language=Language.EN, members=(Member(alias="AB"),))
        create_store(team, ours, *RECORDS, now=NOW)
        create_store(outside / "team", ours, *RECORDS, now=NOW)
        (outside / "file").write_bytes(MINE)
        for name in ("folder", "present"):
            (outside / name).mkdir()
            for inner in ("0123456789abcdef.json", "2026-27.jsonl", "team.00000001.json", "en.toml", "heartbeat.json"):
                (outside / name / inner).write_bytes(MINE)
                os.utime(outside / name / inner, (1, 1))
        yield team, outside


def lay(team: Path, outside: Path, name: str, kind: str, what: str | bytes) -> None:
    """Put something in the place of what lies at a name."""
    path = team / name
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    if not os.path.lexists(path.parent):
        path.parent.mkdir()
    if (
        not path.parent.is_dir()
        or path.parent.resolve() != (team / name).parent.absolute().resolve()
        or path.parent.is_symlink()
    ):
        return
    path.unlink(missing_ok=True)
    match kind:
        case "link":
            path.symlink_to(outside / str(what))
        case "second name":
            path.hardlink_to(outside / str(what))
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device" if os.geteuid() == 0:
            os.mknod(path, 0o020600, os.makedev(1, 3))
        case _:
            content = what if isinstance(what, bytes) else b""
            machine = os.uname().nodename.encode()
            path.write_bytes(content.replace(b"OUTSIDE", str(outside).encode()).replace(b"MACHINE", machine))


def run(team: Path, *line: str) -> tuple[int, str]:
    asked = Asked.by(line, lambda _: None)
    asked.now = lambda: NOW
    ended = CliRunner().invoke(fredstid, (*line, "--team", str(team)), obj=asked, prog_name="fredstid")
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception
    return ended.exit_code, ended.stdout + ended.stderr


@given(laid=st.lists(st.tuples(st.sampled_from(NAMES), LAID), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_command_touches_anything_around_a_folder(laid: list[tuple[str, tuple[str, str | bytes]]]) -> None:
    with surroundings() as (team, outside):
        for name, (kind, what) in laid:
            lay(team, outside, name, kind, what)
        before = everything_in(outside)
        for line in LINES:
            status, said = run(team, *line)
            assert everything_in(outside) == before, line
            assert status in {0, 1, 2}
            assert "somebody's own" not in said


@pytest.mark.parametrize("name", ["present", "drafts", "backups", "history", "forms", "law", "lexicon"])
def test_a_linked_inner_folder_is_named_and_not_followed(name: str) -> None:
    with surroundings() as (team, outside):
        lay(team, outside, name, "link", "present")
        before = everything_in(outside)
        for line in LINES:
            run(team, *line)
        assert everything_in(outside) == before
        assert f"{name} should be a folder of the team's own, and is a link or a file" in run(team, "check")[1]
