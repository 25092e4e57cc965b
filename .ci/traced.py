"""Counts the product's files that one log, and one agreement in a meeting, run through, and that hold its text.

Run with `python .ci/traced.py`. A file is run through when a function of it is entered between the key, or the call,
and rest; it holds the text when a frame of it has it among its locals.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from msgspec import Struct  # noqa: E402 - the tests are found only now

from storage.archive import create_store, open_store  # noqa: E402
from storage.content.demo.demo import demo_team  # noqa: E402
from storage.domain.ids import new_id  # noqa: E402
from storage.domain.people import Language  # noqa: E402
from storage.domain.views.book import Book  # noqa: E402
from tests.tui.meeting.sitting import in_a_meeting, on_to, saved  # noqa: E402
from tui.cli.asked import Asked  # noqa: E402
from tui.cli.commands import log  # noqa: E402
from tui.cli.fredstid import fredstid  # noqa: E402
from tui.desk.desk import Desk  # noqa: E402
from tui.dialogs.case.agreement import AgreementDialog  # noqa: E402
from tui.i18n.words import Words  # noqa: E402

TEXT = "Tell the parents how the first week went"
AIMS = {"log": (55, 22), "agreement": (60, 30)}
DEEPEST = 3
"""A change, its record, a field of that."""
FEW = 20
FACES = tuple(f"{ROOT / face}{os.sep}" for face in ("tui", "storage"))


class Traced:
    """The files entered, and those with the text in a frame."""

    def __init__(self) -> None:
        self.entered: set[str] = set()
        self.held: set[str] = set()

    def look(self, frame: FrameType, event: str, _: object) -> None:
        """Take in a function of the product that is entered or left; what a module does while it loads is no way."""
        code = frame.f_code
        if event not in {"call", "return"} or not code.co_filename.startswith(FACES) or code.co_name == "<module>":
            return
        self.entered.add(code.co_filename)
        if code.co_filename not in self.held and any(map(_says, frame.f_locals.values())):
            self.held.add(code.co_filename)


def _says(value: object, depth: int = DEEPEST) -> bool:
    """Tell whether a value is the text, or a record or a few values that have it; a whole book says nothing."""
    if isinstance(value, str):
        return TEXT in value
    if not depth:
        return False
    if isinstance(value, Struct):
        return any(_says(getattr(value, name), depth - 1) for name in value.__struct_fields__)
    if is_dataclass(value) and not isinstance(value, Book):
        return any(_says(getattr(value, each.name, None), depth - 1) for each in fields(value))
    return isinstance(value, tuple | list) and len(value) <= FEW and any(_says(each, depth - 1) for each in value)


@contextmanager
def traced() -> Iterator[Traced]:
    """Yield what is run through from now on, in every thread."""
    seen = Traced()
    threading.setprofile(seen.look)
    sys.setprofile(seen.look)
    try:
        yield seen
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def a_team(folder: Path) -> Path:
    """Return a folder with the demo team's records in it."""
    now, numbers = datetime.now(UTC), count(1)
    team, records = demo_team(Language.EN, now.date(), now, lambda: new_id(now, next(numbers)))
    create_store(folder, team, *records, now=now)
    return folder


def of_a_log(team: Path) -> Traced:
    """Return what `fredstid log` runs through, its module loaded before."""
    code = next(case.code for case in open_store(team, session="reads").book().cases if case.is_open)
    with traced() as seen, suppress(SystemExit):
        line = ["--team", str(team), "--language", "en", log.log.name or "", code, TEXT]
        fredstid.main(line, obj=Asked.by(line, lambda _: None))
    return seen


async def of_an_agreement(team: Path) -> Traced:
    """Return what runs from the Enter that keeps an agreement until it is saved and all is written."""
    store = open_store(team, session="traced")
    desk = Desk(store, Words(Language.EN), "traced", place=store.place)
    async with in_a_meeting(desk) as sitting:
        await on_to(sitting, desk, "clarify")
        await sitting.press("a")
        await sitting.on(AgreementDialog)
        await sitting.type(TEXT)
        desk.drafting.flush()
        with traced() as seen:
            asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())  # only new threads are traced
            await sitting.press("enter", "enter")  # the second keeps it without a buddy
            await saved(sitting, desk, lambda book: any(each.what == TEXT for each in book.agreements), "the agreement")
            await sitting.app.workers.wait_for_complete()
            desk.drafting.flush()
    return seen


def main() -> None:
    """Print the four numbers beside their aims."""
    with TemporaryDirectory() as folder:
        os.environ |= {f"XDG_{each}_HOME": folder for each in ("DATA", "CONFIG", "STATE")}
        team = a_team(Path(folder) / "team")
        ways = {"log": of_a_log(team), "agreement": asyncio.run(of_an_agreement(team))}
    for name, seen in ways.items():
        entered, held = AIMS[name]
        print(f"{name:<10} files run through {len(seen.entered):>4} (aim {entered})")
        print(f"{name:<10} that held its text {len(seen.held):>3} (aim {held})")
        if "--where" in sys.argv:
            for file in sorted(seen.entered):
                print(f"    {'*' if file in seen.held else ' '} {Path(file).relative_to(ROOT)}")


if __name__ == "__main__":
    main()
