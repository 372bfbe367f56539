"""In the child, before the first foreign byte: bounded memory, time, files and processes, then the call filter.

Everything a parser needs is imported before. On Windows the parent has put the child into a job object by then
(``caseapp.box.windows``). On macOS the limits hold and there is no filter: there a parser that was taken over could
still read what this account may read. The Safety check says which of these this machine has.
"""

import sys

from caseapp.box import seccomp
from caseapp.box.limits import CPU_SECONDS, MEMORY

if sys.platform != "win32":
    import resource


def confine(cpu_seconds: int = CPU_SECONDS) -> None:
    """Raises OSError when the system refuses a limit: then nothing is parsed."""
    if sys.platform == "win32":
        return
    limits = {
        resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_NOFILE: 3,  # standard input, output and error are open; nothing else can be
        resource.RLIMIT_NPROC: 0,
    }
    if sys.platform != "darwin":  # macOS does not keep it, and refuses to set it
        limits[resource.RLIMIT_AS] = MEMORY
    for which, most in limits.items():
        resource.setrlimit(which, (most, most))
    if seccomp.available():
        seccomp.install()
