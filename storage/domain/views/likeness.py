"""Experience cards that are like a case, each with the reason; what every team writes makes nothing alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

import msgspec

from storage.domain.case.agreement import NO_HELP, Agreement
from storage.domain.case.card import Experience, ExperienceCard, experience_elsewhere, experience_here
from storage.domain.case.case import Case, Step
from storage.domain.case.standing import held_steps
from storage.domain.search import folded, stems
from storage.domain.views.book import spoken

_NORWEGIAN = """
aldri alene alltid alle allerede altfor andre annen annet arbeid bedre begge begynte begynner beste betyr bidra blant
bruke bruker brukte burde deler denne deres dette disse dagen dager derfor derfra eller eleven elever elevene eleva
ellers enkelt enkelte enige egentlig ennå etter ettermiddag ettermiddagen ettermiddager faktisk fikk finne finnes
finner flere fleste foran fordi foreldre foreldrene foreldra forelder forrige forskjellige forstår fortalt forteller
fortalte fortsatt framover fremover fredag første fått gjelder gjennom gjerne gjorde gjort gjøre grunn gruppe gruppa
hadde handler hatt heimen heime helst helt henne hennes hente hjelp hjelpe hjelper hjelpte hjemme hjemmet hjem hvem
hverandre hverdag hvert hvilke hvilken hvor hvordan hvorfor ifølge igjen ikke ikkje imidlertid ingen ingenting innen
klasse klassen klassa komme kommer kontakt kunne kveld kvelden lage laget lager lenge lenger lett lettere liker lite
litt lærer læreren lærere mandag mange mellom mener minst mindre minutter mulig møte møter måned måneder måten måtte
nesten neste noen nokon noko nokre nettopp nødvendig omtrent onsdag opplever oppgave plass pleier prøve prøver prøvd
rundt råd samme sammen saman samtale samtalen samtaler sender sendt sendte seinere selve senere siden sidan sier seier
sitte sitter sjelden skole skolen skulen skriver skrev skrevet skulle slik slike slutt slutte snakke snakker snakket
snart spesielt spurt spurte spør starte starter startet stadig store svarer svare svarte særlig sånn synes tenker
tidlig tidligere tilbake tirsdag timen timene torsdag tror trenger under uten utenfor utover vanlig vanskelig vente
venter veldig verken viktig virker virket viser viste vårt være været visste åpen heller heile kvar kvart korleis
kvifor berre velge velger valgt valgte velje holde holder holdt halde halden voksen voksne vaksen vaksne steder stader
setninger setningar korte ringe ringer ringte ringjer ringde først ordene regler reglar samde endre uker veker avtale
avtaler avtalen forhånd flere fleire tidlig tidleg vanskelig vanskeleg hjemmene heimane heimar voksnes handla verka
verkar telefon frivillig eller enkle likevel meir nokså utan vore vere blei blir vart vert andre mykje seinare saken
saka samarbeid lekse leksene
"""
_ENGLISH = """
about above after afternoon again against agree agreed along already although always among another answer answers
anything around asked asking because become before began begin begins being below better between bring brought called
calls cannot child children class comes could course daily different doing during early either enough evening every
everybody everyone everything family finds first follow found friday friends getting given gives going great group
half happen happened having helped helps hours instead keeps known large later learn least leave lessons letter level
likes little living longer looked makes makings many maybe means meeting meetings might minutes monday month months
morning mostly mother father mother's moved needs never nothing often other others ourselves parent parents people
perhaps place plans please possible pupil pupils quite rather ready really reply right school seems sends since small
somebody someone something sometimes started starts still talked talking teacher teachers teams tells thank their
themselves there these thing things think third those though three through thursday times today together tomorrow
towards tried tries tuesday under until using wants wednesday weeks where whether which while whole whose within
without words works would write writes wrote years choose chosen chose adult adults voluntary phone phones phoned
should change changed beforehand written homes wrong behind worry worried sentence sentences answered halfway
"""


@cache
def _stems_of_all() -> frozenset[str]:
    return frozenset(stem for word in (_NORWEGIAN + _ENGLISH).split() for stem in stems(folded(word)))


def is_everyday(word: str) -> bool:
    """Return whether everybody writes a word, in whatever form."""
    return stems(folded(word))[0] in _stems_of_all()


WORD = re.compile(r"[^\W\d_]{5,}")
COMMON = 3
"""What stands in more than every so many cards says nothing about likeness."""
FEWEST_CARDS = 4
"""With fewer cards no theme is common."""
SHOWN = 3
"""Words that are named as the reason."""
RECORD = 2
"""Shared words that it is worth to have helped whenever it was tried; so much the less where it never did."""
FEWEST_WORDS = 2
"""Rare words that make a card like a case without a shared theme."""


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


def alike(case: Case, cards: Sequence[ExperienceCard], agreements: Iterable[Agreement] = ()) -> tuple[Likeness, ...]:
    """Return the cards that are like a case, first those that are likest and have helped: nothing rather than noise.

    Those it has taken as ideas are left out, and those that came of it. A theme that most cards have is no reason by
    itself, nor is a word that everybody writes.
    """
    said = {key for text in spoken(case) for key in _rare_words(text)} - _common_words(cards)
    common = _common_themes(cards)
    lacks_step = not held_steps(case)[Step.FIRST_STEP]
    known = {idea.card for idea in case.ideas} | {card.id for card in cards if case.code and case.code in card.sources}
    tried = defaultdict[str, list[Agreement]](list)
    for agreement in agreements:
        tried[agreement.card].append(agreement)
    found = (
        _likeness(case, card, said, tried[card.id], lacks_step=lacks_step) for card in cards if card.id not in known
    )
    kept = [each for each in found if len(each.words) >= FEWEST_WORDS or set(each.themes) - common]
    return tuple(sorted(kept, key=lambda each: (-_weight(each), each.card.id)))


def tried_in_vain(card: ExperienceCard, agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """Return what was agreed on from a card and did not help; a card that has not worked everywhere says so."""
    return tuple(each for each in agreements if each.card == card.id and each.effect in NO_HELP)


def _likeness(
    case: Case, card: ExperienceCard, said: AbstractSet[str], tried: Sequence[Agreement], *, lacks_step: bool
) -> Likeness:
    shared = {key: word for text in spoken(card) for key, word in _rare_words(text).items() if key in said}
    return Likeness(
        card=card,
        themes=tuple(theme for theme in card.themes if theme in case.themes),
        words=tuple(shared.values())[:SHOWN],
        begins=lacks_step and bool(card.start.strip()),
        here=experience_here(card, tried),
    )


def _weight(likeness: Likeness) -> float:
    alike = 3 * len(likeness.themes) + len(likeness.words) + likeness.begins
    return alike + RECORD * _helpfulness(likeness.here.with_more(experience_elsewhere(likeness.card)))


def _helpfulness(known: Experience) -> float:
    """Return how far a card has helped more often than not, from -1 to 1; near 0 where it was hardly tried."""
    return 2 * (known.helped + 1) / (known.tried + 2) - 1


def _rare_words(text: str) -> dict[str, str]:
    """Return the words of a text that not everybody writes, by their stem."""
    words = (found[0].lower() for found in WORD.finditer(text))
    return {stems(folded(word))[0]: word for word in words if not is_everyday(word)}


def _common_words(cards: Sequence[ExperienceCard]) -> set[str]:
    return _in_most(cards, ({key for text in spoken(card) for key in _rare_words(text)} for card in cards))


def _common_themes(cards: Sequence[ExperienceCard]) -> set[str]:
    count = Counter(theme for card in cards for theme in set(card.themes))
    return {theme for theme, found in count.items() if len(cards) >= FEWEST_CARDS and found * 2 > len(cards)}


def _in_most(cards: Sequence[ExperienceCard], keys: Iterable[Iterable[str]]) -> set[str]:
    if len(cards) < FEWEST_CARDS:
        return set()
    count = Counter(key for each in keys for key in each)
    return {key for key, found in count.items() if found * COMMON > len(cards)}
