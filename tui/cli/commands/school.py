"""`fredstid school`: what the teams of a school have published, side by side, and an answer to what they lift."""

from storage.domain.calendar import local_day
from tui.cli.asked import Asked
from tui.cli.command import argument, command, option
from tui.cli.output import as_json, tell, write_json
from tui.cli.pages import Target, hand_out, in_every_form
from tui.desk.pages import answer_lift, page_of_school, school_at
from tui.i18n.refusals import sentence
from tui.i18n.words import N_


@command(
    "school",
    help=N_(
        "From the folders into which teams «fredstid publish»: no right in a team's own folder is needed. An answer"
        " stands in a file beside them, and comes into the team's case when it publishes the next time."
    ),
    first=N_("the page for the leadership"),
    examples=(
        (N_("fredstid school ~/school --answer 4F09A21C 'Yes, from January.'"), N_("answer what a team has lifted")),
    ),
)
@argument("folder", N_("FOLDER"), N_("Where the teams' folders lie, or a database's address."))
@option(
    "--answer",
    nargs=2,
    metavar=N_("NUMBER TEXT"),
    help=N_("Answer something by the number that stands before it on the page."),
)
@in_every_form
@as_json
def school(asked: Asked, folder: str, answer: tuple[str, str] | None, out: Target, as_json: bool) -> None:
    """Print the page, or keep an answer."""
    words, place = asked.glance_anywhere(), asked.place_of(folder)
    there = school_at(place)
    tell(*(f"{name}: {sentence(words, why)}" for name, why in there.unread))
    if answer:
        answer_lift(there, place, *answer, local_day(asked.now()))
        tell(words("Answered. The team finds it on Today when it publishes the next time."))
    elif as_json:
        write_json({"teams": there.teams, "answers": there.answers.answers})
    else:
        page = page_of_school(there, local_day(asked.now()), words.language).markdown
        hand_out(asked, page, out, words.language, N_("It stands in {file}; only you can read it."))
