"""A new team makes its plan: two meetings in real terminals, two of them following and writing at the same time."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from storage.archive import open_store
from storage.content.forms import forms
from storage.content.plan_template import plan_file
from storage.domain.meeting.meeting import Meeting
from storage.domain.people import Language
from storage.domain.plan.plan import Practice, PracticeState
from storage.domain.views.book import Book
from tests.walk.terminal import CLOCK, IN_A_PHASE, Terminal

ROOT = Path(__file__).resolve().parents[2]
FORM = "plan-start"


class PlanWalk:
    """A team's folder, its terminals, and what its files say."""

    def __init__(self, home: Path, language: Language) -> None:
        self.folder, self.language = home / "team", language
        self.env = dict(os.environ) | {"PYTHONPATH": str(ROOT)}
        form = forms(language).form(FORM)
        assert form
        self.form = form
        people = [word for alias in ("AB", "CD", "EF", "GH") for word in ("--member", alias)]
        self.run("new", str(self.folder), "--name", "6", *people, "--language", language)

    def run(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tui", *arguments]
        subprocess.run(command, env=self.env, capture_output=True, check=True)

    def sit_down(self, alias: str) -> Terminal:
        who = ("--team", str(self.folder), "--language", self.language, "--as", alias)
        return Terminal([sys.executable, "-m", "tui", *who], self.env)

    @property
    def book(self) -> Book:
        return open_store(self.folder, session="looking on").book()

    @property
    def meeting(self) -> Meeting:
        return self.book.meetings[0]

    def practice(self, key: str) -> Practice:
        return next(each for each in self.book.practices if each.template == key)

    def go_on(self, terminal: Terminal, phase: str) -> None:
        terminal.press("n")
        terminal.see(f"^ {self.form.phase(phase).short}{IN_A_PHASE}")

    def judge(self, terminal: Terminal, key: str, count: int) -> None:
        self.does(terminal, key, lambda: len(self.meeting.decisions) == count, f"verdict {count}")

    def does(self, terminal: Terminal, key: str, true: Callable[[], bool], what: str) -> None:
        terminal.press(key)
        terminal.until(true, what)


@pytest.mark.parametrize("language", list(Language))
def test_a_new_team_comes_to_a_plan_in_two_meetings(own_user: Path, language: Language) -> None:
    walk = PlanWalk(own_user, language)
    with ExitStack() as room:
        leader, second, third = (room.enter_context(walk.sit_down(alias)) for alias in ("AB", "CD", "EF"))
        take_the_template(walk, leader)
        begin(walk, leader)
        write_in_silence(walk, leader, second, third)
        choose_from_the_template(walk, leader)
        find_an_owner(walk, leader)
        end(walk, leader)
        go_on_with_what_was_left(walk, leader)
        end(walk, leader)
    states = [each.state for each in walk.book.practices]
    assert {state: states.count(state) for state in set(states)} == {
        PracticeState.AGREED: 4,
        PracticeState.RETIRED: 1,
        PracticeState.IDEA: len(states) - 5,
    }


def take_the_template(walk: PlanWalk, leader: Terminal) -> None:
    leader.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
    leader.press("2")
    leader.see("  t  ")
    ours = plan_file(walk.language).practices
    walk.does(leader, "t", lambda: len(walk.book.practices) == len(ours), "the template")
    leader.see(ours[0].title)


def begin(walk: PlanWalk, leader: Terminal) -> None:
    leader.press("4")
    leader.see(walk.form.title)
    walk.does(leader, "enter", lambda: walk.book.running is not None, "the meeting")
    leader.see(CLOCK)
    walk.go_on(leader, "why")
    walk.go_on(leader, "silent")


def write_in_silence(walk: PlanWalk, *terminals: Terminal) -> None:
    leader, *followers = terminals
    for terminal in followers:
        terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
        terminal.press("4")
        terminal.see(f"^ {walk.form.phase('silent').short}{IN_A_PHASE}")
    texts = [f"what number {number} does" for number, _ in enumerate(terminals)]
    for terminal, text in zip(terminals, texts, strict=True):
        terminal.press("enter")
        terminal.type(text)
        terminal.see(text)
    for terminal in terminals:
        terminal.press("enter")
    for terminal in terminals:
        terminal.until(lambda: len(walk.meeting.notes) == len(texts), "what everybody wrote")
        terminal.see(f"{len(texts)} \\w+ ─+$")
        terminal.see("what number", gone=True)
    leader.press("esc")
    leader.quiet()
    walk.go_on(leader, "round")
    for terminal in terminals:
        for text in texts:
            terminal.see(text)
    assert {note.text for note in walk.meeting.notes} == set(texts)
    assert not any(note.by for note in walk.meeting.notes)


def choose_from_the_template(walk: PlanWalk, leader: Terminal) -> None:
    walk.go_on(leader, "sort")
    verdicts = (
        ("1", "first-contact-good-message", PracticeState.AGREED),
        ("1", "first-contact-three-questions", PracticeState.AGREED),
        ("2", "parent-meeting-shared-agenda", PracticeState.IDEA),
        ("1", "parent-meeting-autumn", PracticeState.AGREED),
        ("2", "parent-meeting-half-page", PracticeState.IDEA),
        ("3", "parent-meeting-one-decision", PracticeState.RETIRED),
    )
    for place, (key, name, state) in enumerate(verdicts, 1):
        leader.see(f"^.◇ {walk.practice(name).title}")
        walk.judge(leader, key, place)
        assert walk.practice(name).state is state


def find_an_owner(walk: PlanWalk, leader: Terminal) -> None:
    for phase in ("minimum", "room", "owners"):
        walk.go_on(leader, phase)
    leader.press("enter")
    leader.see("‹")
    leader.press("c")
    leader.see("‹ CD ›")
    walk.does(leader, "enter", lambda: any(each.owner == "CD" for each in walk.book.practices), "the owner")
    leader.see(IN_A_PHASE)


def end(walk: PlanWalk, leader: Terminal) -> None:
    leader.press("x")
    leader.see("↵")
    leader.quiet()
    leader.press("home")
    walk.does(leader, "enter", lambda: walk.book.running is None, "the end")
    leader.see(" m ")
    leader.press("m")
    leader.see("AB, CD, EF, GH")
    leader.press("esc")
    leader.see(" m ")
    leader.press("esc")
    leader.see("^.▸ ")


def go_on_with_what_was_left(walk: PlanWalk, leader: Terminal) -> None:
    leader.see(f": {walk.form.title}")
    leader.press("home")
    leader.quiet()
    walk.does(leader, "enter", lambda: walk.book.running is not None, "the second meeting")
    leader.see(CLOCK)
    for phase in ("why", "silent", "round", "sort"):
        walk.go_on(leader, phase)
    later = "parent-meeting-shared-agenda"
    leader.see(f"^.◇ {walk.practice(later).title}")
    walk.does(leader, "1", lambda: walk.practice(later).state is PracticeState.AGREED, "what was put off")
