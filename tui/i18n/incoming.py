"""What would come in from another team, in words: a line for each record, and for each doubt about one."""

from typing import Protocol

from storage.archive.care.importing import called
from storage.archive.format.edge import kind_of
from storage.domain.record import Record
from storage.steering.guard import TraceKind
from tui.i18n.differences import NAMED
from tui.i18n.words import N_, Words

KINDS = NAMED | {
    "agreement": N_("agreement «{name}»"),
    "meeting": N_("meeting «{name}»"),
}
DOUBTS = {
    TraceKind.ELEVEN_DIGITS: N_("«{record}» holds eleven digits. Is that somebody's number?"),
    TraceKind.PHONE: N_("«{record}» seems to hold a phone number."),
    TraceKind.E_MAIL: N_("«{record}» seems to hold an e-mail address."),
    TraceKind.ADDRESS: N_("«{record}» seems to hold an address."),
    TraceKind.NAME: N_("«{record}» seems to name somebody."),
    TraceKind.PRIVATE: N_("«{record}» seems to speak of somebody's faith, background or diagnosis."),
}


class Doubtful(Protocol):
    """A doubt, as far as its sentence needs it."""

    @property
    def record(self) -> str:
        """What the record is called."""
        ...

    @property
    def kind(self) -> TraceKind:
        """What was seen in it."""
        ...


def record_line(words: Words, record: Record) -> str:
    """Return what a record is and is called."""
    return words(KINDS[kind_of(record)], name=called(record))


def doubt_line(words: Words, doubt: Doubtful) -> str:
    """Return what in a record could tell who somebody is."""
    return words(DOUBTS[doubt.kind], record=doubt.record)
