"""Which language to speak, who sits here, and a team's folder where there is none yet."""

import locale
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from storage.archive import create_store
from storage.archive.disk.faults import said_of
from storage.content.demo.demo import demo_team
from storage.domain.errors import Refused
from storage.domain.ids import NewId
from storage.domain.people import SHARED, Language, Retention, Team, checked_member, named_team
from storage.store import Place, TeamStore
from tui.desk.desk import Desk, fresh_id, now_utc
from tui.desk.settings import Settings
from tui.i18n.words import Words


def found_team(
    folder: Path,
    name: str,
    language: Language,
    aliases: Sequence[str],
    retention: Retention = Retention.SCHOOL_YEAR,
    make_id: NewId = fresh_id,
) -> None:
    """Make a team with an empty plan in a folder; raises what its name, its aliases and the folder are refused for."""
    team = named_team(name, language, aliases, key=make_id()).but(retention=retention)
    create_store(folder, team, now=now_utc())


def found_demo(folder: Path, language: Language, name: str | None = None, make_id: NewId = fresh_id) -> None:
    """Make the demo team in a folder, with its days counted from today; it has its own name unless one is given."""
    now = now_utc()
    here = now.astimezone()
    team, records = demo_team(language, here.date(), here, make_id)
    if name is not None:
        team = team.but(name=named_team(name, language, (), key="").name)
    create_store(folder, team, *records, now=now)


def found_demo_anew(folder: Path, language: Language) -> None:
    """Make the demo team again in its own folder; the old one goes only once the new one stands."""
    beside = folder.with_name(f"{folder.name}.{fresh_id()}")
    found_demo(beside, language)
    old = folder.with_name(f"{beside.name}.old")
    try:
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        raise Refused("folder-not-made", path=str(folder), reason=said_of(fault)) from None


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


def desk_at(
    store: TeamStore, place: Place, settings: Settings, session: str, asked_language: str | None, asked_me: str | None
) -> Desk:
    """Return the desk of whoever opens a team; raises `unknown-member`, `member-left` and `bad-language`."""
    team = store.book().team
    words = Words(chosen_language(asked_language, settings, team))
    me = checked_member(team, asked_me) if asked_me else known_me(place.path, settings, team)
    return Desk(store, words, session, me or SHARED, place=place)


def known_me(folder: Path, settings: Settings, team: Team) -> str | None:
    """Return who the settings say sits here; None when it was never asked. Raises `member-left` for one who left."""
    me = settings.me_in(folder)
    if me and any(member.alias == me and member.left for member in team.members):
        raise Refused("member-left", alias=me, folder=folder, members=team.aliases)
    return me if me is None or me == SHARED or me in team.aliases else None
