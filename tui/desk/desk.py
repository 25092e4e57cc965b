"""What somebody who sits down at fredstid has before them; handed to every screen and command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Self

from storage.content.law import Law, legal_notes
from storage.content.names import theme_names
from storage.domain import typed_dates
from storage.domain.calendar import checked_day, local_day
from storage.domain.errors import Refused
from storage.domain.ids import id_at
from storage.domain.people import SHARED, Team, checked_member
from storage.domain.search import Index
from storage.domain.views.book import Book, Finder
from storage.store import Draft, Place, TeamStore
from tui.desk.drafting import Drafting, DraftKeeper, DraftKind, DraftPlace, drafts_for
from tui.desk.settings import Settings, chosen_language
from tui.i18n.refusals import sentence
from tui.i18n.words import Words


class Attention:
    """One session's memory of hints, by their keys."""

    def __init__(self) -> None:
        self._put_away: set[str] = set()
        self._shown: set[str] = set()
        self.has_asked = False
        """Whether the present text has had its one question."""

    def fresh_field(self) -> None:
        """Forget what was shown in the field before."""
        self._shown.clear()
        self.has_asked = False

    def show(self, key: str, *, asks: bool) -> None:
        """Remember that a hint is shown while something is written, and whether it asks a question."""
        self._shown.add(key)
        self.has_asked = self.has_asked or asks

    def was_shown(self, key: str) -> bool:
        """Tell whether a hint was shown while the text was written, or put away for good."""
        return key in self._shown or self.is_put_away(key)

    def put_away(self, key: str) -> None:
        """Remember that a hint was seen and need not come again in this session."""
        self._put_away.add(key.casefold())

    def is_put_away(self, key: str) -> bool:
        """Tell whether a hint need not come again."""
        return key.casefold() in self._put_away


WEEK = timedelta(days=7)


def past_day(typed: str, today: date) -> date:
    """Return the last such day, today's among them, that a person meant; raises `unknown-date`, `day-too-…`."""
    day = typed_dates.last_such_day(typed, today) or _weekday_before(typed, today)
    if day is None:
        raise Refused("unknown-date", typed=typed)
    return checked_day(day)


def _weekday_before(typed: str, today: date) -> date | None:
    """Return the last day of a week that was named, such as `mon` or `yesterday`; nothing for one ahead, as `+3`."""
    try:
        ahead = typed_dates.typed_date(typed, today)
        other = today + timedelta(days=-1 if ahead == today + timedelta(days=1) else 1)
        is_weekday = ahead > today and typed_dates.typed_date(typed, other) == ahead
    except Refused as why:
        if why.code == "unknown-date":
            return None
        raise
    if ahead <= today:
        return ahead
    return ahead - WEEK if is_weekday and ahead - today <= WEEK else None


def now_utc() -> datetime:
    """Return the time now, to the second: more is noise in a file that people read."""
    return datetime.now(UTC).replace(microsecond=0)


def fresh_id() -> str:
    """Return an identifier of this moment."""
    return id_at(datetime.now(UTC))


@dataclass(frozen=True)
class Desk:
    """The store, the words, who sits here, and where time and identifiers come from."""

    store: TeamStore
    words: Words
    session: str
    me: str = SHARED
    """The alias of who sits here; empty on a shared machine."""
    now: Callable[[], datetime] = now_utc
    place: Place = field(kw_only=True, repr=False)
    own_keys: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The keys that whoever sits here has given to actions, by their names."""
    drafting: Drafting = field(default_factory=Drafting, compare=False, repr=False)
    attention: Attention = field(default_factory=Attention, compare=False, repr=False)
    finder: Finder = field(default_factory=Finder, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Let the words know the day, so that days far from it are written with their year."""
        object.__setattr__(self, "words", self.words.seen_from(lambda: self.today))

    @property
    def today(self) -> date:
        """The date where the team is."""
        return local_day(self.now())

    @property
    def law(self) -> Law:
        """The legal notes for whoever sits here, the school's own corrections among them."""
        return legal_notes(self.words.language, self.place.own_files)

    def typed_day(self, typed: str) -> date:
        """Return the day somebody means; raises what `typed_date` raises."""
        return typed_dates.typed_date(typed, self.today, self.store.book().team.free_days)

    def new_id(self) -> str:
        """Return a fresh identifier."""
        return fresh_id()

    def draft_at(self, place: DraftPlace) -> DraftKeeper:
        """Return what keeps a text that is typed in a place."""
        return DraftKeeper(self.drafting, self.store, self.me, place, self.now)

    def draft_in(self, kind: DraftKind = "", of: str = "", *path: str) -> DraftKeeper:
        """Return what keeps a text that is typed in a case, an agreement or another thing; in nothing, none is."""
        return self.draft_at(DraftPlace(kind, of, path))

    def drafts(self) -> dict[str, Draft]:
        """Return what whoever sits here has typed and not saved, by place."""
        return self.drafting.over(drafts_for(self.store, self.me), self.me)

    def everything(self, book: Book) -> Index:
        """Return all that is written in a book, to search; made once a book, so ask for it off the key path."""
        return self.finder.index(book, theme_names())

    def says(self, refusal: Refused) -> str:
        """Return a refusal as a sentence."""
        return sentence(self.words, refusal)

    def seated(self, me: str) -> Self:
        """Return the desk with somebody else at it."""
        return replace(self, me=me)


def desk_at(
    store: TeamStore, place: Place, settings: Settings, session: str, asked_language: str | None, asked_me: str | None
) -> Desk:
    """Return the desk of whoever opens a team; raises `unknown-member`, `member-left` and `bad-language`."""
    team = store.book().team
    words = Words(chosen_language(asked_language, settings, team.language))
    me = checked_member(team, asked_me) if asked_me else known_me(place.path, settings, team)
    return Desk(store, words, session, me or SHARED, place=place)


def known_me(folder: Path, settings: Settings, team: Team) -> str | None:
    """Return who the settings say sits here; None when it was never asked. Raises `member-left` for one who left."""
    me = settings.me_in(folder)
    if me and any(member.alias == me and member.left for member in team.members):
        raise Refused("member-left", alias=me, folder=folder, members=team.aliases)
    return me if me is None or me == SHARED or me in team.aliases else None
