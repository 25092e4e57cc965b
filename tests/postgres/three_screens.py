"""A team moves to a cluster, holds a meeting at three screens while its leaders are killed, and moves back.

Run with `python tests/postgres/three_screens.py [KILLS]`; it stands on what `tests/postgres/cluster.py` stands on, and
reads the past cases over ssh where the system's package `openssh-server` is there. Each screen is the real program in
a terminal of its own, with a login of its own and another language. What was written has to be there once it is said
to be kept; what could not be kept has to stand in its field, with one sentence beside it; no key waits for a database.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psycopg

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.archive.care.exporting import files_of
from storage.domain.people import Language
from storage.domain.views.book import Book
from storage.postgres.address import Address, address_in
from storage.postgres.moving import teams_in
from storage.postgres.opening import open_team
from tests.postgres.cluster import Cluster, Node, running_cluster
from tests.walk.terminal import CLOCK, Terminal
from tui.i18n.words import Words, sentences

ROOT = Path(__file__).resolve().parents[2]
KILLS = 4
PEOPLE = {"kari": ("AB", Language.NB), "ola": ("CD", Language.NN), "mari": ("EF", Language.EN)}
PATIENCE = 180.0
"""Seconds until a cluster has another leader, and a screen has done what it was asked for."""
MOST_IDLE = 1.0
"""Seconds that a key may take on a machine that does much else, with a database or without."""
OUTAGE = ("database-gone", "database-read-only", "not-known")
"""What people are told meanwhile."""
AGAIN_AFTER = 3.0
LOOKED_FOR = 12.0
"""Seconds in which those who write nothing press keys after a leader was killed."""
SSH_PORT = 25722
QUESTION = r"^━{20}"
STEERING = r"^ n \S+ "
SSHD = """
Port {port}
ListenAddress 127.0.0.1
HostKey {home}/host
AuthorizedKeysFile {home}/key.pub
PidFile none
UsePAM no
StrictModes no
"""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tui", *arguments]


def run(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(command(*arguments), env=env, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Sitter:
    """Somebody at a screen, and what is told of it."""

    language: Language
    terminal: Terminal
    sentences: set[str] = field(default_factory=set)
    longest: float = 0.0
    """Seconds that the slowest key took."""

    def look(self) -> str:
        """Draw what has come, and note which sentences stand there."""
        self.terminal.rest(0.02)
        shown = " ".join(re.sub(r"[│┃▌▎╭╮╰╯─]", " ", self.terminal.picture).split())
        self.sentences |= {code for code in OUTAGE if self._longest_part(code) in shown}
        assert "Traceback" not in shown, self.terminal.picture
        return shown

    def _longest_part(self, code: str) -> str:
        """What stands in a sentence whatever it is about, as far as it is sure to be on one screen."""
        return max(re.split(r"\{\w+\}", Words(self.language)(sentences("refused")[code])), key=len)[:30].strip()

    def shows(self, pattern: str, *, gone: bool = False) -> bool:
        """Whether a pattern stands on the screen, or has gone from it."""
        return bool(re.search(pattern, self.terminal.picture, re.MULTILINE)) is not gone

    def ask_for_help(self) -> None:
        """Press a key that shows something, and note how long it took to come."""
        for key, gone in (("f12", False), ("esc", True)):
            began = time.monotonic()
            self.terminal.press(key)
            while not self.shows(QUESTION, gone=gone):
                self.look()
                assert time.monotonic() - began < PATIENCE, self.terminal.picture
            self.longest = max(self.longest, time.monotonic() - began)

    def holds(self, text: str) -> bool:
        """Whether a text stands in the field, just above the line of the keys."""
        return text in "".join(self.terminal.picture.splitlines()[-3:-1])


class Evening:
    """The meeting: who sits where, and what the team has by now."""

    def __init__(self, cluster: Cluster, address: Address, sitters: list[Sitter]) -> None:
        self.cluster, self.address, self.sitters = cluster, address, sitters
        self.leader = sitters[0]
        self.said: list[str] = []

    def book(self) -> Book:
        return open_team(self.address, session="looking on").book()

    def see(self, true: Callable[[], object], what: str, *, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Wait for something while all screens are looked at."""
        deadline = time.monotonic() + PATIENCE
        while not true():
            shown = "\n".join(sitter.terminal.picture for sitter in self.sitters)
            assert time.monotonic() < deadline, f"{what} never came:\n{shown}"
            for sitter in self.sitters:
                sitter.look()
            meanwhile()

    def shows(self, pattern: str, *who: Sitter, gone: bool = False) -> None:
        for sitter in who or self.sitters:
            self.see(partial(sitter.shows, pattern, gone=gone), pattern)

    def has(self, text: str) -> bool:
        """Whether the database has a text, asked on a line of its own; no where it cannot be asked."""
        with suppress(psycopg.Error):
            line = f"{self.address.server}&connect_timeout=2"
            with psycopg.connect(line, autocommit=True) as connection:
                asked = "select count(*) from fredstid.record where body like %s"
                row = connection.execute(asked, (f"%{text}%",)).fetchone()
                return bool(row and row[0])
        return False

    def write(self, sitter: Sitter, text: str) -> None:
        """Type a text into the field."""
        if sitter.shows(STEERING):
            sitter.terminal.press("enter")
            self.shows(STEERING, sitter, gone=True)
        sitter.terminal.type(text)
        self.shows(re.escape(text), sitter)

    def keep(self, sitter: Sitter, text: str) -> None:
        """Press Enter until a text is kept: again where it stands in its field once more."""
        pressed = time.monotonic()

        def press_again() -> None:
            nonlocal pressed
            if time.monotonic() - pressed > AGAIN_AFTER and sitter.holds(text):
                sitter.terminal.press("enter")
                pressed = time.monotonic()

        self.see(lambda: self.has(text), text, meanwhile=press_again)

    def say(self, texts: dict[int, str], *, kills: bool = False, whole: bool = False) -> None:
        """Write at some screens, with the leader killed under it or not, until all of it stands on every screen."""
        for number, text in texts.items():
            self.write(self.sitters[number], text)
        node = self.kill(whole=whole) if kills else None
        began = time.monotonic()
        for number in texts:
            self.sitters[number].terminal.press("enter")
        idle = [sitter for number, sitter in enumerate(self.sitters) if number not in texts]
        while node and idle and time.monotonic() - began < LOOKED_FOR:
            for sitter in self.sitters:
                sitter.look()
            for sitter in idle:
                sitter.ask_for_help()
        for number, text in texts.items():
            self.keep(self.sitters[number], text)
            self.said.append(text)
        kept = time.monotonic() - began
        for text in texts.values():
            self.shows(re.escape(text))
        if node:
            tell(f"leader killed while {len(texts)} wrote: kept {kept:.1f} s, seen {time.monotonic() - began:.1f} s")
            if whole:
                node.start()
            self.cluster.settle()

    def kill(self, *, whole: bool) -> Node:
        node = self.cluster.leader()
        assert node
        node.kill(whole=whole)
        return node

    def go_on(self, number: int) -> None:
        """Move to a phase, and see it on every screen."""
        if not self.leader.shows(STEERING):
            self.leader.terminal.press("esc")
            self.shows(STEERING, self.leader)
        self.leader.terminal.press("n")
        self.shows(rf" {number} (?:av|of) \d+ ")
        tell(f"phase {number}")


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def hold(evening: Evening, kills: int) -> None:
    """Hold the meeting: killed are a database, a machine, a database …"""
    leader = evening.leader.terminal
    for sitter in evening.sitters:
        evening.shows(r"1 .* 2 .* 3 .* 4 .* 5 ", sitter)
    leader.press("4")
    evening.shows("26-008", evening.leader)
    leader.press("enter")
    evening.shows(CLOCK, evening.leader)
    for sitter in evening.sitters[1:]:
        sitter.terminal.press("4")
        evening.shows(CLOCK, sitter)
    evening.go_on(1)
    tell("the meeting has begun")
    evening.say({0: "a call with good news"}, kills=kills > 0)
    for phase in (2, 3):
        evening.go_on(phase)
    evening.say({0: "tears at the kitchen table"}, kills=kills > 1, whole=True)
    for phase in (4, 5, 6, 7):
        evening.go_on(phase)
    for number in range(max(1, kills - 2)):
        ideas = {each: f"idea {number} of {each}" for each in range(len(evening.sitters))}
        evening.say(ideas, kills=number < kills - 2, whole=number % 2 == 1)
    evening.go_on(8)
    leader.press("x")
    evening.shows(QUESTION, evening.leader)
    leader.press("home", "enter")
    evening.shows("26-008")
    evening.see(lambda: evening.book().running is None, "the end")


