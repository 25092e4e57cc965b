"""`fredstid plan import`: a plan from a document, all of it into an empty plan, else difference by difference."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from storage.content.plan_template import offered, taken_in
from storage.documents.plan_reading.checking import LONGEST_FILE
from storage.domain.errors import Refused
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import do_or_stop, yes_option
from tui.cli.command import command, optional
from tui.cli.completing import complete_file
from tui.cli.output import as_json, tell, write_json, write_text
from tui.cli.writing import FROM_INPUT
from tui.desk.desk import Desk
from tui.desk.incoming.plan import IncomingPlan, incoming, telltales
from tui.desk.keeping import keep
from tui.desk.settings import file_bytes, typed_path
from tui.i18n.changes import difference_line, preview, record_line, telltale_line
from tui.i18n.words import N_


@command(
    "import",
    help=N_(
        "Markdown or plain text: an export that was changed, or a plan that the school already has; or our template"
        " (--template), as ideas. Into an empty"
        " plan all of it comes; else you see what is new, changed or taken out, and nothing happens without a yes."
        " What fits nowhere becomes a note."
    ),
    first=N_("show what would change, and ask"),
    examples=(
        ("fredstid plan import plan.md --dry-run", N_("only show it")),
        ("fredstid plan import plan.md --yes", N_("without asking")),
        ("fredstid plan import --template", N_("what of the template the plan does not have yet")),
    ),
)
@optional("file", N_("FILE"), N_("The document, or - to read it."), complete_file)
@click.option("--template", is_flag=True, help=N_("Take in the template's practices, as ideas for a meeting."))
@click.option("--dry-run", "dry", is_flag=True, help=N_("Only show what would come in."))
@yes_option
@as_json
def import_(asked: Asked, file: str | None, template: bool, dry: bool, yes: bool, as_json: bool) -> None:
    """Show what comes in, ask, and keep it."""
    desk = asked.desk
    if file is None and not template:
        raise Refused("missing-argument", name=desk.words("FILE"), command="fredstid plan import")
    if file is None:
        _take_template(desk, dry=dry, yes=yes, as_json=as_json)
        return
    if template:
        raise Refused("choose-one", options=(desk.words("FILE"), "--template"))
    found = _read(desk, file)
    _show(desk, found, as_json=as_json)
    changes = found.everything
    if not changes:
        tell(desk.words("The plan says the same already."))
    tell(*_warnings(desk, changes))
    if dry or not changes:
        return
    if not found.is_whole:
        question = desk.words.many("Change it?", "Change all {count}?", len(found.differences))
        do_or_stop(desk.words, question, yes=yes)
    keep(desk, *changes)
    tell(desk.words("It stands in the plan now. «fredstid undo» takes it back."))


def _take_template(desk: Desk, *, dry: bool, yes: bool, as_json: bool) -> None:
    book, words = desk.store.book(), desk.words
    areas, practices = taken_in(book, offered(book), new_id=desk.new_id, today=desk.today)
    if as_json:
        write_json([{"what": "new", "record": each} for each in (*areas, *practices)])
    else:
        write_text(*(record_line(words, each) for each in practices))
    if not practices:
        tell(words("Everything in the template is in the plan already."))
    elif not dry:
        do_or_stop(words, words("Bring it in?"), yes=yes)
        keep(desk, *(Change(None, each) for each in (*areas, *practices)))
        tell(words("All of it is taken in as ideas. «fredstid undo» takes it back."))


def _read(desk: Desk, file: str) -> IncomingPlan:
    if file == FROM_INPUT:
        raw = sys.stdin.buffer.read(LONGEST_FILE + 1) if sys.stdin else b""
        return incoming(desk, desk.store.book(), raw, desk.words("The imported plan"))
    place = typed_path(file)
    return incoming(desk, desk.store.book(), file_bytes(place), place.stem)


def _warnings(desk: Desk, changes: Sequence[Change]) -> Iterator[str]:
    yield from filter(None, (telltale_line(desk.words, telltales(changes)),))


def _show(desk: Desk, found: IncomingPlan, *, as_json: bool) -> None:
    if as_json:
        write_json(_facts(found))
    elif found.is_whole:
        write_text(*preview(desk.words, found.paper))
    else:
        write_text(*(difference_line(desk.words, each) for each in found.differences))


def _facts(found: IncomingPlan) -> list[dict[str, Any]]:
    if found.is_whole:
        return [{"what": "new", "record": change.after} for change in found.changes]
    names = ("what", "area", "title", "field", "old", "new")
    return [{name: getattr(each, name) for name in names} for each in found.differences]
