"""Lays traps and hostile files into a team's folder, one after the other, and runs commands on it.

Run with `python tests/archive/programs/traps.py EVERY few|all [WORD...]`: EVERY is 1 for each trap, 9 for each ninth;
with `few`, only some commands are run on each; words choose among the traps by their names. Whatever lies there, a
command says a sentence or works, in little time and memory, and nothing outside the folder changes. Prints what was
not so, then the counts as JSON; a second is one of the processor's, so that a busy machine is no fault.
"""

import json
import os
import platform
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from storage.archive import create_store, open_store
from storage.archive.beside.exports import Export
from storage.archive.format.layout import OPENING, composed, parsed
from storage.content.demo.demo import demo_team
from storage.domain.people import Language
from tests.archive.programs.outside import everything_in
from tui.desk.desk import fresh_id

ROOT = Path(__file__).resolve().parents[3]
FEW = (("today",), ("check",), ("log", "CODE", "Noe skjedde."), ("history",))
MORE = (
    *(
        ("cases",),
        ("show", "CODE"),
        ("search", "lekser"),
        ("plan",),
        ("restore",),
        ("import", "elsewhere", "--dry-run"),
    ),
    *(("agree", "CODE", "Ringe", "--owner", "AB"), ("export", "out"), ("check", "--repair", "--yes")),
    *(("delete", "CODE", "--yes"), ("today",), ("check",)),
)
LINES = {"few": FEW, "all": (*FEW, *MORE)}
YEAR = "2026-27.json"
FAILED = "failed-*.log"
"""What the program leaves behind when it had to stop."""
DEEP = b"[" * 100_000
HUGE = 1 << 40
Trap = Callable[[Path, Path], object]


def _instead(place: str, lay: Callable[[Path, Path], object]) -> Trap:
    """Return a trap that takes the place of what lies there."""

    def trap(folder: Path, outside: Path) -> None:
        path = folder / place
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True)
        lay(path, outside)

    return trap


def _content(place: str, content: bytes, times: int = 1, end: bytes = b"") -> Trap:
    """Return a trap of bytes, many times over; written in pieces, so that this program stays small."""

    def lay(path: Path, _: Path) -> None:
        with path.open("wb") as file:
            for _number in range(times):
                file.write(content)
            file.write(end)

    return _instead(place, lay)


def _appended(place: str, content: bytes) -> Trap:
    def trap(folder: Path, _: Path) -> None:
        with (folder / place).open("ab") as file:
            file.write(content)

    return trap


def _link(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "private" if path.suffix in {".json", ".jsonl", ".toml", ""} else outside)


def _folder_link(path: Path, outside: Path) -> None:
    path.symlink_to(outside / "team" / path.name if (outside / "team" / path.name).is_dir() else outside / "team")


def _second_name(path: Path, outside: Path) -> None:
    path.hardlink_to(outside / "profile")


def _pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def _device(path: Path, _: Path) -> None:
    os.mknod(path, 0o600 | 0o020000, os.makedev(1, 5))


def _sparse(path: Path, _: Path) -> None:
    path.write_bytes(b"{")
    os.truncate(path, HUGE)


def _intent(files: Mapping[str, str], *laid: str) -> Trap:
    def trap(folder: Path, outside: Path) -> None:
        for name in laid:
            (folder / name).write_text("evil")
        named = {name.replace("OUTSIDE", str(outside)): source for name, source in files.items()}
        (folder / ".intent").write_bytes(msgspec.json.encode({"files": named}))

    return trap


def _edited(find: bytes, put: bytes) -> Trap:
    def trap(folder: Path, _: Path) -> None:
        path = folder / YEAR
        path.write_bytes(path.read_bytes().replace(find, put, 1))

    return trap


def _sealed_lines(table: str, line: bytes) -> Trap:
    """Return a trap of a file that is, byte for byte, as the program leaves it, but for one line."""

    def trap(folder: Path, _: Path) -> None:
        header, lines = parsed((folder / YEAR).read_bytes())
        (folder / YEAR).write_bytes(b"".join(composed({**lines, table: {"x": line}}, header)))

    return trap


def _export(path: str, key: str = "", waiting: str = "") -> Trap:
    def trap(folder: Path, outside: Path) -> None:
        place, at = path.replace("OUTSIDE", str(outside)), datetime.now(UTC)
        export = Export(path=place, machine=platform.node(), at=at, by="AB", id=key, waiting=waiting)
        (folder / "exports.jsonl").write_bytes(msgspec.json.encode(export) + b"\n")

    return trap