@contextmanager
def sat_down(address: Address, home: Path) -> Iterator[list[Sitter]]:
    """Let three people sit down, each with a login of their own."""
    with ExitStack() as chairs:
        sitters = []
        for login, (alias, language) in PEOPLE.items():
            typed = address.server.replace("owner@", f"{login}@") + f"&team={address.team}"
            at = home_of(home / login)
            words = command("--team", typed, "--as", alias, "--language", language)
            sitters.append(Sitter(language, chairs.enter_context(Terminal(words, at))))
        yield sitters


def home_of(place: Path) -> dict[str, str]:
    place.mkdir(exist_ok=True)
    kept = {name: each for name, each in os.environ.items() if not name.startswith(("XDG_", "FREDSTID_", "SSH_"))}
    return kept | {"HOME": str(place), "PYTHONPATH": str(ROOT), "LANG": "en_GB.UTF-8"}


@contextmanager
def ssh(home: Path) -> Iterator[list[str]]:
    """Run a server for ssh, and return what leads to it; nothing where there is none on this system."""
    program, port = shutil.which("sshd", path="/usr/sbin:/usr/bin"), str(SSH_PORT)
    if not program:
        yield []
        return
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(home / name)], check=True)
    (home / "sshd").write_text(SSHD.format(port=port, home=home), "utf-8")
    Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen([program, "-D", "-f", str(home / "sshd")], stderr=subprocess.DEVNULL) as process:
        options = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "LogLevel=ERROR", "ConnectionAttempts=9"]
        said = [word for option in options for word in ("-o", option)]
        try:
            yield ["ssh", "-tt", *said, "-i", str(home / "key"), "-p", port, "127.0.0.1"]
        finally:
            process.terminate()


