"""`fredstid nudge`: try out what the steering would say about a text; nothing is kept and no team is needed."""

import sys

import click
import msgspec

from storage.domain.text import LONGEST_TEXT, checked_text
from storage.steering.nudges import Finding, judge
from tui.cli.asked import Asked
from tui.cli.command import Argument, Command
from tui.cli.output import tell, write, write_json
from tui.cli.parameters import as_json
from tui.i18n.words import N_

FROM_INPUT = "-"
MOST_BYTES = LONGEST_TEXT * 4 + 1
"""The longest text in UTF-8, and one more."""


@click.command(
    "nudge",
    cls=Command,
    help=N_(
        "Try out what the steering says about a text."
        "\n\nNothing is kept, and no team is needed. Nothing is printed where it would stay quiet."
    ),
    examples=(
        (N_("fredstid nudge 'They never answer.'"), N_("the question that may turn it")),
        ("fredstid nudge - --json < text.md", N_("places and categories, for another program")),
    ),
)
@click.argument(
    "text",
    cls=Argument,
    metavar=N_("TEXT"),
    explained=N_("The text, or - to read it. Others on the machine may see what stands on the command line."),
)
@as_json
@click.pass_obj
def nudge(asked: Asked, text: str, as_json: bool) -> None:
    """Print what would be said."""
    words = asked.told_words
    given = sys.stdin.buffer.read(MOST_BYTES).decode("utf-8", "replace") if text == FROM_INPUT else text
    found = judge(checked_text(given), words.language.value)
    if as_json:
        write_json([_facts(finding) for finding in found])
        return
    write(*(f"«{finding.signal}» – {finding.question}" for finding in found))
    if not found:
        tell(words("No questions for this text."))


def _facts(finding: Finding) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(finding).items() if name != "key"}
