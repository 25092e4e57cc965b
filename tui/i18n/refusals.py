"""A sentence for everything the core can refuse: what happened, and the way out."""

import shlex
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from storage.domain.errors import Refused
from tui.i18n.labels import either
from tui.i18n.reasons import OUTSIDE, reason
from tui.i18n.words import N_, Words

SENTENCES = {
    "all-homes": N_("Every home in {label} has had a first good contact this term. Well done!"),
    "alias-taken": N_("{alias} is taken, and an alias is never used twice. Choose another one."),
    "another-copy": N_("{path} is another team's, and only copies of one team can be joined. Nothing was changed."),
    "another-team": N_("Another team lies in {path} now, so nothing was saved. Close fredstid and open it again."),
    "aside-damaged": N_("What was put aside of {file} cannot take its place as it is. It lies in {path}."),
    "bad-alias": N_("«{typed}» cannot be an alias. Use one to eight letters or digits, such as AB."),
    "bad-language": N_("There is no language «{typed}». Choose nb, nn or en."),
    "bad-recipient": N_("«{typed}» is not an age recipient. It begins with age1, or is an SSH public key."),
    "busy": N_("Somebody is saving right now. Try again in a moment."),
    "changed-outside": N_("{file} was changed by another program, so it can only be read. Run «fredstid check»."),
    "changed-since": N_("Somebody has changed the same since, so it was not undone. Open it and see."),
    "choose-one": N_("Choose one of these, not several: {options}."),
    "close-needs-first-step": N_("Before the case closes: how did the first step go, or why was none needed?"),
    "close-needs-lesson": N_("Before it closes: what goes into the plan, or why nothing?"),
    "code-twice": N_(
        "Two cases are called {code}, so it is not sure which is meant. «fredstid check --repair» gives one a new code."
    ),
    "code-taken": N_("The code {code} is taken. Try again."),
    "conflict": N_("Somebody changed the same just now. Nothing was overwritten: look at it, then try again."),
    "damaged-file": N_("The file {file} is damaged ({reason}). Nothing was changed; run «fredstid check»."),
    "day-too-early": N_("Choose a later day: {earliest} is the first that can be kept."),
    "day-too-late": N_("Choose an earlier day: {latest} is the last that can be kept."),
    "delete-needs-closing": N_(
        "{code} is not closed, and only closed cases are deleted. Close it first: x on its page."
    ),
    "diverged": N_(
        "{file} comes from another copy of the folder, written at the same time, so it can only be read."
        " «fredstid merge» joins it with the copy beside it, or where you say; else see «fredstid check»."
    ),
    "due-too-early": N_("{due} is in the past. Choose today or a later day."),
    "empty-agreement": N_("An agreement needs to say what is to be done."),
    "empty-card": N_("A card needs to say what worked."),
    "empty-document": N_("There is nothing in {file} that a plan could hold."),
    "empty-name": N_("The team needs a name."),
    "empty-rating": N_("Say whether it was done, or whether it helped."),
    "empty-paper": N_("There is nothing in {file} that could be taken in."),
    "empty-reason": N_("Please give a reason; a few words are enough."),
    "empty-text": N_("There is nothing written yet."),
    "empty-title": N_("It needs a title."),
    "empty-told": N_("Please write who was told."),
    "empty-value": N_("«{key}» says nothing."),
    "ends-before-start": N_("The last day cannot come before the first."),
    "entry-without-step": N_("The phase «{phase}» writes entries but does not say at which step."),
    "extra-argument": N_("That is more than «{command}» takes. Put text in quotation marks, or see «{command} -h»."),
    "file-exists": N_("{file} exists already and was left alone. Choose another name."),
    "file-missing": N_("{file} is missing, so nothing can be changed. Put it back, or run «fredstid check»."),
    "file-too-long": N_("It has more than {longest} bytes, far more than it needs."),
    "file-unreadable": N_("{file} cannot be read ({reason}). Ask its owner for access."),
    "fixed-key": N_("«{typed}» moves about or edits everywhere, so no action can have it."),
    "folder-not-empty": N_("{path} is not empty. Choose a new or an empty folder."),
    "folder-not-made": N_("{path} could not be made ({reason}). Choose a place where you may write."),
    "folder-unreadable": N_("{path} cannot be read. Ask its owner for access, or choose another with --team."),
    "form-minutes": N_("«minutes» of the form is not a time that a meeting can take."),
    "form-twice": N_("Another file holds a form «{form}» in the same language."),
    "form-without-key": N_("The form lacks «{key}»."),
    "form-without-phases": N_("The form has no phases."),
    "given-twice": N_(
        "«{record}» stands twice in what you would bring in, so nothing was taken. Run «fredstid check» there."
    ),
    "group-not-kept": N_(
        "What you write in {path} would be closed to the others who work there, so nothing was saved. Let somebody who"
        " may run: {command}"
    ),
    "history-unreadable": N_(
        "{file} cannot be read ({reason}), so what was done in that year is missing here. Run «fredstid check»."
    ),
    "free-days-repeat": N_("What begins on {first} comes back by a rule. Nothing was read; give its days one by one."),
    "free-days-too-long": N_("From {first} to {last} cannot be one span of free days. Nothing was changed."),
    "identity-number": N_("That holds an identity number, and they are never kept here. Take it out, and try again."),
    "identity-number-there": N_(
        "«{record}» holds an identity number, and they are never kept here. Take it out there first."
    ),
    "inside-a-team": N_("{path} lies among a team's own files. Choose a place outside its folder."),
    "key-is-text": N_("«{typed}» is text where «{action}» works. Give it a function key, or Ctrl and a letter."),
    "key-taken": N_("«{typed}» for «{action}» is the key of «{other}» already."),
    "locked": N_("{holder} has been saving since {since}, so this was not saved yet. Try again in a moment."),
    "locks-not-shared": N_("{path} lies on a network disk ({kind}) without safe locks, so it can only be read."),
    "long-document": N_("The document has more than {longest}. Take out what is not needed here, and try again."),
    "long-plan": N_("That would be more than {most} areas and practices. Take in a smaller part of it."),
    "long-line": N_("A line has at most {longest} characters. Put in a line break, or shorten it."),
    "long-text": N_("That is more than {longest} characters. Shorten it or split it in two."),
    "long-title": N_("A title has at most {longest} characters."),
    "many-lines": N_("The document has more than {most} lines. Take out what is no part of the plan, and try again."),
    "meeting-running": N_("The team already has a meeting going. Open Meeting to join it."),
    "midpoint-too-early": N_("The mid-point check comes after the last conversation."),
    "member-left": N_(
        "{alias} has left the team, so nothing is shown. Ask {members}. Whoever may read the folder {folder} can still"
        " read its files; its owner can end that. Somebody else here says who with --as."
    ),
    "missing-argument": N_("«{command}» needs {name}. «{command} --help» shows how."),
    "missing-count": N_("Write a whole number here, such as 22."),
    "missing-file-name": N_("Write the name of a file, such as ~/plan.md."),
    "missing-key": N_("«{key}» is missing."),
    "needs-yes": N_("Nobody answered, so nothing was changed. Give --yes to do it without asking."),
    "newer-schema": N_("This was written by a newer fredstid, so it can be read but not changed. Update fredstid."),
    "no-appointment": N_("Nothing of that is still to come. «fredstid calendar» shows all days."),
    "no-agreement": N_("Nothing is agreed on in {code} yet. «fredstid agree {code}» makes an agreement."),
    "no-age": N_("Encrypting needs one more part: pip install 'fredstid[age]'. Nothing was written."),
    "names-typed": N_("Names do not belong on the command line. Hand them in from a file: fredstid classlist - < FILE"),
    "no-backup-then": N_("No backup reaches back to {to}. «fredstid restore» lists them."),
    "no-backups": N_("There are no backups here yet."),
    "no-case": N_("This form needs at least one case. Make one under Cases first."),
    "no-copy-there": N_("No copy of the team lies in {path}. Look at its name again, and whether its disk is there."),
    "no-editor": N_("The editor {editor} could not be used. Set EDITOR to another one; your text is still here."),
    "no-folder": N_("There is no folder {path}. Make a team with «fredstid new {path}»."),
    "no-free-days": N_("No day stands there. Give an .ics file, or a table with a day in each row: 2026-11-20."),
    "no-meeting": N_("No meeting has been held yet. «fredstid meeting» begins one, «fredstid series» sets the year's."),
    "no-running-meeting": N_("No meeting goes on. «fredstid meeting» begins one."),
    "no-members": N_("Write at least one alias, such as AB."),
    "no-owner": N_("An agreement needs an owner."),
    "no-parent-meeting": N_("There is no such parent meeting. «fredstid parents» lists them."),
    "no-such-parent-meeting": N_("There is no such parent meeting. «fredstid parents» lists them."),
    "no-phase-there": N_("There is no further phase that way."),
    "team-or-folder": N_(
        "«{typed}» is both a team of yours and a folder here. Write ./{typed} for the folder, or {path} for the team."
    ),
    "two-teams": N_("Two teams are called «{typed}». Name the one you mean by its folder: {folders}."),
    "which-team": N_(
        "You are in several teams: {teams}. Say which by --team, or «fredstid teams --use TEAM» once and for all."
    ),
    "group-without-folder": N_(
        "{file} gives the group {group} the folder {path}, which is not there. Whoever runs the machine makes it:"
        " «fredstid new {path}»."
    ),
    "wrong-folder": N_("The folder of {key} must be a whole path, such as /srv/fredstid/year-8."),
    "no-such-class": N_("There is no class «{typed}» this school year. There are: {classes}."),
    "no-such-area": N_("There is no area «{typed}» in the plan. There are: {areas}."),
    "no-such-backup": N_("There is no backup {generation} of {file}."),
    "no-such-case": N_("There is no case {code}. «fredstid cases» lists them."),
    "no-such-command": N_("There is no command «{typed}». «fredstid --help» lists them."),
    "no-such-command-near": N_("There is no command «{typed}». Did you mean «{near}»?"),
    "no-such-count": N_("«{value}» is not a number that fits here. Use a whole number up to {most}."),
    "no-such-file": N_("There is no file {file}. Look at its name again."),
    "kind-not-read": N_("{ending} is not read. Save it as .docx, .md, .txt or .csv first, and bring that in."),
    "nothing-that-day": N_("Nothing of the team's falls on {typed}. «fredstid calendar» shows all days."),
    "no-such-form": N_("There is no meeting form «{typed}». There are: {forms}."),
    "no-such-copy": N_("{path} is called like none of the team's files, such as «2026-27 (1).json»."),
    "no-such-head": N_("«{typed}» is not a head of the history. «fredstid history --head» prints them."),
    "no-such-meeting": N_("There was no meeting «{typed}». Write the day of one, such as {days}, or no day."),
    "no-such-minutes": N_("An item takes between 1 and {longest} minutes."),
    "no-such-month": N_("The plan's months are August to June."),
    "no-such-option": N_("There is no option «{typed}» here. «{command} --help» lists them."),
    "no-such-idea": N_("There are {count} ideas here: lay dots on their numbers, from 1."),
    "no-such-option-near": N_("There is no option «{typed}» here. Did you mean «{near}»?"),
    "nobody-in-particular": N_(
        "Nobody has said who you are in this team. Say it with --as ({members}), or once and for all with «fredstid"
        " teams --me ALIAS»."
    ),
    "no-such-scale": N_("«{value}» is not on the scale. Use whole numbers from 0 to 10."),
    "no-pupil-number": N_("Write a number from your own list, such as 7, or a case code. Never a name."),
    "no-team": N_("{path} holds no team yet. Make one with «fredstid new {path}»."),
    "no-such-team": N_("You have no team «{typed}», and no such folder lies here. «fredstid teams» lists yours."),
    "no-team-there": N_("No team lies in {path}, so there is nothing to check."),
    "no-terminal": N_("The screens need a terminal. Try «fredstid today», or «fredstid --help» for the commands."),
    "no-text-given": N_("There is no text. Write it in quotation marks, or hand it in with -."),
    "no-web": N_("The screens are not for a browser: whoever has the address could read it all. Use a terminal."),
    "no-word": N_("Word documents need one more part: pip install 'fredstid[word]'. Nothing was written."),
    "nobody-chosen": N_("Choose with ↑ and ↓ who you are, then press ↵."),
    "nobody-present": N_("Mark at least one who is here."),
    "nobody-told": N_("The safety gate is open in {code}: say first who was told, or why it was a false alarm."),
    "not-allowed": N_("{file} belongs to {owner}, and you may not change it. Let somebody who may run: {command}"),
    "not-a-file": N_("{file} is not an ordinary file, so it was not opened. Move it away and try again."),
    "not-a-folder": N_("{path} is a file, not a folder. Choose a folder with --team."),
    "not-a-folder-inside": N_(
        "{path} in the team's folder is a link or a file, so nothing was written there. Move it away and try again."
    ),
    "not-a-document": N_(
        "This is no document that can be read. Save it anew as .docx, .csv or plain text, and try again."
    ),
    "not-an-export": N_(
        "{path} is no team's folder or export. Unpack an encrypted one first: age -d -i KEY FILE | tar x"
    ),
    "strip-item-twice": N_("The item «{item}» stands twice."),
    "rehearsal-situation": N_("A situation needs {ideas} ideas, and the rehearsal two people and a turn at least."),
    "rehearsal-turn": N_("Turn {number} needs {replies} replies and a phase that there is, not «{phase}»."),
    "no-such-situation": N_("There is no situation «{typed}». There are: {situations}."),
    "strip-limit": N_("«{item}» needs a whole number from {least} to {most}."),
    "strip-off": N_("The team has switched this off. Press , in the screens to switch it on again."),
    "note-twice": N_("A note «{note}» stands further up already."),
    "not-readable": N_("It cannot be read."),
    "not-ahead": N_("Choose a day after today."),
    "not-running": N_("The meeting is over."),
    "not-saved": N_(
        "It could not be saved ({reason}). What you wrote waits where you wrote it: try again, and tell whoever looks"
        " after the machine if it goes on."
    ),
    "not-text": N_("That is no plain text. Save it as plain text (UTF-8) or Markdown, and try again."),
    "not-toml": N_("This is not written as TOML wants it."),
    "not-utf8": N_("It is not UTF-8."),
    "not-written": N_("{file} could not be written ({reason}). Choose another place."),
    "not-yet": N_("Case {code} was opened {begun}."),
    "nothing-to-undo": N_("There is nothing more to undo."),
    "nothing-undone": N_("Nothing was undone."),
    "nothing-written-here": N_("Nothing is written in this phase. Press n for the next one."),
    "older-copy": N_("{file} is an older copy than the last one here, so it can only be read. Run «fredstid check»."),
    "odd-document": N_("The document holds lines nobody would write, so it was not read. Save it anew as plain text."),
    "only-leader": N_("Another screen leads the meeting. Press l to take over the lead."),
    "only-school-told": N_(
        "This is for child welfare, or the police when it is urgent: the head or the home is not enough. Tell them"
        " yourself, then write it here."
    ),
    "option-misused": N_("The option «{option}» was not used as it should be. «{command} --help» shows how."),
    "own-buddy": N_("{alias} does it: choose somebody else as buddy, or nobody."),
    "pattern-class": N_("There is no class of words «@{part}»."),
    "pattern-edge": N_("«{part}» begins or ends with something that may be missing."),
    "pattern-gap": N_("«{part}» is no gap: write ~1 to ~6."),
    "pattern-length": N_("«{part}» is empty or too long."),
    "pattern-stem": N_("«{part}» needs at least three letters beside the *."),
    "pattern-word": N_("«{part}» is no word."),
    "phase-minutes": N_("The phase «{phase}» needs at least one minute."),
    "phase-short": N_("«short» of the phase «{phase}» needs one to {longest} letters."),
    "phase-twice": N_("The phase «{phase}» stands twice."),
    "phase-without-prompt": N_("The phase «{phase}» has no prompt."),
    "plain-terminal": N_("This terminal (TERM=dumb) cannot draw the screens. «fredstid --help» lists what works."),
    "read-only": N_("This folder can be read but not changed. Ask its owner for write access."),
    "record-exists": N_("Something else is kept there already. Nothing was overwritten."),
    "record-gone": N_("Somebody has deleted it meanwhile. Your text is kept; Today offers it."),
    "review-too-early": N_("The review cannot come before the due date."),
    "system-says-no": N_("It could not be done ({reason}). Nothing was lost; mend that and try again."),
    "team-exists": N_("{path} already holds a team. Choose another folder, or open it with --team."),
    "team-file-gone": N_(
        "{file} is missing in {path}, beside what is left of its team. Run «fredstid check --repair --team {path}»."
    ),
    "team-gone": N_(
        "No team lies in {path} now, so nothing can be saved there. Connect the network disk or put the folder back,"
        " and fredstid goes on by itself."
    ),
    "team-not-empty": N_(
        "All of a team only fits into an empty one. Make one with «fredstid new», or leave --all out."
    ),
    "too-deep": N_("A key here has more parts than anybody needs."),
    "too-many-dots": N_("That is more dots than you have: {dots} each, {most} together."),
    "too-many-files": N_("This folder holds more than {most} files."),
    "too-small": N_("This terminal is {width}×{height}; fredstid needs 64×20 to show everything. Make it larger."),
    "two-agreements": N_("A conversation has at most {most} agreements. Choose the two that matter most."),
    "undo-reaches-back": N_("Nothing was changed in this session; what was changed earlier was left as it is."),
    "unknown-action": N_("There is no action «{action}»."),
    "unknown-action-near": N_("There is no action «{action}». Did you mean «{near}»?"),
    "unknown-agreement": N_(
        "«{typed}» is neither in an agreement nor a case's code. «fredstid agreements» lists them."
    ),
    "unknown-code": N_("«{typed}» is not a case code. Codes look like 26-014; «fredstid cases» lists them."),
    "unknown-count": N_("«{typed}» is no number. Write a whole number, such as 22."),
    "unknown-date": N_("«{typed}» is not a date I know. Try fri, tomorrow, +3, 12.12 or week 50."),
    "unknown-key": N_("«{key}» is not known here."),
    "unknown-key-name": N_(
        "«{typed}» is no key that fredstid knows. Write a letter or a sign, or one such as f5, ctrl+b, enter, space."
    ),
    "unknown-member": N_("«{typed}» is not in the team. Members: {members}."),
    "unknown-moment": N_("«{typed}» is not a time I know. Write it like 2026-11-25, or '2026-11-25 14:30'."),
    "unknown-time": N_("«{typed}» is no time of day. Write it like 18:00."),
    "unknown-wish": N_("Write three numbers, such as 30 40 30."),
    "which-agreement": N_("«{typed}» can be several agreements: {keys}. Write words of the one you mean, or its id."),
    "which-backup": N_("«{typed}» can be several: {keys}. Write the whole of the one you mean."),
    "which-year": N_("«{typed}» can be {days}. Write the year too."),
    "which-day": N_("«{typed}» can be {days}. Write the date of the one you mean."),
    "which-file": N_("A number belongs to one file. Say which: {files}."),
    "wish-not-whole": N_("The three shares must add up to 100; they are {total} now."),
    "word-needs-file": N_("A Word document is nothing for a terminal. Say where it is to lie: --to FILE.docx."),
    "wrong-choice": N_("«{typed}» is not one of the choices: {choices}."),
    "wrong-number": N_("{option} takes a whole number from {least} to {most}."),
    "wrong-value": N_("«{key}» has a value that does not fit."),
    "year-closed": N_(
        "{file} cannot be read ({reason}), so that year is closed; the others are as usual. Run «fredstid check»."
    ),
} | OUTSIDE
WITH_COMMAND = {
    "file-unreadable": N_("{file} belongs to {owner} and cannot be read. Let somebody who may run: {command}"),
    "folder-unreadable": N_("{path} belongs to {owner} and cannot be read. Let somebody who may run: {command}"),
    "read-only": N_(
        "{path} belongs to {owner}, and you may read but not change it. If you are to write there, let somebody who may"
        " run: {command}"
    ),
}
"""What is said instead where it is known which command mends it."""
UNSHARED = {
    "file-unreadable": N_("{file} belongs to {owner} and cannot be read. Only {owner} can share it with you."),
    "folder-unreadable": N_("{path} belongs to {owner} and cannot be read. Only {owner} can share it with you."),
    "group-not-kept": N_(
        "What you write in {path} would be closed to the others who work there, so nothing was saved. Ask them to move"
        " the team to a folder that is shared."
    ),
    "not-allowed": N_("{file} belongs to {owner}, and you may not change it. Only {owner} can share it with you."),
    "read-only": N_(
        "{path} belongs to {owner}, and you may read but not change it. Only {owner} can share it with you."
    ),
}
"""What is said instead where no command may be advised: it would open a home, or let somebody into another's group."""
FULL = N_("It could not be saved (the disk is full). Make room and try again: what you wrote waits where you wrote it.")
UNKNOWN = {"holder": N_("Somebody"), "since": N_("just now")}
"""What stands for what the store could not find out."""
TEXT_WAITS = "text"
"""Which parameter says that what was written waits as a draft."""
QUOTES = frozenset({"typed", "value", "signal"})
LONGEST_QUOTE = 60
"""Characters of what somebody typed."""


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
    known = {} if command is None else WITH_COMMAND if command else UNSHARED
    return known.get(refusal.code) or SENTENCES[refusal.code]


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
