"""What opens a vault, changed from inside, and the backups that older secrets still open."""

from pathlib import Path

import pytest

from caseapp.runtime.bootstrap import App, compose
from caseapp.security import hardening
from caseapp.security.errors import BadRecoveryKey, NoKeyring, WrongSecret
from caseapp.security.kdf import Cost
from caseapp.services.profile import NoName, NoSuchZone
from caseapp.services.session import Session
from tests.services.conftest import PHRASE
from tests.services.exchanges import save
from tests.support import toy
from tests.support.keyring import Keyring

NEW = "eight loud herons under a bridge"


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, keyring: Keyring) -> App:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind this whole test run
    return compose(cost=lambda: Cost(64, 1, 1), clock=toy.ticking(), device_secrets=keyring)


@pytest.fixture
def folder(app: App, tmp_path: Path) -> Path:
    app.vaults.create(tmp_path / "v", PHRASE, "V", alias="A")
    with opened(app, tmp_path / "v") as session:
        save(session, occupation="driver")
    return tmp_path / "v"


def opened(app: App, folder: Path, secret: str = PHRASE) -> Session:
    session = app.vaults.open(folder, secret)
    session.writer.open()
    return session


def test_a_new_recovery_key_opens_and_the_old_one_does_not(app: App, tmp_path: Path) -> None:
    old = app.vaults.create(tmp_path / "v", PHRASE, "V").recovery_key
    key = app.vaults.propose_recovery()
    with pytest.raises(WrongSecret):
        app.vaults.try_recovery(tmp_path / "v", key)
    app.vaults.set_recovery(tmp_path / "v", PHRASE, key)
    app.vaults.try_recovery(tmp_path / "v", key)
    app.vaults.open(tmp_path / "v", key).close()
    with pytest.raises(WrongSecret):
        app.vaults.try_recovery(tmp_path / "v", old)
    assert [slot.type for slot in app.vaults.slots(tmp_path / "v")] == ["passphrase", "recovery"]


def test_a_new_recovery_key_needs_the_passphrase(app: App, folder: Path) -> None:
    key = app.vaults.propose_recovery()
    with pytest.raises(WrongSecret):
        app.vaults.set_recovery(folder, "not the passphrase of it", key)
    with pytest.raises(BadRecoveryKey):
        app.vaults.set_recovery(folder, PHRASE, key[:-1])


def test_the_keyring_on_and_off(app: App, folder: Path, keyring: Keyring) -> None:
    app.vaults.add_device_slot(folder, PHRASE)
    assert [slot.type for slot in app.vaults.slots(folder)] == ["recovery", "passphrase+device"]
    opened(app, folder).close()
    held = dict(keyring.kept)
    keyring.kept.clear()
    with pytest.raises(NoKeyring):
        app.vaults.open(folder, PHRASE)
    keyring.kept.update(held)
    app.vaults.remove_device_slot(folder, PHRASE)
    assert keyring.kept == {}
    opened(app, folder).close()


def test_backups_that_an_older_passphrase_opens_are_named(app: App, folder: Path) -> None:
    app.vaults.change_passphrase(folder, PHRASE, NEW)
    with opened(app, folder, NEW) as session:
        before = [each.folder for each in session.backups.found()]
        assert [each.why for each in session.backups.found()] == ["slots"]
        session.backups.make()
        everything = [each.folder for each in session.backups.found()]
    assert app.vaults.older_doors(folder, everything) == before
    app.vaults.try_passphrase(before[0], PHRASE)
    with pytest.raises(WrongSecret):
        app.vaults.try_passphrase(before[0], NEW)


def test_another_name_makes_a_new_card_that_contacts_accept(app: App, folder: Path, tmp_path: Path) -> None:
    app.vaults.create(tmp_path / "w", PHRASE, "W", alias="B")
    with opened(app, folder) as one, opened(app, tmp_path / "w") as other:
        other.contacts.add(one.card.raw)
        other.contacts.trust(one.card.fp, "words")
        old = one.card
        one.profile.rename("Aizhan", "monitor")
        assert (one.card.alias, one.card.role, one.card.serial, one.card.fp) == ("Aizhan", "monitor", 2, old.fp)
        assert one.contacts.own() == one.card
        other.contacts.add(one.card.raw)
        assert other.contacts.verified(old.fp)
        card = other.contacts.card(old.fp)
        assert card is not None
        assert card.alias == "Aizhan"
        one.profile.rename("Aizhan", "monitor")
        assert one.card.serial == 2
        with pytest.raises(NoName):
            one.profile.rename("  ", "")
        save(one, occupation="signed after the change")
        assert one.verify() == []
    with opened(app, folder) as one:
        assert one.card.alias == "Aizhan"


def test_label_and_zone(app: App, folder: Path) -> None:
    with opened(app, folder) as session:
        session.profile.relabel("Almaty")
        assert session.label == "Almaty"
        with pytest.raises(NoName):
            session.profile.relabel(" ")
        session.profile.set_zone("Asia/Qyzylorda")
        assert session.profile.zone() == "Asia/Qyzylorda"
        with pytest.raises(NoSuchZone):
            session.profile.set_zone("Nowhere/Town")
    with opened(app, folder) as session:
        assert (session.label, session.author.zone) == ("Almaty", "Asia/Qyzylorda")


def test_the_log_is_read_by_kind_and_page_by_page(app: App, folder: Path) -> None:
    with opened(app, folder) as session:
        for number in range(5):
            session.activity.note("recovery-drill" if number % 2 else "label", {"number": number})
        first = session.activity.lines(limit=2)
        second = session.activity.lines(before=first[-1].no, limit=2)
        assert [line.detail["number"] for line in (*first, *second) if isinstance(line.detail, dict)] == [4, 3, 2, 1]
        assert len(session.activity.lines(("recovery-drill",))) == 2
        assert session.activity.counts() == {"recovery-drill": 2, "label": 3}
        last = session.activity.last("recovery-drill")
        assert last is not None
        assert last.detail == {"number": 3}
        assert session.activity.last("print") is None
