"""The nine lines of the first promise, through the command line, on real encrypted vaults.

Line 3 (keys) is counted in ``test_story_window``; line 9 (kill -9) lives in ``tests/faults``; the real keyring of
line 2 in ``tests/security/test_device_secret``.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest

from caseapp.runtime.bootstrap import App
from caseapp.security import hardening
from caseapp.services import sample
from tests.cli.conftest import PASSPHRASE, Terminal

ROOT = Path(__file__).parents[2]
READER = ROOT / "docs" / "formats" / "read_export.py"
SPELLINGS = ("Тоқаев", "Токаев", "Tokayev", "Tokaev", "Toqaev")
KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
Make = Callable[[str], Terminal]


@pytest.fixture(autouse=True)
def _not_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hardening, "harden", lambda: True)  # it would bind the whole test run


@pytest.fixture
def pair(terminal: Make, tmp_path: Path) -> tuple[Terminal, Terminal]:
    """Two vaults whose owners compared their cards."""
    one, two = terminal("A"), terminal("B")
    for own, other in ((one, two), (two, one)):
        card = tmp_path / f"{own.folder.name}.card"
        own.ok("card", "--out", str(card))
        other.ok("trust", str(card), "--how", "compared")
    return one, two


def send(source: Terminal, target: Terminal, path: Path) -> str:
    source.ok("export", str(path), "--to", target.ok("card")["fingerprint"])
    return str(path)


def test_line_1_the_main_job_in_one_command(tmp_path: Path) -> None:
    """A real process, the network refused by the test ground: every file it names is there."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--json", "demo", str(tmp_path / "demo")], cwd=tmp_path, check=False,
        capture_output=True, text=True, stdin=subprocess.DEVNULL, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    files = [Path(file) for file in json.loads(done.stdout)["files"]]
    assert all(file.exists() for file in files)
    kinds = {file.suffix for file in files}
    assert {".pdf", ".png", ".casepkg"} <= kinds
    assert sum(file.suffix == ".pdf" for file in files) == 2


def test_line_2_the_recovery_key_opens_and_no_keyring_is_refused(terminal: Make, tmp_path: Path) -> None:
    made = terminal("A")
    fresh = Terminal(made.app, tmp_path / "fresh", made._capsys, made._patch)
    key = fresh.ok("init", "--label", "Fresh")["recovery_key"]
    typed = key.lower().replace("-", " ")
    assert fresh("open", secrets=typed).code == 0
    wrong = fresh("open", secrets="something else entirely")
    assert wrong.code == 1
    assert "keyboard layout" in wrong.err
    refused = fresh("slots", "add-device")
    assert refused.code == 1
    assert "keyring" in refused.err
    assert fresh("open").code == 0, "nothing changed"


def test_line_4_five_spellings_find_the_same_person(terminal: Make) -> None:
    vault = terminal("A")
    ids = vault.add(
        "person", *[{"names": [{"full": f"{name} Қасым-Жомарт", "surname": name}]} for name in SPELLINGS[:1]],
        {"names": [{"full": "Назарбаев Нұрсұлтан"}]},
    )
    for spelling in SPELLINGS:
        assert [hit["id"] for hit in vault.ok("search", spelling)["records"]] == ids[:1]


@pytest.fixture
def filled(terminal: Make, app: App) -> tuple[Terminal, str]:
    """A vault with the sample's records, and the id of its case."""
    made = terminal("S")
    folder = made.folder.with_name("sample")
    app.vaults.create(folder, PASSPHRASE, "Sample", alias="A. Serikova", sample=True)
    with app.vaults.open(folder, PASSPHRASE) as session:
        session.writer.open()
        sample.fill(session, app.resources)
        (case,) = sample.cases(session)
    return Terminal(app, folder, made._capsys, made._patch), case


