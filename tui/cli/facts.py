"""Records as the command line gives them to other programs: field names in English, days in ISO form."""

from datetime import date
from typing import Any

import msgspec

from storage.domain.case.agreement import AGREEMENT_TEXTS, VOICES, Agreement, VoiceAnswers, last_said
from storage.domain.case.case import Case, View
from storage.domain.homes.parent_meeting import ParentMeeting, minutes_of, shares_of, timed, total
from storage.domain.plan.plan import Practice
from storage.domain.record import Record, without_secrets
from storage.steering.likeness import Likeness


def record_facts(record: Record) -> dict[str, Any]:
    """Return a record's own fields, its earlier values left out."""
    facts: dict[str, Any] = msgspec.to_builtins(without_secrets(record))
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
    texts = {field: getattr(agreement, field) for field in AGREEMENT_TEXTS}
    return record_facts(agreement) | {
        "case": agreement.case,
        "buddy": agreement.buddy,
        **texts,
        "card": agreement.card,
        "open": agreement.is_open,
        "done": agreement.done,
        "effect": agreement.effect,
        "answers": {voice: _said_by(agreement, voice) for voice in VOICES},
        "asked": asked,
        "overdue": bool(asked and asked < today),
    }


def _said_by(agreement: Agreement, voice: View) -> dict[str, Any] | None:
    """Return what a voice said last about an agreement; None where it was not asked."""
    said = last_said(agreement.ratings, voice)
    return {"on": said.on, "done": said.done, "effect": said.effect, "note": said.note} if said else None


def answer_facts(each: VoiceAnswers) -> dict[str, Any]:
    """Return what a voice said of some agreements, as counts."""
    return {"by": each.by, "asked": each.asked, "done": each.done, "helped": each.helped}


def practice_facts(practice: Practice) -> dict[str, Any]:
    """Return a practice with its state."""
    wanted = ("minimum", "room", "level", "depth", "owner", "month", "sign")
    return record_facts(practice) | {name: getattr(practice, name) for name in wanted} | {"state": practice.state}


def meeting_facts(meeting: ParentMeeting) -> dict[str, Any]:
    """Return a meeting for other programs: its items in their order, and what they add up to."""
    return record_facts(meeting) | {
        "items": [{"at": f"{at:%H:%M}", **msgspec.to_builtins(item)} for at, item in timed(meeting)],
        "starts": f"{meeting.starts:%H:%M}",
        "venue": meeting.venue,
        "with_contacts": meeting.with_contacts,
        "held": meeting.is_held,
        "minutes": minutes_of(meeting),
        "shares": shares_of(meeting),
        "total": total(meeting),
    }


def shared_facts(likeness: Likeness) -> dict[str, Any]:
    """Return for other programs what makes something like a case."""
    return {"themes": likeness.themes, "words": likeness.words, "begins": likeness.begins}
