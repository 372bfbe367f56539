"""Lists a Caseapp export file without Caseapp, after checking all its signatures and hashes:
python read_export.py IDENTITY_FILE EXPORT_FILE     (formats: export-file.md, changeset.md, change.md, card.md)
"""

import hmac
import json
import sys
from hashlib import sha256
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def check(true, what):
    if not true:
        sys.exit(f"Refused: {what}.")


def verify(card, signature, message):  # raises InvalidSignature
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(card["sign_pub"])).verify(signature, message)


def canonical(value):  # RFC 8785, for the values that Caseapp stores
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def records(stream):
    while stream:
        end = 4 + int.from_bytes(stream[:4], "big")
        yield stream[4:end]
        stream = stream[end:]


def read_card(raw):
    card = json.loads(raw[79:])
    verify(card, raw[15:79], b"casecard/v1\0" + raw[79:])
    return sha256(b"fp1" + bytes.fromhex(card["sign_pub"]) + card["recipient"].encode()).hexdigest(), card


def entry_hash(seed, k, entry):
    if "hash" in entry:
        return bytes.fromhex(entry["hash"])
    commit = bytes.fromhex(entry.get("commit", ""))
    if "value" in entry:
        salt = hmac.digest(seed, k.to_bytes(4, "big"), "sha256")[:16] if seed else bytes.fromhex(entry["salt"])
        commit = sha256(b"va1" + salt + canonical(entry["value"])).digest()
    return sha256(b"en1" + canonical(entry["entry"]) + commit).digest()


def leaf_hash(change, head):
    check(all(change["header"][name] == head[name] for name in ("author", "life", "counter")), "a change is misplaced")
    seed = bytes.fromhex(change["body"].get("seed", ""))
    hashes = [entry_hash(seed, k, entry) for k, entry in enumerate(change["body"]["entries"])]
    return sha256(b"\0" + sha256(b"ch1" + canonical(change["header"]) + b"".join(hashes)).digest()).digest()


def tree(leaves, index=None, size=0, path=()):  # RFC 6962: the root over all leaves, or over one and its path
    size = size or len(leaves)
    if size < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    cut = 1 << (size - 1).bit_length() - 1
    if index is None:
        return sha256(b"\1" + tree(leaves[:cut]) + tree(leaves[cut:])).digest()
    if index < cut:
        return sha256(b"\1" + tree(leaves, index, cut, path[:-1]) + path[-1]).digest()
    return sha256(b"\1" + path[-1] + tree(leaves, index - cut, size - cut, path[:-1])).digest()


def show_changeset(document, cards):
    head, title, changes = document["header"], document["title"], document["changes"]
    verify(cards[head["author"]], bytes.fromhex(document["sig"]), sha256(b"cs1" + canonical(head)).digest())
    leaves = [leaf_hash(change, head) for change in changes]
    proofs = [(change["proof"], leaf) for change, leaf in zip(changes, leaves, strict=True) if "proof" in change]
    roots = {tree([leaf], p["index"], p["size"], [*map(bytes.fromhex, p["path"])]) for p, leaf in proofs}
    check(len(proofs) in (0, len(leaves)) and (roots or {tree(leaves)}) == {bytes.fromhex(head["root"])}, "altered")
    commit = sha256(b"va1" + bytes.fromhex(title.get("salt", "")) + canonical(title.get("text"))).hexdigest()
    check("text" not in title or commit == head["title"], "a title was altered")
    print(f"{cards[head['author']]['alias']} #{head['counter']} {head['hlc']} {title.get('text', title.get('state'))}")
    for change in changes:
        for entry in change["body"]["entries"]:
            write, value = entry.get("entry", {}), entry.get("value", f"[{entry.get('state', '-')}]")
            print("  ", *change["header"]["record"], write.get("op"), write.get("field"), canonical(value).decode())


plain = pyrage.decrypt(Path(sys.argv[2]).read_bytes(), [
    pyrage.x25519.Identity.from_str(line) for line in Path(sys.argv[1]).read_text().split() if line.startswith("AGE-")])
at = 12 + int.from_bytes(plain[8:12], "big")
check(plain[:8] == b"CASEPKG\0", "not an export file")
raw, signature, at, streams = plain[12:at], plain[at : at + 64], at + 64, {}
for stream in json.loads(raw)["streams"]:
    content, at = plain[at : at + stream["len"]], at + stream["len"]
    check(sha256(content).hexdigest() == stream["sha256"], "a part was altered")
    streams[stream["kind"]] = content
check(at == len(plain), "something follows the end")
cards = dict(read_card(record) for record in records(streams["cards"]))
verify(cards[json.loads(raw)["sender"]], signature, b"casepkg/v1\0" + sha256(raw).digest())
print(json.dumps(json.loads(raw), indent=1), *(f"card {c['alias']} {name}" for name, c in cards.items()), sep="\n")
for record in records(streams["changesets"]):
    show_changeset(json.loads(record), cards)
