"""Whether something is said outright, or denied, told of somebody else's view, or only supposed."""

from storage.steering.language.bearer import subject
from storage.steering.language.grammar import REACH, Clause, Role
from storage.steering.language.patterns import Pattern

_NEGATION_REACH = 6
_CLOSE_BY = 3
_ASKED_WITHIN = 4
_AFTER_COPULA = frozenset({Role.ADVERB, Role.AUXILIARY, Role.THEY, Role.DUMMY})
_QUANTIFIED = frozenset(
    {Role.PARENTS, Role.PUPILS, Role.OTHERS, Role.PREPOSITION, Role.DETERMINER, Role.SELF, Role.THEM}
)
_VIEWERS = frozenset({Role.PARENTS, Role.PUPILS, Role.OTHERS, Role.THEY, Role.THEM})
"""Whose view is not the writer's own; what a colleague says of parents is passed on as the school's."""
_CLAUSE_OPENERS = frozenset({Role.THEY, Role.SELF, Role.DUMMY, Role.PARENTS, Role.PUPILS, Role.STAFF})


def swallowed(clause: Clause, pattern: Pattern, start: int, end: int) -> bool:
    """Whether a gap of the pattern swallowed a negation: «skylder ikke på»."""
    if not clause.holds("negation"):
        return False
    return _negates(clause, start, end) and not pattern.names(clause.grammar.classes["negation"])


def denied(clause: Clause, start: int, end: int, *, act: bool = False, phrase: bool = False) -> bool:
    """Whether what stands from `start` to `end` is negated.

    An act can be negated after it («maser ikke»), a phrase only close by («ikke noen kverulant»).
    """
    return clause.holds("negation") and (
        _neither(clause, start)
        or _denied_before(clause, start, _CLOSE_BY if phrase else _NEGATION_REACH)
        or (act and not _negates(clause, start, end) and _denied_after(clause, end))
    )


def _neither(clause: Clause, start: int) -> bool:
    """Whether it is one of two that are both denied: «verken sur eller vrang»."""
    near = range(start - 1, max(-1, start - 1 - _NEGATION_REACH), -1)
    return any(clause.within("neither", at) for at in near) and not any(clause.parted(at) for at in near)


def _negates(clause: Clause, start: int, end: int) -> bool:
    return any(clause.role(at) is Role.NEGATION for at in range(start, end))


def _rhetorical(clause: Clause, at: int) -> bool:
    """Whether the negation at a place only makes a question of it: «er de ikke helt umulige?»."""
    return clause.words.asked and at < _ASKED_WITHIN and clause.role(0) in {Role.COPULA, Role.AUXILIARY}


def _only(clause: Clause, at: int) -> bool:
    """Whether the negation at a place begins «ikke bare», which denies nothing."""
    return clause.within("only", at + 1)


def _denied_before(clause: Clause, start: int, reach: int) -> bool:
    past_copula = False
    for at in range(start - 1, max(-1, start - 1 - reach), -1):
        if clause.comma(at + 1):
            return False
        role = clause.role(at)
        if role is Role.NEGATION and not _only(clause, at):
            return not _rhetorical(clause, at) and (not past_copula or _bound(clause, at))
        if role in {Role.BOUNDARY, Role.SAY}:
            return _view_denied(clause, at)
        past_copula = past_copula or role is Role.COPULA
        if _ends_reach(role, past_copula=past_copula, nearest=at == start - 1):
            return False
    return False


def _ends_reach(role: Role | None, *, past_copula: bool, nearest: bool) -> bool:
    """Whether a negation further left no longer counts: «hun svarer ikke og er umulig»."""
    if role is Role.AND:
        return past_copula or nearest
    return past_copula and role not in _AFTER_COPULA | _QUANTIFIED | {Role.COPULA}


def _bound(clause: Clause, at: int) -> bool:
    """Whether a negation left of the copula belongs to it: «at de ikke er», «ingen av foreldrene er»."""
    return clause.role(at + 1) in _AFTER_COPULA | {Role.COPULA} or clause.within("none", at)


def _view_denied(clause: Clause, at: int) -> bool:
    """Whether a view is denied: «jeg tror ikke at …», «det er ikke fordi …», «we don't think …»."""
    opens = clause.role(at) is Role.SAY or clause.within("that", at)
    return opens and any(
        clause.role(near) is Role.NEGATION and not _only(clause, near) for near in range(max(0, at - 4), at)
    )


def _denied_after(clause: Clause, end: int) -> bool:
    for at in range(end, end + 3):
        if clause.comma(at) or clause.role(at) in {Role.AND, Role.BOUNDARY, Role.PREPOSITION, Role.RELATIVE}:
            return False
        if clause.role(at) is Role.NEGATION:
            return not _only(clause, at)
    return False


def reported(clause: Clause, start: int, end: int) -> bool:
    """Whether it is told as somebody else's view: «far mener at …», «…, sier mor»."""
    if not clause.holds("say") and not clause.holds("mistaken"):
        return False
    for at in range(start - 1, max(-1, start - REACH), -1):
        if clause.within("but", at):
            return False
        if clause.within("mistaken", at):
            return True
        if clause.within("say", at) and _opens_clause(clause, at, start):
            return _someone_says(clause, at)
    return clause.role(end) is Role.SAY and clause.comma(end) and clause.role(end + 1) in _VIEWERS


def _opens_clause(clause: Clause, say: int, start: int) -> bool:
    """Whether what was said begins between the verb of saying and a place: «mor sier at …», «he says he …»."""
    first = say + 1 if subject(clause, say, past_verbs=True) is not None else say + 2
    return any(
        clause.within("tells", at) or (clause.role(at) in _CLAUSE_OPENERS and at >= first)
        for at in range(say + 1, start)
    )


def _someone_says(clause: Clause, say: int) -> bool:
    if say == 0 and not clause.words.asked:
        return False  # «Synes mor er …»: it is the writer who thinks so
    says = subject(clause, say, past_verbs=True)
    return clause.role(says if says is not None else say + 1) in _VIEWERS


def supposed(clause: Clause, start: int) -> bool:
    """Whether it stands in a clause that begins with «hvis»."""
    if not clause.holds("if"):
        return False
    for at in range(start - 1, max(-1, start - REACH), -1):
        if clause.comma(at + 1):
            return False
        if clause.within("if", at):
            return True
        if clause.role(at) is Role.BOUNDARY:
            return False
    return False
