"""Deleting a case: afterwards no file in the folder holds its text."""

from storage.archive.change.transaction import Transaction
from storage.domain.case.case import Case
from storage.domain.errors import Refused
from storage.domain.kinds import KINDS


def forget(key: str, to: Transaction) -> Case:
    """Take a case, its agreements and what meetings decided about it off the stage; by its id, or its code.

    Raises `no-such-case`, or `code-twice` where another case bears its code: what is whose can only be guessed then.
    """
    case = _meant(key, to)
    for kind in KINDS:
        for record in list(to.every(kind.record)):
            left = kind.without_case(record, case.code)
            if left is None:
                to.remove(record)
            elif left is not record:
                to.put(left, record)
    return case


def _meant(key: str, to: Transaction) -> Case:
    cases = list(to.every(Case))
    case = next((each for each in cases if each.id == key), None) or next((c for c in cases if c.code == key), None)
    if case is None:
        raise Refused("no-such-case", code=key)
    if sum(each.code == case.code for each in cases) > 1:
        raise Refused("code-twice", code=case.code)
    return case
