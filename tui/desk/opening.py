"""Which language to speak and who sits here, before anything is opened."""

import locale
import os
from pathlib import Path

from storage.domain.errors import Refused
from storage.domain.people import SHARED, Language, Team, checked_member
from storage.store import Store
from tui.desk.desk import Desk
from tui.desk.settings import Settings
from tui.i18n.words import Words

NOBODYS = frozenset({"c", "posix"})
"""Locales of machines that were never told a language."""
NORWEGIAN = {"no": Language.NB, "nb": Language.NB, "nn": Language.NN, "en": Language.EN}


def chosen_language(asked: str | None, settings: Settings, team: Team | None = None) -> Language:
    """Return the language asked for, else the user's, else the team's, else the locale's, else bokmål."""
    if asked:
        return _asked_language(asked)
    if settings.language:
        return settings.language
    return team.language if team else locale_language()


def _asked_language(asked: str) -> Language:
    try:
        return NORWEGIAN[asked.casefold()]
    except KeyError:
        raise Refused("bad-language", typed=asked) from None


def locale_language() -> Language:
    """Return the language of the locale; bokmål when fredstid does not speak it, or it is nobody's language."""
    name = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "")
    if name.partition(".")[0].casefold() in NOBODYS:  # which Python takes for American English
        return Language.NB
    return NORWEGIAN.get(locale.normalize(name)[:2].casefold(), Language.NB)


def desk_at(store: Store, settings: Settings, session: str, asked_language: str | None, asked_me: str | None) -> Desk:
    """Return the desk of whoever opens a team; raises `unknown-member`, `member-left` and `bad-language`."""
    team = store.book().team
    words = Words(chosen_language(asked_language, settings, team))
    me = checked_member(team, asked_me) if asked_me else known_me(store.folder, settings, team)
    return Desk(store, words, session, me or SHARED)


def known_me(folder: Path, settings: Settings, team: Team) -> str | None:
    """Return who the settings say sits here; None when it was never asked. Raises `member-left` for one who left."""
    me = settings.me_in(folder)
    if me and any(member.alias == me and member.left for member in team.members):
        raise Refused("member-left", alias=me, folder=folder, members=team.aliases)
    return me if me is None or me == SHARED or me in team.aliases else None
