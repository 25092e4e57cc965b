import hashlib
import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.archive import FolderStore, open_store
from storage.archive.beside import drafts
from storage.domain.errors import Refused
from storage.store import Draft

PLACE = "case/26-001/entry"


@pytest.fixture
def draft(now: datetime) -> Draft:
    return Draft(by="AB", place=PLACE, text="Gråter over", at=now)


def journal(folder: Path) -> Path:
    (path,) = (folder / "drafts").iterdir()
    return path


def grown(draft: Draft, text: str) -> Draft:
    return Draft(by=draft.by, place=draft.place, text=text, at=draft.at)


def test_what_was_typed_last_comes_back_to_who_typed_it(store: FolderStore, again: FolderStore, draft: Draft) -> None:
    store.keep_draft(draft)
    store.keep_draft(grown(draft, "Gråter over leksene 😀"))
    assert again.drafts("AB") == {PLACE: grown(draft, "Gråter over leksene 😀")}
    assert again.drafts("A") == {}


def test_an_empty_text_drops_it(store: FolderStore, draft: Draft, folder: Path) -> None:
    store.keep_draft(draft)
    store.keep_draft(grown(draft, ""))
    assert store.drafts("AB") == {}
    assert list((folder / "drafts").iterdir()) == []
    store.keep_draft(grown(draft, ""))


def test_nobody_else_may_read_it(store: FolderStore, draft: Draft, folder: Path) -> None:
    store.keep_draft(draft)
    assert stat.S_IMODE(journal(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "drafts").stat().st_mode) == 0o700


def test_wherever_it_was_cut_the_last_whole_line_comes_back(store: FolderStore, draft: Draft, folder: Path) -> None:
    texts = ["Én", "Én to", "Én to tre"]
    ends = []
    for text in texts:
        store.keep_draft(grown(draft, text))
        ends.append(journal(folder).stat().st_size)
    whole = journal(folder).read_bytes()
    for cut in range(len(whole) + 1):
        found = drafts.last_in(whole[:cut])
        kept = [
            text for text, end in zip(texts, ends, strict=True) if end <= cut + 1
        ]  # the last byte is the line's end
        assert (found.text if found else None) == (kept[-1] if kept else None)


def test_typing_goes_on_after_a_cut(store: FolderStore, draft: Draft, folder: Path) -> None:
    store.keep_draft(grown(draft, "Én"))
    store.keep_draft(grown(draft, "Én to"))
    os.truncate(journal(folder), journal(folder).stat().st_size - 7)
    assert store.drafts("AB")[PLACE].text == "Én"
    store.keep_draft(grown(draft, "Én to tre"))
    assert store.drafts("AB")[PLACE].text == "Én to tre"


@given(data=st.data())
def test_a_changed_byte_never_gives_a_wrong_text(data: st.DataObject) -> None:
    now = datetime.fromisoformat("2026-09-01T12:00:00+00:00")
    texts = ["Én", "Én to"]
    content = bytearray(b"".join(drafts.line_of(Draft(by="AB", place=PLACE, text=text, at=now)) for text in texts))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    found = drafts.last_in(bytes(content))
    assert found is None or found.text in texts


def test_a_long_journal_starts_over(store: FolderStore, draft: Draft, folder: Path) -> None:
    text = "x" * 60_000
    for number in range(20):
        store.keep_draft(grown(draft, f"{text}{number}"))
    assert journal(folder).stat().st_size < drafts.LONGEST
    assert store.drafts("AB")[PLACE].text == f"{text}19"


def test_half_a_character_is_no_obstacle(store: FolderStore, draft: Draft) -> None:
    store.keep_draft(grown(draft, "Gr\udce5ter"))
    assert store.drafts("AB")[PLACE].text == "Gr�ter"


def test_a_place_may_be_called_anything(store: FolderStore, draft: Draft) -> None:
    odd = Draft(by="../", place="../../etc/passwd\n" * 20, text="x", at=draft.at)
    store.keep_draft(odd)
    assert store.drafts("../") == {odd.place: odd}


def test_a_trap_in_its_place_is_refused(store: FolderStore, draft: Draft, folder: Path) -> None:
    store.keep_draft(draft)
    path = journal(folder)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(Refused, match="not-a-file"):
        store.keep_draft(draft)
    assert store.drafts("AB") == {}


def test_two_sessions_at_one_place_write_over_nothing(store: FolderStore, again: FolderStore, draft: Draft) -> None:
    store.keep_draft(grown(draft, "Det første"))
    again.keep_draft(grown(draft, "Det andre"))
    store.keep_draft(grown(draft, "Det første, videre"))
    assert store.drafts("AB")[PLACE].text == "Det første, videre"
    assert again.drafts("AB")[PLACE].text == "Det andre"


