"""What is refused, by a rule of the domain or by the system, as a code; whoever shows it finds the words."""

import errno


class Refused(Exception):  # noqa: N818 - it is an answer to a person, not a fault
    """A rule said no; `code` names the rule and `params` what the sentence about it needs."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class Conflict(Refused):
    """Two people changed the same field of the same record; nothing was overwritten."""

    def __init__(self, record: str, field: str, mine: object, theirs: object) -> None:
        super().__init__("conflict", record=record, field=field, mine=mine, theirs=theirs)
        self.field = field
        self.mine = mine
        self.theirs = theirs


REASONS = {
    errno.ENOSPC: "disk-full", errno.EDQUOT: "disk-full", errno.EROFS: "read-only-disk", errno.EACCES: "not-allowed",
    errno.EPERM: "not-allowed", errno.ENOENT: "no-folder-there", errno.ENOTDIR: "no-folder-there",
    errno.EISDIR: "is-a-folder", errno.ENAMETOOLONG: "name-too-long",
}  # fmt: skip
"""Codes for why the system says no."""


def reason_of(fault: OSError) -> str:
    """Return why the system said no, as a code."""
    return REASONS.get(fault.errno or 0, "disk-error")


def system_reason(fault: OSError) -> str:
    """Return why the system said no, as a code where there is one, else in its own words."""
    return REASONS.get(fault.errno or 0) or fault.strerror or type(fault).__name__
