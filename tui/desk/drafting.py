"""Keeps what is typed, here or in one's own editor: a lost line or a killed program loses half a second of it."""

import os
import platform
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Event, Lock, Thread, main_thread
from typing import Literal, Self, get_args

import msgspec

from storage.domain.errors import Refused
from storage.domain.people import SHARED
from storage.domain.record import Record, texts_in
from storage.domain.text import cleaned, decoded
from storage.store import Draft, Drafts

BREATH = 0.1
"""Seconds in which what was typed is drawn first: writing beside it would make every key slower."""
SECONDS_BETWEEN = 0.3
"""A place is written at most this often; with the breath and the writing itself it stays below half a second."""
LINGER = 5.0
"""Seconds without a key after which the writing thread ends, or tries again what could not be written; to begin a
thread with each key would make the key wait."""


class HandedOver(msgspec.Struct, frozen=True):
    """Texts that were handed over in one answer: where they were typed, and what they became."""

    drafts: tuple[Draft, ...]
    became: frozenset[str]

    def drafts_at(self, draft: Draft) -> list[Draft]:
        """Return those that were typed where a draft is."""
        return [each for each in self.drafts if (each.by, each.place) == (draft.by, draft.place)]


class Drafting:
    """One session's unsaved texts on their way to the store, written by a thread that ends when none is left."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._more = Event()
        self._hurry = Event()
        self._writer: Thread | None = None
        self._waiting: dict[tuple[str, str], Draft] = {}
        self._handed: list[HandedOver] = []

    def keep(self, store: Drafts, draft: Draft) -> None:
        """Write a draft soon; a later one of the same place takes its turn. An empty text drops it."""
        with self._lock:
            self._waiting[draft.by, draft.place] = draft
            self._handed = [each for each in self._handed if not each.drafts_at(draft)]
            self._more.set()
            if self._writer is None:
                self._hurry.clear()
                self._writer = Thread(target=self._write, args=(store,), name="drafts")
                self._writer.start()

    def waiting(self, by: str, place: str) -> Draft | None:
        """Return a draft that is not written yet."""
        with self._lock:
            return self._waiting.get((by, place))

    def is_handed_over(self, draft: Draft) -> bool:
        """Tell whether a text is being saved as an answer: no longer to go on with, and not gone yet."""
        with self._lock:
            return any(draft.text == each.text for handed in self._handed for each in handed.drafts_at(draft))

    def over(self, written: Mapping[str, Draft], by: str) -> dict[str, Draft]:
        """Return somebody's drafts as they will be once everything that waits is written."""
        with self._lock:
            waiting = {draft.place: draft for draft in self._waiting.values() if draft.by == by}
        return {place: draft for place, draft in {**written, **waiting}.items() if draft.text}

    def handed_over(self, drafts: Iterable[Draft], answer: object) -> None:
        """Remember that texts became an answer; their drafts stand until that is saved."""
        kept = tuple(drafts)
        if kept:
            now = answer.but(before=()) if isinstance(answer, Record) else answer
            with self._lock:
                self._handed.append(HandedOver(kept, frozenset(spoken(now))))

    def saved(self, store: Drafts, records: Iterable[Record], at: datetime) -> None:
        """Drop the drafts of what was handed over and stands in records that were saved."""
        found = frozenset(spoken([record.but(before=()) for record in records]))
        with self._lock:
            done = [each for each in self._handed if each.became <= found]
            self._handed = [each for each in self._handed if each not in done]
        for draft in (draft for each in done for draft in each.drafts):
            self.keep(store, msgspec.structs.replace(draft, text="", at=at))

    def refused(self, store: Drafts) -> None:
        """Write down once more what was handed over and could not be saved: its drafts may be gone by now."""
        with self._lock:
            stands, self._handed = self._handed, []
        for draft in (draft for each in stands for draft in each.drafts):
            self.keep(store, draft)

    def flush(self) -> None:
        """Return when everything that waits is written."""
        self._hurry.set()
        self._more.set()
        writer = self._writer
        if writer:
            writer.join()

    def _write(self, store: Drafts) -> None:
        while self._is_wanted():
            self._hurry.wait(BREATH)
            unwritten = [draft for draft in self._taken() if not _is_kept(store, draft)]
            if unwritten and self._gives_up(unwritten):
                return
            self._hurry.wait(SECONDS_BETWEEN)

    def _gives_up(self, unwritten: Iterable[Draft]) -> bool:
        """Let texts wait for the next try, unless newer ones do; tell whether nobody is left to wait for it."""
        with self._lock:
            self._waiting = {**{(draft.by, draft.place): draft for draft in unwritten}, **self._waiting}
            over = self._hurry.is_set() or not main_thread().is_alive()
            if over:
                self._writer = None
            return over

    def _is_wanted(self) -> bool:
        if not self._hurry.is_set():
            self._more.wait(LINGER)
        with self._lock:
            if not self._waiting:
                self._writer = None
            return bool(self._waiting)

    def _taken(self) -> list[Draft]:
        with self._lock:
            self._more.clear()
            drafts = list(self._waiting.values())
            self._waiting.clear()
        return drafts


def drafts_for(store: Drafts, by: str) -> Mapping[str, Draft]:
    """Return the texts that whoever sits here is offered: of two who are nobody, each gets their own."""
    return store.drafts(by, is_typing if by == SHARED else None)


def spoken(answer: object) -> Iterable[str]:
    """Yield what an answer says, line by line, however it is spaced."""
    for text in texts_in(msgspec.to_builtins(answer)):
        yield from filter(None, (" ".join(line.split()) for line in text.splitlines()))


