"""Where Caseapp starts: with a command the command line, without one the window."""

import sys
from importlib import import_module


def main(arguments: list[str]) -> int:
    """Options alone open the window. Qt is loaded only then, so that commands work where no screen can."""
    options = {"--vault": 2, "--sample": 1, "--language": 2}
    rest = list(arguments)
    while rest and rest[0] in options:
        del rest[: options[rest[0]]]
    room = import_module("caseapp.cli.main" if rest else "ui.app")
    return int(room.run(arguments) if rest else room.run_window(arguments))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
