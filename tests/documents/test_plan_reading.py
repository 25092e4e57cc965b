import html
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from storage.documents.pages.plan import plan_page
from storage.documents.plan_reading.reading import read_plan
from storage.documents.words import labels
from storage.domain.people import Language
from storage.domain.plan.plan import (
    Depth,
    Level,
    Milestone,
    Paper,
    PaperArea,
    PaperPractice,
    Practice,
    PracticeState,
    Reading,
)
from storage.domain.text import cleaned
from storage.domain.views.book import Book
from tests.documents.plans import LINES, MARKS

TODAY = date(2026, 11, 23)
EXAMPLES: list[str] = json.loads(Path(__file__).with_name("commonmark.json").read_text("utf-8"))["examples"]
WORD = re.compile(r"[^\W_]+")
ROOTS = ("{}", "# T\n\n## A\n\n### P\n\n{}", "## A\n\n{}\n\n## B\n\nend", "- a\n\n{}")


def read(markdown: str) -> Paper:
    return read_plan(markdown, TODAY, "the file")


def area(markdown: str) -> PaperArea:
    found = read(markdown).areas
    assert len(found) == 1
    return found[0]


def practice(markdown: str) -> PaperPractice:
    found = read(markdown).practices
    assert len(found) == 1
    return found[0]


def texts(paper: Paper) -> Iterator[str]:
    for each in paper.areas:
        yield from (each.area.title, each.area.about, each.area.notes)
        for made in (one.practice for one in each.practices):
            yield from (made.title, made.minimum, made.room, made.sign, made.owner, made.notes)
            yield from (*made.themes, *made.law, *made.evidence)


def squeezed(text: str) -> str:
    return "".join(WORD.findall(text))


HTML_TABLE = re.compile(r"<table\b[^>]*>.*?</table\s*>", re.DOTALL)


def shown_by(markdown: str) -> str:
    markdown = HTML_TABLE.sub(lambda table: re.sub(r"<[^>]*>", " ", table[0]), markdown)  # its tags are its shape
    page = MarkdownIt("commonmark", {"html": False}).render(cleaned(markdown))
    return html.unescape(re.sub(r"<[^>]*>", " ", page))


@pytest.mark.parametrize("root", ROOTS)
def test_no_word_of_the_specifications_examples_is_lost(root: str) -> None:
    for example in EXAMPLES:
        markdown = root.format(example)
        kept = squeezed("\n".join(texts(read(markdown))))
        assert not [word for word in WORD.findall(shown_by(markdown)) if word not in kept], markdown


@settings(deadline=None)
@given(st.one_of(LINES, MARKS, st.text(max_size=60)), st.sampled_from(ROOTS))
def test_no_word_of_any_text_is_lost(text: str, root: str) -> None:
    markdown = root.format(text)
    kept = squeezed("\n".join(texts(read(markdown))))
    understood = {"Ansvar", "AB", "Når", "mai", "Status", "avtalt", "x"}
    assert not [word for word in WORD.findall(shown_by(markdown)) if word not in kept and word not in understood]


def test_headings_are_the_title_areas_and_practices_from_the_outside_in() -> None:
    paper = read("# Our plan\n\nWith care.\n\n## Meeting\n\nIn autumn.\n\n### Invite\n\nBoth sign.\n\n## Talks\n")
    assert [each.area.title for each in paper.areas] == ["Meeting", "Talks"]
    first = paper.areas[0]
    assert (first.area.about, first.area.notes) == ("In autumn.", "Our plan\n\nWith care.")
    assert [each.practice.title for each in first.practices] == ["Invite"]
    assert first.practices[0].practice.minimum == "Both sign."
    assert not paper.ours


def test_several_headings_of_the_outermost_level_are_areas() -> None:
    assert [each.area.title for each in read("# A\n\n## P\n\n# B\n").areas] == ["A", "B"]


def test_a_document_with_only_a_title_is_one_area() -> None:
    only = area("# Our plan\n\nWith care.\n\n- Call\n")
    assert (only.area.title, only.area.about) == ("Our plan", "With care.")
    assert [each.practice.title for each in only.practices] == ["Call"]


