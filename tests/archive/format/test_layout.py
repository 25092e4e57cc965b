import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.archive.format.layout import SCHEMA, Header, MisshapenError, Sealed, Trace, composed, parsed

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ['":{', "}", "\\", '\\":', "\n"]
)
records = st.dictionaries(names, st.integers() | names, max_size=2).map(lambda plain: json.dumps(plain).encode())
tables = names.filter(lambda name: name != "_file")  # that is the header's own
files = st.dictionaries(tables, st.dictionaries(names, records, max_size=3), max_size=3)
LAST = Sealed(Trace(change="c1", at="2026-09-01T12:00:00+00:00", by="AB", records=(("case", "c", "made"),)), "seal")


def text_of(lines: dict[str, dict[str, bytes]], generation: int = 1) -> bytes:
    return b"".join(composed(lines, Header(schema=SCHEMA, generation=generation, last=LAST)))


@given(lines=files, generation=st.integers(0, 2**40))
def test_what_is_composed_is_parsed(lines: dict[str, dict[str, bytes]], generation: int) -> None:
    header, back = parsed(text_of(lines, generation))
    assert back == lines
    assert (header.generation, header.last) == (generation, LAST)


@given(lines=files)
def test_it_is_json(lines: dict[str, dict[str, bytes]]) -> None:
    plain = json.loads(text_of(lines))
    assert plain.pop("_file")["schema"] == SCHEMA
    assert plain == {name: {key: json.loads(line) for key, line in table.items()} for name, table in lines.items()}


def test_a_record_has_a_line_of_its_own() -> None:
    lines = {"cases": {"a": b'{"id":"a"}', "b": b'{"id":"b"}'}, "meetings": {}}
    assert text_of(lines).split(b"\n")[1:] == [
        b'"cases":{',
        b'"a":{"id":"a"},',
        b'"b":{"id":"b"}',
        b"},",
        b'"meetings":{',
        b"}}",
        b"",
    ]


@given(lines=files, data=st.data())
def test_no_byte_can_change_unseen(lines: dict[str, dict[str, bytes]], data: st.DataObject) -> None:
    content = bytearray(text_of(lines))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(MisshapenError):
        parsed(bytes(content))


@given(lines=files, data=st.data())
def test_no_cut_goes_unseen(lines: dict[str, dict[str, bytes]], data: st.DataObject) -> None:
    content = text_of(lines)
    with pytest.raises(MisshapenError):
        parsed(content[: data.draw(st.integers(0, len(content) - 1))])
