"""What deleting does not reach, said wherever something is deleted."""

from tui.i18n.words import N_

BEYOND_US = N_(
    "What lies beyond fredstid is not deleted: the server's own backups, printed pages, and files somebody copied."
)
