"""Back and forward: the addresses the person was at, as a browser keeps them. Pure."""

from ui.address import Address

_LONGEST = 200


class Trail:
    """A line of addresses and where on it the person stands."""

    def __init__(self) -> None:
        self._line: list[Address] = []
        self._at = -1

    def visit(self, address: Address) -> None:
        """The person went there: what lay ahead is forgotten."""
        if self._line and self._line[self._at] == address:
            return
        self._line = [*self._line[: self._at + 1], address][-_LONGEST:]
        self._at = len(self._line) - 1

    def replace(self, address: Address) -> None:
        """The page that is shown moved on within itself."""
        if self._line:
            self._line[self._at] = address

    def step(self, by: int) -> Address | None:
        """One step back (-1) or forward (1); None at the end of the line."""
        if not self.reaches(by):
            return None
        self._at += by
        return self._line[self._at]

    def reaches(self, by: int) -> bool:
        """Whether there is anything that way."""
        return 0 <= self._at + by < len(self._line)

    def here(self) -> Address | None:
        """Where the person stands."""
        return self._line[self._at] if self._line else None
