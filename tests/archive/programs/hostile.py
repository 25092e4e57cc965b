"""Plants texts that act on terminals everywhere people can write, and looks whether any is alive on a screen.

Run with `python tests/archive/programs/hostile.py`. The team's every text, the folder's and files' names, settings and
environment hold them; all commands print into a terminal and all screens are gone through. Prints what was alive, then
the counts as JSON.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import Any

import msgspec

from storage.archive import create_store
from storage.archive.earlier.history import seal_of
from storage.archive.format.layout import Sealed, Trace, record_from, table_of
from storage.content.demo.demo import demo_team
from storage.domain.meeting.form import Matter
from storage.domain.people import Language
from storage.domain.record import AnyRecord
from storage.domain.text import UNWANTED
from tests.walk.terminal import Terminal
from tui.desk.desk import fresh_id

ROOT = Path(__file__).resolve().parents[3]
PROBES = {
    "colour": "P01a\x1b[38;5;7301mP01b",
    "cursor": "P02a\x1b[7302;1HP02b",
    "erase": "P03a\x1b[7303JP03b",
    "title": "P04a\x1b]0;T7304\x07P04b",
    "clipboard": "P05a\x1b]52;c;NzMwNQ==\x07P05b",
    "link": "P06a\x1b]8;;http://x7306/\x1b\\P06b",
    "device control": "P07a\x1bP+q7307\x1b\\P07b",
    "one-byte sequence": "P08a\x9b7308mP08b",
    "one-byte title": "P09a\x9d0;T7309\x9cP09b",
    "other screen": "P10a\x1b[?7310lP10b",
    "question": "P11a\x1b[7311cP11b",
    "bell": "P12a\x07P12b",
    "backspace": "P13a\b\b\bP13b",
    "carriage return": "P14a\rP14b",
    "vertical tab": "P16a\x0b\x0cP16b",
    "nul": "P17a\0P17b",
    "delete": "P18a\x7fP18b",
    "override": "P19a\u202eP19b",
    "isolate": "P20a\u2067P20b\u2069",
    "zero width": "P21a\u200b\u2060P21b",
    "byte order": "P22a\ufeffP22b",
    "tags": "P23a\U000e0041\U000e0042P23b",
    "line separator": "P24a\u2028P24b",
    "shift": "P25a\x0eP25b\x0f",
    "soft hyphen": "P26a\xad\u061cP26b",
}
MARKUP = "[/][b]x[/i][@click=app.quit]y[/]\\["
TEXTS = frozenset(
    {
        *("title", "text", "what", "minimum", "room", "sign", "notes", "about", "worked", "when", "start", "watch"),
        *("reason", "who", "fixed", "entitled", "we_can", "decides", "first_step", "false_alarm", "note", "name"),
        *("label", "purpose", "parents_task", "place", "prompt", "rule", "question"),
    }
)
"""The fields that people write freely."""
ALIAS = "A\x1b]0;T7304\x07"
FILE_NAME = "team (conflict P04a\x1b]0;T7304\x07P04b).json"
CASE = "26-001"


def main() -> int:
    """Go through everything; return 1 when something was alive."""
    alive: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as home:
        folder = hostile_folder(Path(home))
        env = hostile_environment(Path(home), folder)
        for place, sent in (*commands(Path(home), folder, env), *screens(env)):
            found = [name for name, probe in PROBES.items() if _is_alive(probe, sent)]
            if b"Traceback" in sent:
                found.append("a traceback")
            alive[place] = found
        alive["pages"] = [str(page) for page in Path(home, "out").rglob("*.md") if UNWANTED.search(page.read_text())]
    for place, names in alive.items():
        sys.stdout.write(f"{place}: {', '.join(names)}\n" if names else "")
    count = sum(map(len, alive.values()))
    sys.stdout.write(json.dumps({"strings": len(PROBES), "places": len(alive), "alive": count}) + "\n")
    return 1 if count else 0


def _is_alive(probe: str, sent: bytes) -> bool:
    """Tell whether a text came through whole, or the part of it that acts and bears its number."""
    start, end = probe.index("a") + 1, probe.rindex("P")
    acting = probe[start:end]
    return probe.encode() in sent or (f"73{probe[1:3]}" in acting and acting.encode() in sent)


def hostile_folder(home: Path) -> Path:
    """Return the folder of a team in which every text acts."""
    folder = home / "P03a\x1b[7303JP03b"
    now = datetime.now(UTC).replace(microsecond=0)
    team, records = demo_team(Language.EN, now.astimezone().date(), now.astimezone(), fresh_id)
    probes = cycle(PROBES.values())
    create_store(folder, _planted(team, probes), *(_planted(record, probes) for record in records), now=now)
    (folder / FILE_NAME).write_text("{}")
    (folder / "forms").mkdir()
    (folder / "forms" / "P04a\x1b]0;T7304\x07P04b.toml").write_text(f'key = "{MARKUP}"\n')
    trace = Trace(change="x", at=now.isoformat(), by=ALIAS, records=(("case", PROBES["title"], "changed"),))
    with next((folder / "history").iterdir()).open("ab") as history:
        history.write(msgspec.json.encode(Sealed(trace, seal_of("", trace))) + b"\n")
    return folder


def _planted(record: AnyRecord, probes: Iterator[str]) -> AnyRecord:
    plain = _with_probes(msgspec.to_builtins(record), probes)
    line = msgspec.json.encode(plain)
    return msgspec.convert(record_from("", table_of(record), record.id, line), type(record))


def _with_probes(value: Any, probes: Iterator[str]) -> Any:
    match value:
        case dict():
            return {
                name: next(probes) + MARKUP if _is_written(name, each) else _with_probes(each, probes)
                for name, each in value.items()
            }
        case list() | tuple():
            return [_with_probes(each, probes) for each in value]
    return value


def _is_written(name: str, value: object) -> bool:
    """Tell whether people write a value freely; what a phase is about is chosen, and is called as an area's text is."""
    return name in TEXTS and isinstance(value, str) and value not in set(Matter)


