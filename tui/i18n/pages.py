"""What printed pages are worded with: the team's language, not the reader's."""

from pathlib import Path

from storage.documents.words import Labels, labels
from storage.domain.calendar import local_moment
from storage.domain.people import Language
from tui.i18n.words import Words


def page_labels(language: Language, folder: Path | None = None) -> Labels:
    """Return the labels of a team's pages, days with weekday and year, times on this machine's clock."""
    return labels(language, day=Words(language).full_day, local=local_moment, folder=folder)
