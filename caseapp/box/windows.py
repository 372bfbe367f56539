"""Windows: the child is put into a job object before it is given a byte: memory, one process, no escape.

Written from the vendor's documentation (``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``); not yet tried on such a machine.
"""

import ctypes
from typing import Any, Final

from caseapp.box.limits import CPU_SECONDS, MEMORY

_EXTENDED: Final = 9  # JobObjectExtendedLimitInformation
_UI: Final = 4  # JobObjectBasicUIRestrictions
_LIMITS: Final = 0x2 | 0x8 | 0x100 | 0x400 | 0x2000  # process time, one process, memory, no dialogs, die with the job
_UI_ALL: Final = 0xFF


class _Basic(ctypes.Structure):
    _fields_ = [  # ctypes wants a list
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least_set", ctypes.c_size_t), ("most_set", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
    ]


class _Extended(ctypes.Structure):
    _fields_ = [
        ("basic", _Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    ]


def job_for(process_handle: int, cpu_seconds: int = CPU_SECONDS) -> object:
    """The job that now holds the process; it dies when this object is closed. Raises OSError."""
    loader: Any = getattr(ctypes, "WinDLL", None)
    if loader is None:
        raise OSError("job objects are Windows'")
    kernel = loader("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Extended()
    limits.basic.flags, limits.basic.processes = _LIMITS, 1
    limits.basic.process_time = cpu_seconds * 10_000_000  # units of 100 ns
    limits.process_memory = MEMORY
    restrictions = ctypes.c_uint32(_UI_ALL)
    done = (
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
        and kernel.SetInformationJobObject(job, _UI, ctypes.byref(restrictions), ctypes.sizeof(restrictions))
        and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(process_handle))
    )
    if not done:
        raise OSError("job object")
    return job
