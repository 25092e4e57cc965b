"""Which teams somebody has: those the machine gives a group, and those that were opened before; found by name."""

import grp
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from storage.domain.errors import Refused
from storage.domain.people import Language, Retention
from storage.domain.search import folded
from storage.inner import name_at
from storage.postgres.address import is_address, is_sound
from storage.school import BrokenFile, Wrong, meaning, text_in
from tui.desk.settings import DEMO, Settings, team_folder, typed_path

SYSTEM_VARIABLE = "FREDSTID_SYSTEM"
SYSTEM_FILE = Path("/etc/fredstid.toml")
MOST_MENDED = 20
"""Lines that are left out of a system's file at most, until nothing of it is used."""


class SystemSettings(msgspec.Struct, frozen=True):
    """What whoever runs the machine has settled for all on it; one's own settings come before it."""

    file: Path = SYSTEM_FILE
    language: Language | None = None
    theme: str = ""
    keep: Retention | None = None
    teams: Mapping[str, Path] = msgspec.field(default_factory=dict)
    """The team folder of each group of system users."""
    databases: Mapping[str, str] = msgspec.field(default_factory=dict)
    """The address of each name: one that `--team` takes, or the group whose team lies there."""
    broken: tuple[BrokenFile, ...] = ()

    @property
    def mine(self) -> dict[str, Path]:
        """The groups and folders of whoever runs the program."""
        own = set(_groups()) if self.teams else set[str]()
        return {group: folder for group, folder in self.teams.items() if group in own}

    def address_of(self, typed: str | None) -> str | None:
        """Return the address that is meant by itself, by its name, or by being the only one of one's groups.

        After a name a team of that database may be named, as `school?team=Year 6`. None for what lies in a folder.
        """
        if typed is None:
            own = set(_groups()) if self.databases else set[str]()
            mine = tuple(dict.fromkeys(address for group, address in self.databases.items() if group in own))
            return mine[0] if len(mine) == 1 and not self.mine else None
        if is_address(typed):
            return typed
        name, _, more = typed.partition("?")
        address = self.databases.get(name)
        return f"{address}{'&' if '?' in address else '?'}{more}".rstrip("?&") if address else None

    def group_of(self, folder: Path) -> str:
        """Return the group that a folder is given to; empty for none."""
        return next((group for group, place in self.teams.items() if place == folder), "")


def _groups() -> Iterator[str]:
    for number in {*os.getgroups(), os.getegid()}:
        try:
            yield grp.getgrgid(number).gr_name
        except KeyError:
            continue


def system_settings() -> SystemSettings:
    """Return what the system's file says, as far as it is right; most machines have none."""
    file = Path(os.environ.get(SYSTEM_VARIABLE) or SYSTEM_FILE)
    if not file.exists():
        return SystemSettings(file)
    text = text_in(file.resolve())
    if isinstance(text, BrokenFile):
        return SystemSettings(file, broken=(text,))
    values, broken, whole = _readable(file, text)
    return _settled(file, whole, values, broken)


def _readable(file: Path, text: str) -> tuple[dict[str, object], list[BrokenFile], str]:
    """Return what can be read of a file, what cannot, and its text with the lines empty that are no TOML."""
    broken = list[BrokenFile]()
    for _ in range(MOST_MENDED):
        values = meaning(file, text, dict)
        if not isinstance(values, BrokenFile):
            return values, broken, text
        broken.append(values)
        lines = text.split("\n")
        if not 0 < values.line <= len(lines):
            break
        lines[values.line - 1] = ""
        text = "\n".join(lines)
    return {}, broken, text


def _settled(file: Path, text: str, values: Mapping[str, object], broken: list[BrokenFile]) -> SystemSettings:
    """Return the values that are of their kind; the others are named with their line."""
    wrong = [Wrong("unknown-key", (key,), key=key, near="") for key in values if key not in KNOWN]
    language = next((each for each in Language if each == values.get("language")), None)
    keep = next((each for each in Retention if each == values.get("keep")), None)
    for key, choices, choice in (("language", Language, language), ("keep", Retention, keep)):
        if key in values and choice is None:
            wrong.append(Wrong("wrong-value", (key,), key=key, expected="", choices=tuple(choices)))
    if not isinstance(values.get("theme", ""), str):
        wrong.append(Wrong("wrong-value", ("theme",), key="theme", expected="str", choices=()))
    teams, odd = _places(values, wrong)
    return SystemSettings(
        file=file,
        language=language,
        theme=str(values["theme"]) if isinstance(values.get("theme"), str) else "",
        keep=keep,
        teams={name: Path(place) for name, place in teams.items() if not is_address(place)},
        databases={name: place for name, place in teams.items() if is_address(place)},
        broken=tuple(
            sorted((*broken, *(each.within(file, text) for each in (*wrong, *odd))), key=lambda each: each.line)
        ),
    )


