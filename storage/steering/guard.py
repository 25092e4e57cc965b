"""The identity guard: what in a text could tell who somebody is, before it is kept anywhere."""

import re
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import chain

import msgspec

from storage.steering.contacts import addresses, mails, phones
from storage.steering.guard_words import GuardWords, guard_words
from storage.steering.identity_numbers import eleven_digits
from storage.steering.language.clause import Clause
from storage.steering.language.text import read
from storage.steering.language.words import SentenceWords, fold
from storage.steering.names import NameList

_PARTS = re.compile("[-'’]")


class TraceKind(StrEnum):
    """What was seen."""

    IDENTITY_NUMBER = "identity-number"
    ELEVEN_DIGITS = "eleven-digits"
    PHONE = "phone"
    E_MAIL = "e-mail"
    ADDRESS = "address"
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
        chain(_numbers_and_places(text), _words(text, known, said, names)), key=lambda one: (one.start, -one.end)
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
    for eleven in eleven_digits(text):
        kind = TraceKind.IDENTITY_NUMBER if eleven.checks else TraceKind.ELEVEN_DIGITS
        yield Identity(kind, Severity.REFUSE if eleven.checks else Severity.WARN, eleven.start, eleven.end)
    for kind, places in (
        (TraceKind.E_MAIL, mails(text)),
        (TraceKind.PHONE, phones(text)),
        (TraceKind.ADDRESS, addresses(text)),
    ):
        for start, end in places:
            yield Identity(kind, Severity.WARN, start, end)


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
    looks = written[0].isupper() and _looks_like_a_name(written) and not _begins(words, at)
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
