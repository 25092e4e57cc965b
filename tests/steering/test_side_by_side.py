"""One language read out of a file in which every language stands side by side."""

import pytest

from storage.steering import concepts
from storage.steering.concepts import NotConceptsError, concepts_in
from storage.steering.shipped import LANGUAGES, shipped

WRITTEN = """# what this is

[words.child]
nb = 'hun han'
en = "he's she"

[concepts.hit]
level = 'sure'
act = true
nb = '''
slår ~1 @child ;
slo
'''
en = '''
hit ~1 @child ; 'll hit
'''
"""


def written(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(concepts, "shipped_text", lambda _folder, _name: text)


def test_it_reads_the_shipped_file_as_a_toml_reader_does() -> None:
    assert concepts_in("concepts", "gate") == shipped("concepts", "gate")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_other_languages_are_left_out(language: str) -> None:
    whole = shipped("concepts", "gate")
    others = set(LANGUAGES) - {language}
    kept = {
        part: {name: {key: said for key, said in entry.items() if key not in others} for name, entry in entries.items()}
        for part, entries in whole.items()
    }
    assert concepts_in("concepts", "gate", language) == kept


def test_every_kind_of_line_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    written(monkeypatch, WRITTEN)
    assert concepts_in("concepts", "gate", "en") == {
        "words": {"child": {"en": "he's she"}},
        "concepts": {"hit": {"level": "sure", "act": True, "en": "hit ~1 @child ; 'll hit\n"}},
    }


@pytest.mark.parametrize("line", ["level = 3", 'nb = "a\\u00e5"', "nb = 'open", "nonsense"])
def test_a_line_that_no_such_file_has_is_an_error(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written(monkeypatch, f"[concepts.hit]\n{line}\n")
    with pytest.raises(NotConceptsError, match=line[:3]):
        concepts_in("concepts", "gate", "nb")
