"""What stood in the way, where the core and the system say it as a code."""

from tui.i18n.words import N_, Words

REASONS = {
    "byte-order-mark": N_("it begins with a hidden sign (BOM)"),
    "cut": N_("its end is missing"),
    "database-busy": N_("the database is busy with others"),
    "disk-error": N_("the disk reports an error"),
    "disk-full": N_("the disk is full"),
    "does-not-fit": N_("something in it is not what it should be"),
    "empty": N_("it is empty"),
    "gone": N_("it is missing"),
    "is-a-folder": N_("a folder lies there"),
    "merge-markers": N_("two versions were mixed in it"),
    "name-too-long": N_("the name is too long"),
    "no-folder-there": N_("the folder is not there"),
    "not-a-number": N_("it holds a number that is none"),
    "not-a-file": N_("it is not an ordinary file"),
    "not-allowed": N_("access is denied"),
    "not-json": N_("it is not JSON"),
    "not-ours": N_("it was not written by fredstid"),
    "nul-bytes": N_("it holds empty bytes"),
    "number-too-long": N_("it holds a number that is too long"),
    "read-only-disk": N_("the disk can only be read"),
    "same-key-twice": N_("something stands in it twice"),
    "takes-no-folder": N_("the system lets nobody make a folder there"),
    "too-big": N_("it is too big"),
    "too-deep": N_("it is nested too deep"),
    "wrong-encoding": N_("it is not UTF-8"),
}


def reason(words: Words, code: str) -> str:
    """Return a reason in words; what the system itself says stays as it is."""
    return words(REASONS[code]) if code in REASONS else code
