"""What is met and what is left alone, rule by rule."""

import pytest

from storage.steering.language.grammar import grammar, near
from storage.steering.lexicon import Category
from storage.steering.nudges import most_useful
from tests.steering.sentences import judged_by_words as judge


def signals(text: str, language: str = "nb") -> list[str]:
    return [found.signal for found in judge(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "signal"),
    [
        ("nb", "er de helt umulige?", "umulige"),
        ("nb", "Er de ikke helt umulige?", "umulige"),
        ("nb", "Så umulige de er", "umulige"),
        ("nb", "Jeg opplever mor som krevende", "krevende"),
        ("nb", "Foreldrene til gutten er vanskelige", "vanskelige"),
        ("nb", "vanskelige og krevende foreldre", "vanskelige"),
        ("nb", "Mor, som alltid er masete, ringte", "masete"),
        ("nb", "Mor helt umulig på telefon", "umulig"),
        ("nb", "Det er umulig å samarbeide med far", "umulig"),
        ("nb", "Det er umulig for oss å samarbeide med far", "umulig"),
        ("nb", "Mor er vanskelig å snakke med om leksene", "vanskelig"),
        ("nb", "Nå kom de vanskelige igjen", "vanskelige"),
        ("nb", "Så slitsom hun er", "slitsom"),
        ("nb", "Ikke bare er hun krevende, hun ringer også", "krevende"),
        ("nb", "Forledrene er vanskelige", "vanskelige"),
        ("nb", "Klasseforeldrene er vanskelige", "vanskelige"),
        ("nb", "De stiller krav, men bidrar aldri", "aldri"),
        ("nb", "Nå maser hun igjen", "maser"),
        ("nb", "Dette er helt håpløst, de svarer jo ikke", "håpløst"),
        ("nb", "Hvis det regner, er mor umulig", "umulig"),
        ("nb", "Hvis det er fordi mor er vanskelig", "vanskelig"),
        ("nn", "umogleg å samarbeide med dei", "umogleg"),
        ("en", "They're impossible", "impossible"),
        ("en", "The parents couldn't care less", "couldn't care less"),
        ("en", "The parents do not care", "do not care"),
        ("en", "such a difficult mother", "difficult"),
        ("en", "We see them as difficult", "difficult"),
    ],
)
def test_met(language: str, text: str, signal: str) -> None:
    assert signal in signals(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "De er ikke vanskelige"),
        ("nb", "Ingen av foreldrene er vanskelige"),
        ("nb", "Jeg tror ikke at de er umulige"),
        ("nb", "Vi tror ikke de er umulige"),
        ("nb", "Det er ikke fordi de ikke bryr seg"),
        ("nb", "Hun maser ikke"),
        ("nb", "Hun svarer ikke og oppgaven er umulig"),
        ("nb", "Mor synes leksene er vanskelige"),
        ("nb", "Mor synes det er vanskelig"),
        ("nb", "Foreldrene har vanskelige dager"),
        ("nb", "Det er umulig å lese teksten"),
        ("nb", "Er oppgavene helt umulige?"),
        ("nb", "Det er noe hun synes er vanskelig"),
        ("nb", "Dere er umulige, sier far"),
        ("nb", "Far mener at vi er umulige"),
        ("nb", "Hvis de nekter, ringer vi"),
        ("nb", "Vi trodde de var umulige"),
        ("nb", "Mor var redd for å virke masete"),
        ("nb", "Hunden maser"),
        ("nb", "Eleven ringte. Han maser om gym."),
        ("nb", "Vi maser på dem om leksene"),
        ("nb", "masse folk, uten mas"),
        ("nb", "Det er vanskelig"),
        ("nb", "umulig"),
        ("nb", "Mor – umulig"),
        ("nb", "Mor synes umulig"),
        ("nb", "Umulig å sove i telt"),
        ("en", "Mum's difficult questions"),
        ("en", "We don't think they are difficult"),
        ("en", "It is impossible"),
        ("en", "The letter to mum is impossible"),
    ],
)
def test_left_alone(language: str, text: str) -> None:
    assert not signals(text, language)


def test_a_pronoun_points_back_to_the_last_one_it_fits() -> None:
    assert signals("Mor ringte. Hun maser.") == ["maser"]
    assert not signals("Jenta ringte. Hun maser.")
    assert signals("Mor ringte om gutten. Hun maser.") == ["maser"]
    assert not signals("Far ringte om elevene. De maser.")
    assert not signals("Gutten kom. Han maser.")


def test_quotations_are_left_alone() -> None:
    assert not signals("Hun skrev «Foreldrene bryr seg ikke» og gikk.")
    assert not signals("> Foreldrene bryr seg ikke")


def test_places_and_words() -> None:
    text = "Hei 👋🏽. Foreldrene bryr seg ikke om ga\u030arsdagen."
    (found,) = judge(text, "nb")
    assert text[found.start : found.end] == found.signal == "bryr seg ikke"
    assert found.category is Category.MOTIVE
    assert found.question


def test_a_word_can_be_silenced_by_key_or_as_written() -> None:
    (found,) = judge("Foreldrene bryr seg ikke.", "nb")
    assert not judge("Foreldrene bryr seg ikke.", "nb", silenced={found.key})
    assert not judge("Foreldrene bryr seg ikke.", "nb", silenced={"bryr seg ikke"})


def test_the_most_useful_comes_first() -> None:
    found = judge("Huff, mor er vanskelig, og jeg orker ikke mer.", "nb")
    assert [one.category for one in found] == [Category.SIGH, Category.LABEL, Category.DESPAIR]
    assert [one.category for one in most_useful(found)] == [Category.DESPAIR, Category.LABEL, Category.SIGH]


def test_of_findings_that_share_words_the_longest_is_kept() -> None:
    (found,) = judge("Hun vil ikke samarbeide.", "nb")
    assert found.signal == "vil ikke samarbeide"


def test_notes_about_oneself_leave_out_the_subject() -> None:
    assert signals("orker ikke mer") == ["orker ikke"]
    assert signals("er helt utslitt") == ["utslitt"]
    assert not signals("Eleven orker ikke mer")


@pytest.mark.parametrize(
    ("form", "word", "same"),
    [
        ("forledre", "foreldre", True),
        ("foreldrne", "foreldrene", True),
        ("foreldree", "foreldre", True),
        ("forendre", "foreldre", True),
        ("foredlre", "foreldre", True),
        ("foreldre", "foreldre", True),
        ("mor", "far", False),
        ("foreldrene", "foreldre", False),
        ("fjoldere", "foreldre", False),
    ],
)
def test_one_slip_of_the_keys_is_forgiven(form: str, word: str, same: bool) -> None:
    assert near(form, word) is same


def test_roles_worked_out_are_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.steering.language.grammar._MOST_GUESSED", 1)
    known = grammar("nb")
    assert known.role("klassemammaen") == known.role("mor")
    assert known.role("bordet") == known.role("bordet")


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("Huff, skriveren igjen.", False),
        ("Huff, nå har mor skrevet om skriveren igjen.", True),
        ("Uff, for en dag, men alle var blide.", False),
        ("Noen må hente ballene, jeg tar det i storefri.", False),
        ("Noen må ta tak i dette.", True),
        ("I novella er faren helt umulig.", False),
        ("Kontaktlærer før meg sa at det var en masete mor.", True),
        ("Mor sier at hun er vanskelig å få tak i.", False),
    ],
)
def test_things_stories_and_what_somebody_takes_are_left_alone(text: str, met: bool) -> None:
    assert bool(judge(text, "nb")) is met
