"""What is wrong with a folder, or with a school's own file, in one sentence each: where, what, and the way out."""

from collections.abc import Mapping
from typing import Protocol

from storage.school import BrokenFile
from tui.i18n.refusals import sentence, shown
from tui.i18n.words import N_, Words, sentences


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


COPY_OF_TOOL = N_("{path} is called as {tool} calls a copy that went its own way")
SHUT = N_("what the backups hold cannot be seen from here; open that folder first.")
PLACED = N_("{problem} (at {place})")


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
    return sentences("mend")[finding.mend] if finding.mend else sentences("way-out")[finding.code]


def broken_sentence(words: Words, broken: BrokenFile, *, whole: bool = False) -> str:
    """Return which file is broken, where and why, and that all else is used; with its `whole` path, or its name."""
    said = {"file": str(broken.file) if whole else broken.name, "why": sentence(words, broken.why)}
    if broken.line:
        return words("{file}, line {line}: {why} It is left out.", line=broken.line, **said)
    return words("{file}: {why} It is left out.", **said)
