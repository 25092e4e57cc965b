"""Two terminals and a script on one case at once, one of them killed in mid-sentence: nobody loses a word."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from storage.archive import create_store, open_store
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case, CaseState, Entry, Standing, Step
from storage.domain.people import Language, Member, Team
from storage.domain.plan.plan import Area, Practice
from storage.domain.views.book import Book
from tests.walk.terminal import CLOCK, IN_A_PHASE, Terminal

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 13, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    members = tuple(Member(alias=alias) for alias in ("AB", "CD"))
    team = Team(id="team", name="6. trinn", language=Language.NB, members=members)
    entry = Entry(id="e1", step=Step.SITUATION, text="Det ender i tårer.", at=NOW, by="AB")
    closed = Standing(state=CaseState.CLOSED, on=date(2026, 11, 20))
    create_store(
        tmp_path / "team",
        team,
        Area(id="area", key="homework", title="Lekser"),
        Practice(id="practice", area="homework", title="En halv time", minimum="Høyst en halv time.", month=11),
        Case(id="c1", code="26-001", title="Lekser hver dag", opened=date(2026, 11, 2), entries=(entry,), safe=True),
        Case(id="c2", code="26-002", title="Veien hjem", opened=date(2026, 11, 2), standing=closed, first_step="Bra"),
        Agreement(id="a1", what="Ringe hjem", owner="AB", made=date(2026, 11, 2), due=date(2026, 11, 20)),
        now=NOW,
    )
    return tmp_path / "team"


@pytest.fixture
def env(folder: Path) -> Mapping[str, str]:
    return os.environ | {"FREDSTID_TEAM": str(folder), "PYTHONPATH": str(ROOT)}


def command(language: Language, me: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "tui", *arguments, "--language", language, "--as", me]


def sit_down(env: Mapping[str, str], me: str, language: Language = Language.NB) -> Terminal:
    return Terminal(command(language, me), env)


def run(env: Mapping[str, str], me: str, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(Language.NB, me, *arguments), env=env, input=text, capture_output=True, text=True, check=False
    )


def book(folder: Path) -> Book:
    return open_store(folder, session="looking on").book()


def texts(folder: Path) -> list[str]:
    return [entry.text for entry in book(folder).case("26-001").entries]


def drafts(folder: Path, by: str = "AB") -> list[str]:
    return [draft.text for draft in open_store(folder, session="looking on").drafts(by).values()]


def open_the_case(terminal: Terminal) -> None:
    terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
    terminal.press("3")
    terminal.see("2 saker")
    terminal.press("home", "enter")
    terminal.see("Det ender")


def write_over(terminal: Terminal, text: str) -> None:
    """Change the only entry of the case, and let it stand."""
    terminal.press("e")
    terminal.see(r"Esc avbry")
    terminal.press("end")
    terminal.type(text)
    terminal.see(text)


def test_two_terminals_and_a_script_on_one_case(env: Mapping[str, str], folder: Path) -> None:
    with sit_down(env, "AB", Language.NB) as one, sit_down(env, "CD", Language.NN) as other:
        open_the_case(one)
        open_the_case(other)
        one.see("CD har den også åpen")
        other.see("AB har den òg open")
        write_over(one, " Fire av fem dager.")
        other.see("AB skriv her")
        write_over(other, " Foreldra vil ha mindre.")
        for number in range(3):
            assert run(env, "AB", "log", "26-001", "-", text=f"Fra skriptet {number}").returncode == 0
        one.press("enter")
        one.until(lambda: "Det ender i tårer. Fire av fem dager." in texts(folder), "the first change")
        other.press("enter")
        other.see("Nokon andre har òg endra dette")
        other.see("Fire av fem dager")
        other.press("3")
        other.until(lambda: len(drafts(folder, "CD")) == 0, "the draft's end")
        one.see("Foreldra vil ha mindre")
        one.see("Fra skriptet 2")
        one.press("enter")
        one.see("Esc avbryt")
        one.type("Midt i en setn")
        one.until(lambda: "Midt i en setn" in drafts(folder), "the draft")
        one.kill()
        other.see("AB har den", gone=True)
    both, *logged = texts(folder)
    assert both == "Det ender i tårer. Fire av fem dager.\n\nDet ender i tårer. Foreldra vil ha mindre."
    assert logged == [f"Fra skriptet {number}" for number in range(3)]
    with sit_down(env, "AB") as again:
        assert "Midt i en setn" not in again.see("26-001 · et innlegg")
        open_the_case(again)
        assert "Midt i en setn" not in again.see("Ulagret kladd: et innlegg. Trykk ↵")
        again.press("enter")
        again.see("Esc avbryt")
        again.see("Midt i en setn")
        again.type("ing.")
        again.see("Midt i en setning.")
        again.press("enter")
        again.until(lambda: "Midt i en setning." in texts(folder), "the entry")
        again.until(lambda: drafts(folder) == [], "the draft's end")


@pytest.mark.parametrize("key", ["\r", "i"])
def test_what_is_typed_at_once_after_a_key_goes_into_the_form_it_opens(
    env: Mapping[str, str], folder: Path, key: str
) -> None:
    with sit_down(env, "AB") as terminal:
        open_the_case(terminal)
        terminal.type(f"{key}inga lekser i dag")
        terminal.see("inga lekser i dag")
        terminal.until(lambda: drafts(folder) == ["inga lekser i dag"], "the draft")


def test_a_key_pressed_at_once_after_a_mode_key_acts_in_that_mode(env: Mapping[str, str], folder: Path) -> None:
    with sit_down(env, "AB") as terminal:
        terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
        terminal.type("4\r")
        terminal.until(lambda: book(folder).running is not None, "the meeting")


def test_what_is_deleted_while_somebody_writes_is_told_and_the_text_is_offered(
    env: Mapping[str, str], folder: Path
) -> None:
    with sit_down(env, "AB") as terminal:
        terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
        terminal.press("3")
        terminal.see("2 saker")
        terminal.press("end", "enter")
        terminal.see("Veien hjem")
        terminal.see("Bra")
        terminal.press("i")
        terminal.see("Esc avbryt")
        terminal.type("Gå sammen med noen")
        terminal.until(lambda: "Gå sammen med noen" in drafts(folder), "the draft")
        assert run(env, "CD", "delete", "26-002", "--yes").returncode == 0
        assert drafts(folder) == []
        terminal.press("enter")
        terminal.see("Noen har slettet det i mellomtiden")
        terminal.until(lambda: drafts(folder) == ["Gå sammen med noen"], "the draft")
        terminal.press("esc")
        terminal.see("26-001")
        terminal.press("1")
        terminal.see("26-002 · en idé")
        terminal.press("home", "enter")
        terminal.see("Tekst uten sak")


def begin_entry(terminal: Terminal) -> None:
    open_the_case(terminal)
    terminal.press("enter")
    terminal.see("Esc avbryt")


def begin_follow_up(terminal: Terminal) -> None:
    terminal.see("Ringe hjem")
    terminal.press("down", "down", "r")
    terminal.see("Esc avbryt")
    terminal.press("tab", "tab")


def begin_in_a_meeting(terminal: Terminal) -> None:
    terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
    terminal.press("4")
    terminal.see("Start møtet")
    terminal.press("enter")
    terminal.see(CLOCK)
    terminal.press("n")
    terminal.see(IN_A_PHASE)
    terminal.press("enter")
    terminal.see(r"^ n \S+ ", gone=True)


BEGINNINGS: Mapping[str, Callable[[Terminal], None]] = {
    "an entry": begin_entry,
    "a follow-up": begin_follow_up,
    "a meeting": begin_in_a_meeting,
}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
@pytest.mark.parametrize("what", BEGINNINGS)
def test_what_is_being_typed_outlives_the_program_and_is_offered_on_another_terminal(
    env: Mapping[str, str], folder: Path, what: str, how: signal.Signals
) -> None:
    by = "" if what == "a meeting" else "AB"
    with sit_down(env, "AB") as terminal:
        BEGINNINGS[what](terminal)
        terminal.type("Halve setn")
        terminal.see("Halve setn")
        if how is signal.SIGKILL:
            terminal.until(lambda: "Halve setn" in drafts(folder, by), "the draft")
        terminal.kill(how)
    assert "Halve setn" in drafts(folder, by)
    with sit_down(env, "AB") as again:
        if not by:
            again.see("Fortsett der vi var")
        else:
            assert "Halve setn" not in again.see("Ulagret kladd")
        again.press("home", "enter")
        if what == "an entry":
            again.see("Ulagret kladd: et innlegg")
            again.press("enter")
        again.see("Halve setn")
