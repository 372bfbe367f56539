"""Cheap measures before the first secret is in memory: no core dump, no debugger of the same user.

They slow an accident and a curious program down. Against somebody who rules the machine they promise nothing.
"""

import ctypes
import platform
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def harden() -> bool:
    """Switch dumps off; True if the system took it."""
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415  (POSIX only)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if platform.system() == "Linux":
        libc = ctypes.CDLL(None, use_errno=True)
        return bool(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
    return True
