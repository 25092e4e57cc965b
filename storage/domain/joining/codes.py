"""Which code each case bears when two copies of a folder gave one number twice, and what follows from that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from storage.domain.case.case import Case
from storage.domain.ids import CODE, case_code
from storage.domain.record import AnyRecord

OWN = ("code", "first_code")


def first_code(case: Case) -> str:
    """Return the code that a case was given first."""
    return case.first_code or case.code


def number_of(code: str) -> int:
    """Return the number in a code."""
    return int(code.partition("-")[2])


def codes_of(first: Mapping[str, str]) -> dict[str, str]:
    """Return the code of every case, by its id, from the codes that they, and those that are gone, were given first.

    Of two with one code the older keeps it. The other gets the next number after all that were given before it that
    is nobody's; so its number does not change when copies meet again, or in another order, or after new cases.
    """
    years: dict[str, dict[str, int]] = defaultdict(dict)
    for key in sorted(first):
        years[first[key].partition("-")[0]][key] = number_of(first[key])
    return {key: code for year, numbers in years.items() for key, code in _of_year(int(year), numbers).items()}


def _of_year(year: int, numbers: Mapping[str, int]) -> dict[str, str]:
    owned, taken, highest = set[int](), set(numbers.values()), 0
    codes: dict[str, str] = {}
    for key, number in numbers.items():
        highest = max(highest, number)
        mine = number
        if number in owned:
            mine = next(free for free in range(highest + 1, highest + 2 + len(numbers) * 2) if free not in taken)
            taken.add(mine)
        owned.add(number)
        codes[key] = case_code(year, mine)
    return codes


def recoded(record: AnyRecord, codes: Mapping[str, str]) -> AnyRecord:
    """Return a record in which every code that is all of a value is the new one; what people wrote stays."""
    if not codes or not _names_one(record, codes):
        return record
    plain: dict[str, Any] = msgspec.to_builtins(record)
    own = {name: plain[name] for name in OWN if name in plain}
    return msgspec.convert(_renamed(plain, codes) | own, type(record))


def _names_one(record: AnyRecord, codes: Iterable[str]) -> bool:
    content = msgspec.json.encode(record)
    return any(b'"%b"' % code.encode() in content for code in codes)


def _renamed(value: Any, codes: Mapping[str, str]) -> Any:
    match value:
        case str() if CODE.fullmatch(value):
            return codes.get(value, value)
        case dict():
            return {key: _renamed(each, codes) for key, each in value.items()}
        case list() | tuple():
            return [_renamed(each, codes) for each in value]
    return value
