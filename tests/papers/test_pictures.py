"""The README's pictures: it shows them, they are safe to show, and each cell of a screen stands where it stood."""

import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from pyte import ByteStream, Screen

from tests.papers.papers import README, ROOT, text_of

PICTURES = ROOT / ".github" / "pictures"
STILLS = ("meeting", "ideas", "plan")
EVERY = pytest.mark.parametrize("name", [*STILLS, "film"])
MOST = 2_000_000
LONGEST = 32
ACTIVE = {"script", "foreignObject", "a", "image", "iframe", "use"}
"""Elements that do something, or fetch something."""
SVG = "{http://www.w3.org/2000/svg}"


def loaded() -> ModuleType:
    spec = spec_from_file_location("drawing", ROOT / ".ci" / "drawing.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DRAWING = loaded()


def parsed(file: Path) -> ET.Element:
    return ET.fromstring(file.read_text("utf-8"))  # noqa: S314 - our own


def screen(written: str, columns: int = 6, rows: int = 2) -> Screen:
    seen = Screen(columns, rows)
    ByteStream(seen).feed(written.encode())
    return seen


def drawn(written: str) -> list[dict[str, str]]:
    """Return what a first row holds, behind its own ground."""
    row = ET.fromstring(f"<g>{DRAWING.rows_of(screen(written))[0]}</g>")  # noqa: S314 - our own
    return [dict(each.attrib) | {"is": each.tag, "says": each.text or ""} for each in row][1:]


def box(each: dict[str, str]) -> tuple[float, ...]:
    return tuple(float(each[side]) for side in ("x", "y", "width", "height"))


def test_the_readme_shows_them_before_anything_else_but_what_it_is() -> None:
    begins = text_of(README).split("\n## ")[0]
    shown = re.findall(r"^!\[[^\]]+\]\(\.github/pictures/(\w+)\.svg\)$", begins, re.MULTILINE)
    assert sorted(shown) == sorted([*STILLS, "film"])
    assert text_of(README).index("![") > text_of(README).index("A terminal program")


def test_there_are_no_others() -> None:
    assert sorted(file.stem for file in PICTURES.iterdir()) == sorted([*STILLS, "film"])


@EVERY
def test_a_picture_does_nothing_and_fetches_nothing(name: str) -> None:
    elements = list(parsed(PICTURES / f"{name}.svg").iter())
    assert elements[0].tag == f"{SVG}svg"
    assert {each.tag.removeprefix(SVG) for each in elements} & ACTIVE == set()
    assert [key for each in elements for key in each.attrib if key.startswith("on") or "href" in key] == []
    assert "url(" not in (PICTURES / f"{name}.svg").read_text("utf-8")


@pytest.mark.parametrize("name", STILLS)
def test_a_still_shows_words(name: str) -> None:
    assert len([each for each in parsed(PICTURES / f"{name}.svg").iter(f"{SVG}text") if each.text]) > len(STILLS)


def test_the_film_is_short_and_stands_still_where_nothing_may_move() -> None:
    film = PICTURES / "film.svg"
    said = film.read_text("utf-8")
    assert film.stat().st_size <= MOST
    (moving,) = re.findall(r"@media\(prefers-reduced-motion:no-preference\)\{\.f\{animation:([\d.]+)s", said)
    assert 0 < float(moving) <= LONGEST
    assert said.count("animation:") == 1
    assert ".f{visibility:hidden}" in said
    meeting = (PICTURES / "meeting.svg").read_text("utf-8").split("</style>")[1].removesuffix("</g></svg>\n")
    assert meeting in said


def test_words_stand_in_their_cells_with_their_colours() -> None:
    first, second = drawn("\x1b[38;2;255;0;1ma b\x1b[1;32m  c")
    assert (first["is"], first["says"], first["x"], first["textLength"], first["fill"]) == (
        "text",
        "a b",
        "0",
        "30",
        "#ff0001",
    )
    assert (second["says"], second["x"], second["textLength"], second["class"]) == ("c", "50", "10", "b")
    assert second["fill"] == "#0dbc79"


def test_what_is_reversed_has_its_ink_behind_it() -> None:
    behind, sign = drawn("\x1b[7;38;5;196;48;5;16mx")
    assert (behind["is"], box(behind), behind["fill"]) == ("rect", (0, 0, 10, 20), "#ff0000")
    assert (sign["says"], sign["fill"]) == ("x", "#000000")


@pytest.mark.parametrize(
    ("signs", "boxes"),
    [
        ("██", [(0, 0, 20, 20)]),
        ("▀", [(0, 0, 10, 10)]),
        ("▄", [(0, 10, 10, 10)]),
        ("▂", [(0, 15, 10, 5)]),
        ("▌▌", [(0, 0, 5, 20), (10, 0, 5, 20)]),
        ("▐", [(5, 0, 5, 10), (5, 10, 5, 10)]),
        ("▟", [(5, 0, 5, 10), (0, 10, 5, 10), (5, 10, 5, 10)]),
        ("──", [(0, 9.25, 20, 1.5)]),
        ("┃", [(3.5, 0, 3, 20)]),
        ("┌", [(4.25, 9.25, 5.75, 1.5), (4.25, 9.25, 1.5, 10.75)]),
    ],
)
def test_blocks_and_lines_are_shapes_that_meet(signs: str, boxes: list[tuple[float, ...]]) -> None:
    shapes = drawn(signs)
    assert {each["is"] for each in shapes} == {"rect"}
    assert [box(each) for each in shapes] == [pytest.approx(wanted) for wanted in boxes]


def test_a_symbol_is_as_wide_as_its_cell_and_moves_no_word() -> None:
    symbol, word = drawn("✓ada")
    assert (symbol["textLength"], symbol["lengthAdjust"]) == ("10", "spacingAndGlyphs")
    assert (word["says"], word["x"]) == ("ada", "10")


def test_what_is_no_markup_stays_text() -> None:
    (said,) = drawn("<&>")
    assert said["says"] == "<&>"


def test_a_frame_holds_the_rows_that_are_new_in_it() -> None:
    before, after = (DRAWING.rows_of(screen(written)) for written in ("one\r\ntwo", "one\r\nten"))
    film = DRAWING.film(screen(""), [DRAWING.Frame(before, 1), DRAWING.Frame(after, 3)], before)
    groups = [each for each in ET.fromstring(film).iter(f"{SVG}g") if each.get("class") == "f"]  # noqa: S314 - our own
    assert [[text.text for text in each.iter(f"{SVG}text")] for each in groups] == [["one", "two"], ["ten"]]
    assert "@keyframes k0{0.000%{visibility:visible}}" in film
    assert "@keyframes k1{25.000%{visibility:visible}}" in film
