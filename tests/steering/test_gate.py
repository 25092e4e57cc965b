"""The safety gate: what opens it, what it asks about, what it says."""

import time
from datetime import date

import pytest

from storage.domain.case.case import Route
from storage.steering.concepts import ANYWHERE, ConceptTable, gate_concepts
from storage.steering.gate import alarm, alarms
from storage.steering.gate_lists import Certainty
from storage.steering.gate_texts import GateFile, gate_file
from storage.steering.language.grammar import grammar
from storage.steering.language.patterns import patterns_in
from tests.steering.sentences import LANGUAGES, flat, table

SURE = [(language, route) for language in LANGUAGES for route in Route]


@pytest.mark.parametrize(("language", "route"), SURE)
def test_it_opens_by_itself_on_the_right_route(language: str, route: Route) -> None:
    wrong = {
        text: seen
        for text in table("alarms", language)["sure"][route]
        if (seen := alarm(text, language)) is None or seen.level is not Certainty.SURE or route not in seen.routes
    }
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_doubt_it_asks_one_plain_question(language: str) -> None:
    for text in flat(table("alarms", language)["doubt"]):
        seen = alarm(text, language)
        assert seen is not None, text
        assert seen.level is Certainty.DOUBT, text
        assert seen.question in gate_file(language).ask.values()


@pytest.mark.parametrize(("language", "route"), SURE)
def test_what_is_only_hinted_at_is_met_on_the_right_route(language: str, route: Route) -> None:
    told = table("alarms", language)["hinted"][route]
    assert not [text for text in told if (seen := alarm(text, language)) is None or route not in seen.routes]


@pytest.mark.parametrize("language", LANGUAGES)
def test_idioms_and_plans_leave_it_closed(language: str) -> None:
    assert not {text: seen for text in flat(table("alarms", language)["calm"]) if (seen := alarm(text, language))}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hun skriker til når vi spiller Ludo, og ingen av de andre lar henne vinne.", "nb"),
        ("Han ble slått ut i kvartfinalen i bordtennis.", "nb"),
        ("Ho gøymer seg bak gardina til bursdagssongen er ferdig.", "nn"),
        ("Dei store jaga han over heile scena i teaterstykket.", "nn"),
        ("She strangled the ukulele, and we all applauded.", "en"),
    ],
)
def test_nothing_is_asked_beside_play_and_the_stage(text: str, language: str) -> None:
    assert alarm(text, language) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Han ble jaget av et kjempepinnsvin på teateret.", "nb"),
        ("Ho blei jaga av ein kjempebie på karnevalet.", "nn"),
        ("He was chased by a giant hedgehog in the puppet show.", "en"),
    ],
)
def test_beside_play_and_the_stage_nothing_is_sure(text: str, language: str) -> None:
    seen = alarm(text, language)
    assert seen is None or seen.level is Certainty.DOUBT


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mens vi spilte Uno, sa hun at hun fortjener å forsvinne.", "nb"),
        ("Då vi steikte vaflar, sa han at han veit kva bru han vil bruke.", "nn"),
        ("Over the cake he said he knows which bridge he would choose.", "en"),
    ],
)
def test_a_life_in_danger_is_asked_about_beside_play_too(text: str, language: str) -> None:
    seen = alarm(text, language)
    assert seen is not None
    assert seen.route is Route.DANGER


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ved ovnen i gangen slo læreren ham i ansiktet.", "nb"),
        ("Det er ingen vits, seier ho, ho vil ikkje leve meir.", "nn"),
        ("A coach slammed him into the radiator.", "en"),
    ],
)
def test_a_thing_that_stands_near_hides_no_harm(text: str, language: str) -> None:
    assert alarm(text, language) is not None


def test_what_is_quoted_is_read_too() -> None:
    text = "Hun sa:\n\n> Far slår meg når han er full."
    seen = alarm(text, "nb")
    assert seen is not None
    assert (seen.level, seen.route) == (Certainty.SURE, Route.HOME)
    assert text[seen.start : seen.end] == seen.signal


def test_the_home_comes_before_other_routes_and_all_sure_ones_are_named() -> None:
    seen = alarm("Hun blir mobbet i klassen. Far slår henne hjemme. De andre ler når hun leser.", "nb")
    assert seen is not None
    assert seen.route is Route.HOME
    assert seen.routes == {Route.HOME, Route.NOT_SAFE}


def test_a_denied_sign_asks_instead_of_opening() -> None:
    (seen,) = alarms("Det er ikke mobbing.", "nb")
    assert seen.level is Certainty.DOUBT
    assert seen.question == gate_file("nb").ask["denied"]


def test_what_nobody_denied_is_not_asked_about_as_if_somebody_had() -> None:
    seen = alarm("Ask who is bullying the pupil", "en")
    assert seen is not None
    assert seen.question == gate_file("en").ask["well-at-school"] or seen.level is Certainty.SURE