def test_plain_text_becomes_an_area_named_after_the_file() -> None:
    only = area("We call home.\n\nWe ask first.\n")
    assert (only.area.title, only.area.about) == ("the file", "We call home.\n\nWe ask first.")


def test_lines_in_bold_are_headings() -> None:
    paper = read("**First contact:**\n\nWe call.\n\n**The meeting**\n\nWe ask.\n")
    assert [(each.area.title, each.area.about) for each in paper.areas] == [
        ("First contact", "We call."),
        ("The meeting", "We ask."),
    ]


def test_an_empty_document_holds_nothing() -> None:
    assert read("\n\n").areas == ()


def test_items_of_a_list_are_practices_and_ticks_say_what_is_done() -> None:
    only = area("# Autumn\n\n- [x] Call\n- [ ] Meet\n  - Responsible: AB\n  - coffee\n- **Talk:** with the pupil\n")
    made = [each.practice for each in only.practices]
    assert [(each.title, each.done, each.owner, each.minimum, each.notes) for each in made] == [
        ("Call", (2026,), "", "", ""),
        ("Meet", (), "AB", "", "coffee"),
        ("Talk", (), "", "with the pupil", ""),
    ]


def test_an_item_that_is_too_long_for_a_title_is_kept_whole_beside_it() -> None:
    long = "word " * 30
    made = practice(f"- {long}\n").practice
    assert made.title.endswith("…")
    assert made.minimum == long.strip()
    solid = "w" * 100
    assert practice(f"- {solid}\n").practice.title == f"{'w' * 79}…"
    code = practice("- ```\n  a\n  b\n  ```\n").practice
    assert code.minimum == "```\na\nb\n```"


def test_lists_under_an_area_whose_practices_have_headings_are_text() -> None:
    only = read("# T\n\n## A\n\nWe want to:\n- ask\n- listen\n\n### P\n\n## B\n").areas[0]
    assert only.area.about == "We want to:\n- ask\n- listen"
    assert [each.practice.title for each in only.practices] == ["P"]


def test_an_area_named_after_a_month_gives_its_practices_the_month() -> None:
    paper = read("# Årshjul\n\n## August\n\n- Ringe\n\n## Hele året\n\n- Spørre\n\n## Juli\n\n- Ferie\n")
    assert [each.practice.month for each in paper.practices] == [8, 0, 0]
    assert [each.area.title for each in paper.areas] == ["August", "Hele året", "Juli"]


TABLE = """\
# Plan

| Når | Tiltak | Ansvarlig | Område | Rom |
|-----|--------|-----------|--------|-----|
| uke 36 | Invitasjon | ab | Møtet | 101 |
| i september | Møte | Klassekontakt | | |
"""


def test_rows_of_a_table_are_practices_when_a_column_is_known() -> None:
    plan, meeting = read(TABLE).areas
    assert (plan.area.title, meeting.area.title) == ("Plan", "Møtet")
    first, second = meeting.practices[0].practice, plan.practices[0].practice
    assert (first.title, first.owner, first.month) == ("Invitasjon", "ab", 9)
    assert first.notes == "Når: uke 36\n\nRom: 101"
    assert (second.title, second.owner, second.month, second.notes) == ("Møte", "Klassekontakt", 9, "")


def test_a_table_without_a_known_column_is_text() -> None:
    assert area("| a | b |\n|---|---|\n| 1 | 2 |\n").area.about == "a | b\n1 | 2"
    assert area("| Ansvar |\n|---|\n| AB |\n").area.about == "Ansvar\nAB"


def test_the_first_unknown_column_names_the_practice_where_none_is_called_so() -> None:
    made = practice("| Hendelse | Måned |\n|---|---|\n| Tur | juni |\n").practice
    assert (made.title, made.month) == ("Tur", 6)


FIELDS = """\
# T

## A

### P
Ansvarlig: AB
Måned: oktober

- Nivå: samfunn
- Dybde: medvirkning
- Vurderes: 2.11.2026
- Status: i bruk
- Gjort: ja
- Lov: Opplæringslova § 10-3; noe annet
- Stikkord: lekser, vaner
- Kilde: 26-001; kjentfolk

#### Hvordan vet vi det?

Flere svarer.

#### Mer

Fritt.

## B
"""


