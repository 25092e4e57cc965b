from datetime import date

import pytest

from storage.documents.plan_reading.merging import PlanDifference, What
from storage.documents.plan_reading.reading import read_plan
from storage.domain.people import Language
from storage.domain.plan.plan import Practice
from tui.i18n.changes import difference_line, difference_text, preview
from tui.i18n.words import Words

ENGLISH = Words(Language.EN)
PRACTICE = Practice(id="p", area="a", title="Ask first")


def changed(old: str, new: str) -> PlanDifference:
    return PlanDifference(
        what=What.CHANGED, area="A", title="Ask first", field="minimum", old=old, new=new, after=PRACTICE
    )


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("", "We ask.", "nothing → We ask."),
        ("We ask.", "", "We ask. → nothing"),
        ("We ask them.", "We ask all.", "We ask them. → We ask all."),
        (
            "Before the end of week 36 every home is called.",
            "Before the end of week 35 every home is called.",
            "… week 36 every home is called. → … week 35 every home is called.",
        ),
        ("By the end of the week we call.", "By the end of the week we call. And ask.", "… call. → … call. And ask."),
        ("a\nb", "w" * 80, f"a b → {'w' * 60}…"),
    ],
)  # fmt: skip
def test_a_change_shows_where_the_texts_part(old: str, new: str, line: str) -> None:
    assert difference_line(ENGLISH, changed(old, new)) == f"Ask first · Shared minimum: {line}"


def test_all_of_a_change_is_told_below() -> None:
    assert difference_text(ENGLISH, changed("a", "")) == "a\n→ nothing"
    new = PlanDifference(what=What.NEW_PRACTICE, area="A", title="Ask first", new="We ask.", after=PRACTICE)
    assert difference_text(ENGLISH, new) == "We ask."


def test_a_preview_tells_what_becomes_of_what() -> None:
    document = "# Ours\n\n## Talks\n\nAbout them.\n\n### Ask\n\n- Who: AB\n- Room: 101\n- Month: week 40\n"
    assert list(preview(ENGLISH, read_plan(document, date(2026, 11, 25), "x"))) == [
        "Area: Talks",
        "  What it is about: About them.",
        "  Note: Ours",
        "  Practice: Ask (Responsible: AB, When: October)",
        "    Note: Room: 101 Month: week 40",
    ]
