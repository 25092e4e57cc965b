"""Who a sentence says it about: the bearer of a trait, the doer of an act, or whoever a pronoun points back to."""

import msgspec

from storage.steering.language.grammar import REACH, Clause, Grammar, Role
from storage.steering.language.words import SentenceWords

_MENTIONED = frozenset({Role.PARENTS, Role.PUPILS, Role.STAFF, Role.OTHERS})


class Topic(msgspec.Struct, frozen=True):
    """The last ones mentioned that she, he and they may point back to."""

    she: Role = Role.PARENTS
    he: Role = Role.PARENTS
    they: Role = Role.PARENTS

    def after(self, words: SentenceWords, grammar: Grammar, start: int = 0, end: int | None = None) -> "Topic":
        """Give the topic after a stretch of a sentence."""
        topic = self
        for form in words.forms[start:end]:
            role = grammar.roles.get(form)
            if role in _MENTIONED:
                topic = topic._mentioning(form, role, grammar)
        return topic

    def _mentioning(self, form: str, role: Role, grammar: Grammar) -> "Topic":
        return Topic(
            she=self.she if grammar.within("men", form) else role,
            he=self.he if grammar.within("women", form) else role,
            they=self.they if grammar.within("one", form) else role,
        )

    def pointed_at(self, pronoun: str, grammar: Grammar) -> Role:
        """Give the role of the one a pronoun points back to."""
        if grammar.within("she", pronoun):
            return self.she
        return self.he if grammar.within("he", pronoun) else self.they


_NEAR = 7
_PEOPLE = frozenset({Role.PARENTS, Role.PUPILS, Role.STAFF, Role.OTHERS})
_NOUNS = _PEOPLE | {Role.SHARED}
_NOMINATIVE = frozenset({Role.THEY, Role.SELF, Role.DUMMY})
_NAMED = _NOUNS | _NOMINATIVE | {Role.THEM}
_TAKEN = _NOUNS | {Role.THEY, Role.THEM}
_UNSAID = frozenset({Role.ADVERB, Role.COPULA, Role.NEGATION, Role.AUXILIARY})
_BEFORE_NOUN = frozenset({Role.DETERMINER, Role.OTHER, Role.THEY, Role.SELF, Role.THEM, Role.DUMMY})


def subject(clause: Clause, at: int, *, past_verbs: bool = False) -> int | None:
    """Give the subject to the left of a place; `past_verbs` looks past words we do not know."""
    place = at - 1
    while place >= max(0, at - REACH) and not clause.parted(place + 1):
        role = clause.role(place)
        if role is Role.BOUNDARY and not _goes_on(clause, place):
            return None
        if role in _NAMED or (role is Role.OTHER and not past_verbs):
            before = _before_phrase(clause, place)
            if before == place:
                return place
            place = before
        place -= 1
    return None


def _goes_on(clause: Clause, at: int) -> bool:
    """Whether a «men» goes on about the same one: «de stiller krav, men bidrar aldri»."""
    return clause.within("but", at) and clause.role(at + 1) in {Role.OTHER, Role.AUXILIARY, Role.COPULA}


def _before_phrase(clause: Clause, place: int) -> int:
    """Give the preposition that a noun hangs on (`til` in «foreldrene til gutten»), or the noun's own place."""
    for at in range(place - 1, max(-1, place - 4), -1):
        if clause.comma(at + 1):
            return place
        if clause.role(at) in {Role.PREPOSITION, Role.INFINITIVE}:
            return at
        if clause.role(at) not in _BEFORE_NOUN:
            return place
    return place


def doer(clause: Clause, start: int, end: int) -> int | None:
    """Give who does what the words from `start` to `end` tell."""
    if (
        clause.grammar.turns
        and end > start + 1
        and (clause.role(start + 1) is Role.THEY or clause.within("i", start + 1))
    ):
        return start + 1  # «dette orker jeg ikke»
    after, before = clause.role(end), clause.role(start - 1)
    turned = clause.grammar.turns and (after in {Role.THEY, Role.SELF} or after in _PEOPLE) and not clause.comma(end)
    if turned and (clause.comma(start) or before not in _PEOPLE | {Role.THEY, Role.SELF}):
        return end
    return subject(clause, start, past_verbs=True)


def bearer(clause: Clause, start: int, end: int) -> int | None:
    """Give who has the trait named from `start` to `end`."""
    if clause.role(end) is Role.INFINITIVE:
        return _reached(clause, start, end)
    if clause.role(end) is Role.PREPOSITION and clause.role(end + 2) is Role.INFINITIVE:
        return _reached(clause, start, end + 2)
    noun = _noun_after(clause, end)
    if noun is not None and clause.role(noun) in _NOUNS:
        return noun
    told = _told_of(clause, start, strict=noun is not None)
    if told is not None or noun is not None:
        return told
    exclaimed = _exclaimed(clause, start, end)
    return exclaimed if exclaimed is not None else _bare(clause, start)


