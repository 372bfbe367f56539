"""Bad input through the command line: a clear message in the person's language, exit 1, nothing changed on disk.

Every case ends with its negative control: the same without the defect is accepted, or, with the protection switched
off, the defect gets through and the test would see it.
"""

import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from caseapp.security import header, header_file
from caseapp.security.instance import NAME as LOCK
from caseapp.security.instance import Instance
from caseapp.services.backup_places import DATABASE
from caseapp.services.contacts import ContactService
from caseapp.storage import opening
from tests.cli.conftest import PASSPHRASE, Done, Terminal

Make = Callable[[str], Terminal]
Pair = tuple[Terminal, Terminal]
RUSSIAN = ("--json", "--language", "ru")
CYRILLIC = re.compile("[а-яё]{3}")
WORDS = re.compile(r"\b(the|is|was|not|this|nothing)\b")


@pytest.fixture
def filled(vault: Terminal, tmp_path: Path) -> Terminal:
    """A vault with records and a file."""
    vault.add("person", *({"occupation": f"person {number}", "remarks": "long " * 300} for number in range(30)))
    (tmp_path / "paper.txt").write_text("content")
    vault.ok("attach", "new", str(tmp_path / "paper.txt"))
    return vault


@pytest.fixture
def pair(terminal: Make, tmp_path: Path) -> Pair:
    """Two vaults; B trusts A and A trusts B."""
    one, two = terminal("A"), terminal("B")
    for own, other in ((one, two), (two, one)):
        card = tmp_path / f"{own.folder.name}.card"
        own.ok("card", "--out", str(card))
        other.ok("trust", str(card), "--how", "compared")
    one.add("person", *({"remarks": "long " * 3_000} for _ in range(3)))
    return one, two


def send(source: Terminal, target: Terminal, path: Path) -> Path:
    source.ok("export", str(path), "--to", target.ok("card")["fingerprint"])
    return path


