"""Experience cards that are like a case, each with the reason; what every team writes makes nothing alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from math import log

import msgspec

from storage.domain.case.agreement import NO_HELP, Agreement
from storage.domain.case.card import Experience, ExperienceCard, experience_elsewhere, experience_here
from storage.domain.case.case import Case, Step
from storage.domain.case.standing import held_steps
from storage.domain.search import folded, stems
from storage.domain.views.book import spoken
from storage.steering.shipped import shipped


@cache
def _stems_of_all() -> frozenset[str]:
    words: str = shipped("concepts", "likeness")["everyday"]
    return frozenset(stem for word in words.split() for stem in stems(folded(word)))


@cache
def _lines(table: str) -> Mapping[str, str]:
    """Return to which line of a table each beginning of a word belongs, each whole word with its dot, each phrase."""
    told = shipped("concepts", "likeness")[table]
    lines = told.items() if isinstance(told, dict) else enumerate(told.strip().splitlines())
    entries = ((each, f"_{name}") for name, line in lines for each in reversed(line.split()))
    return {each.replace("_", " ") if "_" in each else folded(each): name for each, name in entries}


@lru_cache(20_000)
def _line_of(word: str, table: str) -> str:
    """Return to which line of a table a word belongs, by its longest beginning or else that of a part further in."""
    said, lines = folded(word), _lines(table)
    begins = (said[:end] for end in range(len(said), 1, -1))
    parts = (said[start:end] for start in range(2, len(said)) for end in range(len(said), start + PART - 1, -1))
    return next((lines[each] for each in (f"{said}.", *begins, *parts) if each in lines), "")


@cache
def _phrases(table: str) -> tuple[tuple[str, str], ...]:
    return tuple((phrase, line) for phrase, line in _lines(table).items() if " " in phrase)


def _phrases_in(text: str, table: str) -> Iterator[tuple[str, str]]:
    """Yield the line of each phrase that stands in a text in lower case, and the phrase with its last word whole."""
    for phrase, line in _phrases(table):
        if phrase in text and (whole := re.search(rf"\w*{re.escape(phrase)}\w*", text)):
            yield line, whole[0].strip()


def _told_of(text: str, table: str) -> Iterator[tuple[str, str]]:
    """Yield what a table knows of what a text in lower case says: of which line it is, and the words."""
    yield from _phrases_in(text, table)
    yield from ((line, word) for word in WORD.findall(text) if (line := _line_of(word, table)))


def likely_themes(case: Case) -> tuple[str, ...]:
    """Return the themes that a case has, or is likely to have by its words where its team has chosen none."""
    if case.themes:
        return case.themes
    heard = {(name, word) for text in spoken(case) for name, word in _told_of(text.lower(), "themes")}
    titled = set(_told_of(case.title.lower(), "themes"))
    count = defaultdict[str, float](float)
    for name, word in heard:
        count[name[1:]] += OF_TITLE if (name, word) in titled else 1
    most = max(count.values(), default=0)
    return tuple(sorted(theme for theme, number in count.items() if number * 2 > most))


def is_everyday(word: str) -> bool:
    """Return whether everybody writes a word, in whatever form."""
    return stems(folded(word))[0] in _stems_of_all()


WORD = re.compile(r"[^\W\d_]{3,}")
PART, RARE = 4, 5
"""Letters of a word that is known as a part of another, and of one that says something by itself."""
COMMON, FEWEST_CARDS = 3, 4
"""What stands in more than every so many cards says nothing about likeness, unless there are fewer cards than this."""
SHOWN = 3
"""Words that are named as the reason."""
OF_SITUATION, OF_TITLE, ABOUT = 2, 1.5, 1.5
"""How much more a word says where a card tells when it worked, in a case's title, and where both are about the same."""
THEME, RECORD = 3, 2
"""Words that a shared theme is worth, and to have helped whenever it was tried; less where it never did."""
NEAR = OF_TITLE
"""What shared words must weigh more than, to make a card like a case without a shared theme."""
ToldWords = Mapping[str, tuple[str, int]]
"""By what each word is about: itself as it stands there, and what it is worth."""


class Likeness(msgspec.Struct, frozen=True, kw_only=True):
    """A card that is like a case, and why."""

    card: ExperienceCard
    themes: tuple[str, ...]
    words: tuple[str, ...]
    """Words they share, as the card writes them."""
    begins: bool
    """Whether the case lacks a first step and the card says how to begin."""
    here: Experience = Experience()
    """What came of it in this team."""
    nearness: float = 0
    """What the words they share weigh: the rarer among the cards, the more."""


