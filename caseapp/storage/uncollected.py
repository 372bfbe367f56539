"""Python's collector of cyclic garbage, at rest while the vault is locked for a write."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cyclic garbage while the lock is held: folding makes hardly any, and looking for it among millions
    of short-lived objects was a quarter to two fifths of bulk paths."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
