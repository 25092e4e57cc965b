"""`fredstid merge`: another copy of the team's folder, or of one of its files, joined to this one."""

from pathlib import Path
from typing import Any

import click
import msgspec

from storage.domain.errors import Refused
from storage.domain.joining.copies import CopyAnswers, CopyReport
from storage.domain.joining.trails import Fork
from storage.domain.kinds import kind_of
from storage.domain.record import Record, without_secrets
from tui.cli.asked import NO_TEAM_YET, Asked
from tui.cli.choosing import agreed, do_or_stop, one_or_two, yes_option
from tui.cli.command import command, option, optional
from tui.cli.output import as_json, in_line, tell, write_json, write_text
from tui.desk.conflicts import ALL_HERE, asked_forks, copy_lines, joined_lines, side_line, versions_of_fork
from tui.desk.desk import Desk
from tui.desk.opening import join_file
from tui.desk.settings import typed_path
from tui.i18n.changes import record_line
from tui.i18n.words import N_


@command(
    "merge",
    help=N_(
        "What was written on either side stays. Where both changed the same you choose; with --yes the later one"
        " stands, and the other is kept as an earlier value. What was deleted stays deleted unless you say otherwise."
        " The other copy is only read, but one that lies beside the team's files is put aside then."
    ),
    first=N_("show what would change, ask, and join them"),
    examples=(
        ("fredstid merge", N_("whatever copies lie beside the team's files, one after the other")),
        ("fredstid merge ~/team-6-laptop --dry-run", N_("only show it")),
        ("fredstid merge '2026-27 (1).json'", N_("a copy of one file, such as a sync program makes")),
        (
            "fredstid merge --driver %O %A %B %P",
            N_(
                "how git calls it: by git config merge.fredstid.driver, and by «*.json merge=fredstid» and"
                " «history/*.jsonl merge=fredstid» in .gitattributes"
            ),
        ),
    ),
)
@optional("source", N_("FOLDER|FILE"), N_("The other copy."))
@option(
    "--driver",
    nargs=4,
    metavar=N_("BASE OURS THEIRS NAME"),
    help=N_("Join one file for git, which says where its three states and the file itself lie."),
)
@click.option("--dry-run", "dry", is_flag=True, help=N_("Only show what would change."))
@yes_option
@as_json
def merge(
    asked: Asked, source: str | None, driver: tuple[str, str, str, str] | None, dry: bool, yes: bool, as_json: bool
) -> None:
    """Join a file for git; else show what joining does, ask what only people know, and join."""
    if driver:
        _drive(asked, *driver)
        return
    desk = asked.desk
    copies = [_place(desk, source)] if source else [] if as_json else [path for path, _ in desk.place.care.copies()]
    if not copies:
        raise Refused("missing-argument", name=asked.words("FOLDER|FILE"), command="fredstid merge")
    for path in copies:
        if not source:
            tell(in_line(path.name))
        _merge(desk, path, dry=dry, yes=yes, as_json=as_json)


def _drive(asked: Asked, base: str, ours: str, theirs: str, name: str) -> None:
    words = asked.glance_anywhere()
    if beside := join_file(base, ours, theirs, name):
        tell(words("Their history lies in {file} now: add it before you commit.", file=str(beside)))


def _place(desk: Desk, source: str) -> Path:
    """Return what is meant: as `check` names a copy, it lies in the team's own folder."""
    typed, inside = typed_path(source), desk.place.path / source
    return inside if inside.is_file() and not typed.exists() else typed


def _merge(desk: Desk, path: Path, *, dry: bool, yes: bool, as_json: bool) -> None:
    report = _compared(desk, path)
    if as_json:
        write_json(_facts(report))
    else:
        write_text(*map(in_line, copy_lines(desk, report)))
    answers = CopyAnswers() if yes or dry else _answers(desk, path, report)
    brings = report.differs or answers.back
    if dry or not (brings or path.is_file()):
        tell(*() if brings or report.doubtful else [desk.words(ALL_HERE)])
        return
    if brings:
        do_or_stop(desk.words, desk.words("Join the two?"), yes=yes)
    joined = desk.place.care.join(path, answers, by=desk.me, at=desk.now())
    tell(*joined_lines(desk.words, joined))


def _compared(desk: Desk, path: Path) -> CopyReport:
    """Return in what a copy differs; raises `no-copy-there` where none lies, and what `compare` raises."""
    try:
        return desk.place.care.compare(path, CopyAnswers())
    except Refused as refusal:
        if refusal.code not in NO_TEAM_YET:
            raise
        raise Refused("no-copy-there", path=str(path)) from None


def _answers(desk: Desk, path: Path, report: CopyReport) -> CopyAnswers:
    """Ask what comes back first: then it is known in what else the two differ."""
    words = desk.words
    question = N_("{record} was deleted on one side, and the other went on with it. Does it come back?")
    back = frozenset(
        case.id for case in report.doubtful if agreed(words, in_line(words(question, record=record_line(words, case))))
    )
    report = desk.place.care.compare(path, CopyAnswers(back=back)) if back else report
    return CopyAnswers(
        {(record.id, fork.field): _chosen(desk, record, fork) for record, fork in asked_forks(report)}, back
    )


def _chosen(desk: Desk, record: Record, fork: Fork) -> Any:
    """Show both values with who and when, and return the one that stands."""
    words, versions = desk.words, versions_of_fork(desk, record, fork)
    here, there = side_line(words, words("here"), fork.our_change), side_line(words, words("there"), fork.their_change)
    tell(in_line(words("Both changed this: {about}", about=versions.about)))
    tell(
        *(
            in_line(f"{place}: {words.quoted(text)}")
            for place, text in ((f"1 {here}", versions.my_text), (f"2 {there}", versions.their_text))
        )
    )
    return (fork.ours, fork.theirs)[one_or_two(words, words("Which one stands?")) - 1]


def _facts(report: CopyReport) -> dict[str, Any]:
    facts = {
        name: [{"kind": kind_of(each).name, "id": each.id, "record": without_secrets(each)} for each in records]
        for name, records in (("new", report.new), ("changed", report.changed), ("gone", report.gone))
    }
    forks = [
        {"kind": kind_of(record).name, "id": record.id, "stands": fork.stands, **msgspec.structs.asdict(fork)}
        for record, fork in report.forks
    ]
    recoded = [{"id": case.id, "code": case.code, "was": was} for case, was in report.recoded]
    doubtful = [{"id": case.id, "code": case.code} for case in report.doubtful]
    return {**facts, "both_changed": forks, "recoded": recoded, "deleted_and_changed": doubtful}
