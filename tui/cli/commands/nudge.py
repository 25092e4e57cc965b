"""`fredstid nudge`: try out what the steering would say about a text; nothing is kept and no team is needed."""

from collections.abc import Iterator, Sequence

import msgspec

from storage.domain.case.case import Route
from storage.domain.text import checked_text
from storage.steering.gate import alarms, foremost
from storage.steering.gate_lists import Alarm, Certainty
from storage.steering.gate_texts import gate_file
from storage.steering.guard import Identity, Severity, identify
from storage.steering.nudges import Nudge, judge, judge_promise
from tui.cli.asked import Asked
from tui.cli.command import argument, command, option
from tui.cli.output import as_json, tell, text_from_input, write_json, write_text
from tui.desk.nudges import GUARDED
from tui.i18n.words import N_, Words

FROM_INPUT = "-"


@command(
    "nudge",
    help=N_(
        "First who must be told where a pupil may be unsafe, then what could tell who somebody is, then the"
        " questions that may turn it; none is put where a pupil may be unsafe. Nothing is kept, and no team is needed."
    ),
    first=N_("the question that may turn it"),
    examples=(
        (N_("fredstid nudge --promise 'Follow up with the home'"), N_("the same, as something agreed on")),
        ("fredstid nudge - --json < text.md", N_("the same for another program")),
    ),
)
@argument(
    "text", N_("TEXT"), N_("The text, or - to read it. Others on the machine may see what stands on the command line.")
)
@option("--promise", is_flag=True, help=N_("Look at it as an agreement: does it name an act that one could see?"))
@as_json
def nudge(asked: Asked, text: str, promise: bool, as_json: bool) -> None:
    """Print what would be said."""
    words = asked.glance()
    given = text_from_input(words) if text == FROM_INPUT else text
    text = checked_text(given)
    seen = foremost(alarms(text, words.language.value))
    guarded = tuple(identify(text, language=words.language.value))
    heard = judge_promise if promise else judge
    found = () if seen else heard(text, words.language.value)
    if as_json:
        write_json(
            {
                "nudges": [_nudge(each) for each in found],
                "gate": _gate(seen[0]) if seen else None,
                "guard": _guard(text, guarded),
            }
        )
        return
    asked_about = (f"{'' if each.loud else '◦ '}{words.quoted(each.signal)} – {each.question}" for each in found)
    write_text(*_told(words, seen), *_warned(words, text, guarded), *asked_about)
    if not (found or seen or guarded):
        tell(words("No questions for this text."))


def _nudge(finding: Nudge) -> dict[str, object]:
    return {name: value for name, value in msgspec.structs.asdict(finding).items() if name != "key"}


def _gate(seen: Alarm) -> dict[str, object]:
    return {"level": seen.level, "route": seen.route, "signal": seen.signal}


def _guard(text: str, guarded: Sequence[Identity]) -> list[dict[str, object]]:
    return [{"category": each.kind, "signal": text[each.start : each.end]} for each in guarded]


def _told(words: Words, seen: Sequence[Alarm]) -> Iterator[str]:
    """Yield what the safety gate says: who must be told, or a question, of a home and a life each its own."""
    gate, sure = gate_file(words.language.value), {each.route for each in seen if each.level is Certainty.SURE}
    for each in seen:
        doubt = each.level is Certainty.DOUBT
        yield f"{words.quoted(each.signal)} – {each.question}" if doubt else gate.at_once(each.route)
    if away := gate.no_contact(at_home=Route.HOME in sure):
        yield f"! {away}"


def _warned(words: Words, text: str, guarded: Sequence[Identity]) -> Iterator[str]:
    """Yield what could tell who somebody is; an identity number is not repeated."""
    for each in guarded:
        said = "" if each.severity is Severity.REFUSE else f"{words.quoted(text[each.start : each.end])} – "
        yield said + words(GUARDED[each.kind])