def raw(folder: Path) -> dict[str, bytes]:
    """Every file of the vault, byte for byte; the lock notes who opened it last."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).digest()
        for path in sorted(folder.rglob("*")) if path.is_file() and path.name != LOCK
    }


def rows(vault: Terminal) -> dict[str, object]:
    """Every row of every table and every file outside the database."""
    with vault.app.vaults.open(vault.folder, PASSPHRASE) as session:
        session.writer.open()
        sql = session.writer.sql
        tables = [name for (name,) in sql.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'fts%' ORDER BY name"
        ).fetchall()]
        found: dict[str, object] = {
            name: sorted(repr(tuple(row)) for row in sql.execute(f'SELECT * FROM "{name}"').fetchall())  # noqa: S608
            for name in tables
        }
    assert found["change"]
    rest = {name: hash_ for name, hash_ in raw(vault.folder).items() if not name.startswith((DATABASE, "drafts"))}
    return found | rest


def says_no(done: Done, code: str = "") -> None:
    """Refused with exit 1, in words, as a refusal and not as a mistake of ours."""
    assert done.code == 1, done.out + done.err
    assert done.err.strip()
    assert "Traceback" not in done.err
    assert '"bug"' not in done.out, done.out
    assert "Caseapp made a mistake" not in done.err, done.err
    assert f'"{code}"' in done.out or not code, done.out


def refused(vault: Terminal, *arguments: str, code: str = "", stdin: bytes = b"", secrets: str = PASSPHRASE,
            trace: Callable[[Terminal], object] = rows) -> Done:
    """Both languages say no, each in its own, and nothing on disk is another than before."""
    before = trace(vault)
    done = vault(*arguments, stdin=stdin, secrets=secrets)
    says_no(done, code)
    russian = vault(*arguments, stdin=stdin, secrets=secrets, options=RUSSIAN)
    says_no(russian, code)
    assert CYRILLIC.search(russian.err), russian.err
    assert not WORDS.search(russian.err), russian.err
    assert trace(vault) == before
    return done


def closed(vault: Terminal) -> object:
    """For refusals that come before anything is opened."""
    return raw(vault.folder)


# -- opening -------------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_says_so_and_only_that(filled: Terminal) -> None:
    done = refused(filled, "stats", secrets="something else entirely", trace=closed)
    assert "does not open" in done.err
    for word in ("damage", "person", "vault.db", str(filled.folder)):
        assert word not in done.err
    assert filled("stats").code == 0


def test_a_damaged_header_in_both_copies(filled: Terminal) -> None:
    whole = {name: (filled.folder / name).read_bytes() for name in header_file.NAMES}
    for at in (12, 40, 200, -40, -1):
        for name, data in whole.items():
            broken = bytearray(data)
            broken[at] ^= 1
            (filled.folder / name).write_bytes(broken)
        refused(filled, "stats", trace=closed)
    (filled.folder / header_file.NAMES[0]).write_bytes(whole[header_file.NAMES[0]])
    assert filled("stats").code == 0, "one good copy is enough"


def test_a_newer_header_and_a_newer_database(filled: Terminal) -> None:
    whole = {name: (filled.folder / name).read_bytes() for name in header_file.NAMES}
    for name, data in whole.items():
        newer = data[:8] + (header.MAJOR + 1).to_bytes(2, "big") + data[10:-32]
        (filled.folder / name).write_bytes(newer + sha256(newer).digest())
    done = refused(filled, "stats", trace=closed)
    assert "newer" in done.err
    for name, data in whole.items():
        (filled.folder / name).write_bytes(data)
    revision = _revision(filled, "9999")
    done = refused(filled, "stats", code="newer-schema", trace=lambda _: None)
    assert "newer" in done.err
    _revision(filled, revision)
    assert filled("stats").code == 0


def _revision(vault: Terminal, new: str) -> str:
    with vault.app.vaults.open(vault.folder, PASSPHRASE, read_only=True) as session:
        keys = session._held.keys.key("db")
    key = opening.DatabaseKey(keys)
    connection = opening.connect_raw(vault.folder / DATABASE, key, write=True)
    (old,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.execute("UPDATE alembic_version SET version_num = ?", (new,))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    return str(old)


def test_a_foreign_folder_or_file(filled: Terminal, tmp_path: Path) -> None:
    foreign = Terminal(filled.app, tmp_path / "foreign", filled._capsys, filled._patch)
    refused(foreign, "stats", code="not-a-vault", trace=lambda _: foreign.folder.exists())
    foreign.folder.mkdir()
    refused(foreign, "stats", code="not-a-vault", trace=closed)
    for content in (b"", b"\x89PNG\r\n\x1a\n" + bytes(500), b"SQLite format 3\0" + bytes(500)):
        for name in header_file.NAMES:
            (foreign.folder / name).write_bytes(content)
        refused(foreign, "stats", trace=closed)
    for name in (*header_file.NAMES, "head", DATABASE):
        (foreign.folder / name).write_bytes((filled.folder / name).read_bytes())
    (foreign.folder / DATABASE).write_bytes(b"SQLite format 3\0" + bytes(8176))
    refused(foreign, "stats", code="damaged", trace=closed)
    assert copy(filled, tmp_path / "copy")("stats").code == 0


def copy(vault: Terminal, folder: Path) -> Terminal:
    """The same vault at another place, so that no open file of the first is disturbed."""
    shutil.copytree(vault.folder, folder)
    return Terminal(vault.app, folder, vault._capsys, vault._patch)


def test_a_second_instance(filled: Terminal) -> None:
    held = Instance(filled.folder)
    try:
        refused(filled, "stats", code="locked-elsewhere", trace=closed)
    finally:
        held.release()
    assert filled("stats").code == 0


def test_a_flipped_byte_in_any_page_is_noticed(filled: Terminal) -> None:
    pages = (filled.folder / DATABASE).stat().st_size // 4096
    for page in range(0, pages, max(1, pages // 24)):
        broken = copy(filled, filled.folder.with_name(f"page{page}"))
        data = bytearray((broken.folder / DATABASE).read_bytes())
        data[page * 4096 + 77 * (page % 50) + 16] ^= 0x10
        (broken.folder / DATABASE).write_bytes(data)
        says_no(broken("verify"))
        says_no(again := broken("verify", options=RUSSIAN))
        assert CYRILLIC.search(again.err), again.err
    assert copy(filled, filled.folder.with_name("whole"))("verify").code == 0


def test_a_database_rolled_back_to_an_older_copy(filled: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled.folder / DATABASE
    older = path.read_bytes()
    filled.add("person", {"occupation": "later"})
    newer = path.read_bytes()
    path.write_bytes(older)
    filled("stats")  # keeps the files aside once
    done = refused(filled, "stats", code="changes-missing", trace=closed)
    assert "1 recorded changes are missing" in done.err
    path.write_bytes(newer)
    assert filled("stats").code == 0
    path.write_bytes(older)
    monkeypatch.setattr(opening, "check_tip", lambda *_: None)
    assert filled("stats").code == 0, "negative control: without the check the loss goes unnoticed"


# -- records -------------------------------------------------------------------------------------------------------

DEEP = b'{"names":' + b"[" * 1000 + b"]" * 1000 + b"}"
LONG = b'{"remarks":"' + b"x" * (1024 * 1024) + b'"}'


def name(text: str) -> bytes:
    return json.dumps({"names": [{"full": text}]}).encode()


@pytest.mark.parametrize(("bad", "good"), [
    pytest.param(DEEP, b"{}", id="deep"),
    pytest.param(b'{"remarks":' + b'{"a":' * 1000 + b"1" + b"}" * 1001, b"{}", id="deep-objects"),
    pytest.param(LONG, b'{"remarks":"' + b"x" * 1000 + b'"}', id="long"),
    pytest.param(b'{"birth":{"start":"2022-02-30"}}', b'{"birth":{"start":"2022-02-28"}}', id="30-february"),
    pytest.param(b'{"birth":{"start":"2022-13-01"}}', b'{"birth":{"start":"2022-12-01"}}', id="month-13"),
    pytest.param(b'{"birth":{"start":"2021-02-29"}}', b'{"birth":{"start":"2020-02-29"}}', id="no-leap-year"),
    pytest.param(b'{"birth":{"start":"2022-01-05T25:00"}}', b'{"birth":{"start":"2022-01-05T23:00"}}', id="hour-25"),
    pytest.param(name("Ару\u202eавоисТ"), name("Ару Тестова"), id="bidi-override"),
    pytest.param(name("Ару\u2066x\u2069"), name("Ару"), id="bidi-isolate"),
    pytest.param(name("Ару\u0007"), name("Ару"), id="bell"),
    pytest.param(name("Ару\u0000"), name("Ару"), id="nul"),
    pytest.param(name("Ару\u200bТест"), name("Ару Тест"), id="zero-width"),
    pytest.param(b'{"names":[{"full":"\\ud800"}]}', name("Ару"), id="half-a-character"),
    pytest.param(b'{"remarks":"\xff"}', b'{"remarks":"x"}', id="no-utf-8"),
    pytest.param(b'{"remarks":"x"', b'{"remarks":"x"}', id="no-json"),
    pytest.param(b'{"age_reported":NaN}', b'{"age_reported":30}', id="nan"),
    pytest.param(b'{"age_reported":1e999}', b'{"age_reported":30}', id="infinite"),
    pytest.param(b'{"age_reported":' + b"9" * 5000 + b"}", b'{"age_reported":30}', id="5000-digits"),
    pytest.param(b'{"no_such_field":1}', b"{}", id="unknown-field"),
])
def test_a_record_that_cannot_be_one(filled: Terminal, bad: bytes, good: bytes) -> None:
    done = refused(filled, "add", "person", stdin=good + b"\n" + bad)
    assert "ine 2:" in done.err
    assert filled("add", "person", stdin=good).code == 0


# -- export files --------------------------------------------------------------------------------------------------


def test_export_files_that_are_not_whole_not_ours_or_not_for_us(pair: Pair, terminal: Make, tmp_path: Path) -> None:
    one, two = pair
    two.add("person", {"occupation": "mine"})
    good = send(one, two, tmp_path / "1.casepkg")
    whole = good.read_bytes()
    bad = tmp_path / "bad.casepkg"
    middle = len(whole) // 2
    for content, code in (
        (whole[:middle], ""), (whole[:200], ""), (whole[:-1], ""), (b"", ""),
        (whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1:], "altered-file"),
        (whole + b"x", "altered-file"),
        (b"%PDF-1.7 not ours at all", "foreign-file"), (whole[300:], ""),
    ):
        bad.write_bytes(content)
        for command in ("preview", "merge"):
            refused(two, command, str(bad), code=code)
    part = tmp_path / "x.casepkg.part"
    part.write_bytes(whole)
    refused(two, "merge", str(part), code="unfinished-file")
    refused(two, "merge", str(tmp_path / "none.casepkg"))
    three = terminal("C")
    three.add("person", {"occupation": "third"})
    refused(three, "merge", str(good), code="not-for-us")
    assert len(two.ok("merge", str(good))["files"][0]["new"]) == 3


def test_a_replayed_file_changes_nothing_and_says_so(pair: Pair, tmp_path: Path) -> None:
    one, two = pair
    path = send(one, two, tmp_path / "1.casepkg")
    assert not two.ok("merge", str(path))["files"][0]["replay"]
    before = rows(two)
    again = two.ok("merge", str(path))["files"][0]
    assert again["replay"]
    assert [notice["code"] for notice in again["notices"]] == ["replay"]
    assert "taken in before" in two("merge", str(path), options=()).out
    assert CYRILLIC.search(two("merge", str(path), options=("--language", "ru")).out)
    assert rows(two) == before
    one.add("person", {"occupation": "new"})
    assert not two.ok("merge", str(send(one, two, tmp_path / "2.casepkg")))["files"][0]["replay"]


def test_a_file_of_a_card_nobody_compared(
    terminal: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = terminal("A"), terminal("B")
    for own, other, how in ((two, one, ("--how", "compared")), (one, two, ())):
        card = tmp_path / f"{own.folder.name}.card"
        own.ok("card", "--out", str(card))
        if other is one:
            other.ok("trust", str(card), *how)
    one.add("person", {"occupation": "teacher"})
    two.add("person", {"occupation": "mine"})
    path = send(one, two, tmp_path / "1.casepkg")
    refused(two, "merge", str(path), code="sender-unknown")
    two.ok("trust", str(tmp_path / "A.card"))
    refused(two, "merge", str(path), code="sender-unverified")
    with monkeypatch.context() as loose:
        loose.setattr(ContactService, "counts", lambda _self, _fp: True)
        assert two("preview", str(path)).code == 0, "negative control: without the check it would go in"
    two.ok("trust", str(tmp_path / "A.card"), "--how", "compared")
    assert two("merge", str(path)).code == 0
