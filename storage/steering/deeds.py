"""Whether an act is done by a person to a person, or words only name what could happen."""

from typing import NamedTuple, Self

from storage.domain.case.case import Route
from storage.steering.concepts import ConceptTable
from storage.steering.language.bearer import bearer
from storage.steering.language.grammar import Clause, Role
from storage.steering.language.notation import Classes
from storage.steering.language.patterns import Unless, patterns_in

_BETWEEN = 2
_AS_FAR = 9
_NOTHING_NAMED = frozenset(
    {Role.PREPOSITION, Role.BOUNDARY, Role.AND, Role.ADVERB, Role.AUXILIARY, Role.COPULA, Role.INFINITIVE}
    | {Role.RELATIVE, Role.NEGATION, Role.THEY, Role.SELF, Role.DUMMY, Role.SAY, Role.THEM}
)
_SOMEBODY = frozenset({Role.PUPILS, Role.THEY, Role.THEM})
_THOSE_MET = frozenset({Role.PARENTS, Role.PUPILS, Role.STAFF, Role.OTHERS})


class Mentions(NamedTuple):
    """What makes a theme of a word, before and behind it, and what reports it all the same."""

    before: Unless
    behind: Unless
    reports: Unless
    period: Unless

    @classmethod
    def of(cls, table: ConceptTable, language: str, classes: Classes) -> Self:
        """Return them ready to match in a language."""
        return cls(
            *(
                Unless(patterns_in(table.mentions[name].of(language), classes))
                for name in ("before", "behind", "reports", "period")
            )
        )

    def only_named(self, clause: Clause, start: int, end: int) -> bool:
        """Return whether what stands from `start` to `end` is the theme of something."""
        if self.reports.ends_before(clause, start, _BETWEEN):
            return False
        return self.before.ends_before(clause, start, _BETWEEN) or self.behind.begins_after(clause, end, _BETWEEN)

    def told_of_somebody(self, clause: Clause, start: int, end: int) -> bool:
        """Return whether it is reported, or somebody it can happen to stands near: without anybody nothing is sure."""
        if self.reports.ends_before(clause, start, _BETWEEN):
            return True
        return any(clause.within("child", at) or clause.role(at) in _SOMEBODY for at in clause.around(start, end))

    def told_of_a_period(self, clause: Clause, start: int, end: int) -> bool:
        """Return whether a term or a month stands near, and no pupil."""
        if any(clause.within("child", at) for at in clause.around(start, end)):
            return False
        return self.period.near(clause, start, end)


def done_to_a_thing(clause: Clause, start: int, end: int) -> bool:
    """Return whether the last word is no person but tells whose thing comes next: «hit her target», «slo hans rekord».

    What others do to a part of somebody's body is done to them: «they hit her head».
    """
    if not clause.within("whose", end - 1) or clause.parted(end) or clause.comma(end):
        return False
    if clause.role(end) in _NOTHING_NAMED or clause.within("unpossessed", end):
        return False
    if any(clause.role(at) in _THOSE_MET for at in range(end, end + 2)):
        return False
    own = any(clause.within("alone", at) for at in range(max(0, start - 3), start))
    return own or not clause.within("body", end)


def not_of_a_pupil(clause: Clause, start: int, end: int) -> bool:
    """Return whether it is told of a thing, or the writer did it: «the ceiling is neglected», «jeg tok mobilen hans».

    Where somebody's words are told, «I» may be the pupil.
    """
    if clause.role(start - 1) is Role.SELF or clause.role(start) is Role.SELF:
        return not any(clause.role(at) is Role.SAY for at in range(len(clause)))
    place = bearer(clause, start, end)
    if place is None or clause.role(place) is not Role.OTHER:
        return False
    return any(clause.role(at) is Role.DETERMINER for at in range(max(0, place - _BETWEEN), place))


def route_of_doer(clause: Clause, start: int, end: int) -> Route | None:
    """Return where it leads by whoever does it: the last one named before it, or the one it is done by."""
    for at in (*range(end, min(len(clause), end + 4)), *range(start, max(-1, start - _AS_FAR), -1)):
        behind = at >= end
        if behind and not any(clause.within("by", near) for near in range(end - 1, at)):
            continue
        if clause.within("relatives", at):
            return Route.HOME
        if clause.within("adults", at):
            return Route.ADULT
        if clause.within("peers", at):
            return Route.NOT_SAFE
    return None


_SHORTEST_TAIL = 5
_BEFORE = 3
_OBJECT_WITHIN = 4
_VICTIM_WITHIN = 4
_BETWEEN_DOER_AND_ACT = frozenset({Role.ADVERB, Role.AUXILIARY, Role.COPULA, Role.NEGATION})
_BEFORE_NOUN = frozenset({Role.DETERMINER, Role.OTHER, Role.ADVERB, Role.THEM})
_NO_NOUN = frozenset(
    {Role.PREPOSITION, Role.BOUNDARY, Role.AND, Role.ADVERB, Role.AUXILIARY, Role.INFINITIVE, Role.DETERMINER}
)
_ENDS_OBJECT = frozenset({Role.BOUNDARY, Role.AND, Role.RELATIVE})
_NO_OBJECT = _ENDS_OBJECT | {Role.PREPOSITION}
_PERSONS = frozenset({Role.THEY, Role.PUPILS, Role.PARENTS, Role.STAFF, Role.OTHERS})
_OWNERS = {"his": "he", "her": "she", "their": "they", "my": "i"}


class _Nouns(NamedTuple):
    """Words for things; in Norwegian also as the last part of a compound: «matteprøven»."""

    words: frozenset[str]
    tails: tuple[str, ...]

    def name(self, form: str) -> bool:
        return form in self.words or bool(self.tails and form.endswith(self.tails))


