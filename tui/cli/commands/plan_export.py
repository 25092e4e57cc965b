"""`fredstid plan export`: the plan as a document, to change in any editor or to print."""

import click

from storage.domain.people import Language
from tui.cli.asked import Asked
from tui.cli.command import command, optional
from tui.cli.completing import complete_file
from tui.cli.pages import Target, hand_out, in_every_form
from tui.desk.pages import plan_export, plan_for_parents
from tui.i18n.words import N_


@command(
    "export",
    help=N_(
        "Markdown that «fredstid plan import» reads again without loss, in the team's language or the --language"
        " given; nothing in it tells which team it is. A page to print (--html) leaves out what is hidden or retired."
    ),
    first=N_("in a new file that only you can read"),
    examples=(
        ("fredstid plan export plan.html", N_("a page to print")),
        ("fredstid plan export --for-parents plan.docx", N_("for a parents' council, in Word")),
        ("fredstid plan export --html > plan.html", N_("the same, on standard output")),
    ),
)
@optional("place", N_("FILE"), N_("A new file."), complete_file)
@click.option(
    "--for-parents",
    is_flag=True,
    help=N_("Only what homes can count on, for a parents' council: no names, no codes, no ideas."),
)
@in_every_form
def export(asked: Asked, out: Target, place: str | None, for_parents: bool) -> None:
    """Print the plan, or write it to a file, however that was named."""
    if place is not None:
        out = out.at(place)
    desk = asked.desk
    book = desk.store.book()
    language = desk.words.language if asked.language else Language(book.team.language)
    if for_parents:
        page = plan_for_parents(book, language, desk.today)
    else:
        page = plan_export(book, language, desk.place.own_files, out.form)
    hand_out(asked, page, out, language, N_("The plan stands in {file}."), as_it_is=True)
