"""What a piece of text means to the eye: its role and how that is drawn, and the marks with one meaning each."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Literal, NamedTuple, get_args

Role = Literal["plain", "heading", "quiet", "faint", "line", "focus", "ask", "plan", "case", "late", "safety", "found"]
ROLES: tuple[Role, ...] = get_args(Role)
STYLES: Mapping[Role, str] = {
    "plain": "$ink", "heading": "bold $ink", "quiet": "$quiet", "faint": "$faint", "line": "$line",
    "focus": "bold $focus", "ask": "bold $ask on $ask-ground", "plan": "$plan", "case": "$case", "late": "$late",
    "safety": "bold $safety", "found": "bold underline $focus",
}  # fmt: skip
"""A style for each role, as Textual reads one in a `Content`."""


class Span(NamedTuple):
    """A piece of a row, in one role."""

    text: str
    role: Role = "plain"


def text_of(spans: Iterable[Span]) -> str:
    """Return what some spans say."""
    return "".join(span.text for span in spans)


def sheet(widget: str) -> str:
    """Return the rules of a sheet by which a widget draws each role, as its component `role--…`."""
    return "\n".join(f"{widget} > .role--{role} {{ {_rule(style)} }}" for role, style in STYLES.items())


class RoleParts(NamedTuple):
    """What a role's style says: what letters are like, the colour of letters, and that of the ground, if it has one."""

    kinds: tuple[str, ...]
    front: str
    ground: str

    @classmethod
    def of(cls, style: str) -> "RoleParts":
        """Return a style's parts; its colours by their roles."""
        letters, _, ground = style.partition(" on ")
        *kinds, front = letters.split()
        return cls(tuple(kinds), front.removeprefix("$"), ground.removeprefix("$"))


def _rule(style: str) -> str:
    kinds, front, ground = RoleParts.of(style)
    kind = f"text-style: {' '.join(kinds)};" if kinds else ""
    return f"color: ${front}; {kind}{f' background: ${ground};' if ground else ''}"


class Mark(Enum):
    """A sign, the role it is drawn in, and its twin among the letters that every terminal has."""

    DONE = ("✓", "plan", "v")
    LATE = ("!", "late", "!")
    NOW = ("▸", "focus", ">")
    LATER = ("·", "quiet", ".")
    """Not yet: not done, not chosen, not asked about."""
    AGAIN = ("?", "late", "?")
    """To be looked at, or asked about, again."""
    MISSING = ("○", "quiet", "o")
    THERE = ("●", "plan", "*")
    NEXT = ("◉", "ask", "@")
    """What is missing first."""
    PARTLY = ("◐", "plan", "%")
    IDEA = ("◇", "quiet", "~")
    WORKED = ("◆", "plan", "&")
    """An idea that has worked before."""
    ALL = ("■", "plan", "H")
    """What all keep to."""
    FREE = ("□", "quiet", "U")
    """What anyone may do."""
    ENDED = ("×", "quiet", "x")
    """Stopped, and not taken up again."""
    PARKED = ("=", "quiet", "=")
    LIFTED = ("↑", "quiet", "^")
    """Laid before the leadership."""
    PASSED_ON = ("→", "quiet", "/")
    """Handed over, or made into a step."""
    SAID = ("┃", "ask", "|")
    """Written here and now, in this meeting."""
    MORE = ("+", "quiet", "+")
    """Opens, or begins something new."""
    LESS = ("−", "quiet", "-")
    """Closes what stands below."""
    POINT = ("•", "quiet", "`")
    ALARM = ("▲", "safety", "A")
    """A pupil may not be safe."""
    PAUSED = ("Ⅱ", "quiet", "P")
    INFORMATION = ("▁", "case", "1")
    DIALOGUE = ("▄", "case", "2")
    CO_DECISION = ("█", "case", "3")

    def __init__(self, sign: str, role: Role, twin: str) -> None:
        self.sign = sign
        self.role: Role = role
        self.twin = twin

    def __str__(self) -> str:
        """Return the sign, as it stands in a text."""
        return self.sign

    @property
    def span(self) -> Span:
        """The sign in its role."""
        return Span(self.sign, self.role)


DRAWN = (
    ("▀▂▃▅▆▇▔", "#"), ("▒░", "."), ("▏▎▍▌▐▋▊▉│┆┊╎", "|"), ("─┄╌–—", "-"), ("━═", "="), ("╭╮╰╯┏┓┗┛┌┐└┘├┤┬┴┼┣┫┳┻╋", "+"),
    ("…", "."), ("‹←", "<"), ("›▹▶", ">"), ("↓", "v"), ("↵", "J"), ("␣", "_"), ("«»“”", '"'), ("‘’", "'"), ("♡◦", "*"),
)  # fmt: skip
"""All else that is drawn; what stands in front is enough to tell a frame from a bar."""
TWINS: Mapping[int, str] = {
    **{ord(sign): twin for signs, twin in DRAWN for sign in signs},
    **{ord(mark.sign): mark.twin for mark in Mark},
}
"""What stands for each sign on a console, as `str.translate` takes it."""


def needs_twins(term: str, encoding: str) -> bool:
    """Tell whether a terminal cannot draw our signs: a bare console, or one that is not written to in Unicode."""
    return term in {"linux", "dumb"} or not encoding.lower().replace("-", "").startswith("utf")
