"""Who forgot the passphrase opens with the recovery key, as the guide says, and sets a new passphrase with it."""

import pytest

from caseapp.security.errors import WrongSecret
from tests.support.live import PHRASE, Live

NEW = "six other quiet words over there"


def test_the_recovery_key_stands_in_for_a_forgotten_passphrase(live: Live) -> None:
    made = live.vaults.create("Almaty", PHRASE)
    desk = live.vaults.unlock(made.place.path, made.recovery_key, "en")
    desk.ways.change_passphrase(made.recovery_key, NEW)
    desk.lock()
    with pytest.raises(WrongSecret):
        live.vaults.unlock(made.place.path, PHRASE, "en")
    live.vaults.unlock(made.place.path, NEW, "en").lock()
    live.vaults.unlock(made.place.path, made.recovery_key, "en")


def test_anything_else_changes_nothing(live: Live) -> None:
    made = live.vaults.create("Almaty", PHRASE)
    desk = live.vaults.unlock(made.place.path, PHRASE, "en")
    with pytest.raises(WrongSecret):
        desk.ways.change_passphrase("something that was never one of them", NEW)
    desk.lock()
    live.vaults.unlock(made.place.path, PHRASE, "en")
