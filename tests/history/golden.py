"""The fixed inputs behind tests/golden/history. Written once; the test compares and never writes."""

from collections.abc import Iterator
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseapp.domain.canonical import encode
from caseapp.history import change as changes
from caseapp.history import changeset as changesets
from caseapp.history.bundle import Bundle, Part, carry
from caseapp.history.change import Change, Draft, Op, Status, withhold
from caseapp.history.changeset import Changeset, Stamp, Title, without_title
from caseapp.history.ids import RecordKey, WriteId

KEY = Ed25519PrivateKey.from_private_bytes(sha256(b"golden key").digest())
PUBLIC = KEY.public_key().public_bytes_raw()
AUTHOR = sha256(b"golden author").digest()
LIFE = b"\x01\x02\x03\x04\x05\x06\x07\x08"
RECORDS = [RecordKey("person", f"0190f3a1c0de7000800000000000000{n}") for n in range(3)]


def story() -> Iterator[tuple[str, Changeset, list[Change]]]:
    """One signed changeset of each op, the last with three records and an op of a newer version."""
    prev: bytes | None = None
    first: list[Change] = []
    last: list[Change] = []
    for counter, (name, cause, drafts) in enumerate(_drafts(first), start=1):
        records = RECORDS if name == "put" else RECORDS[:1]
        made = [
            changes.build(
                AUTHOR, LIFE, counter, record, [c.id for c in last if c.record == record], drafts,
                sha256(f"seed {counter} {record.id}".encode()).digest(),
            )
            for record in records
        ]
        stamp = Stamp(AUTHOR, LIFE, counter, prev, 1_700_000_000_000_000 + counter, "Asia/Almaty", "laptop", cause)
        title = Title(Status.WHOLE, f"Правка № {counter}", sha256(f"title {counter}".encode()).digest()[:16])
        changeset = changesets.build(stamp, title, made, KEY.sign)
        yield name, changeset, made
        prev, last = changeset.id, made
        first += made


def _drafts(first: list[Change]) -> Iterator[tuple[str, str, list[Draft]]]:
    yield "put", "edit", [
        Draft(Op.PUT, "name", (), encode("Тоқаева Әсел")),
        Draft(Op.PUT, "name", (), encode("line\nbreak \"quoted\" \u2028")),
        Draft(Op.PUT, "tags", (), encode({"at": [1, -2, True, None], "a": "z"})),
        Draft(Op.PUT, "consent", (), encode("no")),
    ]
    whose = first[0].id
    yield "both", "resolve", [Draft(Op.BOTH, "name", (WriteId(whose, 0), WriteId(whose, 1)))]
    yield "gone", "edit", [Draft(Op.GONE, "tags", (WriteId(whose, 2),))]
    yield "void", "undo", [Draft(Op.VOID, "", (WriteId(first[3].id, 0),))]
    yield "erase", "erase", [Draft(Op.ERASE, "", (WriteId(whose, 0),))]
    yield "newer", "edit", [Draft("annotate", "name", (WriteId(whose, 1),), encode({"note": "kept"}))]


def variants() -> Iterator[tuple[str, Bundle]]:
    """Name -> what travels: whole, withheld, erased, bare, skeleton, part with proofs."""
    for name, changeset, made in story():
        ids = [change.id for change in made]
        whole = [Part(change) for change in made]
        yield f"{name}-whole", carry(changeset, whole, ids)
        if name != "put":
            continue
        for status in (Status.WITHHELD, Status.ERASED, Status.BARE):
            hidden = [Part(_without(change, status)) for change in made]
            title = changeset if status is Status.BARE else without_title(changeset, status)
            yield f"{name}-{status.name.lower()}", carry(title, hidden, ids)
        yield f"{name}-part", carry(changeset, [whole[0], whole[2]], ids)
        bones = withhold(made[1], lambda _k, _e: Status.WITHHELD)
        yield f"{name}-skeleton", carry(changeset, [Part(bones, live=False)], ids)


def _without(change: Change, status: Status) -> Change:
    return withhold(change, lambda _, entry: status if entry.field == "name" else Status.WHOLE)
