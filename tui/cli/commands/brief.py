"""`fredstid brief` and `fredstid coach`: a page before a meeting, and what to say in it, for whoever leads."""

import click

from storage.content.coach import coach as coach_in
from storage.content.coach import last_advice
from storage.content.forms import forms
from storage.documents.pages.brief import brief_blocks, coach_blocks, short_lines
from storage.domain.errors import Refused
from storage.domain.views.brief import brief as brief_of
from tui.cli.asked import Asked
from tui.cli.command import Argument, CliCommand
from tui.cli.output import tell, write_text
from tui.cli.pages import Target, hand_out, in_every_form
from tui.desk.preparation import Preparation, proposed_form
from tui.i18n.findings import broken_sentence
from tui.i18n.labels import page_labels
from tui.i18n.words import N_


@click.command(
    "brief",
    cls=CliCommand,
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
@click.pass_obj
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


@click.command(
    "coach",
    cls=CliCommand,
    help=N_("Phase by phase: the sentence to say, what to listen for, and what to say when a minute is left."),
    first=N_("for the next meeting's form"),
    examples=(
        ("fredstid coach peacetime", N_("for another form")),
        ("fredstid coach --html --to coach.html", N_("a page to print")),
    ),
)
@click.argument("form", cls=Argument, required=False, metavar=N_("FORM"), explained=N_("The form's key."))
@in_every_form
@click.pass_obj
def coach(asked: Asked, form: str | None, out: Target) -> None:
    """Print the page, or write it to a file."""
    desk = asked.desk
    book = desk.store.book()
    language, folder = book.team.language, desk.place.own_files
    shelf = forms(language, folder)
    chosen = shelf.form(form) if form else proposed_form(book, shelf, desk.today)
    said = coach_in(language, folder)
    tell(*(broken_sentence(desk.words, each) for each in (*said.broken, *(() if chosen else shelf.broken))))
    if chosen is None:
        raise Refused("no-such-form", typed=form, forms=[each.key for each in shelf.forms])
    foreseen = Preparation.proposed(book, chosen).foreseen(desk.now())
    advice = last_advice(book, language, folder)
    page = coach_blocks(foreseen, said, page_labels(language), advice).markdown
    hand_out(asked, page, out, language, N_("It stands in {file}; only you can read it."))
