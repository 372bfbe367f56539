"""``verify`` sees every kind of damage, and none in a healthy vault. Each tampering is its own negative control."""

from collections.abc import Callable

import apsw
import pytest

from caseapp.domain.errors import Bug, Damaged
from caseapp.domain.moment import Moment
from caseapp.domain.names.person_name import PersonName
from caseapp.services.edits import Edit
from caseapp.storage import engine, rebuild
from caseapp.storage.engine import DatabaseKey, connect_raw
from caseapp.storage.verify import verify
from tests.support import toy

CANARY = "Кәусар-канарейка"


@pytest.fixture
def filled(vault: toy.Vault) -> toy.Vault:
    body = vault.records.new_id()
    vault.records.save([Edit("body", body, {"title": "Union"})], "Add")
    for number in range(20):
        id_ = vault.records.new_id()
        vault.records.save([Edit("human", id_, {
            "names": (PersonName(full=f"{CANARY} {number}"),), "born": Moment("1994"), "knows": (body,),
            "job": "driver",
        })], "Add")
    return vault


def codes(vault: toy.Vault) -> set[str]:
    keys = {vault.author.fp: vault.public_key}
    return {finding.code for finding in verify(vault.writer, keys.get)}


def test_a_healthy_vault_has_no_findings(filled: toy.Vault) -> None:
    assert codes(filled) == set()


@pytest.mark.parametrize(("statement", "code"), [
    ("UPDATE p_human SET job = 'student' WHERE no = (SELECT min(no) FROM p_human)", "projection"),
    ("DELETE FROM p_human WHERE no = (SELECT min(no) FROM p_human)", "projection"),
    ("DELETE FROM link WHERE record = (SELECT min(record) FROM link)", "link"),
    ("UPDATE date SET earliest = earliest + 1 WHERE record = (SELECT min(record) FROM date)", "link"),
    ("DELETE FROM fts WHERE rowid = (SELECT min(no) FROM p_human)", "search"),
    ("UPDATE record SET flags = flags | 2 WHERE no = 3", "projection"),
    ("UPDATE change SET body = replace(body, 'driver', 'pilots') WHERE no = 4", "change"),
    ("UPDATE changeset SET signature = zeroblob(64) WHERE no = 4", "changeset"),
    ("DELETE FROM change WHERE no = (SELECT max(no) FROM change)", "chain"),
])
def test_every_tampering_is_noticed(filled: toy.Vault, statement: str, code: str) -> None:
    sql = filled.writer.sql
    if code == "change":
        statement = statement.replace("replace(body, 'driver', 'pilots')",
                                      "CAST(replace(CAST(body AS TEXT), 'driver', 'pilots') AS BLOB)")
    sql.execute("PRAGMA foreign_keys = OFF")
    sql.execute(statement)
    if code == "chain":
        sql.execute("DELETE FROM changeset WHERE no = (SELECT max(no) - 1 FROM changeset)")
    assert code in codes(filled)


def test_an_author_without_a_card_is_named(filled: toy.Vault) -> None:
    assert {finding.code for finding in verify(filled.writer, lambda _: None)} == {"unknown-author"}


def test_a_rebuild_gives_the_same_rows(filled: toy.Vault) -> None:
    def rows() -> list[object]:
        statements = (
            "SELECT * FROM p_human ORDER BY 1", "SELECT * FROM p_body ORDER BY 1",
            "SELECT * FROM link ORDER BY 1, 2, 3",
            "SELECT * FROM date ORDER BY 1, 2, 3", "SELECT * FROM record ORDER BY 1",
        )
        return [filled.writer.sql.execute(statement).fetchall() for statement in statements]

    before = rows()
    rebuild.rebuild(filled.writer, b"other recipe")
    assert rows() == before
    assert codes(filled) == set()


def test_another_fingerprint_rebuilds_on_opening(filled: toy.Vault) -> None:
    filled.writer.sql.execute("UPDATE p_human SET job = 'student'")
    filled.writer.sql.execute("UPDATE view SET fingerprint = x'00'")
    filled.close()
    again = toy.open_vault(filled.folder, filled.key, (filled.author, filled.public_key))
    assert codes(again) == set()
    again.close()


def test_a_second_implementation_opens_the_file(filled: toy.Vault) -> None:
    filled.close()
    other = apsw.Connection(str(filled.folder / "vault.db"))
    other.execute("PRAGMA cipher = 'sqlcipher'")
    other.execute("PRAGMA legacy = 4")
    other.execute(f"PRAGMA key = \"x'{filled.key.raw.hex()}'\"")
    count = other.execute("SELECT count(*) FROM change").fetchone()
    assert count == (21,)
    other.close()


def test_no_plaintext_in_any_file(filled: toy.Vault) -> None:
    names = [CANARY.encode(), CANARY.encode("utf-16-le"), b"driver", b"SQLite format 3"]
    open_files = [path.read_bytes() for path in filled.folder.iterdir()]
    filled.close()
    closed = [path.read_bytes() for path in filled.folder.iterdir()]
    for data in (*open_files, *closed):
        assert not any(name in data for name in names)


def test_a_wrong_key_and_a_plain_file_are_damage(filled: toy.Vault) -> None:
    filled.close()
    with pytest.raises(Damaged):
        connect_raw(filled.folder / "vault.db", DatabaseKey(bytes(48)), write=False)
    plain = filled.folder / "plain.db"
    connection = apsw.Connection(str(plain))
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(Damaged):
        connect_raw(plain, DatabaseKey(bytes(48)), write=False)


def test_one_flipped_bit_in_every_page_is_noticed(filled: toy.Vault) -> None:
    filled.close()
    path = filled.folder / "vault.db"
    whole = path.read_bytes()
    unnoticed = []
    for page in range(len(whole) // engine.PAGE_SIZE):
        at = page * engine.PAGE_SIZE + (37 * page + 11) % engine.PAGE_SIZE
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1:])
        try:
            connection = connect_raw(path, filled.key, write=True)
            if not connection.execute("PRAGMA cipher_integrity_check").fetchall():
                unnoticed.append(page)
            connection.close()
        except Damaged:
            pass
    path.write_bytes(whole)
    assert not unnoticed
    assert len(whole) // engine.PAGE_SIZE > 20


@pytest.mark.parametrize("pragma", ["journal_mode", "synchronous", "foreign_keys", "secure_delete"])
def test_every_pragma_is_asserted(
    make: Callable[[str], toy.Vault], monkeypatch: pytest.MonkeyPatch, pragma: str
) -> None:
    wrong = {"journal_mode": "DELETE", "synchronous": "NORMAL", "foreign_keys": "OFF", "secure_delete": "OFF"}
    settings = tuple((n, wrong[n] if n == pragma else v, e) for n, v, e in engine._SETTINGS)
    monkeypatch.setattr(engine, "_SETTINGS", settings)
    with pytest.raises(Bug, match=pragma):
        make("b")
