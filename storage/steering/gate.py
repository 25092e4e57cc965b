"""The safety gate: words that point at a pupil who is not safe. Its misses matter more than its false alarms."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from storage.domain.case.case import Case, Route
from storage.steering.gate_lists import (
    ASKS,
    EVERYDAY,
    Alarm,
    Certainty,
    GateLists,
    alarm_at,
    clause_of,
    gate_lists,
    met_by_lists,
)
from storage.steering.language.grammar import Clause, Role
from storage.steering.language.text import read, remembering
from storage.steering.sense import Sense, sense
from storage.steering.shipped import known_language

SENSE = "sense"
"""The sign of what no list has words for and the second ear hears."""
SURE_FROM = 0.8
"""How unsafe a sentence must sound for what the lists are sure of to stay sure."""
ASKS_FROM, OF_FEW_WORDS = -1.45, 20.0
"""How unsafe it must sound to be asked about by itself: the fewer words, the more, shared among them."""
DOUBT_FROM, LESSENED_FROM, CLUE_FROM = -2.4, -0.2, -1.2
"""How unsafe it must sound for a doubt of the lists to be asked about: of a sign that is always one or that is denied,
of a sign that nobody is said to have done or met, and of kinds of words that stand together."""
PASSED, CALM, EASE = "passed", "calm", "at ease"
"""What the second ear is told where the lists let something pass, and near which innocent contexts it stands."""
LET_PASS = 1.0
"""How much more unsafe it must sound where the lists know its words and let them pass."""
_SELDOM_GRAVE, SURE_BESIDE = frozenset({"animals", "machines", "stage", "all-well"}), 2.5
"""Topics beside which the lists' words are seldom meant, and how unsafe it must sound there for them to stay sure."""
_TO_STAFF = "threat-to-staff"
"""What is no sign of a pupil, so that the second ear has not learnt it."""
_TOO_FEW_TO_DOUBT = 4
"""Of so few words it says too little to gainsay the lists."""
_FEWEST, _KNOWN = 3, 2
"""How many words, and how many that its language makes every sentence with, the second ear needs to say anything."""


def alarm(text: str, language: str) -> Alarm | None:
    """Give the most serious thing the gate sees in a text, quotations and code included, or None."""
    seen = sorted(alarms(text, language), key=lambda one: (*rank(one), one.start))
    if not seen:
        return None
    routes = frozenset(one.route for one in seen if one.level is seen[0].level)
    return msgspec.structs.replace(seen[0], routes=routes)


def rung(texts: Iterable[str], language: str) -> bool:
    """Return whether the gate is sure or in doubt in one of some texts: then nothing in them is turned."""
    return any(True for text in texts for _ in alarms(text, language))


def alarms(text: str, language: str) -> Iterator[Alarm]:
    """Give everything the gate sees in a text, in order."""
    known = known_language(language)
    for sentence in read(text):
        written = text[sentence.start : sentence.end]
        for seen in _heard(written, known):
            yield _moved(seen, sentence.start)


def _moved(seen: Alarm, by: int) -> Alarm:
    return msgspec.structs.replace(seen, start=seen.start + by, end=seen.end + by) if by else seen


@remembering
def _heard(sentence: str, language: str) -> tuple[Alarm, ...]:
    return tuple(heard_in(sentence, language, sense()))


def heard_in(sentence: str, language: str, sense: Sense | None) -> Iterator[Alarm]:
    """Give what both ears hear in a sentence: the lists of words, then what it sounds like."""
    watch = gate_lists(language)
    clause = clause_of(sentence, watch)
    met = tuple(met_by_lists(sentence, clause, watch))
    if sense is None or not len(clause):
        yield from met
    else:
        yield from _weighed(sentence, clause, watch, met, sense)


def told(sentence: str, language: str) -> tuple[list[str], frozenset[str]]:
    """Give what the second ear is told of a sentence: its words, and what the lists met."""
    watch = gate_lists(language)
    clause = clause_of(sentence, watch)
    return clause.words.forms, _hints(clause, watch, tuple(met_by_lists(sentence, clause, watch)))


def _weighed(text: str, clause: Clause, watch: GateLists, met: tuple[Alarm, ...], sense: Sense) -> Iterator[Alarm]:
    forms, hints = clause.words.forms, _hints(clause, watch, met)
    heard = sense.impression(forms, hints)
    gainsays = len(clause) > _TOO_FEW_TO_DOUBT
    sure_from = SURE_FROM if hints.isdisjoint(_SELDOM_GRAVE) else SURE_BESIDE
    kept = [seen for one in met if (seen := _believed(one, heard.weight, watch, sure_from))] if gainsays else met
    yield from kept
    if not kept and _tells_something(clause) and heard.weight >= _asks_from(clause, hints):
        part = forms[heard.start : heard.end]
        route, (first, last) = _route(sense, part, hints), sense.heaviest(part)
        if EVERYDAY not in hints and (route is Route.DANGER or EASE not in hints):
            words = heard.start + first, heard.start + last
            yield alarm_at(text, clause, words, Certainty.DOUBT, route, SENSE, watch.ask[ASKS[route]])


