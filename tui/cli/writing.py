"""Text that somebody hands to a command: how it comes in, how it is kept and not lost, and what is said of it."""

import os
import sys
from collections.abc import Iterator, Sequence

from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.text import checked_text
from storage.steering.gate_texts import gate_file
from storage.store import Change
from tui.cli.facts import case_facts
from tui.cli.output import in_line, tell, text_from_input, write_json
from tui.desk.desk import Desk
from tui.desk.drafting import DraftKeeper, edited, editor_of, surprises_with_vi
from tui.desk.keeping import Kept, Raised, keep
from tui.desk.nudges import hint_line
from tui.i18n.labels import label, word_about_vi
from tui.i18n.refusals import TEXT_WAITS

FROM_INPUT = "-"


def handed_over(desk: Desk, typed: str | None, draft: DraftKeeper | None = None) -> str:
    """Return the text from the command line, standard input or the user's editor, where it is a `draft`.

    Every text that a command keeps passes here: this is where the identity guard and the steering look at it.
    Raises `no-text-given`, `long-text`, or why nothing can be saved before anybody has typed in vain.
    """
    if obstacle := desk.store.book().read_only:
        raise obstacle
    if typed is None and draft and _at_terminal():
        typed = _from_editor(desk, draft)
    elif typed in {None, FROM_INPUT}:
        typed = _from_input(desk)
    text = checked_text(typed or "").strip()
    if not text:
        raise Refused("no-text-given")
    return text


def _at_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def asked_for(desk: Desk, question: str) -> str:
    """Return what somebody at the terminal answers; elsewhere nothing, which the rules refuse."""
    if not _at_terminal():
        return ""
    tell(question)
    typed = sys.stdin.readline().strip()
    return handed_over(desk, typed) if typed else ""


def _from_input(desk: Desk) -> str:
    if _at_terminal():
        tell(desk.words("Write, and end with Ctrl+D on a line of its own."))
    return text_from_input(desk.words)


def _from_editor(desk: Desk, draft: DraftKeeper) -> str:
    """Return what was written in an editor; until it is saved it stands as a draft."""
    editor = editor_of(os.environ)
    if surprises_with_vi(os.environ):
        tell(word_about_vi(desk.words))
        sys.stdin.readline()
    text = edited(desk.place.care.edit_draft(draft.draft("")), editor)
    desk.store.keep_draft(draft.draft(text or ""))
    if text is None:
        raise Refused("no-editor", editor=editor[0])
    return text


def tell_standing(desk: Desk, case: Case) -> None:
    """Say when a case is not open; writing in it is allowed all the same."""
    if not case.is_open:
        state = label(desk.words, case.state)
        tell(desk.words("Note: {code} is not open; it is {state}.", code=case.code, state=state))


def tell_state(desk: Desk, case: Case, *, as_json: bool) -> None:
    """Say how a case stands now, for other programs too."""
    if as_json:
        write_json(case_facts(case))
    state, title = label(desk.words, case.state), in_line(case.title)
    tell(desk.words("{code} {title}: {state}.", code=case.code, title=title, state=state))


def keep_written(
    desk: Desk,
    change: Change,
    draft: DraftKeeper,
    text: str,
    *,
    edited: bool = False,
    quiet: bool = False,
    beside: Sequence[Change] = (),
) -> Kept:
    """Keep a change that says a text; where that is refused it waits as a draft, or is given back on standard error.

    What changes `beside` it is kept with it or not at all. `quiet` asks nothing that could not be answered any more.

    One that was `edited` is a draft already, which goes once it is saved.
    """
    if edited:
        draft.handed_over(text, change.after)
    try:
        return keep(desk, change, *beside, quiet=quiet)
    except Refused as why:
        if why.code == "identity-number":
            raise  # it is to stand nowhere
        _lay_aside(desk, draft, text)
        if why.code == "not-saved":
            raise Refused(why.code, **dict(why.params) | {TEXT_WAITS: True}) from None
        raise
    finally:
        desk.drafting.flush()


def _lay_aside(desk: Desk, draft: DraftKeeper, text: str) -> None:
    """Let a text wait as a draft, or give it back where it cannot even be one."""
    draft.typed(text)
    desk.drafting.flush()
    if desk.drafting.waiting(desk.me, draft.place.name):
        tell(text)


def tell_what_follows(desk: Desk, kept: Kept) -> None:
    """Say of what was kept who must be told, what could tell who somebody is, and one turning question."""
    if kept.alarm:
        tell(*_alarm_lines(desk, kept.alarm))
    if kept.obstacle:
        raise kept.obstacle
    if kept.nudge:
        half = f"→ {kept.nudge.neutral}" if kept.nudge.way else ""
        tell(*filter(None, (hint_line(desk.words, kept.nudge, keys=False), half)))


def tell_whom(desk: Desk, case: Case) -> None:
    """Say of a case that nobody was told of yet who must be, and where it stands what to do."""
    if case.alarm:
        gate = gate_file(desk.store.book().team.language)
        away = gate.no_contact(at_home=case.keeps_from_home)
        shows = desk.words("«fredstid safety {code}» shows what to do.", code=case.code)
        tell(gate.at_once(case.alarm), *((f"! {away}",) if away else ()), shows)


def _alarm_lines(desk: Desk, alarm: Raised) -> Iterator[str]:
    """Yield who must be told, by each route that is sure, and then what is asked about."""
    book, every = desk.store.book(), (alarm, *alarm.beside)
    gate = gate_file(book.team.language.value)
    yield from (gate.at_once(each.route) for each in every if each.route and not each.question)
    if alarm.routes and (away := gate.no_contact(at_home=alarm.at_home(book))):
        yield f"! {away}"
    if alarm.routes and alarm.code:
        yield desk.words("«fredstid safety {code}» shows what to do.", code=alarm.code)
    yield from (each.question for each in every if each.question)