def _is_kept(store: Drafts, draft: Draft) -> bool:
    """Write a draft, and tell whether that is settled: what must never be kept is, a full disk is not."""
    try:
        store.keep_draft(draft)
    except Refused as why:
        return why.code == "identity-number"
    except OSError:
        return False
    return True


DraftKind = Literal["agreement", "area", "both", "card", "case", "meeting", "parents", "plan", "rounds", "today", ""]


class DraftPlace(msgspec.Struct, frozen=True):
    """Where one text is typed: in what kind of thing, in which of them, and where in it."""

    kind: DraftKind = ""
    """Empty where nothing is kept, and of places that only another version knows: `of` is their whole name."""
    of: str = ""
    path: tuple[str, ...] = ()

    @classmethod
    def read(cls, name: str) -> Self:
        """Return the place that is kept under a name, such as `case/26-014/entry/text`."""
        first, *parts = name.split("/")
        kind: DraftKind = next((each for each in get_args(DraftKind) if each == first), "")
        return cls(kind, parts[0], tuple(parts[1:])) if kind and parts else cls("", name)

    @property
    def name(self) -> str:
        """The name under which it is kept."""
        return "/".join((self.kind, self.of, *self.path)) if self.kind else self.of

    def within(self, name: str) -> Self:
        """Return a place in this one, such as a field."""
        return msgspec.structs.replace(self, path=(*self.path, name))


@dataclass(frozen=True)
class DraftKeeper:
    """Keeps what is typed in one place; where that has no name, nothing."""

    drafting: Drafting
    store: Drafts
    by: str
    place: DraftPlace
    now: Callable[[], datetime]

    def offered(self) -> str:
        """Return what was typed here earlier, never saved and not being saved either."""
        name = self.place.name
        if not name:
            return ""
        draft = self.drafting.waiting(self.by, name) or drafts_for(self.store, self.by).get(name)
        return draft.text if draft and not self.drafting.is_handed_over(draft) else ""

    def typed(self, text: str) -> None:
        """Keep what stands here now."""
        if self.place.name:
            self.drafting.keep(self.store, self.draft(text))

    def draft(self, text: str) -> Draft:
        """Return a text as the draft of this place."""
        return Draft(by=self.by, place=self.place.name, text=text, at=self.now())

    def handed_over(self, text: str, answer: object) -> None:
        """Say that a text became an answer, and may be dropped once that is saved."""
        if self.place.name:
            self.drafting.handed_over((self.draft(text),), answer)


EASIEST_FIRST = ("sensible-editor", "nano")
"""What opens for one who has chosen no editor, where it is installed."""
FALLBACK = "vi"
WHAT_SENSIBLE_OPENS = "editor"
"""What `sensible-editor` opens for one who has chosen nothing in it either."""


def editor_of(environment: Mapping[str, str]) -> list[str]:
    """Return the command of the user's editor, or of the easiest one that is installed."""
    chosen = environment.get("VISUAL") or environment.get("EDITOR") or _installed(environment, EASIEST_FIRST)
    try:
        return shlex.split(chosen) or [FALLBACK]
    except ValueError:
        return [chosen]


def surprises_with_vi(environment: Mapping[str, str]) -> bool:
    """Tell whether vi opens for one who has not chosen it, and who must be told how one gets out."""
    if environment.get("VISUAL") or environment.get("EDITOR"):
        return False
    command = editor_of(environment)[0]
    opened = WHAT_SENSIBLE_OPENS if command == EASIEST_FIRST[0] else command
    found = shutil.which(opened, path=environment.get("PATH"))
    return FALLBACK in (Path(found).resolve().name if found else opened)


def _installed(environment: Mapping[str, str], editors: Sequence[str]) -> str:
    path = environment.get("PATH")
    return next((each for each in editors if shutil.which(each, path=path)), FALLBACK)


def edited(file: Path, editor: list[str]) -> str | None:
    """Return a text as an editor left it, or None when the editor failed and left it as it was.

    Raises `not-text` when it was saved as something that is none; the file stands.
    """
    before = _text_in(file)
    try:
        subprocess.run([*editor, str(file)], check=True)  # noqa: S603 - the user's own editor
    except (OSError, subprocess.CalledProcessError):
        left = _text_in(file)
        return None if left == before else left
    return _text_in(file)


def _text_in(file: Path) -> str | None:
    try:
        text, _ = decoded(file.read_bytes())
    except OSError:
        return None
    return cleaned(text.strip("\n"))


BOOT = Path("/proc/sys/kernel/random/boot_id")


def session_name(fresh: str) -> str:
    """Return this process's name; `fresh` sets it apart from others that had its number before."""
    return f"{platform.node()}:{os.getpid()}:{fresh}"


def has_ended(session: str) -> bool:
    """Tell whether a session's process is known to have ended; of other machines nothing is known."""
    machine, _, number = session.rpartition(":")[0].rpartition(":")
    if machine != platform.node() or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False


@cache
def boot_id() -> str:
    """Return which start of this machine it is; empty where the machine does not say."""
    try:
        return BOOT.read_text("ascii").strip()
    except OSError:
        return ""


def is_of_earlier_boot(session: str, boot: str) -> bool:
    """Tell whether a session ran on this machine before it was started last: its number may be another's now."""
    machine = session.rpartition(":")[0].rpartition(":")[0]
    return machine == platform.node() and bool(boot) and boot != boot_id()


STEADY = timedelta(hours=1)
"""After so long without a letter a text is nobody's who is typing just now."""


def is_typing(session: str, last: datetime) -> bool:
    """Tell whether another session on this machine may be in the middle of a text it typed in last at a moment."""
    machine = session.rpartition(":")[0].rpartition(":")[0]
    return machine == platform.node() and datetime.now(UTC) - last < STEADY and not has_ended(session)
