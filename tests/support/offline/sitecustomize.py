"""Put on the path of every child process of the tests, so that the network is refused there too."""

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location("caseapp_test_guards", Path(__file__).parent.parent / "guards.py")
if _spec is None or _spec.loader is None:
    raise ImportError("the guards of the tests are missing")
_guards = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_guards)
GUARD = _guards.refuse_network()
