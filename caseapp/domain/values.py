"""Small values that records hold beside text: a point on the map, a reference to a file kept in the vault."""

import re
from typing import Final

import msgspec

from caseapp.domain.errors import Invalid
from caseapp.domain.text import N_

_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SHA512: Final = re.compile(r"[0-9a-f]{128}", re.ASCII)
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}", re.ASCII)
MAX_SIZE: Final = 2**53 - 1  # bytes; what the canonical form can count
_E6: Final = 1_000_000
_DEGREES: Final = re.compile(
    r"\s*([+-]?\d{1,2}(?:\.\d{1,15})?)\s*[,; ]\s*([+-]?\d{1,3}(?:\.\d{1,15})?)\s*", re.ASCII)


class InvalidPoint(Invalid, ValueError):
    """Not a latitude and a longitude in degrees.

    Also a ValueError, so that strict decoding of foreign structs reports it as a validation error.
    """

    code = "invalid-point"
    what = N_("This is not a position on the map.")
    next_step = N_("Write latitude and longitude in degrees, for example “43.2380, 76.9450”.")


class InvalidBlobRef(Invalid, ValueError):
    """A reference to a file whose hash, size or media type has not the agreed form."""

    code = "invalid-file-reference"
    what = N_("This is not a reference to a file in a vault.")


class Point(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A position in WGS 84, in millionths of a degree (about 0.1 m).

    Whole numbers, because what is hashed and signed for ever holds no floats. Raises InvalidPoint.
    """

    lat_e6: int
    lon_e6: int

    def __post_init__(self) -> None:
        if abs(self.lat_e6) > 90 * _E6 or abs(self.lon_e6) > 180 * _E6:
            raise InvalidPoint()

    def __repr__(self) -> str:
        """Nothing of the position: a home on the map names who lives there."""
        return "Point()"

    @property
    def latitude(self) -> float:
        """Degrees north."""
        return self.lat_e6 / _E6

    @property
    def longitude(self) -> float:
        """Degrees east."""
        return self.lon_e6 / _E6

    def text(self) -> str:
        """"43.238000, 76.945000": read back by ``parse_point`` without loss."""
        return f"{_degrees(self.lat_e6)}, {_degrees(self.lon_e6)}"


def parse_point(text: str) -> Point:
    """Latitude, longitude in decimal degrees with points. Raises InvalidPoint."""
    match = _DEGREES.fullmatch(text)
    if match is None:
        raise InvalidPoint()
    return Point(_millionths(match[1]), _millionths(match[2]))


class BlobRef(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A file kept in the vault, named by what is in it: hashes of the plain bytes as lower-case hex, size in bytes.

    The second hash stands beside the first so that a register of exhibits outlives the day one of them is broken.
    Raises InvalidBlobRef (while decoding: msgspec.ValidationError).
    """

    sha256: str
    size: int
    media_type: str = "application/octet-stream"
    sha512: str = ""

    def __post_init__(self) -> None:
        if _SHA256.fullmatch(self.sha256) is None or not 0 <= self.size <= MAX_SIZE:
            raise InvalidBlobRef()
        if _MEDIA_TYPE.fullmatch(self.media_type) is None:
            raise InvalidBlobRef()
        if self.sha512 and _SHA512.fullmatch(self.sha512) is None:
            raise InvalidBlobRef()


def _degrees(e6: int) -> str:
    sign = "-" if e6 < 0 else ""
    return f"{sign}{abs(e6) // _E6}.{abs(e6) % _E6:06d}"


def _millionths(text: str) -> int:
    whole, _, fraction = text.lstrip("+-").partition(".")
    digits = int(whole) * _E6 + int(fraction[:6].ljust(6, "0"))
    if len(fraction) > 6 and fraction[6] >= "5":
        digits += 1
    return -digits if text.startswith("-") else digits
