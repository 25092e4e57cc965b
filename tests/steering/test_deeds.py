"""Who does what to whom: a thing that does it, or a thing it is done to, makes no sign; a person always does."""

import pytest

from storage.domain.case.case import Route
from storage.steering.gate import alarm
from storage.steering.gate_lists import Certainty


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Gloseprøven tok livet av ham.", "nb"),
        ("Hun holdt pusten under vann lengst av alle.", "nb"),
        ("De låste syklene i boden.", "nb"),
        ("Regnet slo ham i ansiktet hele veien.", "nb"),
        ("Norskprøva tok nesten livet av henne.", "nn"),
        ("Han heldt ballen under vatn.", "nn"),
        ("The spelling test killed him.", "en"),
        ("He grabbed his coat and ran for the train.", "en"),
        ("He was hit by a ball at training.", "en"),
        ("His name was left out of the register by mistake.", "en"),
    ],
)
def test_a_thing_that_does_it_or_that_it_is_done_to_makes_no_sign(text: str, language: str) -> None:
    assert alarm(text, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De holdt hodet hennes under vann.", "nb"),
        ("Hver uke slår de ham bak gymsalen.", "nb"),
        ("I matematikktimen slår de ham i ryggen.", "nb"),
        ("De låste ham inne i skuret.", "nb"),
        ("Denne veka slo Ola han att.", "nn"),
        ("Dei heldt hovudet hennar under vatn.", "nn"),
        ("They held his head under water.", "en"),
        ("He held her head under water.", "en"),
        ("They kicked his bag along the corridor.", "en"),
        ("They hit her with a bag.", "en"),
        ("They hit him on the slide every break.", "en"),
        ("De slo ham på huska.", "nb"),
        ("They left her out by mistake, they say, but it is the fifth time.", "en"),
        ("They threw balls at her head.", "en"),
    ],
)
def test_what_reaches_a_person_or_what_is_theirs_is_still_a_sign(text: str, language: str) -> None:
    assert alarm(text, language) is not None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Han holdt hodet under vann i ti sekunder.", "nb"),
        ("Han heldt hovudet under vatn i ti sekund.", "nn"),
        ("She held her head under water for ten seconds.", "en"),
    ],
)
def test_what_one_does_with_ones_own_body_is_never_sure(text: str, language: str) -> None:
    seen = alarm(text, language)
    assert seen is None or seen.level is Certainty.DOUBT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ingen mobbing er meldt dette halvåret.", "nb"),
        ("Det var ikkje noko mobbing i klassa denne månaden.", "nn"),
        ("There was no bullying in the class this month.", "en"),
    ],
)
def test_a_denial_of_a_whole_period_is_no_sign(text: str, language: str) -> None:
    assert alarm(text, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Det er ikke mobbing av ham dette halvåret.", "nb"),
        ("Det er ikkje mobbing av guten denne månaden.", "nn"),
        ("It is not bullying of the boy this term.", "en"),
    ],
)
def test_a_denial_about_one_pupil_is_asked_about(text: str, language: str) -> None:
    seen = alarm(text, language)
    assert seen
    assert seen.level is Certainty.DOUBT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hun sier at kjæresten til mor kommer inn på rommet hennes om natta.", "nb"),
        ("Ho seier at kjærasten til mor kjem inn på rommet hennar om natta.", "nn"),
        ("She says mum's boyfriend comes into her room at night.", "en"),
    ],
)
def test_whoever_comes_at_night_leads_home(text: str, language: str) -> None:
    seen = alarm(text, language)
    assert seen
    assert seen.route is Route.HOME
