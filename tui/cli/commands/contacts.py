"""`fredstid contacts`: the first good contact with every home, counted and never named."""

import click

from storage.domain.errors import Refused
from storage.domain.homes.contact import ClassContacts, Tick, checked_class, of_year, ticked, ticks_of, unticked
from storage.domain.search import folded
from storage.store import Change
from tui.cli.asked import Asked
from tui.cli.command import command, option, optional
from tui.cli.completing import complete_class
from tui.cli.facts import record_facts
from tui.cli.output import as_json, columns, in_line, tell, write, write_json
from tui.cli.writing import tell_what_follows
from tui.desk.desk import Desk
from tui.desk.keeping import keep
from tui.i18n.words import N_

HOMES = click.IntRange(1, 60)


@command(
    "contacts",
    help=N_("In how many homes of each class something good was told first this term; never in which."),
    first=N_("every class of this school year"),
    examples=(
        ("fredstid contacts 6A --tick", N_("one more home of 6A")),
        ("fredstid contacts 6B --homes 24", N_("a class with 24 homes, new or changed")),
    ),
)
@optional("label", N_("CLASS"), N_("The class, such as 6A."), complete_class)
@click.option("--tick", is_flag=True, help=N_("One more home has heard something good."))
@click.option("--untick", is_flag=True, help=N_("Take the last tick away."))
@option("--homes", type=HOMES, metavar=N_("NUMBER"), help=N_("How many homes the class has."))
@as_json
def contacts(asked: Asked, label: str | None, tick: bool, untick: bool, homes: int | None, as_json: bool) -> None:
    """Print the classes, or count in one."""
    desk = asked.desk
    wanted = [tick, untick, homes is not None].count(True)
    if wanted > 1:
        raise Refused("choose-one", options=("--tick", "--untick", "--homes"))
    if wanted and label is None:
        raise Refused("which-class")
    classes = of_year(desk.store.book().classes, desk.today)
    if label is not None:
        classes = (_counted(desk, classes, label, tick=tick, untick=untick, homes=homes),)
    if as_json:
        write_json([contact_facts(desk, each) for each in classes])
        return
    rows = ((in_line(each.label), desk.words("{count} of {homes} homes", **_numbers(desk, each))) for each in classes)
    write(*columns(rows))
    if not classes:
        tell(desk.words("No class yet. «fredstid contacts CLASS --homes NUMBER» makes one."))


def _numbers(desk: Desk, given: ClassContacts) -> dict[str, int]:
    return {"count": len(ticks_of(given, desk.today)), "homes": given.homes}


def contact_facts(desk: Desk, given: ClassContacts) -> dict[str, object]:
    """Return a class for other programs, with its ticks of this term counted."""
    return record_facts(given) | {"this_term": len(ticks_of(given, desk.today))}


def _counted(
    desk: Desk, classes: tuple[ClassContacts, ...], label: str, *, tick: bool, untick: bool, homes: int | None
) -> ClassContacts:
    """Return a class as it is now, with what was counted in it; raises `no-such-class`."""
    given = next((each for each in classes if folded(each.label) == folded(label.strip())), None)
    if given is None and homes is None:
        raise Refused("no-such-class", typed=label)
    after = given or ClassContacts(id=desk.new_id(), label=label.strip(), homes=homes or 1, made=desk.today)
    if homes is not None:
        after = checked_class(after.but(homes=homes))
    elif tick:
        after = ticked(after, Tick(id=desk.new_id(), on=desk.today, by=desk.me))
    elif untick:
        after = unticked(after, desk.today)
    if after != given:
        tell_what_follows(desk, keep(desk, Change(given, after)))
    return after
