"""What tells that a line is a promise: its label or sign, who stands before which verb, what was agreed in words."""

import re
from collections.abc import Collection, Iterable, Iterator

from storage.documents.old_papers.lines import PaperLine
from storage.domain.written_days import COUNTS, HOLIDAYS, MONTHS, WEEKS
from storage.steering.shipped import SPOKEN
from storage.steering.talk.promises import ACT, AIM, TALK, TIME, promise_parts

AGREED = re.compile(
    r"\b(?:avtal\w*|beslut\w*|vedtak\w*|vedtatt|vedteke|tiltak\w*|oppfølging\w*|gjøremål|gjeremål|bestem\w*"
    r"|konklusjon\w*|to[- ]?do|doing|in progress|action\w*|agree\w*|decision\w*|decided|next steps?|neste steg"
    r"|hvem gjør hva|kven gjer kva|who (?:does|is doing) what|ansvarsliste|oppgåver|oppgaver|tasks|i gang|pågår"
    r"|(?:enige|einige|samde) om"
    r"|(?:hva|dette|kva) gj(?:ør|er) vi|what (?:we (?:will )?do|do we do|will we do)|ve[ig]en v(?:idere|idare))\b",
    re.IGNORECASE,
)
OF_THE_PLAN = re.compile(
    r"\b(?:års(?:hjul|plan)\w*|fredstidsplan\w*|faste (?:tiltak|rutine?r|rutinar|vaner)|(?:year|annual) (?:wheel|plan)"
    r"|standing (?:practices|routines))\b",
    re.IGNORECASE,
)
BEFORE_IT = r"(?:\[?\d{1,2}[:.]\d{2}\]?\s+|\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?:?\s+)?"
"""A clock or a day that a line begins with."""
LABEL = re.compile(
    rf"^{BEFORE_IT}(?:(?:avtalt?e?|avtale|tiltak|vedtak|beslutning|konklusjon|gjøremål|gjeremål|oppgave|oppgåve|to-?do"
    r"|oppfølging|follow-?up|action|agreed|decision|resolved|aksjon|ap)(?:\s*(?:nr\.?\s*)?\d+)?\s*[:–-]|-+>|=+>|→|⇒|➔|➜)\s*",
    re.IGNORECASE,
)
NOTHING = re.compile(
    r"^(?:ingen|ingenting|ikkje noko|intet|none|nothing|nil|utsatt|utsett)\b|^[-–—.]*$"
    r"|^(?:neste|next) (?:\w*møte|meeting)\b\W[^.?!]{0,20}\d"
    r"|\b(?:vert|blir|er|is) (?:utsett|utsatt|postponed)\b|^(?:tas|vert teken|vert tatt|blir tatt) opp (?:igjen|att)\b"
    r"|\b(?:ingen|no) (?:nye |new )?(?:tiltak|vedtak|avtaler|avtalar|action|decision)s?\b",
    re.IGNORECASE,
)
OWNER = re.compile(
    r"[\s(,;–-]*\b(?:(?:ansvarlig|ansvarleg|ansv\.?|ansvar|hvem|kven|owner|responsible|who)\s*:\s*(?P<who>\w{1,20}(?:\s*(?:,|/|&|\+|og|and)\s*(?-i:[A-ZÆØÅ]{2,3})\b)*)"
    r"|(?i:ansvarlig|ansvarleg|ansv\.?|ansvar|owner|responsible)\s+(?P<short>(?-i:[A-ZÆØÅ]{2,3}))\b)",
    re.IGNORECASE,
)
DUE = re.compile(
    r"[\s(,;–-]*\b(?P<word>frist|innen|innan|senest|seinast|før|til|by|due|deadline|before)\b\s*:?\s*"
    r"(?=(?P<when>[^,;()]{2,30}))",
    re.IGNORECASE,
)
"""A word before a day, and what follows it, in which the next such word may stand: «til to hjem innen fredag»."""
_OF = "|".join((*COUNTS, r"\d{1,3}"))
NAMED_WEEKS = "|".join(sorted({f"til {week}" if " " not in week else week for week in WEEKS}, key=len, reverse=True))
"""The week alone is said of every one: «to ganger i uka»."""
SOON = re.compile(
    rf"\b(?:(?:om|in|within|innen|innan|i løpet av|in the course of) (?:{_OF})"
    r" (?:dag|day|uk|vek|week|fortnight|måned|månad|month)\w*"
    rf"|(?:før|etter|over|innen|innan|til|until|before|after|by) (?:the )?(?:{'|'.join(map(re.escape, HOLIDAYS))})\b"
    rf"|(?:i løpet av |(?:innen |innan |by )?(?:the )?(?:utgangen av |slutten av |end of )|in the course of )?(?:the )?"
    rf"(?:{NAMED_WEEKS})\b"
    rf"|(?:i løpet av|(?:innen |innan |by )?(?:the )?(?:utgangen av|slutten av|end of)|resten av|rest of) (?:the )?"
    rf"(?:week|veka|uka|{'|'.join(name for names in MONTHS for name in names)})\b"
    r"|på nyåret\b|in the new year\b)",
    re.IGNORECASE,
)
"""Days that are said without a date: `før jul`, `innen 14 dager`, `after the winter break`."""
OF_MANY = re.compile(r"\d{1,2} ?[-–] ?\d{1,2} [^\W\d_]")
"""Numbers from one to another of something, which are no day: «til 7-9 trinn»."""
BELONGS = re.compile(r"(?:ansvarl[ie]e?g\w*|ansvar|ansv\.?|frist|owner|responsible|due|deadline)\s*:", re.IGNORECASE)
"""What a line begins with that tells more of what was agreed in the one before."""
HEADED = re.compile(
    r"(?:> ?)?(?:(?:ikke|ikkje|not) )?(?:til ?stede?|til ?stades?|present|in attendance|attendees|(?:fram)?møtte?"
    r"|delt\w+|apologies|forfall|fravær\w*|referent\w*|(?:møte|sam|ord)?(?:leder|leiar|styrer|styrar)\w*|chair\w*|minutes"
    r"|skriv\w*|notes by|til|frå|fra|kopi|from|to|cc|dato|date|tid|time|sted|stad|place)\b.{0,12}[:,]"
    r"|(?:til ?stede?|til ?stades|present) (?:var|were)\b",
    re.IGNORECASE,
)
"""How a line begins that tells who was there, and where."""
ASSIGNED = re.compile(
    r"(?P<task>[^\W\d_][\w /-]{2,40}?)(?::| [–-])\s+(?P<who>[A-ZÆØÅ]{2,3})(?:\s*(?:og|and|[,/&+])\s*[A-ZÆØÅ]{2,3})*\.?$"
)
WAS_THERE = re.compile(
    r"(?:^|(?<=[.!] ))(?:til ?stede?|til ?stades?|present|in attendance|attendees|(?:fram)?møtte?|delt\w+)\b"
    r"|\b(?:til ?stede?|til ?stades|present|møtte)[.:]?$",
    re.IGNORECASE,
)
AWAY = re.compile(r"forfall|fravær|s[jy]u?k\b|permisjon|ferie|kurs|absent|away|apolog|leave", re.IGNORECASE)
SAID_SO = re.compile(
    r"\b(?:bl[ei]i?|vart|er|var) (?:vi |alle )?(?:(?!ikk)\w+ )?(?:enige?|einige?|samde?) om (?!lite\b|ikk)"
    r"|\b(?:det|dette) (?:bl[ei]i?|vart|er) (?:\w+ )?(?:bestemt|avtalt?|vedtatt|vedteke|avgjort)\b"
    r"|\bvi (?:avtalt?e|avtalar|avtaler|bestemte|vedtok|bestemmer)\b|\bavtalen (?:er|bl[ei]i?|vart) at\b"
    r"|\b(?:agreed|decided|resolved) (?:that|to)\b|\b(?:we|it was|was) (?:agreed|decided)\b",
    re.IGNORECASE,
)
INITIALS = re.compile(r"(?<![\w-])[A-ZÆØÅ]{2,3}(?![\w-])")
IN_A_ROW = re.compile(rf"{INITIALS.pattern}(?:\s*(?:,|/|&|\+|og|and)\s*{INITIALS.pattern})+")
_NOBODY = """FAU SFO PPT BUP SMS IOP NAV AOB TBC TBD OK PC IKT ID FN EU SU HMS AKS PPS AM PM NB PS KS RLE TV USA UK SEN
    LSA PTA DPD IT VG MR PE RE ICT SST PP KRL"""
