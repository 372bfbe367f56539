"""A blob of format 1, kept for ever: ours and any age tool still open it."""

import json
from hashlib import sha256
from pathlib import Path

import pyrage

from caseapp.storage.blobs import Blob, BlobStore, Secret

GOLDEN = Path(__file__).parents[1] / "golden" / "blob"
CONTENT = b"founding statement\n" * 100


def test_the_golden_blob_opens() -> None:
    row = json.loads((GOLDEN / "row.json").read_text())
    blob = Blob(
        row["name"], bytes.fromhex(row["sha256"]), bytes.fromhex(row["sha512"]), row["size"], Secret(row["secret"])
    )
    store = BlobStore(GOLDEN, bytes.fromhex(row["name_key"]))
    assert store.name_of(sha256(CONTENT).digest()) == row["name"]
    store.verify(blob)
    assert store.load(blob, len(CONTENT)) == CONTENT


def test_any_age_tool_opens_it() -> None:
    row = json.loads((GOLDEN / "row.json").read_text())
    plain = pyrage.decrypt((GOLDEN / row["name"]).read_bytes(), [pyrage.x25519.Identity.from_str(row["secret"])])
    assert plain == CONTENT.ljust(65536, b"\0")