def test_every_field_is_known_by_the_words_schools_use() -> None:
    found = read(FIELDS).practices[0]
    made = found.practice
    assert (made.owner, made.month, made.level, made.depth) == ("AB", 10, Level.SOCIETY, Depth.CO_DECISION)
    assert (made.review, made.done, made.sign) == (date(2026, 11, 2), (2026,), "Flere svarer.")
    assert (made.law, made.themes, made.evidence) == (
        ("oppl-10-3", "noe annet"),
        ("homework", "vaner"),
        ("26-001", "kjentfolk"),
    )
    assert made.minimum == "Mer\n\nFritt."
    assert (made.milestones, found.undated) == ((Milestone(PracticeState.IN_USE, TODAY),), True)
    assert made.notes == ""


@pytest.mark.parametrize(
    "line",
    [
        "Nivå: fylket",
        "Dybde: dypt",
        "Vurderes: snart",
        "Vurderes: 99.99.2026",
        "Vurderes: 2.11",
        "Måned: juli",
        "Måned: uke 40",
        "Gjort: kanskje",
        "Status: halvveis",
        "Status: avtalt, i bruk 1. mai 2026",
        "Status: avtalt snart",
    ],
)
def test_what_cannot_be_understood_is_a_note(line: str) -> None:
    made = practice(f"# T\n\n## A\n\n### P\n\n- {line}\n").practice
    assert made.notes == line


def test_a_field_said_twice_is_a_note_the_second_time() -> None:
    made = practice("# T\n\n## A\n\n### P\n\n- Ansvar: AB\n- Ansvar: CD\n- Merknad: x\n- Ansvar:\n").practice
    assert (made.owner, made.notes) == ("AB", "x\n\nAnsvar: CD")


OURS = """\
# Fredstidsplan

> Arbeidsnotat for teamet. Det hører ikke til elevmappa.

## Første kontakt

Om det.

- **Der vi er:** 3 av 10 (1. mai 2026) → 6 av 10, dialog (2. november 2026)
- **Skjult:** ja
- **Notater:** Et notat.

### Noe godt først

- **Felles minstepraksis:** Én ting.
- **Status:** idé 1. august 2026, avtalt 2. november 2026
"""


def test_a_document_of_ours_is_known_and_read_field_by_field() -> None:
    paper = read(OURS)
    assert paper.ours
    first = paper.areas[0].area
    assert (first.key, first.about, first.notes, first.hidden) == ("first-contact", "Om det.", "Et notat.", True)
    assert first.readings == (Reading(date(2026, 5, 1), 3), Reading(date(2026, 11, 2), 6, Depth.DIALOGUE))
    made = paper.practices[0]
    assert (made.practice.minimum, made.practice.template) == ("Én ting.", "first-contact-good-message")
    assert made.practice.state is PracticeState.AGREED
    assert made.said == {"minimum", "milestones"}
    assert not made.undated


def test_what_somebody_adds_to_a_document_of_ours_finds_its_place() -> None:
    added = OURS + "- **Rart felt:** noe\n- et punkt\n\nEt avsnitt.\n\n#### Dypere\n\nMer.\n\n## Nytt\n\n- Ny praksis\n"
    paper = read(added)
    made = paper.practices[0].practice
    assert made.notes == "Et avsnitt.\n\nDypere\n\nMer.\n\nRart felt: noe\n\net punkt"
    assert paper.areas[1].practices[0].practice == Practice(
        id="", area="", title="Ny praksis", milestones=(Milestone(PracticeState.IDEA, TODAY),)
    )


@pytest.mark.parametrize(
    "line",
    ["- **Der vi er:** bra", "- **Der vi er:** 11 av 10 (1. mai 2026)", "- **Skjult:** litt", "- **Ansvarlig:** AB"],
)
def test_what_an_area_cannot_hold_is_its_note(line: str) -> None:
    only = area(f"# Fredstidsplan\n\n## A\n\n{line}\n")
    assert only.area.notes == line.removeprefix("- ").replace("**", "")
    assert not only.practices


