"""What somebody asked of every command: which team, in which language, as whom."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from storage.domain.calendar import local_day
from storage.domain.errors import Refused
from storage.domain.people import SHARED, Language
from storage.domain.text import cleaned
from storage.inner import language_at
from storage.postgres import database_part
from storage.postgres.address import Address, address_in
from storage.store import Place, TeamStore
from tui.cli.output import tell
from tui.cli.teams import SystemSettings, known_teams, meant_folder, not_there, system_settings
from tui.desk.desk import Desk, desk_at, fresh_id, now_utc
from tui.desk.drafting import session_name
from tui.desk.settings import DEMO, Settings, chosen_language, load_settings, memory_folder, save_settings, typed_path
from tui.i18n.refusals import broken_sentence, sentence
from tui.i18n.words import Words

TEAM_VARIABLE = "FREDSTID_TEAM"
LANGUAGE_OPTION = "--language"
TEAM_OPTION = "--team"
NO_TEAM_YET = frozenset({"no-folder", "no-team"})
"""Refusals of a folder that a team can be made in."""

ODD = frozenset({"changed-outside", "diverged", "file-missing", "moved", "older-copy"})
"""What is said to readers too: somebody has to look, and what they see may not be all there is."""


@dataclass
class Asked:
    """The answers so far; options before and after a command's name fill them in."""

    words: Words
    settings: Settings
    open_screens: Callable[["Asked"], None]
    """Opens the screens; handed in, because the command line must not reach them."""
    team: str | None = None
    language: str | None = None
    me: str | None = None
    mouse: bool | None = None
    """Whether the screens are to take the mouse; None where nothing was said."""
    now: Callable[[], datetime] = now_utc
    open_aloud: Callable[["Asked", str], None] | None = None
    """Holds a meeting in plain lines, or goes through the page of a name; handed in as well."""
    system: SystemSettings = field(default_factory=SystemSettings)
    """What is settled for all on this machine."""

    @classmethod
    def by(
        cls,
        arguments: Sequence[str],
        open_screens: Callable[["Asked"], None],
        open_aloud: Callable[["Asked", str], None] | None = None,
    ) -> Self:
        """Return what is asked before anything is parsed: in which words to answer."""
        settings, system = load_settings(), system_settings()
        of_team = _language_of(chosen_team(option_in(arguments, TEAM_OPTION), settings), settings, system)
        try:
            language = chosen_language(option_in(arguments, LANGUAGE_OPTION), settings, of_team)
        except Refused:
            language = chosen_language(None, settings, of_team)
        return cls(Words(language), settings, open_screens, open_aloud=open_aloud, system=system)

    def go_aloud(self, page: str = "") -> None:
        """Hold a meeting in plain lines, or go through a page; on the screens where that was not handed in."""
        if self.open_aloud:
            self.open_aloud(self, page)
        else:
            self.open_screens(self)

    @property
    def chosen_team(self) -> str | None:
        """The team somebody chose, or None for their own."""
        return chosen_team(self.team, self.settings)

    def place_of(self, typed: str) -> Path | Address:
        """Return the folder or the database that somebody names, by its address or its name."""
        address = self.system.address_of(typed)
        return address_in(address) if address else typed_path(typed)

    @property
    def folder(self) -> Path:
        """The team's folder; raises what `meant_folder` raises."""
        return meant_folder(self.chosen_team, self.settings, self.system)

    def opens(self, folder: Path) -> bool:
        """Tell whether a folder is the one that is opened as things stand."""
        try:
            return self.folder.resolve() == folder.resolve()
        except Refused:
            return False

    def at(self, folder: Path) -> Self:
        """Return the same as asked of another team."""
        return replace(self, team=str(folder))

    @property
    def known_as(self) -> Path:
        """What a person's settings know the team by."""
        address = self.address
        return address.path if address else self.folder

    @property
    def address(self) -> Address | None:
        """Where the team is in a database; None for one in a folder."""
        typed = self.system.address_of(self.chosen_team)
        return address_in(typed) if typed else None

    @cached_property
    def desk(self) -> Desk:
        """The desk at the team; from here on in the team's words, if nobody asked for others."""
        chosen_language(self.language, self.settings)  # a wrong one is said before a folder is looked for
        session = session_name(fresh_id())
        try:
            desk = desk_at(*self._opened(session), self.settings, session, self.language, self.me)
            self.words = desk.words
            tell(*(sentence(desk.words, why) for why in desk.store.book().closed))
        finally:  # where no team is found, the machine's broken file may be why
            tell(*self.system_lines())
        return replace(desk, now=self.now)

    @property
    def odd(self) -> Refused | None:
        """What is wrong with the team's files, where it was opened and can be read all the same."""
        desk: Desk | None = self.__dict__.get("desk")
        why = desk.store.book().read_only if desk else None
        return why if why and why.code in ODD else None

    @property
    def takes_mouse(self) -> bool:
        """Whether the screens take the mouse, or it is left to the terminal."""
        return self.settings.takes_mouse(self.mouse, os.environ)

    @property
    def alias(self) -> str:
        """Who asks, as far as it can be told without opening the team."""
        return cleaned(self.me or self.settings.me_in(self.known_as) or SHARED)

    @property
    def never_said_who(self) -> bool:
        """Whether this user has never said who they are in this team; on the demo team nobody needs to."""
        return not self.me and self.chosen_team != DEMO and self.settings.me_in(self.known_as) is None

    def system_lines(self) -> tuple[str, ...]:
        """Return what is wrong in the system's own file, which is left out."""
        return tuple(broken_sentence(self.words, each, whole=True) for each in self.system.broken)

    def glance_anywhere(self) -> Words:
        """Return the words to speak in where no team need be known."""
        of_team = _language_of(self.chosen_team, self.settings, self.system)
        self.words = Words(chosen_language(self.language, self.settings, of_team))
        tell(*self.system_lines())
        return self.words

    def glance(self) -> Words:
        """Return the words to speak in where no team is opened, or perhaps cannot be; raises `bad-language`."""
        language = chosen_language(
            self.language, self.settings, _language_of(self.chosen_team, self.settings, self.system)
        )
        self.words = Words(language, lambda: local_day(self.now()))
        return self.words

    def _opened(self, session: str) -> tuple[TeamStore, Place]:
        if address := self.address:
            kept = database_part().open_team(address, session=session)
            self._remember(address.path, kept.book().team.language)
            return kept, kept.place
        from storage.archive import open_store  # noqa: PLC0415 - `--help` needs no TinyDB

        try:
            store = open_store(self.folder, session=session, memory=memory_folder())
        except Refused as refusal:
            if self.chosen_team != DEMO or refusal.code not in NO_TEAM_YET:
                raise self._as_of_group(refusal) from None
            self.make_demo()
            store = open_store(self.folder, session=session, memory=memory_folder())
        return store, store.place

    def _remember(self, team: Path, language: Language) -> None:
        if self.settings.languages.get(f"{team}") is not language:
            self.settings = self.settings.speaking(team, language)
            save_settings(self.settings)

    def _as_of_group(self, refusal: Refused) -> Refused:
        """Return a refusal of a missing folder as one of its group's, of a name no team has, or of several teams."""
        if refusal.code != "no-folder":
            return refusal
        group = self.system.group_of(self.folder)
        if not group and not self.chosen_team and (known := known_teams(self.settings, self.system)):
            return Refused("which-team", teams=tuple(each.name for each in known))
        if not group:
            return not_there(self.chosen_team, self.folder)
        return Refused("group-without-folder", group=group, path=str(self.folder), file=str(self.system.file))

    def make_demo(self, *, fresh: bool = False) -> None:
        """Make the demo team where it lies, in the language of the answers."""
        from tui.desk.opening import found_demo_anew, found_demo_first  # noqa: PLC0415 - nor the demo team

        self.team = DEMO
        (found_demo_anew if fresh else found_demo_first)(self.folder, self.words.language)


def chosen_team(asked: str | None, settings: Settings) -> str | None:
    """Return the team asked for, else the environment's, else the user's; None for the default one."""
    return asked or os.environ.get(TEAM_VARIABLE) or settings.team or None


def _language_of(team: str | None, settings: Settings, system: SystemSettings) -> Language | None:
    """Return the language of the team that is meant, or else the machine's; which team it is need not be sure yet."""
    with suppress(Refused):
        if address := system.address_of(team):
            return settings.languages.get(f"{address_in(address).path}") or system.language
        return language_at(meant_folder(team, settings, system)) or system.language
    return system.language


def option_in(arguments: Sequence[str], option: str) -> str | None:
    """Return what arguments give an option last, before they are parsed."""
    given = None
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == option:
            given = value if equals else next(iter(arguments[place + 1 : place + 2]), None)
    return given
