"""What we ask ourselves is taken into texts by a key: the gate must hear in it what is said of a pupil, and no more."""

import pytest

from storage.content.forms import our_forms
from storage.content.turning import turning_questions
from storage.domain.people import Language
from storage.steering.gate import alarm
from storage.steering.lexicon import lexicon


def asked_by_us(language: Language) -> set[str]:
    """Return every question of ours: turning ones, those of the nudges, and the prompts of the forms."""
    prompts = {prompt for form in our_forms(language) for phase in form.phases for prompt in phase.prompts}
    nudges = {signal.question for signal in lexicon(language.value).signals.values()}
    return prompts | nudges | {question.text for question in turning_questions(language)}


@pytest.mark.parametrize("language", list(Language), ids=lambda each: each.value)
def test_none_of_our_own_questions_rings(language: Language) -> None:
    ours = asked_by_us(language)
    assert len(ours) > 100
    assert not {text for text in ours for said in (text, f"→ {text}") if alarm(said, language.value)}
