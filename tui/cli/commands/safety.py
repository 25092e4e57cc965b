"""`fredstid safety`: who must be told when a pupil may not be safe, with the plan's five points to tick off."""

import click

from storage.documents.pages.case import safety_page
from storage.domain.case.case import Case, Route, Told
from storage.domain.case.standing import alarmed, put_away, reported
from storage.domain.errors import Refused
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.choosing import chosen
from tui.cli.command import ChoiceOption, case_code, command, option
from tui.cli.output import as_json, in_line, tell, write_json
from tui.cli.pages import Target, hand_out, in_every_form
from tui.cli.writing import handed_over, keep_written, tell_what_follows, tell_whom
from tui.desk.desk import Desk
from tui.i18n.labels import page_labels
from tui.i18n.words import N_


@command(
    "safety",
    help=N_(
        "With the steps, the five points of the written plan to tick off, the numbers and the law; Markdown."
        " A case's own route is shown when its code is given; without a code no team is needed. With a code the other"
        " options keep what was asked and who was told."
    ),
    first=N_("a pupil who may not be safe and well at school"),
    examples=(
        ("fredstid safety --route home", N_("violence, abuse or serious neglect at home")),
        ("fredstid safety --route danger", N_("a pupil who may harm themselves or die")),
        (N_("fredstid safety 26-014 --told 'the head'"), N_("keep that somebody was told, and when")),
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
@click.option("--safe/--unsafe", default=None, help=N_("Whether the pupil is safe, as far as you know."))
@option("--told", "who", metavar=N_("WHO"), help=N_("Who was told today: a role, no name."))
@option("--false-alarm", "false", metavar=N_("TEXT"), help=N_("Why it was a false alarm."))
@in_every_form
@as_json
def safety(
    asked: Asked,
    code: str | None,
    route: str | None,
    safe: bool | None,
    who: str | None,
    false: str | None,
    out: Target,
    as_json: bool,
) -> None:
    """Print the notice or write it to a file, or keep what was asked and who was told."""
    answers = [safe is not None, who is not None, false is not None].count(True)
    if answers > 1:
        raise Refused("choose-one", options=("--safe", "--unsafe", "--told", "--false-alarm"))
    if answers:
        if code is None:
            raise Refused("missing-argument", name=asked.glance()("CODE"), command="fredstid safety")
        _answer(asked.desk, code, route, safe=safe, who=who, false=false, as_json=as_json)
        return
    case = asked.desk.store.book().case(code) if code else None
    words = asked.desk.words if case else asked.glance()
    by = _route(case) if route is None else chosen(words, Route, route)
    language = words.language
    gate, at_home = gate_file(language.value), case is not None and case.keeps_from_home
    page = safety_page(by, gate, page_labels(language), case.code if case else "", at_home=at_home)
    hand_out(asked, page, out, language, N_("It stands in {file}; only you can read it."))


def _answer(
    desk: Desk, code: str, route: str | None, *, safe: bool | None, who: str | None, false: str | None, as_json: bool
) -> None:
    """Keep in a case what was asked about the pupil's safety, who was told, or why it was a false alarm."""
    case = desk.store.book().only_case(code)
    by = _route(case) if route is None else chosen(desk.words, Route, route)
    text, draft = "", desk.draft_in()
    if who is not None:
        text = in_line(handed_over(desk, who))
        after = reported(case, Told(route=by, who=text, on=desk.today))
    elif false is not None:
        text, draft = handed_over(desk, false), desk.draft_in("case", case.code, "false-alarm")
        after = put_away(case, text)
    else:
        after = case.but(safe=True) if safe else alarmed(case, by)
    kept = keep_written(desk, Change(case, after), draft, text) if after != case else None
    if as_json:
        write_json({"code": after.code, "safe": after.safe, "alarm": after.alarm, "told": after.told})
    said = desk.words("{code}: nobody has been told yet", code=after.code)
    tell(said if after.alarm else desk.words("Kept in {code} {title}.", code=after.code, title=in_line(after.title)))
    tell_whom(desk, after)
    if kept:
        tell_what_follows(desk, kept)


def _route(case: Case | None) -> Route:
    """Return where a case leads: its alarm first, else the gravest route that somebody was told by."""
    told = [each.route for each in case.told] if case else []
    return (case.alarm if case else None) or max(told, key=lambda route: route.gravity, default=Route.NOT_SAFE)
