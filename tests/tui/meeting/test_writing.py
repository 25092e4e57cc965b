import pytest

from storage.domain.case.case import Step, View
from tui.screens.meeting.stages.writing import Written, understood


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The pupil reads", Written("The pupil reads")),
        ("home: they want less", Written("they want less", View.HOME)),
        ("Foreldrene: mindre lekser", Written("mindre lekser", View.HOME)),
        ("heimen: mindre lekser", Written("mindre lekser", View.HOME)),
        ("Eleven: det er veien hjem", Written("det er veien hjem", View.PUPIL)),
        ("Home:", Written("Home:")),
        ("hjemmelekser: nei", Written("hjemmelekser: nei")),
        ("4 of them", Written("4 of them")),
    ],
)
def test_a_text_says_whose_view_it_is(text: str, written: Written) -> None:
    assert understood(text, Step.CLARIFICATION) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("4", Written("4/10", scale=4)),
        ("4/10 because they talk", Written("because they talk", scale=4)),
        ("They talk, now 4/10.", Written("They talk, now 4/10.", scale=4)),
        ("They talk, now 14/10", Written("They talk, now 14/10")),
        ("Page 4/10 of the book", Written("Page 4/10 of the book")),
        ("10: there", Written("there", scale=10)),
        ("11: of them", Written("11: of them")),
        ("4 of them", Written("4 of them")),
        ("calm mornings", Written("calm mornings")),
    ],
)
def test_what_is_wanted_may_begin_with_a_place_on_the_scale(text: str, written: Written) -> None:
    assert understood(text, Step.WANTED) == written
