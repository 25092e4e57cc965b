"""`fredstid rounds`: the rounds of development conversations, and what became of what was agreed."""

from typing import Any

from storage.domain.homes.conversation_round import ConversationRound, at_midpoint, follow_through
from tui.cli.asked import Asked
from tui.cli.command import command, lines_option
from tui.cli.facts import record_facts
from tui.cli.output import as_json, columns, tell, write, write_json
from tui.desk.desk import Desk
from tui.i18n.labels import round_name
from tui.i18n.words import N_, Words


@command(
    "rounds",
    help=N_(
        "How many agreements were made, how many were followed up at all, and how many helped; for the team, never"
        " per person."
    ),
    first=N_("all of them"),
    examples=(
        ("fredstid rounds --write", N_("begin one, write what is agreed, and ask how it goes")),
        ("fredstid rounds --json", N_("with their agreements, for another program")),
    ),
)
@lines_option
@as_json
def rounds(asked: Asked, lines: bool, as_json: bool) -> None:
    """Print the rounds, or go through them in plain lines."""
    if lines:
        asked.go_aloud("rounds")
        return
    desk = asked.desk
    found = desk.store.book().rounds
    if as_json:
        write_json([round_facts(desk, each) for each in found])
        return
    write(*columns(_row(desk.words, each) for each in found))
    for each in at_midpoint(found, desk.today):
        left = follow_through(each).agreements - follow_through(each).asked
        tell(
            desk.words.many(
                "Mid-point check: {count} agreement is still to be asked about.",
                "Mid-point check: {count} agreements are still to be asked about.",
                left,
            )
        )
    if not found:
        tell(desk.words("No round of conversations yet. «fredstid rounds --write» begins one."))


def _row(words: Words, kept: ConversationRound) -> tuple[str, ...]:
    counted = follow_through(kept)
    became = (
        words("mid-point {day}", day=words.day(kept.midpoint, "d. MMM y")),
        words.many("{count} agreement", "{count} agreements", counted.agreements),
        words("{count} followed up", count=counted.asked),
        words("{count} helped", count=counted.helped),
    )
    return (round_name(words, kept), f"{words.day(kept.starts)}–{words.day(kept.ends)}", " · ".join(became))


def round_facts(desk: Desk, kept: ConversationRound) -> dict[str, Any]:
    """Return a round for other programs, with what became of it."""
    return record_facts(kept) | {
        "term": kept.term,
        "at_midpoint": kept in at_midpoint(desk.store.book().rounds, desk.today),
        "followed": follow_through(kept),
    }
