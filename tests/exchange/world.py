"""Two people, their real keys and cards, and a small history to send: what the tests of this room stand on."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
import pyrage

from caseapp.domain import canonical
from caseapp.domain.canonical import Json
from caseapp.exchange.layout import LENGTH_SIZE, MAGIC
from caseapp.exchange.manifest import BLOBS, CARDS, CHANGESETS, Manifest, Stream, encode, signed
from caseapp.exchange.reader import Package, Receiver, Sender, open_package
from caseapp.exchange.writer import BlobSource, Outgoing, Written, write_package
from caseapp.history import changeset as changesets
from caseapp.history import wire
from caseapp.history.bundle import Bundle, Part
from caseapp.history.change import Draft, Status, build
from caseapp.history.changeset import Stamp, Title
from caseapp.history.ids import RecordKey, Writer
from caseapp.history.intervals import Have, Holding, Intervals
from caseapp.security import card
from caseapp.security.identity import Identity, new_identity

LIFE = bytes.fromhex("1122334455667788")
PERSON = RecordKey("person", "018c0000000070008000000000000001")
CASE = RecordKey("case", "018c0000000070008000000000000002")


def bundle(author: Identity, counter: int, text: str = "Айгүл Тестова", prev: bytes | None = None) -> Bundle:
    """One changeset with one change of one record."""
    dice = sha256(f"{counter}".encode()).digest()
    drafts = [Draft("put", "name", (), canonical.encode(text)), Draft("put", "note", (), canonical.encode("…"))]
    change = build(author.fp, LIFE, counter, PERSON, (), drafts, dice)
    stamp = Stamp(author.fp, LIFE, counter, prev, 1_641_340_800_000_000 + counter, "Asia/Almaty", "laptop-a")
    title = Title(Status.WHOLE, "Person recorded", dice[:16])
    return Bundle(changesets.build(stamp, title, [change], author.sign), (Part(change),))


def chain(author: Identity, count: int) -> list[Bundle]:
    """``count`` changesets, each naming the one before."""
    made: list[Bundle] = []
    for counter in range(1, count + 1):
        made.append(bundle(author, counter, prev=made[-1].changeset.id if made else None))
    return made


@dataclass(frozen=True)
class World:
    """``folder`` holds the stick and the scratch folder."""

    sender: Identity
    receiver: Identity
    folder: Path

    @property
    def staging(self) -> Path:
        path = self.folder / "staging"
        path.mkdir(exist_ok=True)
        return path

    @property
    def target(self) -> Path:
        return self.folder / "export.casepkg"

    def card(self) -> bytes:
        return card.make(self.sender, "Monitor A", "monitor", 1_641_340_800_000, sample=True).raw

    def manifest(self, **changes: object) -> Manifest:
        have = Have({Writer(self.sender.fp, LIFE): Holding(Intervals(((1, 2),)), sha256(b"2").digest())})
        plain = Manifest(
            package_id=bytes(range(16)), sender=self.sender.fp, life=LIFE, recipients=(self.receiver.fp,), seq=1,
            prev=None, created=1_641_340_800_000, app="0.1.0", schema=1, sample=True, have=have,
        )
        return msgspec.structs.replace(plain, **changes)

    def outgoing(
        self, blobs: Sequence[bytes] = (b"founding statement" * 5000, b""), records: Sequence[bytes] | None = None,
        **changes: object,
    ) -> Outgoing:
        if records is None:
            records = [wire.encode(one) for one in chain(self.sender, 2)]
        return Outgoing(
            self.manifest(**changes), (self.receiver.recipient,), self.sender.sign, [self.card()], records,
            [source(blob) for blob in blobs],
        )

    def write(self, target: Path | None = None, outgoing: Outgoing | None = None) -> Written:
        return write_package(target or self.target, outgoing or self.outgoing(), self.staging)

    def who(self, verified: bool = True) -> Receiver:
        known = {self.sender.fp: Sender(self.sender.sign_pub, verified)}
        return Receiver((self.receiver.age_secret,), frozenset({self.receiver.fp}), True, known.get)

    def open(self, path: Path | None = None, who: Receiver | None = None) -> Package:
        return open_package(path or self.target, who or self.who(), self.staging)

    def left_behind(self) -> list[str]:
        """Names of scratch files."""
        return [path.name for path in self.staging.iterdir()]


def source(content: bytes) -> BlobSource:
    """A blob whose content sits in memory."""
    return BlobSource(sha256(content).digest(), len(content), lambda: io.BytesIO(content))


def new_world(folder: Path) -> World:
    return World(new_identity(), new_identity(), folder)


def fixed_world(folder: Path) -> World:
    """The same two people each time; their keys are public, here."""
    sender = Identity(
        sha256(b"sender").digest(), "AGE-SECRET-KEY-1W4LMYUAKEDCLDN7JSKKNUS76SPYYGVTLX6YXC9HTK075R56ZD9ZSKQAS0Z"
    )
    receiver = Identity(
        sha256(b"receiver").digest(), "AGE-SECRET-KEY-1PAE6WD0AHT5ENWZYHNUTAPVMQ8X6D4ZXC4JM9LKTCZS5SQV4X9UQ69ENHZ"
    )
    return World(sender, receiver, folder)


def records(items: Sequence[bytes]) -> bytes:
    """A stream of length-prefixed records."""
    return b"".join(len(item).to_bytes(LENGTH_SIZE, "big") + item for item in items)


def blob_stream(items: Sequence[bytes]) -> bytes:
    """A stream of files."""
    return b"".join(sha256(item).digest() + len(item).to_bytes(8, "big") + item for item in items)


@dataclass
class Forge:
    """Makes files that no Caseapp would write, signed by a sender who is trusted and encrypted for the receiver."""

    world: World
    streams: list[tuple[str, bytes]]
    counts: dict[str, int]
    after: bytes = b""
    edit: Callable[[dict[str, Json]], None] = lambda value: None
    raw: bytes | None = None  # manifest bytes, instead of ``edit``
    magic: bytes = MAGIC

    def plaintext(self) -> bytes:
        raw = self.raw if self.raw is not None else self._manifest()
        head = self.magic + len(raw).to_bytes(LENGTH_SIZE, "big") + raw + self.world.sender.sign(signed(raw))
        return head + b"".join(content for _, content in self.streams) + self.after

    def write(self, path: Path) -> Path:
        recipient = pyrage.x25519.Recipient.from_str(self.world.receiver.recipient)
        path.write_bytes(pyrage.encrypt(self.plaintext(), [recipient]))
        return path

    def _manifest(self) -> bytes:
        streams = tuple(Stream(kind, len(content), sha256(content).digest()) for kind, content in self.streams)
        value = msgspec.json.decode(encode(self.world.manifest(counts={CARDS: 0, CHANGESETS: 0, BLOBS: 0}, streams=(
            Stream(CARDS, 0, sha256().digest()), Stream(CHANGESETS, 0, sha256().digest()),
            Stream(BLOBS, 0, sha256().digest()),
        ))))
        value["counts"] = self.counts
        value["streams"] = [{"kind": s.kind, "len": s.length, "sha256": s.sha256.hex()} for s in streams]
        self.edit(value)
        return msgspec.json.encode(value, order="sorted")


def forge(world: World, documents: Sequence[bytes] | None = None, blobs: Sequence[bytes] = (b"one", b"two")) -> Forge:
    """A file that would be accepted, until something of it is changed."""
    cards = [world.card()]
    lines = [wire.encode(one) for one in chain(world.sender, 2)] if documents is None else list(documents)
    return Forge(
        world, [(CARDS, records(cards)), (CHANGESETS, records(lines)), (BLOBS, blob_stream(blobs))],
        {CARDS: len(cards), CHANGESETS: len(lines), BLOBS: len(blobs)},
    )


def drain(package: Package) -> Iterator[bytes]:
    """Everything inside, as one run of pieces."""
    yield from package.cards()
    for document in package.changesets():
        wire.decode(document)
        yield document
    for blob in package.blobs():
        with blob.open() as file:
            yield file.read()
