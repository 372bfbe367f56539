"""What the operating system must bring: shared libraries for Qt, and for the tests a few programs.

Standard library only. On Debian and its kin what is missing is installed with apt, as root or with sudo; elsewhere it
is named, because a guess at a foreign package manager helps nobody.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Each: the library as the loader knows it -> Debian's package that brings it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libcups.so.2": "libcups2",
}
# Needed only where a window is really shown; without them Qt aborts and names only "xcb".
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# The tests open a real Secret Service and read the printed pages with programs that are not ours.
TEST_TOOLS = {
    "dbus-run-session": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "pdftotext": "poppler-utils",
}


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY"))


def loads(library: str) -> bool:
    """Whether the loader finds that library: the same question Qt will ask."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def python_has_venv() -> bool:
    """Debian ships Python without ensurepip unless python3-venv is installed."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    return subprocess.run(probe, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def missing(*, screen: bool, tools: bool) -> dict[str, str]:
    """What is not there: library or program -> Debian's package. Empty where the platform brings everything itself."""
    if not sys.platform.startswith("linux"):
        return {}
    libraries = {**QT_LIBRARIES, **(SCREEN_LIBRARIES if screen else {})}
    lacking = {name: package for name, package in libraries.items() if not loads(name)}
    if tools:
        lacking.update({name: package for name, package in TEST_TOOLS.items() if shutil.which(name) is None})
    return lacking


def ensure(*, screen: bool, tools: bool) -> None:
    """Install what ``missing`` names, then look again; stops with names when something is still missing."""
    lacking = missing(screen=screen, tools=tools)
    if not lacking:
        return
    install(sorted(set(lacking.values())), ", ".join(sorted(lacking)))
    lacking = missing(screen=screen, tools=tools)
    if lacking:
        _stop(f"Still missing after the installation: {', '.join(sorted(lacking))}.")


def install(packages: list[str], what_for: str) -> None:
    """Install Debian packages, or stop and name them where that cannot be done from here."""
    names = " ".join(packages)
    print(f"Missing: {what_for}. Debian packages: {names}", flush=True)
    prefix = _privilege()
    if shutil.which("apt-get") is None or prefix is None:
        _stop(f"Please install them with your system's package manager (on Debian: apt install {names}).")
    print("Installing them with apt …", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = [*prefix, "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    # A failed update is not yet a failure: the packages may be in the lists, or in the cache, already.
    _call([*apt, "update"], quiet)
    if _call([*apt, "install", "-y", "--no-install-recommends", *packages], quiet) != 0:
        _stop(f"apt could not install: {names}. The reason stands above.")


def _privilege() -> list[str] | None:
    """How to become root: nothing to do, sudo (never asking where nobody can answer), or not at all."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    return ["sudo"] if sys.stdin.isatty() else ["sudo", "-n"]


def _call(command: list[str], environment: dict[str, str]) -> int:
    # sudo asks for its password on the terminal itself, so standard input stays closed for everything. What apt says
    # of each package is kept back unless it fails.
    pipe = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    done = subprocess.run(command, env=environment, check=False, **pipe)
    if done.returncode != 0:
        print(done.stdout.decode("utf-8", "replace"), file=sys.stderr, flush=True)
    return done.returncode


def _stop(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
    raise SystemExit(1)
