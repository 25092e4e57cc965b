"""The agenda for parents, and the run sheet for the team."""

from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from storage.content.law import legal_notes
from storage.documents.html import html_page
from storage.documents.pages.parent_meeting import agenda_page, interpreter_sheet, note_afterwards, run_sheet
from storage.documents.words import Labels, labels
from storage.domain.homes.parent_meeting import AgendaItem, LedBy, LookBack, ParentMeeting, with_items
from storage.domain.people import Language
from storage.domain.plan.plan import Depth

EMPTY = ParentMeeting(id="m", title="Foreldremøte for 6. trinn", on=date(2026, 9, 17), law=("forskr-11-1",))
ITEMS = (
    AgendaItem(id="a", title="Velkommen", minutes=15),
    AgendaItem(
        id="b",
        title="En felles regel",
        minutes=30,
        depth=Depth.CO_DECISION,
        led_by=LedBy.CLASS_CONTACTS,
        decides="Én regel til jul",
        note="Håndsopprekning",
    ),
)
MEETING = with_items(EMPTY.but(note="Ta med navnelapper", with_contacts=True), ITEMS)
NB = labels(Language.NB)


SLIP = (
    "## Svarslipp\n\n"
    "Klipp av og lever til kontaktlærer. Ikke skriv noe om barn her.\n\n"
    "- [ ] Vi kommer. Antall: ……\n"
    "- [ ] Vi kan ikke komme, men vil gjerne ha notatet etterpå.\n"
    "- [ ] Vi trenger tolk. Språk: …………………\n"
    "- [ ] Dette vil vi snakke om: …………………………\n"
)


def test_parents_get_everything_that_concerns_them() -> None:
    assert agenda_page(MEETING, NB, "6. trinn") == (
        "# Foreldremøte for 6. trinn\n\n"
        "- **Tid:** 2026-09-17 kl. 18:00–18:45\n- **Sted:** …………………………\n- **Fra:** 6\\. trinn\n\n"
        "Sakslista er laget sammen med klassekontaktene.\n\n"
        "> **Dette bestemmer dere i kveld**\\\n18:15 Én regel til jul\n\n"
        "| Kl. | Punkt | Hvordan | Leder |\n| --- | --- | --- | --- |\n"
        "| 18:00 | Velkommen | 15 min · vi forteller | Læreren |\n"
        "| 18:15 | En felles regel | 30 min · dere bestemmer | Klassekontaktene |\n\n" + SLIP
    )


def test_an_interpreter_gets_short_sentences_and_ten_words() -> None:
    for language in Language:
        known = labels(language)
        page = interpreter_sheet(MEETING, known)
        assert len(known.words.interpreter.hard) == 10
        assert all(word in page for word, _ in known.words.interpreter.hard)
        assert max(len(said.split()) for said in known.words.interpreter.sentences) <= 13
        assert MEETING.note not in page
        assert ITEMS[1].note not in page
    assert "2. **18:15 En felles regel** (dere bestemmer)\\\n   Foreldrene bestemmer: Én regel til jul" in (
        interpreter_sheet(MEETING, NB)
    )


def test_afterwards_it_says_what_was_said_decided_done_and_asked_for() -> None:
    page = note_afterwards(MEETING, NB, "6. trinn")
    order = ["## Dere sa", "## Dere bestemte", "- Én regel til jul: …", "## Vi gjør", "## Vi spør dere om", "**Fra:**"]
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)
    assert MEETING.note not in page


def test_where_the_parents_decide_nothing_nothing_says_that_they_do() -> None:
    page = agenda_page(with_items(EMPTY, ITEMS[:1]), NB)
    assert "bestemmer" not in page
    assert ">" not in page


@pytest.mark.parametrize("language", list(Language))
def test_parents_get_nothing_that_is_for_the_team_alone(language: Language) -> None:
    page = agenda_page(MEETING, labels(language))
    for hidden in (MEETING.note, ITEMS[1].note, labels(language).words.working_note, "%"):
        assert hidden not in page


def test_the_team_gets_clock_times_shares_and_what_to_remember() -> None:
    page = run_sheet(MEETING, NB)
    assert page.startswith("# Kjøreplan: Foreldremøte for 6. trinn\n\n> Arbeidsnotat for teamet.")
    assert "Ta med navnelapper" in page
    assert "| 18:00 | 15 | Velkommen | informasjon | læreren |" in page
    assert "| 18:15 | 30 | En felles regel | medvirkning | klassekontaktene |" in page
    assert "| 18:45 |  | Slutt |  |  |" in page
    assert "- informasjon: 15 min, 33 % (ønsket 30 %)" in page
    assert "- **18:15 En felles regel:** *Foreldrene bestemmer:* Én regel til jul\\\n  Håndsopprekning" in page
    assert "18:00 Velkommen:" not in page
    assert "Dette krever loven" not in page
    assert "Fra tidligere møter" not in page


def test_it_holds_what_earlier_meetings_taught_and_what_the_law_asks_for() -> None:
    held = EMPTY.but(title="I fjor", after=LookBack(on=EMPTY.on, came=22, went=4, keep="Send brevet først"))
    note = legal_notes(Language.NB)["forskr-11-1"]
    page = run_sheet(MEETING, NB, law=(note,), earlier=(held, EMPTY))
    assert "- I fjor, 2026-09-17: 22 foreldre kom. Vi ga kvelden 4 av 10. Send brevet først" in page
    assert "sist kontrollert 2026-11-23)" in page
    assert "Les kilden" not in page
    unsure = legal_notes(Language.NB)["tolk-6"]
    assert not unsure.certain
    assert "Les kilden selv først." in run_sheet(MEETING, NB, law=(unsure,))


def test_an_empty_agenda_says_so() -> None:
    assert agenda_page(EMPTY, NB) == (
        "# Foreldremøte for 6. trinn\n\n"
        "- **Tid:** 2026-09-17 kl. 18:00\n- **Sted:** …………………………\n\nSakslista er tom ennå.\n\n" + SLIP
    )
    page = run_sheet(EMPTY.but(starts=time(19, 30)), NB)
    assert "kl. 19:30" in page
    assert "Klassekontaktene har ikke vært med på sakslista ennå." in page
    assert "Fordelingen" not in page


hostile = st.text("|#*_`<>[]\\-\n1.>ab ", min_size=1, max_size=12).filter(str.strip)


@given(title=hostile, decides=hostile, note=hostile)
@pytest.mark.parametrize("made", [agenda_page, run_sheet])
def test_people_s_text_stays_text(
    made: Callable[[ParentMeeting, Labels], str], title: str, decides: str, note: str
) -> None:
    item = AgendaItem(id="a", title=title, minutes=5, decides=decides, note=note)
    tokens = MarkdownIt("commonmark").enable("table").parse(made(with_items(EMPTY, [item]), NB))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"html_block", "html_inline", "code_inline", "code_block", "fence", "link_open", "image", "hr"}
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows == (2 if made is agenda_page else 3)


def test_it_prints_as_a_table() -> None:
    page = html_page(run_sheet(MEETING, NB), Language.NB)
    assert "<table>" in page
    assert "<title>Kjøreplan: Foreldremøte for 6. trinn</title>" in page


def test_where_it_is_stands_on_each_page_and_where_nobody_has_said_it_there_is_room_to_write() -> None:
    there = MEETING.but(venue="The library")
    pages = (agenda_page(there, NB), interpreter_sheet(there, NB), run_sheet(there, NB))
    assert all("The library" in page for page in pages)
    assert "……" in agenda_page(MEETING, NB)
    assert "The library" not in note_afterwards(there, NB)
