import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from storage.archive import FolderStore, open_store
from storage.archive.format import damage
from storage.archive.format.layout import SCHEMA, Header, composed
from storage.domain.case.agreement import Agreement
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.store import Change


@pytest.fixture
def year(store: FolderStore, case: Case, agreement: Agreement, now: datetime, folder: Path) -> Path:
    """A year's file with a case and an agreement."""
    store.save(Change(None, case), Change(None, agreement), by="AB", at=now)
    return folder / "2026-27.json"


def refusal(folder: Path) -> Refused:
    """Return what opening says, or why it is only for reading."""
    try:
        why = open_store(folder, session="later").book().read_only
    except Refused as refused:
        return refused
    assert why is not None
    return why


def edited(path: Path, change: dict[str, Any]) -> bytes:
    plain = json.loads(path.read_bytes())
    plain["cases"]["the-case"].update(change)
    return json.dumps(plain, indent=2, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("spoil", "reason", "place"),
    [
        (lambda _: b"", "empty", ""),
        (lambda _: b" \n", "empty", ""),
        (lambda content: content[: content.index(b"\n") + 4], "cut", "line 2"),
        (lambda content: content[:-3], "cut", "line 10"),
        (lambda content: content + b"\0" * 512, "nul-bytes", "line 11"),
        (lambda _: b"\0" * 512, "nul-bytes", "line 1"),
        (lambda content: b"\xef\xbb\xbf" + content, "byte-order-mark", ""),
        (lambda content: content.decode().encode("utf-16"), "wrong-encoding", ""),
        (lambda content: content.decode().replace("Lekse", "Lækse").encode("latin-1"), "wrong-encoding", "line 6"),
        (lambda content: b"<<<<<<< HEAD\n" + content, "merge-markers", "line 1"),
        (
            lambda content: content.replace(b'"cases"', b"=======\n>>>>>>> theirs\n" + b'"cases"'),
            "merge-markers",
            "line 3",
        ),
        (lambda _: b"[]", "not-ours", ""),
        (lambda _: b"{}", "not-ours", ""),
        (lambda _: b'{"cases":{}}', "not-ours", ""),
        (lambda _: b'{"_file":3,"cases":{}}', "not-ours", "$._file"),
        (lambda _: b'{"_file":{"schema":0},"cases":{}}', "not-ours", "$._file.schema"),
        (lambda _: b"PK\x03\x04", "not-ours", ""),
        (lambda content: content.replace(b'{"id"', b'{"id":"x","id"'), "same-key-twice", "id"),
        (lambda content: content.replace(b'"title":', b'"n":NaN,"title":'), "not-a-number", "NaN"),
        (lambda content: content.replace(b'"title":', b'"n":' + b"9" * 5000 + b',"title":'), "number-too-long", ""),
        (lambda content: content.replace(b'"title":', b'"n":' + b"[" * 60 + b"]" * 60 + b',"title":'), "too-deep", ""),
        (lambda content: content.replace(b'"title":', b'"n":' + b"[" * 99_999 + b',"title":'), "too-deep", ""),
        (lambda content: content.replace(b'"title":', b'"titel":'), "does-not-fit", "$.cases.the-case"),
        (lambda content: content.replace(b'"2026-09-04"', b"4"), "does-not-fit", "$.agreements.agreement.due"),
        (lambda content: content.replace(b'{"id":"the-case"', b'{"id":"b"'), "does-not-fit", "$.cases.the-case.id"),
        (lambda _: b'{"_file":{"schema":1},"cases":[]}', "does-not-fit", "$.cases"),
        (lambda _: b'{"_file":{"schema":1},"cases":{"a":1}}', "does-not-fit", "$.cases.a"),
    ],
)
def test_damage_is_refused_with_its_reason_and_place(
    year: Path, spoil: Any, reason: str, place: str, folder: Path
) -> None:
    spoilt = spoil(year.read_bytes())
    year.write_bytes(spoilt)
    why = refusal(folder)
    assert (why.code, why.params["file"]) == ("damaged-file", year.name)
    assert (why.params["reason"], why.params["place"]) == (reason, place)
    assert year.read_bytes() == spoilt


