"""What is still to be said of a text that was kept before anything could be said while it was written."""

from collections.abc import Iterator, Sequence

from storage.domain.case.case import Case
from storage.domain.views.spoken import newly_spoken
from storage.steering.gate import rung
from storage.store import Change
from tui.desk.desk import Desk
from tui.desk.hints import Hint, hints


def unsaid(desk: Desk, changes: Sequence[Change], *, quiet: bool) -> Hint | None:
    """Return the most useful hint about what was kept that was not shown while it was written.

    A text that has had its question is asked no second one, and nothing is turned in a save that the gate rings for.
    """
    seen = desk.attention
    fresh = (text for change in changes for text in newly_spoken(change.before, change.after))
    at_peace = quiet or rung(fresh, desk.store.book().team.language.value)
    found = (hint for change in changes for hint in _of(desk, change, quiet=at_peace))
    return next((hint for hint in found if not seen.was_shown(hint.key) and not (hint.asks and seen.has_asked)), None)


def _of(desk: Desk, change: Change, *, quiet: bool) -> Iterator[Hint]:
    store = desk.store
    at_peace = quiet or is_left_in_peace(change)
    for text in newly_spoken(change.before, change.after):
        yield from hints(desk.words, text, store.book().team, store.folder, quiet=at_peace)


def is_left_in_peace(change: Change) -> bool:
    """Tell whether it is the first description of a case, or a case in which nothing may be softened."""
    before, after = change.before, change.after
    if not isinstance(after, Case):
        return False
    return after.keeps_from_home or not (isinstance(before, Case) and before.entries)
