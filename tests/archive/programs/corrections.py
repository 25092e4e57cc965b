"""Changes values in a team's files as a hasty hand would, and looks whether anything answers with a traceback.

Run with `python tests/archive/programs/corrections.py ROUNDS`. Prints a line for each kind of failure, then the counts
as JSON.
"""

import json
import random
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from storage.archive import create_store, open_store
from storage.archive.care.check import findings_in
from storage.content.demo.demo import demo_team
from storage.domain.errors import Refused
from storage.domain.people import Language
from tui.cli.asked import Asked
from tui.cli.commands.export import team_pages
from tui.cli.fredstid import fredstid
from tui.desk.desk import fresh_id

VALUES: tuple[Any, ...] = (
    *("", "x", "../..", "26-0014", "99-999", "26-1", "ÆØ", "\0", "a" * 9000, "\ud800", "{", "%s{}", "-- ", "open"),
    *(0, -1, 10**18, 1.5, 1e308, True, None, [], {}, [""], {"id": "x"}),
    *("2026-13-01", "0001-01-01", "9999-12-31", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "26-001"),
)
LOOKS = (("today",), ("cases",), ("plan",), ("history",), ("rounds",), ("search", "hjem"), ("today", "--json"))
Keys = tuple[Any, ...]


def main(rounds: int) -> int:
    """Change something so many times; return 1 when something failed."""
    failures: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "team")
        now = datetime.now(UTC).replace(microsecond=0)
        team, records = demo_team(Language.NB, now.date(), now.astimezone(), fresh_id)
        create_store(folder, team, *records, now=now)
        good = {path: path.read_bytes() for path in folder.glob("*.json")}
        for seed in range(rounds):
            for path, content in good.items():
                path.write_bytes(content)
            _change_something(sorted(good), random.Random(seed))  # noqa: S311 - mistakes are no secret
            for failure in _failures(folder):
                failures[failure] = failures.get(failure, 0) + 1
    sys.stdout.write("".join(f"{failure}: {count}\n" for failure, count in failures.items()))
    sys.stdout.write(json.dumps({"rounds": rounds, "failed": sum(failures.values())}) + "\n")
    return 1 if failures else 0


def _change_something(paths: list[Path], chance: random.Random) -> None:
    path = chance.choice(paths)
    plain = json.loads(path.read_bytes())
    *keys, last = chance.choice([keys for keys in _places(plain) if len(keys) > 2 and keys[0] != "_file"])
    holder = plain
    for key in keys:
        holder = holder[key]
    act = chance.random()
    if act < 0.15 and isinstance(holder, dict):
        holder.pop(last)
    elif act < 0.25 and isinstance(holder, list):
        holder.insert(last, holder[last])
    else:
        holder[last] = chance.choice(VALUES)
    path.write_text(json.dumps(plain))


def _places(value: object, keys: Keys = ()) -> Iterator[Keys]:
    match value:
        case dict():
            for key, each in value.items():
                yield from _places(each, (*keys, key))
        case list():
            for key, each in enumerate(value):
                yield from _places(each, (*keys, key))
    yield keys


def _failures(folder: Path) -> Iterator[str]:
    """Yield where reading, checking, printing and looking failed with anything but a sentence."""
    tries: list[Callable[[], object]] = [lambda: findings_in(folder), lambda: _pages(folder)]
    tries += [partial(_run, words, folder) for words in LOOKS]
    for attempt in tries:
        try:
            attempt()
        except Refused:
            continue
        except Exception as fault:  # noqa: BLE001 - whatever comes out here is a traceback for a person
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            yield f"{type(fault).__name__} in {Path(frame.filename).name}:{frame.lineno}"


def _pages(folder: Path) -> object:
    return team_pages(open_store(folder, session="later").book(), folder)


def _run(words: tuple[str, ...], folder: Path) -> None:
    arguments = (*words, "--team", str(folder))
    ended = CliRunner().invoke(fredstid, arguments, obj=Asked.by(arguments, lambda _: None), prog_name="fredstid")
    if ended.exception and not isinstance(ended.exception, SystemExit):
        raise ended.exception


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
