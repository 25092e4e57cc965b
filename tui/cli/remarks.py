"""What the steering says about a text on the command line: on standard error, never in the way."""

from collections.abc import Iterator, Sequence

from storage.domain.case.case import Route
from storage.domain.case.standing import alarmed
from storage.domain.record import Record
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tui.cli.output import tell
from tui.desk.desk import Desk
from tui.desk.nudges import hint_line, unsaid
from tui.desk.safety import raised


def remark(desk: Desk, changes: Sequence[Change], kept: Sequence[Record]) -> None:
    """Say of changes that were kept who must be told, what could tell who somebody is, and one turning question."""
    for sentence in (*_safety(desk, changes, kept), *_hint(desk, changes)):
        tell(sentence)


def _safety(desk: Desk, changes: Sequence[Change], kept: Sequence[Record]) -> Iterator[str]:
    book = desk.store.book()
    seen = raised(book, changes, kept)
    if seen is None or seen.route is None:
        return
    if seen.question:
        yield seen.question
        return
    route = gate_file(book.team.language.value).routes[seen.route.value]
    yield f"! {route.title}. {route.say}"
    if route.no_contact:
        yield f"! {route.no_contact}"
    _open(desk, seen.code, seen.route)
    if seen.code:
        yield desk.words("«fredstid safety {code}» shows what to do.", code=seen.code)


def _open(desk: Desk, code: str, route: Route) -> None:
    """Let the alarm stand in the case until somebody says who was told."""
    case = desk.store.book().find_case(code)
    if case:
        desk.store.save(Change(case, alarmed(case, route)), by=desk.me, at=desk.now())


def _hint(desk: Desk, changes: Sequence[Change]) -> Iterator[str]:
    hint = unsaid(desk, changes, quiet=False)
    if hint:
        yield hint_line(desk.words, hint, keys=False)
