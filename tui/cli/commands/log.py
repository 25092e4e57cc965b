"""`fredstid log`: write in a case."""

import click

from storage.domain.case.case import Case, Entry, Step, View, with_entry
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import chosen
from tui.cli.command import ChoiceOption, case_code, command, optional
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.writing import handed_over, keep_written, tell_standing, tell_what_follows
from tui.desk.desk import Desk
from tui.i18n.labels import label
from tui.i18n.words import N_


@command(
    "log",
    help=N_(
        "The text stands in quotation marks, or comes from standard input with -, or is written in $EDITOR."
        " Write what was seen and heard; no names."
    ),
    first=N_("write what happened"),
    examples=(
        ("fredstid log 26-014 - < text.md", N_("from a file")),
        (N_("fredstid log 26-014 --view home 'Calmer since Monday.'"), N_("as the home sees it")),
    ),
)
@case_code()
@optional(
    "text", N_("TEXT"), N_("The text, or - to read it. Others on the machine may see what stands on the command line.")
)
@click.option(
    "--step",
    cls=ChoiceOption,
    choices=Step,
    otherwise=Step.SITUATION,
    default=Step.SITUATION.value,
    metavar=N_("STEP"),
    help=N_("One of {choices}; without it {otherwise}."),
)
@click.option(
    "--view",
    cls=ChoiceOption,
    choices=View,
    otherwise=View.SCHOOL,
    default=View.SCHOOL.value,
    metavar=N_("VIEW"),
    help=N_("Whose view: {choices}; without it {otherwise}."),
)
@as_json
def log(asked: Asked, code: str, text: str | None, step: str, view: str, as_json: bool) -> None:
    """Keep an entry."""
    desk = asked.desk
    case = desk.store.book().only_case(code)
    at = chosen(desk.words, Step, step)
    seen_by = chosen(desk.words, View, view)
    draft = desk.draft_in("case", case.code, "entry", "text")
    written = handed_over(desk, text, draft)
    entry = Entry(id=desk.new_id(), step=at, view=seen_by, text=written, at=desk.now(), by=desk.me)
    kept = keep_written(desk, Change(case, with_entry(case, entry)), draft, written, edited=text is None)
    if as_json:
        write_json({"case": case.code, **_facts(entry)})
    _report(desk, case, entry)
    tell_what_follows(desk, kept)


def _facts(entry: Entry) -> dict[str, object]:
    return {"id": entry.id, "step": entry.step, "view": entry.view, "text": entry.text, "at": entry.at, "by": entry.by}


def _report(desk: Desk, case: Case, entry: Entry) -> None:
    where = label(desk.words, entry.step)
    tell(
        desk.words("Written in {code} {title}, under «{step}».", code=case.code, title=in_line(case.title), step=where)
    )
    tell_standing(desk, case)
