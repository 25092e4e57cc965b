"""`fredstid import`: cards and practices of another team, or all of an export into an empty one."""

from collections.abc import Iterator
from typing import Any

import click

from storage.archive.care.importing import Incoming, bring_in, looked_at
from storage.domain.kinds import kind_of
from tui.cli.asked import Asked
from tui.cli.choosing import do_or_stop, yes_option
from tui.cli.command import Argument, CliCommand
from tui.cli.output import as_json, in_line, tell, write_json, write_text
from tui.desk.settings import typed_path
from tui.i18n.changes import counted, doubt_line, record_line
from tui.i18n.words import N_, Words


@click.command(
    "import",
    cls=CliCommand,
    help=N_(
        "From its folder or an export. They come in as ideas without owner or cases; what is here already stays as"
        " it is. --all brings in everything, into a team that is still empty. All of it comes in, or nothing."
    ),
    first=N_("show what would come in, and ask"),
    examples=(
        ("fredstid import ~/team-7 --dry-run", N_("only show it")),
        ("fredstid import ~/team-6-export --all --yes", N_("a whole team into an empty one, without asking")),
    ),
)
@click.argument("source", cls=Argument, metavar=N_("FOLDER"), explained=N_("A team's folder, or an export."))
@click.option("--all", "whole", is_flag=True, help=N_("Everything, into a team that is still empty."))
@click.option("--dry-run", "dry", is_flag=True, help=N_("Only show what would come in."))
@yes_option
@as_json
@click.pass_obj
def import_(asked: Asked, source: str, whole: bool, dry: bool, yes: bool, as_json: bool) -> None:
    """Show what comes in, ask, and keep it."""
    desk = asked.desk
    words, book = desk.words, desk.store.book()
    coming = looked_at(typed_path(source), book, whole=whole)
    if as_json:
        write_json(_facts(coming))
    else:
        write_text(*_lines(words, coming))
    tell(*_remarks(words, coming))
    if dry or not (coming.records or (coming.team and coming.team != book.team)):
        return
    do_or_stop(words, words("Bring it in?"), yes=yes)
    kept = bring_in(desk.place.path, coming, by=desk.me, at=desk.now())
    tell(words("Brought in: {of}.", of=_of(words, kept)))


def _lines(words: Words, coming: Incoming) -> Iterator[str]:
    yield from (in_line(record_line(words, record)) for record in coming.records)


def _remarks(words: Words, coming: Incoming) -> Iterator[str]:
    if coming.here:
        yield words.many("{count} is here already.", "{count} are here already.", coming.here)
    if not coming.records:
        yield words("Nothing new would come in.")
    yield from (in_line(doubt_line(words, doubt)) for doubt in coming.doubts)


def _of(words: Words, records: tuple[Any, ...]) -> str:
    return counted(words, [kind_of(record).name for record in records])


def _facts(coming: Incoming) -> dict[str, Any]:
    kinds = [{"kind": kind_of(each).name, "id": each.id, "record": each} for each in coming.records]
    return {"new": kinds, "here": coming.here, "doubts": coming.doubts}