def _places(values: Mapping[str, object], wrong: list[Wrong]) -> tuple[dict[str, str], list[Wrong]]:
    """Return where each group's or name's team lies, and those that are neither a whole path nor a sound address."""
    places, odd = dict[str, str](), list[Wrong]()
    for table in ("teams", "databases"):
        named = values.get(table, {})
        if not isinstance(named, dict):
            wrong.append(Wrong("wrong-value", (table,), key=table, expected="", choices=()))
            continue
        for name, place in named.items():
            if isinstance(place, str) and (is_sound(place) or (table == "teams" and Path(place).is_absolute())):
                places[name] = place
            else:
                code = "wrong-folder" if table == "teams" and not is_address(str(place)) else "wrong-address"
                odd.append(Wrong(code, (table, name), key=name))
    return places, odd


KNOWN = frozenset({"language", "theme", "keep", "teams", "databases"})


class OwnTeam(msgspec.Struct, frozen=True):
    """A team somebody can open: what it is called, where it lies, and the group it is given to."""

    name: str
    folder: Path
    group: str = ""


def known_teams(settings: Settings, system: SystemSettings) -> tuple[OwnTeam, ...]:
    """Return the teams somebody has: those of their groups, their own, and those they have made, chosen or joined."""
    own = (
        Path(settings.team) if settings.team else None,
        team_folder(None),
        *map(Path, (*settings.known, *settings.me)),
    )
    folders = (*system.mine.values(), *(each for each in own if each))
    demo = team_folder(DEMO).resolve()
    different = {each.resolve(): each for each in reversed(folders) if each.resolve() != demo}
    found = ((name_at(place), shown) for place, shown in reversed(different.items()))
    return tuple(OwnTeam(name, shown, system.group_of(shown)) for name, shown in found if name)


def meant_folder(typed: str | None, settings: Settings, system: SystemSettings) -> Path:
    """Return the folder that is meant: what has a slash or lies there, else a known team by its name.

    Raises `team-or-folder` for what is both, `two-teams` for a name that two have, `which-team` where nobody said
    which of several it is, and `in-a-database` for one that has no folder.
    """
    if system.address_of(typed):
        raise Refused("in-a-database")
    if typed is None:
        return _own_folder(settings, system)
    if typed == DEMO or os.sep in typed or typed.startswith("~"):
        return team_folder(typed)
    there = typed_path(typed)
    named = _named(typed, known_teams(settings, system))
    if there.exists() and any(each.folder.resolve() != there.resolve() for each in named):
        raise Refused("team-or-folder", typed=typed, path=str(named[0].folder))
    if len(named) > 1:
        raise Refused("two-teams", typed=typed, folders=tuple(str(each.folder) for each in named))
    return there if there.exists() or not named else named[0].folder


def not_there(typed: str | None, path: Path) -> Refused:
    """Return the refusal of a folder that is not there: of a name that no team has, or of a path."""
    is_name = typed and typed != DEMO and os.sep not in typed and not typed.startswith("~")
    return Refused("no-such-team", typed=typed) if is_name else Refused("no-folder", path=str(path))


def _own_folder(settings: Settings, system: SystemSettings) -> Path:
    """Return the folder of one's group's team, else the usual one, else that of the only team one knows."""
    mine = tuple(dict.fromkeys(system.mine.values()))
    if not mine:
        usual = team_folder(None)
        known = () if usual.exists() else known_teams(settings, system)
        return known[0].folder if len(known) == 1 else usual
    if len(mine) > 1:
        names = tuple(each.name for each in known_teams(settings, system) if each.folder in mine)
        raise Refused("which-team", teams=names or tuple(map(str, mine)))
    return mine[0]


def _named(typed: str, known: tuple[OwnTeam, ...]) -> list[OwnTeam]:
    """Return the teams of a name, or else the one whose name begins so."""
    wanted = folded(" ".join(typed.split()))
    exact = [each for each in known if folded(each.name) == wanted]
    begun = [each for each in known if folded(each.name).startswith(wanted)] if wanted else []
    return exact or (begun if len(begun) == 1 else [])
