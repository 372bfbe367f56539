"""The bytes of history: golden files, a second implementation, every flipped byte, every malformed member."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caseapp.domain.canonical import encode
from caseapp.domain.errors import UserError
from caseapp.history import change as changes
from caseapp.history import changeset as changesets
from caseapp.history import wire
from caseapp.history.bundle import Bundle, Part, carry, verify
from caseapp.history.change import Draft, Op, Status, unite, withhold
from caseapp.history.changeset import Stamp, Title
from caseapp.history.errors import BadHistory, NewerHistory, NotGenuine, TooLarge
from caseapp.history.ids import RecordKey
from tests.history import independent
from tests.history.golden import AUTHOR, KEY, LIFE, PUBLIC, variants

GOLDEN = Path(__file__).parents[1] / "golden" / "history"
LINES = (GOLDEN / "changesets.jsonl").read_bytes().splitlines()
EXPECTED = json.loads((GOLDEN / "expected.json").read_bytes())
FROZEN = {
    "changesets.jsonl": "10ea0e0fd5ce3e41f57d6aa179875f1b4f3c047cee8365316fe6ef480dd0f024",
    "expected.json": "55985269f0bfb646178d1fd37e8b965111b83e9193a2e8a0eeb79b0c4021ffe0",
}


@pytest.mark.parametrize("name", FROZEN)
def test_golden_files_are_never_regenerated(name: str) -> None:
    assert hashlib.sha256((GOLDEN / name).read_bytes()).hexdigest() == FROZEN[name]


def test_todays_code_writes_the_golden_bytes() -> None:
    made = list(variants())
    assert [wire.encode(bundle) for _, bundle in made] == LINES
    for (name, bundle), expected in zip(made, EXPECTED["lines"], strict=True):
        assert expected["name"] == name
        assert expected["commits"] == [
            [part.change.commit(k).hex() for k in range(len(part.change.entries))] for part in bundle.parts
        ]


@pytest.mark.parametrize("line", LINES, ids=[line["name"] for line in EXPECTED["lines"]])
def test_golden_bytes_read_verify_and_go_on_unchanged(line: bytes) -> None:
    bundle = wire.decode(line)
    verify(bundle, PUBLIC)
    assert wire.encode(bundle) == line
    wanted = EXPECTED["lines"][LINES.index(line)]
    ids = [part.change.id.hex() for part in bundle.parts]
    assert (bundle.changeset.id.hex(), ids) == (wanted["changeset"], wanted["changes"])
    assert independent.read(line, PUBLIC) == (wanted["changeset"], wanted["changes"])


def test_whole_withheld_erased_and_bare_are_the_same_signed_changes() -> None:
    lines = [line for line in EXPECTED["lines"] if line["name"].startswith("put-")][:4]
    assert len({(line["changeset"], *line["changes"]) for line in lines}) == 1
    for line, document in zip(lines[1:], LINES[1:4], strict=True):
        assert "Тоқаева".encode() not in document, line["name"]
        seeds = [change["body"].get("seed") for change in json.loads(document)["changes"]]
        assert seeds == [None] * 3, "a seed would yield the salt of what is hidden"


@pytest.mark.parametrize("name", ["put-part", "put-withheld", "void-whole", "newer-whole"])
def test_every_flipped_byte_is_noticed(name: str) -> None:
    line = LINES[[x["name"] for x in EXPECTED["lines"]].index(name)]
    wanted = wire.decode(line)
    step = max(1, len(line) // 700)
    for at in range(0, len(line), step):
        for bit in (0x01, 0x20):
            flipped = bytearray(line)
            flipped[at] ^= bit
            try:
                bundle = wire.decode(bytes(flipped))
                verify(bundle, PUBLIC)
            except UserError:
                continue
            assert _only_a_label(bundle, wanted), at


def _only_a_label(bundle: Bundle, wanted: Bundle) -> bool:
    """No flip turns ``withheld`` into ``erased``; nothing else is unsigned."""
    return bundle == wanted


def test_the_flip_test_would_see_an_unsigned_member(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseapp.history.bundle.check_signature", lambda *_: None)
    with pytest.raises(AssertionError):
        test_every_flipped_byte_is_noticed("void-whole")


def test_a_truncated_line_is_refused() -> None:
    for end in range(0, len(LINES[6]), 7):
        with pytest.raises(UserError):
            wire.decode(LINES[6][:end])


def test_another_key_is_refused() -> None:
    with pytest.raises(NotGenuine):
        verify(wire.decode(LINES[0]), hashlib.sha256(b"other").digest())


def _document() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(LINES[0])
    return parsed


def _at(document: Any, *place: Any) -> Any:
    for key in place:
        document = document[key]
    return document


def _set(value: Any, *place: Any) -> Callable[[Any], None]:
    def act(document: Any) -> None:
        _at(document, *place[:-1])[place[-1]] = value
    return act


def _drop(*place: Any) -> Callable[[Any], None]:
    def act(document: Any) -> None:
        del _at(document, *place[:-1])[place[-1]]
    return act


_ENTRY = ("changes", 0, "body", "entries", 0)
MALFORMED = [
    _set("x", "sig"), _set("ab", "sig"), _drop("sig"), _drop("title"), _set({}, "title"), _set(1, "changes"),
    _set({"state": "gone"}, "title"), _set("x" * 5000, "title", "text"), _set("extra", "extra"),
    _set("A" * 64, "header", "author"), _set("ab", "header", "life"), _set(0, "header", "counter"),
    _set(2**53, "header", "counter"), _set(1.5, "header", "hlc"), _set(-1, "header", "hlc"),
    _set(0, "header", "v"), _set("\u202e", "header", "device"), _set("x" * 65, "header", "zone"),
    _set("Edit", "header", "cause"), _set("a" * 64, "header", "prev"), _set("a", "header", "group"),
    _set(1.0, "header", "counter"), _set(1.5, "header", "more"),
    _set("x", "changes", 0, "header"), _set([], "changes", 0, "header", "record"),
    _set(["Person", "0" * 32], "changes", 0, "header", "record"),
    _set(["person", "0"], "changes", 0, "header", "record"),
    _set(["a" * 64] * 1025, "changes", 0, "header", "parents"), _set(["x"], "changes", 0, "header", "parents"),
    _set(1.0, "changes", 0, "header", "counter"), _set("a" * 64, "changes", 0, "body", "seed"),
    _set("zz", "changes", 0, "body", "seed"), _set(True, "changes", 0, "skeleton"),
    _set({"index": 3, "path": [], "size": 3}, "changes", 0, "proof"),
    _set({"index": 0, "path": ["x"], "size": 3}, "changes", 0, "proof"),
    _set({"index": 0, "path": [], "size": 2**40}, "changes", 0, "proof"),
    _drop(*_ENTRY, "entry"), _drop(*_ENTRY, "value"), _set("a" * 32, *_ENTRY, "salt"),
    _set("a" * 64, *_ENTRY, "commit"), _set("a" * 64, *_ENTRY, "hash"), _set("withheld", *_ENTRY, "state"),
    _set(1.5, *_ENTRY, "value"), _set(2**53, *_ENTRY, "value"), _set("e\u0301", *_ENTRY, "value"),
    _set("x" * (256 * 1024 + 1), *_ENTRY, "value"), _set({"é": 1}, *_ENTRY, "value"),
    _set("", *_ENTRY, "entry", "field"), _drop(*_ENTRY, "entry", "field"), _drop(*_ENTRY, "entry", "op"),
    _set("void", *_ENTRY, "entry", "op"), _set("gone", *_ENTRY, "entry", "op"),
    _set([["a" * 64, -1]], *_ENTRY, "entry", "over"), _set([["a", 0]], *_ENTRY, "entry", "over"),
    _set([["a" * 64, 0]] * 4097, *_ENTRY, "entry", "over"), _set("x", *_ENTRY, "entry", "over"),
]


@pytest.mark.parametrize("spoil", MALFORMED, ids=range(len(MALFORMED)))
def test_a_malformed_member_is_refused_with_its_place(spoil: Callable[[Any], None]) -> None:
    document = _document()
    spoil(document)
    with pytest.raises(UserError) as refused:
        verify(wire.decode(independent.jcs(document)), PUBLIC)
    assert refused.value.params
    assert "Тоқаева" not in f"{refused.value!r}{refused.value.params}"


@pytest.mark.parametrize("raw", [
    b"", b"null", b"{}", b"[" * 100_000, b'{"changes":' + b"[" * 100_000, b"\xff\xfe", b" " + LINES[0],
    LINES[0] + b"\n", LINES[0].replace(b'"v":1', b'"v":1,"v":1', 1), LINES[0].replace(b"\\n", b"\\u000a", 1),
    LINES[0].replace(b'{"changes"', b'{ "changes"'), LINES[0].replace("Т".encode(), b"\\u0422", 1),
    LINES[0].replace("Т".encode(), b"\\ud800", 1),
])
def test_bytes_that_no_caseapp_writes_are_refused(raw: bytes) -> None:
    with pytest.raises(UserError):
        wire.decode(raw)


def test_length_is_bounded_before_anything_is_parsed() -> None:
    with pytest.raises(BadHistory):
        wire.decode(b"[" * (wire.MAX_DOCUMENT + 1))


def test_deep_values_are_refused() -> None:
    deep: Any = 1
    for _ in range(40):
        deep = [deep]
    document = _document()
    _set(deep, *_ENTRY, "value")(document)
    with pytest.raises(BadHistory):
        wire.decode(independent.jcs(document))


def test_a_newer_major_version_says_so() -> None:
    for place in (("header", "v"), ("changes", 0, "header", "v")):
        document = _document()
        _set(2, *place)(document)
        with pytest.raises(NewerHistory):
            wire.decode(independent.jcs(document))


def test_members_of_a_newer_minor_verify_and_go_on_unchanged() -> None:
    document = json.loads(LINES[-1])
    change = document["changes"][0]
    change["header"]["mood"] = {"of": ["the", "author"]}
    change["body"]["entries"][0]["entry"] |= {"op": "put", "until": 5}
    change["body"]["entries"].append({"entry": {"op": "seal", "over": [], "with": "wax"}})
    document["header"]["weather"] = "rain"
    document["header"]["root"] = independent.tree([independent.change_id(change)]).hex()
    document["sig"] = KEY.sign(independent.sha(b"cs1", independent.jcs(document["header"]))).hex()
    raw = independent.jcs(document)
    bundle = wire.decode(raw)
    verify(bundle, PUBLIC)
    assert wire.encode(bundle) == raw
    assert [entry.newer for entry in bundle.parts[0].change.entries] == [True, True]
    row = wire.unpack(bundle.parts[0].change.id, bundle.parts[0].change.header, wire.pack(bundle.parts[0].change))
    assert wire.encode(Bundle(bundle.changeset, (Part(row),))) == raw


def test_parts_of_another_changeset_do_not_pass() -> None:
    whole, other = wire.decode(LINES[0]), wire.decode(LINES[6])
    for parts in (whole.parts[:2], whole.parts[::-1], (*whole.parts, whole.parts[0]), other.parts, ()):
        with pytest.raises(NotGenuine):
            verify(Bundle(whole.changeset, parts), PUBLIC)
    part = wire.decode(LINES[4])
    for parts in (part.parts[::-1], (*part.parts, part.parts[0]), (part.parts[0], whole.parts[2])):
        with pytest.raises(NotGenuine):
            verify(Bundle(part.changeset, parts), PUBLIC)


def test_redacted_meets_whole() -> None:
    whole, withheld = wire.decode(LINES[0]).parts[0].change, wire.decode(LINES[1]).parts[0].change
    assert unite(whole, withheld) == unite(withheld, whole) == whole
    half = withhold(whole, lambda k, _: Status.WITHHELD if k == 3 else Status.WHOLE)
    mixed = unite(half, withheld)
    assert unite(withheld, half) == mixed, "each brings what the other lacks"
    assert [entry.status for entry in mixed.entries] == [Status.WHOLE] * 4
    assert unite(mixed, whole) == unite(whole, mixed) == whole
    assert all(wire.check_id(copy) for copy in (whole, withheld, half, mixed))
    rest = withhold(whole, lambda k, _: Status.WHOLE if k == 3 else Status.WITHHELD)
    joined = unite(half, rest)
    assert [entry.status for entry in joined.entries] == [Status.WHOLE] * 4
    assert wire.check_id(joined)


def test_columns_give_the_same_change() -> None:
    for line in LINES:
        for part in wire.decode(line).parts:
            change = part.change
            assert wire.unpack(change.id, change.header, wire.pack(change)) == change
            assert wire.check_id(change)


def _large(count: int, size: int) -> Bundle:
    made = [
        changes.build(
            AUTHOR, LIFE, 1, RecordKey("note", f"{n:032x}"), (), [Draft(Op.PUT, "text", (), encode("x" * size))],
            hashlib.sha256(str(n).encode()).digest(),
        )
        for n in range(count)
    ]
    stamp = Stamp(AUTHOR, LIFE, 1, None, 1, "UTC", "laptop")
    changeset = changesets.build(stamp, Title(Status.WHOLE, "many", bytes(16)), made, KEY.sign)
    return carry(changeset, [Part(change) for change in made], [change.id for change in made])


def test_what_is_too_long_for_a_line_travels_in_pieces_that_verify_alone() -> None:
    bundle = _large(20, 200_000)
    with pytest.raises(TooLarge):
        wire.encode(bundle)
    pieces = [wire.decode(wire.encode(piece)) for piece in wire.split(bundle)]
    for piece in pieces:
        verify(piece, PUBLIC)
    assert [p.change.id for piece in pieces for p in piece.parts] == [p.change.id for p in bundle.parts]
    assert [list(wire.split(piece)) for piece in pieces] == [[piece] for piece in pieces]


def test_no_changeset_beyond_its_limit() -> None:
    with pytest.raises(TooLarge):
        _large(1001, 1)
