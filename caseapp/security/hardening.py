"""Cheap measures before the first secret is in memory: no core dump, no debugger, no files for other accounts.

They slow an accident and a curious program down. Against somebody who rules the machine they promise nothing. The
measures for Windows and macOS are written from the vendors' documentation and not yet tried on such a machine.
"""

import ctypes
import os
import platform
import sys
from typing import Final

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE: Final = 4
_PT_DENY_ATTACH: Final = 31
_SEM_NO_CRASH_DIALOGS: Final = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX


def harden() -> bool:
    """Switch dumps and attaching off; True if the system took all of it."""
    if sys.platform == "win32":
        return _on_windows()
    os.umask(0o077)  # the database driver and the PDF press make files without saying a mode
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if platform.system() == "Linux":
        return bool(libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)
    if platform.system() == "Darwin":
        return bool(libc.ptrace(_PT_DENY_ATTACH, 0, None, 0) == 0)
    return True


def _on_windows() -> bool:
    """No crash dialog and no report with memory in it: Windows Error Reporting leaves this program out."""
    loader = getattr(ctypes, "WinDLL", None)
    if loader is None:
        return False
    loader("kernel32").SetErrorMode(_SEM_NO_CRASH_DIALOGS)
    return bool(loader("wer").WerAddExcludedApplication(ctypes.c_wchar_p(sys.executable), 0) == 0)
