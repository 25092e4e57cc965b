"""What cases and practices can be about."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import msgspec

from storage.content.ours import read_as
from storage.domain.people import Language


class _ThemesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    themes: dict[str, str]


@lru_cache
def themes(language: Language) -> Mapping[str, str]:
    """Return the themes' labels by key, in the order they are offered."""
    return MappingProxyType(read_as(_ThemesFile, "themes", language).themes)
