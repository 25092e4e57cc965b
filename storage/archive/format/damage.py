"""What is wrong with a file that this program did not leave as it is: an honest correction, or damage."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any, NoReturn

import msgspec

from storage.archive.format.layout import FILE_KEY, Header
from storage.domain.errors import Refused
from storage.domain.record import encoded

MOST_RECORDS = 25_000
MOST_VALUES = 800_000
"""Four times what a year of 20 000 entries holds."""
LONGEST_EXAMINED = 14 * 1024 * 1024
"""Bytes of a file that is gone through value by value, which takes a dozen times its size: nearly twice such a year."""
LONGEST_NUMBER = 20
"""Characters of a number that are shown."""
DEEPEST = 50
"""Levels of nesting; ours need ten."""
MERGE_MARKER = re.compile(rb"^(<{7} |={7}$|>{7} )", re.MULTILINE)
MARKED = {b"<<<<<<< ": {0}, b"||||||| ": set[int](), b"=======\n": {1}, b">>>>>>> ": {0, 1}}
"""Whose lines follow each of git's markers: ours, what both came from, theirs, and those of both again."""
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def both_sides(content: bytes) -> tuple[bytes, ...]:
    """Return the two files that git has written into one, ours first; nothing where it has not."""
    if not MERGE_MARKER.search(content):
        return ()
    sides: tuple[list[bytes], list[bytes]] = ([], [])
    wanted = {0, 1}
    for line in content.splitlines(keepends=True):
        marker = next((each for each in MARKED if line.startswith(each)), b"")
        wanted = MARKED.get(marker, wanted)
        for side in wanted if not marker else ():
            sides[side].append(line)
    return tuple(b"".join(side) for side in sides)


class _TwiceError(ValueError):
    pass


class _NotANumberError(ValueError):
    pass


def refuse_too_much(name: str, content: bytes) -> None:
    """Raise `damaged-file` for more than any team writes in a year, before it is read: counting costs little."""
    if content.count(b"\n") > MOST_RECORDS or content.count(b":") > MOST_VALUES:
        _refuse(name, "too-big")


def examined(name: str, content: bytes) -> tuple[Header, dict[str, dict[str, bytes]]]:
    """Return what a file holds that was changed outside the program; raises `damaged-file` with reason and place."""
    if len(content) > LONGEST_EXAMINED or content.count(b",") > MOST_VALUES:
        _refuse(name, "too-big")
    _refuse_what_is_no_json(name, content)
    plain = _decoded(name, content)
    header = _header(name, plain)
    return header, {table: _lines(name, table, plain[table]) for table in plain if table != FILE_KEY}


def _refuse_what_is_no_json(name: str, content: bytes) -> None:
    if not content.strip():
        _refuse(name, "empty")
    if content.startswith(OTHER_ENCODINGS):
        _refuse(name, "wrong-encoding")
    if content.startswith(BYTE_ORDER_MARK):
        _refuse(name, "byte-order-mark")
    if b"\0" in content:
        _refuse(name, "nul-bytes", _line_at(content, content.index(b"\0")))
    if marker := MERGE_MARKER.search(content):
        _refuse(name, "merge-markers", _line_at(content, marker.start()))
    if not content.lstrip().startswith(b"{"):
        _refuse(name, "not-ours")


def _decoded(name: str, content: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_finite)
    except UnicodeDecodeError as fault:
        _refuse(name, "wrong-encoding", _line_at(content, fault.start))
    except json.JSONDecodeError as fault:
        _refuse(name, "cut" if _ends_early(content, fault) else "not-json", f"line {fault.lineno}")
    except _TwiceError as fault:
        _refuse(name, "same-key-twice", str(fault))
    except _NotANumberError as fault:
        _refuse(name, "not-a-number", str(fault))
    except RecursionError:
        _refuse(name, "too-deep")
    except ValueError:
        _refuse(name, "number-too-long")
    if not isinstance(plain, dict) or _depth(plain) > DEEPEST:
        _refuse(name, "too-deep" if isinstance(plain, dict) else "not-ours")
    return plain


def _ends_early(content: bytes, fault: json.JSONDecodeError) -> bool:
    return not content[len(content.decode()[: fault.pos].encode()) :].strip() or "Unterminated" in fault.msg


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise _NotANumberError(digits[:LONGEST_NUMBER])
    return number


def _no_constant(constant: str) -> NoReturn:
    raise _NotANumberError(constant)


def _depth(plain: object) -> int:
    level, depth = [plain], 0
    while level and depth <= DEEPEST:
        inner = (_inside(each) for each in level)
        level, depth = [each for items in inner for each in items], depth + 1
    return depth


def _inside(value: object) -> list[Any]:
    match value:
        case dict():
            return [each for each in value.values() if isinstance(each, dict | list)]
        case list():
            return [each for each in value if isinstance(each, dict | list)]
    return []


def _header(name: str, plain: Mapping[str, Any]) -> Header:
    try:
        return msgspec.convert(plain[FILE_KEY], Header)
    except KeyError:
        _refuse(name, "not-ours")
    except msgspec.ValidationError:
        _refuse(name, "not-ours", f"$.{FILE_KEY}")


def _lines(name: str, table: str, records: object) -> dict[str, bytes]:
    if not isinstance(records, dict):
        _refuse(name, "does-not-fit", f"$.{table}")
    for key, record in records.items():
        if not isinstance(record, dict):
            _refuse(name, "does-not-fit", f"$.{table}.{key}")
    return {key: encoded(record) for key, record in records.items()}


def _line_at(content: bytes, place: int) -> str:
    line = content.count(b"\n", 0, place) + 1
    return f"line {line}"


def _refuse(name: str, reason: str, place: str = "") -> NoReturn:
    raise Refused("damaged-file", file=name, reason=reason, place=place)
