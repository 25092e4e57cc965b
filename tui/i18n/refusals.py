"""A sentence for everything the core can refuse, and for what is wrong with a folder or a school's own file."""

import shlex
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from storage.domain.errors import Refused
from storage.school import BrokenFile
from tui.i18n.labels import either
from tui.i18n.words import N_, Words, sentences

FULL = N_("It could not be saved (the disk is full). Make room and try again: what you wrote waits where you wrote it.")
UNKNOWN = {"holder": N_("Somebody"), "since": N_("just now")}
"""What stands for what the store could not find out."""
TEXT_WAITS = "text"
"""Which parameter says that what was written waits as a draft."""
QUOTES = frozenset({"typed", "value", "signal"})
LONGEST_QUOTE = 60
"""Characters of what somebody typed."""
COPY_OF_TOOL = N_("{path} is called as {tool} calls a copy that went its own way")
SHUT = N_("what the backups hold cannot be seen from here; open that folder first.")
PLACED = N_("{problem} (at {place})")


class Describable(Protocol):
    """A finding, as far as its sentence needs it."""

    @property
    def code(self) -> str:
        """What is wrong."""
        ...

    @property
    def path(self) -> str:
        """Where, inside the folder."""
        ...

    @property
    def mend(self) -> str:
        """What puts it right."""
        ...

    @property
    def params(self) -> Mapping[str, object]:
        """What else the sentence needs."""
        ...


def sentence(words: Words, refusal: Refused, instead: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return what a refusal says to a person; `instead` holds sentences for where keys are no way out."""
    params = {name: shown(words, name, value) for name, value in refusal.params.items()}
    return words(instead.get(refusal.code) or _sentence_for(refusal), **params)


def of_no_text(refusal: Refused) -> Refused:
    """Return a refusal as it is said where nobody had written anything that could wait: nothing was done."""
    if refusal.code != "not-saved" or TEXT_WAITS in refusal.params:
        return refusal
    return Refused("system-says-no", reason=refusal.params["reason"])


def _sentence_for(refusal: Refused) -> str:
    if refusal.code == "not-saved" and refusal.params.get("reason") == "disk-full":
        return FULL
    command = refusal.params.get("command")
    known = {} if command is None else sentences("refused-with-command" if command else "refused-unshared")
    return known.get(refusal.code) or sentences("refused")[refusal.code]


def reason(words: Words, code: str) -> str:
    """Return a reason in words; what the system itself says stays as it is."""
    known = sentences("reason")
    return words(known[code]) if code in known else code


def shown(words: Words, name: str, value: object) -> str:
    """Return what a sentence says in place of a parameter."""
    match value:
        case None | "" if name in UNKNOWN:
            return words(UNKNOWN[name])
        case datetime():
            return words.clock(value)
        case date():
            return words.day(value, "d. MMM y")
        case tuple() | list():
            days = [each for each in value if isinstance(each, date)]
            return either(words, days) if days else ", ".join(str(each) for each in value) or words("none yet")
    if name == "reason":
        return reason(words, str(value))
    text = str(value)
    if name == "path" and " " in text:
        return shlex.quote(text)  # for it stands in commands too
    return f"{text[:LONGEST_QUOTE]}…" if name in QUOTES and len(text) > LONGEST_QUOTE else text


def finding_sentence(words: Words, finding: Describable) -> str:
    """Return what is wrong, where, and the way out."""
    params = {name: shown(words, name, value) for name, value in finding.params.items()} | {"path": finding.path}
    problem = words(COPY_OF_TOOL if finding.params.get("tool") else sentences("problem")[finding.code], **params)
    if place := finding.params.get("place"):
        problem = words(PLACED, problem=problem, place=_place(words, str(place)))
    return f"{problem} – {words(_way_out(finding), **params)}"


def _place(words: Words, place: str) -> str:
    """Return where in a file something is wrong: a line in words, a field as it stands there."""
    kind, _, number = place.partition(" ")
    return words("line {line}", line=number) if kind == "line" else place


def _way_out(finding: Describable) -> str:
    if finding.code == "file-unreadable" and finding.params.get("command"):
        return sentences("way-out")["wrong-owner"]
    if finding.params.get("shut"):
        return SHUT
    if finding.code == "diverged" and finding.mend:
        return sentences("mend")["join-first"]
    return sentences("mend")[finding.mend] if finding.mend else sentences("way-out")[finding.code]


def broken_sentence(words: Words, broken: BrokenFile, *, whole: bool = False) -> str:
    """Return which file is broken, where and why, and that all else is used; with its `whole` path, or its name."""
    said = {"file": str(broken.file) if whole else broken.name, "why": sentence(words, broken.why)}
    if broken.line:
        return words("{file}, line {line}: {why} It is left out.", line=broken.line, **said)
    return words("{file}: {why} It is left out.", **said)
