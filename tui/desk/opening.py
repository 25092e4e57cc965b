"""A team where there is none yet, in a folder or in a database; and a file of one, where git joins it."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storage.archive import create_store
from storage.archive.change.driving import join_in_git
from storage.content.demo.demo import demo_team
from storage.domain.errors import Refused, system_reason
from storage.domain.ids import NewId
from storage.domain.people import Language, Retention, named_team
from storage.inner import MARK
from storage.postgres import database_part
from storage.postgres.address import Address, address_in
from tui.desk.desk import fresh_id, now_utc
from tui.desk.drafting import session_name
from tui.desk.settings import memory_folder


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


def found_demo_first(folder: Path, language: Language) -> None:
    """Make the demo team where several may be doing so: it stands there whole or not at all, as the first one made."""
    beside = _demo_beside(folder, language)
    try:
        beside.rename(folder)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        if not (folder / MARK).exists():
            found_demo(folder, language)


def _demo_beside(folder: Path, language: Language) -> Path:
    beside = folder.with_name(f"{folder.name}.{fresh_id()}")
    found_demo(beside, language)
    return beside


def found_demo_anew(folder: Path, language: Language) -> None:
    """Make the demo team again in its own folder; the old one goes only once the new one stands."""
    beside = _demo_beside(folder, language)
    old = folder.with_name(f"{beside.name}.old")
    try:
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        raise Refused("folder-not-made", path=str(folder), reason=system_reason(fault)) from None


def found_in_database(
    typed: str, name: str, language: Language, aliases: Sequence[str], retention: Retention = Retention.SCHOOL_YEAR
) -> None:
    """Make a team with an empty plan in a database; raises what its name and its aliases are refused for."""
    team = named_team(name, language, aliases, key=fresh_id()).but(retention=retention)
    database_part().create_team(address_in(typed), team, now=now_utc())


def found_demo_in_database(typed: str, language: Language, name: str | None = None) -> None:
    """Make the demo team in a database, with its days counted from today."""
    now = now_utc()
    here = now.astimezone()
    team, records = demo_team(language, here.date(), here, fresh_id)
    named = team if name is None else team.but(name=named_team(name, language, (), key="").name)
    database_part().create_team(address_in(typed), named, *records, now=now)


def prepare_database(typed: str, **logins: Sequence[str]) -> Address:
    """Make a database's tables or bring them up to date, let logins in or out, and return where that was.

    Raises `no-such-login` or `not-let-in`.
    """
    address, teams, leading = address_in(typed), database_part(), database_part("leading")
    teams.prepare(address)
    deeds = {"let_in": teams.let_in, "taken_out": teams.take_out, "let_lead": leading.let_lead}
    for who, deed in {**deeds, "ended_lead": leading.end_lead}.items():
        for login in logins[who]:
            deed(address, login)
    return address


def join_file(base: str, ours: str, theirs: str, name: str) -> Path | None:
    """Join a team's file as git hands it over; raises what `join_in_git` raises."""
    return join_in_git(Path(base), Path(ours), Path(theirs), Path(name), at=now_utc(), change=fresh_id())


def move_team(origin: Address | Path, goal: Address | Path) -> Any:
    """Move a team between a folder and a database, and return what came of it; raises what either refuses."""
    part, session = database_part("moving"), session_name(fresh_id())
    if isinstance(origin, Path):
        return part.into_database(origin, goal, session=session, memory=memory_folder())
    return part.into_folder(origin, goal, session=session)
