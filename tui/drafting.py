"""Keeps what is being typed, so that a lost line or a killed program loses at most half a second of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Lock, Thread

from storage.domain.errors import Refused
from storage.store import Draft, Store

SECONDS_BETWEEN = 0.5
"""A place is written at most this often."""


class Drafting:
    """One session's unsaved texts on their way to the store, written by a thread that ends when none is left."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._hurry = Event()
        self._writer: Thread | None = None
        self._waiting: dict[tuple[str, str], Draft] = {}
        self._answered: set[tuple[str, str]] = set()

    def keep(self, store: Store, draft: Draft) -> None:
        """Write a draft soon; a later one of the same place takes its turn. An empty text drops it."""
        with self._lock:
            self._waiting[draft.by, draft.place] = draft
            if self._writer is None:
                self._hurry.clear()
                self._writer = Thread(target=self._write, args=(store,), name="drafts")
                self._writer.start()

    def waiting(self, by: str, place: str) -> Draft | None:
        """Return a draft that is not written yet."""
        with self._lock:
            return self._waiting.get((by, place))

    def answered(self, by: str, place: str) -> None:
        """Remember that a text was handed over; its draft stands until it is saved."""
        with self._lock:
            self._answered.add((by, place))

    def saved(self, store: Store, at: datetime) -> None:
        """Drop the drafts of the texts that were handed over: they are in the book now."""
        with self._lock:
            done, self._answered = self._answered, set()
        for by, place in done:
            self.keep(store, Draft(by=by, place=place, text="", at=at))

    def flush(self) -> None:
        """Return when everything that waits is written."""
        self._hurry.set()
        writer = self._writer
        if writer:
            writer.join()

    def _write(self, store: Store) -> None:
        while drafts := self._taken():
            for draft in drafts:
                _keep_if_possible(store, draft)
            self._hurry.wait(SECONDS_BETWEEN)

    def _taken(self) -> list[Draft]:
        with self._lock:
            drafts = list(self._waiting.values())
            self._waiting.clear()
            if not drafts:
                self._writer = None
        return drafts


def _keep_if_possible(store: Store, draft: Draft) -> None:
    try:
        store.keep_draft(draft)
    except (Refused, OSError):
        return  # the text still stands on the screen, and the next key tries again


@dataclass(frozen=True)
class DraftPlace:
    """Where one text is typed; a place without a name keeps nothing."""

    drafting: Drafting
    store: Store
    by: str
    name: str
    now: Callable[[], datetime]

    def offered(self) -> str:
        """Return what was typed here earlier and never saved."""
        if not self.name:
            return ""
        draft = self.drafting.waiting(self.by, self.name) or self.store.drafts(self.by).get(self.name)
        return draft.text if draft else ""

    def typed(self, text: str) -> None:
        """Keep what stands here now."""
        if self.name:
            self.drafting.keep(self.store, Draft(by=self.by, place=self.name, text=text, at=self.now()))

    def answered(self) -> None:
        """Say that the text was handed over, and may be dropped once it is saved."""
        if self.name:
            self.drafting.answered(self.by, self.name)
