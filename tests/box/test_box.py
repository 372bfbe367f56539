"""The box: good files come back as pixels, hostile ones as words, and nothing else ever comes out."""

import io
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from caseapp.box.box import Box
from caseapp.box.errors import BrokenFile, NoBox, NotShown, ParserEnded, TookTooLong, TooLarge, UnknownKind
from caseapp.box.limits import MAX_INPUT, MAX_SIDE_OUT, MAX_TEXT_OUT
from caseapp.box.wire import MAGIC, Reason, What, ask, bound, read_answer, read_request
from caseapp.domain.pixels import Pixels
from tests.box.hostile import honest, hostile

HOSTILE = hostile()
_SAY = "import sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({}); sys.stdout.flush()"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
def test_a_picture_comes_back_fitted(kind: str) -> None:
    pixels = Box().picture(honest(kind, (640, 320)), 64)
    assert (pixels.width, pixels.height) == (64, 32)
    assert len(pixels.rgb) == 64 * 32 * 3


def test_colours_transparency_and_orientation_are_kept() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(out, "PNG")
    assert Box().picture(out.getvalue(), 8).rgb == b"\xff" * 192
    out = io.BytesIO()
    exif = Image.Exif()
    exif[274] = 6  # the camera was held on its side
    Image.new("RGB", (20, 10), "red").save(out, "JPEG", exif=exif)
    turned = Box().picture(out.getvalue(), 64)
    assert (turned.width, turned.height) == (10, 20)
    assert turned.rgb[0] > 200 > turned.rgb[1]


@pytest.mark.parametrize(("data", "text"), [
    ("Жұмабеков, 7 қаңтар\n".encode(), "Жұмабеков, 7 қаңтар\n"),
    ("\ufeffПоказания".encode(), "Показания"),
    ("Показания".encode("cp1251"), "Показания"),
    ("Показания".encode("utf-16"), "Показания"),
])
def test_text_comes_back_in_the_encodings_of_the_field(data: bytes, text: str) -> None:
    assert Box().text(data) == text


def test_text_is_bounded_and_binary_is_refused() -> None:
    assert len(Box().text(b"a" * (MAX_TEXT_OUT + 5))) == MAX_TEXT_OUT
    with pytest.raises(UnknownKind):
        Box().text(b"\x7fELF\0\0\0")


def test_there_are_a_hundred_hostile_files() -> None:
    assert len(HOSTILE) >= 100
    assert len({name for name, _ in HOSTILE}) == len(HOSTILE)


@pytest.mark.parametrize(("name", "data"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_a_hostile_file_gives_bounded_pixels_or_words(name: str, data: bytes) -> None:
    """Most polyglots and some cut pictures are still pictures; that is what comes back, and only that."""
    came: Pixels | Reason
    try:
        came = Box().picture(data, 128)
    except NotShown as refused:
        came = refused.reason
    assert came in (Reason.UNKNOWN, Reason.BROKEN, Reason.TOO_LARGE) or (
        isinstance(came, Pixels) and max(came.width, came.height) <= 128
    )


@pytest.mark.parametrize(("name", "error"), [
    ("postscript", UnknownKind), ("svg-entities", UnknownKind), ("photoshop", UnknownKind), ("empty", UnknownKind),
    ("png-10000x10000", TooLarge), ("jpeg-65535x65535", TooLarge), ("bmp-40000x40000", TooLarge),
    ("jpeg-cut-at-0.3", BrokenFile),
])
def test_the_refusal_says_why(name: str, error: type[NotShown]) -> None:
    with pytest.raises(error):
        Box().picture(dict(HOSTILE)[name], 128)


# --- the child is as hostile as the file


def test_what_is_too_much_is_not_even_handed_over() -> None:
    with pytest.raises(TooLarge):
        Box(program="raise SystemExit(1)").picture(bytes(MAX_INPUT + 1), 64)


@pytest.mark.parametrize("said", [
    "b''", "b'P'",
    "b'P\\x00\\x10\\x00\\x10' + bytes(3)", "b'P\\xff\\xff\\xff\\xff'", "b'P\\0\\0\\0\\0'", "b'T' + b'words'",
    "b'N'", "b'N\\xff'", "b'N\\1\\1'", "b'P\\x00\\x10\\x00\\x10' + bytes(16 * 16 * 3 + 1)", "bytes(500_000_000)",
])
def test_nonsense_from_the_child_is_an_attack(said: str) -> None:
    with pytest.raises(ParserEnded):
        Box(program=_SAY.format(said)).picture(b"x", 64)


def test_more_than_was_asked_for_is_refused() -> None:
    """A taken-over child that answers with a larger picture than wanted; the same answer is fine where it is asked."""
    said = _SAY.format("b'P\\x00\\x80\\x00\\x80' + bytes(128 * 128 * 3)")
    with pytest.raises(ParserEnded):
        Box(program=said).picture(b"x", 64)
    assert Box(program=said).picture(b"x", 128).width == 128


def test_a_child_that_dies_or_never_answers_is_given_up() -> None:
    with pytest.raises(ParserEnded):
        Box(program="import os; os.abort()").picture(b"x", 64)
    forever = "import sys, time; sys.stdin.buffer.read(); time.sleep(600)"
    with pytest.raises(TookTooLong):
        Box(wall_seconds=0.5, program=forever).picture(b"x", 64)
    deaf = "import time; time.sleep(600)"
    with pytest.raises(TookTooLong):
        Box(wall_seconds=0.5, program=deaf).picture(bytes(10_000_000), 64)


def test_a_machine_that_starts_no_process_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    box = Box()
    monkeypatch.setattr(sys, "executable", str(Path("/nonexistent/python")))
    with pytest.raises(NoBox):
        box.picture(honest("PNG"), 64)


def test_many_at_once_do_not_mix() -> None:
    shades = ("red", "lime", "blue", "white")
    seen: dict[str, bytes] = {}

    def work(shade: str) -> None:
        out = io.BytesIO()
        Image.new("RGB", (9, 9), shade).save(out, "PNG")
        seen[shade] = Box().picture(out.getvalue(), 9).rgb[:3]

    threads = [threading.Thread(target=work, args=(shade,)) for shade in shades]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"red": b"\xff\0\0", "lime": b"\0\xff\0", "blue": b"\0\0\xff", "white": b"\xff\xff\xff"}


# --- the wire


@pytest.mark.parametrize("data", [
    b"", b"CPBX", b"XXXX" + ask(What.PICTURE, 5, b"a")[4:], ask(What.PICTURE, 5, b"abc")[:-1],
    MAGIC + b"\x01\x00\x00" + bytes(4), MAGIC + b"\x01\xff\xff" + bytes(4), MAGIC + b"\x09\x00\x05" + bytes(4),
    MAGIC + b"\x01\x00\x05" + (MAX_INPUT + 1).to_bytes(4, "big"),
])
def test_a_request_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_request(io.BytesIO(data))


def test_an_answer_fits_its_bound() -> None:
    assert bound(What.PICTURE, MAX_SIDE_OUT) == 5 + MAX_SIDE_OUT**2 * 3
    whole = b"P" + b"\x00\x02\x00\x01" + b"abcdef"
    assert read_answer(What.PICTURE, 2, whole) == Pixels(2, 1, b"abcdef")
    assert read_answer(What.TEXT, 1, whole) is Reason.ENDED
    assert read_answer(What.TEXT, 1, b"T\xff") is Reason.ENDED
