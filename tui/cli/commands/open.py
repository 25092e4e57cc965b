"""`fredstid open`: write a new case."""

import click

from storage.domain.case.case import Case, Entry, Kind, Route, Step, checked_title, with_entry
from storage.domain.case.standing import alarmed
from storage.domain.people import checked_member
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import chosen_theme
from tui.cli.command import argument, command, option, optional
from tui.cli.completing import complete_alias, complete_theme
from tui.cli.facts import case_facts
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.writing import handed_over, keep_written, tell_what_follows, tell_whom
from tui.desk.desk import Desk
from tui.i18n.words import N_


@command(
    "open",
    help=N_(
        "A title that names nobody, then what happened: in quotation marks, or from standard input with -. Its code is"
        " printed. In every case it is asked whether the pupil could be unsafe; an option answers."
    ),
    first=N_("with a title alone"),
    examples=(
        (N_("fredstid open 'Late on Mondays' - --theme absence < text.md"), N_("with what happened, from a file")),
        (N_("fredstid open 'A calm autumn' --success"), N_("something that went well")),
    ),
)
@argument(
    "title",
    N_("TITLE"),
    N_("What it is about, without names. Others on the machine may see what stands on the command line."),
)
@optional("text", N_("TEXT"), N_("What happened, or - to read it."))
@option(
    "--theme",
    "about",
    multiple=True,
    metavar=N_("THEME"),
    help=N_("What it is about, such as homework; can be given several times."),
    shell_complete=complete_theme,
)
@option("--owner", metavar=N_("ALIAS"), default="", help=N_("Whose case it is."), shell_complete=complete_alias)
@click.option("--success", is_flag=True, help=N_("Something that went well, to learn from."))
@click.option("--safe/--unsafe", default=None, help=N_("Whether the pupil is safe, as far as you know."))
@as_json
def open_(
    asked: Asked,
    title: str,
    text: str | None,
    about: tuple[str, ...],
    owner: str,
    success: bool,
    safe: bool | None,
    as_json: bool,
) -> None:
    """Keep a new case and print its code."""
    desk = asked.desk
    kind = Kind.SUCCESS if success else Kind.CASE
    case = _titled(desk, title, kind, tuple(dict.fromkeys(chosen_theme(desk.words, each) for each in about)), owner)
    written = handed_over(desk, text) if text is not None else ""
    if written:
        said = Entry(id=desk.new_id(), step=Step.SITUATION, text=written, at=desk.now(), by=desk.me)
        case = with_entry(case, said)
    if kind is Kind.CASE and safe is not None:
        case = case.but(safe=True) if safe else alarmed(case, Route.NOT_SAFE)
    draft = desk.draft_in("case", "new", kind, "text" if written else "title")
    kept = keep_written(desk, Change(None, case), draft, written or case.title)
    opened = next(each for each in kept.records if isinstance(each, Case))
    if as_json:
        write_json(case_facts(opened))
    tell(desk.words("{code} is open: {title}.", code=opened.code, title=in_line(opened.title)))
    tell_whom(desk, opened)
    tell_what_follows(desk, kept)
    if kind is Kind.CASE and safe is None and not (kept.alarm and kept.alarm.routes):
        gate = gate_file(desk.words.language)
        answer = desk.words("«fredstid safety {code} --safe» or «--unsafe» answers.", code=opened.code)
        tell(f"{gate.standing} {answer}")


def _titled(desk: Desk, title: str, kind: Kind, about: tuple[str, ...], owner: str) -> Case:
    return Case(
        id=desk.new_id(),
        title=checked_title(in_line(handed_over(desk, title))),
        opened=desk.today,
        kind=kind,
        themes=about,
        owner=checked_member(desk.store.book().team, owner, empty=True) or desk.me,
    )
