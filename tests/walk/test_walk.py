"""A whole meeting as a team holds it: the real program in a real terminal, a keyboard, and the files it leaves."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from storage.archive import open_store
from storage.content.forms import forms
from storage.domain.case.agreement import Done, Effect
from storage.domain.case.case import Case, Outcome, Pick
from storage.domain.case.standing import held_steps
from storage.domain.meeting.meeting import Meeting, MeetingState
from storage.domain.people import Language
from storage.domain.views.book import Book
from storage.store import Heartbeat
from tests.walk.terminal import CLOCK, IN_A_PHASE, Terminal
from tui.i18n.words import Words

ROOT = Path(__file__).resolve().parents[2]
HOMEWORK = {
    Language.NB: "Lekser hver ettermiddag",
    Language.NN: "Lekser kvar ettermiddag",
    Language.EN: "Homework every afternoon",
}
STEERING = r"^ n \S+ "
"""The bottom line of a meeting while nobody writes and nothing is asked."""
IDEAS = [f"idea number {number}" for number in range(1, 9)]


class Walk:
    """The demo team's meeting: its terminal, and what its files say."""

    def __init__(self, home: Path, language: Language) -> None:
        self.folder = home / "fredstid" / "demo"
        self.language = language
        self.env = dict(os.environ) | {"PYTHONPATH": str(ROOT)}
        form = forms(language).form("case-round")
        assert form
        self.halts = {phase.key: f"^ {phase.short}{IN_A_PHASE}" for phase in form.phases}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tui", *arguments, "--language", self.language]

    def sit_down(self) -> Terminal:
        return Terminal(self.command("demo", "--as", "AB"), self.env)

    def run(self, *arguments: str) -> str:
        command = self.command("--team", "demo", *arguments)
        return subprocess.run(command, env=self.env, capture_output=True, text=True, check=True).stdout

    @property
    def book(self) -> Book:
        return open_store(self.folder, session="looking on").book()

    @property
    def meeting(self) -> Meeting:
        return self.book.meetings[0]

    @property
    def sign_of_life(self) -> Heartbeat:
        sign = open_store(self.folder, session="looking on").heartbeat()
        assert sign
        return sign

    @property
    def case(self) -> Case:
        return next(case for case in self.book.cases if case.title == HOMEWORK[self.language])

    def go_on(self, terminal: Terminal, phase: str) -> None:
        terminal.press("n")
        terminal.see(self.halts[phase])

    def write(self, terminal: Terminal, *texts: str) -> None:
        terminal.press("enter")
        terminal.see(STEERING, gone=True)
        for text in texts:
            terminal.type(text)
            terminal.see(text)
            self.keep(terminal, text)
        terminal.press("esc")
        terminal.see(STEERING)

    def keep(self, terminal: Terminal, text: str) -> None:
        before = self.book
        terminal.press("enter")
        terminal.until(lambda: self.book != before, f"{text!r} in the files")


@pytest.mark.parametrize("language", list(Language))
def test_a_team_holds_a_case_round(own_user: Path, language: Language) -> None:
    walk = Walk(own_user, language)
    with walk.sit_down() as terminal:
        begin(walk, terminal)
        rate_two_agreements(walk, terminal)
        hear_the_case(walk, terminal)
        terminal.until(lambda: walk.sign_of_life.place == walk.meeting.place, "a sign of life in this phase")
        left = walk.sign_of_life
        terminal.kill()
    with walk.sit_down() as terminal:
        go_on_after_the_crash(walk, terminal, left)
        find_a_first_step(walk, terminal)
        put_something_into_the_plan(walk, terminal)
        check_out(walk, terminal)
        terminal.see(" m ")
        terminal.press("m")
        terminal.see("AB, CD, EF, GH")
        terminal.press("esc")
        terminal.see(" m ")
        terminal.press("esc")
        terminal.see("▸ ")
        terminal.press("q")
        assert terminal.wait() == 0
    what_is_left(walk)


def begin(walk: Walk, terminal: Terminal) -> None:
    terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
    terminal.press("4")
    terminal.see(f"{walk.case.code} {walk.case.title}")
    terminal.press("enter")
    terminal.see(CLOCK)
    walk.go_on(terminal, "check-in")
    walk.write(terminal, "a call with good news")


def rate_two_agreements(walk: Walk, terminal: Terminal) -> None:
    walk.go_on(terminal, "plan-and-agreements")
    oldest = min((each for each in walk.book.agreements if not each.ratings), key=lambda each: each.due)
    terminal.see(re.escape(oldest.what[:20]))
    rate(walk, terminal, 1)
    terminal.press("down")
    rate(walk, terminal, 2)


def rate(walk: Walk, terminal: Terminal, count: int) -> None:
    terminal.press("enter")
    terminal.see(r"1 .*\n.* 2 .*\n.* 3 ")
    terminal.press("3", "3", "enter")
    terminal.until(lambda: len(walk.meeting.decisions) == count, "the rating")
    terminal.see(STEERING)


def hear_the_case(walk: Walk, terminal: Terminal) -> None:
    walk.go_on(terminal, "the-case")
    walk.write(terminal, "tears at the kitchen table")
    walk.go_on(terminal, "clarify")
    terminal.press("enter")
    terminal.type("four days of fi")
    terminal.see("four days of fi")
    kept = walk.folder / "drafts"
    terminal.until(lambda: any(b"four days of fi" in file.read_bytes() for file in kept.iterdir()), "the draft")


