import pytest

from storage.school import line_of, parsed

FORM = '''# a comment
key = "round"

prompts = [
  "one",
  "two",
]
text = """
[[phases]]
minutes = 1
"""

[[phases]]
minutes = 2

[[phases]]
"minutes" = 3
table = { deep = [1, 2] }
'''


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("key",), 2),
        (("prompts",), 4),
        (("prompts", 1), 4),
        (("text",), 8),
        (("phases", 0), 13),
        (("phases", 0, "minutes"), 14),
        (("phases", 1), 16),
        (("phases", 1, "minutes"), 17),
        (("phases", 1, "table", "deep", 1), 18),
        (("phases", 2), 1),
        (("phases", "minutes"), 1),
        (("missing",), 1),
        ((), 1),
    ],
)
def test_finds_the_line_a_value_begins_on(place: tuple[str | int, ...], line: int) -> None:
    assert line_of(FORM, place) == line


def test_an_unfinished_end_hides_nothing_before_it() -> None:
    assert line_of(FORM + 'rule = "never closed\n', ("phases", 1, "minutes")) == 17


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a =", "a = 1\na = 2"])
def test_whatever_is_no_toml_is_one_kind_of_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parsed(text)
