"""The identity guard: what in a text could tell who somebody is, before it is kept anywhere."""

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from enum import StrEnum
from functools import cache
from itertools import chain

import msgspec

from storage.domain.text import eleven_digits
from storage.steering.language.grammar import Clause, Grammar, grammar
from storage.steering.language.patterns import PatternIndex, Unless, patterns_in
from storage.steering.language.text import read
from storage.steering.language.words import SentenceWords, fold
from storage.steering.names import NameList
from storage.steering.shipped import known_language, shipped

_SPACE = "[ \u00a0\u2009\u202f]"
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)++")
_MAIL_SPELLED = re.compile(r"(?<![\w.+%-])[\w.+%-]++ ?[(\[](?:at|a|alfakrøll|krøllalfa)[)\]] ?[\w-]++(?:\.[\w-]++)++")
_ABROAD = re.compile(rf"(?<![\w+])(?:\+|00)[1-9]\d{{0,2}}(?:{_SPACE}?\d){{6,12}}(?!\d)")
_AT_HOME = re.compile(
    rf"(?<![\d.,:/§–-])(?:[2-9]\d{{7}}|[2-9]\d{{2}}{_SPACE}\d{{2}}{_SPACE}\d{{3}}|[2-9]\d(?:{_SPACE}\d{{2}}){{3}})(?![\d/]|[.,:-]\d)"
)
_MOBILE = re.compile(
    r"(?<![\d.,:/§–-])(?:[49]\d{3} \d{4}|[49]\d{2}-\d{2}-\d{3}|[49]\d(?:\.\d{2}){3}|[49]\d(?:-\d{2}){3})"
    r"(?![\d/]|[.,:-]\d)"
)
_ABROAD_AT_HOME = re.compile(
    rf"(?<![\d.,:/§–+-])0(?:\d{{4}}{_SPACE}\d{{6}}|\d{{3}}{_SPACE}\d{{3}}{_SPACE}\d{{4}}|\d{{2}}{_SPACE}\d{{4}}{_SPACE}\d{{4}})(?!\d)"
)
"""As British numbers are written at home: five digits and six, where an identity number has six and five."""
_MONTHS = r"(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)[a-z]*"
_BORN = re.compile(
    r"(?<!\w)(?:født|fødd|f|fødselsdato|fødselsdag|born|dob|d\.o\.b|date of birth)(?!\w)"
    r"[.:,]{0,2} ?(?:den |on |the |er |is )?"
    r"((?:\d{6}(?:\d\d)?|\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}|\d{4}-\d\d-\d\d"
    rf"|\d{{1,2}}\.? {_MONTHS}\.?,? \d{{4}})(?!\d))",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?<![\w.])[A-ZÆØÅ]\. ?[A-ZÆØÅ]\.(?: ?[A-ZÆØÅ]\.)?(?!\w)")
