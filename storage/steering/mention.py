"""Whether words only name what could happen, as a theme, or tell that it happens; and who does it, and to what.

«Møtet om mobbing», «planen mot vold» and «hit her target» are no signs; «foreldrene melder om mobbing» is one.
"""

from typing import NamedTuple, Self

from storage.domain.case.case import Route
from storage.steering.concepts import ConceptTable
from storage.steering.language.clause import Clause
from storage.steering.language.grammar import Role
from storage.steering.language.index import Unless
from storage.steering.language.notation import Classes
from storage.steering.language.patterns import patterns_in

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