def _route(sense: Sense, forms: Sequence[str], hints: frozenset[str]) -> Route:
    kinds = sense.kinds(forms, hints)
    return Route(max(kinds, key=kinds.__getitem__))


def _believed(seen: Alarm, unsafe: float, watch: GateLists, sure_from: float) -> Alarm | None:
    if seen.level is Certainty.SURE and unsafe >= sure_from:
        return seen
    if unsafe < _asked_from(seen, watch) and seen.route is not Route.DANGER and seen.sign != _TO_STAFF:
        return None
    denied = seen.question == watch.ask["denied"]
    question = watch.ask[ASKS[seen.route]] if seen.level is Certainty.SURE and denied else seen.question
    return msgspec.structs.replace(seen, level=Certainty.DOUBT, question=question)


def _asked_from(seen: Alarm, watch: GateLists) -> float:
    if seen.level is Certainty.SURE or seen.question == watch.ask["denied"] or seen.sign not in watch.sure_keys:
        return CLUE_FROM if seen.sign in watch.clue_keys else DOUBT_FROM
    return LESSENED_FROM


def _asks_from(clause: Clause, hints: frozenset[str]) -> float:
    return ASKS_FROM + OF_FEW_WORDS / len(clause) + LET_PASS * len(hints & {CALM, PASSED})


def _tells_something(clause: Clause) -> bool:
    return len(clause) >= _FEWEST and len(clause) - clause.roles.count(Role.OTHER) >= _KNOWN


def _hints(clause: Clause, watch: GateLists, met: tuple[Alarm, ...]) -> frozenset[str]:
    hints = {topic for form in clause.words.whole() for topic in watch.topics.of(form)}
    hints |= {f"kind {name}" for name in watch.clues.kinds(clause.words)}
    signs = {hit.meaning.key for hit in watch.signs.find(clause.words)}
    passed = signs - {one.sign for one in met}
    hints |= {f"sign {sign}" for sign in signs} | {f"passed {sign}" for sign in passed}
    hints |= {f"{one.level} {one.sign}" for one in met} | ({PASSED} if passed else set())
    near = ((CALM, watch.calm), (EASE, watch.at_ease), (EVERYDAY, watch.everyday))
    return frozenset(hints | {name for name, unless in near if unless.near(clause, 0, len(clause))})


ITS_OWN = frozenset({Route.DANGER, Route.HOME})
"""Routes that lead to others than the school's own: no other route's answer stills a doubt about them."""


def rank(alarm: Alarm) -> tuple[int, int]:
    """Return what an alarm is sorted by: what is sure comes first, and of several routes the gravest."""
    return alarm.level is Certainty.DOUBT, -alarm.route.gravity


def rings(case: Case | None, earlier: Iterable[str], fresh: Iterable[str], language: str) -> tuple[Alarm, ...]:
    """Give the most serious thing in fresh texts that the case has not answered, and what `foremost` puts beside it.

    A doubt is asked about once. What somebody was told about, or what was put away, rings again only when something
    sure and new comes: another sign than before, and another route than those told by. A doubt whether a life is in
    danger, or a child is safe at home, is asked about whatever else was answered or stands open.
    """
    seen = [alarm for text in fresh for alarm in alarms(text, language)]
    if not seen:
        return ()
    known = {_what(alarm) for text in earlier for alarm in alarms(text, language)}
    return foremost(alarm for alarm in seen if not _answered(case, alarm, known))


def foremost(seen: Iterable[Alarm]) -> tuple[Alarm, ...]:
    """Give the most serious alarm, and the first about a home and a life that leads elsewhere and by other words."""
    kept = dict[Route, Alarm]()
    for alarm in sorted(seen, key=rank):
        is_said = alarm.level is Certainty.DOUBT and any(_says(each, alarm) for each in kept.values())
        if not kept or (alarm.route in ITS_OWN and not is_said):
            kept.setdefault(alarm.route, alarm)
    return tuple(kept.values())


def _says(one: Alarm, other: Alarm) -> bool:
    return one.signal in other.signal or other.signal in one.signal


def _what(alarm: Alarm) -> tuple[str, str]:
    return alarm.sign, alarm.signal if alarm.sign == SENSE else ""


def _answered(case: Case | None, alarm: Alarm, known: set[tuple[str, str]]) -> bool:
    if alarm.level is Certainty.DOUBT:
        return _what(alarm) in known or (case is not None and _stills_doubt(case, alarm.route))
    if case is None or not _is_answered(case):
        return False
    return _what(alarm) in known or alarm.route in {told.route for told in case.told}


def _stills_doubt(case: Case, route: Route) -> bool:
    if route in ITS_OWN:
        return route in {*case.open_routes, *(told.route for told in case.told)}
    return _is_answered(case) or case.alarm is not None


def _is_answered(case: Case) -> bool:
    return bool(case.told or case.false_alarm)