def test_two_halves_of_different_files_are_damage(year: Path, folder: Path) -> None:
    team = (folder / "team.json").read_bytes()
    year.write_bytes(year.read_bytes()[:300] + team[300:])
    assert refusal(folder).code == "damaged-file"


def test_another_file_of_ours_in_its_place_is_no_team(year: Path, folder: Path) -> None:
    (folder / "team.json").write_bytes(year.read_bytes())
    why = refusal(folder)
    assert (why.code, why.params["place"]) == ("damaged-file", "$.team")


def test_an_enormous_file_is_not_even_read(year: Path, folder: Path) -> None:
    os.truncate(year, 100 * 1024 * 1024)
    assert refusal(folder).params["reason"] == "too-big"


def test_an_honest_correction_is_shown_but_not_written_over(
    year: Path, folder: Path, store: FolderStore, now: datetime
) -> None:
    year.write_bytes(edited(year, {"title": "Rettet"}))
    book = open_store(folder, session="later").book()
    assert book.read_only is not None
    assert (book.read_only.code, book.read_only.params) == ("changed-outside", {"file": year.name})
    assert book.cases[0].title == "Rettet"
    with pytest.raises(Refused, match="changed-outside"):
        store.save(Change(book.cases[0], book.cases[0].but(title="Ny")), by="AB", at=now)


def test_half_a_character_in_a_correction_becomes_a_mark(year: Path, folder: Path) -> None:
    year.write_bytes(edited(year, {"title": "SURROGATE"}).replace(b"SURROGATE", b"a\\ud800b"))
    assert open_store(folder, session="later").book().cases[0].title == "a�b"


def test_a_newer_schema_is_read_and_left_alone(year: Path, folder: Path, now: datetime) -> None:
    newer = year.read_bytes().replace(b'"schema":%d' % SCHEMA, b'"schema":%d' % (SCHEMA + 1))
    year.write_bytes(newer)
    store = open_store(folder, session="later")
    book = store.book()
    assert book.read_only is not None
    assert (book.read_only.code, book.read_only.params["schema"]) == ("newer-schema", SCHEMA + 1)
    with pytest.raises(Refused, match="newer-schema"):
        store.save(Change(book.cases[0], book.cases[0].but(title="Ny")), by="AB", at=now)
    assert year.read_bytes() == newer


def test_a_newer_schema_beyond_us_says_so(year: Path, folder: Path) -> None:
    content = composed({"cases": {"c": b'{"id":"c","nothing":"we know"}'}}, Header(schema=SCHEMA + 1, generation=9))
    year.write_bytes(b"".join(content))
    assert refusal(folder).code == "newer-schema"


def test_an_older_copy_put_back_is_noticed(
    year: Path, store: FolderStore, folder: Path, now: datetime, case: Case
) -> None:
    older = year.read_bytes()
    store.save(Change(None, case.but(id="later")), by="AB", at=now)
    replacement = folder / "copy"
    replacement.write_bytes(older)
    replacement.replace(year)
    for session in (store, open_store(folder, session="later")):
        why = session.book().read_only
        assert why is not None
        assert (why.code, why.params["generation"], why.params["newest"]) == ("older-copy", 1, 2)
    assert len(list((folder / "backups").glob("2026-27.00000002.json"))) == 1


def test_a_year_that_vanished_is_missed(year: Path, store: FolderStore, folder: Path) -> None:
    year.unlink()
    assert refusal(folder).code == "file-missing"
    assert store.book().read_only is not None


def test_a_team_that_vanished_is_no_new_team(store: FolderStore, folder: Path, now: datetime) -> None:
    (folder / "team.json").unlink()
    assert refusal(folder).code == "team-file-gone"
    with pytest.raises(Refused, match="file-missing"):
        store.save(Change(store.book().team, store.book().team.but(name="Ny")), by="AB", at=now)


def test_what_is_wrong_is_found_fast_in_a_big_file() -> None:
    deep = b'{"_file":{"schema":1},"cases":' + b"[" * 1_000_000
    with pytest.raises(Refused) as raised:
        damage.examined("2026-27.json", deep)
    assert raised.value.params["reason"] == "too-deep"
