"""What one read of the terminal brings: typing stays keys, what was pasted without brackets is a paste."""

from collections.abc import Sequence

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseEvent, Paste
from textual.message import Message

from tui.terminal.packets import GOES_ON, Packet, PacketReading


def read(*reads: str, apart: float = 1.0) -> list[Message]:
    """Return what several reads bring, so many seconds apart."""
    parser, reading = XTermParser(), PacketReading()
    return [
        told for number, text in enumerate(reads) for told in reading.told(list(parser.feed(text)), 10 + number * apart)
    ]


def named(events: Sequence[Message]) -> list[str]:
    return [event.key if isinstance(event, Key) else type(event).__name__ for event in events]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a", ["a"]),
        ("\r", ["enter"]),
        ("\r\r", ["enter", "enter"]),
        ("3\r", ["3", "enter"]),
        ("jj", ["j", "j"]),
        ("nnnnnn", ["n"] * 6),
        ("+++\r", ["plus", "plus", "plus", "enter"]),
        ("7.12", ["7", "full_stop", "1", "2"]),
        ("\x1b[B\r\x1b[B\r", ["down", "enter", "down", "enter"]),
        ("dag\x7f\rx", ["d", "a", "g", "backspace", "enter", "x"]),
        ("\t\t", ["tab", "tab"]),
        ("\rq", ["enter", "q"]),
        ("\rwhat it does", ["enter", "Packet"]),
        ("\rwhat it does\r", ["enter", "Packet"]),
        ("\rtwo\rlines", ["enter", "Paste"]),
    ],
)
def test_keys_stay_keys(text: str, keys: list[str]) -> None:
    assert named(read(text)) == keys


@pytest.mark.parametrize("text", ["Ringe", "Ett bilde i uka", "Ringte hjem\r", "Møte æøå\t"])
def test_letters_of_one_read_stay_together(text: str) -> None:
    (packet,) = read(text)
    assert isinstance(packet, Packet)
    assert packet.text == text.replace("\r", "\n").replace("\t", " ")


@pytest.mark.parametrize("text", ["Raa lim\rinn her\r", "a\rb", "q\r1\r", "One\nTwo", "A\tB\rC\tD\r"])
def test_enter_followed_by_more_was_pasted(text: str) -> None:
    (pasted,) = read(text)
    assert isinstance(pasted, Paste)
    assert pasted.text == text.replace("\r", "\n").replace("\t", " ")


def test_a_long_paste_goes_on_in_the_next_read_and_ends_with_it() -> None:
    first, rest = read("First line\rsec", "ond\r", apart=GOES_ON / 2)
    assert isinstance(first, Paste)
    assert isinstance(rest, Paste)
    assert rest.text == "ond\n"
    assert named(read("First line\rsecond", "q", apart=GOES_ON * 2)) == ["Paste", "q"]


def test_what_is_no_key_comes_where_it_came() -> None:
    events = read("\x1b[<0;5;1M\x1b[<0;5;1mone\rtwo")
    assert [isinstance(event, MouseEvent) for event in events] == [True, True, False]
    assert isinstance(events[-1], Paste)
    assert named(read("\x1b[200~one\ntwo\x1b[201~")) == ["Paste"]
