"""Where an installed fredstid begins: it looks whether its packages are its own before it imports any of them.

It is installed as `fredstid`, because `tui` and `storage` are names that other distributions use too: where two lie in
one environment, the one that came last has written over the other, and nothing says so.
"""

import os
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import Path

PACKAGES = ("tui", "storage")
MARK = b'DISTRIBUTION = "fredstid"'
"""Stands in each package's own file."""
COVERED = {
    "en": "fredstid cannot start: “{package}” belongs to {intruder}, which lies in the place of fredstid's own"
    " ({path}); install fredstid again in an environment of its own, with pipx or uv.",
    "nb": "fredstid kan ikke starte: «{package}» hører til {intruder}, som ligger der fredstid har sin egen ({path});"
    " installer fredstid på nytt i et eget miljø, med pipx eller uv.",
    "nn": "fredstid kan ikkje starta: «{package}» høyrer til {intruder}, som ligg der fredstid har sin eigen ({path});"
    " installer fredstid på nytt i eit eige miljø, med pipx eller uv.",
}
MISSING = {
    "en": "fredstid cannot start: of its package “{package}” parts are gone ({path}), as when another program with a"
    " package of that name is removed; install fredstid again in an environment of its own, with pipx or uv.",
    "nb": "fredstid kan ikke starte: deler av pakken «{package}» er borte ({path}), som når et annet program med en"
    " pakke av samme navn blir fjernet; installer fredstid på nytt i et eget miljø, med pipx eller uv.",
    "nn": "fredstid kan ikkje starta: delar av pakken «{package}» er borte ({path}), som når eit anna program med ein"
    " pakke av same namn blir fjerna; installer fredstid på nytt i eit eige miljø, med pipx eller uv.",
}
"""Said without the catalogues, which lie in a package that may not be ours."""
UNNAMED = {"en": "another program", "nb": "et annet program", "nn": "eit anna program"}


def main() -> None:
    """Start fredstid, or say in one sentence what lies in its place."""
    if problem := next(_problems(), ""):
        sys.exit(problem)
    try:
        from tui.__main__ import main as start  # noqa: PLC0415 - only once the packages are known to be ours
    except ImportError:
        if problem := _covered_in_part():
            sys.exit(problem)
        raise
    start()


def _problems() -> Iterator[str]:
    """Yield what is wrong with each package that is not as it was installed."""
    for package in PACKAGES:
        found = PathFinder.find_spec(package)
        places = list(found.submodule_search_locations or ()) if found else []
        origin = found.origin if found else None
        if found is None or (origin is None and places):
            yield _said(MISSING, package, next(iter(places), sys.prefix))
        elif origin and not _is_ours(Path(origin)):
            yield _said(COVERED, package, origin)


def _is_ours(file: Path) -> bool:
    """Tell whether a package's own file is fredstid's; one that cannot be read is left to the import to judge."""
    try:
        return file.suffix != ".py" or MARK in file.read_bytes()
    except OSError:
        return True


def _covered_in_part() -> str:
    """Return what is to be said where another distribution has written files into one of the packages."""
    for package in PACKAGES:
        if _owners(package):
            return _said(COVERED, package, str(Path(__file__).with_name(package)))
    return ""


def _said(sentences: dict[str, str], package: str, path: str) -> str:
    language = _language()
    intruder = ", ".join(_owners(package)) or UNNAMED[language]
    return sentences[language].format(package=package, path=path, intruder=intruder)


def _owners(package: str) -> list[str]:
    """Return the other distributions that have installed files into a package."""
    from importlib import metadata  # noqa: PLC0415 - only when something is wrong

    owners = {
        f"{each.name} {each.version}"
        for each in metadata.distributions()
        if each.name != "fredstid" and any(file.parts[0] == package for file in each.files or ())
    }
    return sorted(owners)


def _language() -> str:
    """Return the language of the locale; bokmål when fredstid does not speak it."""
    name = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(key))), "nb")
    return name[:2] if name[:2] in UNNAMED else "nb"


if __name__ == "__main__":
    main()
