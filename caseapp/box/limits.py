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

TABLE_CPU_SECONDS: Final = 60  # a million rows take a few seconds; the slowest laptops, five times that
TABLE_WALL_SECONDS: Final = 120.0
MAX_SHEETS: Final = 100
MAX_ROWS: Final = 1_048_576  # of one sheet: as many as spreadsheet programs have
MAX_COLUMNS: Final = 4_096
MAX_CELL: Final = 100_000  # characters
MAX_FRAME: Final = 1024 * 1024  # bytes of rows after which the child sends them
MAX_ROWS_OUT: Final = 256 * 1024 * 1024  # bytes of rows that may come back in all
MAX_ENTRIES: Final = 2_000  # of the archive that a spreadsheet is
MAX_INFLATED: Final = 256 * 1024 * 1024  # bytes of all of it
MAX_RATIO: Final = 250  # inflated to packed, of an entry beyond a megabyte
MAX_STRINGS: Final = 2_000_000  # shared strings of a workbook
MAX_XML: Final = 16 * 1024 * 1024  # bytes of a document: its tree takes ten times as much
MAX_ELEMENTS: Final = 500_000
MAX_DEPTH: Final = 64