def everything_in(pdf: bytes) -> bytes:
    parts = [pdf, *(page.extract_text().encode() for page in pypdf.PdfReader(BytesIO(pdf)).pages)]
    with pikepdf.open(BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                parts.append(item.read_bytes())
            parts.append(repr(item).encode())
    return b"\n".join(parts)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_line_5_the_case_file_in_two_languages(filled: tuple[Terminal, str], tmp_path: Path, language: str) -> None:
    vault, case = filled
    out = tmp_path / "out"
    out.mkdir()
    for audience in ("internal", "lawyer"):
        vault.ok("dossier", "D1", case, "--language", language, "--audience", audience, "--out", str(out))
    files = sorted(out.glob("*.pdf"))
    assert len(files) == 2
    text = "".join(page.extract_text() for page in pypdf.PdfReader(files[0]).pages)
    assert set(KAZAKH) <= set(text)
    assert "Ахметов Данияр" in text or "Akhmetov Daniyar" in text
    for file in files:
        found = everything_in(file.read_bytes())
        for name in ("Бекова", "Bekova", "Гүлнар", "Gulnar"):
            for encoding in ("utf-8", "utf-16-be"):
                assert name.encode(encoding) not in found


def test_line_6_an_independent_reader_lists_the_file(pair: tuple[Terminal, Terminal], tmp_path: Path) -> None:
    one, two = pair
    one.add("person", {"description": "a man"})
    path = send(one, two, tmp_path / "1.casepkg")
    with two.app.vaults.open(two.folder, PASSPHRASE) as session:
        (tmp_path / "identity").write_text(session.identity.age_secret + "\n")
    done = subprocess.run(
        [sys.executable, "-I", str(READER), str(tmp_path / "identity"), path], capture_output=True, text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "person" in done.stdout
    source = READER.read_text("utf-8")
    assert len(source.splitlines()) <= 100
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for node in ast.walk(ast.parse(source)) if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    assert names - set(sys.stdlib_module_names) == {"pyrage", "cryptography"}


def state(vault: Terminal) -> dict[str, object]:
    """Everything shown of every record."""
    ids = [row["id"] for type_ in ("person", "organisation") for row in vault.ok("list", type_)["records"]]
    return {id_: vault.ok("get", id_) for id_ in sorted(ids)}


def root_of(vault: Terminal) -> object:
    """The hash over all rows that are shown, read below the services."""
    with vault.app.vaults.open(vault.folder, PASSPHRASE) as session:
        session.writer.open()
        sql = session.writer.sql
        rows = sql.execute(
            "SELECT r.id, r.flags, r.heads, p._title, p._rest, p._issues FROM record r JOIN p_person p ON p.no = r.no "
            "ORDER BY r.id"
        ).fetchall()
        return [tuple(bytes(cell) if isinstance(cell, bytes) else cell for cell in row) for row in rows]


def test_lines_7_and_8_one_conflict_either_way_resolved_set_aside_and_idempotent(
    pair: tuple[Terminal, Terminal], tmp_path: Path
) -> None:
    one, two = pair
    (id_,) = one.add("person", {"description": "a man", "occupation": "teacher"})
    two.ok("merge", send(one, two, tmp_path / "0.casepkg"))
    one.ok("set", id_, 'occupation="driver"')
    two.ok("set", id_, 'occupation="student"')
    before = state(one)
    from_two, from_one = send(two, one, tmp_path / "2.casepkg"), send(one, two, tmp_path / "1.casepkg")
    one.ok("merge", from_two)
    two.ok("merge", from_one)
    assert root_of(one) == root_of(two)
    for vault in (one, two):
        (conflict,) = vault.ok("conflicts")["conflicts"]
        assert conflict["field"] == "occupation"
        assert {s["value"] for s in conflict["standing"]} == {"driver", "student"}
        assert all(s["author"] and s["time"] for s in conflict["standing"])

    merged = root_of(one)
    assert one.ok("merge", from_two)["files"][0]["replay"]
    assert root_of(one) == merged, "the same file twice changes nothing"

    package = one.ok("imports")["imports"][-1]["package"]
    one.ok("set-aside", package)
    assert state(one) == before
    one.ok("take-in-again", package)
    assert root_of(one) == merged

    one.ok("resolve", id_, "occupation", "--value", '"driver and student"')
    assert one.ok("conflicts")["conflicts"] == []
    two.ok("merge", send(one, two, tmp_path / "3.casepkg"))
    assert two.ok("conflicts")["conflicts"] == []
    assert root_of(one) == root_of(two)
    for vault in (one, two):
        assert vault.ok("verify") == {"findings": []}
