"""The safety gate's first ear: lists of words that point at a pupil who is not safe, with what makes them innocent."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

import msgspec

from storage.domain.case.case import Route
from storage.steering.clues import ClueEntry, Clues, Together
from storage.steering.concepts import ANYWHERE, AT_EASE, ConceptTable, gate_concepts
from storage.steering.deeds import Deeds, Mentions, done_to_a_thing, not_of_a_pupil, own_body, route_of_doer
from storage.steering.gate_texts import gate_file
from storage.steering.language.grammar import Clause, Grammar, grammar
from storage.steering.language.marks import Topics, topics
from storage.steering.language.notation import Classes
from storage.steering.language.patterns import Hit, PatternIndex, Unless, patterns_in
from storage.steering.language.text import Sentence
from storage.steering.language.tone import denied, swallowed
from storage.steering.language.words import SentenceWords

EVERYDAY = "everyday"
"""The innocent contexts of which the second ear is told that they are nothing, and the lists need not know."""


class Certainty(StrEnum):
    """How sure the gate is."""

    SURE = "sure"
    """Opens the full notice by itself."""
    DOUBT = "doubt"
    """Asks its one plain question."""


ASKS = {Route.NOT_SAFE: "well-at-school", Route.ADULT: "adult", Route.HOME: "home", Route.DANGER: "danger"}
"""The question that goes with a route."""


class Sign(msgspec.Struct, frozen=True):
    """One kind of words that the gate looks for."""

    key: str
    level: Certainty
    route: Route
    question: str
    """What is asked when the sign leaves doubt."""
    denied_question: str
    """What is asked when the text itself denies the sign."""
    unless: Unless
    """Innocent contexts."""
    names: bool = False
    by_doer: bool = False
    act: bool = False


class GateLists(NamedTuple):
    """All that the gate looks for in a language."""

    signs: PatternIndex[Sign]
    clues: Clues
    calm: Unless
    at_ease: Unless
    """What nobody in need tells of; beside it what is sure leaves a doubt, and a doubt is none."""
    mentions: Mentions
    deeds: Deeds
    grammar: Grammar
    """The language's, with the gate's own classes of words."""
    ask: dict[str, str]
    topics: Topics
    everyday: Unless
    """What the second ear is told is nothing, and the lists need not know."""
    sure_keys: frozenset[str]
    """The signs that are sure unless the sentence denies them."""
    clue_keys: frozenset[str]


class Alarm(msgspec.Struct, frozen=True):
    """What the gate has seen in a text."""

    level: Certainty
    route: Route
    start: int
    """In characters, from 0."""
    end: int
    signal: str
    """The words themselves, as written."""
    sign: str
    question: str
    """The plain question to ask; the full notice does not need it."""
    routes: frozenset[Route]
    """Every route that something in the text points to as surely as this."""


def alarm_at(
    text: str, clause: Clause, words: tuple[int, int], level: Certainty, route: Route, sign: str, question: str
) -> Alarm:
    """Return an alarm about some of a sentence's words."""
    first, last = clause.words.starts[words[0]], clause.words.ends[words[1] - 1]
    return Alarm(level, route, first, last, text[first:last], sign, question, frozenset({route}))


def clause_of(sentence: str, watch: GateLists) -> Clause:
    """Return a sentence's words with their roles, as the gate reads them: quotations and code included."""
    known = watch.grammar
    words = SentenceWords.of(
        sentence,
        Sentence(0, len(sentence)),
        particles=known.classes["particles"],
        spellings=known.spellings,
        english=known.language == "en",
        all_of_it=True,
    )
    return Clause(words, known)


def met_by_lists(text: str, clause: Clause, watch: GateLists) -> Iterator[Alarm]:
    """Give the signs in a sentence, then what its words together leave in doubt."""
    for hit in watch.signs.find(clause.words):
        if not _innocent(clause, watch, hit):
            seen = _alarm(text, clause, hit, watch)
            if not _at_ease(clause, watch, seen, hit.start, hit.end):
                yield seen
            elif seen.level is Certainty.SURE:
                yield msgspec.structs.replace(seen, level=Certainty.DOUBT)
    for together in watch.clues.find(clause):
        seen = _doubt(text, clause, together, watch.ask)
        if not watch.calm.near(clause, together.start, together.end) and not _at_ease(
            clause, watch, seen, together.start, together.end
        ):
            yield seen


