"""Which words each kind of printed page has."""

import msgspec


class Wording(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words and sentences; what is filled into a sentence stands in braces."""


class MinutesWords(Wording, frozen=True):
    """The words of a meeting's minutes."""

    title: str
    present: str
    roles: str
    role: str
    time: str
    lasted: str
    since: str
    area: str
    state: str
    decisions: str
    nothing_decided: str
    new_agreements: str
    followed_up: str
    cases: str
    waiting: str
    notes: str
    parking: str
    check_out: str
    score: str
    next: str


class AgreementWords(Wording, frozen=True):
    """The words about an agreement."""

    who: str
    buddy: str
    review: str


class CaseWords(Wording, frozen=True):
    """The words of a case's page."""

    about: str
    opened: str
    owner: str
    themes: str
    state: str
    state_since: str
    reason: str
    unsafe: str
    unsafe_yes: str
    unsafe_no: str
    false_alarm: str
    told: str
    told_line: str
    alarm: str
    advised: str
    scale: str
    entry_by: str
    changed_by: str
    pressure: str
    fixed: str
    entitled: str
    we_can: str
    decides: str
    agreements: str
    rating: str
    rating_with_effect: str
    first_step: str
    learned: str
    all_of_it: str
    meetings: str
    conversations: str
    earlier: str
    earlier_value: str
    shared: str
    empty: str


class SafetyWords(Wording, frozen=True):
    """The words of the safety gate's page."""

    case: str
    tell: str
    steps: str
    numbers: str
    law: str
    uncertain: str
    checked: str


class LiftWords(Wording, frozen=True):
    """The words of the page for the leadership."""

    title: str
    intro: str
    empty: str
    asked: str
    since: str
    fixed: str
    entitled: str
    tried: str
    decides: str
    answer: str


class PlanWords(Wording, frozen=True):
    """The words of the plan's page."""

    title: str
    stands: str
    stands_deep: str
    where: str
    ideas: str
    minimum: str
    room: str
    when: str
    owner: str
    state: str
    level: str
    depth: str
    sign: str
    review: str
    law: str
    themes: str
    evidence: str
    year_wheel: str
    empty: str


class ParentsWords(Wording, frozen=True):
    """The words of a parent meeting's agenda and run sheet."""

    when: str
    begins: str
    with_contacts: str
    without_contacts: str
    item: str
    parents_decide: str
    run_sheet: str
    clock: str
    minutes: str
    what: str
    depth: str
    leads: str
    end: str
    shares: str
    share: str
    to_remember: str
    earlier: str
    earlier_line: str
    law: str
    checked: str
    unsure: str
    empty: str


class PaperWords(Wording, frozen=True):
    """The words of the plan as a document that is read again, beside those of its page."""

    title: str
    day: str
    done: str
    notes: str
    hidden: str
    yes: str
    no_area: str
    card: str
    deleted_card: str
    reading: str
    reading_deep: str
