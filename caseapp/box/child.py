"""The program of the child process: one request in, one answer out, then it ends. One file a process.

It is started with an empty environment and imports nothing of Caseapp but this room and the word for pixels.
"""

import codecs
import io
import sys
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from caseapp.box.confine import confine
from caseapp.box.limits import MAX_PIXELS_IN, MAX_SIDE_IN, MAX_TEXT_OUT
from caseapp.box.wire import Answer, Reason, What, read_request, tell
from caseapp.domain.pixels import Pixels

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1251")


def picture(data: bytes, side: int) -> Answer:
    """The first frame, upright, on white, fitted into a square of ``side`` pixels."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if max(image.size) > MAX_SIDE_IN or image.width * image.height > MAX_PIXELS_IN:
                return Reason.TOO_LARGE
            image.draft("RGB", (side, side))
            image.load()
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((side, side))
            rgb = _on_white(upright)
            return Pixels(rgb.width, rgb.height, rgb.tobytes())
    except UnidentifiedImageError:
        return Reason.UNKNOWN
    except (Image.DecompressionBombError, MemoryError):
        return Reason.TOO_LARGE


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        ground.alpha_composite(clear)
        return ground.convert("RGB")
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def text(data: bytes) -> Answer:
    """Plain text in the encodings of our field; the first million characters. Control characters are refused."""
    for encoding in _ENCODINGS:
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            found = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(ord(char) < 32 and char not in "\t\n\r\f" for char in found):
            return Reason.UNKNOWN
        return found[:MAX_TEXT_OUT]
    return Reason.UNKNOWN


def answer(what: What, side: int, data: bytes) -> Answer:
    """Whatever a parser raises on hostile bytes means that they are broken; nothing of it is told but that."""
    try:
        return picture(data, side) if what is What.PICTURE else text(data)
    except Exception:  # noqa: BLE001  # the parser's own errors are without number, and nobody is to read them
        return Reason.BROKEN


def main() -> None:
    """Standard input to standard output."""
    warnings.simplefilter("ignore")
    Image.init()  # every parser now, since nothing can be opened afterwards
    for encoding in _ENCODINGS:
        codecs.lookup(encoding)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS_IN
    confine()
    told = tell(answer(*read_request(sys.stdin.buffer)))
    sys.stdout.buffer.write(told)
    sys.stdout.buffer.flush()