def test_a_document_that_only_bears_our_name_is_somebody_elses() -> None:
    assert not read("# Fredstidsplan\n\n## A\n\n### P\n\nTekst\n").ours
    assert not read("Før\n\n# Fredstidsplan\n").ours
    assert read("# Peacetime plan\n").ours


def test_practices_without_an_area_stand_under_no_area() -> None:
    paper = read("# Fredstidsplan\n\n## Uten område\n\n### P\n\n- **Status:** idé\n")
    assert paper.areas[0].bare


def test_what_lies_too_deep_or_is_never_shown_is_kept_as_it_was_written() -> None:
    deep = ">" * 100 + " word"
    assert area(deep).area.notes == deep
    assert area("[foo]: /url 'title'\n").area.notes == "[foo]: /url 'title'"


def test_links_and_pictures_say_where_they_lead() -> None:
    only = area("[one](https://a.no/ø 'two') ![three](p.png) <https://b.no> ![](q.png)\n")
    assert only.area.about == "one (https://a.no/ø two) three (p.png) https://b.no (q.png)"


def test_blocks_inside_text_keep_their_shape() -> None:
    text = "a\n\n> b\n> c\n\n    d\n\n2. e\n\n   f\n3. g\n"
    made = practice(f"# T\n\n## A\n\n### P\n\n{text}").practice
    assert made.minimum == "a\n\n> b c\n\n    d\n\n2. e\n\n   f\n3. g"


def test_a_bold_label_may_have_its_colon_behind_it_and_bold_words_are_no_label() -> None:
    made = practice("# T\n\n## A\n\n### P\n\n- **Ansvar**: AB\n- **Viktig** er dette\n- **Alene**\n-\n").practice
    assert (made.owner, made.notes) == ("AB", "Viktig er dette\n\nAlene")


def test_the_page_that_names_the_team_comes_in_without_its_title_and_wheel(book: Book) -> None:
    page = plan_page(book, labels(Language.NB))
    paper = read(page)
    assert [each.area.title for each in paper.areas] == [area.title for area in book.areas]
    assert {each.practice.title for each in paper.practices} == {practice.title for practice in book.practices}
    assert not [text for text in texts(paper) if book.team.name in text]


def test_a_wheel_that_says_more_than_the_practices_is_kept() -> None:
    paper = read("# T\n\n## Årshjulet\n\n- **mai:** Tur\n\n## A\n\n### P\n")
    assert [each.practice.title for each in paper.practices] == ["mai", "P"]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("uke 36", 9),
        ("veke 2, og uke 3", 1),
        ("August–september", 8),
        ("slutten av mai", 5),
        ("uke 53", 12),
        ("uke 52", 12),
        ("uke 99", 0),
        ("uke 28", 0),
        ("før jul", 0),
    ],
)
def test_a_month_inside_a_longer_text_is_understood_and_the_text_kept(text: str, month: int) -> None:
    made = practice(f"# T\n\n## A\n\n### P\n\n- Når: {text}\n").practice
    assert (made.month, made.notes) == (month, f"Når: {text}")


def test_a_table_of_contents_is_text() -> None:
    paper = read("# T\n\n- [A](#a)\n- [B](#b)\n\n## A\n\n- Ring\n\n## B\n")
    assert [each.practice.title for each in paper.practices] == ["Ring"]
    assert paper.areas[0].area.notes == "T\n\n- A (#a)\n- B (#b)"


def test_the_numbers_of_a_list_are_no_lost_words_and_dates_are_kept() -> None:
    listed = read_plan("# T\n\n## A\n\n1. Vi ringer\n2. Vi svarer\n", TODAY, "plan").areas[0]
    assert [each.practice.title for each in listed.practices] == ["Vi ringer", "Vi svarer"]
    assert listed.area.notes == "T"
    dated = read_plan("# T\n\n## A\n\n1. april: Møte\n2. mai: Tur\n", TODAY, "plan").areas[0]
    assert "1. april" in dated.area.notes
    alone = read_plan("# T\n\n## A\n\n7. Trinnet møtes\n", TODAY, "plan").areas[0]
    assert "7. Trinnet møtes" in alone.area.notes
