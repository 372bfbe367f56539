"""The database's part in the tests of blobs: rows by name, and a folder to look into."""

import io
from pathlib import Path

from caseapp.storage.blobs import Blob, BlobStore

KEY = b"k" * 32
CANARY = b"Founding statement, signed in Almaty. "


class Rows(dict[str, Blob]):
    """The database's part: rows by name."""

    def keep(self, store: BlobStore, content: bytes) -> Blob:
        receipt = store.intake(io.BytesIO(content), self.get)
        if receipt.fresh:
            self[receipt.blob.name] = receipt.blob
        return receipt.blob


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
