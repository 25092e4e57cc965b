"""What can be wrong with a team's folder, as codes; whoever shows it finds the words."""

from enum import StrEnum

import msgspec


class Mend(StrEnum):
    """What puts a finding right."""

    NOTHING = ""
    """A person has to look at it."""
    TIDY = "tidy"
    """Finish or drop what somebody left who died in the middle of a change."""
    RIGHTS = "rights"
    """Give the file the rights it should have."""
    TAKE_IN = "take-in"
    """Take the file in as it is."""
    SET_ASIDE = "set-aside"
    """Keep what cannot be followed where it is in nobody's way."""
    RENUMBER = "renumber"
    """Give one of two cases that bear the same code a new one."""
    RESTORE = "restore"
    """Go back to the last good backup."""
    LEAVE_OUT = "leave-out"
    """Go on without a year, its file kept aside."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong: where, and what the sentence about it needs."""

    code: str
    path: str = ""
    """Inside the folder; empty when it is about records."""
    mend: Mend = Mend.NOTHING
    params: dict[str, object] = msgspec.field(default_factory=dict)
