"""The identity guard: numbers, places, names, and what is private."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.domain.text import checks, eleven_digits
from storage.steering.guard import Severity, TraceKind, identify, refused
from storage.steering.names import NameList
from tests.steering.sentences import LANGUAGES

KEY = "0f" * 16
DAYS = "On a Friday in October Grade 4 met. Så kom Laurdag og Desember, then Mandag in December and a Tuesday."
CLASS = NameList(KEY).adding("Navn;Klasse\nTestine Prøvesen;6B\nOlé Bø\nDag Lie\nAnne-Marie Ås")


def seen(text: str, kind: TraceKind, language: str = "nb") -> list[str]:
    return [text[one.start : one.end] for one in identify(text, language=language) if one.kind is kind]


def numbers(text: str) -> list[bool]:
    return [found.checks for found in eleven_digits(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_and_months_are_no_names_in_whichever_language_the_team_writes(language: str) -> None:
    assert seen(DAYS, TraceKind.NAME, language) == []


@pytest.mark.parametrize("number", ["02013299997", "30108299920", "30108299939", "02013299903"])
@pytest.mark.parametrize("shape", ["{}", "nr. {}.", "x{}y"])
def test_numbers_by_either_rule_are_refused(number: str, shape: str) -> None:
    found = identify(shape.format(number))
    assert refused(found)
    assert found[0].kind is TraceKind.IDENTITY_NUMBER


@pytest.mark.parametrize("between", [" ", ".", "-", "\u00a0", " - "[:2], "\u202f"])
def test_numbers_are_seen_however_they_are_parted(between: str) -> None:
    assert refused(identify(f"Født 301082{between}99920 i fjor"))
    assert refused(identify(between.join("30108299920")))


@pytest.mark.parametrize(
    "written",
    [
        "301082/99920",
        "301082_99920",
        "301082, 99920",
        "(301082) 99920",
        "30.10.82 - 99920",
        "**301082** 99920",
        "301082\n99920",
    ],
)
def test_numbers_are_seen_through_other_signs_too(written: str) -> None:
    assert refused(identify(f"Nr {written} i brevet"))


@pytest.mark.parametrize("listed", ["010190, 12345", "08:15–09:00, 09:15", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"])
def test_lists_and_timetables_are_no_numbers(listed: str) -> None:
    assert not refused(identify(listed))


def with_control_digits(first_nine: str) -> str:
    """Make an identity number by today's rule; only for numbers that have one."""
    return next(first_nine + f"{rest:02}" for rest in range(100) if checks(tuple(map(int, first_nine + f"{rest:02}"))))


@pytest.mark.parametrize("birth", ["410190", "014190", "018190", "016690", "418190", "290200"])
def test_d_h_and_synthetic_numbers(birth: str) -> None:
    assert numbers(with_control_digits(birth + "123")) == [True]


@pytest.mark.parametrize(
    "digits", ["32019012345", "01139012345", "00019012345", "1234567890", "010190123456", "30029012345"]
)
def test_what_begins_with_no_plausible_date_is_no_number(digits: str) -> None:
    assert numbers(digits) == []


def test_a_plausible_date_with_wrong_control_digits_is_warned_about() -> None:
    (one,) = identify("010190 12345")
    assert (one.kind, one.severity) == (TraceKind.ELEVEN_DIGITS, Severity.WARN)


def test_a_date_and_a_time_are_no_number() -> None:
    assert numbers("Møte 1.10.2026 10.15") == []
    assert numbers("Møte 3.12.2026 14.30") == []


def test_a_number_right_behind_other_digits_is_found() -> None:
    assert numbers("klasse 6 30108299920") == [True]


