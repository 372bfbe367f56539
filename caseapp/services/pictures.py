"""Pictures and texts of evidence for the screen: made in the box, the small ones kept as blobs of the vault.

Three steps on three lanes, because a hostile file may take seconds: look (reader's side), make (anywhere; touches no
database), keep (writer's side).
"""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from caseapp.box.box import Box
from caseapp.box.errors import TooLarge
from caseapp.box.limits import MAX_INPUT, MAX_SIDE_OUT
from caseapp.domain.pixels import Pixels
from caseapp.services.exhibits import FileNotHere
from caseapp.storage import evidence, frame
from caseapp.storage.blob_reader import BlobDamaged
from caseapp.storage.blobs import Blob, BlobStore
from caseapp.storage.writer import Writer

SMALL: Final = 256  # pixels a side of a thumbnail
_KIND: Final = "thumbnail-256-1"
_FORM: Final = struct.Struct(">4sHH")
_MAGIC: Final = b"CPX1"
_MAX_PACKED: Final = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """A file of evidence and its thumbnail, if one was made."""

    blob: Blob
    small: Blob | None


class PictureService:
    """``box`` is one for the program. Nothing of this is history, and nothing of it travels."""

    def __init__(self, blobs: BlobStore, box: Box, clock: Callable[[], int]) -> None:
        self._blobs = blobs
        self._box = box
        self._clock = clock

    def find(self, sql: Any, sha256: str) -> Found:
        """Reader's side (its connection). Raises FileNotHere."""
        blob = frame.blob(sql, bytes.fromhex(sha256))
        if blob is None:
            raise FileNotHere()
        return Found(blob, frame.derivative(sql, blob.sha256, _KIND))

    def kept(self, found: Found) -> Pixels | None:
        """The thumbnail that was made before; None where there is none or it is damaged. Any thread."""
        if found.small is None:
            return None
        try:
            return unpack(self._blobs.load(found.small, _MAX_PACKED))
        except BlobDamaged:
            return None

    def make(self, found: Found, side: int = SMALL) -> Pixels:
        """Read the file and let the box draw it. Any thread. Raises BlobDamaged, NotShown's kinds, NoBox."""
        return self._box.picture(self._bytes(found), min(side, MAX_SIDE_OUT))

    def text(self, found: Found) -> str:
        """The file as plain text. Any thread. Raises BlobDamaged, NotShown's kinds, NoBox."""
        return self._box.text(self._bytes(found))

    def keep(self, writer: Writer, found: Found, pixels: Pixels) -> None:
        """Writer's side: keep a thumbnail as a blob linked to its parent."""
        receipt = self._blobs.intake(BytesIO(pack(pixels)), evidence.known(writer.sql))
        with writer.transaction():
            evidence.put(writer.sql, receipt, self._clock())
            frame.put_derivative(writer.sql, found.blob.sha256, _KIND, receipt.blob.sha256)

    def _bytes(self, found: Found) -> bytes:
        if found.blob.size > MAX_INPUT:
            raise TooLarge()
        return self._blobs.load(found.blob, MAX_INPUT)


def pack(pixels: Pixels) -> bytes:
    """Bare RGB behind its size, deflated: what is kept is read back without any picture parser."""
    return _FORM.pack(_MAGIC, pixels.width, pixels.height) + zlib.compress(pixels.rgb, 6)


def unpack(data: bytes) -> Pixels | None:
    """None for anything but what ``pack`` made."""
    try:
        magic, width, height = _FORM.unpack(data[: _FORM.size])
        if magic != _MAGIC or max(width, height) > SMALL:
            return None
        inflate = zlib.decompressobj()
        rgb = inflate.decompress(data[_FORM.size :], width * height * 3 + 1)
        return Pixels(width, height, rgb) if inflate.eof else None
    except (struct.error, zlib.error, ValueError):
        return None
