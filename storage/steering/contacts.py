"""Phone numbers, e-mail addresses and street addresses in running text; patterns that cannot be made to explode."""

import re
from collections.abc import Iterator

_SPACE = "[ \u00a0\u2009\u202f]"
_MAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]++)++")
_MAIL_SPELLED = re.compile(r"(?<![\w.+%-])[\w.+%-]++ ?[(\[](?:at|a|alfakrøll|krøllalfa)[)\]] ?[\w-]++(?:\.[\w-]++)++")
_ABROAD = re.compile(rf"(?<![\w+])(?:\+|00)[1-9]\d{{0,2}}(?:{_SPACE}?\d){{6,12}}(?!\d)")
_AT_HOME = re.compile(
    rf"(?<![\d.,:/§–-])(?:[2-9]\d{{7}}|[2-9]\d{{2}}{_SPACE}\d{{2}}{_SPACE}\d{{3}}|[2-9]\d(?:{_SPACE}\d{{2}}){{3}})(?![\d/]|[.,:-]\d)"
)
_MOBILE = re.compile(
    r"(?<![\d.,:/§–-])(?:[49]\d{3} \d{4}|[49]\d{2}-\d{2}-\d{3}|[49]\d(?:\.\d{2}){3}|[49]\d(?:-\d{2}){3})"
    r"(?![\d/]|[.,:-]\d)"
)
_DAY = re.compile(r"20\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_STREET = re.compile(
    r"(?<!\w)([A-ZÆØÅ][\w.'’-]{0,40})(?: ([A-ZÆØÅ][\w.'’-]{0,40}))?(?: ([a-zæøåA-ZÆØÅ]{2,12}))?"
    r" (\d{1,3})( ?[A-Za-z])?(?!\w)(?! ?(?:%|[a-zæøå]{3}))"
)
_STREETS = (
    *("gate", "gata", "gaten", "vei", "veien", "veg", "vegen", "allé", "alle", "alléen", "alleen", "stien", "torget"),
    *("plass", "plassen", "bakken", "svingen", "kroken", "tunet", "ringen", "terrasse", "haugen", "brygge", "kaia"),
    *("lia", "åsen", "jordet", "faret", "grenda"),
)
_SMALL_STREET = re.compile(
    r"(?<!\w)[a-zæøå]{3,30}(?:gata|gaten|gate|veien|vegen|svingen) \d{1,3}(?: ?[A-Za-z])?(?!\w)"
    r"(?! ?(?:%|km|min|met|m\b|gang|gong|dag|elev|barn|bil|time|år|stk|kl))"
)
_SHORT_STREET = re.compile(
    r"(?<!\w)[A-ZÆØÅ][\w'’-]{2,30}(?:(?:s|r|l|e)(?:vn|gt)| (?:gt|vn|vei|veg|gate))\.?"
    r" \d{1,3}(?: ?[A-Za-z])?(?!\w)(?! ?(?:%|[a-zæøå]{3}))"
)
_ENGLISH_STREET = re.compile(
    r"(?<!\w)\d{1,4}[A-Za-z]? (?:[A-Z][\w'’]{0,30} ){1,3}"
    r"(?:Street|Road|Avenue|Lane|Drive|Close|Court|Crescent|Square|St|Rd|Ave)(?!\w)"
)


def mails(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of e-mail addresses."""
    for pattern in (_MAIL, _MAIL_SPELLED):
        yield from (found.span() for found in pattern.finditer(text))


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of Norwegian phone numbers, and of foreign ones with their country's code."""
    yield from (found.span() for found in _ABROAD.finditer(text))
    yield from (found.span() for found in _AT_HOME.finditer(text) if not _DAY.fullmatch(found[0]))
    yield from (found.span() for found in _MOBILE.finditer(text))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of street addresses with a number."""
    yield from (found.span() for found in _STREET.finditer(text) if _names_a_street(found))
    for pattern in (_SMALL_STREET, _SHORT_STREET, _ENGLISH_STREET):
        yield from (found.span() for found in pattern.finditer(text))


def _names_a_street(found: re.Match[str]) -> bool:
    """Whether the last word before the number is a kind of street, or ends in one."""
    last = next(word for word in (found[3], found[2], found[1]) if word)
    return last.lower().endswith(_STREETS) and len(found[1]) > len("Vei")