NOBODY = frozenset(_NOBODY.split())
"""What looks like initials and is nobody."""
_MANY = rf"{INITIALS.pattern}(?:\s*(?:,|/|&|\+|og|and)\s*{INITIALS.pattern})*"
FIRST_NAMED = re.compile(rf"(?P<who>{_MANY})|(?P<writer>\b(?:jeg|eg|I)\b)", re.MULTILINE)
"""Who stands first in what was agreed, with those in a row after the first; or whoever writes."""
NAMED_LAST = re.compile(rf"\({_MANY}\)\.?$")
WRITER = re.compile(
    r"^(?:fra|frå|from|hilsen|helsing|mvh|(?:kind )?regards|ref(?:erent|erat)?|skriv(?:ar|er)|(?:notes|minutes) by)\b"
    r"[.:, ]+(?-i:(?P<who>[A-ZÆØÅ]{2,3}))$",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"(?:emne|subject|tittel|title)\s*:\s*(?P<about>\S.+)", re.IGNORECASE)
LONGEST_PROMISE = 400
"""Letters; what is longer is a story, or made to keep a computer busy."""
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«\"(])")
PEOPLE = r"(?P<who>{people})(?:\s*(?:,|/|&|\+|og|and)\s*(?:{people}))*"
DOES = (
    r"(?:\s*[:–-](?=\s+(?:skal|må|vil|will|to|should|must)\b))?"
    r"\s+(?:(?:også|òg|also) )?(?P<verb>(?:promised|offered|agreed) to|lov(?:et|a|de|te) å|skal"
    r"|må|vil|will|(?:is|are) going to|to|should|must|tek|held|gjev|gir|gjer|skriv|les|set|legg|bed"
    r"|finn|hjelp|syng|[^\W\d_]{2,}(?:r|s))\b(?P<rest>.*)"
)
STAFF = (
    r"(?:(?:the |our )?(?:class |form |head ?|subject )?teachers?|\w*lær(?:er|ar)(?:en|ane|ne)?|\w*pedagog(?:en)?"
    r"|rektor|\w*inspektør(?:en)?|\w*rådgiver(?:en)?|\w*rådgjevar(?:en)?|\w*s[jy]u?kepleiar?(?:en|er|eren)?|\w*terapeut(?:en)?"
    r"|\w*assistent(?:en)?|avdelingsleder(?:en)?|avdelingsleiar(?:en)?|(?:the )?(?:counsellor|nurse|headteacher|team)"
    r"|teamet|ledelsen|leiinga|administrasjonen|alle|everybody|everyone|vi|we|jeg|eg|I)"
)
SOMEBODY_HERE = re.compile(rf"(?:^|[:–-]\s*|[\])]\s*){PEOPLE.format(people=STAFF)}{DOES}", re.IGNORECASE)
_TELLS = """er var har kan får blir blei vert mener meiner synes syns tykkjer tror trur vet veit lurer orienterer
    orienterar forteller fortel opplever ønsker ønskjer foreslår refererer deltar kommer virker liker likar kjenner
    trenger treng savner savnar håper håpar mangler manglar forstår husker presenterer leder leiar melder ser gruer
    gler gleder
    has is was does says thinks wonders feels believes notes wants likes needs knows explains mentions reports suggests
    for eller over under etter før når her der bare mer nær per as this his its us whereas"""