def go_on_after_the_crash(walk: Walk, terminal: Terminal, left: Heartbeat) -> None:
    terminal.see(walk.meeting.title)
    if walk.halts["clarify"] not in terminal.picture:
        terminal.see("▸ ")
        terminal.press("enter")
    terminal.see(walk.halts["clarify"])
    terminal.see("four days of fi")
    terminal.until(lambda: walk.sign_of_life.leader != left.leader, "a sign of life of the new screen")
    assert 0 <= walk.sign_of_life.spent - left.spent <= 6
    terminal.press("enter")
    terminal.see(STEERING, gone=True)
    terminal.type("fteen minutes")
    terminal.see("four days of fifteen minutes")
    terminal.press("enter")
    terminal.until(lambda: walk.case.entries[-1].text == "four days of fifteen minutes", "the entry")
    terminal.press("esc")
    terminal.see(STEERING)


def find_a_first_step(walk: Walk, terminal: Terminal) -> None:
    walk.go_on(terminal, "wanted")
    walk.write(terminal, "4/10 calm afternoons", "home: a child who has time to play")
    walk.go_on(terminal, "affirm")
    walk.write(terminal, "they sit with it every day")
    walk.go_on(terminal, "ideas")
    walk.write(terminal, *IDEAS)
    walk.go_on(terminal, "first-step")
    for number in (1, 2, 3):
        terminal.press(str(number))
    terminal.until(
        lambda: [idea.pick for idea in walk.case.ideas[:3]] == [Pick.NOW, Pick.LATER, Pick.TRIED], "the sorting"
    )
    terminal.press("home", "enter")
    terminal.see("‹ AB ›")
    terminal.press("f8")
    terminal.see("‹ AB ›", gone=True)
    terminal.press("f8")
    terminal.see("‹ AB ›")
    terminal.press("enter")
    terminal.see(
        re.escape(
            Words(walk.language)("Who asks {owner} how it goes? Choose a buddy, or keep it without.", owner="AB")[:20]
        )
    )
    terminal.press("enter")
    terminal.until(lambda: walk.book.agreements[0].meeting == walk.meeting.id, "the agreement")
    terminal.see(STEERING)


def put_something_into_the_plan(walk: Walk, terminal: Terminal) -> None:
    walk.go_on(terminal, "into-plan")
    terminal.press("enter")
    terminal.see("‹ ")
    terminal.type("One homework plan")
    terminal.press("tab")
    terminal.type("All subjects share one weekly plan")
    terminal.see("All subjects share one weekly plan")
    terminal.press("enter")
    terminal.see("✓ One homework plan")
    terminal.see(STEERING)


def check_out(walk: Walk, terminal: Terminal) -> None:
    walk.go_on(terminal, "check-out")
    terminal.press("enter")
    terminal.see(STEERING, gone=True)
    terminal.type("7 8 6 9")
    terminal.see("7 8 6 9")
    terminal.press("enter")
    terminal.until(lambda: walk.meeting.score is not None, "the score")
    terminal.see(STEERING)
    terminal.press("home", "down", "enter")
    terminal.see(r"\+7")
    terminal.type("+7")
    terminal.press("enter")
    terminal.until(lambda: walk.meeting.next_on is not None, "the next date")
    terminal.see(re.escape(Words(walk.language).weekday(walk.meeting.next_on)))
    terminal.see(f"▌ *{re.escape(Words(walk.language)('Roles next time'))}")
    terminal.press("enter")
    terminal.until(lambda: bool(walk.meeting.next_roles), "the next roles")
    terminal.press("n")
    terminal.see(f"▌ *{re.escape(Words(walk.language)('No, go back'))}")
    terminal.press("home", "enter")
    terminal.until(lambda: walk.meeting.state is MeetingState.HELD, "the end")
    terminal.see(walk.case.code)


def what_is_left(walk: Walk) -> None:
    meeting, case = walk.meeting, walk.case
    agreement = walk.book.agreements[0]
    assert (agreement.what, agreement.case, agreement.meeting) == (IDEAS[0], case.code, meeting.id)
    assert case.learned[-1].outcome is Outcome.PRACTICE
    practice = next(each for each in walk.book.practices if each.id == case.learned[-1].ref)
    assert (practice.title, practice.evidence) == ("One homework plan", (case.code,))
    assert all(held_steps(case, len(walk.book.agreements_of(case.code))).values())
    assert len(case.ideas) == len(IDEAS)
    rated = [each for each in walk.book.agreements if each.ratings and each.ratings[-1].meeting == meeting.id]
    assert [(each.done, each.effect) for each in rated] == [(Done.AS_PLANNED, Effect.BETTER)] * 2
    minutes = walk.run("minutes")
    for said in (case.code, IDEAS[0], "One homework plan", "a call with good news", "four days of fifteen minutes"):
        assert said in minutes
    today = json.loads(walk.run("today", "--json"))
    assert IDEAS[0] in json.dumps(today, ensure_ascii=False)
    assert "One homework plan" in walk.run("plan", "--all")
    assert "four days of fifteen minutes" in walk.run("show", case.code)
    for file in walk.folder.glob("*.json"):
        assert set(json.loads(file.read_text("utf-8"))) >= {"_file"}
