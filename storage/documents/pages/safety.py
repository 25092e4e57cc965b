"""The safety gate on paper: whom to tell, what to do in which order, and the plan's five points to tick off."""

from collections.abc import Iterable, Iterator

from storage.documents.page import listed, named, one_line, page, section
from storage.documents.said import filled
from storage.documents.words import Labels
from storage.domain.case.case import Route
from storage.steering.gate_texts import GateFile, Law, Number, RouteText


def safety_page(route: Route, gate: GateFile, labels: Labels, code: str = "") -> str:
    """Return a route's notice as Markdown; the case is named by its code alone."""
    words, text = labels.words.safety, gate.routes[route.value]
    first = "\n\n".join(f"**{one_line(said)}**" for said in (text.say, text.no_contact) if said)
    points = gate.plan.points if route is Route.NOT_SAFE else ()
    parts = (
        listed([named(words.case, one_line(code))]),
        first,
        section(2, words.tell, to_tick(text.tell)),
        section(2, words.steps, to_tick(text.steps)),
        section(2, gate.pupil_heard, "…"),
        section(2, gate.plan.title, one_line(gate.plan.where), to_tick(points)) if points else "",
        section(2, words.numbers, listed(map(_number, gate.numbers))),
        section(2, words.law, listed(_laws(text, labels))),
        one_line(gate.not_ours),
        filled(words.checked, day=labels.day(gate.checked)),
    )
    return page(text.title, labels.words.working_note, parts)


def to_tick(items: Iterable[str]) -> str:
    """Return a list to tick off."""
    return listed(f"[ ] {one_line(item)}" for item in items)


def _number(number: Number) -> str:
    said = one_line(" – ".join((number.number or "…", number.who, number.when)))
    return f"{said} ({number.source})"


def _laws(text: RouteText, labels: Labels) -> Iterator[str]:
    return (_law(law, labels) for law in text.law)


def _law(law: Law, labels: Labels) -> str:
    doubt = "" if law.certain else f" {one_line(labels.words.safety.uncertain)}"
    return f"**{one_line(law.reference)}:** {one_line(law.says)} ({one_line(law.source)}){doubt}"
