"""What people's text may hold: letters, signs, line breaks and tabs, and no Norwegian identity number."""

import codecs
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import AnyStr, cast

import msgspec

from storage.domain.errors import Refused


class _Uncompiled:
    """A pattern that nobody has used yet."""

    def __init__(self, compiled: Callable[[], object]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> object:
        value: object = getattr(self._compiled(), name)
        setattr(self, name, value)  # from now on it is as quick as the pattern's own
        return value


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that is compiled when it is first used: a start uses few of all there are."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(lambda: re.compile(text, flags)))


LONGEST_TEXT = 64 * 1024
"""Characters in one text."""
LONGEST_LINE = 10 * 1024
"""Characters without a line break: a screen would be slow to break a longer one."""
FEW = 8
"""Of so many signs one may be an empty byte: where more are, each letter has one, and nobody said in which code."""
AS_WINDOWS = "as-windows"
MARK = "\N{REPLACEMENT CHARACTER}"
"""Stands where something was taken out."""
ESCAPE_SEQUENCE = pattern(
    r"""
      (?: \x1b\[ | \x9b ) [0-?]* [\ -/]* [@-~]?                                           # CSI
    | (?: \x1b[\]PX^_] | [\x9d\x90\x98\x9e\x9f] ) [^\x07\x1b\x9c\n]* (?: \x07 | \x1b\\ | \x9c )?  # OSC, DCS and kin
    | \x1b [\ -/]* [0-~]?                                                               # all other escapes
    """,
    re.VERBOSE,
)
UNWANTED_SIGNS = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f\ud800-\udfff]"
)
UNWANTED = pattern(UNWANTED_SIGNS)
BEFORE_STOP = pattern(r"(?P<value>\{(?P<name>\w+)\})\.(?![\w.])")
"""A parameter at the end of a sentence."""
LONE = pattern("[\ud800-\udfff]")
"""What stands for bytes that are no letters, in the name of a file or on a command line."""
LONE_BYTES = range(0xDC80, 0xDD00)
DASHES = str.maketrans(dict.fromkeys("\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))


def nearest(typed: str, known: Iterable[str]) -> str:
    """Return the name that is most like what was typed; empty where none is like it."""
    return next(iter(difflib.get_close_matches(typed, tuple(known), 1)), "")


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence with its {parameters} filled in; one full stop where a value such as `4. des.` ends it."""
    return with_one_stop(sentence, values).format(**values)


def with_one_stop(sentence: str, values: Mapping[str, object]) -> str:
    """Return a sentence without its full stops behind parameters whose values end in one."""
    return BEFORE_STOP.sub(lambda found: _stopped(found, values), sentence) if "}." in sentence else sentence


def _stopped(found: re.Match[str], values: Mapping[str, object]) -> str:
    return found["value"] if str(values.get(found["name"], "")).endswith(".") else found[0]


def capitalised(text: str) -> str:
    """Return a text that begins as a sentence does."""
    return text[:1].upper() + text[1:]


def spelled(name: str) -> str:
    """Return a file's name as it can stand in a line: what is no letter or sign is spelled, as are bytes that are none.

    Whoever may lay a file somewhere chooses its name: it must not look like a line of ours, nor hide a part of itself.
    """
    return name if name.isprintable() else "".join(each if each.isprintable() else _spelling(each) for each in name)


def _spelling(sign: str) -> str:
    byte = ord(sign) - LONE_BYTES.start
    return f"\\x{byte + 0x80:02x}" if ord(sign) in LONE_BYTES else sign.encode("unicode_escape").decode()


def with_plain_dashes(text: str) -> str:
    """Return text in which every dash is the one on the keyboard; writing programs put others in its place."""
    return text.translate(DASHES)


def cleaned(text: str) -> str:
    """Return text without escape sequences, control characters, direction tricks and broken characters, in NFC.

    What was taken out is shown as a mark. A joiner inside an emoji stays.
    """
    if text.isprintable():  # which none of them is
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = UNWANTED.sub(MARK, ESCAPE_SEQUENCE.sub(MARK, text))
    return unicodedata.normalize("NFC", text)


def checked_text(text: str) -> str:
    """Return cleaned text that may be kept; raises `long-text` or `long-line`."""
    if len(text) > LONGEST_TEXT:
        raise Refused("long-text", longest=LONGEST_TEXT)
    if len(text) > LONGEST_LINE and max(map(len, text.splitlines())) > LONGEST_LINE:
        raise Refused("long-line", longest=LONGEST_LINE)
    return cleaned(text)


def decoded(raw: bytes) -> tuple[str, bool]:
    """Return what bytes say, and whether some are not UTF-8 but what Windows programs of the west write.

    A file that Windows calls Unicode, and that says so at its beginning, is read as such. Raises `not-text` for what is
    none of these: no letter is ever guessed away in silence.
    """
    text, of_windows = _read(raw)
    if text.count("\0") * FEW > len(text):
        raise Refused("not-text")
    return text, of_windows


def _read(raw: bytes) -> tuple[str, bool]:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        with suppress(UnicodeDecodeError):
            return raw.decode("utf-16"), False
        raise Refused("not-text")
    with suppress(UnicodeDecodeError):
        return raw.decode("utf-8-sig"), False
    try:
        return raw.decode("utf-8-sig", AS_WINDOWS), True
    except UnicodeDecodeError:
        raise Refused("not-text") from None


def _as_windows(fault: UnicodeError) -> tuple[str, int]:
    """Return the letters that bytes stand for in Windows' own code: a file may hold both where it was put together."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return fault.object[fault.start : fault.end].decode("cp1252"), fault.end


codecs.register_error(AS_WINDOWS, _as_windows)


_APART = "[ .\\-–\u00a0\u2009\u202f]{0,2}"
_ELEVEN = pattern(rf"(?<!\d)(?=(\d(?:{_APART}\d){{10}})(?!\d))")
_SIGNS = r"[\s./,:;_()*|–—-]{0,4}"
_PARTED = pattern(rf"(?<!\d)(?=(\d{{2}}{_SIGNS}\d{{2}}{_SIGNS}\d{{2}}{_SIGNS}\d{{3}}{_SIGNS}\d{{2}})(?!\d))")
"""Parted as a date and a number are, by other signs too; only with control digits that fit, since lists look so too."""
_DATE_AND_TIME = pattern(r"\d{1,2}\.\d{1,2}\.\d{4} \d{1,2}\.\d{2}")
_FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_FIRST_REMAINDERS = frozenset({0, 1, 2, 3})
"""0 by today's rule; 1, 2 and 3 as well from 2032 (Skatteetaten, the new identity number)."""
_D_NUMBER = 40
_MONTH_OFFSETS = (0, 40, 65, 80)
"""Ordinary, H-numbers and one test series, another test series, Skatteetaten's synthetic people."""
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MODULUS = 11


class Eleven(msgspec.Struct, frozen=True):
    """Eleven digits that begin with a plausible date."""

    start: int
    end: int
    checks: bool
    """The control digits fit: it is an identity number."""


def typed_number(typed: str) -> int | None:
    """Return the whole number that was typed; None for anything else, and for more digits than anybody means."""
    return int(typed) if re.fullmatch(r"\s*\d{1,9}\s*", typed) else None


def eleven_digits(text: str) -> Iterator[Eleven]:
    """Give each place where eleven digits begin with a plausible date, however they are parted."""
    near = set()
    for found in _ELEVEN.finditer(text):
        digits = tuple(int(sign) for sign in found[1] if sign.isdecimal())
        near.add(found.start(1))
        if _plausible(digits) and not _DATE_AND_TIME.fullmatch(found[1]):
            yield Eleven(found.start(1), found.end(1), checks(digits))
    for found in _PARTED.finditer(text):
        digits = tuple(int(sign) for sign in found[1] if sign.isdecimal())
        if found.start(1) not in near and _plausible(digits) and checks(digits):
            yield Eleven(found.start(1), found.end(1), checks=True)


def checks(digits: tuple[int, ...]) -> bool:
    """Whether the two control digits fit, by today's rule or the one from 2032."""
    first = sum(digit * weight for digit, weight in zip(digits[:10], _FIRST_WEIGHTS, strict=True)) % _MODULUS
    second = sum(digit * weight for digit, weight in zip(digits, _SECOND_WEIGHTS, strict=True)) % _MODULUS
    return first in _FIRST_REMAINDERS and second == 0


def _plausible(digits: tuple[int, ...]) -> bool:
    day = (digits[0] * 10 + digits[1]) % _D_NUMBER if digits[0] > 3 else digits[0] * 10 + digits[1]  # noqa: PLR2004
    written = digits[2] * 10 + digits[3]
    months = [written - offset for offset in _MONTH_OFFSETS if 1 <= written - offset <= len(_DAYS)]
    return any(1 <= day <= _DAYS[month - 1] for month in months)
