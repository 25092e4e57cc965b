"""`fredstid merge`: another copy of the team's folder, or of one of its files, joined to this one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from storage.domain.errors import Refused
from storage.domain.joining.copies import CopyAnswers, CopyReport
from storage.domain.joining.trails import Fork
from storage.domain.kinds import kind_of
from storage.domain.record import Before, Record, without_secrets
from tui.cli.asked import NO_TEAM_YET, Asked
from tui.cli.choosing import agreed, do_or_stop, one_or_two, yes_option
from tui.cli.command import Argument, CliCommand, Option
from tui.cli.output import as_json, in_line, tell, write_json, write_text
from tui.desk.conflicts import STEERED
from tui.desk.desk import Desk
from tui.desk.opening import join_file
from tui.desk.settings import typed_path
from tui.i18n.changes import LINES, counted, record_line
from tui.i18n.deeds import field_name, value_text
from tui.i18n.labels import unreached_lines
from tui.i18n.words import N_, Words


@click.command(
    "merge",
    cls=CliCommand,
    help=N_(
        "What was written on either side stays. Where both changed the same you choose; with --yes the later one"
        " stands, and the other is kept as an earlier value. What was deleted stays deleted unless you say otherwise."
        " The other copy is only read."
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
@click.argument("source", cls=Argument, required=False, metavar=N_("FOLDER|FILE"), explained=N_("The other copy."))
@click.option(
    "--driver",
    cls=Option,
    nargs=4,
    metavar=N_("BASE OURS THEIRS NAME"),
    help=N_("Join one file for git, which says where its three states and the file itself lie."),
)
@click.option("--dry-run", "dry", is_flag=True, help=N_("Only show what would change."))
@yes_option
@as_json
@click.pass_obj
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
        write_text(*_lines(desk, report))
    if not report.differs:
        tell(desk.words("There is nothing to join: everything in it is here."))
    if dry or not report.differs:
        return
    answers = CopyAnswers() if yes else _answers(desk, path, report)
    do_or_stop(desk.words, desk.words("Join the two?"), yes=yes)
    joined = desk.place.care.join(path, answers, by=desk.me, at=desk.now())
    tell(*_afterwards(desk.words, joined.report, joined.drafts, joined.drafts_of_others))
    for code, left in joined.unreached:
        tell(*unreached_lines(desk.words, code, [left]))


def _compared(desk: Desk, path: Path) -> CopyReport:
    """Return in what a copy differs; raises `no-copy-there` where none lies, and what `compare` raises."""
    try:
        return desk.place.care.compare(path, CopyAnswers())
    except Refused as refusal:
        if refusal.code not in NO_TEAM_YET:
            raise
        raise Refused("no-copy-there", path=str(path)) from None


def _lines(desk: Desk, report: CopyReport) -> Iterator[str]:
    words = desk.words
    for what, records in (("made", report.new), ("changed", report.changed), ("deleted", report.gone)):
        yield from (in_line(words(LINES[what], record=record_line(words, record))) for record in records)
    for case, was in report.recoded:
        yield in_line(
            words(
                "{was} becomes {code}, as an older case has that number: {title}",
                was=was,
                code=case.code,
                title=case.title,
            )
        )
    for record, fork in report.forks:
        yield in_line(
            f"? {_about(words, record, fork)}: {_value(desk, fork, fork.ours)} | {_value(desk, fork, fork.theirs)}"
        )
    for case in report.doubtful:
        yield in_line(words("? {record}: deleted on one side, changed on the other", record=record_line(words, case)))


def _about(words: Words, record: Record, fork: Fork) -> str:
    return f"{record_line(words, record)} · {field_name(words, fork.field, kind_of(record).name)}"


def _value(desk: Desk, fork: Fork, value: object) -> str:
    return f"«{value_text(desk.words, desk.store.book(), fork.field, value)}»"


def _answers(desk: Desk, path: Path, report: CopyReport) -> CopyAnswers:
    """Ask what comes back first: then it is known in what else the two differ."""
    words = desk.words
    question = N_("{record} was deleted on one side, and the other went on with it. Does it come back?")
    back = frozenset(
        case.id for case in report.doubtful if agreed(words, in_line(words(question, record=record_line(words, case))))
    )
    report = desk.place.care.compare(path, CopyAnswers(back=back)) if back else report
    asked = ((record, fork) for record, fork in report.forks if fork.field not in STEERED)
    return CopyAnswers({(record.id, fork.field): _chosen(desk, record, fork) for record, fork in asked}, back)


def _chosen(desk: Desk, record: Record, fork: Fork) -> Any:
    """Show both values with who and when, and return the one that stands."""
    words = desk.words
    tell(in_line(words("Both changed this: {about}", about=_about(words, record, fork))))
    here, there = words("here"), words("there")
    tell(in_line(f"1 {_side(words, here, fork.our_change)}: {_value(desk, fork, fork.ours)}"))
    tell(in_line(f"2 {_side(words, there, fork.their_change)}: {_value(desk, fork, fork.theirs)}"))
    return (fork.ours, fork.theirs)[one_or_two(words, words("Which one stands?")) - 1]


def _side(words: Words, where: str, change: Before) -> str:
    return " ".join(filter(None, (where, change.by, words.moment(change.at) if change.change else "")))


def _afterwards(words: Words, report: CopyReport, drafts: int, others: int) -> Iterator[str]:
    records = (*report.new, *report.changed, *report.gone)
    of = counted(words, [kind_of(record).name for record in records]) or words("the history")
    yield words("Joined: {of}.", of=of)
    if drafts:
        yield words.many("{count} draft came along.", "{count} drafts came along.", drafts)
    if others:
        yield words.many(
            "{count} draft of somebody else stays in the other copy.",
            "{count} drafts of others stay in the other copy.",
            others,
        )


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
