"""`fredstid brief`: one page before a meeting."""

import click

from storage.content.coach import last_advice
from storage.documents.pages.brief import brief_blocks, short_lines
from storage.domain.views.brief import brief as brief_of
from tui.cli.asked import Asked
from tui.cli.command import command
from tui.cli.output import write_text
from tui.cli.pages import Target, hand_out, in_every_form
from tui.i18n.labels import page_labels
from tui.i18n.words import N_


@command(
    "brief",
    help=N_(
        "What is due and how it went, what is new since last time, cases to take up and why, who does what, and the one"
        " thing to practise. In the team's language."
    ),
    first=N_("the page before the next meeting"),
    examples=(
        ("fredstid brief --short", N_("on one screen")),
        ("fredstid brief --html --to brief.html", N_("a page to print")),
    ),
)
@click.option("--short", is_flag=True, help=N_("No more than a terminal of 80 by 24 shows."))
@in_every_form
def brief(asked: Asked, short: bool, out: Target) -> None:
    """Print the page, or write it to a file."""
    desk = asked.desk
    book = desk.store.book()
    language, folder = book.team.language, desk.place.own_files
    told, advice = brief_of(book, desk.today), last_advice(book, language, folder)
    page = brief_blocks(told, page_labels(language), advice, short=short)
    if short:
        write_text(*short_lines(page))
        return
    hand_out(asked, page.markdown, out, language, N_("It stands in {file}; only you can read it."))
