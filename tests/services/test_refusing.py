"""What must not go in leaves no trace; what nobody vouched for waits. Each with its negative control."""

from pathlib import Path

import pytest

from caseapp.domain.errors import UserError
from caseapp.exchange import errors
from caseapp.exchange.writer import Outgoing, Written, write_package
from caseapp.history import bundle as bundles
from caseapp.history.errors import NotGenuine
from caseapp.security import card as cards
from caseapp.services import exporting
from caseapp.services.contacts import ContactService, SampleCard
from caseapp.services.edits import Edit
from tests.services.exchanges import Make, Pair, meet, refused, save, send, shape, take_in, trace

# -- refusals ------------------------------------------------------------------------------------------------------

def test_foreign_truncated_altered_and_unfinished_files_leave_no_trace(pair: Pair) -> None:
    a, b = pair
    for _ in range(4):
        save(a, remarks="long " * 10_000)
    path = send(a, b)
    whole = path.read_bytes()
    foreign = path.with_name("foreign.casepkg")
    foreign.write_bytes(b"%PDF-1.7 not ours at all")
    refused(b, foreign, errors.Foreign)
    path.write_bytes(whole[:len(whole) // 2])
    refused(b, path, errors.Truncated)
    path.write_bytes(whole[:-1])
    refused(b, path, UserError)
    for at in (30, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        refused(b, path, UserError)
    path.write_bytes(whole + b"x")
    refused(b, path, errors.Altered)
    refused(b, path.rename(path.with_name("x.casepkg.part")), errors.Unfinished)
    fine = path.with_name("fine.casepkg")
    fine.write_bytes(whole)
    assert len(take_in(b, fine).new) == 4, "negative control: unharmed bytes go in"


def test_a_file_for_somebody_else(make: Make) -> None:
    a, b, c = make("a"), make("b"), make("c")
    meet(a, b)
    meet(a, c)
    save(a, occupation="teacher")
    refused(c, send(a, b), errors.NotForUs)
    assert len(take_in(c, send(a, c)).new) == 1


def test_an_unknown_and_an_unverified_sender(make: Make) -> None:
    a, b = make("a"), make("b")
    a.contacts.add(b.card.raw)
    a.contacts.trust(b.card.fp, "words")
    save(a, occupation="teacher")
    path = send(a, b)
    refused(b, path, errors.SenderUnknown)
    b.contacts.add(a.card.raw)
    refused(b, path, errors.SenderUnverified)
    b.contacts.trust(a.card.fp, "words")
    assert len(take_in(b, path).new) == 1


def test_negative_control_of_the_senders_card(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """With trust switched off in the code the unverified file does go in: the test above sees the difference."""
    a, b = make("a"), make("b")
    a.contacts.add(b.card.raw)
    a.contacts.trust(b.card.fp, "words")
    b.contacts.add(a.card.raw)
    save(a, occupation="teacher")
    monkeypatch.setattr(ContactService, "counts", lambda _self, _fp: True)
    assert len(take_in(b, send(a, b)).new) == 1


def test_a_change_altered_before_the_sender_signed_the_file(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A verified sender may pass on what others wrote, and must not be able to change it."""
    a, b = pair
    save(a, occupation="teacher")
    path = a.folder.parent / "forged.casepkg"

    def forging(target: Path, outgoing: Outgoing, staging: Path, **rest: object) -> Written:
        forged = [doc.replace(b"teacher", b"general") for doc in outgoing.changesets]
        assert any(b"general" in doc for doc in forged)
        return write_package(target, Outgoing(
            outgoing.manifest, outgoing.recipients, outgoing.sign, outgoing.cards, forged, outgoing.blobs
        ), staging)

    monkeypatch.setattr(exporting.writer, "write_package", forging)
    a.exchange.export(path, [b.card.fp])
    refused(b, path, NotGenuine)
    monkeypatch.setattr(bundles, "verify", lambda _bundle, _key: None)
    id_ = take_in(b, path).new[0]
    assert b.reader.get(id_).record.occupation == "general", "negative control: without the check it goes in"


def test_sample_and_real_do_not_mix(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    real, sample = make("real"), make("sample", sample=True)
    for one, other in ((real, sample), (sample, real)):
        before = trace(one)
        with pytest.raises(SampleCard):
            one.contacts.add(other.card.raw)
        assert trace(one) == before
    with monkeypatch.context() as loose:
        loose.setattr(ContactService, "check", lambda _self, raw: cards.decode(raw))
        meet(real, sample)
    save(real, occupation="teacher")
    save(sample, occupation="invented")
    refused(sample, send(real, sample), errors.SampleMismatch)
    refused(real, send(sample, real), errors.SampleMismatch)


# -- authors nobody verified ---------------------------------------------------------------------------------------

def test_an_unverified_authors_changes_are_held_until_the_card_is_compared(make: Make) -> None:
    a, b, c = make("a"), make("b"), make("c")
    meet(a, b)
    meet(b, c)
    theirs = save(a, occupation="teacher")
    take_in(b, send(a, b))
    mine = save(b, occupation="driver")
    with c.exchange.preview(send(b, c)) as incoming:
        assert (incoming.preview.new, incoming.preview.held) == ((mine,), 1)
        incoming.take_in()
    assert c.reader.ids("person") == [mine]
    assert c.reader.stats()["#held"] == 1
    assert (a.card.fp, "unverified") in [(card.fp, state) for card, state in c.contacts.list()]
    assert c.exchange.release(a.card.fp).ids == {}
    c.contacts.trust(a.card.fp, "words")
    assert c.exchange.release(a.card.fp).ids == {"person": {theirs}}
    assert c.reader.stats()["#held"] == 0
    assert shape(c) == shape(b)
    assert c.verify() == []


def test_what_is_held_in_pieces_and_in_several_files_is_taken_in_whole(make: Make) -> None:
    """One action of 3 MB travels in several documents, and comes once more in a later file."""
    a, b, c = make("a"), make("b"), make("c")
    meet(a, b)
    meet(b, c)
    ids = [a.records.new_id() for _ in range(60)]
    a.records.save([Edit("person", id_, {"remarks": "long " * 10_000}) for id_ in ids], "A list")
    take_in(b, send(a, b))
    take_in(c, send(b, c))
    save(b, occupation="driver")
    with c.exchange.preview(send(b, c)) as incoming:
        assert incoming.preview.held == 1, "one action, whatever the number of its documents"
        incoming.take_in()
    assert c.writer.sql.execute("SELECT count(*) FROM held").fetchone()[0] >= 6
    assert c.reader.stats()["#held"] == 1
    c.contacts.trust(a.card.fp, "words")
    assert c.exchange.release(a.card.fp).ids == {"person": set(ids)}
    assert shape(c) == shape(b)
    assert c.verify() == []


def test_what_is_held_is_verified_when_it_is_released(make: Make) -> None:
    a, b, c = make("a"), make("b"), make("c")
    meet(a, b)
    meet(b, c)
    save(a, occupation="teacher")
    take_in(b, send(a, b))
    take_in(c, send(b, c))
    c.contacts.trust(a.card.fp, "words")
    document = bytes(c.writer.sql.execute("SELECT document FROM held").fetchone()[0])
    forged = document.replace(b"teacher", b"general")
    c.writer.sql.execute("UPDATE held SET document = ?", (forged,))
    before = trace(c)
    with pytest.raises(NotGenuine):
        c.exchange.release(a.card.fp)
    assert trace(c) == before
    c.writer.sql.execute("UPDATE held SET document = ?", (document,))
    assert c.exchange.release(a.card.fp).ids["person"]
