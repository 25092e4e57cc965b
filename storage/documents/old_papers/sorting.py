"""What each line of an old document is: an agreement, what is told of a case, or what else was said in a meeting."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile

import msgspec
from msgspec.structs import replace

from storage.documents.old_papers import days, signals
from storage.documents.old_papers.lines import PaperLine
from storage.steering.guard import guard_words
from storage.steering.shipped import SPOKEN

_FORMAL = r"godkjenning|approv|innkalling|(?:møte)?referat|minutes|eventuelt|ymse|any other|neste møte|next meeting"
OF_A_CASE = re.compile(
    rf"(?!(?:sak|case)[\W\d]*(?:{_FORMAL}))(?:elev)?(?:sak|case)\s*(?:nr\.?\s*)?[\d/-]*\s*[:–.-]?\s+(?=\S)|\d{{2}}-\d{{3}}\b",
    re.IGNORECASE,
)
OF_A_PUPIL = re.compile(
    r"(?:elev|barn|pupil|student|child)?(?:kode|code)?(?<=\w)\s*[:–-]\s*\S{1,20}(?:\s\S{1,20}){0,2}$", re.IGNORECASE
)
MEETS = re.compile(
    r"(?:\w*(?:team|trinn|trinns|kollegie|lærar|lærer|personal|ressurs|plan|fase)?(?:møte|møtet|referat|notat)"
    r"|(?:team|staff|phase|year|grade|department)|meetings?|minutes|notes|uke|veke|week|from|fra|frå|den|of|the|dato|date"
    r"|kl|at|nr|no|møtereferat)$",
    re.IGNORECASE,
)
"""Words that may stand beside a day in a line that begins a meeting."""
MET = re.compile(rf"(?:\w*møte|meeting|referat|minutes)(?: den)?,? (?:{days.DAY.pattern})", re.IGNORECASE)
FEW_WORDS = 8
FULL_LINE = 50
"""Letters from which a line may have been broken at the edge of the sheet."""
SHORTEST = 3
"""Letters of what is to be done."""
NAMED_CELL = re.compile(
    r"(?:avtale|tiltak|vedtak|beslutning|agreed|agreement|action|decision)\w*(?: [\w–-]+){0,3}:?$", re.IGNORECASE
)
"""What stands in a table's first cell where the second is what was agreed on."""


class OldAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed on, and by whom and until when as far as that is told."""

    line: str
    who: tuple[str, ...] = ()
    """Aliases of the team, each of whom does it."""
    due: date | None = None
    is_done: bool = False


class OldPaper(msgspec.Struct, frozen=True, kw_only=True):
    """An old document, or what it tells of one meeting, sorted: every line stands somewhere."""

    title: str
    on: date | None
    agreements: tuple[OldAgreement, ...]
    cases: tuple[tuple[str, tuple[str, ...]], ...]
    """A title, and what is told under it."""
    notes: tuple[str, ...]
    plan: tuple[str, ...] = ()
    """What the team does all year."""
    present: tuple[str, ...] = ()
    is_named_by_file: bool = False
    told_on: date | None = None
    """The day that stands in the document itself, whatever its file is called."""


def sorted_papers(lines: Sequence[PaperLine], name: str, aliases: Collection[str], today: date) -> tuple[OldPaper, ...]:
    """Return what a document tells, meeting by meeting where lines with a day begin several."""
    lines = _with_aliases(lines, aliases)
    people = signals.people_of(lines).union(aliases)
    parts = (dated_part for part in _meetings(lines) for dated_part in _by_day(part, today))
    return tuple(_Sorting(part, name, frozenset(people), frozenset(aliases), today, on).paper for on, part in parts)


def _with_aliases(lines: Sequence[PaperLine], aliases: Collection[str]) -> Sequence[PaperLine]:
    """Return the lines with the team's aliases as it writes them: «gh ringer» is GH's, unless it is also a word."""
    words = [guard_words(language) for language in set(SPOKEN.values())]
    clear = (re.escape(each) for each in aliases if not any(one.ordinary(each.casefold()) for one in words))
    if not (known := "|".join(clear)):
        return lines
    typed = re.compile(rf"(?<![\w.@-])(?:{known})(?![\w.@-]*\w|\.? ?\d)", re.IGNORECASE)

    def told(text: str) -> str:
        return typed.sub(lambda each: each[0].upper(), text)

    return [replace(line, text=told(line.text), cells=tuple(map(told, line.cells))) for line in lines]


def _by_day(lines: Sequence[PaperLine], today: date) -> Iterator[tuple[date | None, Sequence[PaperLine]]]:
    """Yield the rows of each day of a table that has a column for it, below its head; what stands before as it is."""
    heads = ((at, signals.columns_of(line)) for at, line in enumerate(lines) if line.cells)
    head, column = next(((at, columns["met"]) for at, columns in heads if "met" in columns), (len(lines), 0))
    by_day: dict[date | None, list[PaperLine]] = {}
    on = None
    for line in lines[head + 1 :]:
        cell = "".join(line.cells[column : column + 1])
        on = (days.past_day(cell, cell, today) if cell else None) or on
        by_day.setdefault(on, []).append(line)
    is_told = bool(by_day.keys() - {None})
    if before := lines[:head] if is_told else lines:
        yield None, before
    yield from ((day, (lines[head], *rows)) for day, rows in by_day.items() if is_told)


def _meetings(lines: Sequence[PaperLine]) -> Iterator[Sequence[PaperLine]]:
    """Yield the lines of each meeting, what stands before the first one with it."""
    heads = [at for at, line in enumerate(lines) if _begins_meeting(line)]
    heads = [at - 1 if at and _is_title(lines[at - 1]) else at for at in heads]
    starts = sorted({0, *heads[1:], len(lines)})
    yield from (lines[start:end] for start, end in pairwise(starts))


def _is_title(line: PaperLine) -> bool:
    """Tell whether a line may stand above the day of its meeting: a heading, or a few words such as «Team meeting»."""
    words = re.findall(r"[^\W\d_]+", line.text)
    return bool(line.heading) or (bool(words) and not line.is_item and all(MEETS.match(word) for word in words))


def _begins_meeting(line: PaperLine) -> bool:
    """Tell whether a line is a day, with no more beside it than its weekday, its hour and that there was a meeting."""
    if line.is_item or line.cells or not days.DAY.search(line.text):
        return False
    return _only_says_when(line.text) or bool(MET.match(line.text))


def _only_says_when(text: str) -> bool:
    rest = re.findall(r"[^\W\d_]+", days.WEEKDAY.sub("", days.DAY.sub("", text)))
    return len(text.split()) <= FEW_WORDS and all(MEETS.match(word) for word in rest)


class _Sorting:
    """One meeting's lines on their way to where they belong."""

    def __init__(
        self,
        lines: Sequence[PaperLine],
        name: str,
        people: Collection[str],
        aliases: Collection[str],
        today: date,
        on: date | None,
    ) -> None:
        self.people, self.aliases, self.today = people, aliases, today
        self.is_named = bool(lines) and (lines[0].heading > 0 or not (lines[0].is_item or lines[0].cells))
        told = lines[0].text if self.is_named else name
        begins = [line.text for line in takewhile(lambda line: not signals.columns_of(line), lines[:6])]
        self.told_on = on or days.first_day(begins, today)
        self.on = on or days.first_day((told, name, *begins), today)
        self.day = self.on or today
        self.agreements: list[OldAgreement] = []
        self.cases: list[tuple[str, list[str]]] = []
        self.notes: list[str] = []
        self.plan: list[str] = []
        self.columns: dict[str, int] = {}
        self.present: list[str] = []
        self.is_agreed, self.in_case, self.in_plan = self.is_named and bool(signals.AGREED.search(told)), False, False
        self.after_label = self.after_agreement = self.open_end = self.is_full = False
        written = (signals.WRITER.match(line.text) for line in lines)
        self.writer = next((found["who"] for found in written if found), "")
        self.writes_small = sum(line.text[:1].islower() for line in lines) * 2 > len(lines)
        self.title = _title(lines[0], lines[:6]) if self.is_named else name
        for line in lines[self.is_named and self.title == told :]:
            self._take(line)

    @property
    def paper(self) -> OldPaper:
        """What the meeting's lines are."""
        return OldPaper(
            title=self.title,
            on=self.on,
            agreements=tuple(self.agreements),
            cases=tuple((title, tuple(told)) for title, told in self.cases),
            notes=tuple(self.notes),
            plan=tuple(self.plan),
            present=tuple(dict.fromkeys(self.present)),
            is_named_by_file=not self.is_named,
            told_on=self.told_on,
        )

    def _take(self, line: PaperLine) -> None:
        after_label, after_agreement, open_end = self.after_label, self.after_agreement, self.open_end
        self.after_label = self.after_agreement = self.open_end = False
        if line.cells:
            self._row(line)
            return
        self.columns, self.is_full = {}, len(line.text) >= FULL_LINE
        self.present += (each for each in signals.present_in(line.text) if each in self.aliases)
        began = None if line.is_item else days.leading_day(line.text, self.today, is_whole=True)
        self.day = max(self.day, began or self.day)
        if line.heading or _is_label(line) or (not line.is_item and OF_A_PUPIL.match(line.text)):
            self._section(line)
        elif after_agreement and (signals.BELONGS.match(line.text) or (open_end and self._goes_on(line))):
            self._more(line.text)
        elif self.in_plan and line.is_item:
            self.plan.append(line.text)
        elif after_label and _may_be_agreed(line.text):
            self._agree(line.text, is_done=line.is_done)
        elif self._is_agreement(line):
            if self.in_case:
                self._tell(line.text)
            self._agree(line.text, is_told=self.in_case, is_done=line.is_done)
        else:
            self._prose(line.text)

    def _section(self, line: PaperLine) -> None:
        self.is_agreed = bool(signals.AGREED.search(line.text))
        self.in_plan = bool(signals.OF_THE_PLAN.search(line.text))
        self.in_case = bool(OF_A_CASE.match(line.text) or OF_A_PUPIL.match(line.text))
        self.after_label = not line.heading and bool(signals.LABEL.match(line.text))
        if self.in_case:
            self.cases.append((line.text, []))
        else:
            self.notes.append(line.text)

    def _row(self, line: PaperLine) -> None:
        """Take a table's row: its head tells what the columns are."""
        if not self.columns and (columns := signals.columns_of(line)):
            self.columns = columns
            self.notes.append(line.text)
            return
        columns = self.columns or ({"what": 1} if NAMED_CELL.match(line.cells[0]) else {})
        by = {key: line.cells[at] for key, at in columns.items() if at < len(line.cells)}
        what = by.get("what", "")
        if len(what) < SHORTEST or signals.NOTHING.search(what):
            if self.columns or not self._is_agreement(line):
                self._tell(line.text)
            else:
                self._agree(line.text)
            return
        self._tell(line.text)
        told, what = by.get("due", ""), ": ".join(filter(None, (by.get("topic"), what)))
        due = days.day_of(told, self.day) or next(days.days_in(told, self.day), None) or days.said_due(told, self.day)
        who = tuple(_aliases(by.get("who", ""), self.aliases))
        is_done = bool(signals.DONE.match(by.get("status", "")))
        self.agreements.append(OldAgreement(line=what, who=who, due=due, is_done=is_done))

    def _tell(self, text: str) -> None:
        (self.cases[-1][1] if self.in_case else self.notes).append(text)

    def _prose(self, text: str) -> None:
        """Take a line that is said; what is promised in it is an agreement too, beside a line that says more."""
        promised = [each for each in signals.promises_in(text, self.people) if len(each) >= SHORTEST]
        is_told = promised != [text] or self.in_case
        if is_told:
            self._tell(text)
        for each in promised:
            self._agree(each, is_told=is_told)

    def _agree(self, text: str, *, is_told: bool = False, is_done: bool = False) -> None:
        """Take what was agreed on, and apart what each of several does; the line is then told whole as well."""
        parts = [part.rstrip(" ,;") for part in signals.promises_apart(text)]
        if len(parts) > 1 and not is_told:
            self._tell(text)
        for part in (each for each in parts if len(parts) == 1 or self._is_whole(each)):
            bare = signals.LABEL.sub("", part)
            who, due = self._owners(bare), days.said_due(bare, self.day)
            self.agreements.append(OldAgreement(line=part, who=who, due=due, is_done=is_done))
        self.after_agreement, self.open_end = True, self.is_full and not text.endswith((".", "!", "?", ":"))

    def _is_whole(self, part: str) -> bool:
        is_labelled = signals.LABEL.match(part) is not None
        return is_labelled or signals.is_promise(part, self.people) or bool(signals.SOMEBODY_FIRST.match(part))

    def _owners(self, bare: str) -> tuple[str, ...]:
        owner = signals.OWNER.search(bare)
        if named := tuple(_aliases((owner["who"] or owner["short"] or "") if owner else "", self.aliases)):
            return named
        first = (each["who"] or self.writer for each in signals.FIRST_NAMED.finditer(bare))
        told = (tuple(_aliases(each, self.aliases)) for each in first)
        return next(filter(None, told), ()) or tuple(_aliases(bare, self.aliases))[:1]

    def _more(self, text: str) -> None:
        """Take what a line tells of what was agreed in the one before."""
        before = self.agreements.pop()
        self._agree(f"{before.line} {text}")

    def _goes_on(self, line: PaperLine) -> bool:
        """Tell whether a line may be the rest of a sentence that was broken at the edge of the sheet."""
        return not line.is_item and not self.writes_small and line.text[:1].islower()

    def _is_agreement(self, line: PaperLine) -> bool:
        """Tell whether a whole line is what was agreed on."""
        bare = signals.LABEL.sub("", line.text)
        if not _may_be_agreed(bare):
            return False
        if bare != line.text or line.is_task or signals.OWNER.search(bare):
            return True
        who = next(_aliases(bare, self.people), "")
        if self.is_agreed and (line.is_item or who or signals.ASSIGNED.search(bare) or signals.names_act(bare)):
            return True
        told = "" if any(signals.present_in(bare)) else re.sub(rf"^{signals.BEFORE_IT}", "", bare)
        if told != bare or not any(_aliases(bare, self.people)):
            return False
        named_last = signals.NAMED_LAST.search(bare) and days.said_due(bare, self.day)
        return bool(named_last or (any(_aliases(bare, self.aliases)) and days.due_in(bare, self.day)))


def _title(first: PaperLine, begins: Sequence[PaperLine]) -> str:
    """Return what a meeting is called: what a letter is about, its great heading, or some words of its first line."""
    subjects = (signals.SUBJECT.match(line.text) for line in begins if signals.HEADED.match(first.text))
    named = (*(found["about"] for found in subjects if found), *(line.text for line in begins if line.heading == 1))
    words = first.text.split()
    tells_more = len(words) > FEW_WORDS and not first.heading
    return (*(() if first.heading else named), f"{' '.join(words[:FEW_WORDS])} …" if tells_more else first.text)[0]


def _may_be_agreed(text: str) -> bool:
    return SHORTEST <= len(text) <= signals.LONGEST_PROMISE and not signals.NOTHING.search(text)


def _is_label(line: PaperLine) -> bool:
    """Tell whether a line is a heading that nobody marked as one: a few words and a colon."""
    is_short = len(line.text.split()) <= SHORTEST + 1 or bool(signals.AGREED.search(line.text))
    return not line.is_item and line.text.endswith(":") and is_short


def _aliases(text: str, aliases: Collection[str]) -> Iterator[str]:
    yield from (word for word in re.findall(r"[\wæøåÆØÅ]+", text) if word in aliases)
