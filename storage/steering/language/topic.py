"""Whom a pronoun points back to: the last one mentioned that it fits. With nobody mentioned it is the parents."""

import msgspec

from storage.steering.language.grammar import Grammar, Role
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
