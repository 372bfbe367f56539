"""One part of the measurement, in a process of its own: ``PART ROUNDS COUNT FOLDER``; lines as JSON to stdout."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from benchmarks.stats import Line
from benchmarks.window import looking
from benchmarks.window.screen import Screen
from benchmarks.window.scrolling import scrolling
from benchmarks.window.start import memory, starting
from benchmarks.window.views import views

_INSIDE: Final[Mapping[str, Callable[[Screen, int], list[Line]]]] = {
    "places": looking.places, "records": looking.records, "forms": looking.forms, "typing": looking.typing,
    "questions": looking.questions,
}


def main() -> None:
    """Measure and print."""
    name, rounds, count, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    if name == "scrolling":
        lines = scrolling(count, rounds)
    elif name == "views":
        lines = views(rounds)
    elif name == "start":
        lines = starting(Path(folder), rounds)
    elif name == "memory":
        lines = memory(Path(folder))
    else:
        screen = Screen(Path(folder))
        screen.enter()
        lines = _INSIDE[name](screen, rounds)
    print(json.dumps([line.to_json() for line in lines]), flush=True)
    os._exit(0)  # what is open is only read; the interpreter's own end would be measured by nobody


if __name__ == "__main__":
    main()
