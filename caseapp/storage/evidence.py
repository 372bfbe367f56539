"""Between the rows that keep what opens a file of evidence and the store that keeps the file."""

from functools import partial
from typing import Any

from caseapp.storage import frame
from caseapp.storage.blobs import Blob, BlobReceipt, Known


def known(sql: Any) -> Known:
    """The question an intake asks: is there a row for a file of this name."""
    return partial(frame.blob_named, sql)


def put(sql: Any, receipt: BlobReceipt, at: int) -> None:
    """Inside a transaction: keep what opens the file. A file written anew has a new key, so its row is replaced."""
    if receipt.fresh:
        forget(sql, receipt.blob)
        frame.put_blob(sql, receipt.blob, at)


def forget(sql: Any, blob: Blob) -> None:
    """Inside a transaction: destroy the key, and those of what was made of it. The caller then discards the file."""
    frame.drop_derivatives(sql, blob.sha256)
    sql.execute("DELETE FROM blob WHERE sha256 = ?", (blob.sha256,))
