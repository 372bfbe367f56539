"""Before a vault is used: does the log reach as far as its tip says?

Read-only, before any write, because a later checkpoint would bury the trace (security 2.4). When something is missing
the database and its write-ahead log are copied aside first.
"""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from caseapp.domain.errors import Damaged
from caseapp.storage import migrate
from caseapp.storage.engine import DatabaseKey, connect_raw
from caseapp.storage.errors import ChangesMissing, explaining
from caseapp.storage.tip import Tip

ASIDE: Final = "aside"


def check_tip(path: Path, key: DatabaseKey, count: int, root: bytes) -> None:
    """Raise ChangesMissing if fewer than ``count`` changesets are here, Damaged if they are not those of ``root``."""
    connection = connect_raw(path, key, write=False)
    try:
        with explaining():
            hashes = [bytes(row[0]) for row in connection.execute("SELECT hash FROM changeset ORDER BY no").fetchall()]
        if len(hashes) < count:
            _copy_aside(path)
            raise ChangesMissing(count - len(hashes))
        if Tip(hashes[:count]).root() != root:
            _copy_aside(path)
            raise Damaged(place="log")
    finally:
        connection.close()


def behind(path: Path, key: DatabaseKey) -> bool:
    """Whether the frame must be migrated before this program can write in it."""
    connection = connect_raw(path, key, write=False)
    try:
        with explaining():
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return row is not None and str(row[0]) != migrate.head()
    finally:
        connection.close()


def _copy_aside(path: Path) -> None:
    """Keep the files as they are now; an older copy aside is never overwritten."""
    folder = path.with_name(ASIDE)
    if folder.exists():
        return
    if not os.access(path.parent, os.W_OK):
        return  # nothing can write over them either
    folder.mkdir()
    for file in _files(path):
        shutil.copyfile(file, folder / file.name)


def _files(path: Path) -> Sequence[Path]:
    beside = (path.with_name(path.name + suffix) for suffix in ("", "-wal"))
    return [file for file in beside if file.exists()]
