"""What has one row on the smallest screen fits it in every language."""

import pytest

from storage.domain.people import Language
from tui.i18n.words import Words
from tui.screens.meeting.room import STAGES
from tui.screens.meeting.stages.stage import Stage

ROW = 64 - 2
"""The cells of a row at 64×20, without the edges."""


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "text",
    [
        "Development conversations: agreements, and what came of them",
        "Search: cases, agreements, the plan, cards and meetings",
        "  The solution guard speaks up when we only describe.",
    ],
)
def test_it_fits(text: str, language: Language) -> None:
    assert len(Words(language)(text)) <= ROW


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stage", STAGES.values())
def test_what_a_phase_invites_to_fits(stage: Stage, language: Language) -> None:
    words = Words(language)
    assert len(words(stage.invitation, what=words(stage.placeholder))) <= ROW
