"""What the steering says about a text on the command line: on standard error, never in the way."""

from collections.abc import Iterator

from storage.domain.case import Case
from tui.cli.output import tell
from tui.desk import Desk


def remark(desk: Desk, case: Case, text: str) -> None:
    """Say who must be told, what could tell who somebody is, and one turning question."""
    for sentence in (*_safety(desk, case, text), *_hint(desk, text, first=not case.entries)):
        tell(sentence)


def _safety(desk: Desk, case: Case, text: str) -> Iterator[str]:
    from storage.steering.gate import Level, alarm  # noqa: PLC0415 - only when something is written
    from storage.steering.gate_texts import gate_file  # noqa: PLC0415 - as above

    if case.told or case.false_alarm:
        return
    language = desk.store.book().team.language.value
    seen = alarm(text, language)
    if seen is None:
        return
    if seen.level is Level.DOUBT:
        yield seen.question
        return
    route = gate_file(language).routes[seen.route.value]
    yield f"! {route.title}. {route.say}"
    if route.no_contact:
        yield f"! {route.no_contact}"


def _hint(desk: Desk, text: str, *, first: bool) -> Iterator[str]:
    from tui.hints import hint_line, hints  # noqa: PLC0415 - as above

    for hint in hints(desk.words, text, desk.store.book().team, desk.store.folder, quiet=first):
        yield hint_line(desk.words, hint, keys=False)
        return
