"""`fredstid coach`: what to say and when, for whoever leads the next meeting."""

from storage.content.coach import coach as coach_in
from storage.content.coach import last_advice
from storage.content.forms import forms
from storage.documents.pages.brief import coach_blocks
from storage.domain.errors import Refused
from tui.cli.asked import Asked
from tui.cli.command import command, optional
from tui.cli.output import tell
from tui.cli.pages import Target, hand_out, in_every_form
from tui.desk.preparation import Preparation, proposed_form
from tui.i18n.labels import page_labels
from tui.i18n.refusals import broken_sentence
from tui.i18n.words import N_


@command(
    "coach",
    help=N_("Phase by phase: the sentence to say, what to listen for, and what to say when a minute is left."),
    first=N_("for the next meeting's form"),
    examples=(
        ("fredstid coach peacetime", N_("for another form")),
        ("fredstid coach --html --to coach.html", N_("a page to print")),
    ),
)
@optional("form", N_("FORM"), N_("The form's key."))
@in_every_form
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
