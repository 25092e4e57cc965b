"""What deleting does not reach, said wherever something is deleted."""

from collections.abc import Iterable, Iterator

from storage.store import Unreached
from tui.i18n.words import N_, Words

BEYOND_US = N_(
    "What lies beyond fredstid is not deleted: the server's own backups, printed pages, and files somebody copied."
)
WHY = {
    "other-machine": N_("The export of {day} lies on another machine and may still hold it: {path}"),
    "moved": N_("The export of {day} is no longer at {path}. If it was moved, it may still hold it."),
    "sealed": N_("The export of {day} is encrypted and still holds it: {path}. Delete that file too."),
    "not-changed": N_("The export of {day} could not be changed and still holds it: {path}"),
}


def unreached_lines(words: Words, unreached: Iterable[Unreached]) -> Iterator[str]:
    """Yield a sentence for each export that deleting did not reach."""
    for each in unreached:
        day = words.day(each.at.astimezone().date(), "d. MMM y")
        yield words(WHY[each.reason], day=day, path=each.path)
