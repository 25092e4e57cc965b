"""What has been said to whoever sits here, so that nothing is said twice."""


class Attention:
    """One session's memory of hints, by their keys."""

    def __init__(self) -> None:
        self._put_away: set[str] = set()
        self._shown: set[str] = set()
        self.has_asked = False
        """Whether the present text has had its one question."""

    def fresh_field(self) -> None:
        """Forget what was shown in the field before."""
        self._shown.clear()
        self.has_asked = False

    def show(self, key: str, *, asks: bool) -> None:
        """Remember that a hint is shown while something is written, and whether it asks a question."""
        self._shown.add(key)
        self.has_asked = self.has_asked or asks

    def was_shown(self, key: str) -> bool:
        """Tell whether a hint was shown while the text was written, or put away for good."""
        return key in self._shown or self.is_put_away(key)

    def put_away(self, key: str) -> None:
        """Remember that a hint was seen and need not come again in this session."""
        self._put_away.add(key.casefold())

    def is_put_away(self, key: str) -> bool:
        """Tell whether a hint need not come again."""
        return key.casefold() in self._put_away
