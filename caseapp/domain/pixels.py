"""A picture as bare pixels: what the parser box gives back and the screen paints, with no format to be parsed."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Pixels:
    """``rgb`` holds 3 bytes a pixel, top row first. Raises ValueError unless it holds exactly that many."""

    width: int
    height: int
    rgb: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if self.width <= 0 or self.height <= 0 or len(self.rgb) != self.width * self.height * 3:
            raise ValueError("pixels")