def test_a_life_in_danger_is_asked_about_in_so_many_words_though_it_is_denied() -> None:
    for said in (
        "She wrote in her book that she cannot go on living.",
        "She says she has not thought of killing herself.",
    ):
        seen = alarm(said, "en")
        assert seen is not None
        assert (seen.route, seen.question) == (Route.DANGER, gate_file("en").ask["danger"])


def test_a_negation_inside_the_sign_asks_too() -> None:
    seen = alarm("De slår ikke elevene.", "nb")
    assert seen is not None
    assert seen.level is Certainty.DOUBT


def texts(file: GateFile) -> tuple[object, ...]:
    routes = {name: (len(text.steps), len(text.law), bool(text.no_contact)) for name, text in file.routes.items()}
    return (set(file.ask), routes, [number.number for number in file.numbers], file.checked)


def test_every_language_says_the_same_things() -> None:
    assert len({repr(texts(gate_file(language))) for language in LANGUAGES}) <= len(LANGUAGES)
    assert texts(gate_file("nb")) == texts(gate_file("nn")) == texts(gate_file("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_holds_what_must_be_said(language: str) -> None:
    file = gate_file(language)
    assert set(file.routes) == set(Route)
    assert {route for route, text in file.routes.items() if text.no_contact} == {Route.HOME}
    assert file.routes["home"].no_contact in file.routes["home"].steps
    assert [point[:2] for point in file.plan.points] == ["a)", "b)", "c)", "d)", "e)"]
    assert {"110", "112", "113", "116 111", "116 117", "116 123"} <= {number.number for number in file.numbers}
    assert all(number.source for number in file.numbers)
    assert file.checked == date(2026, 11, 30)


@pytest.mark.parametrize("language", LANGUAGES)
def test_law_that_was_not_read_at_its_source_says_so(language: str) -> None:
    law = {note.reference: note.certain for text in gate_file(language).routes.values() for note in text.law}
    read = [reference for reference in law if "Oppl" in reference or "Education" in reference]
    assert len(read) == 5
    assert law == {reference: reference in read for reference in law}


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_a_life_may_be_in_danger_nobody_is_left_alone(language: str) -> None:
    text = gate_file(language).routes["danger"]
    said = " ".join((text.say, *text.steps))
    assert all(number in said for number in ("113", "116 117", "116 111", "116 123"))
    assert "113" in text.say
    alone = {"nb": "være alene", "nn": "vere åleine", "en": "leave the pupil alone"}[language]
    assert alone in text.say
    parents = {"nb": "foreldrene", "nn": "foreldra", "en": "the parents"}[language]
    assert sum(parents in step for step in text.steps) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_put_so_that_yes_means_unsafe(language: str) -> None:
    file = gate_file(language)
    opening = "Could" if language == "en" else "Kan"
    assert all(question.startswith(opening) for question in (file.standing, *file.ask.values()))


def listed(table: ConceptTable, language: str) -> list[str]:
    said = (*table.mentions.values(), *table.unless.values(), *table.kinds.values(), *table.concepts.values())
    return [wordings.of(language) for wordings in said]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_concept_can_be_read_and_asks_something(language: str) -> None:
    table = gate_concepts()
    classes = grammar(language).classes | table.classes(language)
    asked = gate_file(language).ask
    assert {one.ask for one in table.concepts.values()} | {one.ask for one in table.clues.values()} <= asked.keys()
    assert {Certainty(one.level) for one in table.concepts.values()} == set(Certainty)
    for patterns in listed(table, language):
        assert all(pattern.parts for pattern in patterns_in(patterns, classes))


def test_every_concept_has_its_wordings_in_every_language() -> None:
    table = gate_concepts()
    assert all(one.of(language).strip() for one in table.concepts.values() for language in LANGUAGES)
    assert all(one.of(language).strip() for one in table.kinds.values() for language in LANGUAGES)
    assert ANYWHERE in table.unless
    named = [*(one.unless for one in table.concepts.values()), *(one.unless for one in table.clues.values())]
    assert {name for names in named for name in names.split()} < set(table.unless)


def test_an_unknown_language_gets_bokmal() -> None:
    assert gate_file("fi") is gate_file("fi")
    assert gate_file("fi") == gate_file("nb")
    assert alarm("Hun blir mobbet.", "fi") is not None


def test_what_goes_on_long_without_a_stop_is_heard_once_however_often_it_is_looked_at() -> None:
    text = " ".join(f"vi gikk tur nummer {number} og alle var glade" for number in range(400)) + " men ham slår de"
    first = list(alarms(text, "nb"))
    begun = time.process_time()
    assert list(alarms(text, "nb")) == first
    assert first
    assert time.process_time() - begun < 0.02