TELLS = frozenset(_TELLS.split())
"""Verbs that tell, and promise nothing; and words that only end like one."""
ASKS_ONLY = re.compile(
    r"(?:spør|asks) (?:om|if|whether)\b|(?:sier|seier|says) (?:at|that)\b|\S+ (?:ikke|ikkje|not|aldri|never)\b",
    re.IGNORECASE,
)
_FIRST = (
    r"(?i:for det \w+|så|da|deretter|til slutt|i tillegg|først|fyrst|etterpå|dessuten|i morg[eo]n"
    r"|(?:på|fra|frå|neste) \w+),?"
)
_THEN = r"skal|må|vil|tek|held|gjev|gjer|skriv|les|set|legg|finn|[^\W\d_]+[rs]"
TURNED = re.compile(rf"^{_FIRST} (?P<verb>{_THEN})\s+(?P<who>{INITIALS.pattern})(?P<rest>.*)")
"""A sentence that begins with something else than whoever does it: «Så ringer AB hjem»."""
THEY_DO = re.compile(PEOPLE.format(people=rf"{INITIALS.pattern}|jeg|eg|I") + DOES)
INITIALS_LAST = re.compile(rf"{INITIALS.pattern}$")
SOMEBODY_FIRST = re.compile(rf"{INITIALS.pattern}\s+[^\W\d_]{{2,}}")
SOMEBODY = re.compile(rf"(?:^|[\s(–:>-]){PEOPLE.format(people=INITIALS.pattern)}{DOES}")


