"""`fredstid move`: a team, or all of a school, from its folder to a database, or from there to a folder."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from storage.domain.errors import Refused
from storage.domain.views.book import Book
from storage.inner import MARK
from storage.postgres import database_part
from storage.postgres.address import Address, address_in
from tui.cli.asked import Asked
from tui.cli.choosing import do_or_stop, yes_option
from tui.cli.command import command, option
from tui.cli.output import as_json, in_line, tell, write_json, write_text
from tui.cli.teams import meant_folder
from tui.desk.opening import move_team
from tui.desk.settings import typed_path
from tui.i18n.words import N_, Words

Place = Address | Path


@command(
    "move",
    help=N_(
        "Everything goes along: cases, plan, history, earlier values, what you are typing, and the school's own forms."
        " What stays behind can be read, says where the team has gone, and takes no more writing. A folder with teams"
        " in it is a school: each of them moves."
    ),
    first=N_("say what would move, ask, and move it"),
    examples=(
        ("fredstid move --from ~/team-6 --to postgresql://db/school", N_("into a database")),
        ("fredstid move --from 'postgresql://db/school?team=Year+6' --to ~/team-6", N_("into a folder")),
    ),
)
@option("--from", "source", required=True, metavar=N_("PLACE"), help=N_("A team's folder, or its address."))
@option("--to", "target", required=True, metavar=N_("PLACE"), help=N_("A database, or a new or empty folder."))
@click.option("--delete", "delete", is_flag=True, help=N_("Delete what stays behind, once all of it has arrived."))
@yes_option
@as_json
def move(asked: Asked, source: str, target: str, delete: bool, yes: bool, as_json: bool) -> None:
    """Show what moves, ask, and move it."""
    words = asked.glance()
    at, into = asked.system.address_of(source), asked.system.address_of(target)
    origin: Place = address_in(at) if at else meant_folder(source, asked.settings, asked.system)
    goal: Place = address_in(into) if into else typed_path(target).absolute()
    if isinstance(origin, Path) == isinstance(goal, Path):
        raise Refused("move-between")
    pairs = tuple(_each(origin, goal))
    if not as_json:
        write_text(*(in_line(_line(words, _book(asked, place))) for place, _ in pairs))
    question = words("Move it, and delete what stays behind?") if delete else words("Move it?")
    do_or_stop(words, question, yes=yes)
    facts = [_moved(words, *pair, delete=delete) for pair in pairs]
    if as_json:
        write_json(facts)


def _each(origin: Place, goal: Place) -> Iterator[tuple[Place, Place]]:
    """Yield each team's way: of a folder with teams in it, and of a database where none is named, everybody's."""
    if isinstance(origin, Path):
        inner = () if (origin / MARK).exists() else sorted(each.parent for each in origin.glob(f"*/{MARK}"))
        yield from ((each, goal) for each in inner or (origin,))
        return
    teams: dict[str, str] = database_part("moving").teams_in(origin)
    if origin.team or len(teams) <= 1:
        yield origin, goal
    elif isinstance(goal, Path):
        yield from ((origin.leading_to(key), goal / name.replace("/", "-")) for key, name in teams.items())


def _book(asked: Asked, place: Place) -> Book:
    typed = place.of_team(place.team) if isinstance(place, Address) else str(place)
    return replace(asked, team=typed).desk.store.book()


def _line(words: Words, book: Book) -> str:
    cases = words.many("{count} case", "{count} cases", len(book.cases))
    agreements = words.many("{count} agreement", "{count} agreements", len(book.agreements))
    meetings = words.many("{count} meeting", "{count} meetings", len(book.meetings))
    return f"{book.team.name}: {cases}, {agreements}, {meetings}"


def _moved(words: Words, origin: Place, goal: Place, *, delete: bool) -> dict[str, object]:
    arrived = move_team(origin, goal)
    tell(words("{team} is there, the same to the last byte: {to}", team=arrived.team.name, to=arrived.to))
    if arrived.drafts_of_others:
        tell(
            words.many(
                "{count} draft of somebody else stays where it was.",
                "{count} drafts of others stay where they were.",
                arrived.drafts_of_others,
            )
        )
    if arrived.exports:
        places = ", ".join(map(str, arrived.exports))
        tell(words("Deleting a case does not reach these exports any more: {places}", places=places))
    stays = database_part("moving").delete_left(origin, arrived.team.id) if delete else ()
    if stays:
        tell(words("This is not fredstid's, and stays: {names}", names=", ".join(stays)))
    return {
        "team": arrived.team.id, "name": arrived.team.name, "to": arrived.to, "records": arrived.records,
        "changes": arrived.changes, "deleted": delete,
    }  # fmt: skip
