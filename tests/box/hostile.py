"""The first hundred hostile files: bombs, giant dimensions, loops, polyglots, truncations, other people's formats.

``python -m tests.box.hostile FOLDER`` writes them for other tools to look at; the tests take them from here. Each is
built in memory from a few seeds, the same every time, and none holds anything that could run by itself.
"""

import io
import random
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image

Hostile = tuple[str, bytes]
_SAVED = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")


def honest(kind: str, size: tuple[int, int] = (64, 48)) -> bytes:
    """A good picture of that kind."""
    out = io.BytesIO()
    picture = Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3))
    picture.save(out, kind)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes, crc: int | None = None) -> bytes:
    check = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def _png(width: int, height: int, body: bytes, depth: int = 8, colour: int = 2, extra: bytes = b"") -> bytes:
    header = struct.pack(">IIBBBBB", width & 0xFFFFFFFF, height & 0xFFFFFFFF, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + extra + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def bombs() -> Iterator[Hostile]:
    """Small files that grow."""
    zeros = zlib.compress(bytes(64 * 1024 * 1024), 9)
    yield "png-zlib-bomb", _png(9_000, 2_400, zeros)
    yield "png-zlib-bomb-beyond-its-size", _png(8, 8, zeros)
    text = _chunk(b"zTXt", b"a\0\0" + zeros)
    yield "png-text-bomb", _png(8, 8, zlib.compress(bytes(8 * 25)), extra=text)
    yield "png-icc-bomb", _png(8, 8, zlib.compress(bytes(8 * 25)), extra=_chunk(b"iCCP", b"a\0\0" + zeros))
    yield "png-itxt-bomb", _png(8, 8, zlib.compress(bytes(8 * 25)), extra=_chunk(b"iTXt", b"a\0\1\0\0\0" + zeros))
    yield "gif-thousand-frames", _gif_frames(1_000)
    yield "png-nested-deflate", _png(64, 64, zlib.compress(zeros, 9))
    yield "bmp-rle-bomb", _bmp(9_999, 9_999, b"\xff\x00" * 1_000, compression=1, bits=8)


def giants() -> Iterator[Hostile]:
    """Dimensions that nobody has memory for, or that are none."""
    for width, height in ((2**31 - 1, 2**31 - 1), (10_001, 1), (1, 10_001), (10_000, 10_000), (0, 0), (0, 5),
                          (2**32 - 1, 1)):
        yield f"png-{width}x{height}", _png(width, height, zlib.compress(b"\0" * 64))
    for width, height in ((65_535, 65_535), (10_001, 2), (0, 0)):
        yield f"jpeg-{width}x{height}", _jpeg_sized(width, height)
        yield f"gif-{width}x{height}", b"GIF89a" + struct.pack("<HH", width, height) + honest("GIF")[10:]
    for width, height in ((2**31 - 1, 2**31 - 1), (-1, -1), (2**31 - 1, -(2**31)), (40_000, 40_000)):
        yield f"bmp-{width}x{height}", _bmp(width, height, b"\0" * 64)
    yield "webp-16383x16383", _webp_sized(16_383, 16_383)
    for count in (2**32 - 1, 0):
        yield f"tiff-size-{count}", _tiff({256: count, 257: count, 259: 1, 262: 2, 273: 8, 279: 1})


def loops() -> Iterator[Hostile]:
    """Structures that point at themselves."""
    yield "tiff-ifd-to-itself", _tiff({256: 8, 257: 8, 259: 1, 262: 1, 273: 8, 279: 64}, following=8)
    two = bytearray(_tiff({256: 8, 257: 8, 259: 1, 262: 1, 273: 8, 279: 64}, following=200).ljust(200, b"\0"))
    two += struct.pack("<H", 1) + struct.pack("<HHII", 256, 4, 1, 8) + struct.pack("<I", 8)
    yield "tiff-two-ifds-in-a-ring", bytes(two)
    yield "tiff-strip-on-its-own-ifd", _tiff({256: 4_000, 257: 4_000, 259: 1, 262: 1, 273: 8, 279: 2**31})
    yield "tiff-exif-ifd-to-itself", _tiff({256: 8, 257: 8, 259: 1, 262: 1, 273: 8, 279: 64, 34665: 8})
    yield "gif-zero-delay-for-ever", _gif_frames(50)
    yield "gif-sub-blocks-without-end", honest("GIF")[:-1] + b"\x21\xfe" + b"\xff" * 4_096
    yield "jpeg-fill-bytes-without-end", b"\xff\xd8" + b"\xff" * 200_000
    yield "jpeg-many-tables", b"\xff\xd8" + (b"\xff\xdb\x00\x43\x00" + b"\1" * 64) * 5_000 + honest("JPEG")[2:]
    yield "jpeg-exif-orientation-loop", _jpeg_exif(struct.pack("<2sHIHHHII", b"II", 42, 8, 1, 34665, 4, 1, 8)[:26])
    yield "png-thousand-chunks", _png(8, 8, zlib.compress(bytes(200)), extra=_chunk(b"tEXt", b"a\0b") * 20_000)


def polyglots() -> Iterator[Hostile]:
    """One file that is two, and foreign things in the places for remarks."""
    pdf, page = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n", b"<script>1</script>"
    archive = b"PK\x03\x04" + b"\0" * 26 + b"PK\x05\x06" + b"\0" * 18
    for kind in _SAVED:
        good = honest(kind)
        yield f"{kind.lower()}-then-zip", good + archive
        yield f"pdf-then-{kind.lower()}", pdf + good
        yield f"{kind.lower()}-then-script", good + page
    yield "jpeg-script-in-exif", _jpeg_exif(page)
    yield "jpeg-comment-of-64k", b"\xff\xd8\xff\xfe\xff\xff" + page.ljust(65_533, b" ") + honest("JPEG")[2:]
    yield "png-named-webp", b"RIFF" + struct.pack("<I", 4) + b"WEBP" + honest("PNG")
    yield "gif-header-jpeg-body", b"GIF89a" + honest("JPEG")
    yield "shebang-bmp", b"BM" + b"\n#!/bin/sh\nexit 1\n" + honest("BMP")[20:]


def truncations() -> Iterator[Hostile]:
    """Good pictures cut off, and with bytes turned over."""
    dice = random.Random(11)
    for kind in _SAVED:
        good = honest(kind)
        for share in (0.02, 0.3, 0.9):
            yield f"{kind.lower()}-cut-at-{share}", good[: max(1, int(len(good) * share))]
        turned = bytearray(good)
        for _ in range(24):
            turned[dice.randrange(8, len(turned))] ^= 1 << dice.randrange(8)
        yield f"{kind.lower()}-turned-bits", bytes(turned)


def strangers() -> Iterator[Hostile]:
    """Formats with parsers that fell before; none of them may be reached."""
    yield "empty", b""
    yield "one-byte", b"\xff"
    yield "postscript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n"
    yield "svg-entities", b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a 'aaaa'>]><svg>&a;</svg>"
    yield "pdf", b"%PDF-1.7\n%%EOF\n"
    yield "zip", b"PK\x03\x04" + b"\0" * 100
    yield "elf", b"\x7fELF" + b"\0" * 100
    yield "windows-program", b"MZ" + b"\0" * 100
    yield "icon-claiming-everything", b"\0\0\1\0\xff\xff" + b"\xff" * 64
    yield "photoshop", b"8BPS\0\1" + b"\xff" * 64
    yield "jpeg2000", b"\0\0\0\x0cjP  \r\n\x87\n" + b"\xff" * 64
    yield "fits", b"SIMPLE  =                    T" + b" " * 2_850
    yield "html", b"<!doctype html><img src=x onerror=alert(1)>"
    yield "mpeg", b"\0\0\1\xba" + b"\xff" * 64
    yield "heic", b"\0\0\0\x18ftypheic" + b"\xff" * 64
    yield "noise", random.Random(3).randbytes(100_000)
    yield "zeros", bytes(1_000_000)