PLACES = ("team.json", YEAR, "exports.jsonl", ".intent", ".lock", ".deleting", "history/2026-27.jsonl")
FOLDERS = ("present", "drafts", "backups", "history", "forms", "lexicon", "law")
BYTES = {
    "empty": b"",
    "cut": b'{"files":{"team.json":',
    "no UTF-8": b'"\xff\xfe"\n',
    "deep": DEEP,
    "1e400": b'{"rev":1e400}\n',
    "NaN": b'{"rev":NaN}\n',
    "5000 digits": b'{"rev":' + b"9" * 5000 + b"}\n",
    "lines": b"x\n" * 500_000,
}
TRAPS: Mapping[str, Trap] = {
    **{f"{place}: {name}": _content(place, content) for place in PLACES for name, content in BYTES.items()},
    **{
        f"{place}: {lay.__name__[1:]}": _instead(place, lay)
        for place in PLACES
        for lay in (_link, _second_name, _pipe, _device, _sparse)
    },
    **{f"{place}: folder link": _instead(place, _folder_link) for place in FOLDERS},
    **{
        f"{place}: {lay.__name__[1:]}": _instead(place, lay)
        for place in ("forms/x.nb.toml", "law/nb.toml", "lexicon/nb.toml", "drafts/heartbeat.json")
        for lay in (_link, _pipe, _device)
    },
    "history: no UTF-8 last": _appended("history/2026-27.jsonl", b'{"trace":"\xff"}\n'),
    "history: cut last": _appended("history/2026-27.jsonl", b'{"trace":{"change":"x'),
    "history: no UTF-8, no end": _appended("history/2026-27.jsonl", b"\xff\xff"),
    "intent: absolute target": _intent(
        {"OUTSIDE/profile": ".team.json.0123456789ab.tmp"}, ".team.json.0123456789ab.tmp"
    ),
    "intent: target above": _intent({"../outside/profile": "x"}, "x"),
    "intent: foreign source": _intent({"team.json": "x"}, "x"),
    "intent: no whole source": _intent({"team.json": ".team.json.0123456789ab.tmp"}, ".team.json.0123456789ab.tmp"),
    "backups: giant generation": _content("backups/team.99999999999999999999.json", b"{}"),
    "backups: year of no calendar": _content("backups/9999-00.00000009.json", b"{}"),
    "years: 9999-00": _content("9999-00.json", b"{}"),
    "years: 2026-99": _content("2026-99.json", b"{}"),
    "year: rev 1e400": _edited(b'"rev":1', b'"rev":1e400'),
    "year: rev of 5000 digits": _edited(b'"rev":1', b'"rev":' + b"9" * 5000),
    "year: rev NaN": _edited(b'"rev":1', b'"rev":NaN'),
    "year: opened 9999": _edited(b'"opened":"20', b'"opened":"99'),
    "year: opened 0001": _edited(b'"opened":"2026', b'"opened":"0001'),
    "year: same key twice": _edited(b'"rev":1', b'"rev":1,"rev":2'),
    "year: 60 MB of small records": _content(YEAR, b'{"a":{}}\n', 6_000_000),
    "year: 31 MB of small records": _content(YEAR, b'{"a":{}}\n', 3_400_000),
    "year: 13 MB of small values": _content(
        YEAR, b'{"_file":{"schema":2},"cases":{"a":{"b":[1', 1, b",1" * 700_000 + b"]}}}"
    ),
    "year: 13 MB of numbers": _content(YEAR, b'{"_file":{"schema":2},"a":[1,1,1,1,1,1,1,1,1],', 250_000, b'"x":{}}'),
    "year: 31 MB of braces": _content(YEAR, b"{}", 15_000_000),
    "year: 31 MB of new lines": _content(YEAR, b"\n", 31_000_000),
    "year: 100 MB": _content(YEAR, OPENING + b" " * 1000, 100_000),
    "year: sealed, deep": _sealed_lines("cases", b'{"id":"x","z":' + DEEP + b"]" * 100_000 + b"}"),
    "year: sealed, no UTF-8": _sealed_lines("cases", b'{"id":"x","title":"\xff"}'),
    "year: sealed, giant counter": _sealed_lines("counters", b'{"last":' + b"9" * 400 + b"}"),
    "forms: dotted key": _content("forms/x.nb.toml", b".".join([b"a"] * 20_000) + b" = 1\n"),
    "forms: dotted table": _content("forms/x.nb.toml", b"[" + b".".join([b"a"] * 20_000) + b"]\n"),
    "forms: lines": _content("forms/x.nb.toml", b"title = [\n" + b"1,\n" * 19_000 + b"]\nphase = 1\n"),
    "forms: deep": _content("forms/x.nb.toml", b"x = " + b"[" * 50_000),
    "forms: open texts": _content("forms/x.nb.toml", b'"""\\' * 14_000),
    "lexicon: broken signals": _content("lexicon/nb.toml", b"".join(b"[signals.k%d]\nx=1\n" % n for n in range(2_700))),
    "law: no UTF-8": _content("law/nb.toml", b"\xff"),
    "draft: deep": _content("drafts/AB.case.0123456789abcdef.jsonl", DEEP),
    "present: deep": _content("present/0123456789abcdef.json", DEEP),
    "exports: another's team": _export("OUTSIDE/team"),
    "exports: the root": _export("/"),
    "exports: above": _export("OUTSIDE/team/../team"),
    "exports: half-written": _export("OUTSIDE/team", key="x", waiting=".team.0123456789ab.tmp"),
    "exports: half-written, another's": _export("OUTSIDE/x", key="x", waiting="team"),
    "exports: half-written, above": _export("OUTSIDE/x", key="x", waiting="../outside/team/.0123456789ab.tmp"),
    "deleting: somebody's case": _content(
        ".deleting", b'{"case":"x","code":"26-001","files":["../outside/profile","team.json"]}'
    ),
}