def present_in(text: str) -> Iterator[str]:
    """Yield the initials of those that a line tells were there, as far as it does not go on with who was away."""
    if len(text) <= LONGEST_PROMISE and WAS_THERE.search(text):
        yield from INITIALS.findall(AWAY.split(without_stops(text))[0])


def without_stops(text: str) -> str:
    """Return a text with the stops taken out of initials: «A.B.» is AB."""
    return re.sub(r"\b([A-ZÆØÅ])\. ?([A-ZÆØÅ])\.", r"\1\2", text)


_JOINED = r"(?:\s+(?:(?:og|and)(?: at| that)?|mens|medan|while))?"
CUT = re.compile(
    rf"(?:(?P<sign>[;,])|(?=\s+[oamw])){_JOINED}\s+(?=(?:{_MANY}|jeg|eg|I)\s+[^\W\d_]{{2,}})"
    rf"|(?<=[.!?])\s+(?={_MANY}\s|{_FIRST} (?:{_THEN})\s{INITIALS.pattern})"
)
"""Between what one does and what the next one does: a sign, a word such as `og`, or both; or the end of a sentence."""
ONLY_BESIDE = re.compile(r"\S+\s+(?:og|and|på|om|til|med|fra|frå|for|on|at|in|with|from|or|eller)\b")


def promises_apart(text: str) -> Iterator[str]:
    """Yield what each of several does where one line says it of them: «AB skriver, og CD leser gjennom»."""
    start, begins_with_name = 0, SOMEBODY_FIRST.match(LABEL.sub("", text))
    for cut in CUT.finditer(text) if len(text) <= LONGEST_PROMISE else ():
        rest = text[cut.end() :]
        does = TURNED.match(rest) or THEY_DO.match(rest)
        is_listed = begins_with_name and cut["sign"] and not ONLY_BESIDE.match(rest)
        before = text[start : cut.start()].rpartition(":")[2]
        is_row = not cut["sign"] and INITIALS_LAST.search(before)
        if re.search(r"[a-zæøå]{3}", before) and not is_row and (is_listed or (does and _promises(does))):
            yield text[start : cut.start()]
            start = cut.end()
    yield text[start:]


def people_of(lines: Iterable[PaperLine]) -> frozenset[str]:
    """Return the initials of those that a document tells were there, who lead or write, or who do something."""
    people: set[str] = set()
    for line in lines:
        if len(line.text) > LONGEST_PROMISE:
            continue
        if HEADED.search(line.text):
            people.update(INITIALS.findall(without_stops(line.text)))
        people.update(cell for cell in line.cells if INITIALS.fullmatch(cell))
        people.update(name for row in IN_A_ROW.findall(line.text) for name in INITIALS.findall(row))
        people.update(match["who"] or match["short"] for match in OWNER.finditer(line.text))
        people.update(does["who"] for does in SOMEBODY.finditer(line.text) if _promises(does))
    return frozenset(each for each in people if INITIALS.fullmatch(each)) - NOBODY


