"""Text that somebody hands to a command: how it comes in, and that it is not lost when it cannot be kept."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.text import checked_text
from storage.store import Draft
from tui.cli.output import tell, text_from_input
from tui.desk.desk import Desk
from tui.desk.editing import edited, editor_of, surprises_with_vi
from tui.i18n.labels import label
from tui.i18n.phrases import word_about_vi
from tui.i18n.refusals import TEXT_WAITS

FROM_INPUT = "-"


def handed_over(desk: Desk, typed: str | None, place: str = "") -> str:
    """Return the text from the command line, standard input or the user's editor, where it is a draft of a `place`.

    Every text that a command keeps passes here: this is where the identity guard and the steering look at it.
    Raises `no-text-given`, `long-text`, or why nothing can be saved before anybody has typed in vain.
    """
    if obstacle := desk.store.book().read_only:
        raise obstacle
    if typed is None and place and _at_terminal():
        typed = _from_editor(desk, place)
    elif typed in {None, FROM_INPUT}:
        typed = _from_input(desk)
    text = checked_text(typed or "").strip()
    if not text:
        raise Refused("no-text-given")
    return text


def _at_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def _from_input(desk: Desk) -> str:
    if _at_terminal():
        tell(desk.words("Write, and end with Ctrl+D on a line of its own."))
    return text_from_input(desk.words)


def _from_editor(desk: Desk, place: str) -> str:
    """Return what was written in an editor; until it is saved it stands as a draft."""
    editor = editor_of(os.environ)
    if surprises_with_vi(os.environ):
        tell(word_about_vi(desk.words))
        sys.stdin.readline()
    draft = Draft(by=desk.me, place=place, text="", at=desk.now())
    text = edited(desk.place.care.edit_draft(draft), editor)
    desk.store.keep_draft(msgspec.structs.replace(draft, text=text or ""))
    if text is None:
        raise Refused("no-editor", editor=editor[0])
    return text


def tell_standing(desk: Desk, case: Case) -> None:
    """Say when a case is not open; writing in it is allowed all the same."""
    if not case.is_open:
        state = label(desk.words, case.state)
        tell(desk.words("Note: {code} is not open; it is {state}.", code=case.code, state=state))


@contextmanager
def drafted(desk: Desk, place: str, text: str, *, edited: bool = False) -> Iterator[None]:
    """Keep a text as a draft when it cannot be saved, or else give it back on standard error.

    One that was `edited` is a draft already, which goes once it is saved.
    """
    try:
        yield
        if edited:
            desk.store.keep_draft(Draft(by=desk.me, place=place, text="", at=desk.now()))
    except Refused as why:
        if why.code == "identity-number":
            raise  # it is to stand nowhere
        try:
            desk.store.keep_draft(Draft(by=desk.me, place=place, text=text, at=desk.now()))
        except Refused:
            tell(text)
        if why.code == "not-saved":
            raise Refused(why.code, **dict(why.params) | {TEXT_WAITS: True}) from None
        raise