def _noun_after(clause: Clause, end: int) -> int | None:
    """Give the noun a trait stands before, looking past «og» and one more adjective; perhaps a thing's."""
    at = end
    while at < end + 4 and not clause.parted(at) and (at > end or not clause.comma(at)):
        role = clause.role(at)
        if role in _NOUNS:
            return at
        if role is Role.OTHER:
            return at + 1 if clause.role(at + 1) in _NOUNS and not clause.comma(at + 1) else at
        if role is not Role.AND or clause.role(at + 1) is not Role.OTHER:
            return None
        at += 2 if clause.role(at + 2) in _NOUNS | {Role.OTHER} and not clause.comma(at + 2) else len(clause)
    return None


def _told_of(clause: Clause, start: int, *, strict: bool) -> int | None:
    """Give the subject that a trait is told of: «mor er …», «er de …», «opplever dem som …»."""
    at = start - 1
    while at >= max(0, start - _NEAR) and not clause.parted(at + 1):
        role = clause.role(at)
        if role is Role.RELATIVE:
            return _last(clause, at, 3)
        if role is Role.COPULA:
            return _subject_of(clause, at, start, strict=strict)
        away = role is Role.PREPOSITION and at < start - 1  # «redd for å …», but not «for vanskelige»
        if role is Role.BOUNDARY or away or (strict and role is Role.DETERMINER):
            return None
        at -= 1
    return None


def _subject_of(clause: Clause, copula: int, start: int, *, strict: bool) -> int | None:
    """Give the subject of a copula; `strict` when the trait stands before a noun of its own."""
    if strict and clause.within("clitic", copula):
        return None  # «mum's difficult questions»
    before = clause.role(copula - 1)
    afraid_of = before is Role.INFINITIVE and clause.role(copula - 2) is Role.PREPOSITION  # «redd for å virke …»
    if afraid_of or before is Role.SAY:  # «noe hun synes er …»
        return None
    turned = _turned(clause, copula, start)
    return turned if turned is not None else subject(clause, copula)


def _turned(clause: Clause, copula: int, start: int) -> int | None:
    """Give the subject between a copula and its trait: «er de helt umulige», «er oppgavene umulige»."""
    for at in range(copula + 1, start):
        role = clause.role(at)
        first = role is Role.OTHER and at == copula + 1 and clause.role(copula - 1) in {None, Role.ADVERB}
        if role in _NAMED or first:
            return at if _before_phrase(clause, at) == at else None
    return None


def _last(clause: Clause, before: int, reach: int) -> int | None:
    """Give the last one mentioned before a place: «oppfatter mor som …», «dem som …»."""
    places = range(before - 1, max(-1, before - 1 - reach), -1)
    return next((at for at in places if clause.role(at) in _TAKEN), None)


def _exclaimed(clause: Clause, start: int, end: int) -> int | None:
    """Give the one exclaimed about: «så umulige de er», «umulig, den moren», «far mener han bestemmer, så arrogant»."""
    if clause.role(start - 1) is Role.THEY and clause.within("those", start - 1):
        return start - 1
    if clause.comma(start - 1) and clause.role(start - 1) is Role.ADVERB and clause.comma(end):
        return next((at for at in range(min(start, _NEAR)) if clause.role(at) in {Role.PARENTS, Role.THEY}), None)
    if clause.parted(end):
        return None
    at = end + 1 if clause.role(end) in {Role.COPULA, Role.AUXILIARY} else end
    if clause.role(at) is Role.THEY and clause.role(start - 1) in {Role.ADVERB, Role.BOUNDARY}:
        return at
    while clause.role(at) in {Role.DETERMINER, Role.DUMMY, Role.PREPOSITION, Role.THEY} and at < end + 3:
        at += 1
    taken = clause.role(at) in _PEOPLE - {Role.STAFF} or clause.role(at) is Role.THEM
    return at if taken and not clause.parted(at) else None


def _bare(clause: Clause, start: int) -> int | None:
    """Give the parent that a note without a verb is about: «mor helt umulig på telefon»."""
    for at in range(start - 1, max(-1, start - 5), -1):
        if clause.parted(at + 1):
            return None
        role = clause.role(at)
        if role is Role.PARENTS:
            return at if _before_phrase(clause, at) == at else None
        if role not in {Role.ADVERB, Role.AND, Role.OTHER}:
            return None
    return None


def _reached(clause: Clause, start: int, infinitive: int) -> int | None:
    """Tell whom «umulig å …» is about: only verbs of talking to and working with people are about anybody."""
    if not any(clause.within("reach", at) for at in range(infinitive + 1, infinitive + 5)):
        return None
    for at in range(infinitive + 1, min(len(clause), infinitive + 8)):
        if clause.role(at) in _TAKEN:
            return at
        if clause.role(at) is Role.OTHER and clause.role(at - 1) in {Role.PREPOSITION, Role.DETERMINER}:
            break
    return _told_of(clause, start, strict=False)


def unsaid(clause: Clause, start: int) -> bool:
    """Whether the sentence begins without its subject, as notes about oneself do: «orker ikke», «er helt utslitt»."""
    return start < _NEAR and all(clause.role(at) in _UNSAID for at in range(start))
