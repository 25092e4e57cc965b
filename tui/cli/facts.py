"""Records as the command line gives them to other programs: field names in English, days in ISO form."""

from datetime import date
from typing import Any

import msgspec

from storage.domain.agreement import Agreement
from storage.domain.case import Case
from storage.domain.plan import Practice
from storage.domain.record import Record


def record_facts(record: Record) -> dict[str, Any]:
    """Return a record's own fields, its earlier values left out."""
    facts: dict[str, Any] = msgspec.to_builtins(record)
    facts.pop("before", None)
    return facts


def case_facts(case: Case) -> dict[str, Any]:
    """Return what a list says of a case."""
    return {
        "code": case.code,
        "title": case.title,
        "state": case.state,
        "kind": case.kind,
        "themes": case.themes,
        "opened": case.opened,
        "year": case.year.name,
        "owner": case.owner,
        "since": case.standing.on if case.standing else case.opened,
        "entries": len(case.entries),
    }


def agreement_facts(agreement: Agreement, today: date) -> dict[str, Any]:
    """Return what is agreed, and when it wants attention."""
    asked = agreement.asked_next
    return record_facts(agreement) | {
        "case": agreement.case,
        "buddy": agreement.buddy,
        "open": agreement.is_open,
        "done": agreement.done,
        "effect": agreement.effect,
        "asked": asked,
        "overdue": bool(asked and asked < today),
    }


def practice_facts(practice: Practice) -> dict[str, Any]:
    """Return a practice with its state."""
    wanted = ("minimum", "room", "level", "depth", "owner", "month", "sign")
    return record_facts(practice) | {name: getattr(practice, name) for name in wanted} | {"state": practice.state}
