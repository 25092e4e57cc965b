"""What was seen last of a database: a look that takes long goes on beside, so that no key waits for a database."""

from collections.abc import Callable
from threading import Event, Lock, Thread
from time import monotonic
from typing import Generic, TypeVar

from storage.domain.errors import Refused

Seen = TypeVar("Seen")
BRIEFLY = 0.3
"""Seconds that a look is waited for where something was seen before."""


class Glance(Generic[Seen]):
    """Looks at one thing, from any thread; one look goes on at a time."""

    def __init__(self, look: Callable[[], Seen], *seen: Seen) -> None:
        self._look, self._seen = look, seen
        """What was seen last, if anything was; `seen` is what is shown before anything could be."""
        self._why: Refused | None = None
        self._one_at_a_time = Lock()
        self._going_on: Event | None = None
        self._seen_otherwise = 0

    @property
    def why(self) -> Refused | None:
        """Why nothing newer was seen; the same one while it is for the same reason."""
        return self._why

    @property
    def last(self) -> Seen | None:
        """What was seen last; None where nothing ever was."""
        return self._seen[0] if self._seen else None

    def now(self) -> Seen:
        """Return what stands there, or what was seen last where that takes long or cannot be seen.

        Raises what stands in the way where there is nothing to show instead.
        """
        if not self._seen:
            self.saw(self._look())
            return self._seen[0]
        until = monotonic() + BRIEFLY
        earlier = self._going_on
        if earlier is None or earlier.wait(BRIEFLY):
            self._begun().wait(max(0.0, until - monotonic()))
        return self._seen[0]

    def saw(self, seen: Seen) -> None:
        """Take in what was seen otherwise; a look that goes on meanwhile is older."""
        with self._one_at_a_time:
            self._seen, self._why = (seen,), None
            self._seen_otherwise += 1

    def _begun(self) -> Event:
        with self._one_at_a_time:
            if self._going_on is None:
                self._going_on = Event()
                Thread(target=self._take, args=(self._going_on, self._seen_otherwise), name="look", daemon=True).start()
            return self._going_on

    def _take(self, is_over: Event, seen_otherwise: int) -> None:
        seen, why = self._seen, None
        try:
            seen = (self._look(),)
        except Refused as refusal:
            why = refusal
        finally:
            with self._one_at_a_time:
                self._going_on = None
                if seen_otherwise == self._seen_otherwise:
                    self._seen = seen
                    self._why = self._why if why and self._why and self._why.code == why.code else why
            is_over.set()
