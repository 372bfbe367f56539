"""Set Caseapp up and start it, from a bare Python 3.11 and nothing else: ``setup``, ``run`` or ``test``.

Only the standard library, because it runs before anything is installed. What it installs stays in ``.venv`` beside the
source, from a list locked by hash. A stamp inside ``.venv`` names the list it was made from, so that the next start
asks nobody for anything: no network, no package manager.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

import system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "caseapp-stamp.json"
LOCKS = {
    "run": (ROOT / "installer" / "requirements.lock",),
    "test": (ROOT / "installer" / "requirements-dev.lock", ROOT / "installer" / "requirements.lock"),
}


# A file of tests is one worker's; what is named by hand runs in one process, where a debugger can follow it.
EVERYTHING = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]


def say(text: str) -> None:
    """One line to the person, at once, so that a long download is never silent."""
    print(text, flush=True)


def refuse(text: str) -> NoReturn:
    """Stop with a reason and exit code 1."""
    print(text, file=sys.stderr, flush=True)
    raise SystemExit(1)


def venv_python() -> Path:
    """The interpreter inside ``.venv``."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment() -> dict[str, str]:
    """The environment of everything started here: no foreign Python path, UTF-8 whatever the locale."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return {**kept, "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1"}


def call(command: list[str]) -> int:
    """Run one program in the project's folder without standard input; returns its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment(), stdin=subprocess.DEVNULL, check=False).returncode


def digest(lock: Path) -> str:
    """The fingerprint of one locked list, read as text so that line ends do not matter."""
    return hashlib.sha256(lock.read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def stamp_for(purpose: str) -> dict[str, str]:
    """What the stamp must say for ``.venv`` to serve that purpose."""
    return {lock.name: digest(lock) for lock in LOCKS[purpose]}


def read_stamp() -> dict[str, str]:
    """What ``.venv`` was made from; empty when it is absent, foreign or half made."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def write_stamp(purpose: str) -> None:
    """Say that ``.venv`` is complete; last of all, and whole or not at all."""
    part = STAMP.with_suffix(".part")
    part.write_text(json.dumps(stamp_for(purpose), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    part.replace(STAMP)


def serves(purpose: str) -> bool:
    """Whether ``.venv`` already holds what that purpose needs."""
    return venv_python().exists() and stamp_for(purpose).items() <= read_stamp().items()


def interpreter_works() -> bool:
    """A ``.venv`` that was moved, or whose Python was upgraded away, does not start; one without pip cannot grow."""
    if not venv_python().exists():
        return False
    probe = [str(venv_python()), "-c", "import pip, sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(probe, capture_output=True, stdin=subprocess.DEVNULL, check=False).returncode == 0


def make_venv() -> None:
    """Make ``.venv``, installing Debian's python3-venv first where Python came without it."""
    if interpreter_works():
        return
    if VENV.exists():
        if VENV.is_symlink() or not ((VENV / "pyvenv.cfg").exists() or not any(VENV.iterdir())):
            refuse(f"{VENV} is not a virtual environment that may be replaced. Move it away and start again.")
        shutil.rmtree(VENV)
    if not system.python_has_venv():
        system.install(["python3-venv"], "Python's own module venv")
    say("Making .venv …")
    if call([sys.executable, "-m", "venv", str(VENV)]) != 0:
        refuse("The virtual environment could not be made; the reason stands above.")


def install_packages(purpose: str) -> None:
    """Install the locked list: hashes required, wheels only, so that no package's code runs while it is installed."""
    lock = LOCKS[purpose][0]
    say(f"Installing from {lock.relative_to(ROOT)} …")
    options = ["--require-hashes", "--only-binary", ":all:", "--no-input", "--disable-pip-version-check", "--quiet"]
    if call([str(venv_python()), "-m", "pip", "install", *options, "-r", str(lock)]) != 0:
        refuse("The packages could not be installed. A first set-up needs the network; the reason stands above.")


def refuse_plaintext_keyring() -> None:
    """keyrings.alt would silently turn the system's keyring into a plain file."""
    for pattern in ("lib/python*/site-packages/keyrings*alt*", "Lib/site-packages/keyrings*alt*"):
        if any(VENV.glob(pattern)):
            refuse("The package keyrings.alt is in .venv; it keeps secrets in plain files. Remove .venv, start again.")


def compile_catalogues() -> None:
    """Make the .mo files that the program reads from the .po files that translators write, where they are newer."""
    for source in sorted((ROOT / "resources" / "i18n").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        part = target.with_suffix(".mo.part")
        command = [str(venv_python()), "-m", "babel.messages.frontend", "-q", "compile", "-i", str(source)]
        if call([*command, "-o", str(part)]) != 0 or not part.exists():
            refuse(f"The catalogue {source.relative_to(ROOT)} could not be compiled; the reason stands above.")
        part.replace(target)


def setup(purpose: str) -> None:
    """Bring everything to where ``run`` or ``test`` can start; does nothing twice."""
    system.ensure(screen=purpose == "run" and system.has_screen(), tools=purpose == "test")
    if not serves(purpose):
        make_venv()
        install_packages(purpose)
        write_stamp(purpose)
    refuse_plaintext_keyring()
    compile_catalogues()


def fresh_folder() -> Path:
    """A new place under ``out/`` for what a demonstration makes; nothing already there is touched."""
    number = 1
    while (ROOT / "out" / f"demo-{number}").exists():
        number += 1
    return ROOT / "out" / f"demo-{number}"


def run() -> int:
    """The window on the sample vault where there is a screen; without one, the whole job in files that are named."""
    main = [str(venv_python()), str(ROOT / "main.py")]
    if system.has_screen():
        return call([*main, "--sample"])
    say("There is no screen, so the main job is done in files.")
    folder = fresh_folder()
    folder.parent.mkdir(exist_ok=True)
    return call([*main, "demo", str(folder)])


def test(arguments: list[str]) -> int:
    """All gates, then the tests; pytest's closing line comes last. Non-zero if any of them is red."""
    python = str(venv_python())
    gates = {
        "ruff": [python, "-m", "ruff", "check", "."],
        "mypy": [python, "-m", "mypy", "--strict", "caseapp", "ui", "main.py"],
        "import-linter": [python, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
    }
    codes = {name: call(command) for name, command in gates.items()}
    for name, code in codes.items():
        say(f"{name}: {'passed' if code == 0 else f'FAILED with exit code {code}'}")
    tests = call([python, "-m", "pytest", *(arguments or EVERYTHING)])
    return tests or max(codes.values(), key=abs)


def main(arguments: list[str]) -> int:
    """Parse ``setup | run | test`` and do it."""
    if sys.version_info < (3, 11):  # noqa: UP036  (this file is what an older Python meets first)
        refuse("Caseapp needs Python 3.11 or newer.")
    parser = argparse.ArgumentParser(description="Set up Caseapp, then run it or its tests.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="install everything and stop")
    commands.add_parser("run", help="install what is missing, then open the window or do the main job in files")
    commands.add_parser("test", help="install what is missing, then run all gates and tests; the rest goes to pytest")
    for_pytest = arguments[1:] if arguments[:1] == ["test"] else []
    chosen = parser.parse_args(arguments[: len(arguments) - len(for_pytest)])
    setup("test" if chosen.command == "test" else "run")
    if chosen.command == "setup":
        say("Caseapp is set up.")
        return 0
    return run() if chosen.command == "run" else test(for_pytest)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