def promises_in(text: str, people: Collection[str]) -> Iterator[str]:
    """Yield the sentences of a text in which it is agreed on, or told that somebody is to do something."""
    sentences = (each for each in SENTENCE.split(text) if len(each) <= LONGEST_PROMISE)
    yield from (each for each in sentences if is_promise(each, people))


def is_promise(sentence: str, people: Collection[str]) -> bool:
    """Tell whether a sentence says that something was agreed on, or that somebody is to do it."""
    if SAID_SO.search(sentence):
        return True
    if HEADED.match(sentence):
        return False
    assigned = ASSIGNED.search(sentence)
    if assigned and assigned["who"] in people and not BELONGS.match(sentence) and not AWAY.search(assigned["task"]):
        return True
    doing = (*SOMEBODY.finditer(sentence), *TURNED.finditer(sentence))
    if any(does["who"] in people and _promises(does) for does in doing) and not sentence.endswith("?"):
        return True
    does = SOMEBODY_HERE.search(sentence)
    return does is not None and _promises(does) and names_act(sentence)


def names_act(sentence: str) -> bool:
    """Tell whether something is named that one could see somebody do, or what is hoped for with the time when."""
    heard = (promise_parts(sentence, language).parts for language in set(SPOKEN.values()))
    return any(ACT in parts or (TIME in parts and bool(parts & {TALK, AIM})) for parts in heard)


def _promises(does: re.Match[str]) -> bool:
    return does["verb"].casefold() not in TELLS and not ASKS_ONLY.match(does["verb"] + does["rest"])


COLUMNS = {
    "what": (
        r"(?:hva|kva|what) .*(?:enige?|einige?|samde?|avtalt?|bestemt|agreed|decided)\b",
        r"tiltak|avtale|konklusjon|vedtak|beslutning|oppgave|oppgåve|gjøremål|gjeremål|action|decision|task|agreed",
        r"(?:hva|kva) (?:(?:skal|vi) )*gj[øe]r\w*|what",
        r"hva|kva|sak|beskrivelse|description",
    ),
    "who": (r"ansvar|hvem|kven|owner|who|responsible|lead", r"person|navn|namn|name|assigned"),
    "due": (
        r"frist|innen|innan|due|deadline|target|by",
        r"når|when",
        r"slutt|end\b|ferdig",
        r"dato|date",
        r"evaluer|vurder|review",
    ),
}
"""How heads of columns begin that tell what is to be done, by whom and until when; the surest first."""
BESIDE = {
    "met": (r"dato|date|møtedato", r"når|when|møte|meeting"),
    "status": (r"status|state\b|tilstand",),
    "topic": (r"sak\b|tema|emne|topic|subject|matter",),
}
"""How heads of the other columns begin that tell when it was agreed on, whether it is done, and what it is about."""
DONE = re.compile(
    r"(?:er |is )?(?:utført|ferdig|gjort|done|fullført|avslutt[ae]t?|lukk[ae]t?|completed?|closed|finished|ok)\b"
    r"|[x✓☑]$",
    re.IGNORECASE,
)
LONGEST_HEAD = 5


def columns_of(line: PaperLine) -> dict[str, int]:
    """Return which column of a table says what, who and until when, by its head; nothing for a row that is none.

    Where there is a column for until when, those beside it count too.
    """
    if any(len(cell.split()) > LONGEST_HEAD or re.search(r"\d", cell) for cell in line.cells):
        return {}
    at = {key: _column(line.cells, wanted) for key, wanted in COLUMNS.items()}
    columns = {key: place for key, place in at.items() if place is not None}
    is_head = "what" in columns and len(columns) > 1 and len(set(columns.values())) > 1
    others = tuple("" if place in columns.values() else cell for place, cell in enumerate(line.cells))
    beside = {key: _column(others, wanted) for key, wanted in BESIDE.items()} if "due" in columns else {}
    return columns | {key: place for key, place in beside.items() if place is not None} if is_head else {}


def _column(cells: tuple[str, ...], wanted: tuple[str, ...]) -> int | None:
    for words in wanted:
        head = re.compile(rf"\b(?:{words})", re.IGNORECASE)
        if (at := next((at for at, cell in enumerate(cells) if head.search(cell)), None)) is not None:
            return at
    return None
