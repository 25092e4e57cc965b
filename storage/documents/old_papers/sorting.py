"""What each line of an old document is: an agreement, what is told of a case, or what else was said in a meeting."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date

import msgspec

from storage.documents.old_papers.lines import PaperLine
from storage.domain.errors import Refused
from storage.domain.typed_dates import typed_date

AGREED = re.compile(
    r"\b(?:avtal\w*|beslut\w*|vedtak\w*|vedtatt|vedteke|tiltak\w*|oppfølging\w*|gjøremål|gjeremål|bestem\w*"
    r"|to-?do|action\w*|agree\w*|decision\w*|decided|next steps?|neste steg"
    r"|hvem gjør hva|kven gjer kva|ansvarsliste)\b",
    re.IGNORECASE,
)
OF_A_CASE = re.compile(r"(?:elev)?(?:sak|case)\s*(?:nr\.?\s*)?[\d/-]*\s*[:–.-]?\s+(?=\S)|\d{2}-\d{3}\b", re.IGNORECASE)
LABELS = re.compile(
    r"^(?:avtalt?e?|avtale|tiltak|vedtak|beslutning|gjøremål|gjeremål|oppgave|to-?do|action|agreed|decision|aksjon)"
    r"(?:\s*\d+)?\s*[:–-]\s*",
    re.IGNORECASE,
)
OWNER = re.compile(
    r"[\s(,;–-]*\b(?:ansvarlig|ansvarleg|ansv\.?|ansvar|hvem|kven|owner|responsible|who)\s*:?\s*(?P<who>[\wæøåÆØÅ]{1,20})",
    re.IGNORECASE,
)
DUE = re.compile(
    r"[\s(,;–-]*\b(?P<word>frist|innen|innan|senest|seinast|før|til|by|due|deadline|before)\b\s*:?\s*"
    r"(?P<when>[^,;()]{2,30})",
    re.IGNORECASE,
)
DAY = re.compile(
    r"\b\d{1,2}\.\s?(?:\d{1,2}\.?(?:\s?\d{2,4})?|[a-zæøå]{3,9}\.?(?:\s\d{4})?)|\b\d{4}-\d{2}-\d{2}\b"
    r"|\b\d{1,2}/\d{1,2}(?:-?\d{2,4})?"
)
COLUMNS = {
    "what": re.compile(r"hva|kva|tiltak|avtale|oppgave|sak|what|action|beskrivelse", re.IGNORECASE),
    "who": re.compile(r"hvem|kven|ansvar|owner|who|responsible", re.IGNORECASE),
    "due": re.compile(r"frist|når|innen|dato|due|when|deadline", re.IGNORECASE),
}
SHORTEST = 3
"""Letters of what is to be done."""


class OldAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """What was agreed on, and by whom and until when as far as that is told."""

    line: str
    who: str = ""
    due: date | None = None


class OldPaper(msgspec.Struct, frozen=True, kw_only=True):
    """An old document, sorted: every line stands in exactly one place."""

    title: str
    on: date | None
    agreements: tuple[OldAgreement, ...]
    cases: tuple[tuple[str, tuple[str, ...]], ...]
    """A title, and what is told under it."""
    notes: tuple[str, ...]


def sorted_paper(lines: Sequence[PaperLine], name: str, aliases: Collection[str], today: date) -> OldPaper:
    """Return what a document's lines are; its first heading is its title, else what the file is called."""
    named = bool(lines) and (lines[0].heading > 0 or not (lines[0].is_item or lines[0].cells))
    title = lines[0].text if named else name
    on = _first_day((title, name, *(line.text for line in lines[:6])), today)
    agreements: list[OldAgreement] = []
    cases: list[tuple[str, list[str]]] = []
    notes: list[str] = []
    head: tuple[str, ...] = ()
    agreed, in_case = named and bool(AGREED.search(title)), False
    for line in lines[1 if named else 0 :]:
        if line.heading or _is_label(line):
            agreed, in_case = bool(AGREED.search(line.text)), bool(OF_A_CASE.match(line.text))
            if in_case:
                cases.append((line.text, []))
            else:
                notes.append(line.text)
        elif columns := _columns(line):
            head = columns
            notes.append(line.text)
        elif found := _agreement(line, head if line.cells else (), aliases, on or today, certain=agreed):
            agreements.append(found)
        else:
            (cases[-1][1] if in_case else notes).append(line.text)
    told = tuple((each, tuple(under)) for each, under in cases)
    return OldPaper(title=title, on=on, agreements=tuple(agreements), cases=told, notes=tuple(notes))


def _is_label(line: PaperLine) -> bool:
    """Tell whether a line is a heading that nobody marked as one: a few words and a colon."""
    is_short = len(line.text.split()) <= SHORTEST + 1 or bool(AGREED.search(line.text))
    return not line.cells and not line.is_item and line.text.endswith(":") and is_short


def _columns(line: PaperLine) -> tuple[str, ...]:
    """Return what the columns of a table's head mean; nothing for a row that is none."""
    meant = [next((key for key, word in COLUMNS.items() if word.fullmatch(cell)), "") for cell in line.cells]
    loose = [next((key for key, word in COLUMNS.items() if word.match(cell)), "") for cell in line.cells]
    return tuple(loose) if "what" in loose and {"who", "due"} & set(meant or loose) else ()


def _agreement(
    line: PaperLine, columns: Sequence[str], aliases: Collection[str], day: date, *, certain: bool
) -> OldAgreement | None:
    if columns:
        by = {key: cell for key, cell in zip(columns, line.cells, strict=False) if key}
        if len(by.get("what", "")) < SHORTEST:
            return None
        who = next(iter(_aliases(by.get("who", ""), aliases)), "")
        return OldAgreement(line=line.text, who=who, due=_day(by.get("due", ""), day))
    text = LABELS.sub("", line.text)
    owner, due = OWNER.search(text), _due(text, day)
    who = next(iter(_aliases(owner["who"] if owner else "", aliases)), "") or next(iter(_aliases(text, aliases)), "")
    told = text != line.text or bool(owner) or (bool(who) and bool(due)) or (certain and (line.is_item or bool(who)))
    if not told:
        return None
    return OldAgreement(line=line.text, who=who, due=due)


def _aliases(text: str, aliases: Collection[str]) -> Iterator[str]:
    known = set(aliases)
    yield from (word for word in re.findall(r"[\wæøåÆØÅ]+", text) if word in known)


def _due(text: str, day: date) -> date | None:
    found = (_day(each["when"], day) for each in DUE.finditer(text))
    return next(filter(None, found), None) or next(filter(None, (_day(each, day) for each in DAY.findall(text))), None)


def _day(typed: str, today: date) -> date | None:
    """Return the day that the first words of a text mean; None where they mean none."""
    parts = typed.strip(" .").split()
    for length in range(min(len(parts), SHORTEST + 1), 0, -1):
        try:
            return typed_date(" ".join(parts[:length]).strip(".,"), today)
        except Refused:
            continue
    return None


def _first_day(texts: Sequence[str], today: date) -> date | None:
    """Return the first day that is written out and is no day to come."""
    found = (_day(each, date(today.year - 1, today.month, 1)) for text in texts for each in DAY.findall(text))
    return next((each for each in found if each and each <= today), None)
