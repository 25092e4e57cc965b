"""`fredstid import`: cards and practices of another team, all of an export, or a document from before fredstid."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from storage.archive.care.importing import Incoming, bring_in, looked_at
from storage.domain.errors import Refused
from storage.domain.kinds import kind_of
from storage.domain.record import without_secrets
from storage.domain.search import folded
from tui.cli.asked import Asked
from tui.cli.choosing import YES, do_or_stop, yes_option
from tui.cli.command import argument, command, option
from tui.cli.output import as_json, in_line, tell, write_json, write_text
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.incoming.old_papers import (
    DOCUMENTS,
    PARTS,
    IncomingPaper,
    PaperRow,
    heard_in,
    incoming_paper,
    told_papers,
    wanted_rows,
)
from tui.desk.keeping import keep
from tui.desk.settings import typed_path
from tui.i18n.changes import counted, doubt_line, record_line, telltale_line
from tui.i18n.refusals import sentence
from tui.i18n.words import N_, Words

NO = frozenset({"", "n", "no", "nei"})


@command(
    "import",
    help=N_(
        "From its folder or an export. They come in as ideas without owner or cases; what is here already stays as"
        " it is. --all brings in everything, into a team that is still empty. All of it comes in, or nothing."
        "\n\nA file is old minutes or notes: Markdown, text, .csv or .docx. You see what becomes of each line before"
        " anything is kept, and may take only some: answer with their numbers, or give them to --only."
    ),
    first=N_("show what would come in, and ask"),
    examples=(
        ("fredstid import ~/team-7 --dry-run", N_("only show it")),
        ("fredstid import minutes.docx", N_("old minutes, line by line")),
        (N_("fredstid import minutes.docx --only 'agreements 7 9-12'"), N_("only the agreements and some lines")),
        ("fredstid import ~/team-6-export --all --yes", N_("a whole team into an empty one, without asking")),
    ),
)
@argument("source", N_("SOURCE"), N_("A team's folder, an export, or a document."))
@click.option("--all", "whole", is_flag=True, help=N_("Everything, into a team that is still empty."))
@option(
    "--only",
    metavar=N_("LINES"),
    help=N_("Of a document only these: numbers of lines, agreements, cases, notes, plan; -3 leaves out line 3."),
)
@click.option("--dry-run", "dry", is_flag=True, help=N_("Only show what would come in."))
@yes_option
@as_json
def import_(asked: Asked, source: str, whole: bool, only: str | None, dry: bool, yes: bool, as_json: bool) -> None:
    """Show what comes in, ask, and keep it."""
    desk = asked.desk
    words, book = desk.words, desk.store.book()
    place = typed_path(source)
    if place.is_file() and place.suffix.casefold() in DOCUMENTS:
        if whole:
            raise Refused("not-an-export", path=source)
        _take_in(desk, place, only, dry=dry, yes=yes, as_json=as_json)
        return
    _refuse_what_is_not_read(place)
    if only is not None:
        raise Refused("not-a-document")
    coming = looked_at(place, book, whole=whole)
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


def _refuse_what_is_not_read(place: Path) -> None:
    """Raise `no-such-file`, or `kind-not-read` for a file that is neither a document nor a packed export."""
    if not place.exists():
        raise Refused("no-such-file", file=str(place))
    if place.is_file() and place.suffix.casefold() not in PACKED:
        raise Refused("kind-not-read", ending=place.suffix)


def _take_in(desk: Desk, place: Path, only: str | None, *, dry: bool, yes: bool, as_json: bool) -> None:
    """Show what becomes of each line of a document, ask, and keep it as one change."""
    words, coming = desk.words, incoming_paper(desk, place)
    told = tuple(told_papers(desk, coming))
    every = tuple(row for _, rows in told for row in rows)
    rows = every if only is None else wanted_rows(words, only, every)
    if as_json:
        _write_facts(coming, rows)
    else:
        write_text(*_paper_lines(told))
    tell(*heard_in(desk, coming.alarms), *filter(None, (telltale_line(words, coming.telltales),)))
    if here := coming.here(_keys(rows)):
        tell(words.many("{count} is here already.", "{count} are here already.", here))
    if not coming.changes(_keys(rows)):
        tell(words("Nothing new would come in."))
    elif not dry:
        _keep(desk, coming, _chosen(words, rows, every, only, yes=yes))


def _keep(desk: Desk, coming: IncomingPaper, rows: Sequence[PaperRow]) -> None:
    changes = coming.changes(_keys(rows))
    kept = keep(desk, *changes)
    tell(desk.words("Brought in: {of}.", of=_of(desk.words, tuple(each.after for each in changes))))
    tell_what_follows(desk, kept)


def _keys(rows: Sequence[PaperRow]) -> frozenset[str]:
    return frozenset(row.key for row in rows)


def _chosen(
    words: Words, rows: Sequence[PaperRow], every: Sequence[PaperRow], only: str | None, *, yes: bool
) -> Sequence[PaperRow]:
    """Return the lines that are wanted: those that were asked for, or as somebody answers; ends the program on a no."""
    if yes or only is not None:
        count = words.many("Bring in {count} line?", "Bring in {count} lines?", len(rows))
        do_or_stop(words, count, yes=yes)
        return rows
    parts = ", ".join(words(each) for each in PARTS.values())
    tell(words("Bring it in? y, N, or only some: 1 3-5, {parts}; -2 leaves out line 2.", parts=parts))
    while typed := sys.stdin.readline() if sys.stdin else "":
        answer = folded(typed.strip())
        if answer in YES:
            return rows
        if answer in NO:
            tell(words("Nothing was changed."))
            raise click.exceptions.Exit(1)
        try:
            return wanted_rows(words, typed, every)
        except Refused as refusal:
            tell(sentence(words, refusal))
    raise Refused("needs-yes")


def _write_facts(coming: IncomingPaper, rows: Sequence[PaperRow]) -> None:
    records = [each.after for each in coming.changes(_keys(rows))]
    write_json(
        {
            "new": [{"kind": kind_of(each).name, "id": each.id, "record": each} for each in records if each],
            "here": coming.here(_keys(rows)),
            "telltales": coming.telltales,
        }
    )


def _paper_lines(told: Sequence[tuple[str, Sequence[PaperRow]]]) -> Iterator[str]:
    wide = len(str(sum(len(rows) for _, rows in told)))
    for headline, rows in told:
        yield headline
        for row in rows:
            yield f"{row.number:>{wide}}  {row.said}"
            yield from (f"{'':>{wide + 4}}{text}" for text in row.told)


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
    kinds = [{"kind": kind_of(each).name, "id": each.id, "record": without_secrets(each)} for each in coming.records]
    return {"new": kinds, "here": coming.here, "doubts": coming.doubts}


PACKED = frozenset({".age", ".gz", ".json", ".tar", ".tgz", ".zip"})
"""How the names of files end that may be an export still to be unpacked."""
