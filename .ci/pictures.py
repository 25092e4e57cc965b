"""Makes the README's pictures anew: `python .ci/pictures.py` holds a meeting with the demo team and draws what is seen.

The program is the real one, in a terminal and a home of its own, on a day that is always the same. Keys are looked up
among the program's actions and phases in its form, so that a change of either is no change here. Each step waits for a
text and until the screen is at rest; where the text never comes, it ends and shows the screen.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from re import escape
from unittest.mock import patch

from drawing import Frame, film, rows_of, still

from storage.content.forms import forms
from storage.domain.people import Language
from tests.walk.terminal import Terminal
from tui.commands import of

PICTURES = Path(__file__).resolve().parents[1] / ".github" / "pictures"
BEGINS = datetime(2026, 11, 30, 13, 15, tzinfo=UTC)
"""A Monday in the middle of a school year, a quarter past two in Norway."""
CASE = "Homework every afternoon"
LETTERS = 4
"""Typed between one frame and the next."""
IDEAS = (
    "One weekly plan for all subjects",
    "Reading first, the rest if there is time",
    "A talk with the home after two weeks",
)
PRACTICE = "One homework plan"
QUICK, GLANCE, READ, END = 0.09, 0.5, 1.0, 2.5
"""Seconds that a frame stands: while one types, to see it, to read it, and before all begins anew."""


class Take:
    """A meeting that is held in a terminal, and what was seen of it."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.frames = list[Frame]()
        self.stills = dict[str, tuple[str, ...]]()

    def see(self, text: str, seconds: float = READ) -> None:
        """Wait for a text, wherever its lines break, and until the screen is at rest; then it is a frame."""
        self.terminal.see(r"\s+".join(map(escape, text.split())))
        self.terminal.quiet()
        self.frames.append(Frame(rows_of(self.terminal.screen), seconds))

    def press(self, *keys: str, see: str, seconds: float = READ) -> None:
        """Press keys at once, and see what comes of them."""
        self.terminal.press(*keys)
        self.see(see, seconds)

    def type(self, text: str) -> None:
        """Type a text a few letters at a time, as somebody does."""
        for place in range(0, len(text), LETTERS):
            with self._changing():
                self.terminal.type(text[place : place + LETTERS])
            self.see("", QUICK)

    def keep(self, text: str, seconds: float = GLANCE) -> None:
        """Keep what was typed: it stands among the lines, and no longer in the field."""
        with self._changing():
            self.terminal.press("enter")
        self.see(text, seconds)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Wait until something comes of what is done meanwhile."""
        before = rows_of(self.terminal.screen)
        yield
        self.terminal.until(lambda: rows_of(self.terminal.screen) != before, "what comes of a key")

    def still(self, name: str) -> None:
        """Keep what stands on the screen as a picture of its own."""
        self.stills[name] = rows_of(self.terminal.screen)
        write(f"{name}.svg", still(self.terminal.screen))


def key(where: str, action: str) -> str:
    """Return the first key of an action."""
    first = next(command.key for command in of(where) if command.action == action).split(",")[0]
    return {"escape": "esc"}.get(first, first)


def asked_in(phase: str) -> str:
    """Return what the bar says in a phase and in no other; its question may stand in large letters."""
    form = forms(Language.EN).form("case-round")
    numbered = enumerate(form.phases, 1) if form else ()
    return next(f"{each.short} {number} of" for number, each in numbered if each.key == phase)


def meeting(take: Take) -> None:
    """Hold the meeting."""
    plan(take)
    begin(take)
    for phase in ("the-case", "clarify", "wanted"):
        take.press(key("meeting", "next_phase"), see=asked_in(phase), seconds=READ if phase == "the-case" else GLANCE)
    turn_a_text(take)
    for phase in ("affirm", "ideas"):
        take.press(key("meeting", "next_phase"), see=asked_in(phase), seconds=GLANCE)
    find_ideas(take)
    take.press(key("meeting", "next_phase"), see=asked_in("first-step"))
    choose_a_step(take)
    learn(take)
    close(take)


def plan(take: Take) -> None:
    """Look at what is due today, and at the plan."""
    take.see("new case")
    take.press(key("app", "mode('plan')"), see="First contact")
    take.still("plan")


def begin(take: Take) -> None:
    """Begin the meeting, and ask how an agreement goes."""
    take.press(key("app", "mode('meeting')"), see=CASE)
    take.press(key("start", "begin"), see="Nobody goes alone")
    take.press(key("meeting", "next_phase"), see=asked_in("check-in"), seconds=GLANCE)
    take.press(key("meeting", "next_phase"), see=asked_in("plan-and-agreements"))
    take.press("enter", see="done as agreed", seconds=GLANCE)
    take.press("3", "3", see="it got better", seconds=GLANCE)
    take.press("enter", see="2 of 9")


def turn_a_text(take: Take) -> None:
    """Write something that a question turns."""
    take.press(key("meeting", "write"), see="WRITING", seconds=QUICK)
    take.type("They never answer our messages")
    take.see("Is there one exception")
    take.still("meeting")
    take.press(key("meeting", "take_nudge"), see="→ Is there one exception", seconds=GLANCE)
    take.type("Yes, when we called before noon")
    take.keep("before noon")
    take.press("esc", see="n next", seconds=QUICK)


def find_ideas(take: Take) -> None:
    """Write down ideas, one after the other."""
    take.press(key("meeting", "write"), see="WRITING", seconds=QUICK)
    for number, idea in enumerate(IDEAS, 1):
        take.type(idea)
        take.keep(f"{number} of 8")
    take.still("ideas")
    take.press("esc", see="n next", seconds=QUICK)


def choose_a_step(take: Take) -> None:
    """Sort the ideas, and make an agreement of the first."""
    take.press("1", see="now", seconds=GLANCE)
    take.press("home", "enter", see="‹ AB ›")
    take.press("enter", see="read it aloud")


def learn(take: Take) -> None:
    """Put a practice into the plan."""
    take.press(key("meeting", "next_phase"), see=asked_in("into-plan"), seconds=GLANCE)
    take.press("enter", see="Shared minimum", seconds=GLANCE)
    take.type(PRACTICE)
    take.press("tab", see=PRACTICE, seconds=QUICK)
    take.type("All subjects share one plan for the week")
    take.press("enter", see=f"✓ {PRACTICE}", seconds=GLANCE)


def close(take: Take) -> None:
    """Read aloud what was decided, say whether the time was well spent, and end."""
    take.press(key("meeting", "next_phase"), see=asked_in("check-out"), seconds=READ)
    take.press(key("meeting", "write"), see="WRITING", seconds=QUICK)
    take.type("8 9 7 8")
    take.keep("8", seconds=READ)
    take.press(key("meeting", "next_phase"), see="End it", seconds=GLANCE)
    take.press("home", "enter", see="1 Today", seconds=END)


@contextmanager
def on_the_day() -> Iterator[None]:
    """Have the program's clock begin on the day of the pictures, and go on from there."""
    began = time.monotonic()
    clock: Callable[[], datetime] = lambda: BEGINS + timedelta(seconds=int(time.monotonic() - began))  # noqa: E731
    with patch("tui.desk.desk.now_utc", clock):  # before anything else takes it over from there
        yield


def write(name: str, drawn: str) -> None:
    """Write a picture, and say how big it is."""
    PICTURES.mkdir(exist_ok=True)
    (PICTURES / name).write_text(drawn, "utf-8")
    print(f"{name:<14}{len(drawn.encode()) / 1000:>8.0f} kB")


def main() -> None:
    """Be the program, where one asks for it with arguments; else make the pictures."""
    if sys.argv[1:]:
        with on_the_day():
            from tui.__main__ import main as fredstid  # noqa: PLC0415 - it takes the clock over as it is loaded

            fredstid()
        return
    with tempfile.TemporaryDirectory() as home:
        own = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), home)
        env = own | {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TZ": "Europe/Oslo"}
        with Terminal([sys.executable, __file__, "demo", "--language", "en", "--as", "AB"], env) as terminal:
            take = Take(terminal)
            meeting(take)
    write("film.svg", film(terminal.screen, take.frames, take.stills["meeting"]))
    print(f"{len(take.frames)} frames, {sum(frame.lasts for frame in take.frames):.0f} seconds")


if __name__ == "__main__":
    main()