def alike(case: Case, cards: Sequence[ExperienceCard], agreements: Iterable[Agreement] = ()) -> tuple[Likeness, ...]:
    """Return the cards that are like a case, first those that are likest and have helped: nothing rather than noise.

    None where it keeps from a home that must not hear of it: a card could lead there. Those it has taken as ideas are
    left out, and those that came of it. A theme that most cards have is no reason by itself, nor is a word that
    everybody writes.
    """
    if case.keeps_from_home:
        return ()
    told = {card.id: _told_by(card) for card in cards}
    rarity, said = _rarities(told.values()), {key for text in spoken(case) for key in _rare_words(text)}
    titled, about = _rare_words(case.title), case.but(themes=likely_themes(case))
    shared = {key: rare * (OF_TITLE if key in titled else 1) for key, rare in rarity.items() if key in said}
    common = _common_themes(cards)
    known = {idea.card for idea in case.ideas} | {card.id for card in cards if case.code and case.code in card.sources}
    tried = defaultdict[str, list[Agreement]](list)
    for agreement in agreements:
        tried[agreement.card].append(agreement)
    likenesses = (
        _likeness(about, card, told[card.id], shared, tried[card.id]) for card in cards if card.id not in known
    )
    near = [each for each in likenesses if each.nearness > NEAR or set(each.themes) - common]
    return tuple(sorted(near, key=_rank))


def alike_cases(case: Case, among: Iterable[Case]) -> tuple[Likeness, ...]:
    """Return the other cases that `alike` finds like a case: each stands there as a card of what it tells."""
    others = (each for each in among if each.id != case.id)
    told = (
        ExperienceCard(
            id=each.id, title=each.title, made=each.opened, themes=each.themes, worked="\n".join(spoken(each))
        )
        for each in others
    )
    return alike(case, tuple(told))


def tried_in_vain(card: ExperienceCard, agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """Return what was agreed on from a card and did not help; a card that has not worked everywhere says so."""
    return tuple(each for each in agreements if each.card == card.id and each.effect in NO_HELP)


def _likeness(
    case: Case, card: ExperienceCard, told: ToldWords, shared: Mapping[str, float], tried: Sequence[Agreement]
) -> Likeness:
    return Likeness(
        card=card,
        themes=tuple(theme for theme in card.themes if theme in case.themes),
        words=tuple(word for key, (word, _) in told.items() if key in shared)[:SHOWN],
        begins=not held_steps(case)[Step.FIRST_STEP] and bool(card.start.strip()),
        here=experience_here(card, tried),
        nearness=sum(shared[key] * worth for key, (_, worth) in told.items() if key in shared),
    )


def _weight(likeness: Likeness) -> float:
    alone = len(likeness.themes) / (2 * len(likeness.card.themes) or 1)  # what is about that alone is nearer
    alike = THEME * len(likeness.themes) + alone + likeness.nearness + likeness.begins
    return alike + RECORD * _helpfulness(likeness.here.with_more(experience_elsewhere(likeness.card)))


def _rank(likeness: Likeness) -> tuple[float, int, int, str]:
    """Return what cards are offered by: the likest first, of those as like what helped most, then the newest."""
    helped = likeness.here.with_more(experience_elsewhere(likeness.card)).helped
    return -round(_weight(likeness), 6), -helped, -likeness.card.made.toordinal(), likeness.card.id


def _helpfulness(known: Experience) -> float:
    """Return how far a card has helped more often than not, from -1 to 1; near 0 where it was hardly tried."""
    return 2 * (known.helped + 1) / (known.tried + 2) - 1


def _told_by(card: ExperienceCard) -> ToldWords:
    """Return the words of a card; those that tell when it worked are worth more."""
    deeds, situation = (card.worked, card.start, card.watch), (card.title, card.when)
    told = {key: (word, 1) for text in deeds for key, word in _rare_words(text).items()}
    return told | {key: (word, OF_SITUATION) for text in situation for key, word in _rare_words(text).items()}


@lru_cache(2_000)
def _rare_words(text: str) -> Mapping[str, str]:
    """Return the words of a text that not everybody writes, by what they are about or else by their stem."""
    said = text.lower()
    keyed = ((_key(word), word) for word in WORD.findall(said))
    return {key: word for key, word in (*_phrases_in(said, "together"), *keyed) if key}


@lru_cache(10_000)
def _key(word: str) -> str:
    """Return what a word is about, or its stem; empty where everybody writes it."""
    if about := _line_of(word, "together"):
        return about
    return "" if len(word) < RARE or is_everyday(word) else stems(folded(word))[0]


def _rarities(told: Collection[Collection[str]]) -> dict[str, float]:
    """Return how rare each word is among the cards, up to 1 for one in a single card; common ones are left out."""
    count, every = Counter(key for each in told for key in each), len(told)
    most = every if every < FEWEST_CARDS else every // COMMON
    rarity = {key: log(1 + every / number) / log(1 + every) for key, number in count.items() if number <= most}
    return {key: rare * (ABOUT if key[0] == "_" else 1) for key, rare in rarity.items()}


def _common_themes(cards: Sequence[ExperienceCard]) -> set[str]:
    count = Counter(theme for card in cards for theme in set(card.themes))
    return {theme for theme, number in count.items() if len(cards) >= FEWEST_CARDS and number * 2 > len(cards)}
