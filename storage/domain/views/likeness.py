"""Experience cards that are like a case, each with the reason; what every team writes makes nothing alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log

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


_TOGETHER = """
lekse leksa oppgave oppgåve hefte homework spelling
gråt græt gret tårer tåra cry. cries crying tears weep
svar taus reply replie answer silen
melding beskjed epost mail brev message letter
alene aleine åleine åleina ensom einsam alone lonely
friminutt storefri skolegård skulegård playground break. breaks.
venn vener vennin venin kamerat uvenn friend
bursdag fødselsdag invit innby innbed birthday
chat snap. tiktok skjermbilde screenshot
mobil telefon smartklokk phone smartwatch
spill spel skjerm gaming screen
søvn sove sover leggetid natt trøtt trøytt sleep tired
bilde bilete video film photo picture
fravær borte syk. sykdom sjuk absen sick
mage. magen vondt hodepine hovudverk stomach tummy ache
seint sent. forsov tide. kvarter late. bell. register
reise ferie permisjon billett holiday abroad
brudd skilt separ divorc
krang uenig usamd konflikt skyld beskyld quarrel disagree blame
slåss slåst slåing dytt spark neseblod fight fought
sint. sinn rasende raseri roper ropte skrik krass skarp angry shout furious storm
utbrudd velt kaster kasta pult meltdown outburst throw
erting ertet erter plag mobb stygg teas. bull. bullied unkind nasty
kost pengar penger kroner betal gaver gåver afford money
tolk norsk oversett omset interpret translat
overgang gruer ungdomsskole ungdomsskule barnehage lærerbytte lærarbyte dread secondary transition
foreldremøte høstmøte haustmøte oppmøte parents
klassekontakt
utviklingssamtale samtale conversation
karakter vurdering grade assessment
utredning utgreiing henvis tilvis ventetid referral
tilpass tilrettelegg urettferdig adapt unfair
garderobe knagg cloakroom
trening trener fotball idrett kampsport coach football training
gymtøy badetøy klær klede turdag niste clothes
"""
"""Beginnings of words that are about the same, in whichever of our languages; a dot ends a word that is whole."""


@cache
def _stems_of_all() -> frozenset[str]:
    return frozenset(stem for word in (_NORWEGIAN + _ENGLISH).split() for stem in stems(folded(word)))


@cache
def _together() -> re.Pattern[str]:
    """Return what finds to which line a folded word belongs: by its beginning, or by that of a part further in."""
    lines = (folded(line).replace(".", "$").split() for line in _TOGETHER.strip().splitlines())
    parts = (("|".join(line), "|".join(word for word in line if len(word) >= PART)) for line in lines)
    return re.compile("|".join(f"(?P<line{at}>(?:{first})|..+(?:{part}))" for at, (first, part) in enumerate(parts)))


def is_everyday(word: str) -> bool:
    """Return whether everybody writes a word, in whatever form."""
    return stems(folded(word))[0] in _stems_of_all()


WORD = re.compile(r"[^\W\d_]{3,}")
PART = 4
"""Letters of a word that is known as a part of another."""
RARE = 5
"""Letters of a word that says something by itself."""
COMMON = 3
"""What stands in more than every so many cards says nothing about likeness."""
FEWEST_CARDS = 4
"""With fewer cards nothing is common."""
SHOWN = 3
"""Words that are named as the reason."""
OF_SITUATION = 2
"""How much more a word says where a card tells when it worked than where it tells what was done."""
THEME = 3
"""Words that a shared theme is worth."""
RECORD = 2
"""Words that it is worth to have helped whenever it was tried; so much the less where it never did."""
NEAR = 1.0
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

    Those it has taken as ideas are left out, and those that came of it. A theme that most cards have is no reason by
    itself, nor is a word that everybody writes.
    """
    told = {card.id: _told_by(card) for card in cards}
    rarity, said = _rarities(told.values()), {key for text in spoken(case) for key in _rare_words(text)}
    shared = {key: rare for key, rare in rarity.items() if key in said}
    common = _common_themes(cards)
    known = {idea.card for idea in case.ideas} | {card.id for card in cards if case.code and case.code in card.sources}
    tried = defaultdict[str, list[Agreement]](list)
    for agreement in agreements:
        tried[agreement.card].append(agreement)
    likenesses = (
        _likeness(case, card, told[card.id], shared, tried[card.id]) for card in cards if card.id not in known
    )
    near = [each for each in likenesses if each.nearness > NEAR or set(each.themes) - common]
    return tuple(sorted(near, key=lambda each: (-_weight(each), each.card.id)))


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
    alike = THEME * len(likeness.themes) + likeness.nearness + likeness.begins
    return alike + RECORD * _helpfulness(likeness.here.with_more(experience_elsewhere(likeness.card)))


def _helpfulness(known: Experience) -> float:
    """Return how far a card has helped more often than not, from -1 to 1; near 0 where it was hardly tried."""
    return 2 * (known.helped + 1) / (known.tried + 2) - 1


def _told_by(card: ExperienceCard) -> ToldWords:
    """Return the words of a card; those that tell when it worked are worth more."""
    deeds, situation = (card.worked, card.start, card.watch), (card.title, card.when)
    told = {key: (word, 1) for text in deeds for key, word in _rare_words(text).items()}
    return told | {key: (word, OF_SITUATION) for text in situation for key, word in _rare_words(text).items()}


def _rare_words(text: str) -> dict[str, str]:
    """Return the words of a text that not everybody writes, by what they are about or else by their stem."""
    words = (found[0].lower() for found in WORD.finditer(text))
    keyed = ((_key(folded(word)), word) for word in words)
    return {key: word for key, word in keyed if key}


@lru_cache(10_000)
def _key(word: str) -> str:
    """Return what a folded word is about, or its stem; empty where everybody writes it."""
    if about := _together().match(word):
        return about.lastgroup or ""
    return "" if len(word) < RARE or is_everyday(word) else stems(word)[0]


def _rarities(told: Collection[Collection[str]]) -> dict[str, float]:
    """Return how rare each word is among the cards, up to 1 for one in a single card; common ones are left out."""
    count, every = Counter(key for each in told for key in each), len(told)
    most = every if every < FEWEST_CARDS else every // COMMON
    return {key: log(1 + every / number) / log(1 + every) for key, number in count.items() if number <= most}


def _common_themes(cards: Sequence[ExperienceCard]) -> set[str]:
    count = Counter(theme for card in cards for theme in set(card.themes))
    return {theme for theme, number in count.items() if len(cards) >= FEWEST_CARDS and number * 2 > len(cards)}