def test_all_that_sessions_left_is_offered_one_after_the_other(
    store: FolderStore, again: FolderStore, draft: Draft, folder: Path
) -> None:
    store.keep_draft(grown(draft, "Det første"))
    again.keep_draft(Draft(by="AB", place=PLACE, text="Det andre", at=draft.at + timedelta(minutes=1)))
    later = open_store(folder, session="later")
    for text in ("Det andre", "Det første"):
        assert later.drafts("AB")[PLACE].text == text
        later.keep_draft(grown(draft, f"{text}, videre"))
        later.keep_draft(grown(draft, ""))
    assert later.drafts("AB") == {}
    assert list((folder / "drafts").iterdir()) == []


def test_what_goes_on_growing_elsewhere_is_not_dropped_with_what_was_made_of_it(
    store: FolderStore, again: FolderStore, draft: Draft
) -> None:
    store.keep_draft(grown(draft, "Det første"))
    assert again.drafts("AB")[PLACE].text == "Det første"
    store.keep_draft(grown(draft, "Det første, videre"))
    again.keep_draft(grown(draft, ""))
    assert store.drafts("AB")[PLACE].text == "Det første, videre"


def test_a_text_that_was_never_offered_stands_when_another_is_dropped(
    store: FolderStore, again: FolderStore, draft: Draft
) -> None:
    store.keep_draft(grown(draft, "På skjermen"))
    again.keep_draft(grown(draft, "Fra kommandoen"))
    again.keep_draft(grown(draft, ""))
    assert store.drafts("AB")[PLACE].text == "På skjermen"


def test_who_is_typing_just_now_is_left_in_peace(store: FolderStore, again: FolderStore, draft: Draft) -> None:
    store.keep_draft(grown(draft, "Det første"))
    assert again.drafts("AB", lambda session, _: session == "one") == {}
    assert store.drafts("AB", lambda session, _: session == "one")[PLACE].text == "Det første"
    assert again.drafts("AB", lambda session, _: session == "gone")[PLACE].text == "Det første"


def test_a_journal_of_an_older_program_is_offered_and_goes_with_its_text(
    store: FolderStore, draft: Draft, folder: Path
) -> None:
    (folder / "drafts").mkdir(mode=0o700)
    content = msgspec.json.encode(draft)
    seal = hashlib.sha256(content).hexdigest()[: drafts.SEAL].encode()
    digest = hashlib.sha256(f"AB\0{PLACE}".encode()).hexdigest()[:16]
    old = folder / "drafts" / f"AB.case_26-001_entry.{digest}.jsonl"
    old.write_bytes(seal + b" " + content + b"\n")
    assert store.drafts("AB") == {PLACE: draft}
    store.keep_draft(grown(draft, "Gråter over leksene"))
    assert not old.exists()
    assert store.drafts("AB")[PLACE].text == "Gråter over leksene"


def test_another_system_users_texts_are_not_offered_under_the_same_alias(
    store: FolderStore, again: FolderStore, draft: Draft, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep_draft(draft)
    monkeypatch.setattr(drafts, "user_name", lambda _: "another")
    other = open_store(folder, session="one")
    assert other.drafts("AB") == {}
    other.keep_draft(grown(draft, "Noe annet"))
    assert again.drafts("AB") == {PLACE: draft}


def test_what_was_saved_in_an_editor_that_nobody_came_back_from_is_offered(
    store: FolderStore, draft: Draft, folder: Path
) -> None:
    file = store.edit_draft(grown(draft, ""))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    later = open_store(folder, session="later")
    assert later.drafts("AB") == {}
    file.write_text("Lagret med :w\n")
    assert later.drafts("AB")[PLACE].text == "Lagret med :w"
    later.keep_draft(grown(draft, "Lagret med :w, videre"))
    assert not file.exists()
    assert open_store(folder, session="last").drafts("AB")[PLACE].text == "Lagret med :w, videre"


def test_a_text_in_an_editor_goes_with_what_it_became(store: FolderStore, draft: Draft, folder: Path) -> None:
    store.edit_draft(draft)
    store.keep_draft(grown(draft, ""))
    assert list((folder / "drafts").iterdir()) == []


def test_an_identity_number_stands_in_no_editors_file_either(store: FolderStore, draft: Draft, folder: Path) -> None:
    store.edit_draft(draft).write_text("f. 02013299999")
    with pytest.raises(Refused, match="identity-number"):
        store.keep_draft(grown(draft, "01010012356"))
    assert list((folder / "drafts").iterdir()) == []


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_what_others_lay_beside_a_journal_hides_nothing(
    store: FolderStore, draft: Draft, folder: Path, kind: str
) -> None:
    store.keep_draft(draft)
    beside = journal(folder).with_suffix(".md")
    beside.symlink_to("/etc/hostname") if kind == "link" else beside.mkdir()
    assert open_store(folder, session="later").drafts("AB") == {PLACE: draft}
    store.keep_draft(grown(draft, "Gråter over leksene"))
    assert store.drafts("AB")[PLACE].text == "Gråter over leksene"
