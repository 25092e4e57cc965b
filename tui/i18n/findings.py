"""What is wrong with a folder, or with a school's own file, in one sentence each: where, what, and the way out."""

from collections.abc import Mapping
from typing import Protocol

from storage.school import BrokenFile
from tui.i18n.refusals import sentence, shown
from tui.i18n.words import N_, Words


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


PROBLEMS = {
    "changed-outside": N_("{path} was changed by another program"),
    "conflict-copy": N_("{path} looks like a copy that a sync program or a person made"),
    "damaged-file": N_("{path} is damaged: {reason}"),
    "diverged": N_("{path} comes from another copy of the folder, written at the same time"),
    "export-unsettled": N_("{path} names an export of which nobody knows whether it was finished ({owner})"),
    "file-missing": N_("{path} is missing"),
    "file-unreadable": N_("{path} cannot be read: {reason}"),
    "foreign-file": N_("{path} is none of fredstid's files, so nothing in it is ever deleted"),
    "given-twice": N_("{record} stands twice in the files"),
    "history-broken": N_("{path}, line {line}: the history was changed by hand, or a line is missing before it"),
    "history-cut": N_("{path}: the end of the history is missing, a change of {day} among others"),
    "intent-unusable": N_("{path} cannot be followed: it is damaged, or somebody else laid it there"),
    "leftover": N_("{path} was left behind by somebody whose program died while saving"),
    "line-unreadable": N_("{path}, line {line} cannot be read"),
    "locks-not-shared": N_("The folder lies on a network disk ({kind}) without safe locks"),
    "name-elsewhere": N_("{path} has other rights than it should have, and a second name outside the folder"),
    "newer-schema": N_("{path} was written by a newer fredstid"),
    "no-such-backup": N_("{path} is not the backup that its name says, so it counts for nothing"),
    "not-a-file": N_("{path} is not an ordinary file"),
    "no-such-year": N_("{path} is named like a school year that there is not"),
    "not-a-folder-inside": N_("{path} should be a folder of the team's own, and is a link or a file"),
    "odd-date": N_("{record} has a date that cannot be right: {field} {value}"),
    "older-copy": N_("{path} is an older copy than the last one here"),
    "passed-over": N_("{path} cannot be read, so nothing in it is shown: {reason}"),
    "points-nowhere": N_("{record} points to something that is not there: {field} {value}"),
    "wrong-folder-mode": N_("The folder has other rights than it should have"),
    "wrong-mode": N_("{path} has other rights than it should have"),
    "wrong-owner": N_("{path} belongs to {owner}"),
}
MENDS = {
    "leave-out": N_(
        "there is no good backup here: put the server's own in its place, or «fredstid check --repair» leaves the year"
        " out and keeps its file aside."
    ),
    "renumber": N_("«fredstid check --repair» gives the later one a new code; agreements stay with the first."),
    "restore": N_("«fredstid check --repair» goes back to the last good backup."),
    "rights": N_("«fredstid check --repair» sets them right, or {command}"),
    "set-aside": N_("«fredstid check --repair» sets it aside, with whatever waits beside it."),
    "join-first": N_(
        "«fredstid merge» joins the copies beside it. Where the other is lost, «fredstid check --repair» takes this one"
        " in as it is, after showing what differs."
    ),
    "take-in": N_(
        "«fredstid check --repair» takes it in as it is, after showing what differs."
        " What it replaces is put aside: see «fredstid restore»."
    ),
    "tidy": N_("«fredstid check --repair» finishes or drops it."),
}
WAYS_OUT = {
    "conflict-copy": N_("«fredstid merge '{path}'» joins what is in it to the team's own, and puts it aside."),
    "damaged-file": N_("there is no good backup here, so ask for the server's own."),
    "export-unsettled": N_("only {owner} can look: let {owner} open the team once, which settles it."),
    "file-missing": N_("there is no good backup here, so ask for the server's own."),
    "file-unreadable": N_("ask its owner for access."), "foreign-file": N_("see what it holds, then move it away."),
    "given-twice": N_("while nobody works, take one of them out by hand."),
    "history-broken": N_("nothing needs mending; ask who was at it."),
    "history-cut": N_("nothing needs mending; ask who was at it."),
    "leftover": N_("put right whatever else is named here, and the next command finishes it."),
    "line-unreadable": N_("everything else is read; look at it, then take that line out."),
    "locks-not-shared": N_("move it to a disk of the machine itself."),
    "name-elsewhere": N_("find out whose that is; a copy in its place is the team's alone."),
    "newer-schema": N_("update fredstid."), "no-such-backup": N_("see what it holds, then move it away."),
    "not-a-file": N_("move it away."),
    "no-such-year": N_("see whether it holds something the team's own files lack, then move it away."),
    "not-a-folder-inside": N_("nothing in it is used; move it away."), "odd-date": N_("open it and change the date."),
    "passed-over": N_("see what it holds, then move it away."),
    "points-nowhere": N_("open it and choose again, or leave it as it is."),
    "wrong-folder-mode": N_("let {owner}, or somebody else who may, run: {command}"),
    "wrong-mode": N_("let {owner}, or somebody else who may, run: {command}"),
    "wrong-owner": N_("let somebody who may run: {command}"),
}  # fmt: skip
COPY_OF_TOOL = N_("{path} is called as {tool} calls a copy that went its own way")
SHUT = N_("what the backups hold cannot be seen from here; open that folder first.")
PLACED = N_("{problem} (at {place})")


def finding_sentence(words: Words, finding: Describable) -> str:
    """Return what is wrong, where, and the way out."""
    params = {name: shown(words, name, value) for name, value in finding.params.items()} | {"path": finding.path}
    problem = words(COPY_OF_TOOL if finding.params.get("tool") else PROBLEMS[finding.code], **params)
    if place := finding.params.get("place"):
        problem = words(PLACED, problem=problem, place=_place(words, str(place)))
    return f"{problem} – {words(_way_out(finding), **params)}"


def _place(words: Words, place: str) -> str:
    """Return where in a file something is wrong: a line in words, a field as it stands there."""
    kind, _, number = place.partition(" ")
    return words("line {line}", line=number) if kind == "line" else place


def _way_out(finding: Describable) -> str:
    if finding.code == "file-unreadable" and finding.params.get("command"):
        return WAYS_OUT["wrong-owner"]
    if finding.params.get("shut"):
        return SHUT
    if finding.code == "diverged" and finding.mend:
        return MENDS["join-first"]
    return MENDS[finding.mend] if finding.mend else WAYS_OUT[finding.code]


def broken_sentence(words: Words, broken: BrokenFile, *, whole: bool = False) -> str:
    """Return which file is broken, where and why, and that all else is used; with its `whole` path, or its name."""
    said = {"file": str(broken.file) if whole else broken.name, "why": sentence(words, broken.why)}
    if broken.line:
        return words("{file}, line {line}: {why} It is left out.", line=broken.line, **said)
    return words("{file}: {why} It is left out.", **said)
