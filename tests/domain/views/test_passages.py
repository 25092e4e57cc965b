"""Everything that people see written can be found."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from storage.domain.case.case import Case
from storage.domain.people import Team
from storage.domain.record import Record
from storage.domain.views.book import Book, Finder, passages
from tests.tui.memory_store import MemoryStore
from tui.presentation.search import KINDS

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOT_WRITTEN = frozenset(
    {
        # identities, and what points at them
        "id", "code", "key", "card", "ref", "case", "idea", "practice", "meeting", "template", "form", "phase", "area",
        "evidence", "sources", "waiting", "law", "source",
        # aliases of members, and numbers from the team's own list
        "owner", "by", "buddy", "present", "roles", "next_roles", "pupil",
        # what the program keeps
        "before", "script", "visits", "handed", "readings", "milestones",
    }
)  # fmt: skip
"""Fields whose texts nobody wrote to be read."""
KNOWN = {"code": "26-001", "case": "26-001", "ref": ""}
"""What must look like what it is; a decision with a reference tells what that record tells."""
NOT_FOUND = frozenset({
    *("Team", "Meeting.title", "Case.first_code"),
    *("ExperienceCard.counts.seal", "ExperienceCard.travels_as"),
})  # fmt: skip
"""What a team is called stands above everything; what a meeting is called is its form's name; a code or a seal is no
text."""


def kinds() -> Iterator[type[Record]]:
    pending = [Record]
    while pending:
        for kind in pending.pop().__subclasses__():
            pending.append(kind)
            if kind.__module__.startswith("storage."):
                yield kind


class Filler:
    """Fills a struct's every written text with a word of its own."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def filled(self, kind: type[msgspec.Struct], path: str) -> Any:
        hints = get_type_hints(kind)
        fields = [each for each in msgspec.structs.fields(kind) if each.name not in {"before", "rev"}]
        return kind(**{each.name: self.value(hints[each.name], each.name, f"{path}.{each.name}") for each in fields})

    def value(self, hint: Any, name: str, path: str) -> Any:
        if hint is str:
            return self.text(name, path)
        for plain, value in ((int, 1), (float, 1.0), (bool, True), (date, DAY), (datetime, NOW)):
            if hint is plain:
                return value
        if isinstance(hint, type) and issubclass(hint, Enum):
            return next(iter(hint))
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            return self.filled(hint, path)
        return self.of_several(hint, name, path)

    def of_several(self, hint: Any, name: str, path: str) -> Any:
        if get_origin(hint) is tuple:
            return () if name in NOT_WRITTEN else (self.value(get_args(hint)[0], name, path),)
        if get_origin(hint) is dict:
            return {}
        first = next((each for each in get_args(hint) if each is not type(None)), None)
        return None if first is None or name in NOT_WRITTEN else self.value(first, name, path)

    def text(self, name: str, path: str) -> str:
        if name in NOT_WRITTEN:
            return KNOWN.get(name, "nobody")
        word = f"word{len(self.words)}x"
        self.words[path] = word
        return word


def book_with(record: Record) -> Book:
    team = record if isinstance(record, Team) else Team(id="t", name="Team")
    return MemoryStore(team, *(() if record is team else (record,)), today=DAY).book()


@pytest.mark.parametrize("kind", sorted(kinds(), key=str), ids=str)
def test_every_text_of_every_kind_of_record_is_found(kind: type[Record]) -> None:
    filler = Filler()
    record = filler.filled(kind, kind.__name__)
    index = Finder().index(book_with(record), {})
    expected = {
        path: word for path, word in filler.words.items() if path not in NOT_FOUND and kind.__name__ not in NOT_FOUND
    }
    missing = [path for path, word in expected.items() if not index.find(word).passages]
    assert not missing
    assert expected or kind is Team


@pytest.mark.parametrize("kind", sorted(kinds(), key=str), ids=str)
def test_every_text_that_is_found_is_told_what_it_is(kind: type[Record]) -> None:
    record = Filler().filled(kind, kind.__name__)
    assert {each.kind for each in passages(book_with(record), {})} <= set(KINDS)


def test_a_theme_is_found_by_what_it_is_called_in_every_language() -> None:
    case = Case(id="c", code="26-001", title="Title", opened=DAY, themes=("phones",))
    index = Finder().index(book_with(case), {"phones": "mobil og nett · phones and the net"})
    for typed in ("mobil og nett", "mobilen", "the net"):
        assert [(each.code, each.kind) for each in index.find(typed).passages] == [("26-001", "theme")]


def test_a_bare_case_has_no_more_than_its_title_to_find() -> None:
    case = Case(id="c", code="26-001", title="Title", opened=DAY)
    assert [(each.kind, each.text) for each in passages(book_with(case), {})] == [("case", "26-001 Title")]


def test_the_index_is_made_once_for_a_book() -> None:
    finder, book = Finder(), book_with(Case(id="c", code="26-001", title="Title", opened=DAY))
    assert finder.index(book, {}) is finder.index(book, {})
    assert finder.index(book_with(Case(id="d", code="26-002", title="Other", opened=DAY)), {}).find("other").passages
