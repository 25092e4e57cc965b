"""The shipped lexicon, and a school's own folder laid over it."""

from pathlib import Path

import pytest

from storage.school import BrokenFile
from storage.steering.lexicon import Lexicon, lexicon, school_lexicon
from storage.steering.talk.ear import ALWAYS_FITS, WAYS
from tests.steering.sentences import LANGUAGES
from tests.steering.sentences import judged_by_words as judge

FEWEST = 120
NEW = """
[signals.sour-faces]
category = 'sigh'
patterns = ['sure miner ; lange fjes']
question = 'Hva skjedde rett før?'
"""


def school(folder: Path, text: str | bytes, name: str = "nb.toml") -> Lexicon:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return school_lexicon("nb", folder)


def faults(folder: Path, text: str | bytes) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in school(folder, text).broken]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_signal_is_whole_and_can_be_read(language: str) -> None:
    signals = lexicon(language).signals
    assert len(signals) >= FEWEST
    for signal in signals.values():
        assert signal.question.endswith("?")
        assert all(pattern.parts for pattern in (*signal.patterns, *signal.unless))


def test_the_languages_hold_the_same_questions() -> None:
    assert len({frozenset(lexicon(language).questions) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_put_by_some_signal(language: str) -> None:
    asked = {signal.question for signal in lexicon(language).signals.values()}
    asked |= {lexicon(language).questions[key] for key in (ALWAYS_FITS, *(way.question for way in WAYS.values()))}
    assert set(lexicon(language).questions.values()) <= asked


def test_an_unknown_language_gets_bokmal() -> None:
    assert lexicon("fi").language == "nb"


def test_a_school_without_files_has_the_shipped_lexicon(tmp_path: Path) -> None:
    (tmp_path / "nn.toml").write_text(NEW)
    assert school_lexicon("nb", tmp_path) is lexicon("nb")
    assert school_lexicon("nb", tmp_path / "missing-key") is lexicon("nb")


def test_a_school_adds_a_signal(tmp_path: Path) -> None:
    ours = school(tmp_path, NEW)
    (found,) = judge("Det ble bare lange fjes på møtet.", "nb", lexicon=ours)
    assert (found.signal, found.question) == ("lange fjes", "Hva skjedde rett før?")
    assert not judge("Det ble bare lange fjes på møtet.", "nb")


def test_a_school_changes_a_question_and_keeps_the_rest(tmp_path: Path) -> None:
    ours = school(tmp_path, "[questions]\nours = 'Hva nå?'\n[signals.does-not-care]\nquestion = 'ours'\n")
    assert ours.signals["does-not-care"].question == "Hva nå?"
    assert judge("Foreldrene bryr seg ikke.", "nb", lexicon=ours)[0].question == "Hva nå?"


def test_a_school_words_a_shipped_question_its_own_way(tmp_path: Path) -> None:
    ours = school(tmp_path, "[questions]\nwant-for-child = 'Hva håper de på?'\n")
    assert judge("Mor er vanskelig.", "nb", lexicon=ours)[0].question == "Hva håper de på?"


def test_a_school_silences_a_signal(tmp_path: Path) -> None:
    assert not judge("Foreldrene bryr seg ikke.", "nb", lexicon=school(tmp_path, "silence = ['does-not-care']"))


def test_several_files_are_laid_over_in_order(tmp_path: Path) -> None:
    school(tmp_path, NEW)
    ours = school(tmp_path, "[signals.sour-faces]\nquestion = 'Og så?'\n", "nb-more.toml")
    assert ours.signals["sour-faces"].question == "Og så?"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[signals.x\n", (1, "not-toml")),
        ("\n\na = \n", (3, "not-toml")),
        ("a = 'åpen", (1, "not-toml")),
        (b"a = 1\n\xff", (2, "not-utf8")),
        ("silence = 3\n", (1, "wrong-value")),
        ("\n[other]\n", (2, "unknown-key")),
        ("[signals.huff]\ncategory = 'sukk'\n", (2, "wrong-value")),
        ("[signals.huff]\nwords = 'x'\n", (2, "unknown-key")),
        ("\n[signals.new]\npatterns = 'abc'\nquestion = 'Hva?'\n", (2, "missing-key")),
        ("[signals.huff]\npatterns = '''\nab\n~2 cd\n'''\n", (4, "pattern-edge")),
        ("[signals.huff]\nunless = 'ab* c'\n[signals.typical]\n", (2, "pattern-stem")),
        ("[signals.'huff']\nneeds = '@nobody'\n", (2, "pattern-class")),
        ('\n[signals.huff]\npatterns = "\\u0061b* c"\n', (2, "pattern-stem")),
        ('\n[signals.huff]\npatterns = "\\u0061b* c"\n[signals.typical]\n', (2, "pattern-stem")),
        ("a = " + "[" * 5000, (1, "not-toml")),
    ],
)
def test_what_is_broken_is_named_with_its_line(tmp_path: Path, text: str | bytes, found: tuple[int, str]) -> None:
    assert faults(tmp_path, text) == [found]


def test_a_broken_signal_takes_nothing_else_with_it(tmp_path: Path) -> None:
    ours = school(tmp_path, NEW + "\n[signals.typical]\npatterns = 'a ~9 b'\n")
    assert [type(each) for each in ours.broken] == [BrokenFile]
    assert judge("lange fjes", "nb", lexicon=ours)
    assert judge("Typisk mor.", "nb", lexicon=ours)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "nb.toml").mkdir()
    (broken,) = school_lexicon("nb", tmp_path).broken
    assert (broken.file, broken.code) == (tmp_path / "nb.toml", "not-readable")
