"""What cases and practices can be about."""

from collections.abc import Iterator, Mapping
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


@lru_cache
def theme_names() -> Mapping[str, str]:
    """Return what each theme is called in every language, the names beside each other, for searching."""
    keys = dict.fromkeys(key for language in Language for key in themes(language))
    return MappingProxyType({key: " · ".join(_names(key)) for key in keys})


def _names(key: str) -> Iterator[str]:
    yield from dict.fromkeys(name for language in Language if (name := themes(language).get(key)))
