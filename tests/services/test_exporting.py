"""Who is sent what, what is noted of it, and the cards it all rests on."""

import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from caseapp.domain.errors import Invalid, NotFound
from caseapp.exchange import errors
from caseapp.exchange.writer import Outgoing, Written, write_package
from caseapp.security.errors import BadCard
from caseapp.security.identity import new_identity
from caseapp.services import exporting
from caseapp.services.contacts import NoSuchCard
from caseapp.services.exporting import RecipientUnverified
from caseapp.storage import frame, merging
from tests.services.exchanges import Make, Pair, save, send, shape, take_in, trace

# -- exports -------------------------------------------------------------------------------------------------------

def test_only_verified_cards_are_sent_anything(make: Make) -> None:
    a, b = make("a"), make("b")
    save(a, occupation="teacher")
    path = a.folder.parent / "x.casepkg"
    with pytest.raises(RecipientUnverified):
        a.exchange.export(path, [b.card.fp])
    a.contacts.add(b.card.raw)
    with pytest.raises(RecipientUnverified):
        a.exchange.export(path, [b.card.fp])
    with pytest.raises(Invalid):
        a.exchange.export(path, [])
    assert not path.exists()
    a.contacts.trust(b.card.fp, "words")
    a.exchange.export(path, [b.card.fp])
    assert path.exists()
    with pytest.raises(errors.TargetExists):
        a.exchange.export(path, [b.card.fp])
    assert [p.name for p in path.parent.iterdir() if p.is_file()] == ["x.casepkg"]


def test_a_file_whose_leaving_could_not_be_noted_does_not_leave(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the next file would carry the same number, and the other side would see a forged chain."""
    a, b = pair
    save(a, occupation="teacher")
    path = a.folder.parent / "x.casepkg"
    with monkeypatch.context() as broken:
        broken.setattr(frame, "put_sent", lambda *_: (_ for _ in ()).throw(errors.DiskFull()))
        with pytest.raises(errors.DiskFull):
            a.exchange.export(path, [b.card.fp])
    assert not [one for one in path.parent.iterdir() if one.is_file()]
    a.exchange.export(path, [b.card.fp])
    with b.exchange.preview(path) as incoming:
        assert (incoming.header.seq, incoming.notices) == (1, ())


def test_a_part_holds_the_case_and_nobody_elses_story(pair: Pair) -> None:
    a, b = pair
    inside, outside = save(a, occupation="teacher"), save(a, occupation="driver")
    act = save(a, type_="act", victim=inside)
    case = save(a, type_="case", title="One", persons=(inside,))
    with b.exchange.preview(send(a, b, roots=(case,))) as incoming:
        assert set(incoming.preview.new) == {inside, act, case}
        assert not incoming.header.everything
        assert incoming.notices == ()
        incoming.take_in()
    assert outside not in shape(b)
    assert b.verify() == []
    take_in(b, send(a, b))
    assert shape(b) == shape(a), "negative control: everything is everything"
    with pytest.raises(Invalid):
        send(a, b, roots=(inside,))
    with pytest.raises(NotFound):
        send(a, b, roots=(a.records.new_id(),))


def test_a_hole_in_a_file_that_says_everything_is_named(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = pair
    save(a, occupation="teacher")
    save(a, occupation="driver")
    path = a.folder.parent / "hole.casepkg"

    def leaving_out(target: Path, outgoing: Outgoing, staging: Path, **rest: object) -> Written:
        return write_package(target, Outgoing(
            outgoing.manifest, outgoing.recipients, outgoing.sign, outgoing.cards, list(outgoing.changesets)[1:], ()
        ), staging)

    monkeypatch.setattr(exporting.writer, "write_package", leaving_out)
    a.exchange.export(path, [b.card.fp])
    with b.exchange.preview(path) as incoming:
        assert [(n.code, n.first) for n in incoming.notices] == [("hole", 1)]


def test_files_travel_with_their_exhibits(pair: Pair, tmp_path: Path) -> None:
    a, b = pair
    source = tmp_path / "statement.txt"
    source.write_bytes(b"I was taken on the sixth." * 9000)
    exhibit = a.exhibits.attach(source, {}, "Attach").ids[0]
    path = send(a, b)
    before = trace(b)
    with b.exchange.preview(path) as incoming:
        assert incoming.header.files == 1
        assert trace(b)[:3] == before[:3]
        incoming.take_in()
    with b.exhibits.read(exhibit) as stream:
        assert sha256(stream.read()).digest() == sha256(source.read_bytes()).digest()
    assert b.verify() == []


def test_a_crash_before_the_merge_leaves_no_record_without_its_file(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = pair
    (tmp_path / "x.txt").write_bytes(b"evidence")
    exhibit = a.exhibits.attach(tmp_path / "x.txt", {}, "Attach").ids[0]
    path = send(a, b)
    with monkeypatch.context() as broken, b.exchange.preview(path) as incoming:
        broken.setattr(merging, "apply_all", lambda *_: (_ for _ in ()).throw(errors.DiskFull()))
        with pytest.raises(errors.DiskFull):
            incoming.take_in()
    assert b.reader.ids("exhibit") == []
    assert b.exchange.history() == []
    take_in(b, path)
    with b.exhibits.read(exhibit) as stream:
        assert stream.read() == b"evidence"


def test_what_left_and_came_is_noted(pair: Pair) -> None:
    a, b = pair
    save(a, occupation="teacher")
    take_in(b, send(a, b))
    kinds = [row[0] for vault in pair for row in vault.writer.sql.execute("SELECT kind FROM activity")]
    assert kinds == ["export", "import"]


def test_the_version_in_the_manifest_is_that_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == exporting.APP


# -- cards ---------------------------------------------------------------------------------------------------------

def test_cards_are_checked_kept_and_trusted(make: Make) -> None:
    a, b = make("a"), make("b")
    raw = b.card.raw
    with pytest.raises(BadCard):
        a.contacts.add(raw[:-1] + bytes([raw[-1] ^ 1]))
    with pytest.raises(NoSuchCard):
        a.contacts.trust(b.card.fp, "words")
    assert a.contacts.add(raw).alias == "b"
    assert not a.contacts.verified(b.card.fp)
    assert a.contacts.public_key(b.card.fp) == b.card.sign_pub
    a.contacts.trust(b.card.fp, "words")
    a.contacts.add(raw)
    assert a.contacts.verified(b.card.fp), "adding a known card keeps its state"
    assert [state for _, state in a.contacts.list()] == ["own", "verified"]
    a.contacts.add(a.card.raw)
    a.contacts.trust(a.card.fp, "words")
    assert [state for _, state in a.contacts.list()] == ["own", "verified"]
    assert a.contacts.public_key(new_identity().fp) is None
