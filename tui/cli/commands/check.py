"""`fredstid check`: what is wrong with a folder, and putting it right."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from storage.archive.care.check import findings_in, repair
from storage.archive.care.findings import Finding, Mend
from storage.archive.care.restoring import since_last_good
from storage.archive.disk.folder import existing_folder
from storage.domain.people import Language
from storage.steering.sense import FILES, GATE, sense
from storage.steering.talk.ear import HEAD, INSTALLED, encoder
from tui.cli.asked import Asked
from tui.cli.backups import newest_lacks
from tui.cli.choosing import do_or_stop, yes_option
from tui.cli.command import CliCommand
from tui.cli.output import as_json, tell, write_json, write_sentences
from tui.desk.own_files import broken_files
from tui.desk.settings import keys_file, memory_folder
from tui.i18n.changes import difference_lines
from tui.i18n.refusals import broken_sentence, finding_sentence
from tui.i18n.words import N_, Words, sentences
from tui.terminal.own_keys import own_keys

Findings = tuple[Finding, ...]


@click.command(
    "check",
    cls=CliCommand,
    help=N_(
        "Each line says where, what, and the way out. Nothing is changed unless you ask for --repair; what takes"
        " another's place is kept in the folder's backups. Your own keys are looked at too."
    ),
    first=N_("look, and change nothing"),
    examples=(
        ("fredstid check --repair", N_("show what can be put right, ask, and do it")),
        ("fredstid check --json", N_("for another program")),
    ),
)
@click.option("--repair", "wants_repair", is_flag=True, help=N_("Put right what can be, after asking."))
@yes_option
@as_json
@click.pass_context
def check(ctx: click.Context, wants_repair: bool, yes: bool, as_json: bool) -> None:
    """Print what is wrong; mend it when that is wanted."""
    asked = ctx.ensure_object(Asked)
    words = asked.glance()
    found = findings_in(asked.folder, memory_folder())
    if wants_repair and any(finding.mend for finding in found):
        _show(words, found)
        _mend(asked, found, yes=yes)
        found = findings_in(asked.folder, memory_folder())
        tell(words("Done. What is left:") if found else words("Done."))
    facts = (*(_facts(words, finding) for finding in found), *_own_files(words, asked.folder), *_programs_own(words))
    if as_json:
        write_json(facts)
    else:
        write_sentences(*(fact["says"] for fact in facts))
        if not facts:
            tell(words("Nothing is wrong in {folder}.", folder=asked.folder))
    ctx.exit(1 if facts else 0)


def _own_files(words: Words, folder: Path) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "code": each.code,
            "path": each.name,
            "mend": "",
            "says": broken_sentence(words, each),
            "params": each.params | {"line": each.line},
        }
        for each in (*broken_files(folder, Language), *own_keys(keys_file()).broken)
    )


def _programs_own(words: Words) -> Iterator[dict[str, Any]]:
    """Yield what the program itself lacks, which nobody would notice."""
    heard = {file: sense(file) for file in FILES} | ({HEAD: encoder()} if INSTALLED else {})
    for file, ear in heard.items():
        if ear is None:
            code = "gate-half-deaf" if file == GATE else "half-deaf"
            said = words(sentences("program")[code], file=file)
            yield {"code": code, "path": file, "mend": "", "says": said, "params": {}}


def _show(words: Words, found: Findings) -> None:
    tell(*(finding_sentence(words, finding) for finding in found))


def _mend(asked: Asked, found: Findings, *, yes: bool) -> None:
    """Show what would become of the records, ask, and put right what can be."""
    words, mendable = asked.words, tuple(finding for finding in found if finding.mend)
    for finding in mendable:
        tell(*(f"  {line}" for line in _differs(words, asked.folder, finding)))
    question = words.many("Put {count} thing right?", "Put {count} things right?", len(mendable))
    do_or_stop(words, question, yes=yes)
    repair(asked.folder, mendable, by=asked.alias, at=asked.now(), memory=memory_folder())


def _differs(words: Words, folder: Path, finding: Finding) -> tuple[str, ...]:
    """Return what a mend does to the records: what comes in, or what going back to the backup lacks."""
    if finding.mend is Mend.TAKE_IN:
        return tuple(difference_lines(words, since_last_good(existing_folder(folder), finding.path)))
    return (newest_lacks(words, folder, finding.path),) if finding.mend is Mend.RESTORE else ()


def _facts(words: Words, finding: Finding) -> dict[str, Any]:
    said = finding_sentence(words, finding)
    return {"code": finding.code, "path": finding.path, "mend": finding.mend, "says": said, "params": finding.params}