def _at_ease(clause: Clause, watch: GateLists, seen: Alarm, start: int, end: int) -> bool:
    """Return whether it stands beside play or cake, where a doubt is none and what is sure leaves a doubt.

    A life in danger is opened and asked about all the same.
    """
    return seen.route is not Route.DANGER and watch.at_ease.near(clause, start, end)


def _innocent(clause: Clause, watch: GateLists, hit: Hit[Sign]) -> bool:
    sign, start, end = hit.meaning, hit.start, hit.end
    if sign.unless.near(clause, start, end) or watch.calm.near(clause, start, end):
        return True
    mentions = watch.mentions
    if sign.names and (mentions.only_named(clause, start, end) or _none_of_it(clause, hit, mentions)):
        return True
    return done_to_a_thing(clause, start, end) or (sign.act and watch.deeds.harmless(clause, start, end))


def _none_of_it(clause: Clause, hit: Hit[Sign], mentions: Mentions) -> bool:
    return denied(clause, hit.start, hit.end) and mentions.told_of_a_period(clause, hit.start, hit.end)


def _alarm(text: str, clause: Clause, hit: Hit[Sign], watch: GateLists) -> Alarm:
    sign = hit.meaning
    route = (route_of_doer(clause, hit.start, hit.end) if sign.by_doer else None) or sign.route
    said = not denied(clause, hit.start, hit.end) and not swallowed(clause, hit.pattern, hit.start, hit.end)
    question = sign.question if route is sign.route else watch.ask[ASKS[route]]
    sure = said and watch.mentions.told_of_somebody(clause, hit.start, hit.end)
    other = (sign.act and own_body(clause, hit.start, hit.end)) or not_of_a_pupil(clause, hit.start, hit.end)
    lessened = not sure or (other and route is not Route.DANGER)
    level = Certainty.DOUBT if lessened else sign.level
    asked = question if said or route is Route.DANGER else sign.denied_question
    return alarm_at(text, clause, (hit.start, hit.end), level, route, sign.key, asked)


def _doubt(text: str, clause: Clause, together: Together, ask: dict[str, str]) -> Alarm:
    clue, words = together.clue, (together.start, together.end)
    return alarm_at(text, clause, words, Certainty.DOUBT, clue.route, clue.key, ask[clue.ask])


def _signs(table: ConceptTable, language: str, classes: Classes, ask: dict[str, str]) -> PatternIndex[Sign]:
    signs: PatternIndex[Sign] = PatternIndex()
    for key, concept in table.concepts.items():
        unless = Unless(written=partial(patterns_in, table.innocent(concept.unless, language), classes))
        sign = Sign(
            key,
            Certainty(concept.level),
            concept.route,
            ask[concept.ask],
            ask["denied"],
            unless,
            concept.names,
            concept.by_doer,
            concept.act,
        )
        signs.add(sign, patterns_in(concept.of(language), classes))
    return signs


@cache
def gate_lists(language: str) -> GateLists:
    """Return all that the gate looks for in a language, ready to match, read once."""
    table, ask = gate_concepts(language), gate_file(language).ask
    classes = grammar(language).classes | table.classes(language)
    signs = _signs(table, language, classes, ask)
    kinds = {key: kind.of(language) for key, kind in table.kinds.items()}
    clues = {
        key: ClueEntry(clue.route, clue.all, clue.ask, table.innocent(clue.unless, language), clue.of_people, clue.acts)
        for key, clue in table.clues.items()
    }
    calm = Unless(patterns_in(table.innocent(ANYWHERE, language), classes))
    at_ease = Unless(patterns_in(table.innocent(AT_EASE, language), classes))
    known = msgspec.structs.replace(grammar(language), classes=classes)
    mentions, deeds = Mentions.of(table, language, classes), Deeds.of(classes, compounds=known.turns)
    everyday = Unless(patterns_in(table.innocent(EVERYDAY, language), classes))
    listed = Clues(kinds, clues, classes, deeds)
    sure = frozenset(key for key, concept in table.concepts.items() if concept.level == Certainty.SURE)
    told_by = topics(language), everyday, sure, frozenset(clues)
    return GateLists(signs, listed, calm, at_ease, mentions, deeds, known, ask, *told_by)
