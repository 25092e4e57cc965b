"""The three languages hold the same things: what is there in one is there in all."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from storage.content.coach import coach
from storage.content.forms import our_forms
from storage.content.law import legal_notes
from storage.content.names import themes
from storage.content.ours import HERE, folder_of
from storage.content.plan_template import items_from, parent_meetings, plan_file, template
from storage.content.turning import turning_questions
from storage.documents.words import FOLDER as LABELS
from storage.domain.calendar import MONTHS
from storage.domain.homes.parent_meeting import ParentMeeting, checked_item, shares_of, with_items
from storage.domain.meeting.form import Family, MeetingForm, scaled
from storage.domain.meeting.strip import StripKey
from storage.domain.people import Language
from storage.domain.plan.plan import ALL_YEAR, Depth, PracticeState
from storage.steering.language.grammar import grammar

LANGUAGES = list(Language)
OTHERS = [Language.NN, Language.EN]
TODAY = date(2026, 11, 23)


def skeleton(form: MeetingForm) -> tuple[object, ...]:
    """Return what must not depend on the language."""
    phases = [
        (
            p.key,
            p.minutes,
            p.speaks,
            p.writes,
            p.step,
            p.about,
            p.each,
            p.from_all,
            p.quiet,
            p.dots,
            p.steers_to,
            len(p.prompts),
        )
        for p in form.phases
    ]
    return form.key, form.minutes, form.opens_with_plan, form.strip, phases


@pytest.mark.parametrize("language", OTHERS)
def test_forms_are_the_same_method_in_every_language(language: Language) -> None:
    assert [skeleton(form) for form in our_forms(language)] == [skeleton(form) for form in our_forms(Language.NB)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_forms_are_whole(language: Language) -> None:
    known = set(themes(language))
    assert {"case-round", "case-round-short", "peacetime", "success"} <= {form.key for form in our_forms(language)}
    for form in our_forms(language):
        assert form.language == language
        assert form.purpose
        assert sum(phase.minutes for phase in form.phases) == form.minutes
        assert scaled([phase.minutes for phase in form.phases], form.minutes) == tuple(p.minutes for p in form.phases)
    assert known


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_coach_says_the_same_in_every_language(language: Language) -> None:
    ours, theirs = coach(language), coach(Language.NB)
    assert [(each.key, each.phases) for each in ours.items] == [(each.key, each.phases) for each in theirs.items]
    assert {each.key for each in ours.items} == set(StripKey)
    assert [each.key for each in ours.phases] == [each.key for each in theirs.phases]
    phases = {phase.key for form in our_forms(language) for phase in form.phases}
    assert {each.key for each in ours.phases} == phases
    for each in ours.items:
        assert set(each.phases) <= phases
        assert each.practise[0].islower()
        assert each.practise[-1] not in ".!?"
        assert each.why.endswith(".")
        assert each.say.endswith((".", "?", "»", "”"))


@pytest.mark.parametrize("language", OTHERS)
def test_plan_law_themes_and_questions_have_the_same_keys(language: Language) -> None:
    ours, theirs = plan_file(language), plan_file(Language.NB)
    assert [area.key for area in ours.areas] == [area.key for area in theirs.areas]
    facts = [[(p.key, p.area, p.level, p.depth, p.month, p.law, p.themes) for p in f.practices] for f in (ours, theirs)]
    assert facts[0] == facts[1]
    assert list(themes(language)) == list(themes(Language.NB))
    notes = [[(n.key, n.checked, n.certain) for n in legal_notes(each).values()] for each in (language, Language.NB)]
    assert notes[0] == notes[1]
    questions = [[(q.key, q.family, q.at_school) for q in turning_questions(each)] for each in (language, Language.NB)]
    assert questions[0] == questions[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_agendas_for_parents_are_the_same_in_every_language_and_whole(language: Language) -> None:
    ours, theirs = parent_meetings(language), parent_meetings(Language.NB)
    facts = [
        [(t.key, t.law, [(i.minutes, i.depth, i.led_by) for i in t.items]) for t in (*each.starts, *each.alternatives)]
        for each in (ours, theirs)
    ]
    assert facts[0] == facts[1]
    for template_ in (*ours.starts, *ours.alternatives):
        assert template_.about
        assert set(template_.law) <= set(legal_notes(language))
        items = items_from(template_, iter(map(str, range(99))).__next__)
        assert [checked_item(item) for item in items] == list(items)
        assert any(item.decides for item in items) == any(item.depth is Depth.CO_DECISION for item in items)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_start_keeps_the_wish_and_an_alternative_is_no_lecture(language: Language) -> None:
    bare = ParentMeeting(id="m", title="x", on=TODAY)
    for start in parent_meetings(language).starts:
        shares = shares_of(with_items(bare, items_from(start, iter(map(str, range(99))).__next__)))
        assert shares[Depth.INFORMATION] <= bare.wish.information
    for other in parent_meetings(language).alternatives:
        shares = shares_of(with_items(bare, items_from(other, iter(map(str, range(99))).__next__)))
        assert shares[Depth.INFORMATION] <= 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_plan_template_leads_nowhere_unknown(language: Language) -> None:
    plan = plan_file(language)
    areas = {area.key for area in plan.areas}
    keys = [practice.key for practice in plan.practices]
    assert len(keys) == len(set(keys))
    for practice in plan.practices:
        assert practice.area in areas
        assert practice.month in {ALL_YEAR, *MONTHS}
        assert set(practice.law) <= set(legal_notes(language))
        assert set(practice.themes) <= set(themes(language))
        assert practice.minimum
        assert practice.room
        assert practice.sign
    assert {practice.month for practice in plan.practices} == {ALL_YEAR, *MONTHS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_family_has_questions(language: Language) -> None:
    questions = turning_questions(language)
    assert {question.family for question in questions} == set(Family)
    assert len({question.key for question in questions}) == len(questions)
    assert len({question.text for question in questions}) == len(questions)


def test_the_template_becomes_records() -> None:
    numbers = iter(range(1000))
    areas, practices = template(Language.NN, new_id=lambda: str(next(numbers)), today=TODAY)
    ids = [record.id for record in (*areas, *practices)]
    assert len(ids) == len(set(ids))
    assert [area.order for area in areas] == list(range(1, len(areas) + 1))
    assert {practice.state for practice in practices} == {PracticeState.IDEA}
    assert {practice.milestones[0].on for practice in practices} == {TODAY}
    assert [practice.template for practice in practices] == [
        practice.key for practice in plan_file(Language.NN).practices
    ]


def leaves(table: dict[str, object], path: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{path}.{key}")
        else:
            yield f"{path}.{key}", value


def texts(file: Path) -> dict[str, object]:
    return dict(leaves(tomllib.loads(file.read_text("utf-8"))))


def holes(text: object) -> set[str]:
    """Return the names of what is filled into a sentence."""
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "file",
    [HERE / "demo" / "texts.{}.toml", LABELS / "{}.toml", folder_of("names") / "{}.toml"],
    ids=["demo", "labels", "names"],
)
def test_sentences_have_the_same_keys_and_holes(language: Language, file: Path) -> None:
    ours, theirs = (texts(Path(str(file).format(each))) for each in (language, Language.NB))
    assert list(ours) == list(theirs)
    assert {key: holes(text) for key, text in ours.items()} == {key: holes(text) for key, text in theirs.items()}
    assert all(str(text).strip() for text in ours.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questions_that_stay_at_school_are_several_and_name_nobody_at_home(language: Language) -> None:
    kept = [question.text for question in turning_questions(language) if question.at_school]
    at_home = grammar(language.value).classes["parents"]
    assert len(kept) >= 12
    assert not [text for text in kept if at_home & set(re.findall(r"\w+", text.casefold()))]
