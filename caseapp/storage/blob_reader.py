"""Our own seekable reader of the age files that hold evidence: a player or an export pulls bytes, pyrage only pushes.

Reads exactly what pyrage writes for one X25519 recipient (C2SP age v1: header, HKDF-SHA-256, ChaCha20-Poly1305 in
chunks of 64 KiB with a counter and a last-chunk flag) and nothing else. Writing is pyrage's alone.
"""

import base64
import binascii
import hmac
import os
from io import RawIOBase
from itertools import pairwise
from typing import Any, BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from caseapp.domain.errors import Bug, Damaged
from caseapp.domain.text import N_

CHUNK: Final = 64 * 1024
_TAG: Final = 16
_NONCE: Final = 16
_INTRO: Final = b"age-encryption.org/v1\n"
_MAX_HEADER: Final = 16 * 1024
_PREFIX: Final = "AGE-SECRET-KEY-1"
_BECH32: Final = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"


class BlobDamaged(Damaged):
    """An evidence file is not the one that was taken in: altered, cut off, swapped or missing."""

    code = "blob-damaged"
    what = N_("A file kept as evidence is damaged or missing ({place}).")
    next_step = N_("It was not shown. Do not delete anything: take the file from a backup, and check the disk.")


class BlobFile(RawIOBase):
    """The content of one age file as a binary file of ``size`` bytes, padding left out. Every chunk is authenticated.

    ``size`` comes from the database; a file that does not fit it, or any altered byte, raises BlobDamaged.
    Authentication says that the bytes are those once written; the hash of the whole is the caller's to compare.
    """

    def __init__(self, file: BinaryIO, secret: str, size: int, padded: int) -> None:
        self._file = file
        self._size = size
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        file_key, self._start = _open_header(file, secret)
        nonce = _exactly(file, _NONCE)
        self._start += _NONCE
        self._aead = ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))
        self._last = max(1, -(-padded // CHUNK)) - 1
        self._padded = padded
        if file.seek(0, os.SEEK_END) != self._start + padded + _TAG * (self._last + 1):
            raise BlobDamaged("length")

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always: each chunk can be read alone."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """As ``io.RawIOBase``."""
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """As ``io.RawIOBase``."""
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        """As ``io.RawIOBase``; at most to the end of the content. Raises BlobDamaged."""
        wanted = min(len(buffer), self._size - self._at)
        if wanted <= 0:
            return 0
        number, inside = divmod(self._at, CHUNK)
        data = self._chunk(number)[inside : inside + wanted]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def check_padding(self) -> None:
        """Raise BlobDamaged unless everything after the content is zero."""
        first, inside = divmod(self._size, CHUNK)
        for number in range(first, self._last + 1):
            if self._chunk(number)[inside if number == first else 0 :].strip(b"\0"):
                raise BlobDamaged("padding")

    def close(self) -> None:
        """Close the file underneath."""
        if not self.closed:
            self._file.close()
            self._held = (-1, b"")
        super().close()

    def _chunk(self, number: int) -> bytes:
        if self._held[0] != number:
            plain = min(CHUNK, self._padded - number * CHUNK)
            self._file.seek(self._start + number * (CHUNK + _TAG))
            sealed = _exactly(self._file, plain + _TAG)
            nonce = number.to_bytes(11, "big") + bytes([number == self._last])
            try:
                self._held = (number, self._aead.decrypt(nonce, sealed, None))
            except InvalidTag:
                raise BlobDamaged("content") from None
        return self._held[1]


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise BlobDamaged("length")
    return data


def _open_header(file: BinaryIO, secret: str) -> tuple[bytes, int]:
    """The file key and the header's length. Raises BlobDamaged."""
    file.seek(0)
    head = file.read(_MAX_HEADER)
    mac_at = head.find(b"\n--- ") + 1
    end = head.find(b"\n", mac_at) + 1
    if not head.startswith(_INTRO) or mac_at == 0 or end == 0:
        raise BlobDamaged("header")
    file_key = _unwrap(head[len(_INTRO) : mac_at], secret)
    expected = hmac.digest(_derive(file_key, b"", b"header"), head[: mac_at + 3], "sha256")
    if not hmac.compare_digest(_unpadded(head[mac_at + 4 : end - 1]), expected):
        raise BlobDamaged("header")
    file.seek(end)
    return file_key, end


def _unwrap(stanzas: bytes, secret: str) -> bytes:
    key = X25519PrivateKey.from_private_bytes(_secret_bytes(secret))
    ours = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    lines = stanzas.split(b"\n")
    for line, body in pairwise(lines):
        match line.split(b" "):
            case [b"->", b"X25519", share]:
                theirs = _unpadded(share)
                try:
                    shared = key.exchange(X25519PublicKey.from_public_bytes(theirs))
                    wrapping = ChaCha20Poly1305(_derive(shared, theirs + ours, b"age-encryption.org/v1/X25519"))
                    return wrapping.decrypt(bytes(12), _unpadded(body), None)
                except (InvalidTag, ValueError):
                    continue
    raise BlobDamaged("key")


def _derive(material: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(material)


def _unpadded(text: bytes) -> bytes:
    """Base64 without padding, in its one canonical spelling. Raises BlobDamaged."""
    try:
        raw = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise BlobDamaged("header") from None
    if base64.b64encode(raw).rstrip(b"=") != text:
        raise BlobDamaged("header")
    return raw


def _secret_bytes(secret: str) -> bytes:
    """The 32 bytes in ``AGE-SECRET-KEY-1…`` (Bech32, BIP 173); the checksum was ours to write and is not read again."""
    digits = [_BECH32.find(letter) for letter in secret.removeprefix(_PREFIX)]
    if not secret.startswith(_PREFIX) or len(digits) != 58 or -1 in digits:
        raise Bug("blob-secret")
    value = 0
    for digit in digits[:-6]:
        value = value << 5 | digit
    return (value >> 4).to_bytes(32, "big")