def read_past_cases(address: Address, home: Path) -> bool:
    """Read a closed case of the team over ssh; tell whether there was any."""
    with ssh(home) as way:
        env = home_of(home / "kari")
        typed = address.server.replace("owner@", "kari@") + f"&team={address.team}"
        there = [f"HOME={home}/kari", f"PYTHONPATH={ROOT}", "LANG=en_GB.UTF-8"]
        program = command("--team", typed, "--as", "AB", "--language", "nb")
        words = [*way, shlex.join(["env", *there, *program])] if way else program
        with Terminal(words, env) as terminal:
            terminal.see(r"1 .* 2 .* 3 .* 4 .* 5 ")
            terminal.press("3")
            terminal.see("26-003")
            terminal.press("end", "enter")
            terminal.see("Lukket siden")
            terminal.press("esc")
            terminal.see("26-003")
            terminal.press("q")
            terminal.wait()
    return bool(way)


def main(words: list[str]) -> int:
    """Print what came of it; return 1 where something was lost, or a key had to wait."""
    kills = int(words[0]) if words else KILLS
    with running_cluster() as cluster, tempfile.TemporaryDirectory(prefix="pgt", dir="/tmp") as place:
        home = Path(place)
        env, folder, back = home_of(home), home / "team", home / "back"
        with psycopg.connect(cluster.address("postgres"), autocommit=True) as connection:
            connection.execute("create database school")
            for login in PEOPLE:
                connection.execute(f"create role {login} login")
        run(env, "new", str(folder), "--demo", "--language", "nb")
        before = files_of(folder)
        run(env, "move", "--from", str(folder), "--to", cluster.address("school"), "--yes")
        (team,) = teams_in(address_in(cluster.address("school")))
        address = address_in(f"{cluster.address('school')}&team={team}")
        run(env, "database", address.of_team(team), *(word for login in PEOPLE for word in ("--let-in", login)))
        tell(f"moved in: {len(before)} files, {sum(map(len, before.values()))} bytes")
        with sat_down(address, home) as sitters:
            evening = Evening(cluster, address, sitters)
            hold(evening, kills)
        by_ssh = read_past_cases(address, home)
        tell(f"past cases read{' over ssh' if by_ssh else ', without ssh: there is no sshd'}")
        run(env, "move", "--from", address.of_team(team), "--to", str(back), "--yes")
        run(env, "check", "--team", str(back))
        lost = list(left_out(before, files_of(back), evening.said))
        longest = max(sitter.longest for sitter in sitters)
        seen = {sitter.language.value: sorted(sitter.sentences) for sitter in sitters}
        tell(f"moved back; lost {lost}, slowest key {longest:.2f} s, sentences {seen}")
    return 1 if lost or longest > MOST_IDLE or not all(seen.values()) else 0


def left_out(before: Mapping[str, bytes], after: Mapping[str, bytes], said: Sequence[str]) -> Iterator[str]:
    """Yield what of the team's files, its history and the evening did not come back."""
    yield from (name for name in before if name not in after)
    for name, content in before.items():
        if name.startswith("history/") and not after.get(name, b"").startswith(content):
            yield name
    everything = b"".join(after.values()).decode()
    yield from (text for text in said if text not in everything)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
