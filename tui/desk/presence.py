"""Who else has the same case open: told by a rare sign of life, seen on every screen, and never in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.domain.errors import Refused
from storage.store import Presence
from tui.desk.desk import Desk
from tui.desk.drafting import boot_id, has_ended, is_of_earlier_boot
from tui.i18n.words import Words

RENEWED_AFTER = timedelta(seconds=60)
"""A sign is given again so often while nothing changes."""
OLD_AFTER = timedelta(seconds=150)
"""A sign that was not renewed for so long is nobody's."""


@dataclass(frozen=True)
class Whereabouts:
    """Where one is: at a case, perhaps writing, perhaps in a meeting; empty where it is no case."""

    case: str = ""
    writes: bool = False
    meeting: bool = False


NOWHERE = Whereabouts()


class Company:
    """This session's part in it; its methods may be called from a thread."""

    def __init__(self) -> None:
        self._given: Presence | None = None

    def be(self, desk: Desk, where: Whereabouts) -> None:
        """Say where one is, when that is news; a folder that cannot be written hears nothing."""
        if not self.is_news(desk, where) or desk.store.book().read_only:
            return
        try:
            if where.case:
                self._given = _sign(desk, where)
                desk.store.be_here(self._given)
            else:
                self.leave(desk)
        except Refused:
            return  # a full disk keeps nobody from reading

    def leave(self, desk: Desk) -> None:
        """Take the sign away; raises `not-saved`."""
        given, self._given = self._given, None
        if given:
            desk.store.leave(given.session)

    def is_news(self, desk: Desk, where: Whereabouts) -> bool:
        """Tell whether there is something to say: one has moved, or the sign is getting old."""
        given = self._given
        if given is None:
            return bool(where.case)
        same = (given.by, given.case, given.writes, given.meeting) == (desk.me, where.case, where.writes, where.meeting)
        return not same or abs(desk.now() - given.at) >= RENEWED_AFTER


def _sign(desk: Desk, where: Whereabouts) -> Presence:
    return Presence(
        session=desk.session,
        by=desk.me,
        case=where.case,
        at=desk.now(),
        writes=where.writes,
        meeting=where.meeting,
        boot=boot_id(),
    )


def others(desk: Desk, case: str) -> tuple[Presence, ...]:
    """Return who else has a case open now."""
    try:
        found = desk.store.present()
    except Refused:
        return ()
    here = (each for each in found if each.case == case and each.session != desk.session)
    return tuple(sorted((each for each in here if _lives(each, desk.now())), key=lambda each: (each.by, each.session)))


def _lives(presence: Presence, now: datetime) -> bool:
    if abs(now - presence.at) > OLD_AFTER:
        return False
    return not is_of_earlier_boot(presence.session, presence.boot) and not has_ended(presence.session)


def company_text(words: Words, me: str, here: Sequence[Presence]) -> str:
    """Return who else has a case open, in a few words; empty for nobody."""
    return " · ".join(_said(words, me, here))


def _said(words: Words, me: str, here: Sequence[Presence]) -> Iterator[str]:
    writing = [each for each in here if each.writes and not each.meeting]
    reading = [each for each in here if not each.writes and not each.meeting]
    if any(each.meeting for each in here):
        yield words("the meeting is on it")
    if writing:
        yield words("{who} is writing here", who=_names(words, me, writing))
    if reading:
        yield words("{who} has it open too", who=_names(words, me, reading))


def _names(words: Words, me: str, here: Sequence[Presence]) -> str:
    names = (each.by if each.by != me else "" for each in here)
    return ", ".join(dict.fromkeys(name or words("another screen") for name in names))
