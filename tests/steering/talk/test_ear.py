"""The second ear for talk: what comes with the program, what it never does, and how it is without its file."""

import time
from hashlib import sha256
from pathlib import Path

import pytest

from storage.steering import sense
from storage.steering.language.words import SentenceWords
from storage.steering.lexicon import Category, lexicon, school_lexicon
from storage.steering.nudges import Ear, judge
from storage.steering.sense import FOLDER, PROMISES, TALK, parted
from storage.steering.shipped import shipped_bytes
from storage.steering.talk import ear
from storage.steering.talk.ear import WAYS
from tests.steering.sentences import LANGUAGES, flat, table, unheard

HERE = Path(__file__).resolve().parents[1]
WRITTEN = HERE / "written" / "talk"
LARGEST = 3 * 150_000
LABELS = {"meet", "leave", "vague", "whole"}
HOW = {"outright", "understated", "lookalike", "plain", "promise"}
OTHER = {"-"}
LONG = "og så kom mor igjen med det samme som alltid før og "
SOUNDS = {
    "nb": "Og der satt vi igjen, mens foreldrene selvfølgelig hadde viktigere ting å gjøre enn å komme.",
    "nn": "Og der sat vi att igjen, medan foreldra sjølvsagt hadde viktigare ting å gjere enn å kome.",
    "en": "And there we sat yet again, while the parents of course had more important things to do than turn up.",
}
FACTS = {
    "nb": "Mor ringte mandag og ba om et møte før jul.",
    "nn": "Mor ringde måndag og bad om eit møte før jul.",
    "en": "Mum rang on Monday and asked for a meeting before Christmas.",
}