_DAY = re.compile(r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_STREET = re.compile(
    r"(?<!\w)([A-ZÆØÅ][\w.'’-]{0,40})(?: ([A-ZÆØÅ][\w.'’-]{0,40}))?(?: ([a-zæøåA-ZÆØÅ]{2,12}))?"
    r" (\d{1,3})( ?[A-Za-z])?(?!\w)(?! ?(?:%|[a-zæøå]{3}))"
)
_STREETS = (
    *("gate", "gata", "gaten", "vei", "veien", "veg", "vegen", "allé", "alle", "alléen", "alleen", "stien", "torget"),
    *("plass", "plassen", "bakken", "svingen", "kroken", "tunet", "ringen", "terrasse", "haugen", "brygge", "kaia"),
    *("lia", "åsen", "jordet", "faret", "grenda"),
)
_SMALL_STREET = re.compile(
    r"(?<!\w)[a-zæøå]{3,30}(?:gata|gaten|gate|veien|vegen|svingen) \d{1,3}(?: ?[A-Za-z])?(?!\w)"
    r"(?! ?(?:%|km|min|met|m\b|gang|gong|dag|elev|barn|bil|time|år|stk|kl))"
)
_SHORT_STREET = re.compile(
    r"(?<!\w)[A-ZÆØÅ][\w'’-]{2,30}(?:(?:s|r|l|e)(?:vn|gt)| (?:gt|vn|vei|veg|gate))\.?"
    r" \d{1,3}(?: ?[A-Za-z])?(?!\w)(?! ?(?:%|[a-zæøå]{3}))"
)
_ENGLISH_STREET = re.compile(
    r"(?<!\w)\d{1,4}[A-Za-z]? (?:[A-Z][\w'’]{0,30} ){1,3}"
    r"(?:Street|Road|Avenue|Lane|Drive|Close|Court|Crescent|Square|St|Rd|Ave)(?!\w)"
)


def mails(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of e-mail addresses."""
    for pattern in (_MAIL, _MAIL_SPELLED):
        yield from (found.span() for found in pattern.finditer(text))


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of Norwegian phone numbers, and of foreign ones with their country's code."""
    yield from (found.span() for found in _ABROAD.finditer(text))
    yield from (found.span() for found in _AT_HOME.finditer(text) if not _DAY.fullmatch(found[0]))
    for pattern in (_MOBILE, _ABROAD_AT_HOME):
        yield from (found.span() for found in pattern.finditer(text))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of street addresses with a number."""
    yield from (found.span() for found in _STREET.finditer(text) if _names_a_street(found))
    for pattern in (_SMALL_STREET, _SHORT_STREET, _ENGLISH_STREET):
        yield from (found.span() for found in pattern.finditer(text))


def _names_a_street(found: re.Match[str]) -> bool:
    """Whether the last word before the number is a kind of street, or ends in one."""
    last = next(word for word in (found[3], found[2], found[1]) if word)
    return last.lower().endswith(_STREETS) and len(found[1]) > len("Vei")


def birth_dates(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of days on which somebody is said to be born."""
    yield from (found.span(1) for found in _BORN.finditer(text))


class GuardWords(msgspec.Struct, frozen=True):
    """What the guard knows of a language."""

    grammar: Grammar
    common: frozenset[str]
    tails: tuple[str, ...]
    """Endings of compounds that are no names: Utviklingssamtale."""
    private: PatternIndex[None]
    unless: Unless
    """Innocent contexts of private words."""
    first_names: frozenset[str]

    def ordinary(self, form: str) -> bool:
        """Whether a folded word is a common word, a place, a subject or a service."""
        bare = form.removesuffix("'s").removesuffix("s") if len(form) > len("ppts") - 1 else form
        known = form in self.common or bare in self.common or form in self.grammar.roles
        return known or any(form in words for words in self.grammar.classes.values()) or self._compound(form)

    def first_name(self, form: str) -> bool:
        """Whether a folded word is one of the commonest first names, genitive included."""
        return form in self.first_names or form.removesuffix("'s").removesuffix("s") in self.first_names

    def _compound(self, form: str) -> bool:
        return form.endswith(self.tails) and form not in self.tails


@cache
def guard_words(language: str) -> GuardWords:
    """Give the guard's words of a language, read once."""
    language = known_language(language)
    data, everywhere = shipped("guard", language), shipped("guard", "all")
    known = grammar(language)
    listed = " ".join((data["common"], everywhere["services"], everywhere["places"]))
    private: PatternIndex[None] = PatternIndex()
    private.add(None, patterns_in(data["private"], known.classes))
    unless = Unless(patterns_in(data["unless"], known.classes))
    common = frozenset(fold(word) for word in listed.split()) | frozenset(data["tails"].split())
    first_names = frozenset(everywhere["first_names"].split())
    return GuardWords(known, common, tuple(data["tails"].split()), private, unless, first_names)


_PARTS = re.compile("[-'’]")


class TraceKind(StrEnum):
    """What was seen."""

    IDENTITY_NUMBER = "identity-number"
    ELEVEN_DIGITS = "eleven-digits"
    PHONE = "phone"
    E_MAIL = "e-mail"
    ADDRESS = "address"
    BIRTH_DATE = "birth-date"
    NAME = "name"
    PRIVATE = "private"
    """Religion, ethnic background or diagnosis."""


class Severity(StrEnum):
    """What is done about it."""

    REFUSE = "refuse"
    """The text is not taken in, not even as a draft."""
    WARN = "warn"
    MARK = "mark"
    """A quiet mark, once per word."""


class Identity(msgspec.Struct, frozen=True):
    """Something in a text that could tell who somebody is."""

    kind: TraceKind
    severity: Severity
    start: int
    """In characters, from 0."""
    end: int


def identify(
    text: str,
    *,
    language: str = "nb",
    members: Collection[str] = (),
    known_words: AbstractSet[str] = frozenset(),
    names: NameList | None = None,
) -> tuple[Identity, ...]:
    """Give what in a text could identify somebody, in order; quotations and code are looked at too.

    `members` are aliases of the team, `known_words` what the team has said is no name.
    """
    known = guard_words(language)
    said = {fold(word) for word in (*members, *known_words)}
    found = sorted(
        chain(_numbers_and_places(text), _initials(text, said), _words(text, known, said, names)),
        key=lambda one: (one.start, -one.end),
    )
    return tuple(_apart(found))


def refused(found: Collection[Identity]) -> bool:
    """Whether the text must not be taken in."""
    return any(one.severity is Severity.REFUSE for one in found)


def _apart(found: list[Identity]) -> Iterator[Identity]:
    """Leave out what lies within something graver."""
    end = 0
    for one in found:
        if one.end > end:
            yield one
            end = one.end


def _numbers_and_places(text: str) -> Iterator[Identity]:
    abroad = {found.start() for found in _ABROAD_AT_HOME.finditer(text)}
    for eleven in eleven_digits(text):
        if eleven.start in abroad and not eleven.checks:
            continue
        kind = TraceKind.IDENTITY_NUMBER if eleven.checks else TraceKind.ELEVEN_DIGITS
        yield Identity(kind, Severity.REFUSE if eleven.checks else Severity.WARN, eleven.start, eleven.end)
    for kind, places in (
        (TraceKind.E_MAIL, mails(text)),
        (TraceKind.PHONE, phones(text)),
        (TraceKind.ADDRESS, addresses(text)),
        (TraceKind.BIRTH_DATE, birth_dates(text)),
    ):
        for start, end in places:
            yield Identity(kind, Severity.WARN, start, end)


def _initials(text: str, said: AbstractSet[str]) -> Iterator[Identity]:
    """Give initials with stops, «E.H.», but for those that the team calls its own members by."""
    for found in _INITIALS.finditer(text):
        if fold("".join(filter(str.isalpha, found[0]))) not in said:
            yield Identity(TraceKind.NAME, Severity.MARK, *found.span())


def _words(text: str, known: GuardWords, said: AbstractSet[str], names: NameList | None) -> Iterator[Identity]:
    seen: set[str] = set(said)
    sentences = [SentenceWords.of(text, sentence, all_of_it=True) for sentence in read(text)]
    plain = {
        form
        for words in sentences
        for form, start in zip(words.forms, words.starts, strict=True)
        if text[start].islower()
    }
    for words in sentences:
        yield from _private(words, known)
        for at, form in enumerate(words.forms):
            if form not in seen and (severity := _name(text, words, at, known, plain, names)) is not None:
                seen.add(form)
                yield Identity(TraceKind.NAME, severity, words.starts[at], words.ends[at])


def _private(words: SentenceWords, known: GuardWords) -> Iterator[Identity]:
    clause = Clause(words, known.grammar)
    for hit in known.private.find(words):
        if not known.unless.near(clause, hit.start, hit.end):
            yield Identity(TraceKind.PRIVATE, Severity.WARN, words.starts[hit.start], words.ends[hit.end - 1])


def _name(
    text: str, words: SentenceWords, at: int, known: GuardWords, plain: AbstractSet[str], names: NameList | None
) -> Severity | None:
    """Tell whether a word is on the class list, or looks like a name where it stands."""
    written = text[words.starts[at] : words.ends[at]]
    looks = written[0].isupper() and _looks_like_a_name(written)
    looks = looks and (not _begins(words, at) or known.first_name(words.forms[at]))
    if not looks and names is None:
        return None
    ordinary = known.ordinary(words.forms[at])
    if names is not None and (looks or not ordinary) and names.holds(written):
        return Severity.WARN
    return Severity.MARK if looks and not ordinary and words.forms[at] not in plain else None


def _begins(words: SentenceWords, at: int) -> bool:
    """Whether a word stands where a sentence begins."""
    return at == 0 or words.breaks[at] == "|"


def _looks_like_a_name(written: str) -> bool:
    """Whether a capitalised word is written as names are: «Ole-Martin», «O'Brien», but not «ChatGPT» or «IKT»."""
    parts = [part for part in _PARTS.split(written) if part]
    whole = "".join(parts)
    small = all(part[1:].islower() for part in parts if len(part) > 1)
    return len(whole) > 1 and whole.isalpha() and not whole.isupper() and small