def hostile() -> list[Hostile]:
    """All of them; the names are unique."""
    parts: tuple[Callable[[], Iterator[Hostile]], ...] = (bombs, giants, loops, polyglots, truncations, strangers)
    return [each for part in parts for each in part()]


def _gif_frames(count: int) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("P", (16, 16), shade % 256) for shade in range(count)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], duration=0, loop=0)
    return out.getvalue()


def _bmp(width: int, height: int, body: bytes, compression: int = 0, bits: int = 24) -> bytes:
    info = struct.pack("<IiiHHIIiiII", 40, width, height, 1, bits, compression, len(body), 1, 1, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(body), 0, 0, 54) + info + body


def _jpeg_sized(width: int, height: int) -> bytes:
    good = bytearray(honest("JPEG"))
    at = good.index(b"\xff\xc0")
    good[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(good)


def _jpeg_exif(tiff: bytes) -> bytes:
    body = b"Exif\0\0" + tiff
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + honest("JPEG")[2:]


def _webp_sized(width: int, height: int) -> bytes:
    good = bytearray(honest("WEBP"))
    at = good.index(b"\x9d\x01\x2a") + 3
    good[at : at + 4] = struct.pack("<HH", width, height)
    return bytes(good)


def _tiff(tags: dict[int, int], following: int = 0) -> bytes:
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value & 0xFFFFFFFF) for tag, value in sorted(tags.items()))
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + struct.pack("<I", following)


def main(arguments: list[str]) -> int:
    """Write them into a folder."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    made = hostile()
    for name, data in made:
        (folder / f"{name}.bin").write_bytes(data)
    sys.stdout.write(f"{len(made)} files\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
