"""Where Caseapp starts: with a command the command line, without one the window."""

import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from caseapp.runtime.bootstrap import compose
from caseapp.runtime.lanes import Lanes
from ui.desk.start import Start
from ui.desk.vaults import DeskVaults, Home

OPTIONS = {"--vault": 2, "--sample": 1, "--language": 2}


def main(arguments: list[str]) -> int:
    """Options alone open the window. Qt is loaded only then, so that commands work where no screen can."""
    rest, given = list(arguments), dict[str, str]()
    while rest and rest[0] in OPTIONS:
        taken, rest = rest[: OPTIONS[rest[0]]], rest[OPTIONS[rest[0]] :]
        given[taken[0]] = taken[-1]
    return int(import_module("caseapp.cli.main").run(compose(), arguments)) if rest else window(given)


def window(given: dict[str, str]) -> int:
    """Compose the window and serve it; the lanes outlive every vault that it opens."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop runs no Python: Ctrl+C would wait for ever
    app, lanes = compose(), Lanes()
    first = Path(given["--vault"]).absolute() if "--vault" in given else None
    home = Home(app.vault_folder, app.resources, first, app.outside)
    vaults = DeskVaults(app.vaults, home, lanes, app.language)
    language = given.get("--language", "") or app.outside.language
    start = Start(vaults, lanes, app.language, app.resources, again, language, first, "--sample" in given)
    try:
        return int(import_module("ui.app").run(start))
    finally:
        vaults.close()
        lanes.shutdown()


def again(vault: Path | None, language: str) -> None:
    """A fresh process at the gate of this vault, or in the sample; what this one held in memory ends with it."""
    which = ["--sample"] if vault is None else ["--vault", str(vault)]
    command = [sys.executable, str(Path(__file__).resolve()), *which, "--language", language]
    subprocess.Popen(command, start_new_session=True)  # noqa: S603  (our own program, fixed arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
