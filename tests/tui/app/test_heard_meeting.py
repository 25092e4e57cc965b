"""Somebody who hears instead of sees leads a whole meeting: each answer is found in what was said before it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from threading import Condition, Thread

import pytest

from storage.archive import create_store, open_store
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, Entry, Outcome, Step
from storage.domain.meeting.meeting import MeetingState
from storage.domain.people import Language, Member, Team
from tests.tui.meeting.conftest import NOW
from tui.i18n.labels import label
from tui.i18n.words import Words

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 120
"""Seconds until something is given up that a busy machine may take long for."""
DRAWN = re.compile("[\u2500-\u259f␣↵♡◦▸○●◉◐◇◆■□▲Ⅱ]")
"""What only the eye makes something of."""
NUMBERED = re.compile(r"^(\d+)\. (.*)$", re.MULTILINE)


class Listener:
    """Hears what a program says, and types only when it asks something."""

    def __init__(self, program: subprocess.Popen[bytes]) -> None:
        self.program = program
        self.heard = ""
        self.asked_at = 0
        self.prompts = 0
        self.is_over = False
        self.news = Condition()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        said = self.program.stdout
        assert isinstance(said, BufferedReader)
        for piece in iter(lambda: said.read1(4096), b""):
            with self.news:
                self.heard += piece.decode()
                self.news.notify()
        with self.news:
            self.is_over = True
            self.news.notify()

    @property
    def prompt(self) -> str:
        """What is asked now; empty while nothing is."""
        last = self.heard[self.asked_at :].rpartition("\n")[2]
        return last if last.endswith(("> ", ": ")) and not self.is_over else ""

    def waits(self) -> str:
        """Return what is asked next, empty once it is over."""
        with self.news:
            done = self.news.wait_for(lambda: self.prompt or self.is_over, PATIENCE)
        assert done, self.heard[-500:]
        return self.prompt

    def types(self, text: str) -> str:
        """Answer, and return what is said until the next question."""
        assert self.program.stdin
        before = self.asked_at = len(self.heard)
        self.prompts += 1
        self.program.stdin.write(f"{text}\n".encode())
        self.program.stdin.flush()
        self.waits()
        return self.heard[before:]

    def number_of(self, wanted: str) -> str:
        """Return the number that was said last in front of something."""
        rows = list(NUMBERED.finditer(self.heard))
        numbers = [row[1] for row in rows if wanted.casefold() in row[2].casefold()]
        assert numbers, f"{wanted!r} was not said with a number in {self.heard[-800:]}"
        return str(numbers[-1])


def a_team(folder: Path, language: Language) -> None:
    entry = Entry(id="e1", step=Step.SITUATION, text="To dager på rad.", at=NOW, by="CD")
    case = Case(id="c1", code="26-001", title="Lekser", opened=NOW.date(), owner="CD", entries=(entry,))
    asked = Agreement(
        id="g1", what="Ringe", owner="AB", made=NOW.date().replace(day=2), due=NOW.date().replace(day=9), case="26-001"
    )
    team = Team(id="team", name="Trinn 8", language=language, members=(Member(alias="AB"), Member(alias="CD")))
    create_store(folder, team, case, asked, now=NOW)


@contextmanager
def listening(folder: Path, language: Language) -> Iterator[Listener]:
    command = (
        sys.executable,
        "-m",
        "tui",
        "meeting",
        "--team",
        str(folder),
        "--language",
        language.value,
        "--as",
        "AB",
    )
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT
    ) as program:
        try:
            yield Listener(program)
        finally:
            program.kill()


def answer_to(words: Words, listener: Listener, since: int) -> str:
    """Return the answer to a question, found in what was said with it."""
    said = listener.heard[since:]
    for wanted in (words("No, as far as we know"), words("End it"), label(words, Outcome.NOTHING), "Ringe"):
        if re.search(rf"^\d+\. {re.escape(wanted)}", said, re.MULTILINE | re.IGNORECASE):
            return listener.number_of(wanted)
    return "" if "[" in listener.prompt else "3" if "(1 " in listener.prompt else "Noen ord"


def lead(words: Words, listener: Listener) -> list[str]:
    """Lead a meeting to its end, in each phase a number that is there, a text, and on; return the phases."""
    phases = list[str]()
    listener.types(listener.number_of(words("Begin the meeting")))
    while prompt := listener.waits():
        if prompt != "> ":
            listener.types(answer_to(words, listener, listener.heard.rfind("\n> ", 0, listener.asked_at)))
            continue
        phase = re.findall(r"^(.+ \d+ \w+ 10) · ", listener.heard, re.MULTILINE)
        if not phase or phase[-1] in phases:
            listener.types("n")
            continue
        phases.append(phase[-1])
        here = listener.heard[listener.heard.rindex(phase[-1]) :]
        if asked := re.search(r"^(\d+)\. .*Ringe$", here, re.MULTILINE):
            listener.types(asked[1])
        while listener.waits() not in {"", "> "}:
            listener.types(answer_to(words, listener, listener.heard.rfind("\n> ", 0, listener.asked_at)))
        text = "8 7" if words("A score each, without names – 7 8 6 9") in here else f"Tekst {len(phases)}"
        listener.types(text)
    return phases


@pytest.mark.slow
@pytest.mark.parametrize("language", Language)
def test_a_meeting_is_led_from_what_is_heard_alone(tmp_path: Path, language: Language) -> None:
    folder, words = tmp_path / "team", Words(language)
    a_team(folder, language)
    with listening(folder, language) as listener:
        listener.waits()
        assert "?" in listener.heard, "that there is help is said before the first answer"
        phases = lead(words, listener)
        assert listener.program.wait(PATIENCE) == 0, listener.heard[-800:]
    heard = listener.heard
    assert len(phases) == 10
    assert not re.search("Traceback|Fatal", heard)
    assert not DRAWN.search(heard), "what only the eye makes something of"
    assert heard.count("\n> ") == len(re.findall("^> ", heard, re.MULTILINE)) <= listener.prompts, "asked once"
    book = open_store(folder, session="looking").book()
    case, meeting = book.case("26-001"), book.meetings[0]
    assert (meeting.state, meeting.score is not None) == (MeetingState.HELD, True)
    assert [each.text for each in case.ideas] == ["Tekst 7"]
    assert [each.outcome for each in case.learned] == [Outcome.NOTHING]
    assert {each.what: len(each.ratings) for each in book.agreements} == {"Ringe": 1, "Tekst 8": 0}
