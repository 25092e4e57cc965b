"""A person's own settings: language, look, and who they are in each team; kept apart from the team's files."""

import locale
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

import msgspec

from storage.domain.errors import Refused, system_reason
from storage.domain.people import Language
from storage.postgres.address import Address, address_in, is_address

APPLICATION = "fredstid"
DEMO = "demo"
ON_MACOS = "Library/Application Support"
"""Below one's home, for all three; elsewhere each has a place of its own, as the XDG specification says."""


def own_folder(variable: str, usual: str) -> Path:
    """Return where what is a person's own lies, by what kind of thing it is: `XDG_DATA_HOME`, say."""
    chosen = os.environ.get(variable, "").strip()
    return typed_path(chosen or f"~/{ON_MACOS if sys.platform == 'darwin' else usual}") / APPLICATION


def state_folder() -> Path:
    """Return where lies what a person can do without: logs, and what is remembered."""
    return own_folder("XDG_STATE_HOME", ".local/state")


def data_folder() -> Path:
    """Return where a person's own teams lie."""
    return own_folder("XDG_DATA_HOME", ".local/share")


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one system user has chosen."""

    language: Language | None = None
    theme: str = ""
    team: str = ""
    """The team's folder, where it is not the default one and neither --team nor $FREDSTID_TEAM names another."""
    mouse: bool | None = None
    """Whether the screens take the mouse, or it is left to the terminal; None where nobody has chosen."""
    me: dict[str, str] = msgspec.field(default_factory=dict)
    """The alias in each team folder; empty for a shared machine."""

    known: tuple[str, ...] = ()
    """The folders of the teams that were made or chosen here, to be found by their names."""

    languages: dict[str, Language] = msgspec.field(default_factory=dict)
    """What each team in a database spoke when it was opened last: that is to be known before it is opened again."""

    def with_me(self, folder: Path, alias: str) -> Self:
        """Return the settings with who one is in a team folder."""
        return msgspec.structs.replace(self, me=self.me | {_wherever_one_stands(folder): alias})

    def speaking(self, team: Path, language: Language) -> Self:
        """Return the settings with what a team in a database speaks."""
        return msgspec.structs.replace(self, languages=self.languages | {f"{team}": language})

    def with_team(self, folder: Path) -> Self:
        """Return the settings with the folder that is opened from now on."""
        return msgspec.structs.replace(self.knowing(folder), team=str(folder))

    def knowing(self, folder: Path) -> Self:
        """Return the settings with a folder whose team is found by its name."""
        return msgspec.structs.replace(self, known=tuple(dict.fromkeys((*self.known, str(folder)))))

    def takes_mouse(self, asked: bool | None, environment: Mapping[str, str]) -> bool:
        """Tell whether the screens take the mouse: as asked, else as chosen, else where it is this machine's own."""
        chosen = self.mouse if asked is None else asked
        return not comes_by_ssh(environment) if chosen is None else chosen

    def me_in(self, folder: Path) -> str | None:
        """Return who one is in a team folder; None when never asked."""
        return self.me.get(_wherever_one_stands(folder))


def _wherever_one_stands(team: Path) -> str:
    """Return what a team is known by: a folder by its whole path, one in a database by what it is called there."""
    return str(team if is_address(f"{team}") else team.resolve())


SIGNS_OF_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")


def comes_by_ssh(environment: Mapping[str, str]) -> bool:
    """Tell whether somebody sits at another machine; then this one is perhaps the school's, with the team's folder."""
    return any(environment.get(name) for name in SIGNS_OF_SSH)


def settings_file() -> Path:
    """Return where the settings lie."""
    return own_folder("XDG_CONFIG_HOME", ".config") / "settings.json"


def keys_file() -> Path:
    """Return where a person's own keys lie."""
    return settings_file().with_name("keys.toml")


def memory_folder() -> Path:
    """Return where it is remembered how each team's files last were."""
    return state_folder() / "known"


def load_settings() -> Settings:
    """Return the kept settings; unreadable ones are as good as none."""
    try:
        return msgspec.json.decode(settings_file().read_bytes(), type=Settings)
    except (OSError, msgspec.MsgspecError):
        return Settings()


def save_settings(settings: Settings) -> None:
    """Keep the settings; where that is not allowed, they last for this session."""
    file = settings_file()
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh.write_bytes(msgspec.json.format(msgspec.json.encode(settings)))
        fresh.replace(file)
    except OSError:
        return


def team_folder(asked: str | None) -> Path:
    """Return the folder meant by `--team`: `demo`, a path, or else the default one."""
    if asked == DEMO:
        return data_folder() / DEMO
    return typed_path(asked) if asked else data_folder() / "team"


def typed_path(typed: str) -> Path:
    """Return the path somebody typed; a `~name` without a home stays as it is."""
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)


def free_path(typed: str) -> Path:
    """Return the path of a file that can be made; raises `file-exists` or `not-written`, before anything is asked."""
    if (place := typed_path(typed).absolute()).exists():
        raise Refused("file-exists", file=str(place))
    if not os.access(place.parent, os.W_OK):
        reason = "not-allowed" if place.parent.exists() else "no-folder-there"
        raise Refused("not-written", file=str(place), reason=reason)
    return place


def path_there(typed: str) -> Path:
    """Return the path of what lies there; raises `no-such-file`."""
    if not (place := typed_path(typed).absolute()).exists():
        raise Refused("no-such-file", file=str(place))
    return place


def school_place(typed: str) -> Path | Address:
    """Return where a school's teams publish, a folder or a database; raises what `address_in` raises too."""
    return address_in(typed) if is_address(typed) else path_there(typed)


LARGEST_FILE = 4 * 1024 * 1024
"""Bytes that are read of a file that somebody names."""


def file_bytes(place: Path, most: int = LARGEST_FILE) -> bytes:
    """Return what a file holds, of a huge one only enough to see that; raises `no-such-file` or `not-a-file`."""
    if place.exists() and not place.is_file():
        raise Refused("not-a-file", file=str(place))
    try:
        with place.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise Refused("no-such-file", file=str(place)) from None
    except OSError as fault:
        raise Refused("file-unreadable", file=str(place), reason=system_reason(fault)) from None


NOBODYS = frozenset({"c", "posix"})
"""Locales of machines that were never told a language."""
NORWEGIAN = {"no": Language.NB, "nb": Language.NB, "nn": Language.NN, "en": Language.EN}


def chosen_language(asked: str | None, settings: Settings, of_team: Language | None = None) -> Language:
    """Return the language asked for, else the user's, else the team's, else the locale's, else bokmål."""
    if asked:
        return _asked_language(asked)
    return settings.language or of_team or locale_language()


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
    known = NORWEGIAN.get(name.partition("_")[0].casefold())  # most are such, and no other name need be looked for
    return known or NORWEGIAN.get(locale.normalize(name)[:2].casefold(), Language.NB)