def main(every: int, lines: str, words: list[str]) -> int:
    """Try every n-th trap, or those with a word in their names; return 1 when one harmed or stopped somebody."""
    bad, longest, largest = 0, 0.0, 0
    chosen = [name for name in TRAPS if not words or any(word in name for word in words)][::every]
    with tempfile.TemporaryDirectory() as place:
        prepared(Path(place))
        for name in chosen:
            for line, seconds, size, complaint in sprung(Path(place), TRAPS[name], LINES[lines]):
                longest, largest = max(longest, seconds), max(largest, size >> 20)
                bad += bool(complaint)
                sys.stdout.write(f"{name}, {' '.join(line)}: {complaint}\n" if complaint else "")
                sys.stdout.flush()
    sys.stdout.write(json.dumps({"kinds": len(chosen), "bad": bad, "longest": longest, "largest": largest}) + "\n")
    return 1 if bad else 0


def prepared(home: Path) -> None:
    """Make a team, another one with old files in its inner folders, and things that are nobody's business."""
    now = datetime(2026, 11, 25, 12, tzinfo=UTC)
    team, records = demo_team(Language.NB, now.date(), now, fresh_id)
    for place in (home / "before" / "team", home / "before" / "outside" / "team"):
        create_store(place, team, *records, now=now)
    outside = home / "before" / "outside"
    (outside / "profile").write_text("mine\n")
    (outside / "private").write_text("mine\n")
    for name in FOLDERS:
        (outside / "team" / name).mkdir(exist_ok=True)
        for inner in ("mine.json", "0123456789abcdef.json", "AB.case.0123456789abcdef.jsonl", "nb.toml"):
            (outside / "team" / name / inner).write_text("mine\n")
            os.utime(outside / "team" / name / inner, (1, 1))


def sprung(
    home: Path, trap: Trap, lines: tuple[tuple[str, ...], ...]
) -> Iterator[tuple[tuple[str, ...], float, int, str]]:
    """Yield each command with its seconds and bytes, and what was wrong with it."""
    work = home / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(home / "before", work)
    code = next(case.code for case in open_store(work / "team", session="s").book().cases if case.code > "26-001")
    trap(work / "team", work / "outside")
    before = everything_in(work / "outside")
    for line in lines:
        words = tuple(
            {"CODE": code, "out": str(work / "out"), "elsewhere": str(work / "outside" / "team")}.get(w, w)
            for w in line
        )
        status, seconds, size, said = ran(words, work)
        complaint = _complaint(status, seconds, size, said)
        if any((work / "home").rglob(FAILED)):
            shutil.rmtree(work / "home")
            complaint = f"it failed: {said[-300:]}"
        if everything_in(work / "outside") != before:
            complaint = "something outside has changed"
        yield line, seconds, size, complaint


def _complaint(status: int, seconds: float, size: int, said: str) -> str:
    if "Traceback" in said or status not in {0, 1, 2}:
        return f"status {status}: {said[-300:]}"
    if seconds > 1:
        return f"{seconds:.1f} s"
    return f"{size >> 20} MB" if size > 200 << 20 else ""


def ran(words: tuple[str, ...], work: Path) -> tuple[int, float, int, str]:
    """Run a command; return its status, the processor's seconds, the most memory it took, and what it said."""
    output = work / "said"
    with output.open("wb") as said:
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"), str(work / "home"))
            env = {
                **os.environ,
                **own,
                "PYTHONPATH": str(ROOT),
                "FREDSTID_TEAM": str(work / "team"),
                "LANG": "nb_NO.UTF-8",
            }
            os.execve(sys.executable, [sys.executable, "-m", "tui", *words], env)
        _, status, used = os.wait4(child, 0)
    seconds, size = used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return os.waitstatus_to_exitcode(status), seconds, size, output.read_text("utf-8", "replace")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
