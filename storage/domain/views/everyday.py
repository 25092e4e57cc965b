"""Words that every team writes in every case: sharing them makes nothing alike."""

from functools import cache

from storage.domain.search import folded
from storage.domain.stems import stems

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
