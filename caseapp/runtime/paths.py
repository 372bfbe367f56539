"""Where things lie on this machine: the program's own files, and the per-user local data folder.

Vaults live in the *local* data folder, never among the documents that systems index and copy to clouds.
"""

import os
import sys
from pathlib import Path
from typing import Final

RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources"


def data_folder() -> Path:
    """The folder for vaults: made on first use, for this account alone."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", str(Path.home() / "AppData" / "Local")))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "Caseapp" / "vaults"


def machine_id() -> bytes:
    """Something that differs between machines; used only under a key, to notice that a vault was copied."""
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        if path.is_file():
            return path.read_bytes().strip()
    return str(Path.home()).encode()
