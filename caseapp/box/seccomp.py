"""Linux: a list of the system calls that a parser still needs; every other one is refused by the kernel.

A classic BPF program installed with prctl (Linux ``Documentation/userspace-api/seccomp_filter.rst``). Calls that a
library may try in good faith fail with EPERM; those that reach another process, a file to be written or the network
end the child. The program is built here, in forty lines, because the wrapper libraries need a system library that is
not on every machine.
"""

import ctypes
import errno
import platform
import struct
import sys
from typing import Final

_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_ERRNO: Final = 0x00050000
_KILL: Final = 0x80000000
_LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
_ABOVE: Final = 0x35  # BPF_JMP | BPF_JGE | BPF_K
_RETURN: Final = 0x06
_X32: Final = 0x40000000

# name -> number, by machine. Source: the kernel's syscall tables (x86-64: arch/x86/entry/syscalls/syscall_64.tbl;
# arm64: include/uapi/asm-generic/unistd.h). 0 stands for "this machine has no such call".
_AUDIT: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_COLUMN: Final = {"x86_64": 0, "aarch64": 1}
_NONE: Final = -1
ALLOWED: Final = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "readv": (19, 65), "writev": (20, 66),
    "sched_yield": (24, 124), "mremap": (25, 216), "madvise": (28, 233), "getpid": (39, 172), "exit": (60, 93),
    "gettimeofday": (96, 169), "sigaltstack": (131, 132), "gettid": (186, 178), "futex": (202, 98),
    "clock_gettime": (228, 113), "exit_group": (231, 94), "getrandom": (318, 278),
}
REFUSED: Final = {  # tried in good faith by an interpreter that looks for a module or a terminal
    "open": (2, _NONE), "stat": (4, _NONE), "lstat": (6, _NONE), "ioctl": (16, 29), "access": (21, _NONE),
    "fcntl": (72, 25), "getcwd": (79, 17), "readlink": (89, _NONE), "openat": (257, 56), "newfstatat": (262, 79),
    "readlinkat": (267, 78), "faccessat": (269, 48), "statx": (332, 291), "getdents64": (217, 61),
    "sysinfo": (99, 179), "prlimit64": (302, 261), "faccessat2": (439, 439), "sched_getaffinity": (204, 123),
    "uname": (63, 160), "clone3": (435, 435),
}


def available() -> bool:
    """Whether this kernel and this machine are known here."""
    return sys.platform.startswith("linux") and platform.machine() in _AUDIT


def program(machine: str) -> bytes:
    """The filter as the kernel reads it: 8 bytes an instruction, native byte order (all of ours are little-endian)."""
    column = _COLUMN[machine]
    allowed = [numbers[column] for numbers in ALLOWED.values() if numbers[column] != _NONE]
    refused = [numbers[column] for numbers in REFUSED.values() if numbers[column] != _NONE]
    lines = [
        (_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _AUDIT[machine]), (_RETURN, 0, 0, _KILL),  # another architecture's calls
        (_LOAD, 0, 0, 0),
    ]
    if machine == "x86_64":
        lines += [(_ABOVE, 0, 1, _X32), (_RETURN, 0, 0, _KILL)]
    for numbers, verdict in ((allowed, _ALLOW), (refused, _ERRNO | errno.EPERM)):
        for number in numbers:
            lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, verdict)]
    lines.append((_RETURN, 0, 0, _KILL))
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def install() -> None:
    """From here on nothing else is possible. Raises OSError when the kernel does not take it."""
    code = program(platform.machine())
    buffer = ctypes.create_string_buffer(code, len(code))
    # struct sock_fprog: unsigned short len; struct sock_filter *filter
    descriptor = ctypes.create_string_buffer(struct.pack("@HP", len(code) // 8, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs")
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, descriptor, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