@given(st.text(alphabet="0123456789 .-", max_size=60))
def test_digits_never_break_it(text: str) -> None:
    for found in eleven_digits(text):
        assert 0 <= found.start < found.end <= len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ring 912 34 567 i dag", ["912 34 567"]),
        ("tlf: 91234567.", ["91234567"]),
        ("22 33 44 55", ["22 33 44 55"]),
        ("+47 912 34 567 og 0046 70 123 45 67", ["+47 912 34 567", "0046 70 123 45 67"]),
        ("20261123 og 2026-27 og 26-014", []),
        ("116 111 og 112", []),
        ("1 234 567 kroner, 12345678,50", []),
        ("uke 45, side 123", []),
        ("ring 9123 4567, 912-34-567 eller 91.23.45.67", ["9123 4567", "912-34-567", "91.23.45.67"]),
        ("skoleåret 2025 2026", []),
    ],
)
def test_phones(text: str, found: list[str]) -> None:
    assert sorted(seen(text, TraceKind.PHONE)) == sorted(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("skriv til mor.far@skole.no.", ["mor.far@skole.no"]),
        ("a@b @c d@", []),
        ("kari (at) skole.no", ["kari (at) skole.no"]),
    ],
)
def test_mails(text: str, found: list[str]) -> None:
    assert seen(text, TraceKind.E_MAIL) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bor i Bjørkeveien 12 B nå", ["Bjørkeveien 12 B"]),
        ("i Prøve Prøvesens gate 3.", ["Prøve Prøvesens gate 3"]),
        ("at 12 Oak Street today", ["12 Oak Street"]),
        ("Skoleveien 3 ganger i uka", []),
        ("Vei 3", []),
        ("bor i storgata 5 nå", ["storgata 5"]),
        ("Idrettsvn 12 og H. Ibsens gt. 4", ["Idrettsvn 12", "Ibsens gt. 4"]),
        ("skoleveien 3 km, gata 5 ganger", []),
        ("Side 12", []),
    ],
)
def test_addresses(text: str, found: list[str]) -> None:
    assert seen(text, TraceKind.ADDRESS) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I dag ringte Testine Prøvesen.", ["Testine", "Prøvesen"]),
        ("Testine ringte i dag.", []),
        ("Da ringte Testine. Så gråt Testine.", ["Testine"]),
        ("Vi snakket med PPT, BUP, FAU og Vigilo i Bergen på Tirsdag.", []),
        ("Hun tok opp Utviklingssamtalen og Leksehjelpen med Kontaktlærer.", []),
        ("Vi sa: Kom inn (Alle sammen). «Ja» sa hun.", []),
        ("Ny regel for Trivsel. Mer trivsel.", []),
        ("I dag sa A og Ï99 hei.", []),
    ],
)
def test_names_are_marked_once(text: str, found: list[str]) -> None:
    assert seen(text, TraceKind.NAME) == found


def test_members_and_known_words_are_no_names() -> None:
    assert not identify("I dag sa Abel og Trollhaugen ja.", members=["ABEL"], known_words={"trollhaugen"})


def test_a_class_list_is_warned_about_everywhere() -> None:
    text = "Testine kom. testines mor og OLÉ kom, med Anne-Maries bok."
    found = {text[one.start : one.end]: one.severity for one in identify(text, names=CLASS)}
    assert found == dict.fromkeys(["Testine", "testines", "OLÉ", "Anne-Maries"], Severity.WARN)


def test_a_listed_name_that_is_also_a_word_is_only_seen_as_a_name() -> None:
    text = "Dag etter dag. I dag kom Dag, en bo og Bø."
    assert [text[one.start : one.end] for one in identify(text, names=CLASS)] == ["Dag", "Bø"]


