"""How much a parser in the box may take, and how much may come back. Source: security §4 "Rendering", §6 R15."""

from typing import Final

MEMORY: Final = 1024 * 1024 * 1024  # bytes of address space of the child
CPU_SECONDS: Final = 15
WALL_SECONDS: Final = 15.0
MAX_INPUT: Final = 64 * 1024 * 1024  # bytes handed in
MAX_SIDE_IN: Final = 10_000  # pixels a side that a file may claim
MAX_PIXELS_IN: Final = 60_000_000  # of which as many as this in all: 240 MB at four bytes
MAX_SIDE_OUT: Final = 2_048  # pixels a side that may come back
MAX_TEXT_OUT: Final = 1_000_000  # characters that may come back