class Deeds(NamedTuple):
    """What can do no harm, and what no harm can be done to."""

    causes: _Nouns
    things: _Nouns

    @classmethod
    def of(cls, classes: Classes, *, compounds: bool) -> Self:
        """Return them for a language's words."""
        return cls(_nouns(classes["causes"], compounds=compounds), _nouns(classes["things"], compounds=compounds))

    def harmless(self, clause: Clause, start: int, end: int) -> bool:
        """Return whether a thing does the act from `start` to `end`, or it is done to a thing and to nobody."""
        return self._done_by_a_thing(clause, start, end) or self._done_to_a_thing(clause, start, end)

    def _done_by_a_thing(self, clause: Clause, start: int, end: int) -> bool:
        if any(clause.within("by", at) and self._named_after(clause, at) for at in range(end - 1, end + 1)):
            return True
        if _is_person(clause, start):
            return False
        for at in range(start - 1, max(-1, start - 1 - _BEFORE), -1):
            if clause.comma(at + 1):
                return False
            if self.causes.name(clause.form(at)):
                return not _hangs_on_preposition(clause, at) and not _subject_follows(clause, start, at)
            if clause.role(at) not in _BETWEEN_DOER_AND_ACT and not clause.within("nearly", at):
                return False
        return False

    def _named_after(self, clause: Clause, by: int) -> bool:
        """Return whether a thing, and no person before it, stands after «by»."""
        for at in range(by + 1, by + 1 + _BEFORE):
            if clause.parted(at) or clause.within("child", at) or clause.role(at) in {Role.PUPILS, Role.AND}:
                return False
            if self.causes.name(clause.form(at)):
                return True
        return False

    def _done_to_a_thing(self, clause: Clause, start: int, end: int) -> bool:
        for at in range(start, min(len(clause), max(end, start + _OBJECT_WITHIN) + 1)):
            if at > start and (clause.comma(at) or clause.role(at) in _NO_OBJECT):
                return False
            if self.things.name(clause.form(at)):
                return not _somebody_elses(clause, start, at) and not _somebody_is_met(clause, at + 1)
            if at > start and _somebody(clause, at):
                return False
        return False


def own_body(clause: Clause, start: int, end: int) -> bool:
    """Return whether one person alone does it to a part of their own body: «han holdt hodet under vann»."""
    if not any(clause.within("alone", at) for at in range(max(0, start - _BEFORE), start)):
        return False
    parts = [at for at in range(start + 1, end) if clause.within("body", at)]
    if not parts or any(_somebody(clause, at) for at in range(start + 1, end)):
        return False
    return all(_own(clause, start, at) for at in range(start, end + 1) if clause.within("whose", at))


def _nouns(words: frozenset[str], *, compounds: bool) -> _Nouns:
    return _Nouns(words, tuple(word for word in words if len(word) >= _SHORTEST_TAIL) if compounds else ())


def _hangs_on_preposition(clause: Clause, noun: int) -> bool:
    """Return whether a noun only tells when or where: «etter den lange timen slo han»."""
    for at in range(noun - 1, max(-1, noun - 1 - _BEFORE), -1):
        if clause.role(at) is Role.PREPOSITION:
            return True
        if clause.role(at) not in _BEFORE_NOUN or clause.comma(at + 1):
            return False
    return False


def _somebody(clause: Clause, at: int) -> bool:
    """Return whether a word is somebody whom things are done to; «her» before a noun only tells whose it is."""
    if clause.within("whose", at):
        alone = clause.comma(at + 1) or clause.role(at + 1) in _NO_NOUN or clause.within("unpossessed", at + 1)
        return clause.role(at) is Role.THEM and not clause.grammar.turns and alone
    return clause.within("victim", at) or clause.role(at) in {Role.PUPILS, Role.THEM}


def _is_person(clause: Clause, at: int) -> bool:
    return clause.role(at) in _PERSONS or any(clause.within(name, at) for name in ("child", "adults", "relatives"))


def _subject_follows(clause: Clause, verb: int, noun: int) -> bool:
    """Return whether its subject stands behind the verb, so that the noun before it only tells when.

    «Han» may be either in nynorsk: «kvar veke slår han», but «leksene plagar han».
    """
    if not clause.grammar.turns:
        return False
    at = verb + 1
    while clause.role(at) in _BETWEEN_DOER_AND_ACT:
        at += 1
    if clause.role(at) is Role.OTHER:
        return _somebody(clause, at + 1)
    either = clause.within("victim", at)
    return clause.role(at) in _PERSONS and (not either or clause.role(noun - 1) in {Role.DETERMINER, Role.OTHER})


def _somebody_elses(clause: Clause, verb: int, thing: int) -> bool:
    """Return whether a thing belongs to somebody else than whoever does it: «they kicked his bag», «sekken hans»."""
    owners = (thing + 1,) if clause.grammar.turns else (thing - 1, thing - 2)
    return any(clause.within("whose", at) and not _own(clause, verb, at) for at in owners if at != verb)


def _own(clause: Clause, verb: int, whose: int) -> bool:
    """Return whether it is told as the doer's own: «he grabbed his bag»; Norwegian has a word of its own for that."""
    doer = _OWNERS.get(clause.form(whose), "")
    return bool(doer) and any(clause.form(at) == doer for at in range(max(0, verb - _BEFORE), verb + 1))


def _somebody_is_met(clause: Clause, start: int) -> bool:
    """Return whether what is done to a thing reaches somebody right after it: «kastet ballen i hodet på henne»."""
    for at in range(start, start + _VICTIM_WITHIN):
        if clause.comma(at) or clause.role(at) in _ENDS_OBJECT or clause.within("with", at):
            return False
        if _somebody(clause, at) or clause.within("whose", at):
            return True
    return False
