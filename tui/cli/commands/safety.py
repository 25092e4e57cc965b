"""`fredstid safety`: who must be told when a pupil may not be safe, with the plan's five points to tick off."""

import click

from storage.documents.pages.safety import safety_page
from storage.domain.case.case import Case, Route
from storage.steering.gate_texts import gate_file
from tui.cli.asked import Asked
from tui.cli.choosing import chosen
from tui.cli.command import ChoiceOption, CliCommand, case_code
from tui.cli.pages import Target, hand_out, in_every_form
from tui.i18n.pages import page_labels
from tui.i18n.words import N_


@click.command(
    "safety",
    cls=CliCommand,
    help=N_(
        "With the steps, the five points of the written plan to tick off, the numbers and the law; Markdown."
        " A case's own route is shown when its code is given; without a code no team is needed."
    ),
    first=N_("a pupil who may not be safe and well at school"),
    examples=(
        ("fredstid safety --route home", N_("violence, abuse or serious neglect at home")),
        ("fredstid safety --route danger", N_("a pupil who may harm themselves or die")),
        ("fredstid safety 26-014 --to safety.md", N_("a case's route, in a new file that only you can read")),
    ),
)
@case_code(required=False)
@click.option(
    "--route",
    cls=ChoiceOption,
    choices=Route,
    otherwise=Route.NOT_SAFE,
    metavar=N_("ROUTE"),
    help=N_("One of {choices}; without it the case's own, else {otherwise}."),
)
@in_every_form
@click.pass_obj
def safety(asked: Asked, code: str | None, route: str | None, out: Target) -> None:
    """Print the notice, or write it to a file."""
    case = asked.desk.store.book().case(code) if code else None
    words = asked.desk.words if case else asked.glance()
    by = _route(case) if route is None else chosen(words, Route, route)
    language = words.language
    gate, at_home = gate_file(language.value), case is not None and case.keeps_from_home
    page = safety_page(by, gate, page_labels(language), case.code if case else "", at_home=at_home)
    hand_out(asked, page, out, language, N_("It stands in {file}; only you can read it."))


def _route(case: Case | None) -> Route:
    """Return where a case leads: its alarm first, else the gravest route that somebody was told by."""
    told = [each.route for each in case.told] if case else []
    return (case.alarm if case else None) or max(told, key=lambda route: route.gravity, default=Route.NOT_SAFE)
