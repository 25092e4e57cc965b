"""What has one row on the smallest screen fits it in every language."""

import pytest

from storage.domain.people import Language
from tui.i18n.words import Words

ROW = 64 - 2
"""The cells of a row at 64×20, without the edges."""


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "text",
    [
        "Development conversations: agreements, and what came of them",
        "Search: cases, agreements, the plan, cards and meetings",
        "Enter: write – «home: …» or «pupil: …» for their view",
        "  The solution guard speaks up when we only describe.",
    ],
)
def test_it_fits(text: str, language: Language) -> None:
    assert len(Words(language)(text)) <= ROW
