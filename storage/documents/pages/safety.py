"""The safety gate on paper: whom to tell, what to do in which order, and the plan's five points to tick off."""

from collections.abc import Iterable, Iterator

from storage.documents.page import (
    Blocks,
    ListKind,
    Text,
    in_line,
    listed,
    named,
    page,
    prose,
    section,
    strong,
    verbatim,
)
from storage.documents.words import Labels, filled, in_brackets, joined
from storage.domain.case.case import Route
from storage.steering.gate_texts import GateFile, Law, Number, RouteText


def safety_page(route: Route, gate: GateFile, labels: Labels, code: str = "", *, at_home: bool = False) -> str:
    """Return a route's notice as Markdown; the case is named by its code alone.

    `at_home` where by whatever route nothing may be taken up with the home yet.
    """
    words, text = labels.words.safety, gate.routes[route.value]
    first = (
        prose(strong(said)) for said in (text.say, gate.no_contact(at_home=at_home or route is Route.HOME)) if said
    )
    points = gate.plan.points if route is Route.NOT_SAFE else ()
    parts = (
        listed([named(words.case, in_line(code))]),
        *first,
        section(2, words.tell, _to_tick(text.tell)),
        section(2, words.steps, _to_tick(text.steps)),
        section(2, gate.pupil_heard, prose(verbatim("…"))),
        section(2, gate.plan.title, prose(in_line(gate.plan.where)), _to_tick(points)) if points else (),
        section(2, words.numbers, listed(map(_number, gate.numbers))),
        section(2, words.law, listed(_laws(text, labels))),
        prose(in_line(gate.not_ours)),
        prose(filled(words.checked, day=labels.day(gate.checked))),
    )
    return page(text.title, labels.words.working_note, parts).markdown


def _to_tick(texts: Iterable[str]) -> Blocks:
    return listed(map(in_line, texts), ListKind.TICKS)


def _number(number: Number) -> Text:
    said = in_line(" – ".join((number.number or "…", number.who, number.when)))
    return said + in_brackets(verbatim(number.source))


def _laws(text: RouteText, labels: Labels) -> Iterator[Text]:
    return (_law(law, labels) for law in text.law)


def _law(law: Law, labels: Labels) -> Text:
    doubt = () if law.certain else in_line(labels.words.safety.uncertain)
    return named(law.reference, joined(" ", in_line(law.says) + in_brackets(in_line(law.source)), doubt))
