"""How much a foreign file may ask of us. Each number is compared before anything of that size is set aside.

Source: the limits table of the security promises; docs/formats/export-file.md repeats the numbers for other readers.
"""

from typing import Final

MIB: Final = 1024 * 1024
GIB: Final = 1024 * MIB

MAX_AGE_HEADER: Final = 64 * 1024  # bytes before the encrypted part: some 600 recipients
MAX_MANIFEST: Final = 4 * MIB
MAX_RECORD: Final = MIB  # one changeset document
MAX_CARD: Final = 64 * 1024  # one contact card
MAX_STREAM: Final = 2 * GIB  # the cards, or the changesets, together
MAX_CARDS: Final = 10_000
MAX_CHANGESETS: Final = 5_000_000
MAX_BLOBS: Final = 100_000
MAX_BLOB: Final = 16 * GIB
MAX_BLOB_STREAM: Final = MAX_BLOBS * (MAX_BLOB + 64)  # its own length check is the size of the file
MAX_RECIPIENTS: Final = 256
MAX_ROOTS: Final = 10_000  # records named by the scope of a part
MAX_STREAMS: Final = 64
MAX_NAME: Final = 64  # characters of an app version, a kind, a counted thing
DISK_FACTOR_TENTHS: Final = 22  # free space wanted to take a file in: 2.2 times its size
