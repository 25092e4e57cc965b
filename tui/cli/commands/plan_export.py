"""`fredstid plan export`: the plan as a document, to change in any editor or to print."""

import click

from storage.domain.people import Language
from tui.cli.asked import Asked
from tui.cli.command import Argument, CliCommand
from tui.cli.output import tell, write
from tui.cli.parameters import complete_file
from tui.desk.pages import write_page
from tui.desk.settings import typed_path
from tui.i18n.words import N_


@click.command(
    "export",
    cls=CliCommand,
    help=N_(
        "Write the plan as a document."
        "\n\nMarkdown that «fredstid plan import» reads again without loss, in the team's language or the --language"
        " given; nothing in it tells which team it is. A page to print (--html) leaves out what is hidden or retired."
    ),
    examples=(
        ("fredstid plan export plan.md", N_("in a new file that only you can read")),
        ("fredstid plan export plan.html", N_("a page to print")),
        ("fredstid plan export --html > plan.html", N_("the same, on standard output")),
    ),
)
@click.argument(
    "file", cls=Argument, required=False, metavar=N_("FILE"), explained=N_("A new file."), shell_complete=complete_file
)
@click.option("--html", is_flag=True, help=N_("As a page to print, rather than Markdown."))
@click.pass_obj
def export(asked: Asked, file: str | None, html: bool) -> None:
    """Print the plan, or write it to a file."""
    from tui.desk.pages import is_html, plan_export  # noqa: PLC0415 - `--help` needs no markdown-it

    desk = asked.desk
    book = desk.store.book()
    language = desk.words.language if asked.language else Language(book.team.language)
    place = None if file is None else typed_path(file)
    page = plan_export(book, language, desk.place.own_files, html=html or (place is not None and is_html(place)))
    if place is None:
        write(page.rstrip("\n"))
    else:
        write_page(place, page)
        tell(desk.words("The plan stands in {file}.", file=str(place)))