def rows() -> list[list[str]]:
    return [
        [file.stem, *line.split("\t")]
        for file in sorted(WRITTEN.glob("*.tsv"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


def test_what_it_learns_from_says_what_is_to_become_of_it() -> None:
    odd = [
        row
        for row in rows()
        if len(row) != 5
        or row[0].split(".")[1] not in LANGUAGES
        or row[1] not in LABELS
        or row[2] not in HOW
        or row[3] not in WAYS.keys() | OTHER
    ]
    assert not odd


@pytest.mark.parametrize("file", [TALK, PROMISES])
def test_it_was_learnt_from_the_sentences_that_lie_here(file: str) -> None:
    written = b"".join(
        each.read_bytes() for folder in (WRITTEN, WRITTEN.parent) for each in sorted(folder.glob("*.tsv"))
    )
    header, _ = parted(shipped_bytes(FOLDER, file))
    assert header.learnt_from == sha256(written).hexdigest()


def test_it_is_small() -> None:
    assert sum(len(shipped_bytes(FOLDER, file)) for file in (TALK, PROMISES)) <= LARGEST


def test_no_sentence_of_a_measure_was_learnt() -> None:
    learnt = {row[-1] for row in rows()}
    for language in LANGUAGES:
        for name, part in (("fires", "fires"), ("quiet", "quiet"), ("heldout", "fires"), ("unseen", "quiet")):
            assert learnt.isdisjoint(flat(table(name, language)[part]))
    blind = [line for file in (HERE / "blind" / "talk").glob("*.tsv") for line in file.read_text("utf-8").splitlines()]
    assert learnt.isdisjoint(line.split("\t")[-1] for line in blind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_hears_what_has_no_bad_word_and_leaves_facts_alone(language: str) -> None:
    (found,) = judge(SOUNDS[language], language)
    assert found.question.endswith("?")
    assert SOUNDS[language][found.start : found.end] == found.signal
    assert judge(FACTS[language], language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_quotations_it_hears_nothing(language: str) -> None:
    assert judge(f"«{SOUNDS[language]}»", language) == ()
    assert judge(f"> {SOUNDS[language]}", language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    ["Hva?", "???", "👨‍👩‍👧 💔", "Они никогда не отвечают.", "إنهم لا يجيبون أبداً", "for x in range(10): print(x)", ""],
)
def test_it_hears_nothing_in_what_is_no_note(text: str, language: str) -> None:
    assert judge(text, language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hundred_thousand_characters_without_a_stop_take_bounded_time(language: str) -> None:
    text = (LONG * (100_000 // len(LONG) + 1))[:100_000]
    begun = time.process_time()
    judge(text, language)
    assert time.process_time() - begun < 5


def test_what_was_heard_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    first = judge(SOUNDS["nb"], "nb")
    monkeypatch.setattr(ear, "heard_by", None)
    monkeypatch.setattr(SentenceWords, "of", None)
    assert judge(SOUNDS["nb"], "nb") == first


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_types_on_has_the_same_said_of_what_stands_there(language: str) -> None:
    before, after = f"{FACTS[language]}\n", f"\n{FACTS[language]}"
    alone = judge(SOUNDS[language], language)
    moved = judge(f"{before}{SOUNDS[language]}{after}", language)
    assert [(each.start - len(before), each.end - len(before), each.signal) for each in moved] == [
        (each.start, each.end, each.signal) for each in alone
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_its_file_the_words_are_heard_alone(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    def missing(folder: str, name: str) -> bytes:
        raise OSError(folder, name)

    monkeypatch.setattr(sense, "shipped_bytes", missing)
    sense.sense.cache_clear()
    ear.sounded.cache_clear()
    try:
        assert judge(SOUNDS[language], language) == judge(SOUNDS[language], language, hear=unheard)
        assert {found.ear for found in judge("Mor er umulig. Mother is impossible.", language)} == {Ear.WORDS}
    finally:
        sense.sense.cache_clear()
        ear.sounded.cache_clear()


def test_a_school_silences_a_way_of_speaking_and_words_its_questions(tmp_path: Path) -> None:
    (found,) = judge(SOUNDS["nb"], "nb")
    assert found.ear is Ear.SENSE
    assert judge(SOUNDS["nb"], "nb", silenced={found.category}) == ()
    (tmp_path / "nb.toml").write_text(f"silence = ['{found.key}']", "utf-8")
    assert judge(SOUNDS["nb"], "nb", lexicon=school_lexicon("nb", tmp_path)) == ()
    asked = {way.question: "Hva nå?" for way in WAYS.values()}
    (tmp_path / "nb.toml").write_text(
        "[questions]\n" + "".join(f"{key} = '{text}'\n" for key, text in asked.items()), "utf-8"
    )
    (reworded,) = judge(SOUNDS["nb"], "nb", lexicon=school_lexicon("nb", tmp_path))
    assert reworded.question == "Hva nå?"


def test_where_a_word_is_silenced_the_whole_of_it_is_left_alone() -> None:
    text = "Mor er umulig, og der sitter vi igjen, selvfølgelig."
    assert judge(text, "nb", silenced={"umulig"}) == ()


@pytest.mark.parametrize(
    ("text", "language", "loud"),
    [
        ("Jeg er utslitt.", "nb", True),
        ("I am worn out and we have a meeting with her at two on Thursday.", "en", None),
        ("Far drikker, sier eleven, og det er meldt videre til rektor mandag.", "nb", False),
    ],
)
def test_somebody_worn_out_and_what_is_private_is_never_passed_over(
    text: str, language: str, loud: bool | None
) -> None:
    found = [each for each in judge(text, language) if each.category in {Category.DESPAIR, Category.PRIVATE}]
    assert found
    assert loud is None or {each.loud for each in found} == {loud}


@pytest.mark.parametrize("text", ["They never answer.", "The parents never answer."])
def test_of_few_words_it_gainsays_nothing(text: str) -> None:
    assert [each.loud for each in judge(text, "en")] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_has_a_question_and_none_is_of_what_only_words_tell(language: str) -> None:
    assert {way.question for way in WAYS.values()} <= lexicon(language).questions.keys()
    assert {way.category for way in WAYS.values()}.isdisjoint({Category.DESPAIR, Category.PRIVATE, Category.PROMISE})