def hostile_environment(home: Path, folder: Path) -> dict[str, str]:
    """Return an environment, and write settings, in which everything that can acts."""
    settings = home / "fredstid"
    settings.mkdir()
    mine = {"language": "en", "theme": PROBES["title"], "me": {str(folder.resolve()): ALIAS}}
    (settings / "settings.json").write_bytes(msgspec.json.encode(mine))
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    own = dict.fromkeys(names, str(home)) | dict.fromkeys(("USER", "LOGNAME", "HOSTNAME"), PROBES["title"])
    more = {"EDITOR": PROBES["title"], "FREDSTID_TEAM": str(folder), "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8"}
    return {**os.environ, **own, **more, "FREDSTID_PAGER": "cat"}


def commands(home: Path, folder: Path, env: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield each command with what it sent to its terminal."""
    probe, elsewhere = PROBES["clipboard"], str(home / "out" / PROBES["cursor"])
    lines: tuple[tuple[str, ...], ...] = (
        *((name,) for name in ("today", "cases", "plan", "minutes", "history", "check", "restore", "rounds", "new")),
        *((name, "--json") for name in ("today", "cases", "plan", "history", "check")),
        *(("show", CASE, *more) for more in ((), ("--json",), ("--for-access",))),
        *((name, probe) for name in ("show", "search", "log", "agree", "minutes", "nudge", "delete", "import")),
        *(("cases", option, probe) for option in ("--theme", "--state", "--year", "--words")),
        ("search", "P0"),
        ("log", CASE, probe),
        ("agree", CASE, probe, "--owner", "AB", "--due", probe),
        ("agree", CASE, probe, "--owner", probe),
        ("plan", "--month", probe),
        ("new", str(home / probe), "--name", probe, "--member", probe),
        ("new", str(home / "n" / probe), "--name", probe),
        ("export", elsewhere),
        ("export", elsewhere, "--encrypt-to", probe),
        ("import", elsewhere, "--dry-run"),
        ("restore", probe),
        ("delete", CASE),
        (probe,),
        ("cases", f"--{probe}"),
        ("cases", "--team", probe),
        ("cases", "--as", probe),
        ("cases", "--language", probe),
    )
    for words in lines:
        with Terminal((sys.executable, "-m", "tui", *words), env) as terminal:
            terminal.press("n", "enter")
            terminal.wait()
            terminal.quiet(0.05)
            yield " ".join(words[:2]), terminal.sent
    yield "the folder", folder.name.encode() if folder.parent != home else b""


KEYS = (
    *(("1", ("down", "enter"), "esc"), ("1", "n", "esc"), ("2", "down", "down", "enter", "c", "esc", "n", "p", "esc")),
    *(("2", "c", "esc", "n", "esc", "o", "t", "esc"), ("3", "down", "enter", "n", "p", "end")),
    *(("s", "esc"), ("a", "esc"), ("i", "esc"), ("o", "esc"), ("r", "esc"), ("c", "esc"), ("e", "esc"), ("d", "esc")),
    *(("m", "esc"), ("v", "esc"), ("l", "esc"), ("g", "esc"), ("x", "esc"), ("f", "esc"), ("delete", "esc")),
    *(("3", "t", "esc", "f", "P", "0", "enter", "esc"), ("slash", "P", "0", "esc", "esc")),
    *(("5", "space"), ("?", "esc"), ("w", "esc"), ("comma", "esc"), ("ctrl+p", "P", "esc"), ("u",), ("f8", "f8")),
    *(
        (
            "4",
            "enter",
            "n",
            "n",
            "n",
            "v",
            "esc",
            "a",
            "esc",
            "s",
            "esc",
            "m",
            "esc",
            "r",
            "esc",
            "d",
            "esc",
            "x",
            "esc",
        )
    ),
)


def screens(env: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield each screen of a walk through all of them with what was sent meanwhile."""
    with Terminal((sys.executable, "-m", "tui", "--as", "AB"), env, columns=130, rows=40) as terminal:
        terminal.see("Today")
        for keys in KEYS:
            before = len(terminal.sent)
            for key in (part for each in keys for part in (each if isinstance(each, tuple) else (each,))):
                terminal.press({"slash": "/", "comma": ",", "delete": "\x1b[3~"}.get(key, key))
                terminal.quiet(0.08)
            yield f"screen after {keys}", terminal.sent[before:]
        ended = terminal.status
        literal = b"[/]" in terminal.sent and ended is None
        yield "the screens", b"" if literal else b"Traceback: the screens ended, or read markup"


if __name__ == "__main__":
    sys.exit(main())
