"""Cold start and memory, in fresh processes: ours, and an empty window after the same imports."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.stats import Line

_MEASURED: Final = "benchmarks.window.start"
_IMPORTS: Final = ("main", "ui.app")  # what the program loads by itself
_YARD: Final = "an empty window after the same imports"


def starting(vault: Path, rounds: int) -> list[Line]:
    """From nothing to the gate and to the first page behind it, key derivation apart."""
    _child("empty")  # the first of all reads the files from the disk
    _child("sat", vault)  # today's backup is made, and what Home counted waits for the next sitting, as every day
    found = [(_child("ours", vault), _child("empty")) for _ in range(rounds)]
    ours, empty = [one for one, _ in found], [other for _, other in found]
    bare = tuple(one["painted"] for one in empty)
    derived = tuple(one["derived"] for one in ours)
    home = tuple(one["home"] for one in ours)  # opened at a price that is nearly nothing
    return [
        Line("start to the gate", _YARD, "ms", tuple(one["gate"] for one in ours), bare, "<= 1.5"),
        Line("start to the first page, without key derivation", _YARD, "ms", home, bare, "<= 1.5"),
        Line("key derivation, at the product's price", _YARD, "ms", derived, bare),
    ]


def memory(vault: Path) -> list[Line]:
    """What the process holds after every place was shown and records of every type were opened."""
    ours, empty = _child("used", vault), _child("empty")
    return [
        Line("memory: first page", _YARD, "MiB", (ours["first"],), (empty["resident"],), "<= 400 MiB with 100,000"),
        Line("memory: every place and record type shown", _YARD, "MiB", (ours["resident"],), (empty["resident"],),
             "<= 400 MiB with 100,000"),
        Line("memory: the most ever", _YARD, "MiB", (ours["most"],), (empty["most"],)),
    ]


def _child(*what: Any) -> dict[str, float]:
    command = [sys.executable, "-m", _MEASURED, *map(str, what)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=300, env=environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _now() -> float:
    """Milliseconds of processor time since this process began, the interpreter's own start included."""
    return time.process_time() * 1000


def _empty() -> dict[str, float]:
    from importlib import import_module  # noqa: PLC0415  (what is imported when is what this measures)

    for name in _IMPORTS:
        import_module(name)
    widgets = import_module("PySide6.QtWidgets")
    app = widgets.QApplication([])
    window = widgets.QMainWindow()
    window.resize(1366, 768)
    window.show()
    app.processEvents()
    told = {"painted": _now()}
    resident = import_module("benchmarks.window.screen").resident
    return {**told, "resident": resident(), "most": _most()}


def _ours(vault: str) -> dict[str, float]:
    from importlib import import_module  # noqa: PLC0415  (as above)

    for name in _IMPORTS:
        import_module(name)
    made = import_module("benchmarks.window.screen")
    screen = made.Screen(Path(vault))
    gate = _now()
    screen.enter()
    home = _now()
    kdf = import_module("caseapp.security.kdf")
    begun = _now()
    kdf.derive("seven quiet herons", bytes(kdf.SALT_SIZE), kdf.DEFAULT)
    return {"gate": gate, "home": home, "derived": _now() - begun}


def _sat(vault: str) -> dict[str, float]:
    """A sitting that ends as it should, with the work that is due once a day."""
    from importlib import import_module  # noqa: PLC0415  (as above)

    screen = import_module("benchmarks.window.screen").Screen(Path(vault))
    screen.enter()
    screen.rest()
    screen.close()
    return {}


def _used(vault: str) -> dict[str, float]:
    from importlib import import_module  # noqa: PLC0415  (as above)

    made, looking = import_module("benchmarks.window.screen"), import_module("benchmarks.window.looking")
    screen = made.Screen(Path(vault))
    screen.enter()
    first = made.resident()
    looking.visit(screen)
    return {"first": first, "resident": made.resident(), "most": _most()}


if __name__ == "__main__":
    work = {"empty": _empty, "ours": _ours, "sat": _sat, "used": _used}[sys.argv[1]]
    print(json.dumps(work(*sys.argv[2:])), flush=True)
    os._exit(0)
