"""`fredstid import`: cards and practices of another team, all of an export, or a document from before fredstid."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click
from msgspec.structs import replace

from storage.archive.care.importing import Incoming, bring_in, looked_at
from storage.documents.old_papers.lines import LONGEST_PAPER, lines_of
from storage.documents.old_papers.sorting import OldAgreement, OldPaper, sorted_papers
from storage.documents.old_papers.taking import Behind, area_of, records_of, why_decided
from storage.domain.errors import Refused, system_reason
from storage.domain.identity_numbers import eleven_digits
from storage.domain.kinds import kind_of
from storage.domain.record import Record, without_secrets
from storage.steering.gate import alarm
from storage.steering.gate_lists import Alarm, Certainty
from storage.steering.gate_texts import gate_file
from storage.steering.guard import Severity
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import do_or_stop, yes_option
from tui.cli.command import Argument, CliCommand
from tui.cli.output import as_json, in_line, tell, write_json, write_text
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.desk.nudges import identities
from tui.desk.settings import typed_path
from tui.i18n.changes import counted, doubt_line, record_line, telltale_line
from tui.i18n.words import N_, Words


@click.command(
    "import",
    cls=CliCommand,
    help=N_(
        "From its folder or an export. They come in as ideas without owner or cases; what is here already stays as"
        " it is. --all brings in everything, into a team that is still empty. All of it comes in, or nothing."
        "\n\nA file is old minutes or notes: Markdown, text, .csv or .docx. You see what becomes of each line before"
        " anything is kept."
    ),
    first=N_("show what would come in, and ask"),
    examples=(
        ("fredstid import ~/team-7 --dry-run", N_("only show it")),
        ("fredstid import minutes.docx", N_("old minutes, line by line")),
        ("fredstid import ~/team-6-export --all --yes", N_("a whole team into an empty one, without asking")),
    ),
)
@click.argument(
    "source", cls=Argument, metavar=N_("SOURCE"), explained=N_("A team's folder, an export, or a document.")
)
@click.option("--all", "whole", is_flag=True, help=N_("Everything, into a team that is still empty."))
@click.option("--dry-run", "dry", is_flag=True, help=N_("Only show what would come in."))
@yes_option
@as_json
@click.pass_obj
def import_(asked: Asked, source: str, whole: bool, dry: bool, yes: bool, as_json: bool) -> None:
    """Show what comes in, ask, and keep it."""
    desk = asked.desk
    words, book = desk.words, desk.store.book()
    place = typed_path(source)
    if place.is_file() and place.suffix.casefold() in DOCUMENTS:
        if whole:
            raise Refused("not-an-export", path=source)
        _take_in(desk, place, dry=dry, yes=yes, as_json=as_json)
        return
    _refuse_what_is_not_read(place)
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


def _take_in(desk: Desk, place: Path, *, dry: bool, yes: bool, as_json: bool) -> None:
    """Show what becomes of each line of a document, ask, and keep it as one change."""
    words, coming = desk.words, incoming_paper(desk, place)
    if as_json:
        kinds = [{"kind": kind_of(each).name, "id": each.id, "record": each} for each in coming.records]
        write_json({"new": kinds, "here": coming.here, "telltales": coming.telltales})
    else:
        write_text(*paper_lines(words, coming.papers, desk))
    tell(*_heard(desk, coming.alarms), *filter(None, (telltale_line(words, coming.telltales),)))
    if coming.here:
        tell(words.many("{count} is here already.", "{count} are here already.", coming.here))
    if not coming.records:
        tell(words("Nothing new would come in."))
    if dry or not coming.records:
        return
    do_or_stop(words, words("Bring it in?"), yes=yes)
    kept = keep(desk, *coming.changes)
    tell(words("Brought in: {of}.", of=_of(words, coming.records)))
    tell_what_follows(desk, kept)


def _heard(desk: Desk, alarms: Sequence[Alarm]) -> Iterator[str]:
    """Yield what the gate says, the surest first, each with the words it heard: a document is long."""
    gate = gate_file(desk.store.book().team.language.value)
    for each in sorted(alarms, key=lambda each: each.level is not Certainty.SURE)[:MOST_SHOWN]:
        yield f"«{each.signal}» – {gate.at_once(each.route) if each.level is Certainty.SURE else each.question}"
    if len(alarms) > MOST_SHOWN:
        more = len(alarms) - MOST_SHOWN
        yield desk.words.many("{count} more like this.", "{count} more like these.", more)


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


WHY = {
    Behind.DONE: N_("it is done"),
    Behind.PAST: N_("its date is past"),
    Behind.NOBODY: N_("it has no alias of the team"),
    Behind.NO_DAY: N_("it has no date"),
}
"""Why what was agreed on is no agreement to follow up."""
MOST_SHOWN = 5
DOCUMENTS = frozenset({"", ".csv", ".docx", ".markdown", ".md", ".text", ".tsv", ".txt"})
"""How the names of files end that are documents; an export that was packed is none."""


PACKED = frozenset({".age", ".gz", ".json", ".tar", ".tgz", ".zip"})
"""How the names of files end that may be an export still to be unpacked."""


@dataclass(frozen=True)
class IncomingPaper:
    """What a document would bring."""

    papers: tuple[OldPaper, ...]
    """What it tells, meeting by meeting."""
    records: tuple[Record, ...]
    """What is not here yet."""
    here: int
    """How much of it is here already."""
    telltales: tuple[str, ...]
    """What in it could tell who somebody is."""
    alarms: tuple[Alarm, ...]
    """Where the gate hears that a pupil may not be safe, the texts one after the other."""

    @property
    def changes(self) -> tuple[Change, ...]:
        """What would be kept."""
        return tuple(Change(None, record) for record in self.records)


def incoming_paper(desk: Desk, place: Path) -> IncomingPaper:
    """Return what a document would bring; raises `empty-paper`, `identity-number-there` or why it cannot be read."""
    book = desk.store.book()
    lines = lines_of(_bytes(place), place.suffix.casefold())
    if not lines:
        raise Refused("empty-paper", file=place.name)
    if any(True for line in lines for _ in eleven_digits(line.text)):
        raise Refused("identity-number-there", record=place.name)
    areas = tuple(area for area in book.areas if not area.hidden)
    papers = sorted_papers(lines, place.stem, book.team.aliases, desk.today)
    papers = papers if areas else tuple(replace(each, notes=(*each.notes, *each.plan), plan=()) for each in papers)
    records = records_of(papers, desk.today, areas)
    texts = [text for line in lines for text in line.cells or (re.sub(r"\s{2,}", ". ", line.text),)]
    seen = [(each.severity, text[each.start : each.end]) for text in texts for each in identities(text, book.team)]
    told = dict.fromkeys(said for severity, said in sorted(seen, key=lambda each: each[0] is Severity.MARK))
    heard = filter(None, (alarm(line.text, book.team.language.value) for line in lines))
    fresh = tuple(record for record in records if book.record(record.id) is None)
    return IncomingPaper(papers, fresh, len(records) - len(fresh), tuple(told)[:MOST_SHOWN], tuple(heard))


def paper_lines(words: Words, papers: Iterable[OldPaper], desk: Desk) -> Iterator[str]:
    """Yield what becomes of each line of an old document, so that one sees that none is lost."""
    for paper in papers:
        day = words.day(paper.on, "d. MMM y") if paper.on else words("no day found; today is taken")
        yield words("Meeting: {title} ({day})", title=paper.title, day=day)
        yield from (words("  note: {text}", text=text) for text in paper.notes)
        yield from (_agreed(words, each, desk.today) for each in paper.agreements)
        for title, told in paper.cases:
            yield words("Case: {title}", title=title)
            yield from (f"  {text}" for text in told)
        for text in paper.plan:
            area = area_of(text, desk.store.book().areas)
            yield words("For the plan, as an idea: {text} ({area})", text=text, area=area.title)


def _agreed(words: Words, agreement: OldAgreement, today: date) -> str:
    why = why_decided(agreement, today)
    if why is None and agreement.due:
        due = words.day(agreement.due, "d. MMM y")
        return words("Agreement: {what} ({who}, due {due})", what=agreement.line, who=agreement.who, due=due)
    return words("Decided then: {what} – {why}", what=agreement.line, why=words(WHY[why or Behind.NO_DAY]))


def _bytes(place: Path) -> bytes:
    if not place.is_file():
        raise Refused("not-a-file" if place.exists() else "no-such-file", file=str(place))
    try:
        with place.open("rb") as file:
            return file.read(LONGEST_PAPER + 1)
    except OSError as fault:
        raise Refused("file-unreadable", file=str(place), reason=system_reason(fault)) from None