def test_a_class_list_cannot_be_read_back() -> None:
    kept = repr(CLASS)
    assert not any(word in kept.casefold() for word in ("testine", "prøvesen", "anne", "dag", "navn"))
    assert NameList("11" * 16).adding("Testine").marks.isdisjoint(CLASS.marks)
    assert CLASS.adding("Testine").marks == CLASS.marks
    assert not CLASS.holds("klasse")
    assert CLASS.holds("Olé's")


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("nb", "Mor er muslim og gutten har ADHD.", ["muslim", "ADHD"]),
        ("nb", "En somalisk familie.", ["somalisk familie"]),
        ("nb", "Vi leser om islam og muslimer i krle.", []),
        ("nb", "Hun har somalisk mat med, og norsk prøve.", []),
        ("nn", "Guten er utgreidd for autisme, same dag.", ["utgreidd for", "autisme"]),
        ("en", "A Polish family, and she is dyslexic.", ["Polish family", "dyslexic"]),
    ],
)
def test_faith_background_and_diagnosis(language: str, text: str, found: list[str]) -> None:
    assert seen(text, TraceKind.PRIVATE, language) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_quotations_and_code_are_looked_at_too(language: str) -> None:
    assert refused(identify("> «30108299920»", language=language))
    assert refused(identify("`30108299920`", language=language))


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Vi spurte Bjørn og Liv i går", ["Bjørn", "Liv"]),
        ("Det er O'Briens tur, og Anne-Maries", ["O'Briens", "Anne-Maries"]),
        ("Vi bruker ChatGPT og IKT på Bø", []),
        ("Møte på Kulturhuset med Røde Kors", []),
    ],
)
def test_what_is_written_as_names_are(text: str, marked: list[str]) -> None:
    assert seen(text, TraceKind.NAME) == marked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hun er adoptert fra Kina", "nb"),
        ("Far er imam", "nb"),
        ("Familien er polsk", "nb"),
        ("Han er hørselshemmet", "nb"),
        ("Ho er adoptert frå Kina", "nn"),
        ("Mora er somalisk", "nn"),
        ("Mum is Polish", "en"),
        ("He is on the autism spectrum", "en"),
    ],
)
def test_background_and_diagnosis_are_asked_about(text: str, language: str) -> None:
    assert seen(text, TraceKind.PRIVATE, language)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Emma gråt i dag.", "Emma"),
        ("Mohammeds mor ringte.", "Mohammeds"),
        ("E.H. i 6B vil bytte plass.", "E.H."),
        ("Snakket med A. B. etter timen.", "A. B."),
    ],
)
def test_a_first_name_that_begins_a_sentence_and_initials_get_a_quiet_mark(text: str, name: str) -> None:
    (found,) = identify(text)
    assert (found.kind, found.severity, text[found.start : found.end]) == (TraceKind.NAME, Severity.MARK, name)


@pytest.mark.parametrize(
    "text",
    [
        "Mor ringte.",
        "Even better",
        "Live musikk på avslutningen.",
        "Juni blir travel.",
        "Bare bra.",
        "KL snakket med EH.",
        "Vi leste om Karius og Baktus.",
        "Gul gruppe dro til Sydpolen i fantasien.",
        "Bruk f.eks. ark.",
    ],
)
def test_words_that_only_begin_a_sentence_and_what_a_class_reads_are_no_names(text: str) -> None:
    assert identify(text) == ()


def test_initials_that_the_team_goes_by_are_nobody_elses() -> None:
    assert identify("E.H. ringer", members=["EH"]) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Født 12.03.2014.", "12.03.2014"),
        ("f. 120314, går i 6B", "120314"),
        ("Ho er fødd 12. mars 2014.", "12. mars 2014"),
        ("born on 12 March 2014", "12 March 2014"),
        ("DOB: 2014-03-12", "2014-03-12"),
    ],
)
def test_a_birth_date_is_warned_about_and_another_date_is_not(text: str, day: str) -> None:
    assert seen(text, TraceKind.BIRTH_DATE) == [day]
    assert seen(f"Møte {day}", TraceKind.BIRTH_DATE) == []


def test_a_british_number_is_a_phone_and_no_identity_number() -> None:
    assert seen("Call 07700 900123", TraceKind.PHONE, "en") == ["07700 900123"]
    assert seen("Call 07700 900123", TraceKind.ELEVEN_DIGITS, "en") == []
