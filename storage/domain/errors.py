"""What the domain refuses, as a code with parameters; whoever shows it finds the words."""


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
