"""What deleting does not reach, said wherever something is deleted."""

import shlex
from collections.abc import Iterable, Iterator
from pathlib import Path

from storage.domain.calendar import local_day
from storage.store import Unreached
from tui.i18n.words import N_, Words

BEYOND_US = N_(
    "What lies beyond fredstid is not deleted: the server's own backups, printed pages, and files somebody copied."
)
WHY = {
    "other-machine": N_("The export of {day} lies on another machine and may still hold it: {path}"),
    "moved": N_("The export of {day} is no longer at {path}. If it was moved, it may still hold it."),
    "sealed": N_("The export of {day} is encrypted and still holds it: {path}. Delete that file too."),
    "unfinished": N_("An export of {day} was never finished and may hold it: {path} ({owner}). Remove that folder."),
    "lives-on": N_(
        "The export of {day} has been worked on since, or bears no mark, so nothing was deleted there:"
        " «fredstid --team {there} delete {case}» does it."
    ),
    "pages-left": N_(
        "The export of {day} has been worked on since. {code} is not among its cases, but pages there name that code"
        " and may speak of it: {path}. Look through its folders cases and minutes."
    ),
    "not-allowed": N_(
        "The export of {day} belongs to {owner}, who alone can look into it, and may still hold it: {path}."
        " Ask {owner} to run «fredstid --team {there} delete {case}»."
    ),
    "not-yours": N_(
        "The export of {day} belongs to {owner}, and you may not change it, so it still holds it: {path}."
        " Ask {owner} to run «fredstid --team {there} delete {case}»."
    ),
    "unsettled": N_(
        "An export of {day} by {owner} may lie at {path}, where you cannot look, and may hold it. Ask {owner} to open"
        " the team once, and to run «fredstid --team {there} delete {case}» if that folder is there."
    ),
    "traces-left": N_("Older states of it in {path} could not be removed just now; the next command tries again."),
    "not-changed": N_(
        "The export of {day} could not be changed and may still hold it: {path}. Ask {owner} to run"
        " «fredstid --team {there} delete {case}», or to remove that folder."
    ),
}


def reached_lines(words: Words, exports: Iterable[Path]) -> Iterator[str]:
    """Yield a sentence for each export that deleting reaches, before anybody is asked."""
    yield from (words("It goes from this export too: {path}", path=path) for path in exports)


def unreached_lines(words: Words, code: str, unreached: Iterable[Unreached]) -> Iterator[str]:
    """Yield a sentence for each export that deleting a case did not reach."""
    for each in unreached:
        day = words.day(local_day(each.at), "d. MMM y")
        place: dict[str, object] = {"path": each.path, "there": shlex.quote(each.path), "owner": each.owner}
        yield words(WHY[each.reason], day=day, code=code, case=each.case, **place)
