"""What the gate says to sentences in a file; prints a line for each that went wrong, and a table.

Run with `python tests/steering/gate_results.py FILE.toml [--all]`. The file has `[unsafe]` and `[calm]`, each with a
list `nb`, `nn` and `en`. We promise that at least 92 % of what is said outright is opened or asked about, that at most
8 % of what only looks like it is rung, and none of that in full.
"""

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from storage.steering.gate import alarm
from storage.steering.gate_lists import Alarm, Certainty
from tests.steering.sentences import LANGUAGES

WANTED = {"unsafe": True, "calm": False}


def main(file: str, *options: str) -> None:
    """Print what went wrong, or every sentence with `--all`, and how many were met."""
    told = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    table = [f"{'':<12}{'sentences':>10}{'in full':>10}{'asked':>10}{'met':>10}"]
    for kind, meant in WANTED.items():
        seen = [(language, text, alarm(text, language)) for language in LANGUAGES for text in told[kind][language]]
        for language, text, found in seen:
            if "--all" in options or (found is not None) is not meant:
                sys.stdout.write(f"{kind} {language} {_shown(found):<60} {text}\n")
        table += [_row(f"{kind} {name}", [found for each, _, found in seen if name in {each, "all"}]) for name in SHOWN]
    sys.stdout.write("\n".join(table) + "\n")


SHOWN = (*LANGUAGES, "all")


def _shown(found: Alarm | None) -> str:
    return f"{found.level} {found.route} {found.sign} «{found.signal}»" if found else "-"


def _row(name: str, found: list[Alarm | None]) -> str:
    full = sum(each is not None and each.level is Certainty.SURE for each in found)
    asked = sum(each is not None and each.level is Certainty.DOUBT for each in found)
    share = (full + asked) / max(1, len(found))
    return f"{name:<12}{len(found):>10}{full:>10}{asked:>10}{share:>10.1%}"


if __name__ == "__main__":
    main(*sys.argv[1:])
